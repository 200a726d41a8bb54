"""A quotation is found whatever the file and however it is written; names are none."""

import json

import pandas as pd
import pytest

from analysis.export import write_table
from analysis.package.quotes import LENGTH, quoting

TEXT = "全区经济运行总体平稳，稳中有进，质量效益不断提升，民生持续改善。"
QUOTED = TEXT[4 : 4 + LENGTH]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"n,sentence\n1,{QUOTED}\n"),
        ("a.csv", "总体平稳 ，\n稳中有进，质量效益"),
        ("a.csv", "经济运行总体平稳；稳中有进；质量"),
        ("a.html", f"<p>{QUOTED[:6]}<mark>{QUOTED[6:8]}</mark>{QUOTED[8:]}</p>"),
        ("a.html", "".join(f"&#{ord(one)};" for one in QUOTED)),
        ("a.html", f"<script>{json.dumps(QUOTED)}</script>"),
        ("a.html", f'<p title="{QUOTED}"></p>'),
        ("a.svg", f"<text>{QUOTED}</text>"),
        ("a.md", f"> {QUOTED}"),
        ("a.ipynb", json.dumps({"cells": [{"outputs": [{"text": [QUOTED[:5], QUOTED[5:]]}]}]})),
        ("a.ipynb", json.dumps({"data": {"text/html": f"<b>{QUOTED[:5]}</b>{QUOTED[5:]}"}})),
    ],
)
def test_a_quotation_is_found(name, content):
    assert quoting({name: content.encode()}, [TEXT]) == {name}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", QUOTED[:-1]),
        ("a.csv", ""),
        ("a.csv", "平稳,经济,运行,质量,效益,民生,改善,提升"),
        ("a.ipynb", json.dumps({"image/png": QUOTED})),
        ("a.html", "<style>body {margin: 0; padding: 0}</style>"),
    ],
)
def test_what_is_shorter_or_other_is_none(name, content):
    assert quoting({name: content.encode()}, [TEXT]) == set()


def test_thirteen_characters_are_a_quotation_and_twelve_are_none():
    files = {"a.md": TEXT[4:17].encode(), "b.md": TEXT[4:16].encode()}
    assert quoting(files, [TEXT]) == {"a.md"}


def test_english_and_numbers_are_no_quotation():
    text = "GDP 2018 12345678901234567890"
    assert quoting({"a.csv": text.encode()}, [text]) == set()


def test_names_and_terms_are_none_whatever_stands_beside_them():
    name = "内蒙古自治区呼伦贝尔市海拉尔区"
    text = f"{name}，人民政府"
    assert quoting({"a.csv": f"{name},1".encode()}, [text]) == {"a.csv"}
    assert quoting({"a.csv": f"{name},1".encode()}, [text], known=[name]) == set()
    apart = "房子是用来住的、不是用来炒的定位"
    assert quoting({"a.csv": apart.encode()}, [apart], known=[apart]) == set()
    longer = f"{name}人民政府".encode()
    assert quoting({"a.csv": longer}, [text.replace("，", "")], known=[name]) == {"a.csv"}


def test_a_file_that_cannot_be_looked_into_is_taken_to_quote():
    assert quoting({"a.sav": b"", "b": b"", "c.csv": b""}, [TEXT]) == {"a.sav", "b"}


@pytest.mark.parametrize("ending", ["parquet", "dta", "xlsx", "docx", "tex"])
def test_tables_of_every_format_are_looked_into_with_missing_cells(tmp_path, ending):
    missing = pd.DataFrame({"sentence": [None, QUOTED], "n": [1.5, None]})
    write_table(missing, tmp_path / f"a.{ending}")
    write_table(missing.assign(sentence="创新"), tmp_path / f"b.{ending}")
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert quoting(files, [TEXT]) == {f"a.{ending}"}
