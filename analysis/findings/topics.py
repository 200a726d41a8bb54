"""Readings of topic models: which topics may be interpreted, and which rose or fell."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.figures.words import area_names
from analysis.findings.reading import Reading, reading
from analysis.findings.wording import (
    bracketed,
    digits_of,
    interval,
    is_known,
    listed,
    number,
    p_value,
    quoted,
    several,
)
from analysis.topics.model import STABLE
from corpus.language import Lang
from corpus.schema import check_columns

LEVEL = 0.05
Labels = pd.DataFrame | Mapping[Any, str] | None


def topics_reading(
    stability: pd.DataFrame,
    *,
    terms: pd.DataFrame,
    prevalence: pd.DataFrame | pd.Series | None = None,
    labels: Labels = None,
    by: str = "probability",
    top: int = 5,
    lang: Lang = "en",
) -> Reading:
    """Which topics are stable, what leads the largest two of them, and which must not be read.

    Args:
        stability: ``TopicFit.stability``: topic, value, stable.
        terms: ``TopicFit.topic_terms`` (topic, term, probability) or ``describe_topics``.
        by: the column by which terms lead a topic, such as frex, which prefers those of one topic.
        prevalence: ``TopicFit.shares``, or a table with topic and share (in %), such as from
            ``topic_prevalence``; of several units, weighted by their words.
        labels: suggested labels: from ``proposed_labels`` (the area is named), or by topic.
        top: how many of a topic's terms are named.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import topics_reading
        >>> stability = pd.DataFrame({"topic": [1, 2], "value": [0.8, 0.3],
        ...                           "stable": [True, False]})
        >>> terms = pd.DataFrame({"topic": [1, 1, 2], "term": ["学校", "教师", "企业"],
        ...                       "probability": [0.2, 0.1, 0.3]})
        >>> print(topics_reading(stability, terms=terms, labels={1: "Education"}))
        1 of 2 topics is stable (0.60 or more). Topic 1 (stability 0.80) is led by “学校” [schools]
        and “教师” [teachers]; suggested label, to be checked: Education. Topic 2 has stability
        0.30, below 0.60: its top terms change when a fifth of the text is left out; do not
        interpret it.
    """
    check_columns(stability, ["topic", "value", "stable"], "stability")
    check_columns(terms, ["topic", "term", by], "terms")
    terms = terms.rename(columns={by: "_weight"})
    if stability.empty:
        return reading(["表中没有主题。" if lang == "zh" else "The table has no topics."], lang)
    shares, names = _shares(prevalence), _names(labels, lang)
    rows = stability.assign(
        share=stability["topic"].map(shares).astype(float) if len(shares) else float("nan"),
        name=stability["topic"].map(names).fillna("") if names else "",
    ).sort_values("topic")
    stable, unstable = rows[rows["stable"]], rows[~rows["stable"].astype(bool)]
    if stable.empty:
        return reading([_none_stable(rows, lang)], lang)
    lead = stable.sort_values(["share", "value", "topic"], ascending=[False, False, True])
    said = [_stable(row, terms, top, lang) for row in lead.head(2).to_dict("records")]
    return reading([_how_many(rows, stable, lang), *said, _unstable(unstable, lang)], lang)


def _shares(prevalence: pd.DataFrame | pd.Series | None) -> dict[Any, float]:
    """The prevalence of each topic in %, over all units."""
    if prevalence is None:
        return {}
    if isinstance(prevalence, pd.Series):
        return {topic: 100 * float(one) for topic, one in prevalence.items()}
    words = prevalence["words"] if "words" in prevalence else pd.Series(1, prevalence.index)
    topic = prevalence["topic"]
    sums = (prevalence["share"] * words).groupby(topic).sum() / words.groupby(topic).sum()
    return {one: float(share) for one, share in sums.items()}


def _names(labels: Labels, lang: Lang) -> dict[Any, str]:
    if labels is None:
        return {}
    if isinstance(labels, pd.DataFrame):
        known = labels.dropna(subset="area")
        areas = known["area"].astype(int).map(area_names(lang))
        return dict(zip(known["topic"], areas, strict=True))
    return dict(labels)


def _how_many(rows: pd.DataFrame, stable: pd.DataFrame, lang: Lang) -> str:
    n, k = len(rows), len(stable)
    if lang == "zh":
        return f"{n}个主题中有{k}个稳定（稳定性不低于{number(STABLE, 2)}）。"
    are = "is" if k == 1 else "are"
    return f"{k} of {several(n, 'topic', 'topics')} {are} stable ({number(STABLE, 2)} or more)."


def _stable(row: dict[Hashable, Any], terms: pd.DataFrame, top: int, lang: Lang) -> str:
    """Model 8: what a stable topic is led by, and its suggested label."""
    own = terms[terms["topic"] == row["topic"]]
    own = own.sort_values(["_weight", "term"], ascending=[False, True])["term"].head(top)
    lead = listed([quoted(one, lang) for one in own], lang)
    topic, value = row["topic"], number(row["value"], 2)
    share = number(row["share"], digits_of(row["share"])) if is_known(row["share"]) else ""
    if lang == "zh":
        words = f"，占词数{share}%" if share else ""
        label = f"；建议标签“{row['name']}”，须人工核定" if row["name"] else ""
        return f"主题{topic}（稳定性{value}{words}）以{lead}为代表词{label}。"
    words = f"; {share}% of words" if share else ""
    label = f"; suggested label, to be checked: {row['name']}" if row["name"] else ""
    return f"Topic {topic} (stability {value}{words}) is led by {lead}{label}."


def _unstable(rows: pd.DataFrame, lang: Lang) -> str:
    """Model 9: which topics must not be interpreted."""
    if rows.empty:
        return ""
    zh, least = lang == "zh", number(STABLE, 2)
    names = listed([str(one) for one in rows["topic"]], lang)
    if len(rows) == 1:
        value = number(rows["value"].iloc[0], 2)
        return (
            f"主题{names}的稳定性为{value}，低于{least}：删去五分之一文本，前十词即改变，不宜解读。"
            if zh
            else f"Topic {names} has stability {value}, below {least}: its top terms change when a "
            "fifth of the text is left out; do not interpret it."
        )
    low, high = (number(one, 2) for one in (rows["value"].min(), rows["value"].max()))
    if zh:
        return (
            f"主题{names}的稳定性为{low}至{high}，均低于{least}：删去五分之一文本，前十词即改变，"
            "不宜解读。"
        )
    return (
        f"Topics {names} have stabilities of {low} to {high}, below {least}: their top terms "
        "change when a fifth of the text is left out; do not interpret them."
    )


def _none_stable(rows: pd.DataFrame, lang: Lang) -> str:
    n, best, least = len(rows), number(rows["value"].max(), 2), number(STABLE, 2)
    if lang == "zh":
        found = f"{n}个主题无一稳定（最高{best}，低于{least}）"
        return f"{found}：删去五分之一文本，前十词即改变，故不作解读。"
    if n == 1:
        return (
            f"The one topic has stability {best}, below {least}: its top terms change when a fifth "
            "of the text is left out; it is not interpreted."
        )
    return (
        f"None of {n} topics is stable (highest {best}, below {least}): their top terms change "
        "when a fifth of the text is left out; they are not interpreted."
    )


def changes_reading(
    table: pd.DataFrame | None, *, names: Mapping[Any, str] | None = None, lang: Lang = "en"
) -> Reading:
    """Which topics rose and which fell between the first and the last years, after adjustment.

    Args:
        table: from ``rising_and_falling``; None where there are too few years for it.
        names: of the topics; by default their numbers.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import changes_reading
        >>> table = pd.DataFrame({"topic": [1, 2], "first": [30.4, 10.2], "last": [41.4, 10.2],
        ...                       "change": [11.0, 0.0], "low": [7.5, -2.0], "high": [14.5, 2.0],
        ...                       "p_adjusted": [0.002, 0.9], "first_years": "2001-2005",
        ...                       "last_years": "2021-2025", "reason": ""})
        >>> print(changes_reading(table, names={1: "Housing", 2: "Health"}))
        1 of 2 topics changed after adjustment (adjusted p < 0.05). The topic “Housing” rose most,
        from 30.4% of words in 2001–2005 to 41.4% in 2021–2025 (+11.0 percentage points, 95% CI
        [7.5, 14.5]). For the other topic the direction is uncertain.
    """
    needed = [
        "topic",
        "first",
        "last",
        "change",
        "low",
        "high",
        "p_adjusted",
        "first_years",
        "last_years",
    ]
    if table is None:
        return reading([_too_few_years(lang)], lang)
    check_columns(table, needed)
    if table.empty:
        return reading(["表中没有主题。" if lang == "zh" else "The table has no topics."], lang)
    tested = table[table["p_adjusted"].notna()]
    if tested.empty:
        return reading([_untested(len(table), lang)], lang)
    sure = tested[tested["p_adjusted"] < LEVEL]
    ends = [_extreme(sure, sign, names or {}, lang) for sign in (1, -1)]
    return reading([_changed(table, tested, sure, lang), *ends, _others(table, sure, lang)], lang)


def _untested(n: int, lang: Lang) -> str:
    if lang == "zh":
        return f"年份过少或没有变异，{n}个主题的变化均无法检验。"
    which = "the topic" if n == 1 else f"any of the {n} topics"
    return f"No change of {which} could be tested: there are too few years, or they do not vary."


def _changed(table: pd.DataFrame, tested: pd.DataFrame, sure: pd.DataFrame, lang: Lang) -> str:
    n, k = len(table), len(sure)
    if lang == "zh":
        if not k:
            p = p_value(tested["p_adjusted"].min(), lang)
            return f"{n}个主题的变化校正后无一显著（最小{p}）；方向无法确定，但不等于没有变化。"
        return f"{n}个主题中，{k}个的变化校正后仍显著（校正后p < 0.05）。"
    if not k:
        p = p_value(tested["p_adjusted"].min(), lang)
        return (
            f"No change of the {several(n, 'topic', 'topics')} is significant after adjustment "
            f"(smallest {p}); this is not evidence of equality."
        )
    return f"{k} of {several(n, 'topic', 'topics')} changed after adjustment (adjusted p < 0.05)."


def _extreme(sure: pd.DataFrame, sign: int, names: Mapping[Any, str], lang: Lang) -> str:
    """The largest rise, or the largest fall."""
    rows = sure[sure["change"] * sign > 0]
    if rows.empty:
        return ""
    rows = rows.assign(_size=rows["change"].abs())
    row = rows.sort_values(["_size", "topic"], ascending=[False, True]).iloc[0]
    digits = digits_of(row["change"], row["low"], row["high"])
    first, last = (number(row[one], digits) for one in ("first", "last"))
    change = number(row["change"], digits, plus=True)
    limits = interval(row["low"], row["high"], lang, digits=digits)
    dash = "—" if lang == "zh" else "–"
    years = [str(row[one]).replace("-", dash) for one in ("first_years", "last_years")]
    if lang == "zh":
        known = names.get(row["topic"])
        name = f"主题“{known}”" if known else f"主题{row['topic']}"
        return (
            f"{name}{'升' if sign > 0 else '降'}幅最大，由{years[0]}年的{first}%变为{years[1]}年的"
            f"{last}%{bracketed(f'{change}个百分点', limits, lang=lang)}。"
        )
    known = names.get(row["topic"])
    name = f"The topic “{known}”" if known else f"Topic {row['topic']}"
    change = bracketed(f"{change} percentage points", limits, lang=lang)
    return (
        f"{name} {'rose' if sign > 0 else 'fell'} most, from {first}% of words in {years[0]} to "
        f"{last}% in {years[1]}{change}."
    )


def _others(table: pd.DataFrame, sure: pd.DataFrame, lang: Lang) -> str:
    rest = len(table) - len(sure)
    if not rest or sure.empty:
        return ""
    if lang == "zh":
        return f"其余{rest}个主题方向无法确定。"
    which = "topic" if rest == 1 else f"{rest} topics"
    return f"For the other {which} the direction is uncertain."


def _too_few_years(lang: Lang) -> str:
    return (
        "报告年份过少，不检验主题的历时变化。"
        if lang == "zh"
        else "There are too few years of reports to test whether topics rose or fell."
    )
