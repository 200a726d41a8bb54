"""The data store: the tables of a corpus as Parquet files, updated and read."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
