"""Policy areas of sentences, sheets for human coders, and intercoder agreement."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
