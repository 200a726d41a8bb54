"""Panels of measures by name, and their files."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from analysis.across_reports import likeness_panel
from analysis.instruments import instrument_panel
from analysis.panel.files import LABELS
from analysis.panel.measures import PANELS, MeasurePanel, measure_panel, write_measures
from analysis.targets import COMPARED_INDICATORS, pressure_panel, pressure_wide
from analysis.tone import formula_panel, tone_panel
from tests.crossed import crossed


def _wide(corpus, *, lang):
    keys = list(COMPARED_INDICATORS)
    return pressure_wide(pressure_panel(corpus, indicator=keys, lang=lang))


def test_a_panel_is_that_of_its_function_and_every_column_has_a_label(two_districts):
    expected = {"pressure": _wide, "tone": tone_panel, "formula": formula_panel}
    assert set(PANELS) >= set(expected)
    for name, function in expected.items():
        panel = measure_panel(two_districts, name, lang="zh")
        pd.testing.assert_frame_equal(panel.table, function(two_districts, lang="zh"))
        assert set(panel.table) <= set(panel.labels)
        assert panel.name == name and panel.title and panel.note
    with pytest.raises(ValueError, match="no measure 'mood'; choose pressure, tone, formula"):
        measure_panel(two_districts, "mood")


def test_likeness_has_labels_reasons_in_both_languages_and_its_own_columns_in_stata(
    two_districts, tmp_path
):
    panels = {lang: measure_panel(two_districts, "likeness", lang=lang) for lang in ("en", "zh")}
    pd.testing.assert_frame_equal(panels["en"].table, likeness_panel(two_districts))
    assert panels["zh"].table["likeness_reason"].tolist() == [
        "语料库中没有2020年的上级政府报告",
        "语料库中没有2018年的上级政府报告",
    ]
    assert set(panels["zh"].table) <= set(panels["zh"].labels)
    paths = write_measures(panels["en"], tmp_path / "likeness.dta")
    script = paths[2].read_text(encoding="utf-8")
    assert "tabstat likeness likeness_lag1, statistics" in script
    with pd.io.stata.StataReader(paths[0]) as reader:
        assert "lag 1" in reader.variable_labels()["likeness_lag1"]


@pytest.mark.parametrize(("name", "kind"), [("instruments", "side"), ("directives", "directive")])
def test_coded_sentences_are_measures(two_districts, name, kind):
    panel, every = measure_panel(two_districts, name), instrument_panel(two_districts)
    shares = every[every["kind"] == kind]
    assert panel.table["measure"].tolist() == shares["code"].tolist()
    assert panel.table["value"].tolist() == shares["share"].tolist()
    assert set(panel.table) <= set(LABELS | dict(panel.labels))
    totals = panel.table.groupby("report_id")["value"].sum()
    assert totals.tolist() == pytest.approx([100] * len(totals))


def test_stata_declares_places_and_years(two_districts, tmp_path):
    for name, unit in (("pressure", "group(place)"), ("tone", "group(place measure)")):
        paths = write_measures(measure_panel(two_districts, name), tmp_path / f"{name}.dta")
        script = paths[2].read_text(encoding="utf-8")
        assert unit in script and "isid panel_unit year\nxtset panel_unit year" in script
        with pd.io.stata.StataReader(paths[0]) as reader:
            labels = reader.variable_labels()
        assert all(labels.values())


def test_several_reports_of_a_place_and_year_are_not_declared(two_districts, tmp_path):
    panel = measure_panel(two_districts, "tone")
    twice = pd.concat([panel.table, panel.table.assign(report_id="again")])
    both = MeasurePanel("tone", twice, panel.labels, panel.title, panel.note)
    script = write_measures(both, tmp_path / "t.dta")[2].read_text(encoding="utf-8")
    assert "isid" not in script and "keep one" in script


@pytest.mark.parametrize("ending", ["csv", "dta", "parquet", "xlsx"])
def test_the_same_panel_is_the_same_bytes(two_districts, tmp_path, ending):
    panel = measure_panel(two_districts, "pressure")
    one, two = (write_measures(panel, tmp_path / at / f"p.{ending}") for at in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def made_and_used(script: str) -> tuple[set[str], set[str], set[str]]:
    """The variables that a Stata script makes, those it uses, and those that must be numbers."""
    made = set(re.findall(r"^(?:generate|egen long) (\w+) =", script, re.MULTILINE))
    grouped = re.findall(r"group\(([\w ]+)\)", script)
    summed = re.findall(r"^tabstat ([\w ]+),", script, re.MULTILINE)
    declared = re.findall(r"^(?:isid|xtset) ([\w ]+)$", script, re.MULTILINE)
    used = re.findall(r"by\((\w+)\)", script) + " ".join([*grouped, *declared]).split()
    return made, set(used), set(" ".join(summed).split())


@pytest.mark.parametrize("name", sorted(PANELS))
def test_the_script_makes_no_variable_that_is_there_and_sums_numbers_only(
    two_districts, tmp_path, name
):
    path, _, script = write_measures(measure_panel(two_districts, name), tmp_path / f"{name}.dta")
    table = pd.read_stata(path, convert_categoricals=False)
    made, used, numbers = made_and_used(script.read_text(encoding="utf-8"))
    assert made and numbers and not made & set(table)
    assert used | numbers <= set(table) | made
    assert all(pd.api.types.is_numeric_dtype(table[one]) for one in numbers)


@crossed("name, lang", ["tone", "formula", "instruments", "directives"], ["en", "zh"])
def test_measures_have_labels_in_stata_and_in_the_codebook(two_districts, tmp_path, name, lang):
    panel = measure_panel(two_districts, name)
    path, codebook, _ = write_measures(panel, tmp_path / "p.dta", lang=lang)
    found, numbers = pd.read_stata(path), pd.read_stata(path, convert_categoricals=False)
    measures = panel.labels["measure"].values
    shown = {
        one: getattr(label, {"en": "english", "zh": "chinese"}[lang])
        for one, label in measures.items()
    }
    assert set(shown) >= set(panel.table["measure"])
    assert found["measure_code"].tolist() == [shown[one] for one in found["measure"]]
    assert numbers["measure_code"].notna().all()
    page = codebook.read_text(encoding="utf-8")
    for one, label in measures.items():
        assert f"| {one} | {label.english} | {label.chinese} |" in page
    write_measures(panel, tmp_path / "p.csv")
    plain = codebook.read_text(encoding="utf-8")
    assert "measure_code" not in plain
    assert all(f"| {one} | {label.english} |" in plain for one, label in measures.items())


def test_the_codebook_calls_columns_as_the_file_does(two_districts, tmp_path):
    panel = measure_panel(two_districts, "pressure")
    for ending in ("dta", "csv"):
        path, codebook, *_ = write_measures(panel, tmp_path / f"p.{ending}")
        read = pd.read_stata if ending == "dta" else pd.read_csv
        rows = codebook.read_text(encoding="utf-8").split("\n\n")[2].splitlines()[2:]
        assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == list(read(path))


def test_reports_without_a_year_are_left_out_before_units_are_declared(two_districts, tmp_path):
    panel = measure_panel(two_districts, "instruments")
    table = panel.table.assign(year=pd.array([pd.NA] * len(panel.table), dtype="Int64"))
    undated = replace(panel, table=pd.concat([panel.table, table]))
    script = write_measures(undated, tmp_path / "p.dta")[2].read_text(encoding="utf-8")
    assert script.index("drop if missing(year)") < script.index("isid panel_unit year")
