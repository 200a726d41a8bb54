"""Headings: every column that a notebook shows has one in the reader's language."""

import ast
import html
import re

import nbformat
import pandas as pd
import pytest

from analysis.export.headings import _HEADINGS, _NAMES, _SPREAD, heading, value_name
from analysis.export.labels import Label, value_labels
from analysis.export.notebook_tables import show
from analysis.run.folders import notebook_names, notebook_path

CHINESE = re.compile(r"[一-鿿]")
HEAD = re.compile(r"<th( [^>]*)>(.*?)</th>")
TITLE = re.compile(r'title="(.*?)"')


def columns_shown(name, lang):
    """The columns of the tables in a committed notebook, as files name them."""
    notebook = nbformat.read(notebook_path(name, lang), as_version=4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for inside, said in HEAD.findall(output.get("data", {}).get("text/html", "")):
                title = TITLE.search(inside)
                yield html.unescape(title[1] if title else said)


@pytest.mark.parametrize("name", notebook_names())
def test_every_column_of_a_chinese_notebook_has_a_chinese_heading(name):
    for column in columns_shown(name, "zh"):
        assert CHINESE.search(heading(column, "zh")), column


@pytest.mark.parametrize("name", notebook_names())
def test_every_column_of_an_english_notebook_has_a_heading_in_words(name):
    for column in columns_shown(name, "en"):
        said = heading(column, "en")
        assert "_" not in said, column
        assert not CHINESE.search(said), column


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", notebook_names())
def test_every_table_is_shown_in_the_language_of_the_notebook(name, lang):
    for cell in nbformat.read(notebook_path(name, lang), as_version=4).cells:
        if cell.cell_type != "code":
            continue
        for call in ast.walk(ast.parse(cell.source)):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "show":
                assert "lang" in {one.arg for one in call.keywords}, ast.unparse(call)


def columns_named(name):
    """The lists of names in the code of a notebook, among them those of columns."""
    for cell in nbformat.read(notebook_path(name), as_version=4).cells:
        for one in ast.walk(ast.parse(cell.source if cell.cell_type == "code" else "")):
            if isinstance(one, ast.List | ast.Tuple):
                yield {each.value for each in one.elts if isinstance(each, ast.Constant)}


@pytest.mark.parametrize("name", notebook_names())
def test_no_table_of_terms_heads_another_term_as_another_report(name):
    assert not [one for one in columns_named(name) if one >= {"term", "other"}]


@pytest.mark.parametrize("name", notebook_names())
def test_a_table_with_targets_has_the_upper_ends_of_ranges(name):
    for columns in columns_named(name):
        assert "target" not in columns or "target_high" in columns, columns


@pytest.mark.parametrize("label", [*_HEADINGS.values()], ids=[*_HEADINGS])
def test_a_heading_is_in_its_language_and_short(label):
    assert CHINESE.search(label.chinese)
    assert not CHINESE.search(label.english)
    assert label.english[0].isupper() or label.english[0] in "9pz"
    assert len(label.english) <= 36
    assert len(label.chinese) <= 16


def test_names_of_values_are_in_their_language():
    for labels in _NAMES.values():
        for label in labels.values():
            assert isinstance(label, Label)
            assert CHINESE.search(label.chinese)


@pytest.mark.parametrize(
    ("column", "numeric", "english", "chinese"),
    [
        ("report_year", True, "Report year", "报告年度"),
        ("level", True, "Level", "标题层级"),
        ("level", False, "Level of government", "政府层级"),
        ("side", True, "Direction", "方向"),
        ("side", False, "Instrument", "政策工具"),
        ("other_term", False, "Other term", "另一词"),
        ("target_high_b", True, "Upper end, B", "目标上限（B）"),
        ("words", True, "Words", "词数"),
        ("words", False, "Words behind it", "依据的词"),
        ("plan_next_year", True, "Plan for the report year", "当年部署"),
        ("not_reported", True, "Not reported", "未报告"),
        ("no_next_report", True, "No next report", "缺次年报告"),
        ("smooth", True, "Smooth idf", "平滑IDF"),
        ("我的列", False, "我的列", "我的列"),
        ("my_column", True, "my_column", "my_column"),
        (2018, True, "2018", "2018"),
    ],
)
def test_headings(column, numeric, english, chinese):
    assert heading(column, "en", numeric=numeric) == english
    assert heading(column, "zh", numeric=numeric) == chinese


def test_a_value_that_heads_a_column_is_headed_by_one_name_only():
    values = [name for one in _SPREAD for name in (_NAMES.get(one) or value_labels(one))]
    assert len(values) == len(set(values))
    assert not set(values) & set(_HEADINGS)


@pytest.mark.parametrize(
    ("column", "value", "english", "chinese"),
    [
        ("level", "county", "county-level", "县级"),
        ("orientation", "problems", "problems acknowledged", "问题与不足"),
        ("kind", "odd report", "odd report", "单份报告异常"),
        ("side", "supply", "supply side", "供给型"),
        ("basis", "24 of 29 sections", "24 of 29 sections", "29节中的24节"),
        (
            "basis",
            "1 of 15 sections and 8 of 1,014 paragraphs",
            "1 of 15 sections and 8 of 1,014 paragraphs",
            "15节中的1节，1,014段中的8段",
        ),
        ("sentence", "county", "county", "county"),
        ("level", "乡级", "乡级", "乡级"),
        ("level", "county、provincial", "county-level, provincial", "县级、省级"),
        ("level", "county、乡级", "county、乡级", "county、乡级"),
        ("first", "徐水区、河北省", "Xushui, Hebei", "徐水区、河北省"),
        ("region", "深圳市", "Shenzhen", "深圳市"),
        ("base_unit", "平方米", "m²", "平方米"),
        ("base_unit", "个", "", "个"),
        ("unit", "千克", "千克", "千克"),
    ],
)
def test_values(column, value, english, chinese):
    assert value_name(column, value, "en") == english
    assert value_name(column, value, "zh") == chinese


def test_a_table_is_shown_in_the_words_of_its_reader():
    table = pd.DataFrame({"level": ["county", None], "share": [1.5, 2.0], "own <x>": [1, 2]})
    shown = show(table, lang="zh")
    assert shown._repr_html_() == (
        "<table>\n<thead><tr>"
        '<th style="text-align: left" title="level">政府层级</th>'
        '<th style="text-align: right" title="share">每千词频次</th>'
        '<th style="text-align: right">own &lt;x&gt;</th></tr></thead>\n<tbody>\n'
        '<tr><td style="text-align: left">县级</td><td style="text-align: right">1.50</td>'
        '<td style="text-align: right">1</td></tr>\n'
        '<tr><td style="text-align: left"></td><td style="text-align: right">2.00</td>'
        '<td style="text-align: right">2</td></tr>\n'
        "</tbody>\n</table>"
    )
    assert "政府层级" in repr(shown)
    assert "county-level" in repr(show(table, lang="en"))
    assert list(shown.table) == ["level", "share", "own <x>"]
    assert "title" not in show(table)._repr_html_()
