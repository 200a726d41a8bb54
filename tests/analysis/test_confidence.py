"""A table of another level than 95% says so, and so does all that is printed of it."""

import ast
import inspect
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.across_reports import (
    against_others,
    areas_of_two,
    pair_profiles,
    plan_ranks,
    similarity,
)
from analysis.areas import corrected_shares
from analysis.comparison import TermFilter, compare_units, keyness_of_side, with_side
from analysis.confidence import at_confidence, confidence_of, the_confidence_of, with_confidence
from analysis.counts import in_context
from analysis.dictionaries import intensity, list_index
from analysis.figures.words import _SAID
from analysis.focus import attention
from analysis.frequency import frequency_by
from analysis.instruments import corrected_instruments, instrument_panel, instrument_shares
from analysis.panel import attention_panel
from analysis.robustness import ratio_variants
from analysis.tone import tone_measures
from analysis.tone.panel import tone_panel
from analysis.topics import topic_prevalence
from analysis.uncertainty import Inference, compare_shares, design_based, share_intervals
from tests.public_names import functions

NINETY = Inference(confidence=0.9, n_permutations=99)
LIMITS = pd.DataFrame({"low": [1.0], "high": [2.0]})
MIXED = pd.concat([LIMITS, with_confidence(LIMITS, 0.9)])


def test_only_another_level_takes_a_column():
    assert list(with_confidence(LIMITS, 0.95)) == ["low", "high"]
    assert with_confidence(LIMITS, 0.8)["confidence_level"].tolist() == [0.8]


def test_rows_without_a_level_have_the_usual_one():
    assert confidence_of(MIXED.head(1)) == 0.95
    assert confidence_of(MIXED.tail(1)) == 0.9
    assert confidence_of(MIXED) is None
    assert confidence_of(None, LIMITS.head(0)) == 0.95


def test_intervals_of_several_levels_are_not_computed_with():
    with pytest.raises(ValueError, match="several confidence levels"):
        the_confidence_of(MIXED)


@pytest.mark.parametrize(
    ("text", "level", "said"),
    [
        ("Bars: 95% CIs, by section.", 0.9, "Bars: 90% CIs, by section."),
        ("(95% CI [1.0, 2.0])", 0.999, "(99.9% CI [1.0, 2.0])"),
        ("差值的95%置信区间下限", 0.8, "差值的80%置信区间下限"),
        ("Bars: 95% CIs, by section.", None, "Bars: CIs, by section."),
        ("误差线为95%置信区间", None, "误差线为置信区间"),
        (
            "35.95% of words; 95% of ranks; 95%的位次",
            0.9,
            "35.95% of words; 95% of ranks; 95%的位次",
        ),
    ],
)
def test_words_name_the_level(text, level, said):
    assert at_confidence(text, level) == said
    assert at_confidence(text, 0.95) == text


def _printed():
    """The texts with 95% in the modules, docstrings left out."""
    root = Path(analysis.__file__).parent
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        for one in ast.walk(tree):
            text = one.value if isinstance(one, ast.Constant) and id(one) not in told else None
            if isinstance(text, str) and "95%" in text:
                yield path.relative_to(root).as_posix(), text


def test_every_phrase_on_intervals_can_name_another_level():
    ranks = {one for key in ("rank_ranges", "strategy_guide") for one in _SAID[key]}
    # Coding sheets and the page of the explorer have no other level; ranges of ranks are no CIs.
    fixed = ("cli/", "pages/explorer.py", "confidence.py", "findings/ranks.py")
    phrases = [
        text for path, text in _printed() if text not in ranks and not path.startswith(fixed)
    ]
    assert len(phrases) > 50
    assert [one for one in phrases if "95%" in at_confidence(one, 0.9)] == []


CODED = pd.DataFrame(
    {
        "report_id": ["x"] * 8 + ["y"] * 8,
        "paragraph_id": range(16),
        "start": range(16),
        "end": range(1, 17),
        "code": [6, 6, 6, 1, 6, 1, 1, 1] * 2,
        "side": ["supply", "demand"] * 8,
        "directive": "firm",
    }
)
COUNTS = pd.DataFrame({"a": [3, 2, 4, 2, 1, 0, 1, 1], "b": [0, 1, 0, 0, 2, 1, 1, 0]})
SCORES = pd.DataFrame(
    {"region": "甲市", "year": 2020, "p": [1, 2, 3, 4], "m": [1, 2, 2, 5], "g": [1, 1, 4, 3]}
)
SHEET = CODED.iloc[::2].assign(stratum="s", probability=0.5)


def _means(how):
    rng = np.random.default_rng(1)
    true, coded = rng.random((2, 400)) < 0.4
    rows = {"y": np.where(coded, true, np.nan), "m": true.astype(float), "p": 0.4}
    return design_based(
        pd.DataFrame(rows),
        outcome="y",
        covariates=[],
        model="mean",
        predicted={"y": "m"},
        sampling_probability="p",
        confidence=how.confidence,
    )


def _prevalence(how):
    units = pd.DataFrame({"unit": range(6), "words": 100, "year": 2018})
    share = np.array([0.8, 0.2, 0.5, 0.6, 0.3, 0.4])
    shares = pd.concat(
        pd.DataFrame({"unit": range(6), "topic": topic, "share": values})
        for topic, values in ((1, share), (2, 1 - share))
    )
    return topic_prevalence(shares, units, by="year", confidence=how.confidence)


def _sided(district):
    return with_side(in_context(district["tokens"], district["paragraphs"]))


