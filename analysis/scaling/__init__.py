"""Positions of texts on a line: by words alone, by reference texts, by seed words."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
