"""The pressure that a target puts on a place: beside its last result, and its parent's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.export.cell_messages import cell_message
from analysis.targets.comparable import missing, same_basis, same_measure
from analysis.targets.indicators import indicators
from analysis.targets.ledger_table import ledger
from analysis.targets.pairing import (
    Results,
    best_result,
    results_of,
    targets_of,
)
from analysis.targets.parent_targets import (
    amplified,
    level_of,
    middle,
    targets_by_place,
    with_parent,
    without_parent,
)
from analysis.targets.pressure_indicators import Compared, compared_by
from analysis.targets.rows import Row, tuples, whole
from analysis.targets.unchanged import with_unchanged
from analysis.targets.wording import rate_sub, worded
from corpus.collection import Corpus
from corpus.language import Lang, check_language
from corpus.place_names import place_keys
from corpus.schema import check_columns
from corpus.store.kept_tables import kept
from corpus.store.tables import read_table

Strength = Literal["hard", "soft", "point", "in_step", "absent"]
# Yu, Liu and Gong (2019): 确保, 力争 and 之上 bind, 左右, 上下 and 区间 do not; the rest is ours.
_STRENGTH: dict[str, Strength] = {
    "ensure": "hard",
    "strive": "hard",
    "at_least": "hard",
    "at_most": "hard",
    "about": "soft",
    "range": "soft",
    "exact": "point",
    "in_step": "in_step",
    "none": "absent",
}
_AT_ONCE = 200  # reports whose texts are in memory at the same time
_INEQUALITIES = ("ge", "gt", "le", "lt", "approx_over", "approx_under")
_SOFT_VERB = re.compile("左右|上下|区间|大约|约")
COLUMNS = [
    "region_code",
    "region",
    "level",
    "year",
    "indicator_key",
    "compared",
    "unit",
    "better",
    "target",
    "target_high",
    "bound",
    "rate",
    "basis",
    "last_result",
    "last_result_report",
    "pressure",
    "parent",
    "parent_level",
    "parent_year",
    "parent_target",
    "parent_report",
    "amplification",
    "wording",
    "wording_words",
    "rate_sub",
    "sentence",
    "report_id",
    "start",
    "end",
    "reason",
    "note",
]


def target_pressure(
    book: pd.DataFrame,
    wordings: pd.DataFrame,
    reports: pd.DataFrame,
    *,
    indicator: str | Sequence[str] = "gdp",
    nation: pd.DataFrame | None = None,
    parent_lag: int = 0,
    lang: Lang = "en",
) -> pd.DataFrame:
    """The target of each report beside its last result and the target of the level above.

    - pressure = rate - last_result: how far the year is to outdo the last;
    - amplification = rate - parent_target: how far the target is above that of the level above.

    rate is the target, of a range (6%-6.5%) its midpoint (6.25), as ``basis`` says. What is
    compared is the growth of an indicator, a share (unemployment) or an amount (new jobs), as
    ``compared`` says; the differences of the first two are in percentage points, that of amounts is
    in their ``unit``, and amounts of places of different size have no amplification. Falls of rates
    are negative: energy use per unit of GDP down by 3% is -3. Where ``better`` is ``less`` (prices,
    unemployment, intensities), a target below the last result is the harder one: turn the sign
    before indicators are put together. Targets and results on another price basis (real, nominal)
    or of another scope (all revenue, the budget's) are not compared.

    last_result is what the same report says was reached in the year before, or else what a later
    report of the place says of it. The level above is the nearest whose own report sets a target
    for the year: of a district the city, else the province, else the State Council; ``parent``
    names it. Results are those of reports, often preliminary, and are not revised afterwards.
    Provinces set their targets in January, weeks before the State Council's is announced in March:
    amplification says how targets compare, not who answered whom.

    Wording follows Yu, Liu and Gong (2019): ``hard`` (确保, 力争, 以上, 不低于), ``soft`` (左右,
    上下, a range); a number without such words is ``point``, which they do not tell apart; 与经济
    增长同步 is ``in_step``, no number ``absent``. A verb has precedence (力争增长8%左右 is hard),
    and ``note`` says that both are there.

    Args:
        book: from ``ledger``.
        wordings: from ``rate_sub``.
        reports: the table of the data store: report_id, region_code, region, report_year and,
            where known, parents, level, delivery_date and warnings.
        indicator: the key of an indicator of the vocabulary, or several keys, such as those of
            ``COMPARED_INDICATORS``.
        nation: the targets of the State Council (``Reference.promises``), for years for which its
            reports in the corpus set none.
        parent_lag: by how many years the target above is older: 1 for that of the year before.
        lang: language of reasons and notes: en or zh.

    Returns:
        One row per report with a report year and indicator, by region and year: region_code,
        region, level, year, indicator_key, compared (rate, share or amount), unit, better (more or
        less), target and target_high (the upper end of a range), bound, rate, basis
        (``number`` or ``midpoint``), last_result, last_result_report, pressure, parent,
        parent_level, parent_year, parent_target, parent_report, amplification, wording,
        wording_words (what it rests on), rate_sub (as in ``rate_sub``), sentence, report_id, start,
        end (the number's place in the text), reason (why the target, the last result or that above
        is missing), note. What a report does not say is missing, never 0.

    Raises:
        ValueError: if a column is missing, or the vocabulary has no such indicator.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import national_reference
        >>> from analysis.targets import ledger, rate_sub, target_pressure
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("quantities", "sentences", "texts", "reports")
        >>> tables = {name: read_table(corpus, name) for name in names}
        >>> book = ledger(*tables.values())
        >>> wordings = rate_sub(book, tables["sentences"], tables["texts"])
        >>> table = target_pressure(
        ...     book, wordings, tables["reports"], nation=national_reference().promises)
        >>> print(table[["region", "year", "target", "last_result", "parent", "parent_target",
        ...              "amplification", "wording"]].to_string(index=False))
        region  year  target  last_result parent  parent_target  amplification wording
          沙河口区  2018     7.0          7.0     全国            6.5            0.5   point
    """
    check_language(lang)
    check_columns(reports, ["report_id", "region_code", "region", "report_year"], "reports")
    check_columns(wordings, ["report_id", "indicator_key", "target"], "wordings")
    wanted = _wanted(indicator)
    said = _said(whole(book), wordings, wanted)
    return _pressure(said, reports, wanted, nation, parent_lag, lang)


@kept
def pressure_panel(
    corpus: Corpus,
    *,
    indicator: str | Sequence[str] = "gdp",
    nation: pd.DataFrame | None = None,
    parent_lag: int = 0,
    lang: Lang = "en",
) -> pd.DataFrame:
    """Target pressure by region and year, to be merged with a panel by region_code and year.

    The texts of 200 reports at a time are in memory.

    Of several reports of a region and year, that with a target is kept, then the one delivered
    last; ``note`` names the others.

    Args:
        corpus: a corpus whose data store is up to date.
        indicator: as in ``target_pressure``.
        nation: as in ``target_pressure``.
        parent_lag: as in ``target_pressure``.
        lang: as in ``target_pressure``.

    Returns:
        One row per region, year and indicator, with the columns of ``target_pressure``.

    Raises:
        ValueError: if the vocabulary has no such indicator.
        Refusal: ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.targets import pressure_panel
        >>> panel = pressure_panel(open_corpus())
        >>> panel[["region", "year", "rate", "wording"]].to_numpy().tolist()
        [['沙河口区', 2018, 7.0, 'point']]
    """
    check_language(lang)
    reports = read_table(corpus, "reports")
    wanted = _wanted(indicator)
    parts = [_said_in(corpus, part, wanted) for part in _parts(reports)]
    said = _Said(*(pd.concat(one, ignore_index=True) for one in zip(*parts, strict=True)))
    table = _pressure(said, reports, wanted, nation, parent_lag, lang)
    table = table.assign(_none=table["rate"].isna(), _order=range(len(table)))
    table = table.sort_values(["_none", "_order"], kind="stable")
    kept = table.drop_duplicates(["region_code", "region", "year", "indicator_key"])
    return kept.sort_values("_order", ignore_index=True)[COLUMNS]


class _Said(NamedTuple):
    """What reports say of some indicators.

    Attributes:
        numbers: those that are compared, as ``comparable`` gives them.
        silent: the rows of ``rate_sub`` that name them without a number.
    """

    numbers: pd.DataFrame
    silent: pd.DataFrame

    def of(self, indicator: str) -> _Said:
        """What they say of one of them."""
        return _Said(*(one[one["indicator_key"].eq(indicator)] for one in self))


def _wanted(indicator: str | Sequence[str]) -> dict[str, Compared]:
    """What is compared of each indicator asked for."""
    keys = [indicator] if isinstance(indicator, str) else list(indicator)
    if not keys:
        raise ValueError("indicator is empty; give at least one key, such as gdp")
    return {one: compared_by(one) for one in keys}


def _parts(reports: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Some reports at a time."""
    for at in range(0, len(reports), _AT_ONCE):
        yield reports.iloc[at : at + _AT_ONCE]


def _said_in(corpus: Corpus, reports: pd.DataFrame, wanted: Mapping[str, Compared]) -> _Said:
    names = reports["report_id"].tolist()
    quantities, sentences = (
        read_table(corpus, "quantities", report_id=names),
        read_table(corpus, "sentences", report_id=names),
    )
    texts = read_table(corpus, "texts", report_id=names)
    book = whole(ledger(quantities, sentences, texts, reports))
    return _said(book, rate_sub(book, sentences, texts), wanted)


def _said(book: pd.DataFrame, wordings: pd.DataFrame, wanted: Mapping[str, Compared]) -> _Said:
    known = with_unchanged(book)
    named = wordings["indicator_key"].isin(list(wanted))
    silent = wordings[named & wordings["target"].isna()]
    return _Said(known[known["measure"].eq(known["indicator_key"].map(wanted))], silent)


def _pressure(
    said: _Said,
    reports: pd.DataFrame,
    wanted: Mapping[str, Compared],
    nation: pd.DataFrame | None,
    parent_lag: int,
    lang: Lang,
) -> pd.DataFrame:
    """The table, from what reports say of the indicators."""
    ordered = _ordered(reports)
    tables = [
        _of_indicator(said.of(one), ordered, one, measure, nation, parent_lag, lang)
        for one, measure in wanted.items()
    ]
    # Each has a row per report, in the same order: the indicators of a report go together.
    return pd.concat(tables).sort_index(kind="stable").reset_index(drop=True)


def _of_indicator(
    said: _Said,
    ordered: pd.DataFrame,
    indicator: str,
    measure: Compared,
    nation: pd.DataFrame | None,
    parent_lag: int,
    lang: Lang,
) -> pd.DataFrame:
    """The rows of one indicator, one per report."""
    set_ = _targets(said.numbers)
    silent = {one.report_id: one for one in tuples(said.silent)}
    given, several = results_of(said.numbers), _of_several_years(said.numbers)
    above = targets_by_place(ordered, set_, nation, indicator, measure)
    rows = []
    for one in tuples(ordered):
        own = set_.get(one.report_id)
        row = _row(one, indicator, own, silent.get(one.report_id), given, several)
        of_size = measure == "amount"
        rows.append(row | (without_parent() if of_size else with_parent(one, above, parent_lag)))
    return _table(rows, indicator, measure, lang)


def _ordered(reports: pd.DataFrame) -> pd.DataFrame:
    """The reports with a year, by region and year, the one delivered last first."""
    known = reports[reports["report_year"].notna()]
    for name in ("parents", "level", "delivery_date", "warnings"):
        if name not in known:
            known = known.assign(**{name: None})
    known = known.assign(
        report_year=known["report_year"].astype("int64"),
        place=place_keys(known),
        _day=known["delivery_date"].astype("string").fillna(""),
    )
    order = ["region_code", "region", "report_year", "_day", "report_id"]
    return known.sort_values(order, ascending=[True, True, True, False, True], ignore_index=True)


def _targets(numbers: pd.DataFrame) -> dict[str, Row]:
    """The target that each report sets for its own year."""
    targets = targets_of(numbers)
    own = targets[targets["year"] == targets["report_year"]]
    return {one.report_id: one for one in tuples(own.drop_duplicates("report_id"))}


def _of_several_years(numbers: pd.DataFrame) -> dict[str, Row]:
    """The first target of each report that is for several years."""
    several = (numbers["span"] != "") | (numbers["year"] == 0)
    many = numbers[(numbers["status"] == "target") & several]
    many = many[many["year"].eq(0) | many["span"].str.contains("年")]
    return {one.report_id: one for one in tuples(many.drop_duplicates("report_id"))}


def _row(
    report: Row,
    indicator: str,
    target: Row | None,
    silent: Row | None,
    given: Results,
    several: Mapping[str, Row],
) -> dict[str, Any]:
    """A report with its target and its last result."""
    row = {
        "region_code": report.region_code,
        "region": report.region,
        "year": report.report_year,
        "level": level_of(report),
        "report_id": report.report_id,
    }
    said = _with_number(target) if target is not None else _without(report, silent, several)
    return row | said | _last_result(report, indicator, target, given)


def _with_number(target: Row) -> dict[str, Any]:
    wording, words = worded(target.before, target.after, target.bound)
    ranged = not missing(target.amount_high)
    rate = middle(target.amount, target.amount_high)
    words = target.printed if wording == "range" and not words else words
    soft = _SOFT_VERB.search(target.after[:5]) if wording in ("ensure", "strive") else None
    both = f"a verb ({words}) and {soft.group()}" if soft else ""
    return {
        "target": target.amount,
        "target_high": target.amount_high,
        "bound": target.bound,
        "unit": target.unit,
        "rate": rate,
        "basis": "midpoint" if ranged else "number",
        "wording": _STRENGTH[wording],
        "rate_sub": wording,
        "wording_words": words + (f" {soft.group()}" if soft else ""),
        "sentence": target.sentence,
        "start": target.start,
        "end": target.end,
        "target_reason": "",
        "notes": [both],
    }


def _without(report: Row, silent: Row | None, several: Mapping[str, Row]) -> dict[str, Any]:
    """Why a report has no target, as far as it can be told."""
    nothing = {
        "target": np.nan,
        "target_high": np.nan,
        "bound": "",
        "rate": np.nan,
        "basis": "",
        "wording": "absent",
        "rate_sub": "none",
        "wording_words": "",
        "sentence": "",
        "start": pd.NA,
        "end": pd.NA,
        "notes": [],
    }
    if silent is not None and silent.sentence:
        said = {
            "wording": _STRENGTH[silent.rate_sub],
            "rate_sub": silent.rate_sub,
            "wording_words": silent.words,
            "sentence": silent.sentence,
            "start": silent.start,
            "end": silent.end,
        }
        return nothing | said | {"target_reason": "named without a number"}
    years = several.get(report.report_id)
    if years is not None:
        place = {"sentence": years.sentence, "start": years.start, "end": years.end}
        return nothing | place | {"target_reason": "a target for several years only"}
    cut = re.search(r"cut_short|one_page_of_several|no_ending|abridged", str(report.warnings))
    end = "; the text may be truncated" if cut else ""
    return nothing | {"target_reason": f"no target was found in the report{end}"}


def _last_result(report: Row, indicator: str, target: Row | None, given: Results) -> dict[str, Any]:
    """What was reached in the year before: by the same report or, failing that, by a later one."""
    year = report.report_year - 1
    candidates = given.get((report.place, indicator, year), [])
    every = [one for one in candidates if one.span == "" and one.amount == one.amount]
    whole_year = [one for one in every if _like(one, target)]
    own = [one for one in whole_year if one.report_id == report.report_id]
    found = own[0] if own else best_result(whole_year, _Wanted(year, indicator))
    if found is None:
        reason = f"no result for {year} in a report of the corpus"
        if every:
            reason = f"the result for {year} has another basis or unit than the target"
        elif candidates:
            reason = f"{reason}; given for another time only ({candidates[0].span})"
        return {"last_result": np.nan, "last_result_report": "", "result_reason": reason}
    result = middle(found.amount, found.amount_high)
    return {
        "last_result": result,
        "last_result_report": found.report_id,
        "result_reason": "",
        "result_notes": _result_notes(found),
    }


def _result_notes(found: Row) -> list[str]:
    """What makes a last result less than a number for the year in current prices."""
    bound = "the last result is a bound (more or less than the number)"
    real = "the last result is in real terms"
    return [bound] * (found.bound in _INEQUALITIES) + [real] * (found.basis == "real")


def _like(result: Row, target: Row | None) -> bool:
    """Whether a result can be set beside a target: the same unit, scope and price basis.

    Where there is no target, revenue is that of the budget.
    """
    if target is None:
        return bool(result.scope != "total revenue")
    return same_basis(result, target) and same_measure(result, target)


class _Wanted(NamedTuple):
    """The year and indicator of which a result is looked for."""

    year: int
    indicator_key: str


def _table(
    rows: list[dict[str, Any]], indicator: str, measure: Compared, lang: Lang
) -> pd.DataFrame:
    """The rows with their differences, and their reasons and notes in words."""
    table = pd.DataFrame([_in_words(row, lang) for row in rows], columns=COLUMNS)
    numbers = ("target", "target_high", "rate", "last_result", "parent_target")
    table = table.astype(dict.fromkeys(numbers, "float64"))
    one = indicators()[indicator]
    table = table.assign(indicator_key=indicator, compared=measure, better=one.better)
    usual = "".join(one.units[:1]).replace("money", "")
    given = [one if isinstance(one, str) else usual for one in table["unit"]]
    table["unit"] = given if measure == "amount" else "%"
    if measure == "amount":  # 280.9亿斤 is 14,045,000,000 kg, not 14,044,999,999.999998
        table[list(numbers)] = table[list(numbers)].round(3)
    table["pressure"] = (table["rate"] - table["last_result"]).round(9)
    table["amplification"] = amplified(table["rate"], table["parent_target"])
    table["note"] = _with_namesakes(table, lang)
    whole_numbers = {"start": "Int64", "end": "Int64", "parent_year": "Int64", "year": "int64"}
    return table.astype(whole_numbers)


def _in_words(row: dict[str, Any], lang: Lang) -> dict[str, Any]:
    reasons = (row["target_reason"], row["result_reason"], row["parent_reason"])
    notes = [*row["notes"], *row.get("result_notes", []), row["parent_note"]]
    return row | {"reason": _joined(reasons, lang), "note": _joined(notes, lang)}


def _joined(parts: Iterable[str], lang: Lang) -> str:
    between = "；" if lang == "zh" else "; "
    return between.join(cell_message(one, lang) for one in parts if one)


def _with_namesakes(table: pd.DataFrame, lang: Lang) -> list[str]:
    """The notes, with the other reports of the same region and year."""
    keys = list(zip(table["region_code"], table["region"], table["year"], strict=True))
    of: dict[Any, list[str]] = {}
    for key, report in zip(keys, table["report_id"], strict=True):
        of.setdefault(key, []).append(report)
    between = "；" if lang == "zh" else "; "
    also = [
        cell_message(_also([one for one in of[key] if one != own]), lang)
        for key, own in zip(keys, table["report_id"], strict=True)
    ]
    return [between.join(filter(None, both)) for both in zip(table["note"], also, strict=True)]


def _also(others: list[str]) -> str:
    return f"also for this region and year: {', '.join(others)}" if others else ""
