"""How well reports of lower governments are read, as people collect them, against keys.

Part of ``make accuracy REPORTS=folder``. The keys in ``tests/corpus/keys/local`` were made by
reading; they hold offsets into the document's text, and short facts. Held-out keys were read by
someone who had not seen the rules, and their scores are looked at in sum only.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd

from corpus.errors import Refusal
from corpus.reading.document import read_document
from corpus.report import Report, read_report
from corpus.structure.regions import place_of_code
from tests.benchmarks.accuracy_quantities import right
from tests.benchmarks.measured import record

KEYS = Path(__file__).parents[1] / "corpus" / "keys" / "local"
_HAN = re.compile(r"[\u3400-\u9fff]")
_OUTSIDE = {"front_matter", "appendix", "boilerplate"}
FACTS = ("report_year", "delivery_date", "speaker", "session")
Scores = dict[str, tuple[float, float]]


def score(key: dict[str, Any], report: Report | None, text: str) -> Scores:
    """Hits and cases of each measure; a report that was refused has no hit."""
    found: Scores = {}
    for name in FACTS:
        if key["metadata"][name] is not None:
            own = report and getattr(report.metadata, name)
            found[name] = (float(_same(own, key["metadata"][name])), 1)
    code = key["metadata"]["region_code"]
    place = place_of_code(code or "", key["metadata"]["report_year"])
    if code:
        own = report and report.metadata.region_code
        found["region_code"] = (float(own == (place.code if place else code)), 1)
    if "body" in key:
        start, end = report.body if report else (-1, -1)
        first = key["body"]["start"]
        found["first"] = (float(abs(start - first) < 3 or not text[start:first].strip()), 1)
        found["last"] = (float(abs(end - key["body"]["end"]) < 3), 1)
    chapters = [text[one["start"] : one["end"]] for one in key["chapters"]]
    own = [one.text for one in report.headings if one.level == 1] if report else []
    shared = sum((Counter(map(_squeezed, chapters)) & Counter(map(_squeezed, own))).values())
    found["chapters F1"] = (2 * shared, len(chapters) + len(own))
    return {**found, **_times(key, report, text), **_numbers(key, report)}


def _same(own: Any, expected: Any) -> bool:
    if isinstance(expected, str) and isinstance(own, str):
        return _squeezed(own).endswith(_squeezed(expected)) or _squeezed(expected).endswith(
            _squeezed(own)
        )
    return bool(own == expected)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u3000?？]", "", text)


def _times(key: dict[str, Any], report: Report | None, text: str) -> Scores:
    """By Chinese characters: time references within the body, and what is outside it."""
    edges = [*(one["start"] for one in key["times"]), len(text)]
    expected = [""] * len(text)
    for one, end in zip(key["times"], edges[1:], strict=True):
        expected[one["start"] : end] = [one["orientation"]] * (end - one["start"])
    own = ["boilerplate"] * len(text)
    rows = report.sentences[["start", "end", "orientation"]] if report else pd.DataFrame()
    for start, end, time in rows.itertuples(index=False, name=None):
        own[start:end] = [time] * (end - start)
    inside, outside = Counter[bool](), Counter[bool]()
    for match in _HAN.finditer(text):
        at = match.start()
        if expected[at] in _OUTSIDE:
            outside[own[at] in _OUTSIDE] += 1
        else:
            inside[own[at] == expected[at]] += 1
    total, kept = inside.total() or 1, outside.total()
    return {
        "orientation": (inside[True] / total, 1),
        **({"kept out": (outside[True] / kept, 1)} if kept else {}),
    }


def _numbers(key: dict[str, Any], report: Report | None) -> Scores:
    rows = list(report.quantities.itertuples()) if report else []
    hits: Counter[str] = Counter()
    for one in key["numbers"]:
        row = next((r for r in rows if r.start < one["end"] and one["start"] < r.end), None)
        if row is None:
            continue
        hits["found"] += 1
        hits["unit"] += row.unit.replace("％", "%") == one["unit"]
        hits["status"] += row.status == one["status"]
        hits["indicator"] += right("indicator", one, row)
    n = len(key["numbers"])
    return {
        "numbers found": (hits["found"], n),
        **{name: (hits[name], hits["found"]) for name in ("unit", "status", "indicator")},
    }


def main(folder: Path, *, with_errors: bool) -> None:
    sums: dict[bool, dict[str, list[float]]] = {True: {}, False: {}}
    for path in sorted(KEYS.glob("*.json")):
        key = json.loads(path.read_text(encoding="utf-8"))
        document = folder / key["file"]
        if not document.is_file() or key["kind"] == "not_a_report":
            continue
        text = read_document(document).text
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != key["sha256"]:
            continue
        try:
            report = read_report(document)
        except Refusal as refusal:
            report = None
            if with_errors and not key["held_out"]:
                print(refusal)
        found = score(key, report, text)
        for name, pair in found.items():
            total = sums[key["held_out"]].setdefault(name, [0, 0])
            total[0], total[1] = total[0] + pair[0], total[1] + pair[1]
        if with_errors and not key["held_out"]:
            wrong = {name: round(a / b, 2) for name, (a, b) in found.items() if b and a < 0.95 * b}
            print(path.stem, wrong)
    for held_out, totals in sums.items():
        means = {name: a / b for name, (a, b) in totals.items() if b}
        if means:
            half = "held out" if held_out else "seen"
            record(f"local reports, {half}", **means)
            print(f"local reports, {half}: " + ", ".join(f"{n} {v:.3f}" for n, v in means.items()))


if __name__ == "__main__":
    chosen = next(Path(word) for word in sys.argv[1:] if not word.startswith("--"))
    main(chosen, with_errors="--errors" in sys.argv)
