"""How certain an estimate is: confidence intervals, permutation tests, adjusted p values."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
