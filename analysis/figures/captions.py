"""Captions: what a figure counts or measures, out of what, n, and its confidence intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.confidence import at_confidence, confidence_of
from corpus.language import Lang, check_language
from corpus.schema import check_columns

_COUNTED = {
    "mention": ("policy term mentions (longest match)", "政策词提及（最长匹配）"),
    "listed": ("words of the list (longest match)", "词表用词的出现（最长匹配）"),
    "token": ("words segmented by jieba with the policy lexicon", "词（jieba分词，加载政策词典）"),
    "occurrence": (
        "policy terms, also within longer ones",
        "政策词（含在更长的政策词内）的出现",
    ),
    "substring": ("occurrences of the character string", "字符串的出现"),
    "sentence": ("sentences, one policy area each", "句子（每句归入一个政策领域）"),
    "coded": ("sentences of the plan, coded by machine", "部署部分的句子（机器编码）"),
    "character": ("characters", "字符"),
    "shared": ("sentences in which two policy terms co-occur", "两个政策词共现的句子"),
}
# What is not a count: what it is, and what its n are.
_MEASURED = {
    "likeness": (
        "Cosine similarity of the words of a report and of the report of the level above",
        "报告与上一级政府报告词频的余弦相似度",
        "reports",
        "份报告",
    ),
    "divergence": (
        "Jensen–Shannon divergence (bits) of the words of a report from the report before",
        "与上一份报告词频分布的JS散度（比特）",
        "reports",
        "份报告",
    ),
    "repeated": (
        "% of characters in sentences near-identical to one of the report before",
        "与上一份报告几乎逐字相同的句子占字符的比例（%）",
        "reports",
        "份报告",
    ),
    "weight": (
        "TF-IDF weights of words segmented by jieba with the policy lexicon",
        "词的TF-IDF权重（jieba分词，加载政策词典）",
        "terms",
        "个词",
    ),
    "topic": ("% of words by topic", "各主题占词数的比例（%）", "shares", "个比例"),
    "position": (
        "Positions of texts, by the words they use",
        "按用词估计的文本位置",
        "texts",
        "个文本",
    ),
    "theme": (
        "Themes: communities of co-occurring policy terms",
        "共词主题（共现政策词的社群）",
        "themes",
        "个主题",
    ),
    "terms": ("Top terms of topics", "各主题的代表词", "terms", "个词"),
    "model": ("Topic models by number of topics", "不同主题数的模型", "models", "个模型"),
    "rank": (
        "Ranks of policy areas by their % of sentences",
        "政策领域按占句数比例的位次",
        "ranks",
        "个位次",
    ),
    "specification": (
        "Ratio of two rates under several specifications",
        "两个频率之比在不同测量口径下的取值",
        "specifications",
        "种口径",
    ),
    "target": (
        "Targets and the results that the next report gives",
        "目标值与次年报告所称的完成值",
        "targets",
        "项目标",
    ),
    "pressure": (
        "Growth targets, the results that reports give of the year before, and the "
        "targets of the nearest level above",
        "增长目标值、报告所称的上年完成值与最近上级的目标值",
        "targets",
        "项目标",
    ),
    "tone": (
        "Rough measures of tone and style, each in the unit named",
        "语气与文风的粗略指标（单位见各图标题）",
        "values",
        "个数值",
    ),
}
_OUT_OF = {
    "words": ("words without punctuation and numbers", "词数（不含标点和数字）"),
    "tokens": ("all tokens", "全部词例数"),
    "characters": ("Chinese characters", "汉字数"),
    "sentences": ("sentences", "句数"),
}
CLUSTERS = {
    "paragraph": "段落",
    "section": "节",
    "passage": "文段",
    "report": "报告",
    "sentence": "句子",
    "text unit": "文本单元",
}
# What the limits in a table begin with; the first that a table has are drawn.
_LIMITS = ("", "log_ratio_", "difference_", "likeness_")


def caption(
    table: pd.DataFrame | None,
    *,
    what: str,
    counted: str,
    out_of: str | None = None,
    n: str | Mapping[str, str] = "n",
    source: str = "",
    lang: Lang = "en",
) -> str:
    """The caption of a figure drawn from a table: its title, then the notes.

    The notes give what is counted or measured and out of what, n, the confidence intervals and how
    they are clustered, for how many rows no interval is reported, and of how many tests p was
    adjusted.

    Args:
        table: the table that is drawn; None where nothing is. Intervals are mentioned only where it
            has ``low`` and ``high``, or the limits of a log ratio, a difference or a likeness:
            leave out these columns where the figure shows none. What they are clustered by is in
            its column ``cluster`` (``likeness_cluster``).
        what: the title: subject, place and year, without a full stop.
        counted: what is counted: mention, listed (words of a list), token, substring, sentence,
            coded (sentences of plans), character or shared (sentences of two terms); or measured:
            likeness, divergence, repeated, weight, topic, theme, position, terms, model, rank,
            specification, target, pressure or tone.
        out_of: the denominator: words, tokens, characters or sentences; None where there is none.
        n: the column of the counts, whose sum is printed, or several with the name of each, such
            as ``{"n_target": "plan", "n_reference": "review"}``. Of what is measured, n are rows.
        source: of the texts, such as title and date.
        lang: en or zh.

    Returns:
        Two lines: the title and the notes; "" without a table, or with an empty one.

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
    check_language(lang)
    for name, value, known in (
        ("counted", counted, _COUNTED | _MEASURED),
        ("out_of", out_of, {None: None} | _OUT_OF),
    ):
        if value not in known:
            choices = ", ".join(str(one) for one in known)
            raise ValueError(f"{name}: {value!r} is not known; choose {choices}")
    if table is None or table.empty:
        return ""
    if counted in _COUNTED:
        check_columns(table, [n] if isinstance(n, str) else list(n))
    parts = [
        _quantity(table, counted, out_of, n, lang),
        *_intervals(table, lang),
        _tests(table, lang),
        _source(source, lang),
    ]
    notes = [at_confidence(one, confidence_of(table)) for one in parts if one]
    return f"{what}\n" + ("注：" + "".join(notes) if lang == "zh" else "Notes: " + " ".join(notes))


