"""Interactive pages that work offline: one file each, without a request to the network."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
