"""Names of measures, with their units."""

import pytest

from analysis.tone.formulaic import MEASURES as FORMULA
from analysis.tone.measures import MEASURES
from analysis.tone.naming import measure_name


def test_the_unit_is_named_once():
    assert measure_name("sentence_characters") == "characters per sentence"
    assert measure_name("sentence_characters", "zh") == "平均句长（字）"
    assert measure_name("long_sentences") == "sentences of over 60 characters (%)"
    assert measure_name("modal", "zh") == "情态词（次/千词）"


def test_every_measure_has_a_name_of_its_own():
    for lang in ("en", "zh"):
        names = [measure_name(one, lang) for one in MEASURES | FORMULA]
        assert len(set(names)) == len(names) and all(names)
    with pytest.raises(ValueError, match="no measure 'mood'; choose positive, "):
        measure_name("mood")
