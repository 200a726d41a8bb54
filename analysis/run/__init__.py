"""Runs the notebooks, records what their results were made from, and verifies the results."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
