"""The commands for one document: parse, segment, code."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from pathlib import Path
from typing import Annotated, Any

import typer

from analysis.cli.common import (
    JsonOption,
    NoCorpusOption,
    command,
    echo,
    print_json,
    refuse,
    wrong_usage,
)
from analysis.cli.names import name_shown, value_shown
from corpus.display import printable
from corpus.errors import Refusal
from corpus.language import terminal_language


@command("parse")
def parse(
    file: Annotated[Path, typer.Argument(help="A document; it is not added to the corpus.")],
    as_json: JsonOption = False,
    text: Annotated[
        bool, typer.Option("--text", help="Include the document's text in the JSON.")
    ] = False,
    corpus: NoCorpusOption = None,
) -> None:
    """Parse a document: metadata, body, outline, paragraphs, quantities and warnings."""
    from corpus.report import read_report
    from corpus.report_json import report_json

    try:
        report = read_report(file)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    content = report_json(report, with_text=text)
    if as_json:
        print_json(content)
        return
    for name, value in content["metadata"].items():
        _echo_field(name, value_shown(name, value))
    body = content["body"]
    _echo_field("body", f"{body['start']}–{body['end']}")
    for name in ("headings", "paragraphs", "quantities", "quoted_terms", "warnings"):
        _echo_field(name, str(len(content[name])))
    for notice in report.notices:
        echo(f"  {notice.sentence(terminal_language())}")


def _echo_field(name: str, value: str) -> None:
    shown = name_shown(name)
    echo(f"{shown}: {value}" if shown == name else f"{shown}：{value}")


@command("segment")
def segment(
    file: Annotated[Path, typer.Argument(help="A document; it need not be a report.")],
    engine: Annotated[str, typer.Option(help="fast or jieba; both give the same words.")] = "fast",
    lexicon: Annotated[
        bool, typer.Option("--lexicon/--no-lexicon", help="Use the policy lexicon.")
    ] = True,
    hmm: Annotated[
        bool, typer.Option("--hmm/--no-hmm", help="Detect words that are in no dictionary.")
    ] = True,
    corpus: NoCorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Segment a document into words, printed one per line."""
    from typing import cast, get_args

    from corpus.reading.document import read_document
    from corpus.text.readable import readable
    from corpus.words.default_segmenter import segmenter
    from corpus.words.segmentation import Engine, Segmenter

    if engine not in get_args(Engine):
        wrong_usage(f"not a segmentation engine ({engine}); choose fast or jieba")
    terms = segmenter().terms if lexicon else ()
    try:
        text = readable(read_document(file).text).text.text
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    segmented = Segmenter(terms, hmm=hmm, engine=cast(Engine, engine)).cut(text)
    words = [word for word in segmented if not word.isspace()]
    if as_json:
        print_json(words)
    else:
        echo(*words)


@command("code")
def code(
    file: Annotated[
        Path,
        typer.Argument(help="One JSON object per line: sentence, previous, heading, orientation."),
    ],
    corpus: NoCorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Code sentences by policy area, instrument and directive, with the words behind each code."""
    import pandas as pd

    from analysis.areas.classify import code_sentences
    from analysis.instruments.classify import code_instruments

    try:
        rows = _json_lines(file)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    table = pd.DataFrame(rows, columns=["sentence", "previous", "heading", "orientation"])
    found = code_sentences(table).join(code_instruments(table))
    records = [_coded(one) for one in found.to_dict("records")]
    if as_json:
        print_json(records)
        return
    for row, one in zip(rows, records, strict=True):
        doubt = "" if one["sure"] else "?"
        codes = f"{one['code']}{doubt}\t{one['score']:.2f}\t{one['side']}\t{one['directive']}"
        typer.echo(f"{codes}\t{printable(row['sentence'])}")


_HALF = re.compile("[\ud800-\udfff]")  # which JSON can name, and no file can hold


def _coded(row: dict[Hashable, Any]) -> dict[str, Any]:
    """The codes of one sentence, as they are printed."""
    return {
        "code": int(row["code"]),
        "score": round(float(row["score"]), 4),
        "evidence": _listed(row["evidence"]),
        "sure": bool(row["sure"]),
        "side": str(row["side"]),
        "directive": str(row["directive"]),
        "side_evidence": _listed(row["side_evidence"]),
        "directive_evidence": _listed(row["directive_evidence"]),
    }


def _listed(words: str) -> list[str]:
    return words.split("; ") if words else []


def _json_lines(file: Path) -> list[dict[str, Any]]:
    """The rows of a file with one JSON object per line.

    Raises:
        Refusal: ``bad_line``, with the number of the line, or as ``read_bytes``.
    """
    from corpus.reading.document import read_bytes
    from corpus.reading.encoding import decode

    rows = []
    for number, line in enumerate(decode(read_bytes(file))[0].split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{file}, line {number}"
        try:
            row = json.loads(line)
        except RecursionError as error:
            raise Refusal("bad_line", place, "nested too deeply") from error
        except ValueError as error:
            raise Refusal("bad_line", place, str(error)) from error
        if not isinstance(row, dict) or not isinstance(row.get("sentence"), str):
            raise Refusal("bad_line", place, "sentence is missing")
        if any(_HALF.search(one) for one in row.values() if isinstance(one, str)):
            raise Refusal("bad_line", place, "half a character: a lone surrogate")
        rows.append(row)
    return rows
