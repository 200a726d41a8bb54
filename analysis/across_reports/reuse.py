"""Sentences that were said before: by the year before, or by the level above."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pandas as pd

from corpus.schema import check_columns

SHINGLE = 5  # characters
_KEPT = re.compile(r"[\u4e00-\u9fffA-Za-z]")  # figures change from year to year


def reused_sentences(
    sentences: pd.DataFrame, *, source: str, target: str, at_least: float = 0.7, shortest: int = 10
) -> pd.DataFrame:
    """The sentences of one report that stand, nearly the same, in another.

    Two sentences are compared by their runs of five characters, figures and punctuation left out:
    ``overlap`` is the share of the target sentence's runs that stand in the source sentence too.

    Args:
        sentences: a row a sentence: report_id, sentence_id, start, end, sentence.
        source: the report that may have said it first.
        target: the report that may repeat it.
        at_least: the least overlap that is shown.
        shortest: sentences with fewer letters are left out.

    Returns:
        A row a sentence of the target that is reused, in its order: sentence_id, start, end,
        sentence, overlap, source_sentence_id, source_start, source_end, source_sentence (the
        nearest).

    Raises:
        ValueError: where a column or a report is missing, or at_least is not between 0 and 1.
    """
    check_columns(sentences, ["report_id", "sentence_id", "start", "end", "sentence"])
    if not 0 < at_least <= 1:
        raise ValueError(f"at_least is {at_least}; it lies between 0 and 1")
    for report in (source, target):
        if not (sentences["report_id"] == report).any():
            raise ValueError(f"there is no sentence of the report {report!r}")
    first = sentences[sentences["report_id"] == source].reset_index(drop=True)
    where: dict[str, list[int]] = defaultdict(list)
    for place, said in enumerate(first["sentence"]):
        for run in _runs(said, shortest):
            where[run].append(place)
    rows = []
    own = sentences[sentences["report_id"] == target]
    columns = ["sentence_id", "start", "end", "sentence"]
    for row in zip(*(own[name] for name in columns), strict=True):
        runs = _runs(row[3], shortest)
        hits = Counter(place for run in runs for place in where.get(run, ()))
        if not hits:
            continue
        best, n = min(hits.items(), key=lambda one: (-one[1], one[0]))
        if n / len(runs) >= at_least:
            rows.append((*row, n / len(runs), *first.loc[best, columns]))
    names = [*columns, "overlap", *(f"source_{name}" for name in columns)]
    return pd.DataFrame(rows, columns=names)


def _runs(sentence: str, shortest: int) -> set[str]:
    letters = "".join(_KEPT.findall(sentence))
    if len(letters) < max(shortest, SHINGLE):
        return set()
    return {letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1)}


def reuse_share(
    sentences: pd.DataFrame, *, source: str, target: str, at_least: float = 0.7
) -> dict[str, float | int]:
    """How much of a report was said before, in characters.

    Args:
        sentences: as ``reused_sentences``.
        source: as ``reused_sentences``.
        target: as ``reused_sentences``.
        at_least: as ``reused_sentences``.

    Returns:
        sentences and characters of the target, reused_sentences, reused_characters, share (of the
        characters).
    """
    found = reused_sentences(sentences, source=source, target=target, at_least=at_least)
    own = sentences[sentences["report_id"] == target]["sentence"]
    characters, reused = int(own.str.len().sum()), int(found["sentence"].str.len().sum())
    return {
        "sentences": len(own),
        "reused_sentences": len(found),
        "characters": characters,
        "reused_characters": reused,
        "share": reused / characters,
    }
