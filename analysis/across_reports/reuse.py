"""Sentences repeated from another report: of the year before, or of a higher level."""

from __future__ import annotations

import pandas as pd

from analysis.across_reports.shared_passages import SENTENCE, aligned_passages
from corpus.schema import check_columns


def reused_sentences(
    sentences: pd.DataFrame, *, source: str, target: str, at_least: float = 0.7, shortest: int = 10
) -> pd.DataFrame:
    """The sentences of one report that occur, almost word for word, in another.

    As ``aligned_passages``, for one pair of reports: ``overlap`` is the share of the distinct
    sequences of five characters of the target sentence, without numbers and punctuation, that also
    occur in the source sentence.

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
    check_columns(sentences, ["report_id", "sentence"], "sentences")
    found = aligned_passages(
        sentences[sentences["report_id"].isin([source, target])],
        pairs=pd.DataFrame({"report": [target], "other": [source]}),
        at_least=at_least,
        shortest=shortest,
    )
    found = found.rename(columns=lambda name: name.replace("other_", "source_"))
    found = found.rename(columns={"score": "overlap"})
    return found[[*SENTENCE, "overlap", *(f"source_{name}" for name in SENTENCE)]]


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
