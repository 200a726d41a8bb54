"""Which files quote the documents, so that they stay out of an archive without texts."""

from __future__ import annotations

import html
import json
import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

if TYPE_CHECKING:
    import pandas as pd

LENGTH = 13  # characters in a row that make a quotation
_DATA = re.compile(r"data:[\w/+.-]+;base64,[\w+/=\s]+")
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SPACE = re.compile(r"\s+|\\n")
_SIGNS = string.punctuation + "、。"  # beside a name, of the text or of a table
_NOT_HAN = re.compile(r"[^\u3400-\u9fff]+")


def quoting(
    files: Mapping[str, bytes], texts: Iterable[str], *, known: Iterable[str] = ()
) -> set[str]:
    """The names of the files that have 13 characters in a row from one of the texts.

    Space, markup and the width of characters make no difference, and a second search takes Chinese
    characters alone, so that a change of punctuation hides nothing. A file of a kind that cannot
    be looked into is taken to quote.

    Args:
        files: their content by name.
        texts: of the documents.
        known: names and terms that are no quotation, though a document has them.

    Example:
        >>> from analysis.package.quotes import quoting
        >>> text = "全区经济运行总体平稳，稳中有进，质量效益不断提升。"
        >>> files = {"a.csv": "平稳，稳中有进，质量效益不断".encode(), "b.csv": "质量效益".encode()}
        >>> sorted(quoting(files, [text]))
        ['a.csv']
    """
    found = {name: _readable(name, data) for name, data in files.items()}
    closed = {name for name, text in found.items() if text is None}
    parts = {name: set(_pieces(text)) for name, text in found.items() if text is not None}
    sought = set().union(*parts.values())
    found_in = {piece for text in texts for piece in _pieces(text) if piece in sought}
    names = "\n".join(form for one in known if len(one) > LENGTH - 3 for form in _forms(one))
    quoted = {piece for piece in found_in if piece.strip(_SIGNS) not in names}
    return closed | {name for name, pieces in parts.items() if not quoted.isdisjoint(pieces)}


def _pieces(text: str) -> Iterator[str]:
    """Every 13 characters in a row: as they are, and of Chinese characters alone."""
    for one in _forms(text):
        for start in range(len(one) - LENGTH + 1):
            piece = one[start : start + LENGTH]
            if not piece.isascii():
                yield piece


def _forms(text: str) -> tuple[str, str]:
    """A text without space and with characters of one width, and its Chinese characters alone."""
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    return plain, _NOT_HAN.sub("", plain)


def _readable(name: str, data: bytes) -> str | None:
    """The text of a file; None if its kind cannot be looked into."""
    reader = _READERS.get(name.rpartition(".")[2].lower())
    return None if reader is None else reader(data)


def _plain(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace")


def _markup(data: bytes) -> str:
    """The text of a page or a drawing, with what its scripts hold and without tags."""
    text = _DATA.sub("", _plain(data))
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return f"{html.unescape(_TAG.sub('', text))}\n{text}"


def _notebook(data: bytes) -> str:
    """Every text of a notebook, but for pictures; its pages as such."""
    return "\n".join(_markup(one.encode("utf-8", "replace")) for one in _strings(json.loads(data)))


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        for kind, one in content.items():
            if kind not in ("image/png", "image/jpeg"):
                yield from _strings(one)
    elif isinstance(content, list):
        if content and all(isinstance(one, str) for one in content):
            yield "".join(content)
        else:
            for one in content:
                yield from _strings(one)
    elif isinstance(content, str):
        yield content


def _pdf(data: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _office(data: bytes) -> str:
    """The text of a workbook or Word file, which are archives of XML."""
    with ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return "\n".join(_markup(archive.read(name)) for name in sorted(names))


def _parquet(data: bytes) -> str:
    import pandas as pd

    return _cells(pd.read_parquet(BytesIO(data)))


def _stata(data: bytes) -> str:
    import pandas as pd

    return _cells(pd.read_stata(BytesIO(data), convert_categoricals=False))


def _cells(table: pd.DataFrame) -> str:
    return "\n".join(str(cell) for cell in table.to_numpy(dtype=object).ravel())


_READERS: dict[str, Callable[[bytes], str]] = {
    **dict.fromkeys(("csv", "txt", "md", "tex", "bib", "py", "lock"), _plain),
    **dict.fromkeys(("html", "svg", "json"), _markup),
    "ipynb": _notebook,
    "pdf": _pdf,
    **dict.fromkeys(("xlsx", "docx"), _office),
    "parquet": _parquet,
    "dta": _stata,
}
