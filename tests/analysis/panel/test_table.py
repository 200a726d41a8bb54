"""The panel: equal to the tables it is made from."""

import shutil
from contextlib import contextmanager

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from typer.testing import CliRunner

from analysis.areas.codes import read_codes
from analysis.cli.main import app
from analysis.counts import in_context
from analysis.dictionaries import list_index
from analysis.focus import attention
from analysis.panel import table
from analysis.panel.table import attention_panel, panel_notices
from analysis.uncertainty.clustered import clustered_intervals
from analysis.uncertainty.inference import Inference
from analysis.uncertainty.shares import share_interval
from corpus.collection import PROJECT, corpus_at
from corpus.lexicon.lists import policy_areas
from corpus.reports_csv import write_corrections
from corpus.store.build import build_store
from corpus.store.own_terms import find_mentions
from corpus.store.tables import read_table

AREAS = sorted(int(code) for code in policy_areas())
KEYS = ["report_id", "sentence_id"]
REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.fixture(scope="module")
def tables(two_districts):
    paragraphs, reports = (read_table(two_districts, one) for one in ("paragraphs", "reports"))
    return tuple(
        in_context(read_table(two_districts, name), paragraphs, reports)
        for name in ("mentions", "tokens")
    )


def test_a_panel_is_the_attention_of_each_report(two_districts, tables):
    panel = attention_panel(two_districts, by=["report"]).set_index(["report_id", "area"])
    expected = attention(*tables, by="report_id").set_index(["unit", "area"])
    found = panel.loc[[(unit, int(area)) for unit, area in expected.index]]
    for column, name in (("n", "n"), ("size", "words"), ("paragraphs", "paragraphs")):
        assert found[column].tolist() == expected[name].tolist()
    for column, name in (("share", "per_thousand"), ("low", "low"), ("high", "high")):
        np.testing.assert_allclose(found[column], expected[name], rtol=1e-9)
    assert (found["reason"] == "").tolist() == (expected["reason"] == "").tolist()
    assert found["low"].notna().sum() >= 3


def test_the_parts_add_up(two_districts):
    whole = attention_panel(two_districts).set_index(["region_code", "area"])
    parts = attention_panel(two_districts, by=["region", "year", "orientation"])
    summed = parts.groupby(["region_code", "area"])[["n", "size"]].sum()
    pd.testing.assert_frame_equal(summed, whole[["n", "size"]].sort_index(), check_dtype=False)
    mentions = read_table(two_districts, "mentions")
    assert whole["n"].sum() == mentions["area"].notna().sum()
    assert set(whole["report_year"]) == {2018, 2020}


@pytest.mark.parametrize("denominator", ["words", "tokens", "characters", "sentences"])
def test_every_denominator_is_that_of_the_sizes(two_districts, denominator):
    panel = attention_panel(two_districts, by=["report"], denominator=denominator)
    sizes = read_table(two_districts, "sizes").groupby("report_id")[denominator].sum()
    assert panel.groupby("report_id")["size"].first().to_dict() == sizes.to_dict()
    assert set(panel["variant"]) == {f"area:mention/{denominator}"}
    np.testing.assert_allclose(panel["share"], 1000 * panel["n"] / panel["size"])


def test_terms_of_the_lexicon_and_others(two_districts):
    """A list is matched by itself, whatever the lexicon has; a term that is nowhere has zeros."""
    panel = attention_panel(two_districts, by=["report"], terms=["营商环境", "环境", "没有的词"])
    n = panel.set_index(["report_id", "term"])["n"]
    assert n["shahekou-2018", "营商环境"] == 7
    text = REPORT.read_text(encoding="utf-8")
    assert n["shahekou-2018", "环境"] == text.count("环境") - 7
    assert n["shahekou-2018", "没有的词"] == 0
    row = panel[panel["term"] == "没有的词"].iloc[0]
    assert (row["share"], row["low"], row["reason"]) == (0, 0, "")
    assert row["high"] > 0 and row["basis"] == f"0 of {row['basis'].split()[2]} sections"


