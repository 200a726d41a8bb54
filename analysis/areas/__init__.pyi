from .agreement import krippendorff_alpha as krippendorff_alpha
from .agreement import machine_quality as machine_quality
from .classify import code_sentences as code_sentences
from .codes import read_codes as read_codes
from .coding_sheet import read_sheet as read_sheet
from .coding_sheet import sample_sentences as sample_sentences
from .coding_sheet import write_sheet as write_sheet
from .shares_by_group import corrected_shares as corrected_shares

__all__ = [
    "code_sentences",
    "corrected_shares",
    "krippendorff_alpha",
    "machine_quality",
    "read_codes",
    "read_sheet",
    "sample_sentences",
    "write_sheet",
]
