"""The quantities in a report: what each number measures, how and for which period."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
