from .normalization import Normalized as Normalized
from .normalization import normalize as normalize
from .numerals import read_number as read_number
from .readable import Readable as Readable
from .traditional import is_traditional as is_traditional
from .traditional import simplified as simplified

__all__ = ["Normalized", "Readable", "is_traditional", "normalize", "read_number", "simplified"]
