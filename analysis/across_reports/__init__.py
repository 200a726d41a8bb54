"""Comparison of reports: over years, between places, with the State Council, and reuse of text."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
