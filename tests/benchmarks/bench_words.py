"""Times words beside jieba: the bare cut, and whole documents to token tables.

Run with ``make bench`` (or ``make bench REPORTS=folder``). Each ratio is of ``jieba.lcut`` alone on
the same text in the same round, so that a busy machine slows both; the median of the rounds counts.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from corpus.errors import Refusal
from corpus.report import Report, read_report
from corpus.store import rows
from corpus.words.body import spoken_of, words_of
from corpus.words.default_segmenter import segmenter

ROUNDS = 5


def reports_in(folder: Path) -> list[Report]:
    """The reports of a folder; what is none is passed over."""
    found = []
    for path in sorted(folder.iterdir()):
        try:
            found.append(read_report(path))
        except Refusal:
            continue
    return found


def tokens_of(report: Report) -> object:
    """The words of a report as rows of the store."""
    body = spoken_of(report.columns["sentences"], report.readable)
    return rows._table("tokens", "r", rows._tokens(body, words_of(body), report.readable))


def seconds(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def main() -> None:
    jieba.setLogLevel(60)
    jieba.initialize()
    reports = reports_in(Path(sys.argv[1]))
    texts = [spoken_of(one.columns["sentences"], one.readable).text for one in reports]
    cut = segmenter().cut
    ways: dict[str, Callable[[], object]] = {
        "jieba.lcut alone": lambda: [jieba.lcut(text) for text in texts],
        "bare cut": lambda: [cut(text) for text in texts],
        "documents to token tables": lambda: [tokens_of(report) for report in reports],
    }
    cut(texts[0])
    rounds = [{name: seconds(work) for name, work in ways.items()} for _ in range(ROUNDS)]
    print(f"{len(reports)} reports, {sum(map(len, texts)) / len(texts):.0f} characters each")
    for name in ways:
        taken = statistics.median(one[name] for one in rounds)
        ratio = statistics.median(one["jieba.lcut alone"] / one[name] for one in rounds)
        print(f"{name}: {1000 * taken / len(reports):.1f} ms a report, {ratio:.1f} times as fast")


if __name__ == "__main__":
    main()
