"""Captions: what a figure counts and out of what, n, and its confidence intervals."""

from __future__ import annotations

import pandas as pd

from corpus.language import Lang

_COUNTED = {
    "mention": ("policy term mentions (longest match)", "政策词提及（最长匹配）"),
    "token": ("words segmented by jieba with the policy lexicon", "词（jieba分词，加载政策词典）"),
    "substring": ("occurrences of the character string", "字符串的出现"),
    "sentence": ("sentences, one policy area each", "句子（每句归入一个政策领域）"),
}
_OUT_OF = {
    "words": ("words without punctuation and numbers", "词数（不含标点和数字）"),
    "tokens": ("all tokens", "全部词例数"),
    "characters": ("Chinese characters", "汉字数"),
    "sentences": ("sentences", "句数"),
}
CLUSTERS = {"paragraph": "段落", "section": "节", "passage": "文段", "sentence": "句子"}


def caption(
    table: pd.DataFrame,
    *,
    what: str,
    counted: str,
    out_of: str,
    n: str = "n",
    lang: Lang = "en",
) -> str:
    """The caption of a figure drawn from a table of counts or shares: its title, then the notes.

    The notes give what is counted and out of what, the total n, the confidence intervals and how
    they are clustered, and for how many rows no interval is reported.

    Args:
        table: the table that is drawn. Intervals are mentioned only where it has ``low`` and
            ``high``: leave out the two columns where the figure shows none. What they are
            clustered by is in its column ``cluster``, or they are by paragraph.
        what: the title: subject, place and year, without a full stop.
        counted: what is counted: mention, token, substring or sentence.
        out_of: the denominator: words, tokens, characters or sentences.
        n: the column of the counts, whose sum is printed.
        lang: en or zh.

    Returns:
        Two lines: the title and the notes.

    Raises:
        ValueError: where ``counted`` or ``out_of`` is not one of these.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import caption
        >>> table = pd.DataFrame({"term": ["创新", "教育"], "n": [17, 2], "low": [2.1, None],
        ...                       "high": [5.5, None], "cluster": "section"})
        >>> print(caption(table, what="Policy terms in the plan, Shahekou, 2018",
        ...               counted="mention", out_of="words"))
        Policy terms in the plan, Shahekou, 2018
        Notes: Counts of policy term mentions (longest match); denominator: words without
        punctuation and numbers; n = 19 (2 rows). Bars: 95% CIs, clustered by section.
        No CI for 1 of 2 rows (too few sections).
    """
    for name, value, known in (("counted", counted, _COUNTED), ("out_of", out_of, _OUT_OF)):
        if value not in known:
            raise ValueError(f"{name}: {value!r} is not known; choose {', '.join(known)}")
    make = _chinese_notes if lang == "zh" else _english_notes
    low = table["low"] if {"low", "high"} <= set(table) else None
    without = 0 if low is None else int(low.isna().sum())
    return f"{what}\n" + make(
        counted=_COUNTED[counted][lang == "zh"],
        out_of=_OUT_OF[out_of][lang == "zh"],
        n=int(table[n].sum()),
        rows=len(table),
        bounded=low is not None and without < len(table),
        without=without,
        blocks=list(table["cluster"].unique()) if "cluster" in table else ["paragraph"],
    )


def _english_notes(
    *, counted: str, out_of: str, n: int, rows: int, bounded: bool, without: int, blocks: list[str]
) -> str:
    unit = "row" if rows == 1 else "rows"
    parts = [f"Notes: Counts of {counted}; denominator: {out_of}; n = {n:,} ({rows:,} {unit})."]
    if bounded:
        parts.append(f"Bars: 95% CIs, clustered by {' or '.join(blocks)}.")
    if without:
        few = " or ".join(f"{one}s" for one in blocks)
        parts.append(f"No CI for {without:,} of {rows:,} {unit} (too few {few}).")
    return " ".join(parts)


def _chinese_notes(
    *, counted: str, out_of: str, n: int, rows: int, bounded: bool, without: int, blocks: list[str]
) -> str:
    cluster = "或".join(CLUSTERS.get(one, one) for one in blocks)
    parts = [f"注：计数对象为{counted}，分母为{out_of}；n = {n:,}（{rows:,}行）。"]
    if bounded:
        parts.append(f"误差线为95%置信区间（以{cluster}为重抽样单位）。")
    if without:
        parts.append(f"{rows:,}行中有{without:,}行因{cluster}过少，未报告置信区间。")
    return "".join(parts)
