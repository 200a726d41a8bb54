"""A report as ``gwr parse --json`` prints it: a contract with other people's scripts."""

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
    """The report as ``gwr parse --json`` prints it.

    Args:
        report: from ``read_report``.
        with_text: whether to add the document's text as ``text``.
    """
    paragraphs = report.paragraphs[report.paragraphs["level"] == 0]
    document = {
        "metadata": {**asdict(report.metadata), "encoding": report.source.encoding},
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
    """Rows as plain Python values; what is missing is None."""
    plain = table.astype(object).where(table.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def quoted_terms(report: Report) -> list[dict[str, Any]]:
    """What the speech puts in quotation marks: the term, and where it begins, in order."""
    plain = report.readable
    spoken = report.paragraphs[report.paragraphs["orientation"].isin(SPOKEN)]
    spans = zip(plain.positions(spoken["start"]), plain.positions(spoken["end"]), strict=True)
    found = [match for start, end in spans for match in _QUOTED.finditer(plain.text, start, end)]
    return [{"term": one.group(1), "start": plain.original(one.start(1))} for one in found]
