"""How well reports are taken apart, against keys made by reading them.

Run with ``make accuracy REPORTS=folder``: the keys in ``tests/corpus/keys`` name files below that
folder; those that are not there, or not the text that was read, are left out and named. Keys marked
``held_out`` were not looked at while the rules were written.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd
from opencc import OpenCC

from corpus.errors import Refusal
from corpus.reading.document import read_document
from corpus.reading.encoding import decode
from corpus.report import Report, parse_report
from corpus.schema import SPOKEN
from corpus.structure.outline import sentence_spans
from tests.benchmarks.measured import record

KEYS = Path(__file__).parents[1] / "corpus" / "keys"
OWN = Path(__file__).parents[2] / "corpus" / "reports"
Span = tuple[int, int]


def f1(found: set[Any], expected: set[Any]) -> float:
    """2 × hits / (found + expected); 1 where both are empty."""
    if not found and not expected:
        return 1.0
    return 2 * len(found & expected) / (len(found) + len(expected))


def score(key: dict[str, Any], report: Report) -> dict[str, Any]:
    """The scores of one report against its key."""
    text = report.source.text
    expected = _said(key, text)
    bodies = report.paragraphs["orientation"].isin(SPOKEN)
    said = sentences(text, report.paragraphs[bodies])
    headings = {(one.start, one.level) for one in report.headings}
    wanted = {(one["start"], one["level"]) for one in key["headings"]}
    times = dict(zip(report.paragraphs["start"], report.paragraphs["orientation"], strict=True))
    right = [times.get(one["start"]) == one["orientation"] for one in key["paragraphs"]]
    wrong = [
        name for name, value in key["metadata"].items() if getattr(report.metadata, name) != value
    ]
    return {
        "report": key["file"],
        "held out": key["held_out"],
        "metadata": 1 - len(wrong) / len(key["metadata"]),
        "wrong": ", ".join(wrong),
        "first and last": float(min(said) == min(expected) and max(said) == max(expected)),
        "sentences F1": f1(said, expected),
        "level 1 F1": f1(
            {one for one in headings if one[1] == 1}, {one for one in wanted if one[1] == 1}
        ),
        "headings F1": f1(headings, wanted),
        "orientation": sum(right) / len(right),
        "paragraphs": len(right),
    }


def sentences(text: str, paragraphs: pd.DataFrame) -> set[Span]:
    spans = zip(paragraphs["start"], paragraphs["end"], strict=True)
    return {one for start, end in spans for one in sentence_spans(text, start, end)}


def _said(key: dict[str, Any], text: str) -> set[Span]:
    """The sentences of the paragraphs that the key has in the speech."""
    rows = [(one["start"], one["end"]) for one in key["paragraphs"] if one["orientation"] in SPOKEN]
    return sentences(text, pd.DataFrame(rows, columns=["start", "end"]))


def scores(folder: Path) -> tuple[pd.DataFrame, list[str]]:
    """A row a key that could be used, and why the others could not."""
    rows, missing = [], []
    for path in sorted(KEYS.glob("*.json")):
        key = json.loads(path.read_text(encoding="utf-8"))
        if "sha256" not in key:
            continue  # the district report's, which the tests hold letter by letter
        document = next(
            (one / key["file"] for one in (folder, OWN) if (one / key["file"]).is_file()), None
        )
        if document is None:
            missing.append(f"{key['file']}: not in {folder}")
            continue
        source = read_document(document)
        if hashlib.sha256(source.text.encode()).hexdigest() != key["sha256"]:
            missing.append(f"{key['file']}: another text than the one that was read")
            continue
        rows.append(score(key, parse_report(source)))
    return pd.DataFrame(rows), missing


ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "big5")


def encodings(folder: Path) -> pd.DataFrame:
    """How often a text of the folder, saved in another encoding, is read as what it was.

    Big5 holds Traditional script: those texts are converted before.
    """
    rows = []
    for path in sorted(one for one in folder.rglob("*") if one.suffix in (".txt", ".docx")):
        text = read_document(path).text
        for encoding in ENCODINGS:
            meant = OpenCC("s2t").convert(text) if encoding == "big5" else text
            data = meant.encode(encoding, "ignore")
            rows.append((encoding, _read_back(data, data.decode(encoding, "ignore"))))
    table = pd.DataFrame(rows, columns=["encoding", "outcome"])
    return table.groupby("encoding")["outcome"].value_counts().unstack(fill_value=0)


def _read_back(data: bytes, meant: str) -> str:
    try:
        return "right" if decode(data)[0] == meant.removeprefix("\ufeff") else "wrong"
    except Refusal:
        return "refused"


def main() -> None:
    table, missing = scores(Path(sys.argv[1]))
    print(table.round(3).to_string(index=False))
    for row in table.drop(columns="wrong").to_dict("records"):
        record(f"reading {row.pop('report')}", **{str(name): one for name, one in row.items()})
    measures = [
        "metadata",
        "first and last",
        "sentences F1",
        "level 1 F1",
        "headings F1",
        "orientation",
    ]
    print("\nMeans\n" + table.groupby("held out")[measures].mean().round(3).to_string())
    for line in missing:
        print("left out:", line)
    print("\nEncodings\n" + encodings(Path(sys.argv[1])).to_string())


if __name__ == "__main__":
    main()
