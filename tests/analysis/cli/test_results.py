"""The commands that write results: panel, ledger, explore."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports import national_reference
from analysis.dictionaries import list_index, published_list, standardised
from analysis.panel.files import merge_keys, with_names
from analysis.panel.measures import measure_panel
from analysis.panel.table import attention_panel
from analysis.targets.labels import PROMISES_LABELS
from analysis.targets.promises import promises_and_results
from analysis.targets.verdicts import VERDICTS
from tests.analysis.cli.conftest import gwr
from tests.analysis.pages.conftest import data_of
from tests.crossed import crossed

READ = {
    "csv": pd.read_csv,
    "xlsx": pd.read_excel,
    "dta": pd.read_stata,
    "parquet": pd.read_parquet,
}


@pytest.mark.parametrize("ending", READ)
def test_the_command_writes_the_ledger(district_corpus, district_ledger, tmp_path, ending):
    out = tmp_path / f"ledger.{ending}"
    done = gwr("ledger", out, "--corpus", district_corpus.documents)
    assert done.exit_code == 0, done.output
    found = READ[ending](out)
    # Stata keeps the word end for itself.
    assert [one.rstrip("_") for one in found if one != "orientation_code"] == list(district_ledger)
    np.testing.assert_allclose(
        found["base_value"].astype(float), district_ledger["base_value"], rtol=1e-9
    )
    assert found["sentence"].tolist() == district_ledger["sentence"].tolist()


def test_the_command_writes_the_same_page_twice(district_corpus, tmp_path):
    pages = []
    for name in ("a.html", "b.html"):
        given = ["--lang", "zh", "--corpus", district_corpus.documents]
        done = gwr("explore", tmp_path / name, *given)
        assert done.exit_code == 0, done.output
        pages.append((tmp_path / name).read_text(encoding="utf-8"))
    assert pages[0] == pages[1]
    assert data_of(pages[0])["language"] == "zh"


def test_what_is_not_there_is_refused(district_corpus, tmp_path):
    given = ["explore", tmp_path / "x.html", "--corpus", district_corpus.documents]
    assert gwr(*given, "--lang", "fr").exit_code == 2
    done = gwr(*given, "--report", "none", "--json")
    assert done.exit_code == 1
    assert [one["code"] for one in json.loads(done.stdout)["refused"]] == ["unknown_report"]
    assert not list(tmp_path.iterdir())


def test_the_command_writes_a_panel_and_says_what_is_wrong_with_a_list(two_districts, tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("环境\n\n环境\n生态.*\n", encoding="utf-8")
    out = tmp_path / "panel.csv"
    given = ["panel", out, "--terms", words, "--corpus", two_districts.documents]
    done = gwr(*given)
    assert done.exit_code == 0, done.output
    assert pd.read_csv(out)["term"].tolist() == ["环境", "生态.*", "all"] * 2
    for line in (
        "line 2 is empty",
        "line 3 repeats '环境' from line 1",
        "“生态.*” does not occur in the corpus",
    ):
        assert re.search(re.escape(line), done.stderr)
    wrong = gwr("panel", out.with_suffix(".sav"), *given[4:])
    assert wrong.exit_code == 1
    assert "format not supported (.sav)" in wrong.stderr
    unknown = gwr(*given[:2], "--by", "town", *given[4:])
    assert unknown.exit_code == 2


def test_a_list_is_counted_by_itself_or_beside_the_lexicon(two_districts, tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("环境、经济", encoding="utf-8")
    given = ["panel", tmp_path / "p.csv", "--terms", words, "--corpus", two_districts.documents]
    done = gwr(*given, "--match", "mention_with_lexicon")
    table = pd.read_csv(tmp_path / "p.csv")
    whole = table[table["term"] == "all"]
    n, lost = int(whole["n"].sum()), int(whole["lost"].sum())
    assert f"{lost} of {n + lost} mentions of the list are lost" in done.stderr
    assert gwr(*given, "--match", "substring").exit_code == 0
    assert set(pd.read_csv(tmp_path / "p.csv")["variant"]) == {"term:substring/words"}
    assert gwr(*given, "--match", "sentence").exit_code == 2


def test_an_index_of_a_published_list_goes_to_stata_with_labels(two_districts, tmp_path):
    out = tmp_path / "index.dta"
    given = ["panel", out, "--index", "environment_chen_chen_2018", "--standardise"]
    done = gwr(*given, "--corpus", two_districts.documents, "--match", "substring")
    assert done.exit_code == 0, done.output
    terms = published_list("environment_chen_chen_2018")
    expected = standardised(list_index(two_districts, terms=terms, match="substring"))
    found = pd.read_stata(out)
    for column in ("n", "value", "low", "high", "z", "min_max", "carried"):
        np.testing.assert_allclose(found[column], expected[column].astype(float), rtol=1e-12)
    assert set(found["list"]) == {"environment_chen_chen_2018"}
    with pd.io.stata.StataReader(out) as reader:
        labels = reader.variable_labels()
    assert all(labels[one] for one in found) and "指数" in labels["value"]
    script = (tmp_path / "index.do").read_text(encoding="utf-8")
    assert "group(region_code list)" in script and "tabstat value, by(list)" in script


def test_an_index_takes_weights_and_a_sheet_gives_intensity(two_districts, tmp_path):
    words = tmp_path / "words.csv"
    words.write_text("term,weight\n环境,1\n绿化,3\n", encoding="utf-8")
    out = tmp_path / "p.csv"
    corpus = ["--corpus", two_districts.documents]
    assert gwr("panel", out, "--index", words, "--weights", "expert", *corpus).exit_code == 0
    weights = {"环境": 1.0, "绿化": 3.0}
    expected = list_index(two_districts, terms=weights, weights=weights)
    np.testing.assert_allclose(pd.read_csv(out)["value"], expected["value"], rtol=1e-9)
    sheet = tmp_path / "scores.csv"
    sheet.write_text("report_id,P,M,G\nother,2,3,1\nother,1,5,5\n", encoding="utf-8")
    assert gwr("panel", out, "--index", sheet, *corpus).exit_code == 0
    found = pd.read_csv(out)
    assert found["value"].tolist() == [18] and found["year"].tolist() == [2020]
    assert found["list"].tolist() == ["scores"]


@crossed("ending, name", list(READ), ["pressure", "tone", "formula"])
def test_the_panel_of_a_measure_goes_to_every_format(two_districts, tmp_path, name, ending):
    out = tmp_path / f"{name}.{ending}"
    done = gwr("panel", out, "--index", name, "--corpus", two_districts.documents, "--json")
    assert done.exit_code == 0, done.output
    nation = national_reference().promises
    expected = measure_panel(two_districts, name, nation=nation).table
    found = READ[ending](out).rename(columns={"end_": "end"})
    assert set(expected) | {"code", "name", "year"} <= set(found)
    assert found["year"].tolist() == expected["year"].tolist()
    figure = "amplification" if name == "pressure" else "value"
    np.testing.assert_allclose(found[figure].astype(float), expected[figure], rtol=1e-9)
    assert found["note"].fillna("").tolist() == expected["note"].tolist()
    codebook = (tmp_path / f"{name}_codebook.md").read_text(encoding="utf-8")
    called = {"end": "end_"} if ending == "dta" else {}
    assert all(f"| {called.get(one, one)} |" in codebook for one in expected)
    content = json.loads(done.stdout)
    files = {out, tmp_path / f"{name}_codebook.md"}
    files |= {tmp_path / f"{name}.do"} if ending == "dta" else set()
    assert {Path(one) for one in content["files"]} == files == set(tmp_path.iterdir())
    assert content["rows"] == len(expected)


def test_a_measure_takes_no_other_options_and_a_file_of_its_name_is_a_list(
    two_districts, tmp_path, monkeypatch
):
    corpus = ["--corpus", two_districts.documents]
    for more in (["--by", "region"], ["--match", "token"], ["--standardise"], ["--areas", "6"]):
        done = gwr("panel", tmp_path / "p.csv", "--index", "tone", *more, *corpus)
        assert done.exit_code == 2 and "leave out the other options" in re.sub(
            r"[\s│]+", " ", done.output
        )
    assert gwr("panel", tmp_path / "p.sav", "--index", "tone", *corpus).exit_code == 1
    assert not list(tmp_path.iterdir())
    monkeypatch.chdir(tmp_path)
    Path("tone").write_text("环境\n", encoding="utf-8")
    assert gwr("panel", "p.csv", "--index", "tone", *corpus).exit_code == 0
    assert set(pd.read_csv("p.csv")["list"]) == {"tone"}


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (["--index", "no_such_list"], 2, "is not a published word list"),
        (["--index", "nowhere.csv"], 1, "no such file"),
        (["--index", "digital_wu_2021", "--weights", "expert"], 2, "has no weights"),
        (["--index", "digital_wu_2021", "--weights", "log"], 2, "not a weighting"),
        (["--index", "digital_wu_2021", "--areas", "6"], 2, "leave out areas"),
    ],
)
def test_an_index_that_cannot_be_made_is_refused(two_districts, tmp_path, given, code, said):
    done = gwr("panel", tmp_path / "p.csv", *given, "--corpus", two_districts.documents)
    assert done.exit_code == code and said in re.sub(r"[\s│]+", " ", done.output)
    assert not list(tmp_path.iterdir())


def test_the_ledger_of_one_report_and_none_of_a_report_that_is_not_there(two_districts, tmp_path):
    given = ["ledger", tmp_path / "l.csv", "--corpus", two_districts.documents, "--json"]
    done = gwr(*given, "--report", "other")
    content = json.loads(done.stdout)
    table = pd.read_csv(tmp_path / "l.csv")
    assert set(table["report_id"]) == {"other"}
    assert content == {"files": [str(tmp_path / "l.csv")], "rows": len(table), "refused": []}
    (tmp_path / "l.csv").unlink()
    wrong = gwr(*given, "--report", "none")
    assert wrong.exit_code == 1
    assert [one["code"] for one in json.loads(wrong.stdout)["refused"]] == ["unknown_report"]
    assert gwr("ledger", tmp_path / "l.sav").exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_panel_is_of_the_areas_and_units_asked_for(two_districts, tmp_path):
    out = tmp_path / "p.parquet"
    options = ("--areas", "6,7", "--by", "report,orientation", "--denominator", "sentences")
    done = gwr("panel", out, *options, "--corpus", two_districts.documents, "--json")
    expected = attention_panel(
        two_districts, areas=[6, 7], by=["report", "orientation"], denominator="sentences"
    )
    pd.testing.assert_frame_equal(
        pd.read_parquet(out), merge_keys(with_names(expected)), check_dtype=False
    )
    content = json.loads(done.stdout)
    assert content["rows"] == len(expected) and content["refused"] == []
    assert [Path(one).name for one in content["files"]] == ["p.parquet", "p_codebook.md"]


def test_results_of_what_could_be_read_are_written_and_the_rest_is_refused(corpus):
    (corpus / "empty.txt").touch()
    out = corpus / "new"
    for command, name in (("ledger", "l.csv"), ("panel", "p.csv"), ("explore", "x.html")):
        done = gwr(command, out / name, "--corpus", corpus, "--json")
        assert done.exit_code == 1
        assert [one["code"] for one in json.loads(done.stdout)["refused"]] == ["empty"]
        assert (out / name).stat().st_size > 1_000


@pytest.mark.parametrize("ending", READ)
def test_the_command_writes_promises_beside_results(
    district_corpus, district_ledger, tmp_path, ending
):
    out = tmp_path / f"promises.{ending}"
    done = gwr("promises", out, "--corpus", district_corpus.documents, "--json")
    assert done.exit_code == 0, done.output
    expected = promises_and_results(district_ledger)
    found = READ[ending](out)
    codes = ["orientation_code", "verdict_code"] if ending == "dta" else []  # value labels
    names = [name.rstrip("_") for name in found if name not in codes]
    assert names == list(expected)
    assert found["verdict"].tolist() == expected["verdict"].tolist()
    content = json.loads(done.stdout)
    assert content["rows"] == len(expected) == sum(content["verdicts"].values())
    assert list(content["rules"]) == list(VERDICTS)
    assert set(PROMISES_LABELS) == set(expected)


@pytest.mark.parametrize("name", ["page.txt", "page", "page.csv"])
def test_a_page_is_not_written_under_another_ending(tmp_path, name):
    path = tmp_path / name
    path.write_text("typed", encoding="utf-8")
    done = gwr("explore", path)
    assert done.exit_code == 1
    assert ".html" in done.stderr and str(path) in done.stderr
    assert path.read_text(encoding="utf-8") == "typed"
