"""What a run analyses is known, or refused, before the first notebook starts."""

import nbformat
import pytest

from analysis.cli.run_options import (
    check_report,
    chosen_reports,
    compared_reports,
    of_other_language,
    read_areas,
    unused_parameters,
)
from analysis.run import folders
from analysis.run.notebook import write_notebook
from corpus.collection import corpus_at
from corpus.errors import Refusal


@pytest.fixture
def notebooks(tmp_path, monkeypatch) -> list[str]:
    """Made-up notebooks: what they take, and what they import."""
    monkeypatch.setattr(folders, "NOTEBOOKS", tmp_path)
    sources = {
        "00_none": ("lang = 'en'", "print('read_codes')"),
        "01_codes": ("lang = 'en'\nareas = None", "from analysis.areas import read_codes"),
        "02_series": ("region = None", "import pandas\nfrom x import (\n a,\n own_series as b)"),
    }
    for name, (first, *others) in sources.items():
        cells = [nbformat.v4.new_code_cell(one) for one in (first, *others)]
        cells[0].metadata["tags"] = ["parameters"]
        cells.append(nbformat.v4.new_markdown_cell("from analysis.areas import read_codes"))
        write_notebook(nbformat.v4.new_notebook(cells=cells), tmp_path / f"{name}.ipynb")
    return list(sources)


@pytest.mark.parametrize(
    ("names", "wanted"),
    [(["00_none"], False), (["01_codes"], True), (["02_series"], True), ([], False)],
)
def test_areas_are_read_where_a_notebook_imports_them(notebooks, names, wanted):
    assert read_areas(names) == wanted
    assert read_areas(["00_none", *names]) == wanted


def test_a_parameter_is_unused_if_no_notebook_has_it(notebooks):
    given = {"lang": "en", "areas": [6], "region": "x", "stop": []}
    assert unused_parameters(["00_none"], given) == ["areas", "region", "stop"]
    assert unused_parameters(notebooks, given) == ["stop"]


def test_a_notebook_has_the_language_that_it_says(notebooks):
    """One that takes no language has that which is asked for."""
    assert of_other_language(notebooks, "en") == []
    for path in folders.NOTEBOOKS.glob("*.ipynb"):
        chinese = folders.NOTEBOOKS / "zh" / path.name
        chinese.parent.mkdir(exist_ok=True)
        chinese.write_bytes(path.read_bytes())  # English text where Chinese belongs
    assert of_other_language(notebooks, "zh") == ["00_none", "01_codes"]


def test_a_report_is_looked_for_among_the_documents(two_districts):
    check_report(two_districts, {})
    check_report(two_districts, {"report": "other"})
    for given in ({"report": "none"}, {"report": "other", "other": "none"}):
        with pytest.raises(Refusal) as refused:
            check_report(two_districts, given)
        assert (refused.value.code, refused.value.place) == ("unknown_report", "none")


@pytest.mark.parametrize(
    ("given", "focus"),
    [
        ({}, "other"),  # the latest
        ({"region": "沙河口区"}, "shahekou-2018"),
        ({"region": "210204"}, "shahekou-2018"),
        ({"report": "shahekou-2018"}, "shahekou-2018"),
        ({"years": (2018, 2019)}, "shahekou-2018"),
    ],
)
def test_the_reports_are_those_that_the_notebooks_will_compare(two_districts, given, focus):
    chosen = chosen_reports(two_districts, {**given, "lang": "zh", "areas": [6]})
    assert chosen.focus == focus
    assert compared_reports(chosen) == [focus]
    assert chosen.label in ("西岗区2020年", "沙河口区2018年")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"report": "none"}, "unknown_report"),
        ({"region": "深圳市"}, "region_not_there"),
        ({"years": (1999, 2000)}, "no_reports_chosen"),
    ],
)
def test_what_is_not_there_is_refused(two_districts, given, code):
    with pytest.raises(Refusal) as refused:
        chosen_reports(two_districts, given)
    assert refused.value.code == code


def test_a_corpus_without_reports_is_refused(tmp_path):
    with pytest.raises(Refusal) as refused:
        chosen_reports(corpus_at(tmp_path), {})
    assert refused.value.code == "empty_corpus"
