"""Each target beside the result that counts, or the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.next_reports import LACKING
from analysis.targets.comparable import (
    AS_BEFORE,
    is_target,
    missing,
    same_basis,
    same_measure,
)
from analysis.targets.rows import Row, tuples
from analysis.targets.said_of_targets import Statement
from analysis.targets.verdicts import Bound, difference, lower_is_better, told_by, verdict_of
from analysis.targets.wording import worded

Results = Mapping[tuple[Any, str, int], list[Row]]

COLUMNS = [
    "region_code",
    "indicator_key",
    "kind",
    "base_unit",
    "year",
    "target",
    "target_high",
    "bound",
    "target_report",
    "target_start",
    "result",
    "result_report",
    "result_start",
    "difference",
    "verdict",
    "reason",
    "region",
    "indicator_en",
    "target_end",
    "result_end",
    "rate_sub",
    "target_sentence",
    "result_sentence",
]
_GOAL = re.compile("目标|预期")
_INEXACT = ("gt", "ge", "lt", "le", "approx_over", "approx_under")  # thresholds passed and bounds
_PASSED_BY = re.compile(r"^[^，。；、\d]{0,4}(?:台阶|大关|关口|门槛)")
_SEVERAL_YEARS = re.compile(r"\d{4}-\d{4}")
_MANY_TIMES = 3  # no government is so far from a target of its own

_UNSAID = {
    "target": "the target is like for like; the result does not say whether it is",
    "result": "the result is like for like; the target does not say whether it is",
}
_OF_WHICH = {
    "target": "the target is of {}; the result does not say of which industry",
    "result": "the result is of {}; the target does not say of which industry",
}
_ONLY_A_BOUND = "the result is a bound (more or less than the number) and does not tell"
# What a report may give in place of it, and what is not the same.
_OTHER = {"gnp": "gdp", "gdp": "gnp"}
# Incomes of all residents, and of those of towns and villages.
_INCOMES = {
    "disposable_income": ("urban_income", "rural_income"),
    "urban_income": ("disposable_income",),
    "rural_income": ("disposable_income",),
}
_OF_SOME = "the result is given for urban or rural residents only"
_OF_ALL = "the result is given for all residents only"
# 物价 may be those of consumers or of retail trade.
_PRICES = {"cpi": "retail_prices", "retail_prices": "cpi"}


def targets_of(known: pd.DataFrame) -> pd.DataFrame:
    """One target per report, year and measure: of a sentence that names a goal, else the first.

    A number comes before a threshold that is passed on the way: 迈上千亿元台阶，达到1157亿元.

    A target that a later report recalls counts where the corpus lacks the report that set it.
    """
    targets = known[np.array([is_target(row) for row in tuples(known)], dtype=bool)]
    goal = targets["sentence"].str.contains(_GOAL)
    own = set(zip(known["place"], known["report_year"], strict=True))
    years = zip(targets["place"], targets["year"], strict=True)
    lacking = np.array([one not in own for one in years], dtype=bool)
    past = targets["year"] < targets["report_year"]
    passed = targets["after"].str.contains(_PASSED_BY)
    targets = targets.assign(goal=goal, passed=passed)[~past | (goal & lacking)]
    targets = targets.sort_values(["goal", "passed"], ascending=[False, True], kind="stable")
    keys = ["report_id", "place", "indicator_key", "year", "measure", "unit", "added"]
    return targets.drop_duplicates(keys)


def results_of(known: pd.DataFrame) -> dict[tuple[Any, str, int], list[Row]]:
    """What reports say was reached, by place, indicator and year; many years under their last."""
    found: dict[tuple[Any, str, int], list[Row]] = {}
    for row in tuples(known[known["status"] == "achieved"]):
        year = row.year or row.report_year - 1
        if row.report_year > year:
            found.setdefault((row.place, row.indicator_key, year), []).append(row)
    return found


def compared(
    target: Row,
    results: Results,
    said: Mapping[tuple[object, str, int], Statement],
    years: set[tuple[Any, int]],
) -> dict[str, Any]:
    """A target with its result, the verdict, and the reason where there is none."""
    row = _of_target(target)
    told = said.get((target.place, target.indicator_key, target.year))
    given = results.get((target.place, target.indicator_key, target.year), [])
    if not given and target.indicator_key in _PRICES and "消费" not in target.indicator:
        given = results.get((target.place, _PRICES[target.indicator_key], target.year), [])
    later = _is_of_a_plan_period(target) or target.measure == "multiple"
    if later and (reason := _of_a_plan(target)):
        return row | _nothing("not_comparable", reason)
    same = [one for one in given if one.span == "" and same_measure(target, one)]
    of_basis = [one for one in same if one.basis == target.basis]
    of_basis = of_basis or [one for one in same if same_basis(one, target)]
    result = best_result(of_basis, target)
    if result is not None and (reason := _of_another_whole(target, result)):
        return row | _nothing("not_comparable", reason, result) | {"result": result.amount}
    if result is not None:
        row |= _with_result(target, result)
        return row | _as_told(told, row["verdict"]) if told else row
    if told:
        return (
            row
            | _as_told(told, "missed" if told.verdict == "met" else "")
            | {
                "result_report": told.report,
                "result_start": told.start,
                "result_end": told.start + len(told.words),
            }
        )
    next_report = (target.place, target.year + 1) in years
    other = _OTHER.get(target.indicator_key, "")
    given = given or results.get((target.place, other, target.year), [])
    given = given or _other_incomes(target, results)
    return row | _why_not(target, given, same, next_report)


def _other_incomes(target: Row, results: Results) -> list[Row]:
    """The incomes of more or fewer residents than the target is for."""
    keys = _INCOMES.get(target.indicator_key, ())
    given = (results.get((target.place, key, target.year), []) for key in keys)
    return [one for rows in given for one in rows if one.span == "" and same_measure(target, one)]


def _of_another_whole(target: Row, result: Row) -> str:
    """Why an amount that is many times the other is of another part of the place; "" if it is not.

    前海…完成固定资产投资160亿元 is no target of the city that invests 3,298亿元.
    """
    if target.measure != "amount" or missing(result.amount) or not target.amount:
        return ""
    if 1 / _MANY_TIMES < abs(result.amount / target.amount) < _MANY_TIMES:
        return ""
    return f"the result is {result.amount / target.amount:.3g} times the target"


def _is_of_a_plan_period(target: Row) -> bool:
    """Whether a target is for a later year than the report's, and not compared with the one before.

    A report of November plans the next year: 1982年的计划, 比1981年增长4%.
    """
    yearly = target.ahead or f"比{target.year - 1}年" in target.modifier
    return target.year > target.report_year and not yearly


def _of_a_plan(target: Row) -> str:
    """Why a target for the end of a plan cannot be compared; "" where it can (tons, shares)."""
    if target.measure in ("rate", "points", "multiple"):
        return "the base of a change for a later year is not said"
    return "set years before, in prices of another year" if target.unit.endswith("元") else ""


def _of_target(target: Row) -> dict[str, Any]:
    return {
        "region_code": target.region_code,
        "indicator_key": target.indicator_key,
        "kind": _kind(target),
        "base_unit": target.unit,
        "year": target.year,
        "target": target.amount,
        "target_high": target.amount_high,
        "bound": target.bound,
        "target_report": target.report_id,
        "target_start": target.start,
        "region": target.region,
        "indicator_en": target.indicator_en,
        "target_end": target.end,
        "rate_sub": worded(target.before, target.after, target.bound)[0]
        if target.measure == "rate"
        else "",
        "target_sentence": target.sentence,
        "result": np.nan,
        "result_report": "",
        "difference": np.nan,
        "reason": "",
        "result_sentence": "",
    }


def _kind(row: Row) -> str:
    """The kind as compared, which may be more exact than that of the ledger."""
    names = {"rate": "growth_rate", "share": "share", "points": "pp_difference"}
    return names.get(row.measure, row.kind)


def _said_kind(row: Row) -> str:
    """The kind in words, with the unit."""
    said = {"growth_rate": "growth rate ({})", "pp_difference": "change in points ({})"}
    return said.get(_kind(row), f"{_kind(row)} ({{}})").format(row.unit)


def best_result(candidates: Iterable[Row], target: Row) -> Row | None:
    """The result that counts: of the next report, exact rather than a bound."""
    dated = [
        one
        for one in candidates
        if one.report_year == target.year + 1
        or (str(target.year) in one.before and not missing(one.amount))
    ]
    inexact = [one for one in dated if one.bound in _INEXACT]

    def order(one: Row) -> tuple[Any, ...]:
        past = getattr(one, "orientation", "") not in ("review_past_year", "")
        vague = one.bound in _INEXACT and len(inexact) < len(dated)
        in_all = "总" not in one.indicator and target.indicator_key in ("exports", "imports")
        return one.report_year - target.year, past, in_all, vague, one.report_id

    return min(dated, key=order, default=None)


def _with_result(target: Row, result: Row) -> dict[str, Any]:
    high = target.amount if missing(target.amount_high) else target.amount_high
    aim = Bound(target.amount, high, target.bound, target.half)
    lower = lower_is_better(target.indicator_key, target.bound, target.amount)
    verdict = verdict_of(aim, result.amount, lower=lower)
    if not told_by(verdict, result.bound, result.amount, lower=lower):
        return _nothing("not_comparable", _ONLY_A_BOUND, result) | {"result": result.amount}
    return {
        "result": result.amount,
        "result_report": result.report_id,
        "result_start": result.start,
        "result_end": result.end,
        "difference": difference(aim, result.amount),
        "verdict": verdict,
        "result_sentence": result.sentence,
        "reason": _unsaid(target, result),
    }


def _unsaid(target: Row, result: Row) -> str:
    """What is said where only one of the two is like for like, or names its industry; else ""."""
    one = {"target": target.basis, "result": result.basis}
    named = [name for name, basis in one.items() if basis == AS_BEFORE]
    if len(named) == 1:
        return _UNSAID[named[0]]
    if target.indicator_key == "industrial_value_added" and bool(target.scope) != bool(
        result.scope
    ):
        return _OF_WHICH["target" if target.scope else "result"].format(
            target.scope or result.scope
        )
    return ""


def _as_told(told: Statement, verdict: str) -> dict[str, Any]:
    """What the report says of the target; 完成 does not take back that a number is better."""
    if told.verdict == "met" and verdict in ("exceeded", "within_range", "met"):
        return {}
    return {"verdict": told.verdict, "reason": f"the report {told.report} says: {told.words}"}


def _nothing(verdict: str, reason: str, at: Row | None = None) -> dict[str, Any]:
    place = (
        {}
        if at is None
        else {
            "result_report": at.report_id,
            "result_start": at.start,
            "result_end": at.end,
            "result_sentence": at.sentence,
        }
    )
    return {"verdict": verdict, "reason": reason, **place}


def _why_not(target: Row, given: list[Row], same: list[Row], next_report: bool) -> dict[str, Any]:
    """Why a target has no result to compare it with."""
    year = target.year + 1
    lacking = f"the report of {year} does not give it" if next_report else LACKING.format(year)
    if given and given[0].indicator_key != target.indicator_key:
        return _nothing("not_comparable", _of_another(given[0]), given[0])
    if any(same_basis(one, target) for one in same):  # in a later report only
        return _nothing("not_reported", lacking)
    if same:
        one = same[0]
        basis = f"{one.basis or 'basis not named'}, target {target.basis or 'not named'}"
        of_rules = AS_BEFORE in (one.basis, target.basis)
        reason = f"another basis: {basis}" if of_rules else f"another price basis: {basis}"
        return _nothing("not_comparable", reason, one) | {"result": one.amount}
    many = [one for one in given if one.span and one.measure == target.measure]
    if many:
        return _of_another_time(many[0])
    other = [one for one in given if one.span == "" and one.measure != "points"]
    alike = [one for one in other if (one.measure, one.unit) == (target.measure, target.unit)]
    if alike:
        return _nothing("not_comparable", _how_unlike(target, alike[0]), alike[0])
    if other:
        kinds = " and ".join(sorted({_said_kind(one) for one in other}))
        return _nothing("not_comparable", f"the result is given as {kinds} only", other[0])
    of_years = [one for one in given if _SEVERAL_YEARS.fullmatch(one.span)]
    return _of_another_time(of_years[0]) if of_years else _nothing("not_reported", lacking)


def _of_another_time(result: Row) -> dict[str, Any]:
    """What is said where the next report gives a number, but not of the year or of the whole."""
    reason = f"given for another time or scope only ({result.span})"
    return _nothing("not_reported", reason, result)


def _of_another(result: Row) -> str:
    """What a result is of, where it is not of the indicator of the target."""
    if result.indicator_key in _INCOMES:
        return _OF_ALL if result.indicator_key == "disposable_income" else _OF_SOME
    return f"the result is of {result.indicator_en}"


def _how_unlike(target: Row, result: Row) -> str:
    """What a result in the same unit is of, in place of what the target is of."""
    if target.added != result.added:
        return "one is the stock, the other what is added to it"
    one, other = sorted((target.scope, result.scope), reverse=True)
    if not other:
        return f"one is of {one}, the other does not say of which"
    return f"one is of {one}, the other of {other}"


def without_target(
    known: pd.DataFrame, targets: pd.DataFrame, results: Results
) -> list[dict[str, Any]]:
    """The growth of years for which the report in the corpus sets no number, as rows."""
    own = known[known["status"] == "target"].drop_duplicates("report_id")
    own = own.assign(year=own["report_year"])
    grown = targets[targets["year"] == targets["report_year"]]
    grown = grown[grown["indicator_key"].isin(["gdp", "gnp"]) & (grown["measure"] == "rate")]
    with_one = set(zip(grown["place"], grown["year"], strict=True))
    rows = []
    for one in tuples(own.drop_duplicates(["place", "year"])):
        given = results.get((one.place, "gdp", one.year), [])
        rates = [row for row in given if row.span == "" and row.measure == "rate"]
        result = best_result(rates, one)
        if (one.place, one.year) not in with_one and result is not None:
            rows.append(_without_number(one, result))
    return rows


def _without_number(report: Row, result: Row) -> dict[str, Any]:
    aimed = {
        "target": np.nan,
        "target_high": np.nan,
        "bound": "",
        "rate_sub": "none",
        "target_start": pd.NA,
        "target_end": pd.NA,
        "target_sentence": "",
    }
    named = {
        "indicator_key": "gdp",
        "indicator_en": result.indicator_en,
        "kind": "growth_rate",
        "base_unit": "%",
        "result": result.amount,
    }
    reason = "the report sets no number for growth"
    return _of_target(report) | aimed | named | _nothing("not_comparable", reason, result)
