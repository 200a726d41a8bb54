"""Passages that two reports share, sentence by sentence, and which report had them first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.across_reports.sparse_products import ranges, row_groups
from corpus.arrays import Bools, Floats, Ints
from corpus.schema import check_columns

SHINGLE = 5  # characters in a sequence
_KEPT = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
SENTENCE = ["sentence_id", "start", "end", "sentence"]
_COLUMNS = (
    "report",
    "other",
    "passage",
    *SENTENCE,
    "score",
    *(f"other_{one}" for one in SENTENCE),
    "date",
    "other_date",
    "first",
    "reason",
)


class _Runs(NamedTuple):
    """The distinct sequences of characters of each sentence, as numbers.

    Attributes:
        code: the sequences, sentence by sentence.
        first: where those of each sentence begin, and the number of all at the end.
        kinds: the number of different sequences.
    """

    code: Ints
    first: Ints
    kinds: int


def aligned_passages(
    sentences: pd.DataFrame,
    *,
    pairs: pd.DataFrame,
    reports: pd.DataFrame | None = None,
    at_least: float = 0.7,
    shortest: int = 10,
) -> pd.DataFrame:
    """The sentences of reports that occur, almost word for word, in another, and who was first.

    ``score`` is the share of the distinct sequences of five characters of a sentence, without
    numbers, which change from year to year, and punctuation, that also occur in the one sentence of
    the other report that has most of them. A sentence can only reach it if that share of its
    sequences occurs anywhere in the other report; the others are not compared one by one, and none
    is lost.

    Args:
        sentences: one row per sentence: report_id, sentence_id, start, end, sentence.
        pairs: one row per pair: report, other, such as from ``with_level_above``.
        reports: the table of the store, for delivery_date and report_year; None if it does not
            matter who was first.
        at_least: the smallest score of an aligned sentence.
        shortest: sentences with fewer characters, numbers and punctuation aside, are left out.

    Returns:
        One row per aligned sentence, by pair in the order given and then in the order of the
        report: report, other, passage (a number within the pair, the same for sentences that follow
        each other in both reports), sentence_id, start, end, sentence, score, other_sentence_id,
        other_start, other_end, other_sentence, date and other_date (of delivery), first (the ID
        of the report delivered first or, where a date is missing, of the earlier report year;
        missing where neither tells), reason (why first is missing, or rests on the year, or "").

    Raises:
        ValueError: if a column or a report is missing, or at_least is not between 0 and 1.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import aligned_passages
        >>> texts = ["坚持稳中求进工作总基调，着力稳就业。", "坚持稳中求进工作总基调。"]
        >>> sentences = pd.DataFrame({"report_id": ["city", "county"], "sentence_id": [4, 9],
        ...                           "start": 0, "end": 18, "sentence": texts})
        >>> reports = pd.DataFrame({"report_id": ["city", "county"], "report_year": 2018,
        ...                         "delivery_date": ["2018-01-17", "2018-01-05"]})
        >>> pairs = pd.DataFrame({"report": ["county"], "other": ["city"]})
        >>> found = aligned_passages(sentences, pairs=pairs, reports=reports)
        >>> print(found[["sentence_id", "other_sentence_id", "score", "first"]]
        ...       .to_string(index=False))
         sentence_id  other_sentence_id  score  first
                   9                  4    1.0 county
    """
    _check(sentences, pairs, at_least)
    rows = sentences.sort_values("report_id", kind="stable", ignore_index=True)
    names, first = np.unique(rows["report_id"].to_numpy(dtype=object), return_index=True)
    first = np.append(first, len(rows))
    left, right = (_places(pd.Index(names), pairs[name]) for name in ("report", "other"))
    runs = _runs(rows["sentence"].tolist(), shortest)
    own, other, score, pair = _aligned(runs, first, left, right, at_least)
    order = np.lexsort((own, pair))
    own, other, score, pair = own[order], other[order], score[order], pair[order]
    table = pd.DataFrame({name: pairs[name].to_numpy()[pair] for name in ("report", "other")})
    table["passage"] = _passages(pair, own, other)
    table[SENTENCE] = rows[SENTENCE].iloc[own].to_numpy()
    table["score"] = score
    table[[f"other_{one}" for one in SENTENCE]] = rows[SENTENCE].iloc[other].to_numpy()
    numbers = [f"{side}{one}" for side in ("", "other_") for one in SENTENCE[:-1]]
    table = table.astype(dict.fromkeys(numbers, "int64"))
    return _with_first(table, reports)[list(_COLUMNS)]


def _check(sentences: pd.DataFrame, pairs: pd.DataFrame, at_least: float) -> None:
    check_columns(sentences, ["report_id", *SENTENCE], "sentences")
    check_columns(pairs, ["report", "other"], "pairs")
    if not 0 < at_least <= 1:
        raise ValueError(f"at_least is {at_least}; it must be above 0 and at most 1")


def _places(names: pd.Index, wanted: pd.Series) -> Ints:
    places = names.get_indexer(pd.Index(wanted))
    if (places < 0).any():
        unknown = wanted.iloc[int(np.argmax(places < 0))]
        raise ValueError(f"sentences has no rows of report {unknown!r}; check the report ID")
    return np.asarray(places, dtype=np.int64)


def _runs(sentences: Sequence[str], shortest: int) -> _Runs:
    """The sequences of all sentences: hashes of 64 bits, numbered."""
    letters = [_KEPT.sub("", one) for one in sentences]
    size = np.array([len(one) for one in letters], dtype=np.int64)
    text = np.frombuffer("".join(letters).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    begin = np.cumsum(size) - size
    n = np.where(size >= max(shortest, SHINGLE), size - SHINGLE + 1, 0)
    at, sentence = ranges(begin, begin + n)
    value = np.zeros(len(at), dtype=np.uint64)
    for step in range(SHINGLE):
        value = (value ^ text[at + step]) * np.uint64(0x9E3779B97F4A7C15)
        value ^= value >> np.uint64(29)
    code, kinds = pd.factorize(value)  # faster than sorting
    every = np.sort(sentence * np.int64(max(len(kinds), 1)) + code)  # np.unique is slower
    distinct = every[np.diff(every, prepend=-1) != 0]
    sentence, code = np.divmod(distinct, max(len(kinds), 1))
    first = np.searchsorted(sentence, np.arange(len(size) + 1))
    return _Runs(code, np.asarray(first, dtype=np.int64), len(kinds))


def _aligned(
    runs: _Runs, first: Ints, left: Ints, right: Ints, at_least: float
) -> tuple[Ints, Ints, Floats, Ints]:
    """Sentence, sentence of the other report, score, and pair, of all that are aligned."""
    found: list[tuple[Any, ...]] = [(np.zeros(0, np.int64),) * 2 + (np.zeros(0), np.zeros(0, int))]
    number = np.full(runs.kinds, -1, dtype=np.int64)  # of each sequence in the other report
    for other, at in row_groups(right):
        theirs = np.arange(first[other], first[other + 1])
        codes = runs.code[runs.first[theirs[0]] : runs.first[theirs[-1] + 1]]
        number[codes] = np.arange(len(codes))
        mine, pair = ranges(first[left[at]], first[left[at] + 1])
        likely = _may_reach(runs, mine, number, at_least)
        mine, pair = mine[likely], pair[likely]
        best, score = _best(runs, mine, theirs, number)
        number[codes] = -1
        enough = score >= at_least
        found.append((mine[enough], best[enough], score[enough], at[pair[enough]]))
    joined = [np.concatenate(parts) for parts in zip(*found, strict=True)]
    return joined[0], joined[1], joined[2], joined[3]


def _may_reach(runs: _Runs, mine: Ints, number: Ints, at_least: float) -> Bools:
    """Which sentences have so large a share of sequences that occur anywhere in the other."""
    n = runs.first[mine + 1] - runs.first[mine]
    at, sentence = ranges(runs.first[mine], runs.first[mine + 1])
    shared = np.bincount(sentence, number[runs.code[at]] >= 0, minlength=len(mine))
    return np.asarray((n > 0) & (shared >= at_least * n - 1e-9))


def _best(runs: _Runs, mine: Ints, theirs: Ints, number: Ints) -> tuple[Ints, Floats]:
    """The sentence of the other report with most of the sequences of each, and their share."""
    if not len(mine):
        return mine, np.zeros(0)
    shared: Any = (_incidence(runs, mine, number) @ _incidence(runs, theirs, number).T).tocsr()
    shared.sort_indices()
    most = np.zeros(len(mine))
    row = np.repeat(np.arange(len(mine)), np.diff(shared.indptr))
    np.maximum.at(most, row, shared.data)
    top = shared.data == most[row]
    rows, where = np.unique(row[top], return_index=True)
    best = np.full(len(mine), theirs[0])
    best[rows] = theirs[shared.indices[top][where]]
    return best, most / np.diff(runs.first)[mine]


def _incidence(runs: _Runs, sentences: Ints, number: Ints) -> Any:
    """Which of the sequences of the other report are in each sentence."""
    at, row = ranges(runs.first[sentences], runs.first[sentences + 1])
    column = number[runs.code[at]]
    kept = column >= 0
    ones = np.ones(int(kept.sum()))
    shape = (len(sentences), int(number.max(initial=0)) + 1)
    return sparse.csr_array((ones, (row[kept], column[kept])), shape=shape)


def _passages(pair: Ints, own: Ints, other: Ints) -> Ints:
    """A number for the sentences that follow each other in both reports, from 1 in each pair."""
    new = (np.diff(pair, prepend=-1) != 0) | (np.diff(own, prepend=-9) != 1)
    new |= np.diff(other, prepend=-9) != 1
    number = np.cumsum(new)
    starts = np.diff(pair, prepend=-1) != 0
    before = np.maximum.accumulate(np.where(starts, number - 1, 0)) if len(pair) else number
    return np.asarray(number - before, dtype=np.int64)


def _with_first(table: pd.DataFrame, reports: pd.DataFrame | None) -> pd.DataFrame:
    """The dates of both reports, and which of them came first."""
    if reports is None:
        table[["date", "other_date", "first"]] = None
        return table.assign(reason="no dates were given")
    check_columns(reports, ["report_id", "delivery_date", "report_year"], "reports")
    about = {row["report_id"]: row for row in reports.to_dict("records")}
    both = list(zip(table["report"], table["other"], strict=True))
    pairs = {one: _first_of(about, *one) for one in dict.fromkeys(both)}
    told = [pairs[one] for one in both]
    columns = ["date", "other_date", "first", "reason"]
    return table.join(pd.DataFrame(told, columns=columns, index=table.index, dtype=object))


def _first_of(
    about: Mapping[Any, Mapping[Any, Any]], report: str, other: str
) -> tuple[str | None, str | None, str | None, str]:
    for one in (report, other):
        if one not in about:
            raise ValueError(f"reports has no row of report {one!r}; check the report ID")
    day, other_day = (_known(about[one]["delivery_date"]) for one in (report, other))
    if day and other_day:
        if day == other_day:
            return day, other_day, None, "both were delivered on the same day"
        return day, other_day, report if day < other_day else other, ""
    year, other_year = (_known(about[one]["report_year"]) for one in (report, other))
    if year and other_year and year != other_year:
        earlier = report if year < other_year else other
        return day, other_day, earlier, "by report year: a delivery date is missing"
    return day, other_day, None, "a delivery date is missing"


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value
