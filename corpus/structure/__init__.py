"""The parts of a report: its body apart from the page, outline, time, place, metadata."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
