from .crossing import WordBorders as WordBorders
from .discovery import discover_terms as discover_terms
from .segmentation import Segmenter as Segmenter
from .segmentation import Token as Token
from .suite import borders as borders
from .suite import segmenter as segmenter
from .suite import term_matcher as term_matcher
from .terms import Found as Found
from .terms import Mention as Mention
from .terms import Nested as Nested
from .terms import TermMatcher as TermMatcher

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
