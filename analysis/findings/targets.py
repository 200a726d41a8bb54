"""Readings of targets: what became of them, and whether lower levels of government aim higher."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.findings.reading import Reading, reading
from analysis.findings.wording import listed, number, several
from analysis.next_reports import without_next_report
from analysis.targets.indicators import indicators
from analysis.targets.printed_targets import amount_text, goal_text, shortest
from corpus.language import Lang, check_language
from corpus.place_names import place_name
from corpus.schema import check_columns

_VERDICTS = {
    "exceeded": ("exceeded", "超额完成"),
    "met": ("met", "完成"),
    "within_range": ("within range", "在目标区间内"),
    "missed": ("missed", "未完成"),
    "not_reported": ("not reported", "未报告"),
    "not_comparable": ("not comparable", "不可比"),
}


def promises_reading(table: pd.DataFrame, *, indicator: str = "gdp", lang: Lang = "en") -> Reading:
    """How many targets were exceeded, met and missed by the rules, and which are not reported.

    Targets for whose year the corpus has no next report are counted apart.

    Args:
        table: from ``promises_and_results``.
        indicator: the indicator whose last target with a result is told; if none has one, that
            which has a result most often.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import promises_reading
        >>> table = pd.DataFrame({
        ...     "region": "Shahekou", "region_code": "210204", "indicator_key": ["gdp", "cpi"],
        ...     "indicator_en": ["gross domestic product", "consumer prices"], "year": 2018,
        ...     "kind": "growth_rate", "base_unit": "%", "target": [7.0, 3.0], "target_high": None,
        ...     "bound": ["approx", "le"], "result": [6.4, None],
        ...     "verdict": ["missed", "not_reported"], "reason": ""})
        >>> print(promises_reading(table))
        By our rules, of 1 target with a comparable result 0 were exceeded, 0 met and 1 missed. The
        2018 report of Shahekou set a target for gross domestic product of growth of around 7%; next
        year's gives growth of 6.4% (by our rule: missed). The next report does not mention 1 of 2
        targets. Not reported is not missed.
    """
    check_language(lang)
    check_columns(
        table, ["indicator_key", "year", "target", "bound", "result", "verdict", "reason"]
    )
    rows = table[table["target"].notna()]
    if rows.empty:
        said = "未读到年度已知的目标值，未必等于未设目标。"
        none = "No target whose year is known was found, which need not mean that none was set."
        return reading([said if lang == "zh" else none], lang)
    alone = without_next_report(rows)
    followed = rows[~alone]
    judged = followed[followed["verdict"].isin(["exceeded", "met", "within_range", "missed"])]
    if followed.empty:
        return reading([_no_next_at_all(len(rows), lang)], lang)
    verdicts = _verdicts(judged, followed, int(alone.sum()), lang)
    one = _one_target(judged, indicator, lang)
    return reading([verdicts, one, *_not_reported(followed, lang)], lang)


def _verdicts(judged: pd.DataFrame, followed: pd.DataFrame, alone: int, lang: Lang) -> str:
    """The number of each verdict, of the targets that have a comparable result."""
    other = int(followed["verdict"].eq("not_comparable").sum())
    n, kinds = len(judged), ["exceeded", "met", "within_range", "missed"]
    counts = {one: int(judged["verdict"].eq(one).sum()) for one in kinds}
    shown = [one for one in kinds if counts[one] or one != "within_range"]
    zh = lang == "zh"
    apart = _apart(other, alone, lang)
    if not n:
        return (
            f"没有目标有可比的完成值{apart}。"
            if zh
            else f"No target has a comparable result{apart}."
        )
    if zh:
        said = [f"{_VERDICTS[one][1]}{counts[one]}项" for one in shown]
        return f"按本文规则，{n}项有可比完成值的目标中，{'、'.join(said)}{apart}。"
    said = [f"{counts[one]} {_VERDICTS[one][0]}" for one in shown]
    said[0] = f"{counts['exceeded']} {'was' if counts['exceeded'] == 1 else 'were'} exceeded"
    return (
        f"By our rules, of {several(n, 'target', 'targets')} with a comparable result "
        f"{listed(said, lang)}{apart}."
    )


def _one_target(judged: pd.DataFrame, indicator: str, lang: Lang) -> str:
    """Model 13: the last target of an indicator with its result and the verdict."""
    known = judged.dropna(subset="result")
    own = known[known["indicator_key"] == indicator]
    if own.empty and not known.empty:
        most = known["indicator_key"].value_counts()
        own = known[known["indicator_key"] == sorted(most[most == most.max()].index)[0]]
    if own.empty:
        return ""
    order = [one for one in ("year", "region_code", "kind", "target_start", "target") if one in own]
    own = own[own["year"] == own["year"].max()]
    row = own.sort_values(order[1:]).iloc[0].to_dict()
    goal, result = goal_text(row, lang), amount_text(row, float(row["result"]), lang)
    verdict, place = _VERDICTS[row["verdict"]], _place(row, lang)
    if lang == "zh":
        name, done = _indicator(row, lang), "" if row.get("kind") == "growth_rate" else "完成"
        set_ = f"{place}{row['year']}年报告提出{name}目标为{goal}"
        return f"{set_}，次年报告称{done}{result}；按本文规则判为“{verdict[1]}”。"
    whose = f"The {row['year']} report{f' of {place}' if place else ''}"
    return (
        f"{whose} set a target for {_indicator(row, lang)} of {goal}; next year's gives {result} "
        f"(by our rule: {verdict[0]})."
    )


def _place(row: dict[Any, Any], lang: Lang) -> str:
    if row.get("region_code") == "000000":
        return "国务院" if lang == "zh" else "the State Council"
    region = row.get("region")
    return place_name(region, lang) if isinstance(region, str) else ""


def _indicator(row: dict[Any, Any], lang: Lang) -> str:
    known = indicators().get(row["indicator_key"])
    if known is not None:
        return known.name_zh if lang == "zh" else known.name_en
    return str(row.get("indicator_en") or row["indicator_key"])


def _apart(other: int, alone: int, lang: Lang) -> str:
    """How many targets cannot be judged: not comparable, or without a next report."""
    said = []
    if other:
        said.append(f"{other}项不可比" if lang == "zh" else f"{other} cannot be compared")
    if alone:
        have = "has" if alone == 1 else "have"
        zh = f"{alone}项在语料库中缺次年报告"
        said.append(zh if lang == "zh" else f"{alone} {have} no next report in the corpus")
    if not said:
        return ""
    return f"；另有{'，'.join(said)}" if lang == "zh" else f"; of the others {listed(said, lang)}"


def _not_reported(followed: pd.DataFrame, lang: Lang) -> list[str]:
    """Model 14: not reported is not missed."""
    k, n = int(followed["verdict"].eq("not_reported").sum()), len(followed)
    if not k:
        return []
    if lang == "zh":
        return [f"{n}项目标中，次年报告未提及{k}项；未报告不等于未完成。"]
    targets = several(n, "target", "targets")
    return [f"The next report does not mention {k} of {targets}.", "Not reported is not missed."]


def _no_next_at_all(n: int, lang: Lang) -> str:
    if lang == "zh":
        return f"语料库缺次年报告，{n}项目标均无从核对。"
    if n == 1:
        return "The one target has no next report in the corpus, so its result cannot be told."
    return f"None of {n} targets has a next report in the corpus, so no result can be told."


def ladder_reading(
    table: pd.DataFrame, *, indicator: str | None = None, lang: Lang = "en"
) -> Reading:
    """How often a lower level of government sets a higher target than the level above.

    Higher is the larger number; for prices, unemployment and the like it is not the more ambitious
    one, so these are left out unless one of them is asked for.

    Args:
        table: from ``target_cascade``; of ranges, the midpoints are told.
        indicator: the key of the indicator that is read; None for all of which more is better.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import ladder_reading
        >>> table = pd.DataFrame({"indicator_key": "gdp", "kind": "growth_rate", "year": 2018,
        ...                       "level": ["national", "provincial", "county", "county"],
        ...                       "region": ["全国", "辽宁省", "沙河口区", "中山区"],
        ...                       "target": [6.5, 6.5, 7.0, 8.0], "above": [None, 6.5, 6.5, 6.5],
        ...                       "over": [None, 0.0, 0.5, 1.5]})
        >>> print(ladder_reading(table, indicator="gdp"))
        For gross domestic product, a lower level set a higher target for the same year than the
        nearest level above it in 2 of 3 pairs, the same in 1 and a lower one in 0. The median
        difference is +0.5 percentage points. Largest gap: Zhongshan in 2018 (8% against 6.5%).
    """
    check_columns(table, ["indicator_key", "year", "region", "target", "above", "over"])
    rows = _of_indicator(table, indicator).dropna(subset="over")
    rows = rows.assign(target=rows["rate"]) if "rate" in rows else rows  # of ranges the midpoint
    what = _indicator({"indicator_key": indicator}, lang) if indicator else ""
    if rows.empty:
        return reading([_no_pairs(what, lang)], lang)
    return reading(
        [_steps(rows, what, lang), _median(rows, lang), _largest(rows, what, lang)], lang
    )


def _of_indicator(table: pd.DataFrame, indicator: str | None) -> pd.DataFrame:
    if indicator is not None:
        return table[table["indicator_key"] == indicator]
    more = {key for key, one in indicators().items() if one.better == "more"}
    return table[table["indicator_key"].isin(more)]


def _no_pairs(what: str, lang: Lang) -> str:
    if lang == "zh":
        return f"表中没有上下级政府同一年{f'的{what}' if what else ''}目标可以比较。"
    of = f" for {what}" if what else ""
    return f"The table has no targets{of} of two levels of government for the same year."


def _steps(rows: pd.DataFrame, what: str, lang: Lang) -> str:
    over = rows["over"].astype(float).round(9)
    more, same, less = (int(one.sum()) for one in (over > 0, over == 0, over < 0))
    n = len(rows)
    if lang == "zh":
        of = f"就{what}而言，" if what else ""
        pairs = f"{of}下级与最近上级同一年的目标共{n}对"
        return f"{pairs}，下级较高的{more}对，相同的{same}对，较低的{less}对。"
    of = f"For {what}, a" if what else "A"
    pairs = several(n, "pair", "pairs")
    return (
        f"{of} lower level set a higher target for the same year than the nearest level above it "
        f"in {more} of {pairs}, the same in {same} and a lower one in {less}."
    )


def _median(rows: pd.DataFrame, lang: Lang) -> str:
    middle = number(float(rows["over"].astype(float).median()), 1, plus=True)
    if lang == "zh":
        return f"差值（下级减上级）的中位数为{middle}个百分点。"
    return f"The median difference is {middle} percentage points."


def _largest(rows: pd.DataFrame, what: str, lang: Lang) -> str:
    """The pair in which the lower level is furthest above; nothing if it never is."""
    over = rows[rows["over"].astype(float) > 0].copy()
    if over.empty:
        return ""
    over["over"] = over["over"].astype(float)
    most = over[over["over"] >= over["over"].max() - 1e-9]
    row = most.sort_values(["year", "region", "indicator_key", "target"]).iloc[0].to_dict()
    target, above = (shortest(float(row[one])) for one in ("target", "above"))
    name = "" if what else _indicator(row, lang)
    others = len(most) - 1
    place = place_name(str(row["region"]), lang)
    if lang == "zh":
        more = f"，另有{others}对差值相同" if others else ""
        of = f"的{name}" if name else ""
        gap = f"（{target}%，上级{above}%）"
        return f"差值最大的是{row['year']}年{place}{of}{gap}{more}。"
    more = f"; {others} more with the same gap" if others else ""
    of = f", {name}" if name else ""
    return f"Largest gap: {place} in {row['year']}{of} ({target}% against {above}%){more}."
