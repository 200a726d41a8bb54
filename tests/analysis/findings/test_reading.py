"""A few sentences on what a table shows."""

from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest

from analysis import findings
from analysis.confidence import with_confidence
from analysis.findings.reading import Reading, reading
from tests.analysis.findings.tables import CASES, obey


def test_sentences_are_joined_as_the_language_does():
    said = ("Education leads.", "Culture follows.")
    assert str(Reading(said, "en")) == "Education leads. Culture follows."
    assert str(Reading(("教育居首。", "文化次之。"), "zh")) == "教育居首。文化次之。"
    with pytest.raises(FrozenInstanceError):
        Reading(said, "en").lang = "zh"  # type: ignore[misc]


def test_markdown_takes_nothing_of_a_label_for_a_sign():
    said = Reading(("“a_b*c” $1 <b> p < 0.05 [1.0, 2.0].",), "en")._repr_markdown_()
    assert said == r"“a\_b\*c” \$1 \<b> p < 0.05 [1.0, 2.0]."


def test_a_reading_has_one_to_four_sentences():
    assert reading(["A.", "", "B."], "en").sentences == ("A.", "B.")
    for wrong in ([], [""], ["A."] * 5):
        with pytest.raises(ValueError, match="one to 4 sentences"):
            reading(wrong, "en")


# Of twelve tables of each kind, the first are enough to tell that a reading does not obey.
TABLES = [
    pytest.param(range(0, 4), id="first"),
    pytest.param(range(4, 12), id="rest", marks=pytest.mark.torture),
]


@pytest.mark.parametrize("seeds", TABLES)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES, ids=lambda one: one.__name__)
def test_every_reading_obeys_and_does_not_depend_on_the_order_of_rows(case, lang, seeds):
    for seed in seeds[lang == "zh" :: 2]:  # each in one of the languages
        rng = np.random.default_rng(seed)
        read, table, more = case(rng)
        first = read(table, lang=lang, **more)
        obey(first)
        moved = {
            name: one.sample(frac=1, random_state=seed) if isinstance(one, pd.DataFrame) else one
            for name, one in more.items()
        }
        table = table.sample(frac=1, random_state=seed)
        assert read(table, lang=lang, **moved) == first
        assert read(table.reset_index(drop=True), lang=lang, **moved) == first


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES, ids=lambda one: one.__name__)
def test_a_table_is_not_changed_by_its_reading(case, lang):
    read, table, more = case(np.random.default_rng(3))
    before = table.copy()
    read(table, lang=lang, **more)
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES, ids=lambda one: one.__name__)
def test_an_empty_table_gives_one_sentence_that_says_what_is_missing(case, lang):
    read, table, more = case(np.random.default_rng(1))
    if read is findings.robustness_reading:
        with pytest.raises(ValueError, match="has no rank"):
            read(table.head(0), lang=lang, **more)
        return
    found = read(table.head(0), lang=lang, **more)
    obey(found)
    assert len(found.sentences) == 1


@pytest.mark.parametrize("seeds", TABLES)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES, ids=lambda one: one.__name__)
def test_one_row_and_missing_limits_are_read_too(case, lang, seeds):
    for seed in seeds[lang == "zh" :: 2]:
        read, table, more = case(np.random.default_rng(seed))
        if read is findings.robustness_reading:
            table = table[table["list"] == "Energy"]
        obey(read(table.head(1), lang=lang, **more))
        gone = {
            one: np.nan for one in ("low", "high", "by_chance", "p", "p_adjusted") if one in table
        }
        obey(read(table.assign(**gone), lang=lang, **more))


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.__name__)
def test_a_missing_column_is_named(case):
    read, table, more = case(np.random.default_rng(1))
    with pytest.raises(ValueError, match="has no column"):
        read(table[[]], **more)


FIXED = {"lengths", "scaling", "changes"}  # of these no other level can be asked for


@pytest.mark.parametrize("seeds", TABLES)
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES, ids=lambda one: one.__name__)
def test_a_reading_names_the_level_of_its_table(case, lang, seeds):
    if case.__name__ in FIXED:
        return
    for seed in seeds[lang == "zh" :: 2]:
        read, table, more = case(np.random.default_rng(seed))
        usual = str(read(table, lang=lang, **more))
        other = str(read(with_confidence(table, 0.9), lang=lang, **more))
        named = [one for one in ("95% CI", "95%置信区间") if one in usual]
        assert not any(one in other for one in named)
        assert all(one.replace("95%", "90%") in other for one in named)
