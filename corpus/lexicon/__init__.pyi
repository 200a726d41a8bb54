from .dictionary import jieba_words as jieba_words
from .lists import Borders as Borders
from .lists import PolicyTerm as PolicyTerm
from .lists import areas_named as areas_named
from .lists import english_terms as english_terms
from .lists import policy_areas as policy_areas
from .lists import policy_terms as policy_terms
from .lists import premiers as premiers
from .lists import stop_words as stop_words
from .lists import term_areas as term_areas
from .lists import word_borders as word_borders

__all__ = [
    "Borders",
    "PolicyTerm",
    "areas_named",
    "english_terms",
    "jieba_words",
    "policy_areas",
    "policy_terms",
    "premiers",
    "stop_words",
    "term_areas",
    "word_borders",
]
