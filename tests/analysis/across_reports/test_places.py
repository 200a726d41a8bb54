"""One report against others of its corpus: distance, first use, and what is repeated."""

import shutil

import pandas as pd

from analysis.across_reports.places import against_each, first_said, reused_from
from corpus.collection import PROJECT, corpus_at
from corpus.reports_csv import write_corrections
from corpus.store.build import build_store
from corpus.store.tables import read_table

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"
LATER = "other"


def test_the_first_use_is_that_of_the_earliest_year(two_districts):
    table = first_said(two_districts)
    mentions, nested = (read_table(two_districts, one) for one in ("mentions", "nested"))
    said = pd.concat([mentions, nested[nested["relation"] != "crossing"]])
    used = said.groupby("term")["report_id"].nunique()
    assert set(table["term"]) == set(used[used == 2].index)
    assert (table["first"] == "沙河口区").all() and (table["first_year"] == 2018).all()
    assert (table["last_year"] == 2020).all()
    alone = first_said(two_districts, min_reports=1).set_index("term")
    assert alone.loc["数字经济", "first"] == "西岗区"
    assert "、" not in alone.loc["营商环境", "first"]


def test_who_says_a_longer_term_has_said_the_one_within(tmp_path):
    text = REPORT.read_text(encoding="utf-8")
    before = text.replace("2017年", "2016年").replace("2018年", "2017年")
    after = text.replace("沙河口区", "西岗区")
    for name, said, term in (("a", before, "现代服务业"), ("b", after, "服务业")):
        written = said.replace("服务业", "某业").replace("营商环境", term)
        (tmp_path / f"{name}.txt").write_text(written, encoding="utf-8")
    corpus = corpus_at(tmp_path)
    build_store(corpus)
    mentions = read_table(corpus, "mentions").query("term == '服务业'")
    assert set(mentions["report_id"]) == {"b"}
    first = first_said(corpus).set_index("term").loc["服务业"]
    assert (first["first"], first["first_year"], first["reports"]) == ("沙河口区", 2017, 2)


def test_terms_of_one_year_are_first_said_by_all(tmp_path):
    for name in ("a", "b"):
        shutil.copy(REPORT, tmp_path / f"{name}.txt")
    text = (tmp_path / "b.txt").read_text(encoding="utf-8").replace("沙河口区", "西岗区")
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    twins = corpus_at(tmp_path)
    build_store(twins)
    assert set(first_said(twins)["first"]) == {"沙河口区、西岗区"}


def test_a_report_repeats_the_earlier_one_and_not_the_other_way_round(two_districts):
    table = reused_from(two_districts, LATER)
    assert table["report_id"].tolist() == ["shahekou-2018"]
    assert table["share"].iloc[0] > 0.9
    assert table["reused_characters"].iloc[0] <= table["characters"].iloc[0]
    assert reused_from(two_districts, "shahekou-2018").empty


def test_each_other_report_has_a_row_with_its_distance(two_districts):
    table = against_each(two_districts, LATER, n_permutations=19)
    assert table["report_id"].tolist() == ["shahekou-2018"]
    assert 0 < table["jsd"].iloc[0] < 0.1 and table["cosine"].iloc[0] > 0.9
    assert "数字经济" in table["more"].iloc[0] and "营商环境" in table["less"].iloc[0]


def test_who_else_was_there_and_what_may_be_earlier(tmp_path):
    """Two places over two years: 数字经济 is new in one, 营商环境 in the first reports of both."""
    text = (PROJECT / "corpus" / "reports" / "shahekou-2018.txt").read_text(encoding="utf-8")
    for place in ("沙河口区", "西岗区"):
        for year in (2017, 2018):
            changed = text.replace("沙河口区", place).replace("2017年", f"{year - 1}年")
            changed = changed.replace("2018年", f"{year}年")
            if (place, year) == ("西岗区", 2018):
                changed = changed.replace("营商环境", "数字经济")
            (tmp_path / f"{place}-{year}.txt").write_text(changed, encoding="utf-8")
    build_store(corpus_at(tmp_path), jobs=1)
    table = first_said(corpus_at(tmp_path), min_reports=1).set_index("term")
    new, old = table.loc["数字经济"], table.loc["营商环境"]
    assert (new["first"], new["others_there"], bool(new["may_be_earlier"])) == ("西岗区", 1, False)
    assert (old["first_year"], old["others_there"], bool(old["may_be_earlier"])) == (2017, 0, True)


def test_a_place_with_a_new_code_is_one_place(tmp_path):
    corpus = corpus_at(tmp_path)
    text = REPORT.read_text(encoding="utf-8")
    for name in ("before", "after"):
        (tmp_path / f"{name}.txt").write_text(text.replace("沙河口区", name), encoding="utf-8")
    rows = {"before": ("130622", "2010"), "after": ("130608", "2018")}
    write_corrections(
        corpus, {one: {"region_code": code, "report_year": y} for one, (code, y) in rows.items()}
    )
    build_store(corpus)
    assert read_table(corpus, "reports")["region"].tolist() == ["清苑区", "清苑县"]
    table = first_said(corpus)
    assert set(table["regions"]) == {1} and set(table["others_there"]) == {0}
    assert set(table["first"]) == {"清苑区"}  # one name, so that it is counted as one
