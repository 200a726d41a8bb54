"""Readings of the choice of a number of topics: which is recommended, and what else says."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.export.cell_messages import cell_message
from analysis.findings.reading import Reading, reading
from analysis.findings.wording import listed, number
from analysis.topics.model import STABLE
from corpus.language import Lang
from corpus.schema import check_columns

_OTHERS = {
    "npmi": ("coherence", "连贯性"),
    "exclusivity": ("exclusivity", "排他性"),
    "held_out": ("the held-out log-likelihood", "留出对数似然"),
}


def choice_reading(table: pd.DataFrame, *, lang: Lang = "en") -> Reading:
    """Which number of topics is recommended and why, and with which others measures are highest.

    Args:
        table: from ``choose_n_topics``: n_topics, stability, npmi, exclusivity, held_out,
            recommended, reason.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import choice_reading
        >>> table = pd.DataFrame({"n_topics": [4, 7], "stability": [0.9, 0.5], "npmi": [0.1, 0.2],
        ...     "exclusivity": [0.5, 0.4], "held_out": [-7.2, -7.1], "recommended": [True, False],
        ...     "reason": ["the largest number of topics with a stability of at least 0.8", ""]})
        >>> print(choice_reading(table))
        Of 4 and 7 topics, 4 are recommended (stability 0.90): the largest number of topics with a
        stability of at least 0.8. By coherence 7 would be chosen, by exclusivity 4 and by the
        held-out log-likelihood 7.
    """
    check_columns(table, ["n_topics", "stability", *_OTHERS, "recommended", "reason"])
    chosen = table[table["recommended"].astype(bool)]
    if chosen.empty:
        return reading([_none(table, lang)], lang)
    return reading([_recommended(table, chosen.iloc[0], lang), _others(table, lang)], lang)


def _tried(table: pd.DataFrame, lang: Lang) -> str:
    return listed([str(one) for one in table["n_topics"]], lang)


def _none(table: pd.DataFrame, lang: Lang) -> str:
    best, least = number(table["stability"].max(), 2), number(STABLE, 2)
    if lang == "zh":
        return f"主题数取{_tried(table, lang)}时均不稳定（稳定性最高{best}，至少须为{least}）。"
    return (
        f"With {_tried(table, lang)} topics, none of the models is stable (stability {best} at "
        f"best, {least} required)."
    )


def _recommended(table: pd.DataFrame, row: pd.Series, lang: Lang) -> str:
    n, value = int(row["n_topics"]), number(row["stability"], 2)
    if len(table) == 1:
        return (
            f"仅拟合{n}个主题（稳定性{value}）。"
            if lang == "zh"
            else f"Only {n} topics were tried (stability {value})."
        )
    reason = cell_message(str(row["reason"]), lang)
    if lang == "zh":
        return f"主题数试取{_tried(table, lang)}，推荐{n}个（稳定性{value}）：{reason}。"
    return f"Of {_tried(table, lang)} topics, {n} are recommended (stability {value}): {reason}."


def _others(table: pd.DataFrame, lang: Lang) -> str:
    """The number of topics with which each other measure is highest."""
    if len(table) == 1:
        return ""
    best = {
        names: int(table["n_topics"].to_numpy()[np.nanargmax(table[one])])
        for one, names in _OTHERS.items()
        if table[one].notna().any()
    }
    if lang == "zh":
        chinese = "，".join(f"按{names[1]}为{n}个" for names, n in best.items())
        return f"若只看其他指标，{chinese}。" if chinese else ""
    said = [f"by {names[0]} {n}" for names, n in best.items()]
    if not said:
        return ""
    said[0] += " would be chosen"
    text = listed(said, lang)
    return f"{text[0].upper()}{text[1:]}."
