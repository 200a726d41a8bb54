"""Themes: policy terms that co-occur, their strategic map, and how they split and merge."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
