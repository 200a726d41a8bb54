"""Captions that say what a figure is made of: numbers, units, intervals, how it was counted."""

from __future__ import annotations

import pandas as pd

from corpus.language import Lang

_COUNTED = {
    "mention": ("mentions of policy terms by longest match", "政策词的最长匹配次数"),
    "token": ("words as cut by jieba with the lexicon", "按 jieba 加词表切分的词"),
    "substring": ("places where the letters stand", "字符串出现次数"),
    "sentence": ("sentences by the policy area they are mainly about", "按主要政策领域编码的句子"),
}
_OUT_OF = {
    "words": ("words without punctuation and numbers", "不含标点和数字的词"),
    "tokens": ("all tokens", "全部词例"),
    "characters": ("Chinese characters", "汉字"),
    "sentences": ("sentences", "句子"),
}


def caption(
    table: pd.DataFrame,
    *,
    what: str,
    counted: str,
    out_of: str,
    n: str = "n",
    block: str = "paragraph",
    lang: Lang = "en",
) -> str:
    """The caption of a figure that is drawn from a table of shares.

    Args:
        table: that is drawn; where it has low and high, intervals are spoken of, and how many of
            its rows have none.
        what: the figure's subject, a phrase without a stop.
        counted: mention, token, substring or sentence.
        out_of: words, tokens, characters or sentences.
        n: the column of the counts; they are added up.
        block: what the intervals take as the unit that varies.
        lang: en or zh.

    Raises:
        ValueError: where ``counted`` or ``out_of`` is unknown.
    """
    for value, known in ((counted, _COUNTED), (out_of, _OUT_OF)):
        if value not in known:
            raise ValueError(f"{value!r} is not counted; it is {', '.join(known)}")
    total, rows = int(table[n].sum()), len(table)
    bounded = {"low", "high"} <= set(table)
    without = int(table["low"].isna().sum()) if bounded else 0
    if lang == "zh":
        parts = [
            f"{what}。",
            f"计数：{_COUNTED[counted][1]}，共 {total:,}，{rows} 行；分母：{_OUT_OF[out_of][1]}。",
        ]
        if bounded and without < rows:
            unit = "段落" if block == "paragraph" else block
            parts.append(f"线段为 95% 置信区间，以{unit}为单位。")
        if without:
            parts.append(f"{without} 行因段落不足不给区间。")
        return "".join(parts)
    parts = [
        f"{what}.",
        f"Counted: {_COUNTED[counted][0]} (n = {total:,} in {rows} rows), out of "
        f"{_OUT_OF[out_of][0]}.",
    ]
    if bounded and without < rows:
        parts.append(f"Lines: 95% intervals with the {block} as the unit that varies.")
    if without:
        parts.append(f"{without} rows stand in too few {block}s for an interval.")
    return " ".join(parts)
