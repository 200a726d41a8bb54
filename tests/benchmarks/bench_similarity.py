"""Times the likeness of reports, and compares the fast way to repeated sentences with the slow one.

Run with ``python -m tests.benchmarks.bench_similarity FOLDER [N]``. First every report of a folder
against every other: cosines with intervals, shared sentences, aligned passages. Then N generated
reports (2,000) with that of the level above each: recall of the aligned sentences against
the comparison of each sentence with each, and what 60,000 would take.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd
from tqdm import tqdm

from analysis.across_reports.likeness import similarity
from analysis.across_reports.shared_passages import aligned_passages
from analysis.sentences import sentences_in_context
from corpus.errors import Refusal
from corpus.report import read_report
from corpus.schema import SPOKEN
from corpus.store.rows import tables_of
from tests.analysis.across_reports.one_by_one import one_by_one

BELOW = 50  # reports with the same one above them
SENTENCES, COPIED, CHANGED = 250, 0.08, 0.05


def read(folder: Path) -> dict[str, pd.DataFrame]:
    names, found = ("tokens", "paragraphs", "sentences", "texts"), []
    for path in tqdm(sorted(folder.glob("*.txt")), unit="report"):
        try:
            found.append(tables_of(read_report(path), path.stem))
        except Refusal:
            continue
    return {name: pd.concat([one[name] for one in found], ignore_index=True) for name in names}


def timed(name: str, call, of: int):
    start = process_time()
    found = call()
    seconds = process_time() - start
    print(f"| {name} | {of:,} | {seconds:.1f} | {1e3 * seconds / of:.2f} |", flush=True)
    return found, seconds


def generated(rng, reports: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Reports that copy some sentences of the one above them, with characters changed."""
    letters = np.array([chr(0x4E00 + n) for n in range(6_000)])
    words = ["".join(rng.choice(letters, n)) for n in rng.choice([2, 2, 2, 3, 4], 8_000)]
    share = 1 / np.arange(1, len(words) + 1) ** 0.9
    drawn = iter(
        rng.choice(
            len(words), 14 * SENTENCES * (reports + reports // BELOW + 1), p=share / share.sum()
        )
    )

    def sentence() -> str:
        return "".join(words[next(drawn)] for _ in range(rng.integers(4, 14)))

    def changed(text: str) -> str:
        hit = rng.random(len(text)) < rng.choice([0, CHANGED])
        return "".join(
            rng.choice(letters) if now else one for one, now in zip(text, hit, strict=True)
        )

    rows, pairs, above = [], [], {}
    for number in range(-(-reports // BELOW)):
        above[f"above{number}"] = [sentence() for _ in range(SENTENCES)]
    for number in range(reports):
        name, parent = f"r{number:05}", f"above{number // BELOW}"
        copied = rng.random(SENTENCES) < COPIED
        texts = [
            changed(above[parent][rng.integers(SENTENCES)]) if one else sentence() for one in copied
        ]
        rows += [(name, place, text) for place, text in enumerate(texts)]
        pairs.append((name, parent))
    rows += [
        (name, place, text) for name, texts in above.items() for place, text in enumerate(texts)
    ]
    table = pd.DataFrame(rows, columns=["report_id", "sentence_id", "sentence"])
    return table.assign(start=0, end=0), pd.DataFrame(pairs, columns=["report", "other"])


def recall(rng, reports: int) -> None:
    sentences, pairs = generated(rng, reports)
    found, fast = timed(
        "aligned sentences", lambda: aligned_passages(sentences, pairs=pairs), reports
    )
    of = dict(list(sentences.groupby("report_id")))

    def brute() -> pd.DataFrame:
        return pd.concat(
            one_by_one(pd.concat([of[own], of[other]]), source=other, target=own).assign(report=own)
            for own, other in tqdm(pairs.itertuples(index=False), total=len(pairs))
        )

    slow, seconds = timed("the same, pair by pair", brute, reports)
    there = set(zip(slow["report"], slow["sentence_id"], slow["source_sentence_id"], strict=True))
    ours = set(zip(found["report"], found["sentence_id"], found["other_sentence_id"], strict=True))
    print(
        f"\n{len(there):,} sentences repeated; recall {len(there & ours) / len(there):.4f}, "
        f"precision {len(there & ours) / len(ours):.4f}; {seconds / fast:.1f} times as fast; "
        f"60,000 with those above them: {60_000 / reports * fast:.0f} s"
    )


def main() -> None:
    tables = read(Path(sys.argv[1]))
    names = sorted(tables["tokens"]["report_id"].unique())
    pairs = pd.DataFrame(list(combinations(names, 2)), columns=["report", "other"])
    print(
        f"{len(names)} reports, each against each; CPU seconds, and milliseconds a pair\n\n"
        "| what | pairs | s | ms |\n|---|---|---|---|"
    )
    timed(
        "cosine with interval, shared sentences",
        lambda: similarity(tables["tokens"], pairs=pairs, paragraphs=tables["paragraphs"]),
        len(pairs),
    )
    spoken = sentences_in_context(*(tables[one] for one in ("sentences", "paragraphs", "texts")))
    spoken = spoken[spoken["orientation"].isin(SPOKEN)]
    timed("aligned passages", lambda: aligned_passages(spoken, pairs=pairs), len(pairs))
    recall(np.random.default_rng(1), int(sys.argv[2]) if len(sys.argv) > 2 else 2_000)


if __name__ == "__main__":
    main()
