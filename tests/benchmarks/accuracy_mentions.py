"""How many mentions are words, against places judged by readers.

Part of ``make accuracy REPORTS=folder``. ``tests/corpus/keys/mentions.csv`` holds occurrences of
policy terms, most of them where jieba's words do not end as the term does, each judged by its
sentence: 1 if the term is a word there, 0 if its characters only stand side by side. The readings
are a machine's, under written rules. Places marked ``held_out`` were read twice, independently, and
used for nothing else; those of which the readings differ are left out.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from corpus.report import read_report
from corpus.store.rows import tables_of
from tests.benchmarks.measured import record

KEYS = Path(__file__).parents[1] / "corpus" / "keys" / "mentions.csv"


def read_key(path: Path = KEYS) -> list[dict[str, Any]]:
    """The places, with the judgement on which the readers agree, or None."""
    rows: list[dict[str, Any]] = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    for row in rows:
        judged = {row["first_reader"], row["second_reader"] or row["first_reader"]}
        row["word"] = judged == {"1"} if len(judged) == 1 else None
        row["start"], row["end"] = int(row["start"]), int(row["end"])
    return rows


def refused(folder: Path, file: str, sha256: str) -> set[tuple[int, int]] | None:
    """The spans of a report that are no words, or None where it is not there as it was read."""
    if not (folder / file).is_file():
        return None
    report = read_report(folder / file)
    if not report.source.sha256.startswith(sha256):
        return None
    nested = tables_of(report, "one")["nested"]
    crossing = nested[nested["relation"] == "crossing"]
    return set(zip(crossing["start"], crossing["end"], strict=True))


def score(rows: list[dict[str, Any]], folder: Path) -> dict[str, Any]:
    """The share of words kept and of accidents counted, and the readers' agreement."""
    known = {
        (row["file"], row["sha256"]): refused(folder, row["file"], row["sha256"])
        for row in {row["file"]: row for row in rows}.values()
    }
    tally: Counter[tuple[bool, bool]] = Counter()
    places = 0
    for row in rows:
        spans = known[row["file"], row["sha256"]]
        if spans is None:
            continue
        places += 1
        if row["word"] is not None:
            tally[row["word"], (row["start"], row["end"]) in spans] += 1
    words, accidents = (tally[one, True] + tally[one, False] for one in (True, False))
    return {
        "places": places,
        "reports": sum(one is not None for one in known.values()),
        "judged alike": tally.total(),
        "words": words,
        "words kept": tally[True, False] / words,
        "accidents": accidents,
        "accidents counted": tally[False, False],
    }


def main() -> None:
    folder = Path(sys.argv[1])
    for held_out in ("true", "false"):
        result = score([row for row in read_key() if row["held_out"] == held_out], folder)
        name = "held out" if held_out == "true" else "seen"
        print(f"mentions, {name}: ", *(f"{key} {value:.4g}" for key, value in result.items()))
        record(f"mentions, {name}", **result)


if __name__ == "__main__":
    main()
