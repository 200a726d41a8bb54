"""Tables for a paper: what is in a cell is text, in every format, whatever it looks like."""

import re
import subprocess
import zipfile
from shutil import which
from xml.etree import ElementTree

import pandas as pd
import pytest
from docx import Document

from analysis.export.cells import cells
from analysis.export.labels import Label
from analysis.export.write import write_table
from tests.analysis.export.conftest import PAYLOADS, seen, table


def test_there_are_a_hundred_payloads():
    assert len(set(PAYLOADS)) >= 100


def unescaped(latex: str) -> str:
    names = {
        "textbackslash": "\\",
        "textasciicircum": "^",
        "textasciitilde": "~",
        "textless": "<",
        "textgreater": ">",
        "textbar": "|",
        "textquotedbl": '"',
        "textasciigrave": "`",
        "textquotesingle": "'",
    }
    plain = latex.replace("{-}", "-")
    plain = re.sub(r"\\(text\w+)\{\}", lambda match: "\0" + match[1] + "\0", plain)
    plain = re.sub(r"\\([{}$&#%_])", r"\1", plain)
    return re.sub("\0(text\\w+)\0", lambda match: names[match[1]], plain)


def test_latex_sets_every_payload_as_it_stands(tmp_path):
    text = write_table(table(), tmp_path / "t.tex", title="a_b", note="100%").read_text("utf-8")
    body = text.split("\\midrule\n")[1].split("\\bottomrule")[0]
    rows = [line.removesuffix(" & 1.23 \\\\") for line in body.splitlines()]
    assert [unescaped(row) for row in rows] == [seen(one) for one in PAYLOADS]
    commands = set(re.findall(r"\\[A-Za-z]+", body))
    assert commands <= {
        "\\" + one
        for one in (
            "textbackslash",
            "textasciicircum",
            "textasciitilde",
            "textless",
            "textgreater",
            "textbar",
            "textquotedbl",
            "textasciigrave",
            "textquotesingle",
        )
    }
    assert not re.search(r"(?<!\\)[$%#&_^~]", body.replace(" & 1.23", ""))
    assert "\\caption{a\\_b}" in text and "100\\%" in text


@pytest.mark.skipif(which("xelatex") is None, reason="XeLaTeX is not installed")
def test_latex_is_set(tmp_path):
    write_table(table(), tmp_path / "t.tex")
    (tmp_path / "m.tex").write_text(
        "\\documentclass{article}\\usepackage{booktabs}\\begin{document}\\input{t.tex}"
        "\\end{document}",
        "utf-8",
    )
    done = subprocess.run(
        ["xelatex", "-interaction=nonstopmode", "m.tex"], cwd=tmp_path, check=False
    )
    assert done.returncode == 0


def test_word_holds_every_payload_as_text(tmp_path):
    labels = {"share": Label("share, %", "占比，%")}
    path = write_table(table(), tmp_path / "t.docx", labels=labels, title="表1", lang="zh")
    document = Document(str(path))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["词", "占比，%"]
    assert [row[0] for row in rows[1:]] == [seen(one) for one in PAYLOADS]
    assert document.paragraphs[0].text == "表1"
    with zipfile.ZipFile(path) as archive:
        ElementTree.fromstring(archive.read("word/document.xml"))
        fields = re.search(rb"instrText|w:fldSimple|w:hyperlink", archive.read("word/document.xml"))
    assert fields is None


def test_markdown_shows_every_payload_as_text(tmp_path):
    from markdown_it import MarkdownIt

    text = write_table(table(), tmp_path / "t.md", title="t", note="n").read_text("utf-8")
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    root = ElementTree.fromstring(f"<r>{html}</r>")
    rows = root.findall(".//tbody/tr")
    assert [row[0].text for row in rows] == [seen(one) for one in PAYLOADS]
    assert all(len(row[0]) == 0 for row in rows)  # no markup came to life


def test_what_is_missing_is_an_empty_cell_and_decimals_are_rounded():
    rows = pd.DataFrame({"a": [1.005, float("nan")], "b": [None, pd.NA], "c": ["x", 3]})
    assert cells(rows.astype({"b": object, "c": object}), 2) == [["1.00", "", "x"], ["", "", "3"]]


@pytest.mark.parametrize("ending", ["tex", "md", "docx"])
def test_heads_and_codes_are_in_the_readers_words(tmp_path, ending):
    rows = pd.DataFrame(
        {
            "report_year": [2018],
            "verdict": ["not_reported"],
            "p": [0.0001],
            "sure": [True],
            "mine": [1234.5],
        }
    )
    said = {}
    for lang in ("en", "zh"):
        path = write_table(rows, tmp_path / f"{lang}.{ending}", lang=lang)
        if ending == "docx":
            sheet = Document(str(path)).tables[0].rows
            said[lang] = "\n".join(cell.text for row in sheet for cell in row.cells)
        else:
            said[lang] = path.read_text(encoding="utf-8")
    for lang, words in {
        "en": ("Report year", "not reported", "0.001", "yes", "mine", "1,234.50"),
        "zh": ("报告年度", "未报告", "0.001", "是", "mine", "1,234.50"),
    }.items():
        assert all(word in said[lang] for word in words), said[lang]
        assert not re.search("report.year|not.?_reported|verdict|True", said[lang])
