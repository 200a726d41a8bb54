from .classify import code_instruments as code_instruments
from .coding_sheet import with_instruments as with_instruments
from .shares import corrected_instruments as corrected_instruments
from .shares import instrument_panel as instrument_panel
from .shares import instrument_shares as instrument_shares
from .shares import read_instruments as read_instruments

__all__ = [
    "code_instruments",
    "corrected_instruments",
    "instrument_panel",
    "instrument_shares",
    "read_instruments",
    "with_instruments",
]
