from .formulaic import Formula as Formula
from .formulaic import formulaic_language as formulaic_language
from .measures import tone_measures as tone_measures
from .naming import measure_name as measure_name
from .panel import formula_panel as formula_panel
from .panel import tone_panel as tone_panel
from .word_lists import ToneWords as ToneWords
from .word_lists import tone_words as tone_words

__all__ = [
    "Formula",
    "ToneWords",
    "formula_panel",
    "formulaic_language",
    "measure_name",
    "tone_measures",
    "tone_panel",
    "tone_words",
]
