"""How often each term occurs in each unit: the table that the statistics take."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.checks import check_counts, check_places
from corpus.arrays import Bools, Ints
from corpus.schema import PATH_SEPARATOR, WORD_KINDS, check_columns, check_words
from corpus.sections import sections_of

# IDs that start again from 0 in each report.
_WITHIN_REPORT = {"paragraph_id", "sentence_id"}
_BLOCK = ["report_id", "paragraph_id"]
# What ``in_context`` adds of the paragraph, and of the report.
_CONTEXT = ("orientation", "heading_path", "chapter", "section")
_OF_REPORT = ("region", "report_year")
# Plain names that a unit may also be called by.
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
    """Tokens or mentions with the time reference and headings of their paragraph, and their report.

    The time reference (``orientation``) of a paragraph is that of most of it. If the sentences are
    given, each row has the time reference of its own sentence, which differs if a paragraph turns
    from past work to problems, or to what is planned.

    Args:
        tokens: one row per word or mention, with report_id and paragraph_id.
        paragraphs: the table of the store.
        reports: the table of the store; adds region and report_year.
        sentences: the table of the store; gives the time reference instead of the paragraphs.

    Returns:
        The same rows in the same order, with the columns orientation, heading_path, chapter (the
        outermost heading of the path) and section (its two outermost, see ``section_names``), and
        region and report_year if reports are given.

    Raises:
        ValueError: if a column is missing, or the rows have one of those that are added: sentences
            have an orientation of their own, which is to be dropped first.

    Example:
        >>> from analysis import in_context, open_corpus
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> mentions, paragraphs = read_table(corpus, "mentions"), read_table(corpus, "paragraphs")
        >>> placed = in_context(mentions, paragraphs)[["term", "orientation", "chapter"]]
        >>> print(placed.iloc[[200, 900]].to_string(index=False))
        term      orientation          chapter
          城市 review_past_year 一、2017年和过去五年工作回顾
        精准帮扶   plan_next_year    三、2018年主要工作安排
    """
    check_columns(tokens, ["report_id", "paragraph_id"], "tokens")
    check_columns(
        paragraphs, ["report_id", "paragraph_id", "orientation", "heading_path"], "paragraphs"
    )
    _check_without(tokens, [*_CONTEXT, *([] if reports is None else _OF_REPORT)])
    keys = ["report_id", "paragraph_id"]
    chapter = paragraphs["heading_path"].str.split(PATH_SEPARATOR, regex=False).str[0]
    added = paragraphs[[*keys, "orientation", "heading_path"]]
    added = added.assign(chapter=chapter, section=sections_of(paragraphs))
    joined = tokens.merge(added, on=keys, how="left", validate="many_to_one")
    if sentences is not None:
        keys = ["report_id", "sentence_id"]
        own = tokens[keys].merge(sentences[[*keys, "orientation"]], on=keys, how="left")
        joined["orientation"] = own["orientation"].to_numpy()
    if reports is not None:
        added = reports[["report_id", *_OF_REPORT]]
        joined = joined.merge(added, on="report_id", how="left", validate="many_to_one")
    return joined


def _check_without(rows: pd.DataFrame, added: Sequence[str]) -> None:
    there = [one for one in added if one in rows]
    if there:
        raise ValueError(
            f"the rows have the column {there[0]} already, which in_context adds; drop it first"
        )


def count_terms(
    tokens: pd.DataFrame,
    *,
    by: str | Sequence[str] = "report_id",
    kinds: Collection[str] | None = WORD_KINDS,
    stop_words: Collection[str] = frozenset(),
    min_length: int = 1,
) -> pd.DataFrame:
    """How often each term occurs in each unit.

    Args:
        tokens: one row per word (or mention), with the columns term, kind and those named by
            ``by``.
        by: the column or columns that define the unit; report, paragraph, sentence, part and year
            mean report_id, paragraph_id, sentence_id, orientation and report_year. A unit defined
            by several columns is named by their values, joined by `` / ``; paragraph_id and
            sentence_id, which start again in each report, are combined with report_id. If a value
            is missing, so is the unit.
        kinds: the kinds of tokens counted; None for all. Mentions have no kind and are all counted.
        stop_words: terms that are not counted.
        min_length: the minimum length of a term, in characters.

    Returns:
        One row per unit and term that occurs in it, sorted by unit and term: unit, term, n.

    Raises:
        ValueError: if a column is missing, or the same place is listed twice.

    Example:
        >>> import pandas as pd
        >>> from analysis import count_terms
        >>> terms = ["创新", "教育", "创新", "创新"]
        >>> words = pd.DataFrame({"year": [2017, 2017, 2018, 2018], "term": terms, "kind": "word"})
        >>> print(count_terms(words, by="year").to_string(index=False))
         unit term  n
         2017   创新  1
         2017   教育  1
         2018   创新  2
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
    """The columns that define the unit; see ``count_terms``."""
    columns = [by] if isinstance(by, str) else list(by)
    meant = {name: column for name, column in _UNITS.items() if column in rows}
    return [one if one in rows else meant.get(one, one) for one in columns]


def of_kinds(tokens: pd.DataFrame, kinds: Collection[str] | None) -> Bools:
    """Which tokens are of these kinds; all if no kinds are given or the table has none."""
    if kinds is None or "kind" not in tokens:
        return np.ones(len(tokens), dtype=bool)
    return np.asarray(tokens["kind"].isin(list(kinds)), dtype=bool)


