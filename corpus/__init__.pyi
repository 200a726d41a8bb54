from .collection import Corpus as Corpus
from .collection import corpus_at as corpus_at
from .doctor import examine as examine
from .errors import Notice as Notice
from .errors import Refusal as Refusal
from .report import Report as Report
from .report import read_report as read_report
from .store.build import build_store as build_store
from .store.tables import query as query
from .store.tables import read_table as read_table

__all__ = [
    "Corpus",
    "Notice",
    "Refusal",
    "Report",
    "build_store",
    "corpus_at",
    "examine",
    "query",
    "read_report",
    "read_table",
]
