from .lengths import part_lengths as part_lengths
from .lengths import report_lengths as report_lengths
from .nation import Reference as Reference
from .nation import national_reference as national_reference
from .nation import nearest_year as nearest_year
from .nation import passages_of as passages_of
from .places import against_each as against_each
from .places import first_said as first_said
from .places import reused_from as reused_from
from .places import with_passages as with_passages
from .reuse import reuse_share as reuse_share
from .reuse import reused_sentences as reused_sentences
from .turning import turning_points as turning_points
from .years import area_trends as area_trends
from .years import neighbour_divergence as neighbour_divergence
from .years import term_histories as term_histories

__all__ = [
    "Reference",
    "against_each",
    "area_trends",
    "first_said",
    "national_reference",
    "nearest_year",
    "neighbour_divergence",
    "part_lengths",
    "passages_of",
    "report_lengths",
    "reuse_share",
    "reused_from",
    "reused_sentences",
    "term_histories",
    "turning_points",
    "with_passages",
]
