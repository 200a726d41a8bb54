"""How often each term stands in each unit: the table that the statistics take."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]

# Ids that count anew in each report.
_WITHIN_REPORT = {"paragraph_id", "sentence_id"}
DEFAULT_KINDS = ("word", "latin")


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
        The same rows in the same order, with the columns orientation and heading_path, and region
        and report_year where reports are given.
    """
    keys = ["report_id", "paragraph_id"]
    added = paragraphs[[*keys, "orientation", "heading_path"]]
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
        by: the column, or columns, that say which unit a row is in. A unit of several columns is
            named by their values with `` / `` between; paragraph_id and sentence_id, which count
            anew in each report, are taken with report_id. Where a value is missing, so is the unit.
        kinds: of tokens counted; None for all. Mentions have no kind and are all counted.
        stop_words: terms that are not counted.
        min_length: of a term, in characters.

    Returns:
        A row a unit and term that stands in it, sorted by unit and term: unit, term, n.

    Raises:
        ValueError: where a column is missing.
    """
    columns = [by] if isinstance(by, str) else list(by)
    check_columns(tokens, ["term", *columns])
    kept = tokens
    if kinds is not None and "kind" in tokens:
        kept = kept[kept["kind"].isin(list(kinds))]
    kept = kept[~kept["term"].isin(list(stop_words)) & (kept["term"].str.len() >= min_length)]
    pairs = pd.DataFrame({"unit": unit_names(kept, columns), "term": kept["term"]})
    counted = pairs.groupby(["unit", "term"], sort=True, observed=True, dropna=False).size()
    return counted.rename("n").reset_index()


def unit_names(rows: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """The name of the unit each row is in: see ``count_terms``."""
    columns = list(by)
    if _WITHIN_REPORT & set(columns) and "report_id" not in columns:
        columns = ["report_id", *columns]
    if len(columns) == 1:
        return rows[columns[0]]
    names = rows[columns[0]].astype(str)
    for column in columns[1:]:
        names = names + " / " + rows[column].astype(str)
    return names


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
        denominator: word tokens without punctuation and numbers).

    Raises:
        ValueError: where a column is missing.
    """
    check_columns(tokens, ["report_id", "paragraph_id", "term", "kind"])
    words = tokens[tokens["kind"].isin(list(kinds))]
    listed = words[~words["term"].isin(list(stop_words)) & (words["term"].str.len() >= min_length)]
    places = listed.drop_duplicates(["report_id", "paragraph_id", "term"])
    table = pd.DataFrame(
        {
            "n": listed.groupby("term", observed=True).size(),
            "paragraphs": places.groupby("term", observed=True).size(),
        }
    )
    table.insert(1, "per_thousand", 1000 * table["n"] / len(words))
    table["n_words"] = len(words)
    table = table.rename_axis("term").reset_index()
    return table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)


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
