"""Tables written for Stata, Excel, R, LaTeX, Word and Markdown, and shown in notebooks."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
