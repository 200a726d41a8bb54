from .audit import list_interval as list_interval
from .audit import read_audit as read_audit
from .expansion import Space as Space
from .expansion import candidate_lines as candidate_lines
from .expansion import expand as expand
from .expansion import join_terms as join_terms
from .expansion import list_overlap as list_overlap
from .index_of_list import list_index as list_index
from .index_of_list import standardised as standardised
from .intensities import intensity as intensity
from .list_tables import read_scores as read_scores
from .list_tables import read_weights as read_weights
from .word_list import WordList as WordList
from .word_list import published_list as published_list
from .word_list import read_word_list as read_word_list

__all__ = [
    "Space",
    "WordList",
    "candidate_lines",
    "expand",
    "intensity",
    "join_terms",
    "list_index",
    "list_interval",
    "list_overlap",
    "published_list",
    "read_audit",
    "read_scores",
    "read_weights",
    "read_word_list",
    "standardised",
]
