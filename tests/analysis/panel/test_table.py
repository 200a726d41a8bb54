"""The panel: equal to the tables it is made from, and read back equal from every format."""

import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis.cli.main import app
from analysis.counts import in_context
from analysis.export.write import write_table
from analysis.focus import attention
from analysis.panel.files import LABELS, with_names, write_panel
from analysis.panel.table import attention_panel, panel_notices
from corpus.collection import PROJECT, Corpus, corpus_at
from corpus.errors import Refusal
from corpus.store.build import build_store
from corpus.store.tables import read_table

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Corpus:
    """The district report, and a generated one of another district, year and length."""
    folder = tmp_path_factory.mktemp("panel")
    shutil.copy(REPORT, folder)
    text = REPORT.read_text(encoding="utf-8").replace("2018年", "2020年")
    lines = text.replace("2017年", "2019年").replace("沙河口区", "西岗区").splitlines()
    (folder / "other.txt").write_text("\n".join(lines[:70] + lines[75:]), encoding="utf-8")
    found = corpus_at(folder)
    build_store(found)
    return found


@pytest.fixture(scope="module")
def tables(corpus):
    paragraphs, reports = read_table(corpus, "paragraphs"), read_table(corpus, "reports")
    return tuple(
        in_context(read_table(corpus, name), paragraphs, reports) for name in ("mentions", "tokens")
    )


def test_a_panel_is_the_attention_of_each_report(corpus, tables):
    panel = attention_panel(corpus, by=["report"]).set_index(["report_id", "area"])
    expected = attention(*tables, by="report_id").set_index(["unit", "area"])
    found = panel.loc[[(unit, int(area)) for unit, area in expected.index]]
    for column, name in (("n", "n"), ("size", "words"), ("paragraphs", "paragraphs")):
        assert found[column].tolist() == expected[name].tolist()
    for column, name in (("share", "per_thousand"), ("low", "low"), ("high", "high")):
        np.testing.assert_allclose(found[column], expected[name], rtol=1e-9)
    assert (found["reason"] == "").tolist() == (expected["reason"] == "").tolist()
    assert found["low"].notna().sum() >= 3


def test_the_parts_add_up(corpus):
    whole = attention_panel(corpus).set_index(["region_code", "area"])
    parts = attention_panel(corpus, by=["region", "year", "orientation"])
    summed = parts.groupby(["region_code", "area"])[["n", "size"]].sum()
    pd.testing.assert_frame_equal(summed, whole[["n", "size"]].sort_index(), check_dtype=False)
    mentions = read_table(corpus, "mentions")
    assert whole["n"].sum() == mentions["area"].notna().sum()
    assert set(whole["report_year"]) == {2018, 2020}


@pytest.mark.parametrize("denominator", ["words", "tokens", "characters", "sentences"])
def test_every_denominator_is_that_of_the_sizes(corpus, denominator):
    panel = attention_panel(corpus, by=["report"], denominator=denominator)
    sizes = read_table(corpus, "sizes").groupby("report_id")[denominator].sum()
    assert panel.groupby("report_id")["size"].first().to_dict() == sizes.to_dict()
    assert set(panel["variant"]) == {f"area:mention/{denominator}"}
    np.testing.assert_allclose(panel["share"], 1000 * panel["n"] / panel["size"])


def test_terms_of_the_lexicon_and_others(corpus):
    """A word that the lexicon lacks is searched for beside it; one that is nowhere has zeros."""
    panel = attention_panel(corpus, by=["report"], terms=["营商环境", "环境", "没有的词"])
    n = panel.set_index(["report_id", "term"])["n"]
    assert n["shahekou-2018", "营商环境"] == 7
    text = REPORT.read_text(encoding="utf-8")
    assert 0 < n["shahekou-2018", "环境"] <= text.count("环境") - 7
    assert n["shahekou-2018", "没有的词"] == 0
    row = panel[panel["term"] == "没有的词"].iloc[0]
    assert (row["share"], row["reason"]) == (0, "stands in 0 paragraphs; an interval needs 20")


