"""The policy lexicon: terms, areas, stop words, premiers and regions, each with its source."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
