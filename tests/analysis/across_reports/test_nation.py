"""The counts of the State Council's reports, and what is made of them."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports import nation as module
from analysis.across_reports.count_nation import count_report, make_reference
from analysis.across_reports.nation import (
    FOLDER,
    Reference,
    national_reference,
    nearest_year,
    passages_of,
    reference_fingerprint,
)
from analysis.across_reports.years import (
    area_trends,
    neighbour_divergence,
    term_histories,
    turning_points,
)
from analysis.focus import area_profile, coded_counts, profile_overlap
from analysis.uncertainty.shares import share_interval
from corpus.collection import PROJECT, Corpus
from corpus.errors import Refusal
from corpus.lexicon.lists import policy_areas, policy_terms
from corpus.store.build import build_store

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.fixture(scope="module")
def nation() -> Reference:
    return national_reference()


def test_the_shipped_counts_were_made_with_the_lexicon_in_use():
    about = json.loads((FOLDER / module.ABOUT).read_text(encoding="utf-8"))
    assert about["fingerprint"] == reference_fingerprint()


def test_there_are_57_years_and_no_gap_since_1978(nation):
    years = set(nation.about["report_year"])
    assert len(years) == 57
    assert set(range(1978, 2026)) <= years


def test_the_counts_add_up(nation):
    words = nation.passages.groupby("report_year")["words"].sum()
    assert words.to_dict() == nation.terms.groupby("report_year")["n"].sum().to_dict()
    assert words.to_dict() == dict(
        zip(nation.about["report_year"], nation.about["words"], strict=True)
    )
    sentences = nation.passages.groupby("report_year")["sentences"].sum()
    assert sentences.to_dict() == nation.areas.groupby("report_year")["n"].sum().to_dict()
    assert set(nation.mentions["term"]) <= {one.term for one in policy_terms()}
    assert set(nation.areas["code"].astype(str)) <= set(policy_areas())


def test_the_counts_known_from_elsewhere(nation):
    """A published study counted 农业 154 times in 1954; the text says it 37 times."""
    text = nation.terms[(nation.terms["report_year"] == 1954)]
    assert 20 <= text[text["term"].str.contains("农业")]["n"].sum() <= 37


def test_passages_hold_no_text(nation):
    """Some 300 words in the order of their spelling: nothing that can be read."""
    one = nation.terms[(nation.terms["report_year"] == 2018) & (nation.terms["passage"] == 3)]
    assert one["term"].is_monotonic_increasing
    assert set(nation.terms) == {"report_year", "passage", "term", "n"}


def test_passages_end_with_the_part_and_after_300_words():
    sizes = pd.DataFrame({"orientation": list("aaaabb"), "words": [100, 150, 60, 40, 10, 500]})
    assert passages_of(sizes).tolist() == [0, 0, 0, 1, 2, 2]


def test_another_lexicon_is_refused(tmp_path, monkeypatch):
    for path in FOLDER.glob("national_*"):
        shutil.copy(path, tmp_path)
    about = json.loads((tmp_path / module.ABOUT).read_text(encoding="utf-8"))
    content = json.dumps(about | {"fingerprint": "x"})
    (tmp_path / module.ABOUT).write_text(content, encoding="utf-8")
    with pytest.raises(Refusal) as other:
        national_reference(tmp_path)
    with pytest.raises(Refusal) as missing:
        national_reference(tmp_path / "none")
    assert (other.value.code, missing.value.code) == ("other_lexicon", "not_found")


def test_a_reference_is_made_of_a_folder_the_same_twice(tmp_path):
    reports, a, b = (tmp_path / name for name in ("reports", "a", "b"))
    for folder in (reports, a, b):
        folder.mkdir()
    shutil.copy(REPORT, reports / "2018.txt")
    for folder in (a, b):
        make_reference(reports, folder)
    for path in a.iterdir():
        assert path.read_bytes() == (b / path.name).read_bytes()
    made = national_reference(a)
    corpus = Corpus(documents=reports, outputs=tmp_path / "outputs")
    build_store(corpus)
    about, counted, _ = count_report(corpus, "2018")
    assert made.about["words"].tolist() == [about["words"]]
    assert made.terms["n"].sum() == counted["terms"]["n"].sum()


def test_a_profile_is_the_share_of_sentences_with_the_interval_of_blocks():
    rng = np.random.default_rng(4)
    rows = pd.DataFrame(
        {
            "unit": 2018,
            "report_id": "r",
            "paragraph_id": np.repeat(range(40), 5),
            "code": rng.choice([1, 6, 99], 200, p=[0.5, 0.3, 0.2]),
        }
    )
    table = area_profile(*coded_counts(rows)).set_index("code")
    assert table["n"].sum() == 200
    assert table["share"].sum() == pytest.approx(100)
    n = (rows["code"] == 1).groupby(rows["paragraph_id"]).sum()
    expected = share_interval(n, np.full(40, 5))
    assert table.loc[1, ["share", "low", "high"]].tolist() == pytest.approx(
        [100 * expected.share, 100 * expected.low, 100 * expected.high]
    )
    assert table.loc[7, "n"] == 0 and np.isnan(table.loc[7, "low"])


def test_trends_are_profiles_of_years(nation):
    every, plan = area_trends(nation), area_trends(nation, side="plan")
    assert every.groupby("unit")["share"].sum().to_numpy() == pytest.approx(100)
    assert (
        every[every["unit"] == 2018]["sentences"].iloc[0]
        > plan[plan["unit"] == 2018]["sentences"].iloc[0]
    )
    with pytest.raises(ValueError, match=r"^no passage is of the side 'tomorrow'"):
        area_trends(nation, side="tomorrow")


def invented(histories: dict[str, str]) -> Reference:
    """A made-up series of ten reports: a term a row, + in the reports that have it."""
    years = range(2001, 2011)
    rows = [
        (year, 0, term, 1, 2)
        for term, signs in histories.items()
        for year, sign in zip(years, signs, strict=True)
        if sign == "+"
    ]
    mentions = pd.DataFrame(rows, columns=["report_year", "passage", "term", "area", "n"])
    passages = pd.DataFrame({"report_year": years, "passage": 0, "words": 1000})
    about = pd.DataFrame({"report_year": years})
    return Reference(about, passages, mentions.drop(columns="area"), mentions, mentions, mentions)


def made_up_steps(size: int, seed: int) -> pd.DataFrame:
    """Made-up steps of a steady drift: normal around 0.1."""
    jsd = np.random.default_rng(seed).normal(0.1, 0.01, size)
    return pd.DataFrame(
        {"report_year": range(2000, 2000 + size), "gap": 1, "jsd": jsd, "jsd_by_chance": 0.0}
    )


def test_a_planted_turning_point_is_found_and_a_drift_has_none():
    steps = made_up_steps(30, seed=2)
    drift = turning_points(steps)
    assert (drift["p_adjusted"] > 0.05).all()
    steps.loc[14, "jsd"] += 0.1
    found = turning_points(steps)
    assert found[found["p_adjusted"] < 0.05]["report_year"].tolist() == [2014]


def test_the_steps_of_a_drift_have_small_p_as_often_as_they_say():
    p = np.concatenate([turning_points(made_up_steps(40, seed))["p"] for seed in range(60)])
    assert 0.035 < (p < 0.05).mean() < 0.065


def test_a_step_over_missing_years_is_no_turning_point():
    steps = made_up_steps(12, seed=1)
    steps.loc[3, ["gap", "jsd"]] = [4, 0.9]
    found = turning_points(steps)
    assert np.isnan(found.loc[3, "p"]) and found.loc[2, "usual"] < 0.12
    assert found.loc[0, "neighbours"] == 4  # five after it, one of them over missing years
    with pytest.raises(ValueError, match=r"^window is 1"):
        turning_points(steps, window=1)


def test_how_much_of_a_report_stands_in_the_one_before_it(nation):
    """The 2020s repeat some 3 to 8% of the year before, the 1980s next to nothing."""
    reused = nation.about.set_index("report_year")["reused"]
    assert np.isnan(reused[1954])
    assert reused.loc[2019:].between(0.02, 0.10).all() and (reused.loc[1981:1990] < 0.01).all()


def test_profiles_overlap_by_what_need_not_move():
    own = pd.DataFrame({"code": [1, 3, 99], "n": [30, 10, 60]})
    other = pd.DataFrame({"code": [1, 3, 6], "n": [5, 5, 0]})
    found = profile_overlap(own, other)
    assert found["overlap"] == pytest.approx(1 - (0.25 + 0.25) / 2)
    assert profile_overlap(own, own)["overlap"] == 1
    with pytest.raises(ValueError, match=r"^a profile has no sentence"):
        profile_overlap(own, own[own["code"] == 99])


def test_the_overlap_by_chance_is_that_of_two_samples_of_one_profile():
    rng = np.random.default_rng(3)
    codes, shares = [1, 3, 4, 6], [0.4, 0.3, 0.2, 0.1]
    pairs = [
        [pd.DataFrame({"code": codes, "n": rng.multinomial(n, shares)}) for n in (80, 200)]
        for _ in range(300)
    ]
    found = pd.DataFrame([profile_overlap(*pair) for pair in pairs])
    assert found["overlap"].mean() == pytest.approx(found["by_chance"].mean(), abs=0.01)


@pytest.mark.parametrize(
    ("year", "expected"), [(2018, 2018), (2026, 2025), (1970, 1964), (1950, 1954)]
)
def test_a_year_without_a_report_is_compared_with_the_last_before_it(nation, year, expected):
    assert nearest_year(nation, year) == expected


def test_terms_that_enter_leave_and_return():
    made = invented(
        {
            "新": "-----+++++",
            "旧": "+++-------",
            "常": "++++++++++",
            "归": "+-----++++",
            "稀": "-----+----",
            "潮": "---+++----",
        }
    )
    table = term_histories(made, recent=3).set_index("term")
    assert "稀" not in table.index
    assert table["status"].to_dict() == {
        "新": "entered",
        "旧": "left",
        "常": "lasting",
        "归": "lasting",
        "潮": "entered and left",
    }
    assert table["returns_after"].to_dict() == {"新": 0, "旧": 0, "常": 0, "归": 5, "潮": 0}
    assert table.loc["新", ["first_year", "last_year", "years"]].tolist() == [2006, 2010, 5]
    assert table.loc["常", "peak"] == pytest.approx(2)


def test_neighbours_in_time_are_compared(nation):
    few = nation.terms[nation.terms["report_year"].isin([2016, 2017, 2018])]
    table = neighbour_divergence(
        replace(nation, terms=few),
        n_permutations=19,
    )
    assert table["report_year"].tolist() == [2017, 2018]
    assert table["gap"].tolist() == [1, 1]
    assert (table["jsd"] > 0).all() and (table["jsd_by_chance"] < table["jsd"] + 0.1).all()
