"""Tables as files for Stata, Excel, R, LaTeX and Word, and as notebooks show them."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
