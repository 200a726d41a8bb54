"""How well quantities are found and understood, against ledgers made by reading.

Part of ``make accuracy REPORTS=folder``. The keys in ``tests/corpus/keys/quantities`` hold every
quantity of a report, and numbers that are none (kind ``none``). Keys marked ``held_out`` were not
looked at while the rules were written: ``--errors`` prints each error of the others.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from corpus.report import Report, read_report
from tests.benchmarks.measured import record

KEYS = Path(__file__).parents[1] / "corpus" / "keys" / "quantities"
FIELDS = ("unit", "status", "bound", "kind", "indicator")
_WIDE = str.maketrans("０１２３４５６７８９．％／", "0123456789.%/")


def read_key(path: Path) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """What the key says of its report, and its rows."""
    lines = path.read_text(encoding="utf-8").splitlines()
    about = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    rows = list(
        csv.DictReader(
            (line for line in lines if not line.startswith("# ")),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
    )
    for row in rows:
        row["start"], row["end"] = int(row["start"]), int(row["end"])
    return about, rows


def paired(
    rows: list[dict[str, Any]], report: Report
) -> tuple[list[tuple[dict[str, Any], Any]], list[Any]]:
    """Each quantity of the key with the one found at its place, or None; and what is left over."""
    found = list(report.quantities.itertuples())
    used: set[int] = set()
    pairs: list[tuple[dict[str, Any], Any]] = []
    for row in rows:
        there = [one for one in found if one.start < row["end"] and row["start"] < one.end]
        free = [one for one in there if one.Index not in used]
        if free:
            used.add(free[0].Index)
        pairs.append((row, free[0] if free else None))
    return pairs, [one for one in found if one.Index not in used]


def right(field: str, row: dict[str, Any], one: Any) -> bool:
    """Whether a field is as in the key; an indicator by containment or half of its bigrams."""
    expected, got = row[field], getattr(one, field)
    if field == "unit":
        return _plain(expected) == _plain(got)
    if field == "indicator":
        a, b = _plain(expected), _plain(got)
        return bool(a and b) and (a in b or b in a or _overlap(a, b) >= 0.5)
    return bool(expected == got)


def _plain(text: str) -> str:
    return "".join(text.translate(_WIDE).split())


def _overlap(a: str, b: str) -> float:
    """The share of the shorter text's bigrams that the longer has."""
    grams = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (a, b)]
    least = min(map(len, grams))
    return len(grams[0] & grams[1]) / least if least else 0.0


def score(path: Path, folder: Path, errors: list[str]) -> dict[str, Any] | None:
    """The scores of one report, or None where it is not there as it was read."""
    about, rows = read_key(path)
    file = folder / about["file"]
    if not file.is_file():
        return None
    report = read_report(file)
    if report.source.sha256 != about["sha256"]:
        return None
    text = report.source.text
    spans = _spans(about.get("spans", ""), len(text))
    real = [row for row in rows if row["kind"] != "none" and not row["doubt"]]
    doubtful = [row for row in rows if row["kind"] != "none" and row["doubt"]]
    never = [row for row in rows if row["kind"] == "none"]
    pairs, extra = paired(real, report)
    asked = [one for one in extra if not _there(one, doubtful) and _within(one.start, spans)]
    hits = [(row, one) for row, one in pairs if one is not None]
    result: dict[str, Any] = {
        "report": about["file"],
        "held out": about["held_out"] == "true",
        "n": len(real),
        "detection F1": 2 * len(hits) / (len(real) + len(hits) + len(asked)),
        "negatives": len(never),
        "accepted": sum(_there(one, never) for one in asked) / max(len(never), 1),
    }
    for field in FIELDS:
        result[field] = sum(right(field, row, one) for row, one in hits) / max(len(hits), 1)
    result["found, unit, status"] = sum(
        right("unit", row, one) and right("status", row, one) for row, one in hits
    ) / max(len(real), 1)
    for row, one in pairs:
        if one is None:
            errors.append(f"missed: {row['printed']} | {_around(text, row['start'])}")
            continue
        errors += [
            f"{field}: {row['printed']}: {row[field]!r}, got {getattr(one, field)!r} | "
            f"{_around(text, row['start'])}"
            for field in FIELDS
            if not right(field, row, one)
        ]
    errors += [
        f"extra: {text[one.start : one.end]}{one.unit} {one.indicator} | {_around(text, one.start)}"
        for one in asked
    ]
    return result


def _spans(printed: str, length: int) -> list[tuple[int, int]]:
    """The parts of the text that the key covers; all of it where it names none."""
    pairs = [one.split("-") for one in printed.split(", ") if one]
    return [(int(start), int(end)) for start, end in pairs] or [(0, length)]


def _within(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _there(one: Any, rows: list[dict[str, Any]]) -> bool:
    return any(one.start < row["end"] and row["start"] < one.end for row in rows)


def _around(text: str, at: int) -> str:
    return " ".join(text[max(0, at - 30) : at + 25].split())


def main(folder: Path, *, with_errors: bool) -> None:
    errors: list[str] = []
    found = []
    for path in sorted(KEYS.glob("*.tsv")):
        of_report: list[str] = []
        one = score(path, folder, of_report)
        if one is not None:
            found.append(one)
            errors += [] if one["held out"] else of_report
    table = pd.DataFrame(found)
    if table.empty:
        print("No key of quantities names a report in this folder.")
        return
    for held, rows in table.groupby("held out"):
        weight = rows["n"] / rows["n"].sum()
        means = {name: (rows[name] * weight).sum() for name in rows.columns[3:]}
        summary = {
            "report": "all",
            "held out": held,
            "n": rows["n"].sum(),
            **means,
            "negatives": rows["negatives"].sum(),
            "accepted": (rows["accepted"] * rows["negatives"]).sum() / rows["negatives"].sum(),
        }
        figures = {str(name): one for name, one in summary.items() if name != "report"}
        record(
            f"quantities, {'held out' if held else 'seen'}",
            **{name: one.item() if hasattr(one, "item") else one for name, one in figures.items()},
        )
        print(pd.concat([rows, pd.DataFrame([summary])]).round(3).to_string(index=False), "\n")
    kinds = pd.Series([line.split(":")[0] for line in errors]).value_counts()
    print("errors by kind:", ", ".join(f"{kind} {n}" for kind, n in kinds.items()))
    if with_errors:
        print("\n".join(errors))


if __name__ == "__main__":
    folder = next(Path(word) for word in sys.argv[1:] if not word.startswith("--"))
    main(folder, with_errors="--errors" in sys.argv)
