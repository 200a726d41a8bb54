"""Readings of policy instruments and of how strongly sentences direct."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd

from analysis.export.labels import DIRECTIVES, SIDES
from analysis.findings.leaders import apart
from analysis.findings.reading import Reading, at_its_level, reading
from analysis.findings.wording import (
    bracketed,
    interval,
    is_year,
    label,
    listed,
    named,
    number,
    ordered,
)
from corpus.language import Lang, check_language
from corpus.schema import check_columns

LEVEL = 0.05
NAMES = SIDES | DIRECTIVES
ASKED = {"side": ("instrument", "政策工具"), "directive": ("strength", "措辞力度")}


def instrument_names(lang: Lang = "en") -> dict[str, str]:
    """What the codes of instruments and directives are called.

    Args:
        lang: en or zh.

    Example:
        >>> from analysis.findings import instrument_names
        >>> instrument_names("zh")["supply"], instrument_names()["firm"]
        ('供给型', 'firm')
    """
    check_language(lang)
    return {code: both.in_language(lang) for code, both in NAMES.items()}


@at_its_level
def instruments_reading(
    table: pd.DataFrame, *, unit: Hashable | None = None, lang: Lang = "en"
) -> Reading:
    """How sentences divide by side or by directive, and where one unit differs from the others.

    Args:
        table: rows of one kind from ``instrument_shares``: unit, kind, code, share (in %), low,
            high.
        unit: the one whose shares are told; by default the last.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing, or the rows are not of one kind.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import instruments_reading
        >>> table = pd.DataFrame({"unit": 2018, "kind": "side", "code": ["supply", "environment"],
        ...                       "share": [30.0, 60.0], "low": [22.0, 50.0], "high": [39.0, 69.0]})
        >>> print(instruments_reading(table))
        Sentences of the plan by instrument, 2018: environment side 60.0% (95% CI [50.0, 69.0]) and
        supply side 30.0% (95% CI [22.0, 39.0]). The codes are a machine's and not corrected: small
        differences may be its errors.
    """
    check_columns(table, ["unit", "kind", "code", "share", "low", "high"])
    if table["kind"].nunique() > 1:
        raise ValueError("the table has sides and directives; choose one kind")
    rows = table.dropna(subset="share")
    rows = rows.assign(name=rows["code"].map(instrument_names(lang)))
    if rows.empty:
        nothing = (
            "没有可供编码的部署部分句子。" if lang == "zh" else "No sentence of a plan was coded."
        )
        return reading([nothing], lang)
    told = ordered(rows["unit"])[-1] if unit is None else unit
    return reading([_divided(rows, told, lang), _apart(rows, lang), _caution(lang)], lang)


def _divided(rows: pd.DataFrame, unit: Hashable, lang: Lang) -> str:
    """The shares of the codes in one unit, the largest first."""
    own = rows[(rows["unit"] == unit) & (rows["code"] != "none")]
    own = own.sort_values(["share", "name"], ascending=[False, True])
    said = [
        f"{name}{'占' if lang == 'zh' else ' '}{number(share)}%"
        + bracketed(interval(low, high, lang), lang=lang)
        for name, share, low, high in own[["name", "share", "low", "high"]].to_numpy().tolist()
    ]
    of = ASKED[str(rows["kind"].iloc[0])][lang == "zh"]
    if lang == "zh":
        return f"{named(unit, lang)}部署部分的句子按{of}划分：{'，'.join(said)}。"
    return f"Sentences of the plan by {of}, {named(unit, lang)}: {listed(said, lang)}."


def _apart(rows: pd.DataFrame, lang: Lang) -> str:
    """Which units stand apart from the mean of the others, after adjustment."""
    if rows["unit"].nunique() < 2:
        return ""
    found = apart(rows[rows["code"] != "none"], by="name")
    of = "年份" if all(map(is_year, rows["unit"])) else "地区"
    units = {"年份": "years", "地区": "places"}[of]
    sure = found[found["p_adjusted"] < LEVEL].sort_values(["p_adjusted", "name"], kind="stable")
    n, k = len(found), len(sure)
    if not n:  # no share has an interval on both sides
        return ""
    if lang == "zh":
        first = named(sure["unit"].iloc[0], lang) + "的" + sure["name"].iloc[0] if k else ""
        most = f"，{'即' if k == 1 else '差异最显著的是'}{first}" if k else ""
        return f"与其余{of}的均值相比，{n}项比较中经校正后显著的有{k}项{most}。"
    first = f"{sure['name'].iloc[0]}, {label(sure['unit'].iloc[0])}" if k else ""
    most = f"{': ' if k == 1 else ', most of all '}{first}" if k else ""
    differ = "differs" if k == 1 else "differ"
    return (
        f"Against the mean of the other {units}, {k} of {n} comparisons {differ} after "
        f"adjustment{most}."
    )


def _caution(lang: Lang) -> str:
    if lang == "zh":
        return "编码由机器给出，未经校正，细小差异可能只是编码误差。"
    return "The codes are a machine's and not corrected: small differences may be its errors."
