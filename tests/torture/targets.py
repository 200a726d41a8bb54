"""Everything that reads what others have written, as functions of a folder and bytes.

Each may only answer, or refuse in the way that its documentation names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from corpus.errors import Refusal
from corpus.lexicon.lists import FOLDER as LEXICON
from tests.torture import seeds


class Target(NamedTuple):
    """What is tried.

    Attributes:
        read: does it, with the bytes as a file or text.
        seeds: valid inputs; made in a folder where one is needed.
        refusals: what it may raise.
        seconds: how long it may take, with the programs that it starts.
    """

    read: Callable[[Path, bytes], object]
    seeds: Callable[[Path], Sequence[bytes]]
    refusals: tuple[type[Exception], ...] = (Refusal,)
    seconds: float = 10


def _file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _document(suffix: str) -> Callable[[Path, bytes], object]:
    """A whole document: read, parsed and told. A rule that fails is refused, and is a fault."""

    def read(folder: Path, data: bytes) -> object:
        from corpus.report import read_report
        from corpus.report_json import report_json

        return report_json(read_report(_file(folder, f"report{suffix}", data)))

    return read


def _parsed(_: Path, data: bytes) -> object:
    from corpus.reading.document import Source
    from corpus.report import parse_report
    from corpus.report_json import report_json

    return report_json(parse_report(Source(_text(data), "utf-8", 1.0, ""), name="沙河口2018"))


def _table(suffix: str) -> Callable[[Path, bytes], object]:
    def read(folder: Path, data: bytes) -> object:
        from corpus.adding.spreadsheets import rows_of

        path = _file(folder, f"table{suffix}", data)
        names = {"year_column": "year", "region_column": "region", "id_column": "id"}
        return list(rows_of(path, text_column="text", refused=[], **names))

    return read


def _archive(suffix: str) -> Callable[[Path, bytes], object]:
    def read(folder: Path, data: bytes) -> object:
        import tempfile

        from corpus.adding.archives import unpack

        path = _file(folder, f"archive{suffix}", data)
        with tempfile.TemporaryDirectory(dir=folder) as inside:
            unpacked = unpack(path, Path(inside) / "in", suffixes={".txt", ".html"})
            assert all(Path(inside) in one.parents for one in unpacked.files)
            return unpacked

    return read


def _word_list(suffix: str) -> Callable[[Path, bytes], object]:
    def read(folder: Path, data: bytes) -> object:
        from analysis.dictionaries.word_list import read_word_list

        return read_word_list(_file(folder, f"words{suffix}", data))

    return read


def _scores(folder: Path, data: bytes) -> object:
    from analysis.dictionaries.list_tables import has_scores, read_scores, read_weights

    path = _file(folder, "scores.csv", data)
    has_scores(path)
    for read in (read_scores, read_weights):
        with suppress(Refusal, ValueError):
            read(path)
    return None


def _sheet(folder: Path, data: bytes) -> object:
    from analysis.areas.coding_sheet import read_sheet

    key = _file(folder, "a-key.csv", seeds.coding_sheet(folder)[1])
    return read_sheet(_file(folder, "coded.xlsx", data), key=key)


def _key(folder: Path, data: bytes) -> object:
    from analysis.areas.coding_sheet import read_sheet

    sheet = _file(folder, "coded.xlsx", seeds.coding_sheet(folder)[0])
    return read_sheet(sheet, key=_file(folder, "b-key.csv", data))


def _record(folder: Path, data: bytes) -> object:
    from analysis.run.verify import differences
    from corpus.collection import Corpus

    _file(folder, "run.json", data)
    return differences(Corpus(folder / "none", folder / "none"), folder)


def _corrections(folder: Path, data: bytes) -> object:
    from corpus.collection import Corpus
    from corpus.reports_csv import read_corrections

    _file(folder, "reports.csv", data)
    return read_corrections(Corpus(folder, folder))


def _lines(folder: Path, data: bytes) -> object:
    from analysis.areas.classify import code_sentences
    from analysis.cli.document import _json_lines
    from analysis.instruments.classify import code_instruments

    rows = _json_lines(_file(folder, "lines.jsonl", data))[:20]
    table = pd.DataFrame(rows, columns=["sentence", "previous", "heading", "orientation"])
    return code_sentences(table), code_instruments(table)


def _numerals(_: Path, data: bytes) -> object:
    from corpus.text.numerals import read_number

    return [read_number(line) for line in _text(data).split("\n")]


def _quantities(_: Path, data: bytes) -> object:
    from corpus.quantities.table import find_quantities

    text = _text(data)
    columns = ["sentence_id", "paragraph_id", "start", "end", "orientation"]
    rows = [
        (0, 0, 0, len(text) // 2, "plan_next_year"),
        (1, 1, len(text) // 2, len(text), "review_past_year"),
    ]
    found = find_quantities(text, pd.DataFrame(rows, columns=columns), report_year=2018)
    assert (found["start"] < found["end"]).all()
    return found


def _outline(_: Path, data: bytes) -> object:
    from corpus.structure.orientation import orientations
    from corpus.structure.outline import outline, sentence_spans
    from corpus.structure.page import divide_page

    text = _text(data)
    headings, paragraphs = outline(divide_page(text).blocks)
    return orientations(headings, paragraphs, report_year=2018), sentence_spans(text, 0, len(text))


@cache
def _suite() -> object:
    from corpus.words.default_segmenter import segmenter, term_matcher

    return segmenter(), term_matcher()


def _words(_: Path, data: bytes) -> object:
    text = _text(data)
    segmenter, matcher = _suite()  # type: ignore[misc]
    tokens = list(segmenter.tokens(text))
    assert all(0 <= one.start < one.end <= len(text) for one in tokens)
    return tokens, matcher.find(text)


def _pattern(_: Path, data: bytes) -> object:
    from analysis.concordance import find_pattern

    texts = pd.DataFrame({"report_id": ["a"], "text": [seeds.REPORT]})
    row = {"report_id": ["a"], "paragraph_id": [0], "start": [0], "end": [len(seeds.REPORT)]}
    return [
        find_pattern(pd.DataFrame(row), texts, line, seconds=0.5)
        for line in _text(data).split("\n")[:20]
    ]


def _areas(_: Path, data: bytes) -> object:
    from corpus.lexicon.lists import areas_named

    return areas_named(_text(data))


def _policy_terms(folder: Path, data: bytes) -> object:
    from corpus.lexicon.lists import policy_terms

    return policy_terms(_file(folder, "policy_terms.csv", data))


def _of(*made: bytes | str | Callable[[], bytes]) -> Callable[[Path], Sequence[bytes]]:
    def seeds_of(_: Path) -> Sequence[bytes]:
        return [
            one() if callable(one) else one.encode() if isinstance(one, str) else one
            for one in made
        ]

    return seeds_of


TARGETS: Mapping[str, Target] = {
    "txt": Target(_document(".txt"), _of(seeds.REPORT, seeds.REPORT.encode("gb18030"))),
    "html": Target(_document(".html"), _of(seeds.PAGE, seeds.PAGE.encode("gb18030"))),
    "mht": Target(_document(".mht"), _of(seeds.mht)),
    "docx": Target(_document(".docx"), _of(seeds.docx)),
    "doc": Target(_document(".doc"), _of(seeds.doc), seconds=30),
    "rtf": Target(_document(".rtf"), _of(seeds.rtf, seeds.rich_text), seconds=30),
    "another format as doc": Target(
        _document(".doc"),
        _of(seeds.rtf, seeds.docx, seeds.PAGE, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ),
    "pdf": Target(_document(".pdf"), _of(seeds.chinese_pdf, seeds.pdf, seeds.bare_pdf)),
    "scan": Target(
        _document(".png"),
        _of(*(partial(seeds.scan, kind) for kind in ("PNG", "JPEG", "TIFF", "BMP"))),
        seconds=180,
    ),
    "scan in a PDF": Target(_document(".pdf"), _of(partial(seeds.scan, "PDF")), seconds=180),
    "csv": Target(_table(".csv"), _of(lambda: seeds.TABLE.to_csv(index=False).encode())),
    "jsonl": Target(
        _table(".jsonl"),
        _of(lambda: seeds.TABLE.to_json(orient="records", lines=True, force_ascii=False).encode()),
    ),
    "xlsx": Target(_table(".xlsx"), _of(seeds.xlsx)),
    "dta": Target(_table(".dta"), _of(seeds.dta, seeds.old_dta)),
    "parquet": Target(_table(".parquet"), _of(seeds.parquet)),
    "zip": Target(_archive(".zip"), _of(seeds.zipped)),
    "tar": Target(_archive(".tar"), _of(lambda: seeds.tarred("w"), seeds.tarred)),
    "word list": Target(_word_list(".csv"), _of(seeds.WORDS, seeds.JIEBA)),
    "word list in a workbook": Target(_word_list(".xlsx"), _of(lambda: seeds.xlsx("words"))),
    "scores": Target(
        _scores, _of("report_id,score\na,1.5\nb,-2\n", "term,weight\n创新,2\n绿色,0.5\n")
    ),
    "coding sheet": Target(_sheet, lambda folder: seeds.coding_sheet(folder)[:1]),
    "key of a coding sheet": Target(_key, lambda folder: seeds.coding_sheet(folder)[1:]),
    "run.json": Target(_record, _of(seeds.RECORD)),
    "reports.csv": Target(_corrections, _of(seeds.CORRECTIONS)),
    "lines to code": Target(_lines, _of(seeds.LINES)),
    "policy terms": Target(
        _policy_terms,
        _of(
            lambda: b"".join(
                (LEXICON / "policy_terms.csv").read_bytes().splitlines(keepends=True)[:40]
            )
        ),
    ),
    "areas": Target(_areas, _of("6,7", "教育、环境"), (Refusal, ValueError)),
    "report": Target(_parsed, _of(seeds.REPORT)),
    "quantities": Target(_quantities, _of(seeds.REPORT)),
    "numerals": Target(_numerals, _of(seeds.NUMERALS)),
    "outline": Target(_outline, _of(seeds.REPORT)),
    "words": Target(_words, _of(seeds.REPORT)),
    "pattern": Target(_pattern, _of(seeds.PATTERNS), (ValueError,)),
}
