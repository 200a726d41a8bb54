"""How often each term stands in each unit: the table that the statistics take."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.uncertainty import MIN_BLOCKS, share_intervals

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Bools = NDArray[np.bool_]

# Ids that count anew in each report.
_WITHIN_REPORT = {"paragraph_id", "sentence_id"}
_BLOCK = ["report_id", "paragraph_id"]
DEFAULT_KINDS = ("word", "latin")
# What a unit may also be called.
_UNITS = {
    "report": "report_id",
    "paragraph": "paragraph_id",
    "sentence": "sentence_id",
    "part": "orientation",
    "year": "report_year",
}
_UNDER = " > "  # between the headings of a path


def in_context(
    tokens: pd.DataFrame,
    paragraphs: pd.DataFrame,
    reports: pd.DataFrame | None = None,
    *,
    sentences: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Tokens or mentions with the orientation and heading of their paragraph, and their report.

    A paragraph has the orientation that most of it has, and the blocks of all tests are paragraphs.
    With the sentences, each row has the orientation of its own, which differs where a paragraph
    turns from what was done to what is wrong, or to what will be done.

    Args:
        tokens: a row a word or mention, with report_id and paragraph_id.
        paragraphs: the table of the store.
        reports: the table of the store; adds region and report_year.
        sentences: the table of the store; gives the orientation in place of the paragraphs.

    Returns:
        The same rows in the same order, with the columns orientation, heading_path and section
        (the outermost heading of the path), and region and report_year where reports are given.
    """
    keys = ["report_id", "paragraph_id"]
    section = paragraphs["heading_path"].str.split(_UNDER, regex=False).str[0]
    added = paragraphs[[*keys, "orientation", "heading_path"]].assign(section=section)
    joined = tokens.merge(added, on=keys, how="left", validate="many_to_one")
    if sentences is not None:
        keys = ["report_id", "sentence_id"]
        own = tokens[keys].merge(sentences[[*keys, "orientation"]], on=keys, how="left")
        joined["orientation"] = own["orientation"].to_numpy()
    if reports is not None:
        added = reports[["report_id", "region", "report_year"]]
        joined = joined.merge(added, on="report_id", how="left", validate="many_to_one")
    return joined


def count_terms(
    tokens: pd.DataFrame,
    *,
    by: str | Sequence[str] = "report_id",
    kinds: Collection[str] | None = DEFAULT_KINDS,
    stop_words: Collection[str] = frozenset(),
    min_length: int = 1,
) -> pd.DataFrame:
    """How often each term stands in each unit.

    Args:
        tokens: a row a word (or mention), with the columns term, kind and those named by ``by``.
        by: the column, or columns, that say which unit a row is in; report, paragraph, sentence,
            part and year stand for report_id, paragraph_id, sentence_id, orientation and
            report_year. A unit of several columns is named by their values with `` / `` between;
            paragraph_id and sentence_id, which count anew in each report, are taken with
            report_id. Where a value is missing, so is the unit.
        kinds: of tokens counted; None for all. Mentions have no kind and are all counted.
        stop_words: terms that are not counted.
        min_length: of a term, in characters.

    Returns:
        A row a unit and term that stands in it, sorted by unit and term: unit, term, n.

    Raises:
        ValueError: where a column is missing, or the same place is there in two rows.
    """
    columns = unit_columns(tokens, by)
    check_columns(tokens, ["term", *columns])
    check_places(tokens)
    unit, units = _unit_codes(tokens, columns)
    matrix, terms = _term_matrix(unit, tokens, _of_kinds(tokens, kinds))
    listed = listed_terms(terms, stop_words, min_length)
    at = matrix[:, listed].tocoo()
    return pd.DataFrame({"unit": units[at.row], "term": terms[listed][at.col], "n": at.data})


def unit_columns(rows: pd.DataFrame, by: str | Sequence[str]) -> list[str]:
    """The columns that name the unit: see ``count_terms``."""
    columns = [by] if isinstance(by, str) else list(by)
    meant = {name: column for name, column in _UNITS.items() if column in rows}
    return [one if one in rows else meant.get(one, one) for one in columns]


def _of_kinds(tokens: pd.DataFrame, kinds: Collection[str] | None) -> Bools:
    if kinds is None or "kind" not in tokens:
        return np.ones(len(tokens), dtype=bool)
    return np.asarray(tokens["kind"].isin(list(kinds)), dtype=bool)


