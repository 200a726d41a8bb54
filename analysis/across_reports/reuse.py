"""Sentences repeated from another report: of the year before, or of a higher level."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pandas as pd

from corpus.schema import check_columns

SHINGLE = 5  # characters in a sequence
_KEPT = re.compile(r"[\u4e00-\u9fffA-Za-z]")  # without numbers, which change from year to year


def reused_sentences(
    sentences: pd.DataFrame, *, source: str, target: str, at_least: float = 0.7, shortest: int = 10
) -> pd.DataFrame:
    """The sentences of one report that occur, almost word for word, in another.

    Two sentences are compared by their sequences of five characters, without numbers and
    punctuation: ``overlap`` is the share of the distinct sequences of the target sentence that
    also occur in the source sentence.

    Args:
        sentences: one row per sentence: report_id, sentence_id, start, end, sentence.
        source: the report ID of the possible source.
        target: the report ID of the report that may repeat it.
        at_least: the smallest overlap that counts as reuse.
        shortest: sentences with fewer characters, numbers and punctuation aside, are left out.

    Returns:
        One row per reused sentence of the target, in its order: sentence_id, start, end, sentence,
        overlap, source_sentence_id, source_start, source_end, source_sentence (the source sentence
        with the largest overlap).

    Raises:
        ValueError: if a column or a report is missing, or at_least is not between 0 and 1.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import reused_sentences
        >>> texts = ["新增城镇就业1200万人，持续改善环境。", "新增城镇就业1100万人，改善环境。"]
        >>> ends = [len(text) for text in texts]
        >>> sentences = pd.DataFrame({"report_id": ["2018", "2019"], "sentence_id": 0,
        ...                           "start": 0, "end": ends, "sentence": texts})
        >>> table = reused_sentences(sentences, source="2018", target="2019", at_least=0.5)
        >>> print(table[["sentence", "overlap"]].round(2).to_string(index=False))
                                sentence  overlap
        新增城镇就业1100万人，改善环境。      0.5
    """
    check_columns(sentences, ["report_id", "sentence_id", "start", "end", "sentence"])
    if not 0 < at_least <= 1:
        raise ValueError(f"at_least is {at_least}; it must be above 0 and at most 1")
    for report in (source, target):
        if not (sentences["report_id"] == report).any():
            raise ValueError(f"sentences has no rows of report {report!r}; check the report ID")
    first = sentences[sentences["report_id"] == source].reset_index(drop=True)
    where: dict[str, list[int]] = defaultdict(list)
    for place, sentence in enumerate(first["sentence"]):
        for run in _runs(sentence, shortest):
            where[run].append(place)
    rows = []
    own = sentences[sentences["report_id"] == target]
    columns = ["sentence_id", "start", "end", "sentence"]
    for row in zip(*(own[name] for name in columns), strict=True):
        runs = _runs(row[3], shortest)
        shared = Counter(place for run in runs for place in where.get(run, ()))
        if not shared:
            continue
        best, n = min(shared.items(), key=lambda one: (-one[1], one[0]))
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
    """The share of a report's characters in sentences that another report also has.

    Args:
        sentences: as in ``reused_sentences``.
        source: as in ``reused_sentences``.
        target: as in ``reused_sentences``.
        at_least: as in ``reused_sentences``.

    Returns:
        sentences and characters (of the target), reused_sentences, reused_characters, share
        (reused_characters over characters).

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import reuse_share
        >>> texts = ["坚持稳中求进工作总基调。", "坚持稳中求进工作总基调。", "改造老旧小区10个。"]
        >>> sentences = pd.DataFrame({"report_id": ["2018", "2019", "2019"], "start": 0, "end": 12,
        ...                           "sentence_id": [0, 0, 1], "sentence": texts})
        >>> found = reuse_share(sentences, source="2018", target="2019")
        >>> found["reused_sentences"], round(found["share"], 2)
        (1, 0.55)
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
