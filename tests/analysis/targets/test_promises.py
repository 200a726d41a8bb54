"""The ledger, and promises against results."""

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis.cli.main import app
from analysis.targets.commitments import soft_commitments
from analysis.targets.indicators import in_base_unit, indicator_key, indicators
from analysis.targets.labels import LABELS
from analysis.targets.ledger_table import ledger
from analysis.targets.promises import (
    completeness,
    promises_and_results,
    target_cascade,
    target_revisions,
)
from corpus.collection import PROJECT, corpus_at
from corpus.store.build import build_store
from corpus.store.tables import read_table

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "district.txt").write_bytes(REPORT.read_bytes())
    found = corpus_at(folder)
    build_store(found)
    return found


@pytest.fixture(scope="module")
def book(corpus):
    return ledger(
        *(read_table(corpus, name) for name in ("quantities", "sentences", "texts", "reports"))
    )


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("地区生产总值", "gdp"),
        ("全区地区生产总值", "gdp"),
        ("计划国内生产总值", "gdp"),
        ("“十五”期间年均经济", "gdp"),
        ("经济增长速度的宏观调控", "gdp"),
        ("一般公共预算收入", "budget_revenue"),
        ("城镇新增就业", "new_jobs"),
        ("民营经济", None),
        ("街巷路", None),
        ("", None),
    ],
)
def test_names_of_indicators(words, key):
    assert indicator_key(words) == key


def test_no_synonym_belongs_to_two_indicators():
    every = [one for found in indicators().values() for one in found.synonyms]
    assert len(every) == len(set(every))
    assert all(found.name_en.isascii() for found in indicators().values())


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (410.5, "亿元", (410.5e8, "元")),
        (1.18, "亿美元", (1.18e8, "美元")),
        (24.66, "万亿元", (24.66e12, "元")),
        (62.3, "万平方米", (623_000, "平方米")),
        (3, "公里", (3_000, "米")),
        (2, "万吨", (2e7, "千克")),
        (6, "万亩", (6e4 * 2000 / 3, "平方米")),
        (5, "千瓦", (5_000, "瓦")),
        (20, "万千瓦", (2e8, "瓦")),
        (7, "%", (7, "%")),
        (3, "成", (30, "%")),
        (12, "个", (12, "个")),
        (2.08, "万户", (20_800, "户")),
        (4, "", (4, "")),
    ],
)
def test_base_units(value, unit, expected):
    found = in_base_unit(value, unit)
    assert found == (pytest.approx(expected[0]), expected[1])


def test_every_quantity_has_its_sentence_and_walks_back(book, corpus):
    text = read_table(corpus, "texts")["text"].iloc[0]
    assert len(book) == len(read_table(corpus, "quantities"))
    for row in book.itertuples():
        assert text[row.start : row.end] == row.printed
        assert "".join(row.printed.split()) in "".join(row.sentence.split())
    assert set(LABELS) == set(book)


def test_two_facts_about_one_indicator(book):
    """实现地区生产总值410.5亿元、增长7%."""
    gdp = book[(book["indicator_key"] == "gdp") & (book["status"] == "achieved")]
    assert gdp["base_value"].tolist()[:2] == [pytest.approx(410.5e8), 7]
    assert gdp["kind"].tolist()[:2] == ["level", "growth_rate"]


def made_up(*rows) -> pd.DataFrame:
    """A ledger: report, region, key, status, period, value, high, bound, change, sentence."""
    columns = [
        "report_id",
        "region_code",
        "indicator_key",
        "status",
        "period",
        "base_value",
        "base_high",
        "bound",
        "change",
        "sentence",
    ]
    table = pd.DataFrame(rows, columns=columns)
    year = 2000 + pd.to_numeric(table["report_id"].str[1:]).fillna(18)
    return table.assign(
        region=table["region_code"],
        indicator_en="x",
        kind="growth_rate",
        base_unit="%",
        modifier="",
        printed="%",
        report_year=year,
    )


BOOK = made_up(
    ("a18", "1", "gdp", "target", "2018", 6.5, np.nan, "approx", "up", "预期目标"),
    ("a19", "1", "gdp", "achieved", "2018", 6.6, np.nan, "eq", "up", ""),
    ("a19", "1", "gdp", "target", "2019", 6.0, 6.5, "range", "up", "预期目标"),
    ("a20", "1", "gdp", "achieved", "2019", 5.5, np.nan, "eq", "up", ""),
    ("a20", "1", "cpi", "target", "2020", 3.0, np.nan, "approx", "up", "预期目标"),
    ("a21", "1", "cpi", "achieved", "2020", 2.5, np.nan, "eq", "up", ""),
    ("a21", "1", "energy_intensity", "target", "2021", 3.0, np.nan, "ge", "down", ""),
    ("a22", "1", "energy_intensity", "achieved", "2021", 2.7, np.nan, "eq", "down", ""),
    ("a22", "1", "gdp", "target", "2022", 5.5, np.nan, "approx", "up", "预期目标"),
    ("b18", "2", "gdp", "target", "2018", 8.0, np.nan, "ge", "up", "目标"),
    ("b18", "2", "gdp", "target", "2016-2020", 7.0, np.nan, "ge", "up", "目标"),
)


