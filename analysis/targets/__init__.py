"""Quantities in the reports: indicators, ledger, and targets compared with results."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