def _ratios(district, how):
    named = {one: district[one] for one in ("paragraphs", "sizes", "tokens")}
    return ratio_variants(["环境", "污染"], **named, inference=how)


def _alike(how):
    words = {"a": "教育 医疗 教育 养老 就业", "b": "教育 医疗 养老 养老 住房"}
    rows = [(one, at, word) for one in words for at, word in enumerate(words[one].split())]
    tokens = pd.DataFrame(rows, columns=["report_id", "paragraph_id", "term"])
    tokens.loc[0, "term"] = "住"
    pairs = pd.DataFrame({"report": ["a"], "other": ["b"]})
    return similarity(tokens.assign(kind="word"), pairs=pairs, confidence=how.confidence)


OFTEN = TermFilter(min_count=20)
MADE = {
    "share_intervals": lambda d, how: share_intervals(COUNTS, [50] * 8, confidence=how.confidence),
    "compare_shares": lambda d, how: compare_shares(
        COUNTS, [50] * 8, [True] * 4 + [False] * 4, confidence=how.confidence
    ),
    "design_based": lambda d, how: _means(how),
    "frequency_by": lambda d, how: frequency_by(d["tokens"], by=None, inference=how),
    "attention": lambda d, how: attention(
        d["mentions"].assign(unit="r"), d["tokens"].assign(unit="r"), by="unit", inference=how
    ),
    "keyness_of_side": lambda d, how: keyness_of_side(
        _sided(d), target="plan", reference="review", listed=OFTEN, inference=how
    ),
    "compare_units": lambda d, how: compare_units(
        _sided(d), by="side", target="plan", listed=OFTEN, inference=how
    ),
    "areas_of_two": lambda d, how: areas_of_two(CODED, a="x", b="y", inference=how),
    "instrument_shares": lambda d, how: instrument_shares(CODED, inference=how),
    "corrected_instruments": lambda d, how: corrected_instruments(
        CODED, SHEET, kind="side", confidence=how.confidence
    ),
    "corrected_shares": lambda d, how: corrected_shares(
        CODED, SHEET, area=6, confidence=how.confidence
    ),
    "topic_prevalence": lambda d, how: _prevalence(how),
    "intensity": lambda d, how: intensity(SCORES, confidence=how.confidence),
    "ratio_variants": _ratios,
    "similarity": lambda d, how: _alike(how),
    "tone_measures": lambda d, how: tone_measures(d["tokens"], inference=how),
}
PANELS = {
    "attention_panel": lambda corpus: attention_panel(corpus, areas=[6, 7], inference=NINETY),
    "list_index": lambda corpus: list_index(corpus, terms=["环境"], inference=NINETY),
    "instrument_panel": lambda corpus: instrument_panel(corpus, inference=NINETY),
    "tone_panel": lambda corpus: tone_panel(corpus, inference=NINETY),
}


@pytest.mark.parametrize("name", MADE)
def test_a_table_says_of_what_other_level_it_is(name, district):
    usual, other = (MADE[name](district, how) for how in (Inference(n_permutations=99), NINETY))
    assert "confidence_level" not in usual
    assert confidence_of(other) == 0.9
    ends = [one for one in other if one.endswith("high")]
    assert (usual[ends].notna() & (usual[ends] != other[ends])).any(axis=None)


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_says_of_what_other_level_it_is(name, district_corpus):
    assert confidence_of(PANELS[name](district_corpus)) == 0.9


def test_every_function_that_takes_a_level_is_tried():
    taking = {
        name.rpartition(".")[2]
        for name, one in functions().items()
        if {"inference", "confidence"} & set(inspect.signature(inspect.unwrap(one)).parameters)
    }
    # These end in one of those that are tried; those have no table of intervals.
    same = {"compare_reports", "formula_panel", "formulaic_language", "keyness"}
    no_table = {
        *("how_many_to_code", "katz_interval", "newcombe_interval", "recovered_p"),
        *("share_interval", "stratified_share", "wilson_interval"),
    }
    assert taking == set(MADE) | set(PANELS) | same | no_table


def test_what_is_computed_from_intervals_has_their_level():
    rows = [("Health", "A", 9.0, 7, 12), ("Health", "B", 4.0, 3, 6), ("Health", "C", 4.0, 3, 6)]
    table = pd.DataFrame(rows, columns=["name", "unit", "share", "low", "high"])
    usual, other = against_others(table), against_others(with_confidence(table, 0.9))
    # The same limits at a lower level are those of a larger error.
    assert (other["p"] > usual["p"]).all()
    years = with_confidence(table.assign(unit=[2014, 2015, 2016]), 0.9)
    assert confidence_of(plan_ranks(years)) == 0.9
    profile = {"code": [6], "n": [9], "sentences": [50], "share": [18.0], "low": [10.0]}
    profile = pd.DataFrame({**profile, "high": [30.0]})
    nine = with_confidence(profile, 0.9)
    assert confidence_of(pair_profiles(nine, nine)) == 0.9
    with pytest.raises(ValueError, match="several confidence levels"):
        pair_profiles(profile, nine)


def test_ranges_of_ranks_do_not_depend_on_the_level_of_the_intervals():
    rng = np.random.default_rng(5)
    share = rng.uniform(2, 9, 8)
    table = pd.DataFrame({"unit": 2014, "name": list("abcdefgh"), "share": share})
    ranges = [
        plan_ranks(with_confidence(table.assign(low=share - z, high=share + z), level), draws=500)[
            ["rank_low", "rank_high"]
        ]
        for z, level in ((1.959964, 0.95), (1.644854, 0.9))  # a standard error of 1 each
    ]
    pd.testing.assert_frame_equal(*ranges)