def _term_matrix(row: Any, tokens: pd.DataFrame, counted: Bools) -> tuple[Any, pd.Index]:
    """How often each term stands in each row of the matrix, and the terms, sorted."""
    column, terms = pd.factorize(tokens["term"], sort=True)
    counted = counted & (column >= 0)
    pairs = (np.ones(counted.sum(), dtype=np.int64), (row[counted], column[counted]))
    shape = (int(row.max(initial=-1)) + 1, len(terms))
    matrix = sparse.csc_array(pairs, shape=shape).tocsr()  # turning sorts faster than sorting
    matrix.sum_duplicates()
    return matrix, pd.Index(terms)


def listed_terms(terms: pd.Index, stop_words: Collection[str], min_length: int) -> Bools:
    """Which terms are no stop words and have so many characters."""
    long = terms.astype(str).str.len() >= min_length
    return np.asarray(long & ~terms.isin(list(stop_words)), dtype=bool)


def _unit_codes(rows: pd.DataFrame, columns: Sequence[str]) -> tuple[Any, pd.Index]:
    """A number for the unit of each row, and the units' names, sorted; a missing one comes last."""
    columns = _with_report(columns)
    if len(columns) == 1:
        code, units = pd.factorize(rows[columns[0]], sort=True, use_na_sentinel=False)
        return code, pd.Index(units)
    group = rows.groupby(columns, dropna=False, sort=False).ngroup().to_numpy()
    _, first = np.unique(group, return_index=True)
    names = unit_names(rows.iloc[first], columns)
    code, units = pd.factorize(names, sort=True, use_na_sentinel=False)
    return code[group], pd.Index(units)


def unit_names(rows: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """The name of the unit each row is in: see ``count_terms``."""
    columns = _with_report(by)
    if len(columns) == 1:
        return rows[columns[0]]
    names = _as_text(rows[columns[0]])
    for column in columns[1:]:
        names = names + " / " + _as_text(rows[column])
    return names


def _as_text(values: pd.Series) -> pd.Series:
    """As text; whole numbers without a point, which they have where one of them is missing."""
    if pd.api.types.is_float_dtype(values) and (values.dropna() % 1 == 0).all():
        values = values.astype("Int64")
    return values.astype("string").astype("str")


def _with_report(by: Sequence[str]) -> list[str]:
    alone = _WITHIN_REPORT & set(by) and "report_id" not in by
    return ["report_id", *by] if alone else list(by)


def frequency(
    tokens: pd.DataFrame,
    *,
    stop_words: Collection[str] = frozenset(),
    kinds: Collection[str] = DEFAULT_KINDS,
    min_length: int = 2,
) -> pd.DataFrame:
    """The frequency of each term in the words given.

    Args:
        tokens: a row a word, with report_id, paragraph_id, term and kind.
        stop_words: terms left out of the table; they stay in the denominator.
        kinds: of tokens counted, in numerator and denominator.
        min_length: of a term in the table, in characters.

    Returns:
        A row a term, the most frequent first, then by code points: term, n, per_thousand (n in
        1,000 words: ``1000 n / n_words``), paragraphs (how many it stands in), n_words (the
        denominator: word tokens without punctuation and numbers). For other units, intervals and
        the number of documents see ``frequency_by``.

    Raises:
        ValueError: where a column is missing, or the same place is there in two rows.
    """
    check_columns(tokens, ["report_id", "paragraph_id", "term", "kind"])
    check_places(tokens)
    paragraph, _ = _unit_codes(tokens, ["paragraph_id"])
    counted = _of_kinds(tokens, kinds)
    matrix, terms = _term_matrix(paragraph, tokens, counted)
    n, words = matrix.sum(axis=0), int(counted.sum())
    table = pd.DataFrame({"term": terms, "n": n, "per_thousand": 1000 * n / max(words, 1),
                          "paragraphs": (matrix > 0).sum(axis=0), "n_words": words})  # fmt: skip
    table = table[listed_terms(terms, stop_words, min_length) & (n > 0)]
    return table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)


