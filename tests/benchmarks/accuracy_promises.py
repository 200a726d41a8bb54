"""How well targets are found and set beside their results, against keys made by reading.

Part of ``make accuracy REPORTS=folder``. The keys in ``tests/analysis/targets/keys`` hold every
target for one year in the plan of a report, of the indicators in the vocabulary, with the result in
the report of the next year and the verdict by the rules of ``promises_and_results``. Keys marked
``held_out`` were not scored while the rules were written: ``--errors`` prints each error of the
others.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.targets.ledger_table import ledger
from analysis.targets.promises import promises_and_results
from corpus.report import Report, read_report
from tests.benchmarks.measured import record

KEYS = Path(__file__).parents[1] / "analysis" / "targets" / "keys"


def read_key(path: Path) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """What the key says of its two reports, and its rows; a missing number is NaN."""
    lines = path.read_text(encoding="utf-8").splitlines()
    about = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    rows: list[dict[str, Any]] = list(csv.DictReader(x for x in lines if not x.startswith("# ")))
    for row in rows:
        for name in ("year", "target_start", "target", "target_high", "result"):
            row[name] = float(row[name] or "nan")
    return about, rows


def ledger_of(report: Report, name: str) -> pd.DataFrame:
    """The ledger of one report."""
    found = report.metadata
    about = pd.DataFrame(
        {
            "report_id": [name],
            "region_code": found.region_code,
            "region": found.region,
            "report_year": found.report_year,
        }
    )
    text = pd.DataFrame({"report_id": [name], "text": report.source.text})
    tables = (one.assign(report_id=name) for one in (report.quantities, report.sentences))
    return ledger(*tables, text, about)


def compared(about: dict[str, str], folder: Path) -> pd.DataFrame | None:
    """The promises of the two reports of a key; None where they are not there as they were read."""
    files = [folder / about[name] for name in ("file", "next")]
    if not all(one.is_file() for one in files):
        return None
    reports = [read_report(one) for one in files]
    if [one.source.sha256 for one in reports] != [about["sha256"], about["next_sha256"]]:
        return None
    books = [ledger_of(one, name) for one, name in zip(reports, ("this", "next"), strict=True)]
    table = promises_and_results(pd.concat(books, ignore_index=True))
    return table[table["target_report"] == "this"]


def same(one: float, other: float) -> bool:
    """Whether two numbers are the same, or both missing."""
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)


def scored(rows: list[dict[str, Any]], table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Each target of the key: whether it was found, its result and its verdict right."""
    for row in rows:
        there = table[
            (table["target_start"] == row["target_start"])
            & (table["indicator_key"] == row["indicator_key"])
            & (table["year"] == row["year"])
        ]
        there = there[[same(one, row["target"]) for one in there["target"]]]
        got = there.iloc[0].to_dict() if len(there) else None
        result = float(got["result"]) if got else math.nan
        right = got is not None and same(result, row["result"])
        yield {
            "key": row["indicator_key"],
            "found": got is not None,
            "right": right,
            "wrong": got is not None and not right and not math.isnan(result),
            "verdict": got is not None and got["verdict"] == row["verdict"],
            "expected": (row["result"], row["verdict"]),
            "got": (result, got["verdict"], got["reason"]) if got else None,
        }


def score(path: Path, folder: Path, errors: list[str]) -> dict[str, Any] | None:
    """The scores of one key, or None where its reports are not there."""
    about, rows = read_key(path)
    table = compared(about, folder)
    if table is None:
        return None
    found = pd.DataFrame(scored(rows, table))
    bad = found[~(found["found"] & found["right"] & found["verdict"])]
    errors += [f"{path.stem} {x.key}: {x.expected}, got {x.got}" for x in bad.itertuples()]
    hits = found[found["found"]]
    return {
        "report": path.stem,
        "held out": about["held_out"] == "true",
        "n": len(found),
        "found": found["found"].mean(),
        "right": found["right"].mean(),
        "wrong": int(found["wrong"].sum()),
        "verdict": hits["verdict"].mean(),
    }


def main(folder: Path, *, with_errors: bool, held_out: bool) -> None:
    """Prints the scores by key and in all, and records the latter."""
    errors: list[str] = []
    found = []
    for path in sorted(KEYS.glob("*.csv")):
        if not held_out and read_key(path)[0]["held_out"] == "true":
            continue
        of_report: list[str] = []
        one = score(path, folder, of_report)
        if one is not None:
            found.append(one)
            errors += [] if one["held out"] else of_report
    table = pd.DataFrame(found)
    if table.empty:
        print("No key of promises names two reports in this folder.")
        return
    for held, rows in table.groupby("held out"):
        weight = rows["n"] / rows["n"].sum()
        figures: dict[str, Any] = {"pairs": len(rows), "n": int(rows["n"].sum())}
        for name in ("found", "right", "verdict"):
            figures[name] = float((rows[name] * weight).sum())
        figures["wrong"] = int(rows["wrong"].sum())
        record(f"promises, {'held out' if held else 'seen'}", **figures)
        summary = pd.DataFrame([{"report": "all", "held out": held, **figures}])
        print(pd.concat([rows, summary[list(rows)]]).round(3).to_string(index=False), "\n")
    if with_errors:
        print("\n".join(errors))


if __name__ == "__main__":
    options = [word for word in sys.argv[1:] if word.startswith("--")]
    main(
        next(Path(word) for word in sys.argv[1:] if not word.startswith("--")),
        with_errors="--errors" in options,
        held_out="--seen" not in options,
    )