def test_tokens_are_counted_as_tokens(two_districts):
    panel = attention_panel(two_districts, by=["report"], terms=["创新", "建设"], match="token")
    tokens = read_table(two_districts, "tokens")
    expected = tokens[tokens["term"].isin(["创新", "建设"])].groupby(["report_id", "term"]).size()
    found = panel[panel["term"] != "all"].set_index(["report_id", "term"])["n"]
    assert found.to_dict() == expected.to_dict()
    whole = panel[panel["term"] == "all"].set_index("report_id")["n"]
    assert whole.to_dict() == expected.groupby("report_id").sum().to_dict()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": ["place"]}, "'place' is not a unit; choose from region, year, orientation, report"),
        ({"by": []}, "by is empty; choose at least one of region, year, orientation, report"),
        (
            {"match": "word"},
            "'word' is not a match; choose from mention, mention_with_lexicon, tok",
        ),
        ({"areas": [11]}, "policy area 11 does not exist"),
        ({"areas": [1], "terms": ["创新"]}, "areas and terms are both given; a panel has rows"),
        ({"areas": ["6"]}, "areas has '6'; give codes as numbers"),
        ({"areas": []}, "areas is empty; give at least one code"),
        ({"terms": []}, "terms is empty; give at least one term"),
        ({"terms": "创新"}, "terms is '创新'; give a list of words"),
        ({"terms": ["创新", ""]}, "terms has '', which is no word"),
        ({"terms": ["创新", np.nan]}, "terms has nan, which is no word"),
        ({"terms": ["创新", "all"]}, "'all' names the row of the whole list; leave it out of"),
        ({"match": "token"}, "tokens have no policy area; count mentions, or give terms"),
        ({"match": "substring"}, "substrings have no policy area; count mentions, or give"),
        ({"match": "sentence", "terms": ["创新"]}, "sentences are coded by policy area; count"),
        ({"match": "mention_with_lexicon"}, "mention_with_lexicon is for a list; give terms, or"),
    ],
)
def test_refusals(two_districts, options, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        attention_panel(two_districts, **options)


def test_the_row_of_the_whole_list_is_of_all_its_terms(two_districts):
    terms = ["营商环境", "环境", "创新", "市政", "发展", "建设"]
    panel = attention_panel(two_districts, by=["report"], terms=terms)
    found = find_mentions(two_districts, terms)
    sizes = read_table(two_districts, "sizes")
    for report, rows in panel.groupby("report_id"):
        own = found[found["report_id"] == report]
        whole = rows[rows["term"] == "all"].iloc[0]
        assert rows["term"].tolist() == [*sorted(terms), "all"]
        assert whole["n"] == rows["n"].iloc[:-1].sum() == len(own)
        assert whole["sentences"] == own["sentence_id"].nunique()
        assert whole["paragraphs"] == own["paragraph_id"].nunique()
        per = own.groupby("paragraph_id").size()
        blocks = sizes[sizes["report_id"] == report]
        n = blocks.assign(n=blocks["paragraph_id"].map(per).fillna(0))
        sections = n.groupby("section")[["n", "words"]].sum()
        expected = share_interval(sections["n"], sections["words"])
        assert whole["low"] == pytest.approx(1000 * expected.low)
        assert whole["high"] == pytest.approx(1000 * expected.high)


def test_what_longer_terms_take_is_told(two_districts):
    terms = ["环境", "经济"]
    alone = attention_panel(two_districts, terms=terms)
    beside = attention_panel(two_districts, terms=terms, match="mention_with_lexicon")
    assert (beside["n"] + beside["lost"]).tolist() == alone["n"].tolist()
    assert beside["lost"].sum() > 0
    assert set(beside["variant"]) == {"term:mention_with_lexicon/words"}
    assert "lost" not in alone


def test_sentences_are_counted_by_their_code(two_districts):
    panel = attention_panel(two_districts, by=["report"], match="sentence", areas=[6, 99])
    coded = read_codes(two_districts)
    sizes = read_table(two_districts, "sizes").groupby("report_id")["sentences"].sum()
    for _, row in panel.iterrows():
        own = coded[(coded["report_id"] == row["report_id"]) & (coded["code"] == row["area"])]
        assert row["n"] == row["sentences"] == len(own)
        assert row["size"] == sizes[row["report_id"]]
    assert set(panel["variant"]) == {"area:sentence/sentences"}


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


def made_up(seed: int = 5) -> dict[str, pd.DataFrame]:
    """Reports of five regions, and what is to be told apart in them.

    Region 1 has exactly three sections; region 2 two with words and one without; region 3 two
    reports with two sections of the same names each; region 4 eight sections and paragraphs without
    words; region 5 one paragraph.
    """
    rng = np.random.default_rng(seed)
    shapes = [
        ("a", 1, "xyz", 4, ()),
        ("b", 2, "xyz", 4, "z"),
        ("c", 3, "xy", 3, ()),
        ("d", 3, "xy", 3, ()),
        ("e", 4, "pqrstuvw", 3, "w"),
        ("f", 5, "x", 1, ()),
    ]
    sizes, mentions = [], []
    for report, _, sections, long, empty in shapes:
        for at, section in enumerate(np.repeat(list(sections), long)):
            words = 0 if section in empty else int(rng.integers(20, 90))
            sizes.append((report, at, ord(section), "plan_next_year", words))
            for area in rng.choice(AREAS[:14], rng.poisson(words / 12)):
                mentions.append((report, at, 10 * at + int(rng.integers(2)), area))
    reports = [(report, str(region), f"R{region}", "county", 2018) for report, region, *_ in shapes]
    return {
        "reports": pd.DataFrame(
            reports, columns=["report_id", "region_code", "region", "level", "report_year"]
        ),
        "sizes": pd.DataFrame(
            sizes, columns=["report_id", "paragraph_id", "section", "orientation", "words"]
        ),
        "mentions": pd.DataFrame(
            mentions, columns=["report_id", "paragraph_id", "sentence_id", "area"]
        ),
    }


@pytest.mark.parametrize("cluster", ["section", "paragraph"])
def test_every_figure_is_that_of_the_tables(monkeypatch, cluster):
    made = made_up()

    @contextmanager
    def connect(_):
        with duckdb.connect() as database:
            for name, rows in made.items():
                database.register(name, rows)
            yield database

    monkeypatch.setattr(table, "connect", connect)
    how = Inference(cluster=cluster)
    panel = attention_panel(corpus_at(), areas=AREAS, inference=how)
    sizes = made["sizes"].merge(made["reports"], on="report_id")
    for region, rows in panel.groupby("region_code"):
        blocks = sizes[(sizes["region_code"] == region) & (sizes["words"] > 0)]
        index = pd.MultiIndex.from_frame(blocks[["report_id", "paragraph_id"]])
        hits = made["mentions"].set_index(["report_id", "paragraph_id"])
        hits = hits[hits.index.isin(index)].reset_index()
        places = [hits["report_id"], hits["paragraph_id"]]
        n = pd.crosstab(places, hits["area"]).reindex(index=index, columns=AREAS).fillna(0)
        found = clustered_intervals(blocks, sparse.csr_array(n), blocks["words"], inference=how)
        assert rows["area"].tolist() == AREAS
        assert rows["n"].tolist() == n.sum().tolist()
        assert rows["paragraphs"].tolist() == (n > 0).sum().tolist()
        said = hits.groupby("area").apply(lambda one: len(one[KEYS].drop_duplicates()))
        assert rows["sentences"].tolist() == said.reindex(AREAS).fillna(0).tolist()
        assert set(rows["size"]) == {blocks["words"].sum()} and set(rows["blocks"]) == {len(blocks)}
        assert set(rows["reports"]) == {blocks["report_id"].nunique()}
        for name in ("cluster", "basis", "reason"):
            assert rows[name].tolist() == found[name].tolist(), region
        for name in ("share", "low", "high"):
            np.testing.assert_allclose(rows[name], 1000 * found[name], rtol=1e-9)
    kinds = panel.groupby("region_code")["cluster"].first().to_dict()
    by_section = {"1", "3", "4"} if cluster == "section" else set()
    assert {region for region, kind in kinds.items() if kind == "section"} == by_section


def test_a_place_with_a_new_code_has_one_series_and_places_of_one_name_have_two(tmp_path):
    corpus = corpus_at(tmp_path)
    rows = {
        "county": ("130625", "2013"),
        "district": ("130609", "2016"),
        "north": ("110105", "2016"),
        "east": ("220104", "2016"),
    }
    text = REPORT.read_text(encoding="utf-8")
    for name in rows:
        (tmp_path / f"{name}.txt").write_text(text.replace("沙河口区", name), encoding="utf-8")
    write_corrections(
        corpus, {one: {"region_code": code, "report_year": y} for one, (code, y) in rows.items()}
    )
    build_store(corpus)
    assert panel_notices(corpus) == ["徐水区: no report for 2014–2015; missing is not zero"]


def test_versions_gaps_and_missing_plans_are_named(two_districts, tmp_path):
    assert panel_notices(two_districts) == []
    for name in ("shahekou-2018", "other"):
        shutil.copy(two_districts.documents / f"{name}.txt", tmp_path / f"{name}.txt")
    text = REPORT.read_text(encoding="utf-8")
    later = text.replace("2018年", "2021年").replace("2017年", "2020年")
    (tmp_path / "later.txt").write_text(later, encoding="utf-8")
    lines = text.splitlines()
    (tmp_path / "version.txt").write_text("\n".join(lines[:70] + lines[75:]), encoding="utf-8")
    (tmp_path / "half.txt").write_text("\n".join(lines[:48]), encoding="utf-8")
    many = corpus_at(tmp_path)
    build_store(many)
    version, gap = panel_notices(many)
    assert version.startswith(
        "沙河口区 2018: half, shahekou-2018, version are counted together in one row"
    )
    assert gap == "沙河口区: no report for 2019–2020; missing is not zero"
    assert panel_notices(many, by=["region", "year", "orientation"])[2:] == [
        "half: no plan found; it has no rows for the plan"
    ]
    assert panel_notices(many, by=["orientation"]) == [
        "half: no plan found; it has no rows for the plan"
    ]
    done = CliRunner().invoke(app, ["panel", str(tmp_path / "out.csv"), "--corpus", str(tmp_path)])
    assert gap in done.stderr


def test_mentions_per_sentence_may_be_more_than_one(two_districts):
    """A rate above 1 lies within its interval, in the panel and in the index of the list."""
    terms = ["发展", "建设", "推进", "工作", "服务", "企业", "城市", "项目", "加强", "加快"]
    options = {"terms": terms, "match": "token", "denominator": "sentences"}
    panel = attention_panel(two_districts, **options)
    whole = panel[panel["term"] == "all"]
    index = list_index(two_districts, **options)
    for value, ends in ((whole["share"], whole), (index["value"], index)):
        assert (value > 0).all() and (ends["low"] < value).all() and (value < ends["high"]).all()
    np.testing.assert_allclose(index["high"], whole["high"], rtol=1e-9)
