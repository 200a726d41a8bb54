"""Adding documents to a corpus: from files, archives, tables of texts and web addresses."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
