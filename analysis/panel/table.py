"""The attention panel: a row a region, year and policy area or term, over one report or 60,000."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy import stats

from analysis.uncertainty.blocks import check_confidence
from analysis.uncertainty.inference import INFERENCE, Inference
from corpus.collection import Corpus
from corpus.lexicon.lists import policy_areas, policy_terms
from corpus.store.tables import connect

Key = Literal["region", "year", "orientation", "report"]
Numerator = Literal["mention", "token"]
Denominator = Literal["words", "tokens", "characters", "sentences"]

# The columns of the store that name a unit.
_KEYS: dict[str, tuple[str, ...]] = {
    "region": ("region_code", "region", "level"),
    "year": ("report_year",),
    "orientation": ("orientation",),
    "report": ("report_id",),
}
FIGURES = (
    "n",
    "size",
    "share",
    "low",
    "high",
    "paragraphs",
    "blocks",
    "reports",
    "variant",
    "reason",
)


def attention_panel(
    corpus: Corpus,
    *,
    by: Collection[Key] = ("region", "year"),
    areas: Collection[int] | None = None,
    terms: Collection[str] | None = None,
    numerator: Numerator = "mention",
    denominator: Denominator = "words",
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """How much of what is said goes to each policy area, or term, in each region and year.

    The tables are asked where they lie, and not loaded. Share and interval are those of
    ``uncertainty.share_interval``, the paragraph as block, in 1,000 of the denominator.

    Args:
        corpus: whose store is up to date.
        by: what makes a unit: region, year, orientation, report.
        areas: codes of policy areas; None for all. Not with ``terms``.
        terms: a row each instead of areas: policy terms as mentions, or any words as tokens. A
            term that the lexicon lacks is searched for together with it, longest match first.
        numerator: what is counted: ``mention``, the longest policy term at a place, or ``token``.
        denominator: ``words`` (tokens without punctuation and numbers), all ``tokens``, Chinese
            ``characters``, or ``sentences``.
        inference: confidence and min_blocks of the intervals.

    Returns:
        A row a unit and area (or term), zeros included, in that order: the columns of the unit,
        area (or term), n (hits), size (of the denominator), share, low, high, paragraphs (with a
        hit), blocks (all paragraphs with words), reports (of the unit), variant, reason (why there
        is no interval, or ""). A missing year or region is missing.

    Raises:
        ValueError: where an argument is unknown, or areas and terms are both given.
        Refusal: ``empty_corpus``.
    """
    _check(by, areas, terms, numerator, denominator)
    of = "area" if terms is None else "term"
    keys = [column for key in _KEYS if key in by for column in _KEYS[key]]
    with connect(corpus) as database:
        _register_items(database, of, areas, terms)
        _register_hits(database, corpus, of, terms, numerator)
        found = database.execute(_sql(keys, of, denominator)).df()
    table = _with_intervals(found, inference)
    table["variant"] = variant_name(of, numerator, denominator)
    for column in ("report_year", "area"):
        if column in table:
            table[column] = table[column].astype("Int64")
    return table[[*keys, of, *FIGURES]]


def panel_notices(corpus: Corpus, *, by: Collection[Key] = ("region", "year")) -> list[str]:
    """What a reader of the panel should know of its reports, a sentence each.

    Several reports of one region and year stand in one row (are they versions of one text?); a
    report without a year stands in a row without one; a year within a region's series has no
    report; and, by orientation, a report in which no plan was found has no row for it.

    Args:
        corpus: whose store is up to date.
        by: what makes a unit of the panel.
    """
    with connect(corpus) as database:
        reports = database.execute(
            "select report_id, region, report_year from reports order by all"
        ).df()
        planned = database.execute(
            "select distinct report_id from sizes where orientation like 'plan%'"
        ).df()
    said = []
    if "year" in by:
        said += [
            f"{one}: no year was found; its row has none"
            for one in reports.loc[reports["report_year"].isna(), "report_id"]
        ]
    if {"region", "year"} <= set(by):
        said += _same_year(reports, together="report" not in by) + _gaps(reports)
    if "orientation" in by:
        without = set(reports["report_id"]) - set(planned["report_id"])
        said += [
            f"{one}: no plan was found in it; it has no row for a plan" for one in sorted(without)
        ]
    return said


def _same_year(reports: pd.DataFrame, *, together: bool) -> list[str]:
    rows = "one row, counted together" if together else "rows of their own"
    return [
        f"{region} {year}: {', '.join(ids)} stand in {rows}; if they are versions of one text, "
        "keep one (gwr remove)"
        for (region, year), ids in reports.groupby(["region", "report_year"])["report_id"]
        if len(ids) > 1
    ]


def _gaps(reports: pd.DataFrame) -> list[str]:
    said = []
    for region, years in reports.dropna().groupby("region")["report_year"]:
        missing = sorted(set(range(int(years.min()), int(years.max()))) - set(years.astype(int)))
        if missing:
            said.append(f"{region}: no report for {', '.join(map(str, missing))}; missing, not 0")
    return said


def variant_name(of: str, numerator: str, denominator: str) -> str:
    """The name of a way to measure attention: what is counted over what, of areas or terms."""
    return f"{of}:{numerator}/{denominator}"


def _check(
    by: Collection[str],
    areas: Collection[int] | None,
    terms: Collection[str] | None,
    numerator: str,
    denominator: str,
) -> None:
    for value, known, name in (
        *((key, tuple(_KEYS), "unit") for key in by),
        (numerator, get_args(Numerator), "numerator"),
        (denominator, get_args(Denominator), "denominator"),
    ):
        if value not in known:
            raise ValueError(f"there is no {name} {value!r}; it is {', '.join(known)}")
    if not by:
        raise ValueError("by is empty; name at least one of region, year, orientation, report")
    if areas is not None and terms is not None:
        raise ValueError("areas and terms are both given; a panel has a row of one or the other")
    unknown = [one for one in areas or () if str(one) not in policy_areas()]
    if unknown:
        raise ValueError(f"there is no policy area {unknown[0]}")
    if terms is not None and not terms:
        raise ValueError("the list of terms is empty")
    if numerator == "token" and terms is None:
        raise ValueError("tokens have no policy area; count mentions, or give terms")


def _register_items(
    database: Any, of: str, areas: Collection[int] | None, terms: Collection[str] | None
) -> None:
    known = sorted({one.area for one in policy_terms() if one.area is not None})
    wanted: Sequence[Any] = (
        sorted(known if areas is None else areas) if of == "area" else sorted(set(terms or ()))
    )
    items = pd.DataFrame({"item": wanted})
    database.register("wanted", items)
    database.execute("create table items as select * from wanted")


def _register_hits(
    database: Any, corpus: Corpus, of: str, terms: Collection[str] | None, numerator: Numerator
) -> None:
    """The table ``hits``: how often each item stands in each paragraph."""
    unknown = set(terms or ()) - {one.term for one in policy_terms()}
    if numerator == "mention" and unknown:
        from corpus.store.own_terms import find_mentions

        database.register("found", find_mentions(corpus, sorted(unknown)))
        source, column = "found", "term"
    else:
        source, column = ("mentions", of) if numerator == "mention" else ("tokens", "term")
    database.execute(
        f"create table hits as select report_id, paragraph_id, {column} as item, count(*) as x "
        f"from {source} where {column} in (select item from items) group by all"
    )


def _sql(keys: Sequence[str], of: str, denominator: str) -> str:
    """Counts a unit and item, with the sums that the jackknife takes: see ``_log_se``.

    The sums are taken in a fixed order, since several threads would change their last bits.
    """
    names = ", ".join(keys)
    return f"""
    with blocks as (
        select s.report_id, s.paragraph_id, s.{denominator}::double as m,
               dense_rank() over (order by {names}) as unit, {names}
        from (select * exclude (orientation), orientation from sizes) s
        join (select report_id, region_code, region, level, report_year from reports) r
        using (report_id)
    ), units as (
        select unit, {", ".join(f"any_value({key}) as {key}" for key in keys)}, sum(m) as size,
               count(*) filter (m > 0) as blocks, count(distinct report_id) as reports
        from blocks group by unit
    ), changed as (
        select b.unit, b.report_id, b.paragraph_id,
               case when b.m < u.size then -ln(1 - b.m / u.size) end as w
        from blocks b join units u using (unit) where b.m > 0
    ), every as (
        select unit, sum(w order by report_id, paragraph_id) as w1,
               sum(w * w order by report_id, paragraph_id) as w2
        from changed group by unit
    ), hit as (
        select unit, item, report_id, paragraph_id, x, w,
               sum(x) over (partition by unit, item) as n
        from hits join changed using (report_id, paragraph_id)
    ), summed as (
        select unit, item, sum(x) as n, count(*) as paragraphs, max(x) as most,
               sum(case when x < n then ln(1 - x / n) end order by report_id, paragraph_id) as c1,
               sum(case when x < n then (w + ln(1 - x / n)) ** 2 - w * w end
                   order by report_id, paragraph_id) as c2
        from hit group by unit, item
    )
    select {names}, item as {of}, coalesce(n, 0) as n, size, coalesce(paragraphs, 0) as paragraphs,
           blocks, reports, most, w1 + c1 as first, w2 + c2 as squares
    from units cross join items left join every using (unit) left join summed using (unit, item)
    order by {names}, item
    """


def _with_intervals(table: pd.DataFrame, inference: Inference) -> pd.DataFrame:
    """The t interval on the log scale, from the sums of the jackknife: ``share_intervals``'s."""
    check_confidence(inference.confidence)
    needed = max(inference.min_blocks, 2)
    n, size, k = (table[name].to_numpy(dtype=float) for name in ("n", "size", "blocks"))
    first, squares = (table[name].to_numpy(dtype=float) for name in ("first", "squares"))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(size > 0, 1000 * n / size, np.nan)
        se = np.sqrt(np.maximum(squares - first**2 / k, 0) * (1 - 1 / k))
        half = stats.t.ppf((1 + inference.confidence) / 2, np.maximum(k - 1, 1)) * se
        low, high = share * np.exp(-half), share * np.exp(half)
    reason = np.full(len(table), "", dtype=object)
    reason[~np.isfinite(half) | (table["most"].to_numpy(dtype=float) == n)] = (
        "one paragraph holds all"
    )
    few = table["paragraphs"].to_numpy() < needed
    counts = table["paragraphs"][few]
    reason[few] = [f"stands in {one} paragraphs; an interval needs {needed}" for one in counts]
    given = reason == ""
    return table.assign(
        n=n.astype(np.int64),
        size=size.astype(np.int64),
        share=share,
        low=np.where(given, low, np.nan),
        high=np.where(given, high, np.nan),
        reason=reason,
    )