def test_a_target_stands_beside_its_result():
    table = promises_and_results(BOOK).set_index(["region_code", "indicator_key", "year"])
    first = table.loc[("1", "gdp", 2018)]
    assert (first["target"], first["result"], first["result_report"]) == (6.5, 6.6, "a19")
    assert first["difference"] == pytest.approx(0.1)
    assert first["verdict"] == "kept"
    assert table.loc[("1", "gdp", 2019), "difference"] == pytest.approx(-0.5)
    assert table.loc[("1", "gdp", 2019), "verdict"] == "missed"
    assert table.loc[("1", "cpi", 2020), "verdict"] == "kept"  # a ceiling
    assert np.isnan(table.loc[("1", "gdp", 2022), "result"])
    assert table.loc[("1", "gdp", 2022), "verdict"] == ""
    assert len(table) == 6  # a target for five years is none for one


def test_what_goes_down_is_negative():
    table = promises_and_results(BOOK).set_index(["indicator_key"])
    row = table.loc["energy_intensity"]
    assert (row["target"], row["result"]) == (-3.0, -2.7)


def test_the_sentence_that_calls_it_a_target_wins_over_one_before_it():
    twice = made_up(
        ("a", "1", "gdp", "target", "2011", 10.3, np.nan, "eq", "up", "增长%。"),
        ("a", "1", "gdp", "target", "2011", 8.0, np.nan, "approx", "up", "主要预期目标是%。"),
    )
    assert promises_and_results(twice)["target"].tolist() == [8.0]


def test_growth_since_a_named_year_is_no_result():
    since = made_up(
        ("a", "1", "gdp", "target", "2007", 8.0, np.nan, "approx", "up", "目标%"),
        ("b", "1", "gdp", "achieved", "2007", 65.5, np.nan, "eq", "up", "比2002年增长%"),
    )
    assert promises_and_results(since)["result"].isna().all()


def test_how_many_targets_are_spoken_of_again():
    table = completeness(BOOK).set_index("target_report")
    assert table.loc["a18"].tolist() == [1, 1, 1, 0]
    assert table.loc["a22"].tolist() == [1, 0, 0, 0]


def test_the_report_that_reviews_the_year_wins_and_a_mean_is_no_result():
    """A report's own figure for its year is the year before's, misread; a mean is of many years."""
    book = made_up(
        ("a18", "1", "gdp", "target", "2018", 6.5, np.nan, "approx", "up", "预期目标"),
        ("a18", "1", "gdp", "achieved", "2018", 6.9, np.nan, "eq", "up", ""),
        ("a19", "1", "gdp", "achieved", "2018", 7.1, np.nan, "eq", "up", ""),
        ("a19", "1", "gdp", "achieved", "2018", 6.6, np.nan, "eq", "up", ""),
    )
    book.loc[2, "modifier"] = "可比、年均"
    row = promises_and_results(book).iloc[0]
    assert (row["result"], row["result_report"]) == (6.6, "a19")


def test_a_target_that_is_named_again_is_revised():
    book = made_up(
        ("a16", "1", "gdp", "target", "2020", 7.0, np.nan, "eq", "up", ""),
        ("a18", "1", "gdp", "target", "2020", 6.5, np.nan, "eq", "up", ""),
        ("a18", "1", "cpi", "target", "2020", 3.0, np.nan, "eq", "up", ""),
        ("a19", "1", "gdp", "target", "2020", 6.5, np.nan, "eq", "up", ""),
    )
    table = target_revisions(book)
    assert table[["first_report", "target_report"]].to_numpy().tolist() == [
        ["a16", "a18"],
        ["a16", "a19"],
    ]
    assert table["revision"].tolist() == [-0.5, -0.5]


def test_targets_down_the_levels():
    levels = pd.DataFrame(
        {
            "report_id": ["a18", "b18", "a19", "a20", "a21", "a22"],
            "level": ["national", "county"] + ["national"] * 4,
        }
    )
    table = target_cascade(BOOK, levels=levels)
    row = table[(table["year"] == 2018) & (table["level"] == "county")].iloc[0]
    assert (row["above"], row["over"]) == (6.5, 1.5)
    assert table[table["level"] == "national"]["above"].isna().all()


def test_soft_commitments_by_strength():
    said = [
        "确保完成上级下达的指标。",
        "居民收入与经济增长同步。",
        "探索建立长效机制。",
        "天气很好。",
    ]
    text = "".join(said)
    ends = np.cumsum([len(one) for one in said])
    sentences = pd.DataFrame(
        {
            "report_id": "r",
            "sentence_id": range(4),
            "orientation": "plan_next_year",
            "start": ends - [len(one) for one in said],
            "end": ends,
        }
    )
    table = soft_commitments(sentences, pd.DataFrame({"report_id": ["r"], "text": [text]}))
    assert table[["sentence_id", "strength", "kind"]].to_numpy().tolist() == [
        [0, "binding", "delegated"],
        [1, "", "relative"],
        [2, "exploratory", "plain"],
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "dta", "parquet"])
def test_the_command_writes_the_ledger(corpus, book, tmp_path, ending):
    out = tmp_path / f"ledger.{ending}"
    done = CliRunner().invoke(app, ["ledger", str(out), "--corpus", str(corpus.documents)])
    assert done.exit_code == 0, done.output
    read = {
        "csv": pd.read_csv,
        "xlsx": pd.read_excel,
        "dta": pd.read_stata,
        "parquet": pd.read_parquet,
    }[ending]
    found = read(out)
    # Stata keeps the word end for itself.
    assert [name.rstrip("_") for name in found] == list(book)
    np.testing.assert_allclose(found["base_value"].astype(float), book["base_value"], rtol=1e-9)
    assert found["sentence"].tolist() == book["sentence"].tolist()
