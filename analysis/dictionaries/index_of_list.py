"""The index of a word list: its weighted rate by region and year, with intervals."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.confidence import with_confidence
from analysis.uncertainty.clusters import MIN_SECTIONS
from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.lending import across_texts
from analysis.uncertainty.share_limits import Spread, limits
from analysis.uncertainty.shares import basis, few_blocks
from analysis.units import KEYS, Denominator, Key, check_units
from corpus.arrays import Floats, Ints
from corpus.collection import Corpus
from corpus.schema import check_columns
from corpus.store.own_terms import find_mentions
from corpus.store.tables import read_table

Weighting = Literal["one", "idf"]
Match = Literal["mention", "token", "substring"]
COLUMNS = (
    "list",
    "n",
    "terms",
    "size",
    "value",
    "low",
    "high",
    "carried_by",
    "carried",
    "reports",
    "cluster",
    "basis",
    "weighting",
    "variant",
    "reason",
)


def list_index(
    corpus: Corpus,
    *,
    terms: Collection[str],
    weights: Weighting | Mapping[str, float] = "one",
    by: Collection[Key] = ("region", "year"),
    match: Match = "mention",
    denominator: Denominator = "words",
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """The index of a word list for each region and year: the weighted rate of its terms.

    ``value = 1000 Σ w_t n_t / size``, where ``n_t`` is how often a term occurs in the unit and
    ``w_t`` its weight: 1, ``ln((1 + N) / (1 + df_t)) + 1`` with ``df_t`` of the N reports of the
    corpus having the term, or those given. With weights of 1 it is the row ``all`` of
    ``attention_panel``.

    The interval is that of ``share_interval``, clustered by section, with weights held fixed; ten
    units or more lend each other their design effect (``across_texts``). It
    takes ``c Σ w_t n_t`` for a count, where ``c = Σ w_t n_t / Σ w_t² n_t``, so that it has the mean
    and variance of one (Fay and Feuer 1997, for weighted sums of rare events), and divides its
    limits by c; where no term occurs, c is 1 over the largest weight. It is wide in one report
    where a list is about one thing: most of its words are then in one section (``basis``).

    An index is one number of many words: ``carried_by`` and ``carried`` name the term that
    contributes most, and how much. An idf is that of this corpus: with other reports, other
    weights. ``standardised`` adds z values, which compare a row with the others of its table only.

    Args:
        corpus: a corpus whose data store is up to date.
        terms: the words of the list.
        weights: ``one``; ``idf``; or the weight of each term, 0 or more.
        by: what defines a unit: any of region, year, orientation (time reference), report.
        match: as in ``attention_panel``.
        denominator: as in ``attention_panel``.
        inference: confidence, cluster and min_blocks of the intervals.

    Returns:
        One row per unit, in order: the columns of the unit, list ("list"), n (occurrences), terms
        (how many of the list occur), size (the denominator), value, low, high (per 1,000 of it),
        carried_by, carried (a share), reports, cluster, basis, weighting, variant, reason (why an
        interval is missing, or "").

    Raises:
        ValueError: if there are no terms, one has no weight or a negative one, or an option is
            unknown.
        Refusal: ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.dictionaries import list_index
        >>> words = {"环境": 1, "绿化": 3, "污染": 2}
        >>> table = list_index(open_corpus(), terms=words, weights=words)
        >>> table = table[["region", "report_year", "n", "value", "low", "high", "carried_by"]]
        >>> print(table.round(1).to_string(index=False))
        region  report_year  n  value  low  high carried_by
          沙河口区         2018 33    7.7  2.7  23.7         环境
    """
    _check(terms, by, match, denominator)
    every = sorted(set(terms))
    found = find_mentions(corpus, every, match=match)[["report_id", "paragraph_id", "term"]]
    reports, sizes = read_table(corpus, "reports"), read_table(corpus, "sizes")
    weight, named = _weights(every, weights, found, len(reports))
    columns = [column for key in KEYS if key in by for column in KEYS[key]]
    blocks = _blocks(sizes, reports, columns, denominator, inference)
    hits = found.merge(blocks[["report_id", "paragraph_id", "unit", "place"]])
    hits = hits.assign(w=hits["term"].map(weight).astype(float))
    table = _units(blocks, columns)
    table = table.assign(
        list="list", **_totals(hits, len(table)), **_intervals(blocks, hits, inference, denominator)
    )
    table = table.assign(weighting=named, variant=f"list:{match}/{denominator}")
    table = table[[*columns, *COLUMNS]]
    if "report_year" in table:
        table["report_year"] = table["report_year"].astype("Int64")
    return with_confidence(table, inference.confidence)


def _check(terms: Collection[str], by: Collection[str], match: str, denominator: str) -> None:
    if isinstance(terms, str) or not terms:
        raise ValueError("terms must be a list of one term or more")
    check_units(by, match, Match, denominator)


def _weights(
    terms: list[str], weights: str | Mapping[str, float], found: pd.DataFrame, reports: int
) -> tuple[dict[str, float], str]:
    """The weight of each term, and the name of the weighting."""
    if isinstance(weights, str):
        if weights not in get_args(Weighting):
            raise ValueError(f"{weights!r} is not a weighting; choose one, idf or give weights")
        if weights == "one":
            return dict.fromkeys(terms, 1.0), "one"
        having = found.groupby("term")["report_id"].nunique()
        df = having.reindex(terms, fill_value=0)
        idf = np.log((1 + reports) / (1 + df)) + 1
        return dict(zip(terms, idf.astype(float), strict=True)), f"idf of {reports} reports"
    without = [one for one in terms if not 0 <= weights.get(one, np.nan) < np.inf]
    if without:
        raise ValueError(f"{without[0]!r} has no weight of 0 or more; give every term one")
    return {one: float(weights[one]) for one in terms}, "given"


def _blocks(
    sizes: pd.DataFrame,
    reports: pd.DataFrame,
    columns: list[str],
    denominator: str,
    inference: Inference,
) -> pd.DataFrame:
    """The paragraphs with words: their unit, size and the number of their cluster."""
    named = reports[["report_id", "region_code", "region", "level", "report_year"]]
    blocks = sizes.merge(named, on="report_id").assign(m=lambda rows: rows[denominator])
    within = blocks[blocks["m"] > 0]
    within = within.assign(unit=within.groupby(columns, dropna=False).ngroup())
    within = within.assign(by_section=_by_section(within, inference.cluster))
    place = (
        within["paragraph_id"]
        .astype(str)
        .where(~within["by_section"], within["section"].astype(str))
    )
    numbers = within.assign(place=place).groupby(["unit", "report_id", "place"], sort=True)
    return within.assign(place=numbers.ngroup()).reset_index(drop=True)


def _by_section(rows: pd.DataFrame, cluster: str) -> pd.Series:
    if cluster != "section":
        return pd.Series(False, index=rows.index)
    each = rows[["unit", "report_id", "section"]].drop_duplicates()
    return rows["unit"].map(each["unit"].value_counts()) >= MIN_SECTIONS


def _units(blocks: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    by_unit = blocks.groupby("unit", sort=True)
    table = by_unit[columns].first(skipna=False)
    return table.assign(
        size=by_unit["m"].sum().astype("int64"),
        reports=by_unit["report_id"].nunique(),
    )


def _totals(hits: pd.DataFrame, units: int) -> dict[str, Any]:
    """How often terms occur in each unit, how many, and which contributes most."""
    index = pd.RangeIndex(units)
    parts = hits.groupby(["unit", "term"])["w"].sum().reset_index()
    most = parts.sort_values(["unit", "w", "term"], ascending=[True, False, True])
    most = most[most["w"] > 0].drop_duplicates("unit").set_index("unit")
    whole = parts.groupby("unit")["w"].sum()
    return {
        "n": hits.groupby("unit").size().reindex(index, fill_value=0),
        "terms": parts.groupby("unit").size().reindex(index, fill_value=0),
        "carried_by": most["term"].reindex(index),
        "carried": (most["w"] / whole).reindex(index),
    }


def _intervals(
    blocks: pd.DataFrame, hits: pd.DataFrame, inference: Inference, denominator: Denominator
) -> dict[str, Any]:
    """The value of each unit with its limits; see ``list_index`` for what is computed."""
    first = blocks.drop_duplicates("place").sort_values("place")
    unit, many = first["unit"].to_numpy(), len(first)
    x = _sums(hits["place"], hits["w"], many)
    m = _sums(blocks["place"], blocks["m"], many)
    found, scale = _spread(unit, x, m, hits)
    kinds = np.where(first.drop_duplicates("unit")["by_section"], "section", "paragraph")
    low, high = limits(
        found,
        confidence=inference.confidence,
        borrow=across_texts(np.zeros(len(found.n)), found.blocks, kinds),
        of_parts=denominator != "sentences",  # of which one may have several
    )
    own = np.bincount(unit, np.bincount(hits["place"], minlength=many) > 0).astype(int)
    of = list(zip(found.blocks.tolist(), kinds, strict=True))
    reason = [few_blocks("the text", k, inference.min_blocks, kind) for k, kind in of]
    given = np.array(reason, dtype=object) == ""
    with np.errstate(invalid="ignore", divide="ignore"):
        per_thousand = 1000 / scale
        return {
            "value": per_thousand * found.n / found.words,
            "low": np.where(given, per_thousand * low, np.nan),
            "high": np.where(given, per_thousand * high, np.nan),
            "cluster": kinds,
            "basis": [basis([held], *one)[0] for held, one in zip(own, of, strict=True)],
            "reason": reason,
        }


def _spread(unit: Ints, x: Floats, m: Floats, hits: pd.DataFrame) -> tuple[Spread, Floats]:
    """How the scaled sums of each unit vary over its clusters, and the scale."""
    many = int(unit.max(initial=-1)) + 1
    n, words = _sums(unit, x, many), _sums(unit, m, many)
    squares = _sums(hits["unit"], hits["w"] ** 2, many)
    largest_weight = max(float(hits["w"].max()) if len(hits) else 1.0, 1e-12)
    scale = np.divide(n, squares, out=np.full(many, 1 / largest_weight), where=squares > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = (n / words)[unit]
        r = scale[unit] * (x - p * m) / (1 - m / words[unit])
    r = np.where(np.isfinite(r), r, 0)
    largest = np.zeros(many)
    np.maximum.at(largest, unit, np.where(x > 0, r**2, 0))
    blocks = np.bincount(unit, minlength=many)
    second, fourth = _sums(unit, r**2, many), _sums(unit, r**4, many)
    return Spread(scale * n, words, blocks, second, fourth, largest), scale


def _sums(group: ArrayLike, values: ArrayLike, many: int) -> Floats:
    """The sum of the values of each group, in the order of the rows."""
    return np.bincount(np.asarray(group), np.asarray(values, dtype=float), many).astype(float)


def standardised(table: pd.DataFrame) -> pd.DataFrame:
    """An index compared with the other rows of its table, as papers print it.

    Args:
        table: with the columns value and reason, such as from ``list_index``.

    Returns:
        The table with ``z``, ``(value − mean) / sd`` with n − 1, and ``min_max``,
        ``(value − lowest) / (highest − lowest)``, after ``high``; both are missing, and reason says
        so, where all values are the same.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.dictionaries import standardised
        >>> table = standardised(pd.DataFrame({"value": [1.0, 2.0, 5.0], "reason": ""}))
        >>> print(table[["value", "z", "min_max"]].round(2).to_string(index=False))
        value     z  min_max
          1.0 -0.80     0.00
          2.0 -0.32     0.25
          5.0  1.12     1.00
    """
    check_columns(table, ["value", "reason"], "the table (from list_index)")
    value = table["value"].astype(float)
    spread, reach = value.std(ddof=1), value.max() - value.min()
    alike = not reach > 0
    z = value * np.nan if alike else (value - value.mean()) / spread
    min_max = value * np.nan if alike else (value - value.min()) / reach
    place = list(table).index("high" if "high" in table else "value") + 1
    table = table.copy()
    table.insert(place, "z", z)
    table.insert(place + 1, "min_max", min_max)
    if alike:
        note = "all values are the same; none is standardised"
        table["reason"] = [f"{one}; {note}" if one else note for one in table["reason"]]
    return table
