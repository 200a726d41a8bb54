"""The JSON that ``gwr parse --json`` prints, whose format other people's scripts rely on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from corpus.report import Report
from corpus.schema import PATH_SEPARATOR, SPOKEN

_QUOTED = re.compile(r"“([^“”\n]{2,30})”")


def report_json(report: Report, *, with_text: bool = False) -> dict[str, Any]:
    """A report in the form that ``gwr parse --json`` prints.

    Args:
        report: from ``read_report``.
        with_text: whether to add the document's text as ``text``.

    Returns:
        A dictionary with metadata, body, headings, paragraphs, quantities, quoted_terms and
        warnings; offsets count the code points of the document's text.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus import read_report
        >>> from corpus.report_json import report_json
        >>> found = report_json(read_report(open_corpus().documents / "shahekou-2018.txt"))
        >>> found["metadata"]["region"], found["metadata"]["delivery_date"]
        ('沙河口区', '2017-12-06')
        >>> found["headings"][0]["text"], found["quoted_terms"][0]["term"]
        ('2017年和过去五年工作回顾', '四个着力')
    """
    paragraphs = report.paragraphs[report.paragraphs["level"] == 0]
    about = asdict(report.metadata)
    del about["parents"]  # which the code tells, and which the format does not have
    document = {
        "metadata": {**about, "encoding": report.source.encoding},
        "body": {"start": report.body[0], "end": report.body[1]},
        "headings": [asdict(heading) for heading in report.headings],
        "paragraphs": [_paragraph_json(row) for row in _records(paragraphs)],
        "quantities": _records(report.quantities.drop(columns="warning")),
        "quoted_terms": quoted_terms(report),
        "warnings": [asdict(notice) for notice in report.notices],
    }
    return {**document, "text": report.source.text} if with_text else document


def _paragraph_json(row: Mapping[str, Any]) -> dict[str, Any]:
    path = row["heading_path"]
    return {
        "start": row["start"],
        "end": row["end"],
        "orientation": row["orientation"],
        "heading_path": path.split(PATH_SEPARATOR) if path else [],
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain Python values, with None for missing values."""
    plain = table.astype(object).where(table.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def quoted_terms(report: Report) -> list[dict[str, Any]]:
    """The terms in quotation marks in the body, each with its offset, in order."""
    plain = report.readable
    spoken = report.paragraphs[report.paragraphs["orientation"].isin(SPOKEN)]
    spans = zip(plain.positions(spoken["start"]), plain.positions(spoken["end"]), strict=True)
    found = [match for start, end in spans for match in _QUOTED.finditer(plain.text, start, end)]
    return [{"term": one.group(1), "start": plain.original(one.start(1))} for one in found]
