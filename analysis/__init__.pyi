from .collocation import collocations as collocations
from .comparison import TermFilter as TermFilter
from .comparison import both_ends as both_ends
from .comparison import compare_units as compare_units
from .comparison import divergence as divergence
from .comparison import keyness_of_side as keyness_of_side
from .comparison import population as population
from .comparison import with_side as with_side
from .concordance import find_pattern as find_pattern
from .counts import count_terms as count_terms
from .counts import counts_by_unit as counts_by_unit
from .counts import document_term as document_term
from .counts import in_context as in_context
from .dispersion import average_reduced_frequency as average_reduced_frequency
from .focus import area_profile as area_profile
from .focus import attention as attention
from .focus import coded_counts as coded_counts
from .focus import named_areas as named_areas
from .focus import profile_overlap as profile_overlap
from .frequency import frequency_by as frequency_by
from .keyness import fisher_p as fisher_p
from .keyness import g2_p as g2_p
from .keyness import log_odds_against_whole as log_odds_against_whole
from .outputs import open_corpus as open_corpus
from .selection import read_selected as read_selected
from .selection import select_reports as select_reports
from .sentences import sentences_in_context as sentences_in_context
from .sentences import spoken_sentences as spoken_sentences
from .tfidf import tf_idf as tf_idf
from .tfidf import variant_agreement as variant_agreement

__all__ = [
    "TermFilter",
    "area_profile",
    "attention",
    "average_reduced_frequency",
    "both_ends",
    "coded_counts",
    "collocations",
    "compare_units",
    "count_terms",
    "counts_by_unit",
    "divergence",
    "document_term",
    "find_pattern",
    "fisher_p",
    "frequency_by",
    "g2_p",
    "in_context",
    "keyness_of_side",
    "log_odds_against_whole",
    "named_areas",
    "open_corpus",
    "population",
    "profile_overlap",
    "read_selected",
    "select_reports",
    "sentences_in_context",
    "spoken_sentences",
    "tf_idf",
    "variant_agreement",
    "with_side",
]
