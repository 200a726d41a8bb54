"""The aligned sentences of two reports by comparing each with each: a reference, and slow."""

import re

import pandas as pd

NAMES = ["sentence_id", "start", "end", "sentence"]


def runs(sentence: str, shortest: int = 10) -> set[str]:
    """Its sequences of five characters, numbers and punctuation aside."""
    letters = "".join(re.findall(r"[\u4e00-\u9fffA-Za-z]", sentence))
    long = len(letters) >= max(shortest, 5)
    return {letters[at : at + 5] for at in range(len(letters) - 4)} if long else set()


def one_by_one(
    sentences: pd.DataFrame, *, source: str, target: str, at_least: float = 0.7
) -> pd.DataFrame:
    """As ``reused_sentences``; of sources with the same overlap, the first."""
    own, others = (
        sentences.loc[sentences["report_id"] == name, NAMES].to_numpy().tolist()
        for name in (target, source)
    )
    said = [(other, runs(other[3])) for other in others]
    rows = []
    for one in own:
        mine = runs(one[3])
        if mine:
            best, shared = max(
                ((other, len(mine & his)) for other, his in said), key=lambda x: x[1]
            )
            if shared / len(mine) >= at_least:
                rows.append([*one, shared / len(mine), *best])
    return pd.DataFrame(rows, columns=[*NAMES, "overlap", *(f"source_{name}" for name in NAMES)])
