from .default_segmenter import borders as borders
from .default_segmenter import segmenter as segmenter
from .default_segmenter import term_matcher as term_matcher
from .discovery import discover_terms as discover_terms
from .segmentation import Segmenter as Segmenter
from .segmentation import Token as Token
from .terms import Found as Found
from .terms import Mention as Mention
from .terms import Nested as Nested
from .terms import TermMatcher as TermMatcher
from .word_borders import WordBorders as WordBorders

__all__ = [
    "Found",
    "Mention",
    "Nested",
    "Segmenter",
    "TermMatcher",
    "Token",
    "WordBorders",
    "borders",
    "discover_terms",
    "segmenter",
    "term_matcher",
]
