"""Years as sentences and titles name them: ranges, and what is missing in between."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.language import Lang

_NAMED = 3  # gaps that a title names one by one; of more it says how many years there are


def span(first: int, last: int, lang: Lang) -> str:
    """Two years with a dash between them, or the one year.

    Args:
        first: the first year.
        last: the last year.
        lang: en or zh.
    """
    dash = "—" if lang == "zh" else "–"
    return str(first) if first == last else f"{first}{dash}{last}"


def year_ranges(years: Iterable[int]) -> list[tuple[int, int]]:
    """The first and the last of each run of consecutive years.

    Args:
        years: in any order.

    Example:
        >>> from analysis.years_in_titles import year_ranges
        >>> year_ranges([2016, 2003, 2004, 2005])
        [(2003, 2005), (2016, 2016)]
    """
    ranges: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if ranges and year == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], year)
        else:
            ranges.append((year, year))
    return ranges


def years_with_gaps(years: Iterable[int], lang: Lang) -> str:
    """The first and the last year, and which are missing in between, for titles.

    Args:
        years: of reports; of none, the text is empty.
        lang: en or zh.

    Example:
        >>> from analysis.years_in_titles import years_with_gaps
        >>> years_with_gaps([2001, 2002, 2004], "en"), years_with_gaps([2001, 2002, 2004], "zh")
        ('2001–2004 (no 2003)', '2001—2004年（缺2003年）')
        >>> years_with_gaps(range(2001, 2015, 2), "en")
        '2001–2013 (7 years of 13)'
    """
    known = sorted({int(one) for one in years})
    if not known:
        return ""
    zh, every = lang == "zh", range(known[0], known[-1] + 1)
    whole = span(known[0], known[-1], lang) + "年" * zh
    gaps = [span(*one, lang) for one in year_ranges(set(every) - set(known))]
    if not gaps:
        return whole
    if len(gaps) > _NAMED:
        n, of = len(known), len(every)
        return f"{whole}（{of}年中有{n}年）" if zh else f"{whole} ({n} years of {of})"
    if zh:
        return f"{whole}（缺{'、'.join(f'{one}年' for one in gaps)}）"
    return f"{whole} (no {', '.join(gaps)})"
