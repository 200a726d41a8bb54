"""The policy attention panel by region, year and part, as a table and as files."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
