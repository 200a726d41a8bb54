"""The list of words: whole, sourced, and words of the segmenter."""

import csv
import dataclasses

import pytest
import rjieba

from analysis.tone.word_lists import LIST, ToneWords, tone_words


def test_every_line_has_a_source_and_is_one_word_of_the_segmenter():
    with LIST.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert all(row["english"] and row["source"] in ("own", "Zhu 1982", "Lü 1999") for row in rows)
    assert [row["term"] for row in rows if len(list(rjieba.cut(row["term"]))) != 1] == []
    assert len({(row["term"], row["tone"]) for row in rows}) == len(rows)


def test_no_word_has_two_tones():
    words = dataclasses.asdict(tone_words())
    toned = [one for name in ("positive", "negative", "remover") for one in words[name]]
    toned += [one for name in ("modal", "modal_strong", "modal_weak") for one in words[name]]
    assert len(set(toned)) == len(toned)
    assert all(55 <= len(words[name]) <= 65 for name in ("positive", "negative"))


def test_a_list_of_ones_own(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("term,tone\n亮点,positive\n短腿,negative\n", encoding="utf-8")
    assert tone_words(path) == ToneWords(positive=("亮点",), negative=("短腿",))
    path.write_text("term,tone\n亮点,good\n", encoding="utf-8")
    with pytest.raises(ValueError, match="'good' is not a tone; choose positive, negative"):
        tone_words(tmp_path / "../" / path.parent.name / "own.csv")
