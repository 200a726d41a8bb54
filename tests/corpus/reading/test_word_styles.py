"""Styles of Word files that are whole, and of those whose styles are no part, or another."""

import io
import zipfile

import docx
import pytest

from corpus.reading.word_docx import read_docx
from corpus.reading.word_styles import styles_of

STYLES = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
TEXT = "优化营商环境，推动创新。"


def numbered() -> bytes:
    document = docx.Document()
    document.add_paragraph(TEXT, style="List Number")
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def changed(data: bytes, place: str, old: str, new: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(kept, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == place:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    return kept.getvalue()


def test_the_styles_of_a_file_are_those_that_it_names():
    names = {one.get(one.tag.replace("}style", "}styleId")) for one in styles_of(docx.Document())}
    assert {"Normal", "ListNumber"} <= names


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        ("[Content_Types].xml", STYLES, "application/xml"),
        ("[Content_Types].xml", STYLES, STYLES.replace("styles", "numbering")),
        ("word/_rels/document.xml.rels", "relationships/styles", "relationships/other"),
        ("word/styles.xml", "w:style ", "w:other "),
    ],
    ids=["another kind of part", "a list of numbers", "no relationship", "no styles in it"],
)
def test_a_file_whose_styles_are_missing_or_something_else_is_read(place, old, new):
    data = numbered()
    assert read_docx(data).text.endswith(TEXT)
    if place.endswith("styles.xml"):
        data = changed(data, place, "</w:style>", "</w:other>")
    assert TEXT in read_docx(changed(data, place, old, new)).text
