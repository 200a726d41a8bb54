"""Runs the notebooks, records what results were made from, and verifies them."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
