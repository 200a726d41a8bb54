from .build import Built as Built
from .build import build_store as build_store
from .manifest import report_ids as report_ids
from .manifest import store_fingerprint as store_fingerprint
from .own_terms import find_mentions as find_mentions
from .tables import connect as connect
from .tables import query as query
from .tables import read_table as read_table

__all__ = [
    "Built",
    "build_store",
    "connect",
    "find_mentions",
    "query",
    "read_table",
    "report_ids",
    "store_fingerprint",
]