def frequency_by(
    rows: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = "report_id",
    words: pd.DataFrame | None = None,
    stop_words: Collection[str] = frozenset(),
    kinds: Collection[str] = DEFAULT_KINDS,
    min_length: int = 2,
    confidence: float = 0.95,
    min_blocks: int = MIN_BLOCKS,
) -> pd.DataFrame:
    """The frequency of each term in each unit, with an interval and how far it is spread.

    The interval is that of ``share_interval`` with the paragraph as block. It speaks of what the
    same authors might have written, not of other authors. A word-level interval beside it shows
    what it is for: ``wilson_interval`` of n and words.

    Args:
        rows: a row a word or mention: report_id, paragraph_id, term and the columns of ``by``;
            words have a kind.
        by: the unit, as in ``count_terms``; None for all rows as one unit, named ``all``.
        words: a row a word, for the denominators of mentions, with the same columns; None where
            the rows are words themselves.
        stop_words: terms left out of the table; they stay in the denominator.
        kinds: of tokens counted, in numerator and denominator.
        min_length: of a term in the table, in characters.
        confidence: of the intervals, between 0 and 1.
        min_blocks: a term that stands in fewer paragraphs of a unit has no interval there, and
            the reason is given.

    Returns:
        A row a unit and term that stands in it, by unit, the most frequent first, then by code
        points: unit, term, n, words (of the unit: the denominator), per_thousand
        (``1000 n / words``), low, high (of the interval, in 1,000 words too), paragraphs and
        documents (how many of the unit's it stands in), reason (why there is no interval, or "").

    Raises:
        ValueError: where a column is missing, no unit has words, the same place is there in two
            rows, or confidence is none.
    """
    columns = [] if by is None else unit_columns(rows, by)
    blocks, n, size, terms = by_block(rows, words, columns=columns, kinds=kinds)
    if not size.any():
        raise ValueError("no unit has words; a frequency needs a denominator")
    listed = listed_terms(terms, stop_words, min_length)
    n, terms = n[:, listed], terms[listed]
    unit, units = _unit_codes(blocks, columns) if columns else (size * 0, ["all"])
    report, _ = pd.factorize(blocks["report_id"])
    members = [np.flatnonzero(unit == one) for one in range(len(units))]
    tables = [
        _unit_frequency(n[own], size[own], report[own], terms, confidence, min_blocks)
        for own in members
    ]
    return (
        pd.concat(tables, keys=list(units), names=["unit"])
        .reset_index("unit")
        .reset_index(drop=True)
    )


def by_block(
    rows: pd.DataFrame,
    words: pd.DataFrame | None,
    *,
    columns: Sequence[str],
    kinds: Collection[str] = DEFAULT_KINDS,
) -> tuple[pd.DataFrame, Any, Codes, pd.Index]:
    """The paragraphs of each unit, with what is counted in them and their words.

    A paragraph is there when it has words, or a mention, or both; where it is in two units, it is
    there in each. Rows without a unit are left out.

    Args:
        rows: a row a word or mention, with report_id, paragraph_id, term and these columns.
        words: a row a word, for the sizes; None where the rows are words themselves.
        columns: that name the unit.
        kinds: of tokens counted, and of those that make the sizes.

    Returns:
        The paragraphs (these columns, report_id, paragraph_id), sorted; the counts as a sparse
        matrix of paragraphs and terms; the words of each paragraph; the terms, sorted.

    Raises:
        ValueError: where a column is missing, or the same place is there in two rows.
    """
    keys = list(dict.fromkeys([*columns, *_BLOCK]))
    spoken = rows if words is None else words
    check_columns(rows, ["term", *keys])
    check_columns(spoken, ["kind", *keys])
    counted, spoken = (one[_of_kinds(one, kinds)] for one in (rows, spoken))
    for table in (counted, spoken):
        check_places(table)
    both = pd.concat([counted[keys], spoken[keys]], ignore_index=True)
    number = both.groupby(keys, sort=True).ngroup()
    block = number.fillna(-1).to_numpy(dtype=np.int64)  # -1: a key is missing
    n, terms = _term_matrix(block[: len(counted)], counted, block[: len(counted)] >= 0)
    said = block[len(counted) :]
    size = np.bincount(said[said >= 0], minlength=block.max(initial=-1) + 1)
    n.resize((len(size), len(terms)))
    known = np.unique(block, return_index=True)[1][int((block < 0).any()) :]
    return both.iloc[known].reset_index(drop=True), n, size, terms


def _unit_frequency(
    n: Any, size: Codes, report: Codes, terms: pd.Index, confidence: float, min_blocks: int
) -> pd.DataFrame:
    """The terms of one unit: counts (blocks × terms), words and report of each block."""
    total = n.sum(axis=0)
    order = np.argsort(-total, kind="stable")[: np.count_nonzero(total)]
    n = n[:, order]
    found = share_intervals(n, size, confidence=confidence, min_blocks=min_blocks)
    in_reports = sparse.csr_array((np.ones(len(report)), (report, np.arange(len(report)))))
    return pd.DataFrame({"term": terms[order], "n": total[order], "words": size.sum(),
                         "per_thousand": 1000 * found["share"], "low": 1000 * found["low"],
                         "high": 1000 * found["high"], "paragraphs": found["blocks"],
                         "documents": ((in_reports @ n) > 0).sum(axis=0),
                         "reason": found["reason"]})  # fmt: skip


