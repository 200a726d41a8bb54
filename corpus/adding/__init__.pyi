from .download import fetch as fetch
from .sources import Added as Added
from .sources import add_sources as add_sources
from .wikisource import Fetched as Fetched
from .wikisource import NationalReport as NationalReport
from .wikisource import fetch_national as fetch_national
from .wikisource import national_reports as national_reports

__all__ = [
    "Added",
    "Fetched",
    "NationalReport",
    "add_sources",
    "fetch",
    "fetch_national",
    "national_reports",
]
