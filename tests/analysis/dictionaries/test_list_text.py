"""The text of a file that holds a list, whatever its encoding, and nothing that is no text."""

import io
import zipfile

import pytest

from analysis.dictionaries.list_tables import read_scores
from analysis.dictionaries.list_text import list_text
from analysis.dictionaries.word_list import read_word_list
from corpus.errors import Refusal


def _zip(*names: str) -> bytes:
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "创新" * 50)
    return made.getvalue()


NO_TEXTS = {
    "docx": (_zip("word/document.xml"), "it is docx"),
    "workbook": (_zip("xl/workbook.xml"), "it is xlsx"),
    "zip": (_zip("a.txt"), "it is zip"),
    "pdf": (b"%PDF-1.7\n", "it is pdf"),
    "page": ("<html><body>创新</body></html>".encode(), "it is html"),
    "zero bytes": ("创新\0教育\n".encode(), "contains control characters"),
    "long, one zero byte": ("创新\n".encode() * 500 + b"\0", "contains control characters"),
    "bell": ("创新\a\n".encode(), "contains control characters"),
}


@pytest.mark.parametrize("name", NO_TEXTS)
@pytest.mark.parametrize("read", [read_word_list, read_scores])
@pytest.mark.parametrize("ending", [".txt", ".csv", ".docx"])
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path, name, read, ending):
    data, said = NO_TEXTS[name]
    path = tmp_path / f"list{ending}"
    path.write_bytes(data)
    with pytest.raises(Refusal) as caught:
        read(path)
    assert (caught.value.code, caught.value.detail) == ("not_a_list", said)
    assert caught.value.place == str(path)


@pytest.mark.parametrize(
    "text", ["创新\r\n教育\r\n", "创新\t3\n", "创新\x0b教育\f", "创新\n\x1a", "", "AI\n"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_spaces_and_the_end_mark_of_dos_are_text(text, encoding):
    assert list_text(text.encode(encoding), "a.txt").removeprefix("\ufeff") == text


def test_an_encoding_that_nobody_knows_is_told_of_the_file():
    with pytest.raises(Refusal) as caught:
        list_text(bytes(range(0x80, 0x100)) * 9, "a.txt")
    assert (caught.value.code, caught.value.place) == ("not_text", "a.txt")
