"""The panel as files: read back equal from every format, with its codebook and script."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.dictionaries import intensity
from analysis.export.write import write_table
from analysis.panel.files import LABELS, merge_keys, with_names, write_panel
from analysis.panel.table import attention_panel
from corpus.lexicon.lists import policy_areas


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
def test_a_panel_reads_back_equal(two_districts, tmp_path, ending):
    panel = attention_panel(two_districts, by=["region", "year", "orientation"])
    panel.loc[0, "report_year"] = pd.NA
    written = write_panel(panel, tmp_path / f"panel.{ending}")
    found = read(written[0])
    expected = merge_keys(with_names(panel))
    codes = ["level_code", "orientation_code", "area_code"] if ending == "dta" else []
    assert list(found.drop(columns=codes)) == list(expected)
    assert set(panel) <= set(found)
    for name in expected:
        if pd.api.types.is_numeric_dtype(expected[name]):
            values = expected[name].to_numpy(dtype=float, na_value=np.nan)
            np.testing.assert_allclose(found[name].astype(float), values, rtol=1e-9)
        else:
            assert found[name].fillna("").tolist() == expected[name].tolist()
    assert found["code"].tolist() == expected["region_code"].astype(int).tolist()


@pytest.mark.parametrize("ending", ["csv", "dta", "parquet", "xlsx"])
def test_the_same_panel_is_the_same_bytes(two_districts, tmp_path, ending):
    panel = attention_panel(two_districts)
    one, other = (write_panel(panel, tmp_path / name / f"p.{ending}") for name in "ab")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_stata_knows_what_the_columns_are(two_districts, tmp_path):
    paths = write_panel(attention_panel(two_districts), tmp_path / "p.dta")
    with pd.io.stata.StataReader(paths[0]) as reader:
        labels = reader.variable_labels()
    assert labels["share"] == "rate per 1,000 words 每千词频次"
    assert all(name.isascii() for name in labels)
    assert {path.suffix for path in paths} == {".dta", ".do", ".md"}
    script = next(path for path in paths if path.suffix == ".do").read_text(encoding="utf-8")
    assert 'use "p.dta", clear' in script
    assert "xtset panel_unit report_year" in script and "label values area area_code" in script


@pytest.mark.parametrize(
    ("lang", "level", "area"), [("en", "county-level", "Education"), ("zh", "县级", "教育")]
)
def test_the_values_are_labelled_in_the_language_asked_for(
    two_districts, tmp_path, lang, level, area
):
    panel = attention_panel(two_districts, by=["region", "year", "orientation"], areas=[6])
    path, *_ = write_panel(panel, tmp_path / "p.dta", lang=lang)
    found = pd.read_stata(path)
    assert set(found["level"]) == {"county"} and set(found["level_code"]) == {level}
    assert set(found["area"]) == {6} and set(found["area_code"]) == {area}
    numbers = pd.read_stata(path, convert_categoricals=False)
    assert set(numbers["area_code"]) == {6}
    assert numbers.groupby("orientation")["orientation_code"].nunique().eq(1).all()


def test_the_keys_are_those_of_other_tables():
    panel = pd.DataFrame(
        {
            "region_code": ["440300", "310115", "大连金石新区", None],
            "region": ["深圳市", "浦东新区", "大连金石新区", None],
            "report_year": pd.array([2018, 2019, None, 2020], dtype="Int64"),
            "share": [1.0, 2.0, 3.0, 4.0],
        }
    )
    keyed = merge_keys(panel)
    assert list(keyed) == [*list(panel)[:3], "year", "code", "latest_code", "name", "share"]
    assert keyed["latest_code"].tolist() == keyed["code"].tolist()
    assert keyed["year"].tolist() == [2018, 2019, pd.NA, 2020]
    assert keyed["code"].tolist() == [440300, 310115, pd.NA, pd.NA]
    assert keyed["name"].tolist()[:3] == ["深圳", "浦东", "大连金石"]
    assert keyed["name"].isna().tolist() == [False, False, False, True]
    pd.testing.assert_frame_equal(keyed[list(panel)], panel)
    pd.testing.assert_frame_equal(merge_keys(keyed), keyed)
    yearbook = pd.DataFrame({"name": ["深圳"], "year": [2018], "gdp": [1.5]})
    assert keyed.merge(yearbook, on=["name", "year"])["gdp"].tolist() == [1.5]


def test_a_place_has_one_latest_code_over_the_years():
    panel = pd.DataFrame(
        {
            "region_code": ["130622", "130608"],
            "region": ["清苑县", "清苑区"],
            "report_year": [2003, 2020],
        }
    )
    keyed = merge_keys(panel)
    assert keyed["code"].tolist() == [130622, 130608]
    assert keyed["latest_code"].tolist() == [130608, 130608]


def test_every_column_has_a_label(two_districts):
    for options in ({}, {"terms": ["创新"]}, {"by": ["report", "orientation"]}):
        panel = attention_panel(two_districts, **options)
        assert set(merge_keys(with_names(panel))) <= set(LABELS)


def test_stata_cuts_no_label_of_the_panel(tmp_path):
    path = write_table(
        pd.DataFrame({name: [1] for name in LABELS}), tmp_path / "t.dta", labels=LABELS
    )
    with pd.io.stata.StataReader(path) as reader:
        found = reader.variable_labels()
    assert found.pop("area_code") == found["area"]
    assert found == {name: f"{one.english} {one.chinese}" for name, one in LABELS.items()}


def test_the_codebook_has_a_line_a_column_and_says_how_much_is_missing(two_districts, tmp_path):
    panel = attention_panel(two_districts, areas=[6, 7])
    panel.loc[panel["area"] == 6, "low"] = None
    _, path = write_panel(panel, tmp_path / "p.csv")
    assert path.name == "p_codebook.md"
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    missing = {line[0]: line[-1] for line in lines if line[0] in LABELS and line[0] != "area"}
    named = merge_keys(with_names(panel))
    assert missing == {name: str(named[name].isna().sum()) for name in named if name != "area"}
    areas = [line[0] for line in lines if line[0].isdigit()]
    assert areas == ["6", "7"]


def test_the_codebook_of_a_stata_file_lists_its_codes_with_their_labels(two_districts, tmp_path):
    by = ["region", "year", "orientation"]
    panel = attention_panel(two_districts, by=by, areas=[6])
    path, codebook, _ = write_panel(panel, tmp_path / "p.dta")
    text = codebook.read_text(encoding="utf-8")
    columns = [line.split("|")[1].strip() for line in text.split("\n\n")[2].splitlines()[2:]]
    assert columns == list(pd.read_stata(path))
    with pd.io.stata.StataReader(path) as reader:
        reader.read()
        labels = reader.value_labels()
    for name in ("level_code", "orientation_code"):
        for number, label in labels[name].items():
            assert re.search(rf"^\| {number} \| \w+ \| {label} \| \w+ \|$", text, re.MULTILINE)
    assert "| area, area_code | name | 名称 | sphere |" in text
    text = write_panel(panel, tmp_path / "p.csv")[1].read_text(encoding="utf-8")
    names = re.findall(r"^\| (\w+_code) \|", text, re.MULTILINE)
    assert names == ["region_code", "latest_code"]


def test_names_of_areas_stand_beside_their_codes():
    panel = pd.DataFrame({"region": ["甲", "乙"], "area": [6, 7], "n": [1, 2]})
    named = with_names(panel)
    assert list(named) == ["region", "area", "area_name", "n"]
    assert named["area_name"].tolist() == [policy_areas()[code]["name_en"] for code in ("6", "7")]
    assert "area_name" not in panel
    terms = pd.DataFrame({"term": ["创新"]})
    pd.testing.assert_frame_equal(with_names(terms), terms)


@pytest.mark.parametrize(
    ("denominator", "label"),
    [
        ("characters", "rate per 1,000 Chinese characters 每千字频次"),
        ("sentences", "rate per 1,000 sentences 每千句频次"),
    ],
)
def test_a_rate_says_what_it_is_out_of(two_districts, tmp_path, denominator, label):
    table = attention_panel(two_districts, terms=["环境"], denominator=denominator)
    path, *_ = write_panel(table, tmp_path / "p.dta")
    with pd.io.stata.StataReader(path) as reader:
        assert reader.variable_labels()["share"] == label


def test_an_intensity_is_called_so_and_no_rate(tmp_path):
    sheet = pd.DataFrame({"region": ["甲市"], "year": [2020], "p": [2], "m": [3], "g": [1]})
    path, codebook, _ = write_panel(intensity(sheet).assign(list="sheet"), tmp_path / "p.dta")
    with pd.io.stata.StataReader(path) as reader:
        assert reader.variable_labels()["value"].startswith("intensity, Σ (m + g) p")
    assert "| value | intensity, Σ (m + g) p |" in codebook.read_text(encoding="utf-8")
