"""Abbreviated names: only as far as needed, the same words, and no loose ends."""

import re

import pytest

from analysis.figures.abbreviations import (
    _PHRASES,
    _WORDS,
    abbreviated,
    told_apart,
    without_loose_end,
)
from analysis.figures.page import GLOSS_CHARACTERS, MOST_CHARACTERS, glossed
from corpus.lexicon.lists import english_terms


def short(name: str, most: int = 28) -> str:
    return abbreviated(name, lambda one: len(one) <= most)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("innovation", "innovation"),
        ("high-quality development", "high-quality development"),  # 24: nothing is needed
        ("scientific and technological innovation", "sci-tech innovation"),
        ("tax reductions and exemptions", "tax reductions & exemptions"),
        ("care for the elderly and children", "care for elderly & children"),
        ("the people and the army, and the government", "people & army & government"),
        ("community health institutions", "community health insts"),
        ("strategic emerging industries", "strat. emerging industries"),
        ("Shanghai Cooperation Organisation", "Shanghai Cooperation Org."),  # its capital stays
        ("Guangdong-Hong Kong-Macao Greater Bay Area", "GD-HK-Macao Greater Bay Area"),
        ("Hong Kong compatriots of every city", "HK compatriots of every city"),
        ("non-governmental bodies of two sides", "non-governmental bodies of two sides"),
        ("pre-development of hand-made goods x", "pre-development of hand-made goods x"),
    ],
)
def test_names_are_abbreviated_as_far_as_needed(name, expected):
    assert short(name) == expected


def test_the_word_that_saves_most_comes_first():
    assert short("national entrepreneurship month", 25) == "national entrepr. month"
    assert short("national entrepreneurship month", 20) == "natl entrepr. month"


def test_every_abbreviation_is_shorter():
    for table in (_PHRASES, _WORDS):
        assert all(len(short) < len(one) for one, short in table.items())
    assert all(one == one.lower() for one in _WORDS)


@pytest.mark.parametrize(
    ("cut", "kept"),
    [
        ("scientific and", "scientific"),
        ("people's congress and its ", "people's congress"),
        ("Xi Jinping Thought on", "Xi Jinping Thought"),
        ("protection & ", "protection"),
        ("areas (of the", "areas"),
        ("command and", "command"),
        ("the", "the"),  # something is kept
        ("political consultative", "political consultative"),
        ("粤港澳大湾区", "粤港澳大湾区"),
    ],
)
def test_what_is_cut_has_no_loose_end(cut, kept):
    assert without_loose_end(cut) == kept


def test_few_of_the_lexicons_names_are_cut():
    names = [one for one in english_terms().values() if one]
    cut = [one for one in glossed(sorted(english_terms()), "en") if one.endswith("...")]
    long = [one for one in names if len(one) > GLOSS_CHARACTERS]
    assert len(cut) < 0.2 * len(long)
    assert not any(re.search(r" (and|of|the|for|&)\.\.\.$", one) for one in cut)
    assert all(len(one) <= MOST_CHARACTERS + 1 for one in cut)


def test_no_two_names_of_the_lexicon_are_alike():
    names = {term: name for term, name in english_terms().items() if name}
    short = glossed(sorted(names), "en")
    assert len(set(short)) == len(set(names.values()))
    assert all(len(one) <= MOST_CHARACTERS for one in short)


def cut(names: list[str], most: int) -> list[str]:
    def shortened(one: str) -> str:
        return one if len(one) <= most else one[: most - 3].rsplit(" ", 1)[0] + "..."

    return told_apart(names, shortened, lambda one: len(one) <= most)


@pytest.mark.parametrize(
    ("names", "most", "expected"),
    [
        (["income of urban residents", "taxes"], 18, ["income of...", "taxes"]),
        (
            ["income of urban residents", "income of urban and rural residents"],
            20,
            ["...urban residents", "...and rural resi..."],
        ),
        (
            ["high-quality growth of trade", "high-quality growth", "high-quality growth zones"],
            17,
            ["...of trade", "...growth", "...growth zones"],
        ),
        (
            ["新疆维吾尔自治区阿克苏地区", "新疆维吾尔自治区阿勒泰地区"],
            9,
            ["新疆维吾…克苏地区", "新疆维吾…勒泰地区"],
        ),
    ],
)
def test_names_that_would_be_alike_keep_what_tells_them_apart(names, most, expected):
    if re.search("[一-鿿]", names[0]):
        found = told_apart(names, lambda one: one[:7] + "…", lambda one: len(one) <= most)
    else:
        found = cut(names, most)
    assert len(set(found)) == len(names)
    assert found == expected


def test_the_same_name_twice_is_the_same():
    assert cut(["income of urban residents"] * 2, 12) == ["income..."] * 2
