"""Numbers, intervals, lists and names as sentences print them, in both languages."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import pandas as pd

from analysis.figures.words import area_names, says
from analysis.years_in_titles import span, year_ranges
from corpus.language import Lang
from corpus.lexicon.lists import english_terms
from corpus.schema import PARTS

# A value just below 0.625 is printed as 0.625 is: the last bit may differ between machines.
_STEADY = 9
# What follows a letter or a digit of English or Arabic numerals needs a space; Chinese does not.
_UNITS = {
    "review": ("the review", "回顾部分"),
    "plan": ("the plan", "部署部分"),
    "nation": ("the State Council report", "国务院报告"),
    "all": ("the text", "该文本"),
}
_CLUSTERS = {
    "section": ("sections", "节"),
    "paragraph": ("paragraphs", "段落"),
    "passage": ("passages", "文段"),
}
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPAN = re.compile(r"(?:19|20)\d\d[–—](?:19|20)\d\d")


def count(n: float) -> str:
    """A whole number; thousands are separated by commas.

    Args:
        n: the number.
    """
    return f"{int(n):,}"


def number(value: float, digits: int = 1, *, plus: bool = False) -> str:
    """A number with a fixed number of decimals and the sign for minus, not a hyphen.

    Args:
        value: the number.
        digits: decimals.
        plus: whether a number above 0 has a sign too.

    Example:
        >>> from analysis.findings.wording import number
        >>> number(-1234.56), number(-0.04), number(2.0, 2, plus=True)
        ('−1,234.6', '0.0', '+2.00')
    """
    text = f"{abs(round(float(value), _STEADY)):,.{digits}f}"
    zero = not text.strip("0.,")
    sign = "" if zero else "−" if value < 0 else "+" if plus else ""
    return sign + text


def digits_of(*values: float) -> int:
    """The fewest decimals, from 1 to 3, with which no value but 0 is printed as 0.

    Args:
        values: the numbers that are printed together; missing ones count for nothing.
    """
    known = [float(one) for one in values if pd.notna(one) and one != 0]
    return next((k for k in (1, 2) if all(abs(round(one, k)) > 0 for one in known)), 3)


def p_value(p: float, lang: Lang, *, adjusted: bool = True) -> str:
    """A p value: ``adjusted p = 0.012``, and never ``p = 0.000``.

    Args:
        p: the value.
        lang: en or zh.
        adjusted: whether it is adjusted for the number of tests.
    """
    name = "p" if not adjusted else "校正后p" if lang == "zh" else "adjusted p"
    return f"{name} < 0.001" if p < 0.001 else f"{name} = {number(p, 3)}"


def interval(low: float, high: float, lang: Lang, *, digits: int = 1) -> str:
    """The 95% confidence interval; one that has a single limit is worded as such.

    Args:
        low: the lower limit, or missing.
        high: the upper limit, or missing.
        lang: en or zh.
        digits: decimals.

    Returns:
        Without brackets around it; "" if both limits are missing.

    Example:
        >>> from analysis.findings.wording import interval
        >>> interval(1.84, 8.4, "en"), interval(1.84, float("nan"), "zh")
        ('95% CI [1.8, 8.4]', '95%置信区间下限1.8')
    """
    ends = [number(one, digits) if is_known(one) else "" for one in (low, high)]
    name = "95%置信区间" if lang == "zh" else "95% CI"
    if all(ends):
        return f"{name}[{ends[0]}, {ends[1]}]" if lang == "zh" else f"{name} [{', '.join(ends)}]"
    if not any(ends):
        return ""
    side = ("上限" if ends[1] else "下限") if lang == "zh" else ("up to" if ends[1] else "from")
    return f"{name}{side}{ends[0] or ends[1]}" if lang == "zh" else f"{name} {side} {''.join(ends)}"


def bracketed(*parts: str, lang: Lang) -> str:
    """The parts that are not empty in brackets of the language, after a space in English.

    Args:
        parts: such as a share and its interval.
        lang: en or zh.
    """
    kept = [one for one in parts if one]
    if not kept:
        return ""
    return f"（{'，'.join(kept)}）" if lang == "zh" else f" ({', '.join(kept)})"


def is_known(value: Any) -> bool:
    """Whether a number is there and finite.

    Args:
        value: the number, or what stands for a missing one.
    """
    return bool(pd.notna(value)) and abs(float(value)) < float("inf")


def listed(items: Iterable[str], lang: Lang) -> str:
    """A, B and C; A、B和C.

    Args:
        items: of none, the text is empty.
        lang: en or zh.
    """
    names = list(items)
    comma, last = ("、", "和") if lang == "zh" else (", ", " and ")
    return last.join(filter(None, (comma.join(names[:-1]), *names[-1:])))


def is_same(one: float, other: float) -> bool:
    """Whether two values are the same but for the last bits of a sum.

    Args:
        one: a value.
        other: another.
    """
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def several(n: int, one: str, many: str) -> str:
    """The number with its noun: 1 term, 3 terms.

    Args:
        n: the number.
        one: the noun in the singular.
        many: the noun in the plural.
    """
    return f"{count(n)} {one if n == 1 else many}"


def times(n: int) -> str:
    """How often in English: once, twice, 3 times.

    Args:
        n: the number.
    """
    return {1: "once", 2: "twice"}.get(n, f"{count(n)} times")


def quoted(term: str, lang: Lang) -> str:
    """A term in quotation marks; in English with its name in the lexicon, if it has one.

    Args:
        term: in Chinese.
        lang: en or zh.

    Example:
        >>> from analysis.findings.wording import quoted
        >>> quoted("创新", "en"), quoted("创新", "zh"), quoted("沙河口", "en")
        ('“创新” [innovation]', '“创新”', '“沙河口”')
    """
    english = english_terms().get(term) if lang == "en" else None
    return f"“{term}” [{english}]" if english else f"“{term}”"


def is_year(unit: Hashable) -> bool:
    """Whether a unit is a year: 2018, or the text "2018".

    Args:
        unit: as in a table.
    """
    return bool(_YEAR.fullmatch(label(unit)))


def is_span(unit: Hashable) -> bool:
    """Whether a unit is years with a dash between the first and the last.

    Args:
        unit: as in a table.
    """
    return bool(_SPAN.fullmatch(label(unit)))


def label(unit: Hashable) -> str:
    """A unit as text; a year that was read as a decimal has none.

    Args:
        unit: as in a table.
    """
    return str(int(unit)) if isinstance(unit, float) and unit.is_integer() else str(unit)


def named(unit: Hashable, lang: Lang) -> str:
    """A unit within a sentence: parts of a report are named, other labels stay as they are.

    Args:
        unit: review, plan, nation, a part, a year, years with a dash, or a label.
        lang: en or zh.

    Example:
        >>> from analysis.findings.wording import named
        >>> [named(one, "zh") for one in ("plan", 2018, "2016–2020", "深圳市")]
        ['部署部分', '2018年', '2016—2020年', '深圳市']
        >>> named("State Council", "en")
        'the State Council'
    """
    text = label(unit)
    if text == says("state_council", "en"):
        return f"the {text}"
    if lang == "zh" and is_span(text):
        return f"{text.replace('–', '—')}年"
    if text in _UNITS:
        return _UNITS[text][lang == "zh"]
    if text in PARTS:
        return f"{'' if lang == 'zh' else 'the '}{says(text, lang)}"
    return f"{text}年" if lang == "zh" and is_year(unit) else text


def ordered(units: Iterable[Hashable]) -> list[Hashable]:
    """Units in order: the review before the plan, parts as in a report, years, then by label.

    Args:
        units: each once or more.
    """
    first = {one: at for at, one in enumerate(("review", "plan", *PARTS))}
    return sorted(set(units), key=lambda one: (first.get(label(one), len(first)), label(one)))


def with_area_names(table: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """The table with the names of its policy areas in the language, without sentences of none.

    Args:
        table: with ``code``, or with ``name`` in either language; other names stay as they are.
        lang: en or zh.
    """
    names = area_names(lang)
    if "code" in table:
        name = table["code"].map(names)
    else:
        either = {area_names(one)[code]: code for one in ("en", "zh") for code in names}
        name = table["name"].map(lambda one: names.get(either.get(one, -1), one))
    table = table.assign(name=name)
    return table[~table["name"].isin([names[99]])]


def years_text(years: Sequence[int], lang: Lang) -> str:
    """Years as a list, with consecutive ones as a range: 2003–2005 and 2016.

    Args:
        years: one or more.
        lang: en or zh.

    Example:
        >>> from analysis.findings.wording import years_text
        >>> years_text([2003, 2004, 2005, 2016], "en"), years_text([2003, 2004], "zh")
        ('2003–2005 and 2016', '2003—2004年')
    """
    ranges = [span(*one, lang) for one in year_ranges(years)]
    return listed(ranges, lang) + "年" * (lang == "zh")


def clusters_of(table: pd.DataFrame, lang: Lang) -> str:
    """What the intervals of the table are clustered by, in the plural.

    Args:
        table: with or without a column ``cluster``.
        lang: en or zh.
    """
    kinds = sorted(set(table["cluster"])) if "cluster" in table else []
    return listed(
        [_CLUSTERS.get(one, (f"{one}s", one))[lang == "zh"] for one in kinds]
        or [("parts", "组成部分")[lang == "zh"]],
        lang,
    )