def term_matrix(row: Any, tokens: pd.DataFrame, counted: Bools) -> tuple[Any, pd.Index]:
    """How often each term occurs in each row of the matrix, and the terms, sorted."""
    column, terms = pd.factorize(tokens["term"], sort=True)
    counted = counted & (column >= 0)
    pairs = (np.ones(counted.sum(), dtype=np.int64), (row[counted], column[counted]))
    shape = (int(row.max(initial=-1)) + 1, len(terms))
    matrix = sparse.csc_array(pairs, shape=shape).tocsr()  # converting is a faster way to sort
    matrix.sum_duplicates()
    return matrix, pd.Index(terms)


def listed_terms(terms: pd.Index, stop_words: Collection[str], min_length: int) -> Bools:
    """Which terms are not stop words and have at least this many characters."""
    check_words(stop_words, "stop_words")
    long = terms.astype(str).str.len() >= min_length
    return np.asarray(long & ~terms.isin(list(stop_words)), dtype=bool)


def unit_codes(rows: pd.DataFrame, columns: Sequence[str]) -> tuple[Any, pd.Index]:
    """A number for the unit of each row, and the names of the units, sorted, missing ones last."""
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
    """The name of the unit that each row is in; see ``count_terms``."""
    columns = _with_report(by)
    if len(columns) == 1:
        return rows[columns[0]]
    names = _as_text(rows[columns[0]])
    for column in columns[1:]:
        names = names + " / " + _as_text(rows[column])
    return names


def _as_text(values: pd.Series) -> pd.Series:
    """As text; whole numbers without the decimal point that a missing value gives them."""
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
    """The paragraphs of each unit, with the counts of each term and the number of words in them.

    A paragraph is included if it has words, or a mention, or both; one that belongs to two units is
    included in each. Rows without a unit are left out.

    Args:
        rows: one row per word or mention, with report_id, paragraph_id, term and these columns.
        words: one row per word, for the numbers of words; None if the rows are words themselves.
        columns: the columns that define the unit.
        kinds: the kinds of tokens counted, in the counts and in the numbers of words.

    Returns:
        The paragraphs (these columns, report_id, paragraph_id and, if known, section), sorted; the
        counts as a sparse matrix of paragraphs and terms; the number of words in each paragraph;
        the terms, sorted.

    Raises:
        ValueError: if a column is missing, or the same place is listed twice.
    """
    spoken = rows if words is None else words
    with_section = ["section"] if "section" in rows and "section" in spoken else []
    keys = list(dict.fromkeys([*columns, *_BLOCK, *with_section]))
    check_columns(rows, ["term", *keys])
    check_columns(spoken, ["kind", *keys])
    counted, spoken = (one[of_kinds(one, kinds)] for one in (rows, spoken))
    for table in (counted, spoken):
        check_places(table)
    both = pd.concat([counted[keys], spoken[keys]], ignore_index=True)
    number = both.groupby(keys, sort=True).ngroup()
    block = number.fillna(-1).to_numpy(dtype=np.int64)  # -1: a key is missing
    n, terms = term_matrix(block[: len(counted)], counted, block[: len(counted)] >= 0)
    of_words = block[len(counted) :]
    size = np.bincount(of_words[of_words >= 0], minlength=block.max(initial=-1) + 1)
    n.resize((len(size), len(terms)))
    known = np.unique(block, return_index=True)[1][int((block < 0).any()) :]
    return both.iloc[known].reset_index(drop=True), n, size, terms


def counts_by_unit(counts: pd.DataFrame, *, units: Sequence[str] | None = None) -> pd.DataFrame:
    """A wide table of counts, one column per unit, with the total of each term.

    Args:
        counts: unit, term, n.
        units: the columns in the order wanted; units that are not in the counts are left out. None
            for all units, sorted.

    Returns:
        One row per term, the most frequent first, then by code point: term, the units, total.

    Raises:
        ValueError: if the counts are not valid: a column or value is missing, n is not a whole
            number of 0 or more, or a pair of unit and term has two rows.

    Example:
        >>> import pandas as pd
        >>> from analysis import counts_by_unit
        >>> rows = [("plan", "创新", 3), ("review", "创新", 1), ("review", "教育", 2)]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> print(counts_by_unit(counts, units=["review", "plan"]).to_string(index=False))
        term  review  plan  total
          创新       1     3      4
          教育       2     0      2
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
        The matrix, shape ``(units, terms)``; its units and its terms, both sorted. A unit whose n
        are all 0 has an empty row; a term whose n are all 0 has no column.

    Raises:
        ValueError: as ``counts_by_unit``.

    Example:
        >>> import pandas as pd
        >>> from analysis import document_term
        >>> rows = [("2017", "创新", 3), ("2018", "创新", 1), ("2018", "教育", 2)]
        >>> matrix, units, terms = document_term(pd.DataFrame(rows, columns=["unit", "term", "n"]))
        >>> list(terms), matrix.toarray().tolist()
        (['创新', '教育'], [[3, 0], [1, 2]])
    """
    check_counts(counts)
    n = counts["n"].to_numpy(dtype=np.int64)
    occurs = n > 0
    row, units = pd.factorize(counts["unit"], sort=True)
    column, terms = pd.factorize(counts["term"][occurs], sort=True)
    shape = (len(units), len(terms))
    matrix = sparse.csr_matrix((n[occurs], (row[occurs], column)), shape=shape)
    return matrix, pd.Index(units), pd.Index(terms)
