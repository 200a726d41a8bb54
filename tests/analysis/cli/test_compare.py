"""The command for two reports: compare."""

import json
from pathlib import Path

import pandas as pd
import pytest

from tests.analysis.cli.conftest import gwr

NAMES = ["areas", "terms", "targets", "repeated", "likeness"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_tables_and_the_figure_are_written_and_summed_up(two_districts, tmp_path, lang):
    out = tmp_path / "two"
    given = ["shahekou-2018", "other", "--out", out, "--corpus", two_districts.documents]
    done = gwr("compare", *given, "--lang", lang, "--json")
    assert done.exit_code == 0, done.output
    content = json.loads(done.stdout)
    written = {Path(one).name for one in content["files"]}
    assert written == {f"{name}.{ending}" for name in NAMES for ending in ("csv", "xlsx")} | {
        f"areas-{lang}.{ending}" for ending in ("pdf", "svg", "png")
    }
    assert all(Path(one).stat().st_size for one in content["files"])
    assert (out / f"areas-{lang}.txt").read_text(encoding="utf-8").count("\n") == 2
    for name in NAMES[:4]:
        assert len(pd.read_csv(out / f"{name}.csv")) == content["rows"][name]
    assert len(content["summary"]) == 5
    label = "沙河口区2018年" if lang == "zh" else "Shahekou, 2018"
    assert all(label in line for line in content["summary"][2:])


def test_a_summary_in_chinese_has_no_english(two_districts, tmp_path):
    given = ["shahekou-2018", "other", "--out", tmp_path, "--corpus", two_districts.documents]
    done = gwr("compare", *given, language="zh")
    lines = done.stdout.splitlines()[:5]
    for word in ("of", "Areas", "gdp", "sentences", "CI"):
        assert not any(word in line for line in lines)


def test_what_cannot_be_compared_is_refused_and_nothing_is_written(two_districts, tmp_path):
    out = tmp_path / "two"
    options = ["--out", out, "--corpus", two_districts.documents]
    unknown = gwr("compare", "other", "none", *options, "--json")
    assert unknown.exit_code == 1
    assert [one["code"] for one in json.loads(unknown.stdout)["refused"]] == ["unknown_report"]
    twice = gwr("compare", "other", "other", *options)
    assert twice.exit_code == 2 and "'other' is given twice" in twice.stderr
    assert gwr("compare", "other", "shahekou-2018", *options, "--lang", "fr").exit_code == 2
    assert not out.exists()
