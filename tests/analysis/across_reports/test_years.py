"""Years: trends, terms that come and go, neighbours in time."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis import divergence
from analysis.across_reports.nation import Reference
from analysis.across_reports.years import (
    area_trends,
    neighbour_divergence,
    same_places,
    term_histories,
)


def test_trends_are_profiles_of_years(nation):
    every, plan = area_trends(nation), area_trends(nation, side="plan")
    assert every.groupby("unit")["share"].sum().to_numpy() == pytest.approx(100)
    assert (
        every[every["unit"] == 2018]["sentences"].iloc[0]
        > plan[plan["unit"] == 2018]["sentences"].iloc[0]
    )
    with pytest.raises(ValueError, match=r"^side 'tomorrow' has no passages"):
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
    terms = mentions.drop(columns="area")
    return Reference(about, passages, terms, mentions, terms, mentions, mentions)


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


def test_the_divergence_and_its_terms_are_those_of_the_two_texts(nation):
    terms = nation.terms[nation.terms["report_year"].between(2017, 2020)]
    table = neighbour_divergence(replace(nation, terms=terms), n_permutations=1)
    counts = terms.groupby(["report_year", "term"], as_index=False)["n"].sum()
    counts = counts.rename(columns={"report_year": "unit"})
    for row in table.itertuples():
        found = divergence(counts, a=row.report_year, b=row.before, n_permutations=1)
        assert row.jsd == found["jsd"][0]
        for sign, leading in ((1, row.more), (-1, row.less)):
            assert leading == "、".join(found[found["sign"] == sign]["term"].head(5))


def report_of(rng: np.random.Generator, year: int, chapters: np.ndarray) -> pd.DataFrame:
    """A made-up report: two passages of 300 words for each chapter, in order."""
    passages = np.repeat(chapters, 2, axis=0)
    counts = pd.DataFrame([rng.multinomial(300, rng.dirichlet(200 * one)) for one in passages])
    long = counts.rename_axis("passage").reset_index().melt("passage", var_name="term")
    long = long[long["value"] > 0].rename(columns={"value": "n"})
    return long.assign(report_year=year, term=long["term"].astype(str))


def neighbours(reports: list[pd.DataFrame]) -> pd.DataFrame:
    empty = invented({"新": "++++++++++"})
    return neighbour_divergence(replace(empty, terms=pd.concat(reports)), n_permutations=99)


def test_reports_of_the_same_chapters_differ_as_chance_would_have_it():
    """Exchanged without regard to place, passages would give a chance of about 0.12 here."""
    rng = np.random.default_rng(1)
    chapters = rng.dirichlet(np.full(200, 0.3), 10)
    table = neighbours([report_of(rng, 1980 + i, chapters) for i in range(41)])
    assert table["jsd"].mean() == pytest.approx(table["jsd_by_chance"].mean(), rel=0.03)
    assert (table["p"] <= 0.1).mean() < 0.25 and (table["p"] > 0.9).mean() < 0.25
    other = neighbours(
        [report_of(rng, 2000, chapters), report_of(rng, 2001, rng.dirichlet(9e2 * chapters[0], 10))]
    )
    assert other["p"].iloc[0] == 0.01


def test_chance_by_hand():
    """Two passages each: of the four exchanges two leave the reports as they were."""
    rows = [(2001, 0, "a", 4), (2001, 1, "b", 4), (2002, 0, "c", 4), (2002, 1, "b", 4)]
    terms = pd.DataFrame(rows, columns=["report_year", "passage", "term", "n"])
    row = neighbours([terms]).iloc[0]
    assert row[["jsd", "jsd_by_chance"]].tolist() == pytest.approx([0.5, 0.5])
    assert (row["p"], row["more"], row["less"]) == (1, "c", "a")
    single = neighbours([terms[(terms["report_year"] == 2001) | (terms["passage"] == 0)]]).iloc[0]
    assert single[["jsd_by_chance", "p"]].isna().all() and single["jsd"] > 0


@pytest.mark.parametrize(("one", "other"), [(3, 3), (2, 5), (7, 4), (8, 40)])
def test_every_passage_of_the_shorter_report_has_its_place(one, other):
    here, there = same_places(one, other)
    assert len(here) == len(there) == min(one, other)
    assert len(set(here)) == len(set(there)) == len(here)
    apart = np.abs((here + 0.5) / one - (there + 0.5) / other)
    assert apart.max() <= 0.5 / max(one, other) + 1e-12


def test_exchanges_that_are_none_are_refused(nation):
    with pytest.raises(ValueError, match=r"^n_permutations is 0; it must be 1 or more$"):
        neighbour_divergence(nation, n_permutations=0)