def counts_by_unit(counts: pd.DataFrame, *, units: Sequence[str] | None = None) -> pd.DataFrame:
    """The counts with a column a unit: how often each term stands in each, and in all of them.

    Args:
        counts: unit, term, n.
        units: the columns in their order; those that are not in the counts are left out. None for
            all, sorted.

    Returns:
        A row a term, the most frequent first, then by code points: term, the units, total.

    Raises:
        ValueError: as ``check_counts``.
    """
    check_counts(counts)
    wide = counts.pivot(index="term", columns="unit", values="n").fillna(0).astype(int)
    columns = list(wide.columns) if units is None else [one for one in units if one in wide]
    table = wide[columns].assign(total=wide[columns].sum(axis=1)).rename_axis(columns=None)
    table = table.reset_index()
    return table.sort_values(["total", "term"], ascending=[False, True], ignore_index=True)


def check_counts(counts: pd.DataFrame) -> None:
    """Refuses a table that is not unit, term and n with whole numbers, one row a pair.

    A unit may have n = 0 only: an empty one, which is still one of the units.

    Raises:
        ValueError: one sentence that names the column and the value.
    """
    check_columns(counts, ["unit", "term", "n"])
    if counts.empty:
        raise ValueError("the table of counts is empty")
    for column in ("unit", "term"):
        if counts[column].isna().any():
            raise ValueError(f"column {column} has {counts[column].isna().sum()} missing values")
    n = _numbers(counts["n"])
    wrong = ~np.isfinite(n) | (n < 0) | (n != np.floor(n))
    if wrong.any():
        raise ValueError(f"column n holds {n[wrong][0]:g}, which is no count")
    if not n.any():
        raise ValueError("column n holds 0 only; there is nothing to count")
    twice = counts.duplicated(["unit", "term"])
    if twice.any():
        unit, term = counts.loc[twice, ["unit", "term"]].to_numpy(dtype=object).tolist()[0]
        raise ValueError(f"columns unit and term hold {unit!r} and {term!r} in two rows")


def _numbers(column: pd.Series) -> Floats:
    if not pd.api.types.is_numeric_dtype(column):
        wrong = [value for value in column if not isinstance(value, int | float | np.number)]
        if wrong:
            raise ValueError(f"column {column.name} holds {wrong[0]!r}, which is no count")
    return column.to_numpy(dtype=float, na_value=np.nan)


def check_columns(table: pd.DataFrame, needed: Sequence[str]) -> None:
    """Refuses a table without the columns needed.

    Raises:
        ValueError: one sentence that names the first that is missing.
    """
    missing = [column for column in needed if column not in table]
    if missing:
        raise ValueError(f"the table has no column {missing[0]!r}")


def check_places(rows: pd.DataFrame) -> None:
    """Refuses words or mentions that are there twice: the same term at the same place.

    Tables without report_id, start and term cannot be checked, and are not.

    Raises:
        ValueError: one sentence that names the place.
    """
    columns = ["report_id", "start", "term"]
    if not set(columns) <= set(rows):
        return
    report = pd.factorize(rows["report_id"])[0]
    later = (np.diff(report) > 0) | ((np.diff(report) == 0) & (np.diff(rows["start"]) > 0))
    if later.all():  # in the order of the store nothing is there twice
        return
    twice = rows.duplicated(columns)
    if twice.any():
        first = rows.loc[twice.to_numpy(), columns].iloc[0]
        raise ValueError(
            f"columns report_id, start and term hold {first['report_id']!r}, {first['start']} and "
            f"{first['term']!r} in two rows"
        )


def document_term(counts: pd.DataFrame) -> tuple[sparse.csr_matrix, pd.Index, pd.Index]:
    """The counts as a sparse document-term matrix.

    Args:
        counts: unit, term, n.

    Returns:
        The matrix, shape ``(units, terms)``; its units and its terms, both sorted. A unit with
        n = 0 only has an empty row; a term with n = 0 only has no column.

    Raises:
        ValueError: as ``check_counts``.
    """
    check_counts(counts)
    n = counts["n"].to_numpy(dtype=np.int64)
    stands = n > 0
    row, units = pd.factorize(counts["unit"], sort=True)
    column, terms = pd.factorize(counts["term"][stands], sort=True)
    shape = (len(units), len(terms))
    matrix = sparse.csr_matrix((n[stands], (row[stands], column)), shape=shape)
    return matrix, pd.Index(units), pd.Index(terms)
