"""The replication archive: results, what they were made from, and one command that remakes them."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
