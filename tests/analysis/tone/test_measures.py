"""The measures of reports: planted ones, what is missing, and labels."""

import numpy as np
import pandas as pd
import pytest

from analysis.tone.formulaic import MEASURES as FORMULA
from analysis.tone.measures import COLUMNS, MEASURES, tone_measures
from analysis.tone.word_lists import ToneWords
from tests.analysis.tone.made import tokens_of

PLAIN = ["经济 平稳 ， 困难 不少 。", "必须 化解 风险 。", "成效 显著 ， 力争 领先 。"]


def test_planted_words_give_planted_rates():
    table = tone_measures(tokens_of({"r": [[one] for one in PLAIN]})).set_index("measure")
    assert table["n"].to_dict() | {"sentence_characters": 21.0} == {
        "positive": 4,
        "negative": 1,
        "overcome": 1,
        "praise_share": 4,
        "modal": 2,
        "modal_strong": 1,
        "modal_weak": 1,
        "sentence_words": 11,
        "sentence_characters": 21.0,
        "long_sentences": 0,
        "clause_characters": 22,
        "uncommon_characters": 0,
    }
    assert table.loc["positive", "value"] == pytest.approx(1000 * 4 / 11)
    assert table.loc["praise_share", "value"] == 80
    assert table.loc["sentence_words", ["value", "unit"]].tolist() == [11 / 3, "words"]
    assert table.loc["clause_characters", "value"] == pytest.approx(22 / 5)
    assert (table["cluster"] == "paragraph").all()
    assert list(table.reset_index()) == sorted(COLUMNS, key=list(table.reset_index()).index)


def test_no_word_of_either_kind_leaves_their_share_missing():
    table = tone_measures(tokens_of({"r": [["经济 增长 。"]] * 4})).set_index("measure")
    assert np.isnan(table.loc["praise_share", "value"])
    assert table.loc["praise_share", "reason"] == "nothing to count"
    assert table.loc["positive", "value"] == 0


def test_a_list_of_ones_own_replaces_ours():
    words = ToneWords(positive=("经济",))
    table = tone_measures(tokens_of({"r": [[one] for one in PLAIN]}), words=words)
    assert table.set_index("measure").loc[["positive", "negative", "modal"], "n"].tolist() == [
        1,
        0,
        0,
    ]


def test_reports_do_not_depend_on_each_other():
    alone = {name: tone_measures(tokens_of({name: [[one] for one in PLAIN]})) for name in "ab"}
    both = tone_measures(tokens_of({name: [[one] for one in PLAIN] for name in "ab"}))
    pd.testing.assert_frame_equal(both, pd.concat(alone.values(), ignore_index=True))


def test_notes_are_in_the_language_asked_for():
    tokens = tokens_of({"r": [[one] for one in PLAIN]})
    notes = [tone_measures(tokens, lang=lang)["note"].tolist() for lang in ("en", "zh")]
    assert notes[0] == [one.caution.english for one in MEASURES.values()]
    assert notes[1] == [one.caution.chinese for one in MEASURES.values()]


def test_every_measure_says_in_both_languages_how_it_misleads():
    for one in [*MEASURES.values(), *FORMULA.values()]:
        assert one.caution.english and one.caution.english.isascii()
        assert any("\u4e00" <= sign <= "\u9fff" for sign in one.caution.chinese)
        assert any("\u4e00" <= sign <= "\u9fff" for sign in one.chinese)
