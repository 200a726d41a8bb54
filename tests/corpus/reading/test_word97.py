import shutil

import pytest

from corpus.errors import Refusal
from corpus.reading import libreoffice
from corpus.reading.document import read_doc
from corpus.reading.word97 import _antiword_lines
from tests.corpus.reading.conftest import DOC, OLE, PARAGRAPHS, needs_office
from tests.corpus.reading.conftest import lines as lines_of

needs_antiword = pytest.mark.skipif(
    not shutil.which("antiword"), reason="antiword is not installed"
)


@needs_antiword
def test_antiword_gives_every_paragraph_and_row_whole():
    text, encoding, confidence, notices = read_doc(DOC)
    assert lines_of(text) == PARAGRAPHS
    assert (encoding, confidence, notices) == ("utf-8", 1.0, ())


@needs_office
def test_without_antiword_libreoffice_reads(monkeypatch):
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "antiword" else which(name))
    assert lines_of(read_doc(DOC)[0]) == PARAGRAPHS


@needs_antiword
def test_a_password_is_named():
    data = bytearray(DOC)
    data[data.index(b"\xec\xa5") + 11] |= 1  # fEncrypted in the header of the text stream
    with pytest.raises(Refusal) as refused:
        read_doc(bytes(data))
    assert refused.value.code == "encrypted"


@needs_antiword
@pytest.mark.parametrize(
    "data",
    [DOC[:4000], OLE + "WordDocument\0".encode("utf-16-le") + bytes(5000)],
    ids=["cut", "hollow"],
)
def test_a_broken_file_is_refused_without_its_temporary_name(monkeypatch, data):
    monkeypatch.setattr(libreoffice, "_OFFICE_NAMES", ())
    with pytest.raises(Refusal) as refused:
        read_doc(data)
    assert refused.value.code == "damaged"
    assert "gwr-" not in refused.value.detail


@pytest.mark.parametrize(
    ("drawn", "lines"),
    [
        ("|甲    |乙    |\n|丙    |丁    |", ["甲\t乙", "丙\t丁"]),
        ("|甲    |      |\n|      |      |\n|丙    |丁    |", ["甲\t", "丙\t丁"]),
        ("|甲乙丙|丁    |\n|戊    |      |", ["甲乙丙戊\t丁"]),
        ("|甲乙丙 |丁     |\n|戊     |       |", ["甲乙丙戊\t丁"]),
        (f"|{'农' * 61}  |丁  |", ["农" * 61, "丁"]),  # lays out text
        ("|甲   |\n|乙   |", ["甲", "乙"]),
        ("before\n|甲  |\nafter", ["before", "甲", "after"]),
        ("||", ["||"]),
        ("a|b", ["a|b"]),
    ],
)
def test_a_drawn_table_of_data_is_given_row_by_row_another_cell_by_cell(drawn, lines):
    assert list(_antiword_lines(drawn)) == lines
