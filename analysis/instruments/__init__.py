"""Policy instruments of sentences by side, and the strength of their directives."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
