"""How often each term stands in each unit: the table that the statistics take."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.checks import check_counts, check_places
from corpus.arrays import Bools, Ints
from corpus.schema import PATH_SEPARATOR, WORD_KINDS, check_columns

# Ids that count anew in each report.
_WITHIN_REPORT = {"paragraph_id", "sentence_id"}
_BLOCK = ["report_id", "paragraph_id"]
# What a unit may also be called.
_UNITS = {
    "report": "report_id",
    "paragraph": "paragraph_id",
    "sentence": "sentence_id",
    "part": "orientation",
    "year": "report_year",
}


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
    section = paragraphs["heading_path"].str.split(PATH_SEPARATOR, regex=False).str[0]
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
    kinds: Collection[str] | None = WORD_KINDS,
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
    unit, units = unit_codes(tokens, columns)
    matrix, terms = term_matrix(unit, tokens, of_kinds(tokens, kinds))
    listed = listed_terms(terms, stop_words, min_length)
    at = matrix[:, listed].tocoo()
    return pd.DataFrame({"unit": units[at.row], "term": terms[listed][at.col], "n": at.data})


def unit_columns(rows: pd.DataFrame, by: str | Sequence[str]) -> list[str]:
    """The columns that name the unit: see ``count_terms``."""
    columns = [by] if isinstance(by, str) else list(by)
    meant = {name: column for name, column in _UNITS.items() if column in rows}
    return [one if one in rows else meant.get(one, one) for one in columns]


def of_kinds(tokens: pd.DataFrame, kinds: Collection[str] | None) -> Bools:
    """Which tokens are of these kinds; all where there are no kinds."""
    if kinds is None or "kind" not in tokens:
        return np.ones(len(tokens), dtype=bool)
    return np.asarray(tokens["kind"].isin(list(kinds)), dtype=bool)


def term_matrix(row: Any, tokens: pd.DataFrame, counted: Bools) -> tuple[Any, pd.Index]:
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


def unit_codes(rows: pd.DataFrame, columns: Sequence[str]) -> tuple[Any, pd.Index]:
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


def by_block(
    rows: pd.DataFrame,
    words: pd.DataFrame | None,
    *,
    columns: Sequence[str],
    kinds: Collection[str] = WORD_KINDS,
) -> tuple[pd.DataFrame, Any, Ints, pd.Index]:
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
    counted, spoken = (one[of_kinds(one, kinds)] for one in (rows, spoken))
    for table in (counted, spoken):
        check_places(table)
    both = pd.concat([counted[keys], spoken[keys]], ignore_index=True)
    number = both.groupby(keys, sort=True).ngroup()
    block = number.fillna(-1).to_numpy(dtype=np.int64)  # -1: a key is missing
    n, terms = term_matrix(block[: len(counted)], counted, block[: len(counted)] >= 0)
    said = block[len(counted) :]
    size = np.bincount(said[said >= 0], minlength=block.max(initial=-1) + 1)
    n.resize((len(size), len(terms)))
    known = np.unique(block, return_index=True)[1][int((block < 0).any()) :]
    return both.iloc[known].reset_index(drop=True), n, size, terms


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
