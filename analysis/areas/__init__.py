"""Policy areas of sentences, sheets for human coders, and how far coders agree."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