def test_tokens_are_counted_as_tokens(corpus):
    panel = attention_panel(corpus, by=["report"], terms=["创新", "建设"], numerator="token")
    tokens = read_table(corpus, "tokens")
    expected = tokens[tokens["term"].isin(["创新", "建设"])].groupby(["report_id", "term"]).size()
    assert panel.set_index(["report_id", "term"])["n"].to_dict() == expected.to_dict()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": ["place"]}, "there is no unit 'place'; it is region, year, orientation, report"),
        ({"by": []}, "by is empty; name at least one of region, year, orientation, report"),
        ({"numerator": "word"}, "there is no numerator 'word'; it is mention, token"),
        ({"areas": [11]}, "there is no policy area 11"),
        ({"areas": [1], "terms": ["创新"]}, "areas and terms are both given; a panel has a row"),
        ({"terms": []}, "the list of terms is empty"),
        ({"numerator": "token"}, "tokens have no policy area; count mentions, or give terms"),
        ({"confidence": 1}, "confidence is 1; it lies between 0 and 1"),
    ],
)
def test_refusals(corpus, options, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        attention_panel(corpus, **options)


def read(path: Path) -> pd.DataFrame:
    reader = {
        ".csv": pd.read_csv,
        ".dta": pd.read_stata,
        ".parquet": pd.read_parquet,
        ".xlsx": pd.read_excel,
    }[path.suffix]
    options = {"dtype": {"region_code": str}} if path.suffix in (".csv", ".xlsx") else {}
    return reader(path, **options)


@pytest.mark.parametrize("ending", ["csv", "dta", "parquet", "xlsx"])
def test_a_panel_reads_back_equal(corpus, tmp_path, ending):
    panel = attention_panel(corpus, by=["region", "year", "orientation"])
    panel.loc[0, "report_year"] = pd.NA
    written = write_panel(panel, tmp_path / f"panel.{ending}")
    found = read(written[0])
    expected = with_names(panel)
    assert list(found) == list(expected)
    for name in expected:
        if pd.api.types.is_numeric_dtype(expected[name]):
            values = expected[name].to_numpy(dtype=float, na_value=np.nan)
            np.testing.assert_allclose(found[name].astype(float), values, rtol=1e-9)
        else:
            assert found[name].fillna("").tolist() == expected[name].tolist()


@pytest.mark.parametrize("ending", ["csv", "dta", "parquet", "xlsx"])
def test_the_same_panel_is_the_same_bytes(corpus, tmp_path, ending):
    panel = attention_panel(corpus)
    one, other = (write_panel(panel, tmp_path / name / f"p.{ending}") for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_many_reports_give_the_same_last_bits_each_time(tmp_path):
    """Threads add up in any order, unless the query says in which."""
    text = REPORT.read_text(encoding="utf-8")
    for number in range(16):  # of different words, since the same speech is refused
        other = text.replace("发展", f"发展{number:02d}").replace("2018年", f"{2000 + number}年")
        (tmp_path / f"r{number:02d}.txt").write_text(other, encoding="utf-8")
    many = corpus_at(tmp_path)
    build_store(many)
    panels = [attention_panel(many, by=["region"]) for _ in range(8)]
    for other in panels[1:]:
        pd.testing.assert_frame_equal(panels[0], other, check_exact=True)


def test_stata_knows_what_the_columns_are(corpus, tmp_path):
    paths = write_panel(attention_panel(corpus), tmp_path / "p.dta")
    with pd.io.stata.StataReader(paths[0]) as reader:
        labels = reader.variable_labels()
    assert labels["share"] == "hits in 1,000 of the denominator 每千单位命中数"
    assert all(name.isascii() for name in labels)
    assert {path.suffix for path in paths} == {".dta", ".do", ".md"}
    script = next(path for path in paths if path.suffix == ".do").read_text(encoding="utf-8")
    assert 'use "p.dta", clear' in script
    assert "xtset unit report_year" in script


def test_every_column_has_a_label(corpus):
    for options in ({}, {"terms": ["创新"]}, {"by": ["report", "orientation"]}):
        assert set(with_names(attention_panel(corpus, **options))) <= set(LABELS)


def test_no_text_is_a_formula(tmp_path):
    import openpyxl

    table = pd.DataFrame({"term": ["=1+1", "@SUM(A1)", "http://x.cn"], "n": [1, 2, None]})
    book = openpyxl.load_workbook(write_table(table, tmp_path / "t.xlsx"))
    cells = [cell for row in book["table"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value for cell in book["table"]["A"]] == ["term", *table["term"]]
    assert [cell.value for cell in book["table"]["B"]] == ["n", 1, 2, None]
    assert book["table"].freeze_panes == "A2"


def test_another_ending_is_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(Refusal) as caught:
        write_table(pd.DataFrame({"n": [1]}), tmp_path / "t.sav")
    assert caught.value.code == "unknown_table_format"
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_a_panel_and_says_what_is_wrong_with_a_list(corpus, tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("环境\n\n环境\n生态.*\n", encoding="utf-8")
    out = tmp_path / "panel.csv"
    given = ["panel", str(out), "--terms", str(words), "--corpus", str(corpus.documents)]
    done = CliRunner().invoke(app, given)
    assert done.exit_code == 0, done.output
    assert len(pd.read_csv(out)) == 4
    for line in ("line 2 is empty", "line 3 has '环境' again", "'生态.*' is never found"):
        assert re.search(re.escape(line), done.stderr)
    wrong = CliRunner().invoke(
        app, ["panel", str(out.with_suffix(".sav")), "--corpus", str(corpus.documents)]
    )
    assert wrong.exit_code == 1
    assert "tables are not written as .sav" in wrong.stderr
    unknown = CliRunner().invoke(app, [*given[:2], "--by", "town", *given[4:]])
    assert unknown.exit_code == 2


def test_versions_gaps_and_missing_plans_are_named(corpus, tmp_path):
    assert panel_notices(corpus) == []
    for name in ("shahekou-2018", "other"):
        shutil.copy(corpus.documents / f"{name}.txt", tmp_path / f"{name}.txt")
    text = REPORT.read_text(encoding="utf-8")
    later = text.replace("2018年", "2021年").replace("2017年", "2020年")
    (tmp_path / "later.txt").write_text(later, encoding="utf-8")
    lines = text.splitlines()
    (tmp_path / "version.txt").write_text("\n".join(lines[:70] + lines[75:]), encoding="utf-8")
    (tmp_path / "half.txt").write_text("\n".join(lines[:48]), encoding="utf-8")
    many = corpus_at(tmp_path)
    build_store(many)
    version, gap = panel_notices(many)
    assert version.startswith("沙河口区 2018: half, shahekou-2018, version stand in one row")
    assert gap == "沙河口区: no report for 2019, 2020; missing, not 0"
    assert panel_notices(many, by=["region", "year", "orientation"])[2:] == [
        "half: no plan was found in it; it has no row for a plan"
    ]
    assert panel_notices(many, by=["orientation"]) == [
        "half: no plan was found in it; it has no row for a plan"
    ]
    done = CliRunner().invoke(app, ["panel", str(tmp_path / "out.csv"), "--corpus", str(tmp_path)])
    assert gap in done.stderr
