"""Every number that measures something: its unit, what it measures, and whether it was reached.

Three steps, each a few tables of words and short functions: numbers are *found* with their units,
and dates, ordinals, names and slogans *left out* (``quantity_figures``); what remains is
*understood* from the words to its left (subject and predicate) and to its right
(``quantity_words``), and from the orientation of its sentence (``quantity_time``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

import pandas as pd

from corpus.quantities.misprints import warning_of, with_digits
from corpus.quantities.numbers import Figure, QuantityKind, figures_in
from corpus.quantities.periods import clause_before, period_of, periods_in, status_of
from corpus.quantities.phrases import (
    Bound,
    Change,
    Context,
    Status,
    bound_of,
    change_of,
    kind_of,
    modifier_of,
    read_figure,
    words_before,
)
from corpus.schema import Columns
from corpus.text.numerals import fold

COLUMNS = {
    "sentence_id": "int64",
    "start": "int64",
    "end": "int64",
    "value": "float64",
    "value_high": "float64",
    "unit": "str",
    "indicator": "str",
    "kind": "str",
    "change": "str",
    "bound": "str",
    "status": "str",
    "period": "str",
    "modifier": "str",
    "warning": "str",
}
UNREAD = frozenset({"front_matter", "appendix", "boilerplate"})


Row = tuple[
    int, int, int, float, float, str, str, QuantityKind, Change, Bound, Status, str, str, str
]


def _rows(
    text: str,
    printed: str,
    figures: Sequence[Figure],
    sentence_id: int,
    span: tuple[int, int],
    orientation: str,
    year: int | None,
    carried: str,
) -> Iterator[Row]:
    """The rows of one sentence; ``carried`` is the subject that the sentence before ended with.

    ``text`` is folded, with letters for digits read as digits; ``printed`` is without that.
    """
    periods = periods_in(text, *span, year, orientation.startswith("plan"))
    since, reading = span[0], Context(carried, "", "achieved")
    for index, figure in enumerate(figures):
        after = text[figure.unit_end : figure.unit_end + 16]
        left = words_before(text, figure, since)
        period, last_year = period_of(periods, figure.start, orientation, year)
        clause = clause_before(text, span[0], figure.start)
        status = status_of(orientation, clause, figure, text, last_year, year)
        reading = read_figure(text, figures, index, since, reading, status)
        change = change_of(reading.predicate, reading.subject, after)
        kind = kind_of(figure, reading, left, change, after)
        near = text[max(since, figure.start - 30) : figure.start]
        modifier = modifier_of(reading.predicate, left, near)
        if year and "同比" in modifier and period == f"{year - 5}-{year - 1}":
            period = str(year - 1)  # 比上年 in a review of five years is of the last of them
        yield (
            sentence_id,
            figure.start,
            figure.end,
            figure.value,
            figure.high,
            figure.unit,
            _without_half_quotes(reading.subject),
            kind,
            change,
            bound_of(figure, reading.predicate, after),
            reading.status,
            period,
            modifier,
            warning_of(printed, text, figure, kind, change, reading.subject + reading.predicate),
        )
        since = figure.unit_end


def _without_half_quotes(words: str) -> str:
    """A subject that was cut within a quotation, without the mark that is left of it."""
    return words if ("“" in words) == ("”" in words) else words.strip("“”").replace("”", "")


def _by_sentence(
    figures: Sequence[Figure], starts: Sequence[int], ends: Sequence[int]
) -> dict[int, list[Figure]]:
    """The figures of each sentence, by the sentence's position in the table."""
    groups: dict[int, list[Figure]] = {}
    for figure in figures:
        index = bisect_right(starts, figure.start) - 1
        if index >= 0 and figure.end <= ends[index]:
            groups.setdefault(index, []).append(figure)
    return groups


def find_quantities(
    text: str, sentences: pd.DataFrame, *, report_year: int | None = None
) -> pd.DataFrame:
    """Every quantity of a report with what it measures, one row a number, in the text's order.

    Status follows the orientation of the sentence (review and problems: achieved; plan: target),
    unless the clause says otherwise: 已, 了, 目前, a year before the report's, or the base of
    由…提高到 is achieved in a plan; 力争, 将, 到2030年 is a target in a review.

    Args:
        text: the document's text; all offsets are code points in it.
        sentences: one row a sentence: sentence_id, paragraph_id, start, end, orientation.
            Front matter, appendix and boilerplate are not read.
        report_year: the year that the report plans for; without it, periods stay in words.

    Returns:
        One row per quantity: sentence_id, start, end, value, value_high, unit, indicator, kind,
        change, bound, status, period, modifier, warning. ``value_high`` is missing but for ranges.
        ``warning`` names what looks wrong, or is "": letter_for_digit (1O% is read as 10%),
        spaced_digits (1 0%), above_100_percent.

    Raises:
        KeyError: a column of ``sentences`` is missing.
    """
    columns = {str(name): sentences[name].tolist() for name in sentences}
    return quantity_table(quantity_columns(text, columns, report_year))


def quantity_table(columns: Columns) -> pd.DataFrame:
    """The columns of quantities as a table, each of its type."""
    return pd.DataFrame(columns, columns=list(COLUMNS)).astype(COLUMNS)


def quantity_columns(text: str, sentences: Columns, report_year: int | None) -> Columns:
    """As ``find_quantities``, with columns in place of tables."""
    wanted = (
        sentences[name] for name in ("start", "end", "sentence_id", "orientation", "paragraph_id")
    )
    in_order = sorted(zip(*wanted, strict=True), key=itemgetter(0))
    starts, ends, ids, orientations, paragraphs = (
        [row[place] for row in in_order] for place in range(5)
    )
    folded = fold(text)
    read = with_digits(folded)
    groups = _by_sentence(figures_in(read), starts, ends)
    rows: list[Row] = []
    last, carried = -1, ""
    for index in sorted(groups):
        if orientations[index] in UNREAD:
            continue
        is_near = last == index - 1 and last >= 0 and paragraphs[last] == paragraphs[index]
        span = (starts[index], ends[index])
        found = list(
            _rows(
                read,
                folded,
                groups[index],
                ids[index],
                span,
                orientations[index],
                report_year,
                carried if is_near else "",
            )
        )
        rows.extend(found)
        last, carried = index, found[-1][6]
    columns = zip(*rows, strict=True) if rows else ([] for _ in COLUMNS)
    return dict(zip(COLUMNS, map(list, columns), strict=True))
