"""The quantities of a report: value, unit, indicator, and whether it is a result or a target.

There are three steps, each made of a few word lists and short functions. ``numbers`` finds numbers
with their units and leaves out dates, ordinals, names and slogans; ``phrases`` reads the words to
the left (subject and predicate) and to the right; ``periods`` reads the time, given the time
reference of the sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from corpus.quantities.misprints import warning_of, with_digits, with_items_apart, with_points
from corpus.quantities.numbers import figures_in
from corpus.quantities.periods import (
    base_ahead,
    base_named,
    bases_in,
    clause_before,
    grounds_in,
    is_reached_from,
    period_of,
    periods_in,
    status_of,
)
from corpus.quantities.phrases import (
    AFTER,
    JOINED,
    Bound,
    Change,
    Context,
    Status,
    bound_of,
    change_of,
    kind_of,
    modifier_of,
    read_figure,
    with_currency,
    words_after,
    words_before,
)
from corpus.quantities.units import Figure, QuantityKind
from corpus.schema import Columns
from corpus.text.numerals import fold
from corpus.text.parts_of_a_year import part_of_a_year
from corpus.text.plan_names import with_quoted_plans

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


class _Sentence(NamedTuple):
    """A sentence of the table, in the order of its columns here."""

    start: int
    end: int
    sentence_id: int
    orientation: str
    paragraph_id: int


def _rows(
    text: str,
    printed: str,
    figures: Sequence[Figure],
    sentence: _Sentence,
    year: int | None,
    carried: str,
) -> Iterator[Row]:
    """The rows of one sentence.

    Args:
        text: the folded text, with misread letters replaced by digits.
        printed: the folded text as printed.
        figures: the figures of the sentence, in order.
        sentence: its span and time reference.
        year: the report year.
        carried: the subject with which the preceding sentence ended.
    """
    orientation, since = sentence.orientation, sentence.start
    grounds = grounds_in(text, since, sentence.end, figures)
    periods = periods_in(text, since, sentence.end, year, orientation, grounds)
    bases, base = bases_in(text, since, sentence.end), ""
    reading = Context(carried, "", "achieved")
    last_kind: QuantityKind = "level"
    for index, figure in enumerate(figures):
        after = text[figure.unit_end : figure.unit_end + AFTER]
        left = words_before(text, figure, since)
        period, last_year = period_of(periods, figure.start, orientation, year)
        clause = clause_before(text, sentence.start, figure.start, grounds)
        status = status_of(orientation, clause, figure, text, last_year, year)
        reading = read_figure(text, figures, index, since, left, reading, status)
        figure = with_currency(figure, reading.subject, after)
        change = change_of(figure, reading, after)
        kind = kind_of(figure, reading, left, change, after)
        if index and _is_of_the_same(text, sentence, figures[index - 1], figure):
            kind = last_kind  # 增速由8%放缓到7%
        last_kind = kind
        shared = words_after(text, figures, index, reading.predicate)
        if not (base and JOINED.fullmatch(text[since : figure.start][:6])):
            base = base_named(left)  # which holds for a list: 比2009年增长7%和8%
        near = text[max(since, figure.start - 30) : figure.start]
        modifier = modifier_of(reading.predicate, left, near)
        modifier = _with_base(modifier, change, base, base_ahead(bases, figure.start))
        modifier = "、".join(one for one in (modifier, part_of_a_year(clause)) if one)
        yield (
            sentence.sentence_id,
            figure.start,
            figure.end,
            figure.value,
            figure.high,
            figure.unit,
            _without_half_quotes(reading.subject),
            kind,
            change,
            bound_of(figure, reading.predicate, shared),
            reading.status,
            _compared_period(period, modifier, year),
            modifier,
            warning_of(printed, text, figure, kind, change, reading.subject + reading.predicate),
        )
        since = figure.unit_end


def _is_of_the_same(text: str, sentence: _Sentence, last: Figure, figure: Figure) -> bool:
    """Whether a number is what is reached from the one before, in the same unit."""
    same = last.measure == figure.measure
    return same and is_reached_from(text, sentence.start, last, figure.start)


def _with_base(modifier: str, change: Change, named: str, ahead: str) -> str:
    """The modifier with the year of comparison, unless the change is from one year to the next."""
    if change == "none":
        return modifier
    base = named or ("" if "同比" in modifier else ahead)
    return "、".join(one for one in (modifier, base) if one)


def _compared_period(period: str, modifier: str, year: int | None) -> str:
    """The period of a quantity; 比上年 in a review of several years refers to the last of them."""
    if year and "同比" in modifier and period.endswith(f"-{year - 1}"):
        return str(year - 1)
    return period


def _without_half_quotes(words: str) -> str:
    """A subject without the quotation mark left over if only one of a pair is in it."""
    return words if ("“" in words) == ("”" in words) else words.strip("“”").replace("”", "")


def _by_sentence(
    figures: Sequence[Figure], starts: Sequence[int], ends: Sequence[int]
) -> dict[int, list[Figure]]:
    """The figures of each sentence, by the position of the sentence in the table."""
    groups: dict[int, list[Figure]] = {}
    for figure in figures:
        index = bisect_right(starts, figure.start) - 1
        if index >= 0 and figure.end <= ends[index]:
            groups.setdefault(index, []).append(figure)
    return groups


def find_quantities(
    text: str, sentences: pd.DataFrame, *, report_year: int | None = None
) -> pd.DataFrame:
    """The quantities of a report with the indicator that each measures, in the order of the text.

    The status follows the time reference of the sentence (review and problems: achieved; plan:
    target) unless the clause indicates otherwise. In the plan, 已, 了, 目前, a year before the
    report year or the base of 由…提高到 make a number achieved; in the review, 力争, 将 or 到2030年
    make it a target, and so do 未达到…的要求, 暂缓实施 and 正在按计划: it is no result.

    Args:
        text: the document's text; offsets count its code points.
        sentences: one row per sentence: sentence_id, paragraph_id, start, end, orientation. Front
            matter, appendix and page furniture are left out.
        report_year: the year planned; without it, relative periods remain as worded.

    Returns:
        One row per quantity: sentence_id, start, end, value, value_high, unit, indicator, kind,
        change, bound, status, period, modifier, warning. ``value_high`` is missing except for
        ranges. ``modifier`` is the statistical basis (可比, 年均, 累计 …) and a year with which a
        change is compared (比2009年). ``warning`` names doubts about the number, or is "":
        letter_for_digit (1O% is read as 10%), spaced_digits (1 0%), lost_character (1?43亿美元 has
        no value), above_100_percent.

    Raises:
        KeyError: if a column of ``sentences`` is missing.

    Example:
        >>> import pandas as pd
        >>> from corpus.quantities import find_quantities
        >>> text = "地区生产总值增长7%左右，新增城镇就业1.2万人以上。"
        >>> sentence = (0, 0, 0, len(text), "plan_next_year")
        >>> columns = ["sentence_id", "paragraph_id", "start", "end", "orientation"]
        >>> found = find_quantities(text, pd.DataFrame([sentence], columns=columns))
        >>> print(found[["indicator", "value", "unit", "bound", "status"]].to_string(index=False))
        indicator  value unit  bound status
           地区生产总值    7.0    % approx target
           新增城镇就业    1.2   万人     ge target
    """
    columns = {str(name): sentences[name].tolist() for name in sentences}
    return quantity_table(quantity_columns(text, columns, report_year))


def _in_order(sentences: Columns) -> list[_Sentence]:
    wanted = (sentences[name] for name in _Sentence._fields)
    return [_Sentence(*row) for row in sorted(zip(*wanted, strict=True), key=itemgetter(0))]


def quantity_table(columns: Columns) -> pd.DataFrame:
    """The columns of quantities as a table, each with its type."""
    return pd.DataFrame(columns, columns=list(COLUMNS)).astype(COLUMNS)


def quantity_columns(text: str, sentences: Columns, report_year: int | None) -> Columns:
    """As ``find_quantities``, with columns instead of tables."""
    in_order = _in_order(sentences)
    folded = with_items_apart(with_points(with_quoted_plans(fold(text))))
    read = with_digits(folded)
    groups = _by_sentence(
        figures_in(read), [one.start for one in in_order], [one.end for one in in_order]
    )
    rows: list[Row] = []
    last, carried = -1, ""
    for index in sorted(groups):
        sentence = in_order[index]
        if sentence.orientation in UNREAD:
            continue
        same = last >= 0 and in_order[last].paragraph_id == sentence.paragraph_id
        known = carried if same and last == index - 1 else ""
        rows += _rows(read, folded, groups[index], sentence, report_year, known)
        last, carried = index, rows[-1][6]
    columns = zip(*rows, strict=True) if rows else ([] for _ in COLUMNS)
    return dict(zip(COLUMNS, map(list, columns), strict=True))