def _quantity(
    table: pd.DataFrame, counted: str, out_of: str | None, n: str | Mapping[str, str], lang: Lang
) -> str:
    """What is counted or measured, out of what, and n."""
    zh = lang == "zh"
    if counted in _MEASURED:
        english, chinese, units, classifier = _MEASURED[counted]
        if zh:
            return f"数值为{chinese}；n = {len(table):,}{classifier}。"
        return f"{english}; n = {len(table):,} {units[:-1] if len(table) == 1 else units}."
    said, under = _COUNTED[counted][zh], "" if out_of is None else _OUT_OF[out_of][zh]
    number = _sizes(table, n, lang)
    if zh:
        return f"计数对象为{said}" + (f"，分母为{under}" if under else "") + f"；{number}。"
    return f"Counts of {said}" + (f"; denominator: {under}" if under else "") + f"; {number}."


def _sizes(table: pd.DataFrame, n: str | Mapping[str, str], lang: Lang) -> str:
    if not isinstance(n, str):
        left, right, comma = ("（", "）", "，") if lang == "zh" else (" (", ")", ", ")
        sums = [f"{int(table[one].sum()):,}{left}{name}{right}" for one, name in n.items()]
        return f"n = {comma.join(sums)}"
    total, rows = int(table[n].sum()), len(table)
    if lang == "zh":
        return f"n = {total:,}（{rows:,}行）"
    return f"n = {total:,} ({rows:,} {'row' if rows == 1 else 'rows'})"


def _intervals(table: pd.DataFrame, lang: Lang) -> list[str]:
    """The intervals, and for how many rows there are none."""
    drawn = [one for one in _LIMITS if {f"{one}low", f"{one}high"} <= set(table)]
    if not drawn:
        return []
    limits = [f"{drawn[0]}low", f"{drawn[0]}high"]
    rows, without = len(table), int(table[limits].isna().all(axis=1).sum())
    blocks = _blocks(table, drawn[0])
    bounded = without < rows
    make = _chinese_intervals if lang == "zh" else _english_intervals
    return make(rows=rows, without=without, bounded=bounded, blocks=blocks)


def _blocks(table: pd.DataFrame, prefix: str) -> list[str]:
    """What the intervals are clustered by; nothing where the table of a difference is silent."""
    for name in (f"{prefix}cluster", "cluster"):
        if name in table:
            return [str(one) for one in table[name].dropna().unique() if one]
    return [] if prefix else ["paragraph"]


def _english_intervals(
    *, rows: int, without: int, bounded: bool, blocks: Sequence[str]
) -> list[str]:
    unit = "row" if rows == 1 else "rows"
    by = f", clustered by {' or '.join(blocks)}" if blocks else ""
    few = f" (too few {' or '.join(f'{one}s' for one in blocks)})" if blocks else ""
    return [
        f"Bars: 95% CIs{by}." if bounded else "",
        f"No CI for {without:,} of {rows:,} {unit}{few}." if without else "",
    ]


def _chinese_intervals(
    *, rows: int, without: int, bounded: bool, blocks: Sequence[str]
) -> list[str]:
    cluster = "或".join(CLUSTERS.get(one, one) for one in blocks)
    by = f"（以{cluster}为重抽样单位）" if blocks else ""
    few = f"因{cluster}过少，" if blocks else ""
    return [
        f"误差线为95%置信区间{by}。" if bounded else "",
        f"{rows:,}行中有{without:,}行{few}未报告置信区间。" if without else "",
    ]


def _tests(table: pd.DataFrame, lang: Lang) -> str:
    tests = int(table["p_adjusted"].notna().sum()) if "p_adjusted" in table else 0
    if not tests:
        return ""
    if lang == "zh":
        return f"p值经Benjamini–Hochberg校正（{tests:,}个检验）。"
    return f"p adjusted by Benjamini–Hochberg ({tests:,} {'test' if tests == 1 else 'tests'})."


def _source(source: str, lang: Lang) -> str:
    if not source:
        return ""
    return (
        f"资料来源：{source}，作者计算。"
        if lang == "zh"
        else f"Source: {source}; authors' calculations."
    )
