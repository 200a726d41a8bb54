"""How reports speak: rough measures of tone, of readability and of formulaic language."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
