"""The policy attention panel: one row per region, year and policy area or term."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Literal, cast

import numpy as np
import pandas as pd

from analysis.areas.codes import read_codes
from analysis.confidence import with_confidence
from analysis.uncertainty.blocks import check_confidence
from analysis.uncertainty.clusters import MIN_SECTIONS
from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.lending import across_texts
from analysis.uncertainty.share_limits import Spread, limits
from analysis.uncertainty.shares import basis, few_blocks
from analysis.units import KEYS, Denominator, Key, check_units
from analysis.years_in_titles import span, year_ranges
from corpus.collection import Corpus
from corpus.lexicon.lists import policy_areas, term_areas
from corpus.place_names import place_keys
from corpus.schema import check_words
from corpus.store.own_terms import find_mentions
from corpus.store.tables import connect

Match = Literal["mention", "mention_with_lexicon", "token", "substring", "sentence"]
FIGURES = (
    "n",
    "size",
    "share",
    "low",
    "high",
    "sentences",
    "paragraphs",
    "blocks",
    "reports",
    "cluster",
    "basis",
    "variant",
    "reason",
)
ALL = "all"  # the row of a whole list


def attention_panel(
    corpus: Corpus,
    *,
    by: Collection[Key] = ("region", "year"),
    areas: Collection[int] | None = None,
    terms: Collection[str] | None = None,
    match: Match = "mention",
    denominator: Denominator = "words",
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """The attention that each region and year gives to each policy area or term.

    The data store is queried in place and not loaded into memory. Rates and intervals are those of
    ``uncertainty.share_interval``, clustered by section, per 1,000 of the denominator.

    Args:
        corpus: a corpus whose data store is up to date.
        by: what defines a unit: any of region, year, orientation (time reference), report.
        areas: codes of policy areas; None for all. Not with ``terms``.
        terms: a list of terms to count instead of areas, whether or not the lexicon has them.
        match: ``mention``: the longest policy term at each place or, with ``terms``, the longest
            term of that list, where it begins and ends with a word; ``mention_with_lexicon``: the
            longest term of that list or the lexicon, whose longer terms then take mentions from the
            list (the column ``lost`` says how many); ``token``: segmented words; ``substring``: the
            characters of a term wherever they occur (these three with ``terms``); ``sentence``:
            sentences that the area coder assigns to an area, per 1,000 sentences.
        denominator: ``words`` (tokens without punctuation and numbers), all ``tokens``, Chinese
            ``characters``, or ``sentences``.
        inference: confidence, cluster and min_blocks of the intervals.

    Returns:
        One row per unit and area (or term), zeros included, in that order: the columns of the unit,
        area (or term), n (count), size (the denominator), share (rate per 1,000), low, high,
        sentences (with the area or term), paragraphs (with it), blocks (all paragraphs with
        words), reports (in the unit), cluster (what varies in the interval: section, or paragraph
        where a unit has fewer than three sections), basis (how many of them have the area or term),
        variant (the specification), reason (why the interval is missing, or ""). A list of terms
        also has a row ``all`` for the whole list: n is the sum of its terms, sentences and
        paragraphs have any of them. An unknown year or region is missing; a year without a report
        has no row.

    Raises:
        ValueError: if an argument is not one of its choices, or areas and terms are both given.
        Refusal: ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.panel import attention_panel
        >>> panel = attention_panel(open_corpus(), terms=["营商环境", "环境", "市政"])
        >>> panel = panel[["region", "term", "n", "share", "sentences", "paragraphs"]].round(2)
        >>> print(panel.to_string(index=False))
        region term  n  share  sentences  paragraphs
          沙河口区   市政  0   0.00          0           0
          沙河口区   环境 22   4.36         17          11
          沙河口区 营商环境  7   1.39          6           5
          沙河口区  all 29   5.75         20          13
    """
    _check(by, areas, terms, match, denominator)
    of = "area" if terms is None else "term"
    if match == "sentence":
        denominator = "sentences"
    keys = [column for key in KEYS if key in by for column in KEYS[key]]
    with connect(corpus) as database:
        _register_items(database, of, terms)
        _register_hits(database, _occurrences(corpus, terms, match))
        found = database.execute(_sql(keys, of, denominator), {"cluster": inference.cluster}).df()
    of_parts = denominator != "sentences" or match == "sentence"
    table = _with_intervals(found, inference, borrow=terms is None, of_parts=of_parts)
    if terms is None:
        kept = sorted(set(term_areas().values())) if areas is None else sorted(areas)
        table = table[table["area"].isin(kept)].reset_index(drop=True)
    table["variant"] = variant_name(of, match, denominator)
    for column in ("report_year", "area"):
        if column in table:
            table[column] = table[column].astype("Int64")
    table = with_confidence(table[[*keys, of, *FIGURES]], inference.confidence)
    if match != "mention_with_lexicon":
        return table
    alone = attention_panel(corpus, by=by, terms=terms, denominator=denominator)
    table.insert(list(table).index("n") + 1, "lost", alone["n"] - table["n"])
    return table


def panel_notices(corpus: Corpus, *, by: Collection[Key] = ("region", "year")) -> list[str]:
    """Warnings about the reports in a panel, one sentence each.

    They concern several reports of one region and year (possibly versions of one text), reports
    without a report year, years without a report within the series of a region, and, in a panel by
    orientation, reports in which no plan was found, or the parts only by weak signs.

    Args:
        corpus: a corpus whose data store is up to date.
        by: what defines a unit of the panel.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.panel import panel_notices
        >>> from corpus import build_store, corpus_at
        >>> text = (open_corpus().documents / "shahekou-2018.txt").read_text(encoding="utf-8")
        >>> for year in (2018, 2020):  # the second report is simulated
        ...     changed = text.replace("2018年", f"{year}年").replace("2017年", f"{year - 1}年")
        ...     _ = Path(f"shahekou-{year}.txt").write_text(changed, encoding="utf-8")
        >>> _ = build_store(corpus_at("."), jobs=1)
        >>> panel_notices(corpus_at("."))
        ['沙河口区: no report for 2019; missing is not zero']
    """
    with connect(corpus) as database:
        reports = database.execute(
            "select report_id, region_code, region, report_year, warnings from reports order by all"
        ).df()
        planned = database.execute(
            "select distinct report_id from sizes where orientation like 'plan%'"
        ).df()
    notices = []
    if "year" in by:
        notices += [
            f"{one}: report year not found (its row has none); enter report_year in reports.csv"
            for one in reports.loc[reports["report_year"].isna(), "report_id"]
        ]
    if {"region", "year"} <= set(by):
        notices += _same_year(reports, together="report" not in by) + _gaps(reports)
    if "orientation" in by:
        without = set(reports["report_id"]) - set(planned["report_id"])
        notices += [f"{one}: no plan found; it has no rows for the plan" for one in sorted(without)]
        notices += _uncertain(reports[~reports["report_id"].isin(without)])
    return notices


def _same_year(reports: pd.DataFrame, *, together: bool) -> list[str]:
    rows = "are counted together in one row" if together else "have separate rows"
    return [
        f"{region} {year}: {', '.join(ids)} {rows}; if they are versions of one report, keep one "
        "(gwr remove)"
        for (_, region, year), ids in reports.groupby(
            [reports["region_code"].fillna(""), "region", "report_year"]
        )["report_id"]
        if len(ids) > 1
    ]


def _uncertain(reports: pd.DataFrame) -> Iterator[str]:
    """The warnings of reports whose review and plan were found by weak signs."""
    for report_id, warnings in zip(reports["report_id"], reports["warnings"], strict=True):
        for notice in json.loads(warnings):
            if notice["code"] == "uncertain_parts":
                yield f"{report_id}: {notice['message']}"


def _gaps(reports: pd.DataFrame) -> list[str]:
    """The years without a report within the series of each place, named as in its last report."""
    known = reports.dropna(subset=["region", "report_year"]).sort_values("report_year")
    notices = []
    for _, own in known.groupby(place_keys(known)):
        years = own["report_year"].astype(int)
        if missing := sorted(set(range(years.min(), years.max())) - set(years)):
            named = ", ".join(span(*one, "en") for one in year_ranges(missing))
            notices.append(f"{own['region'].iloc[-1]}: no report for {named}; missing is not zero")
    return sorted(notices)


def variant_name(of: str, match: str, denominator: str) -> str:
    """The name of a specification: the item counted, how it is matched, and the denominator.

    Args:
        of: what is counted, ``area`` or ``term``.
        match: as in ``attention_panel``.
        denominator: as in ``attention_panel``.

    Example:
        >>> from analysis.panel import variant_name
        >>> variant_name("area", "mention", "words")
        'area:mention/words'
    """
    return f"{of}:{match}/{denominator}"


def _check(
    by: Collection[str],
    areas: Collection[int] | None,
    terms: Collection[str] | None,
    match: str,
    denominator: str,
) -> None:
    check_units(by, match, Match, denominator)
    if areas is not None and terms is not None:
        raise ValueError("areas and terms are both given; a panel has rows for one or the other")
    _check_areas(areas)
    if terms is not None and not terms:
        raise ValueError("terms is empty; give at least one term")
    check_words(terms or ())
    if ALL in (terms or ()):
        raise ValueError(f"{ALL!r} names the row of the whole list; leave it out of terms")
    if match in ("token", "substring") and terms is None:
        raise ValueError(f"{match}s have no policy area; count mentions, or give terms")
    if match == "mention_with_lexicon" and terms is None:
        raise ValueError(f"{match} is for a list; give terms, or count mentions")
    if match == "sentence" and terms is not None:
        raise ValueError("sentences are coded by policy area; count mentions of terms, or no terms")


def _check_areas(areas: Collection[int] | None) -> None:
    if areas is not None and not areas:
        raise ValueError("areas is empty; give at least one code, or leave it out")
    wrong = [one for one in areas or () if not isinstance(one, int | np.integer)]
    if wrong:
        raise ValueError(f"areas has {wrong[0]!r}; give codes as numbers, such as 6")
    unknown = [one for one in areas or () if str(one) not in policy_areas()]
    if unknown:
        raise ValueError(f"policy area {unknown[0]} does not exist; see policy_areas.csv")


def _register_items(database: Any, of: str, terms: Collection[str] | None) -> None:
    """The tables ``wanted`` (what is counted, in order) and ``members`` (what counts for each)."""
    if of == "area":
        # Of all areas, whichever are asked for: they lend each other their design effects.
        wanted: list[Any] = sorted(int(code) for code in policy_areas())
        members = [(one, one) for one in wanted]
    else:
        listed = sorted(set(terms or ()))
        wanted = [*listed, ALL]
        members = [(one, of_it) for one in listed for of_it in (one, ALL)]
    items = pd.DataFrame({"item": wanted, "place": range(len(wanted))})
    database.register("given_items", items)
    database.execute("create table items as select * from given_items")
    database.register("members", pd.DataFrame(members, columns=["found", "item"]))


def _occurrences(corpus: Corpus, terms: Collection[str] | None, match: Match) -> pd.DataFrame | str:
    """What is counted: a table, or the query for it, with its place and what was found there."""
    if match == "sentence":
        coded = read_codes(corpus)
        return coded.rename(columns={"code": "found"})
    if terms is None:
        return "select report_id, paragraph_id, sentence_id, area as found from mentions"
    mentions = find_mentions(corpus, terms, match=cast(Any, match))
    return mentions.rename(columns={"term": "found"})


def _register_hits(database: Any, occurrences: pd.DataFrame | str) -> None:
    """The table ``hits``: how often each item occurs in each paragraph, and in how many sentences.

    The sentences of a whole list are those with any of its terms.
    """
    if isinstance(occurrences, str):
        database.execute(f"create view occurrences as {occurrences}")
    else:
        columns = ["report_id", "paragraph_id", "sentence_id", "found"]
        database.register("occurrences", occurrences[columns])
    database.execute(
        "create table hits as select report_id, paragraph_id, item, count(*) as x, "
        "count(distinct sentence_id) as s from occurrences join members using (found) group by all"
    )


# The sums that ``limits`` takes; with g = m / (1 − m / M), a cluster without the item has the
# residual −p g, one with it x / (1 − m / M) − p g. They are added up in a fixed order, because
# several threads would otherwise change their last bits. A unit with fewer than three sections is
# taken by paragraph; one that is a single cluster has no residuals.
_SUMS = f"""
    kinds as (
        select unit, count(distinct (report_id, section)) filter (m > 0) >= {MIN_SECTIONS}
               and $cluster = 'section' as by_section
        from blocks group by unit
    ), placed as (
        select unit, report_id, paragraph_id, m,
               case when by_section then section else paragraph_id end as place
        from blocks join kinds using (unit) where m > 0
    ), clusters as (
        select unit, report_id, place, sum(m) as m from placed group by unit, report_id, place
    ), every as (
        select unit, c.report_id, place, m / rest as g, rest
        from (select *, nullif(1 - m / size, 0) as rest from clusters join units using (unit)) c
    ), whole as (
        select unit, count(*) as clusters, sum(g * g order by report_id, place) as g2,
               sum(g ** 4 order by report_id, place) as g4
        from every group by unit
    ), hit as (
        select unit, item, report_id, place, sum(x) as x, sum(s) as s, count(*) as paragraphs
        from hits join placed using (report_id, paragraph_id)
        group by unit, item, report_id, place
    ), total as (
        select unit, item, sum(x) as n, sum(s) as sentences, sum(paragraphs) as paragraphs
        from hit group by unit, item
    ), residual as (
        select unit, item, h.report_id, h.place, n / size * g as none,
               x / rest - n / size * g as r
        from hit h join total using (unit, item) join (select unit, size from units) using (unit)
        left join every e using (unit, report_id, place)
    ), summed as (
        select unit, item, count(*) as held, max(r * r) as largest,
               sum(r * r - none * none order by report_id, place) as c2,
               sum(r ** 4 - none ** 4 order by report_id, place) as c4
        from residual group by unit, item
    )
