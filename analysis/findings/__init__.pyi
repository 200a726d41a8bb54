from .areas import area_trends_reading as area_trends_reading
from .areas import areas_reading as areas_reading
from .areas import places_reading as places_reading
from .choice import choice_reading as choice_reading
from .cowords import cowords_reading as cowords_reading
from .instruments import instrument_names as instrument_names
from .instruments import instruments_reading as instruments_reading
from .keyness import keyness_reading as keyness_reading
from .lengths import lengths_reading as lengths_reading
from .likeness import first_said_reading as first_said_reading
from .likeness import likeness_reading as likeness_reading
from .pressure import pressure_levels_reading as pressure_levels_reading
from .pressure import pressure_reading as pressure_reading
from .published_counts import recipe_reading as recipe_reading
from .published_counts import recount_reading as recount_reading
from .published_counts import ways_reading as ways_reading
from .ranks import ranks_reading as ranks_reading
from .reading import Reading as Reading
from .robustness import ratios_reading as ratios_reading
from .robustness import robustness_reading as robustness_reading
from .scaling import scaling_reading as scaling_reading
from .selection import selection_reading as selection_reading
from .selection import two_reading as two_reading
from .spread import spread_reading as spread_reading
from .targets import ladder_reading as ladder_reading
from .targets import promises_reading as promises_reading
from .tf_idf import tf_idf_reading as tf_idf_reading
from .themes import flows_reading as flows_reading
from .themes import themes_reading as themes_reading
from .tone import tone_reading as tone_reading
from .topics import changes_reading as changes_reading
from .topics import topics_reading as topics_reading
from .widths import widths_reading as widths_reading
from .word_lists import audit_reading as audit_reading
from .word_lists import expansion_reading as expansion_reading
from .word_lists import index_reading as index_reading
from .words import words_by_unit_reading as words_by_unit_reading
from .words import words_reading as words_reading
from .years import histories_reading as histories_reading
from .years import neighbours_reading as neighbours_reading
from .years import reuse_reading as reuse_reading
from .years import turning_reading as turning_reading

__all__ = [
    "Reading",
    "area_trends_reading",
    "areas_reading",
    "audit_reading",
    "changes_reading",
    "choice_reading",
    "cowords_reading",
    "expansion_reading",
    "first_said_reading",
    "flows_reading",
    "histories_reading",
    "index_reading",
    "instrument_names",
    "instruments_reading",
    "keyness_reading",
    "ladder_reading",
    "lengths_reading",
    "likeness_reading",
    "neighbours_reading",
    "places_reading",
    "pressure_levels_reading",
    "pressure_reading",
    "promises_reading",
    "ranks_reading",
    "ratios_reading",
    "recipe_reading",
    "recount_reading",
    "reuse_reading",
    "robustness_reading",
    "scaling_reading",
    "selection_reading",
    "spread_reading",
    "tf_idf_reading",
    "themes_reading",
    "tone_reading",
    "topics_reading",
    "turning_reading",
    "two_reading",
    "ways_reading",
    "widths_reading",
    "words_by_unit_reading",
    "words_reading",
]
