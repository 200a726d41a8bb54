"""A researcher's own word list: read from a file, counted and audited."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