"""


def _sql(keys: Sequence[str], of: str, denominator: str) -> str:
    """The counts per unit and item, with the sums that their limits take."""
    names = ", ".join(keys)
    return f"""
    with blocks as (
        select s.report_id, s.paragraph_id, s.section, s.{denominator}::double as m,
               dense_rank() over (order by {names}) as unit, {names}
        from (select * exclude (orientation), orientation from sizes) s
        join (select report_id, region_code, region, level, report_year from reports) r
        using (report_id)
    ), units as (
        select unit, {", ".join(f"any_value({key}) as {key}" for key in keys)}, sum(m) as size,
               count(*) filter (m > 0) as blocks, count(distinct report_id) as reports
        from blocks group by unit
    ), {_SUMS}
    select {names}, unit, item as {of}, size, blocks, reports,
           coalesce(n, 0) as n, coalesce(sentences, 0) as sentences,
           coalesce(paragraphs, 0) as paragraphs, by_section, coalesce(clusters, 0) as clusters,
           coalesce(held, 0) as held, coalesce(largest, 0) as largest,
           coalesce(n, 0) / size as share, g2, g4, c2, c4
    from units cross join items join kinds using (unit) left join whole using (unit)
    left join total using (unit, item) left join summed using (unit, item)
    order by {names}, place
    """


def _with_intervals(
    table: pd.DataFrame, inference: Inference, *, borrow: bool, of_parts: bool
) -> pd.DataFrame:
    """The limits of ``share_intervals``, from the sums over clusters.

    The areas of a unit lend each other their design effects. The terms of a list do not, so that an
    interval does not depend on what else the list has; each borrows from the other units.
    """
    check_confidence(inference.confidence)
    column = {name: table[name].to_numpy(dtype=float) for name in table.select_dtypes("number")}
    share, k = column["share"], column["clusters"]
    found = Spread(
        n=column["n"],
        words=column["size"],
        blocks=k.astype(np.int64),
        squares=np.maximum(share**2 * column["g2"] + np.nan_to_num(column["c2"]), 0),
        fourths=np.maximum(share**4 * column["g4"] + np.nan_to_num(column["c4"]), 0),
        largest=column["largest"],
    )
    units = table["unit"].to_numpy()
    # Items come in the same order in each unit.
    item = pd.Series(units).groupby(units).cumcount()
    kind = np.where(table["by_section"].astype(bool), "section", "paragraph")
    groups = units if borrow else across_texts(item, k, kind)
    low, high = limits(found, confidence=inference.confidence, borrow=groups, of_parts=of_parts)
    many = [(int(one), block) for one, block in zip(k, kind, strict=True)]
    reason = [few_blocks("the text", one, inference.min_blocks, block) for one, block in many]
    given = np.array(reason, dtype=object) == ""
    held = table["held"].astype(np.int64)
    return table.assign(
        n=column["n"].astype(np.int64),
        size=column["size"].astype(np.int64),
        sentences=table["sentences"].astype(np.int64),
        paragraphs=table["paragraphs"].astype(np.int64),
        share=1000 * share,
        low=np.where(given, 1000 * low, np.nan),
        high=np.where(given, 1000 * high, np.nan),
        cluster=kind,
        basis=[basis([own], *of)[0] for own, of in zip(held, many, strict=True)],
        reason=reason,
    )
