"""The dates that a page prints: when the report was delivered, and when the page was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

# Old sites print the year as 二0一三, 二O一三 or 二○一三, with whatever looks like a zero.
_ZEROS = "〇○◯零OoＯОоΟο0"
_DIGITS = str.maketrans(
    {**dict.fromkeys(_ZEROS, "0"), **dict(zip("一二三四五六七八九", "123456789", strict=True))}
)
HAN_YEAR = rf"[一二][{_ZEROS}一二三四五六七八九][{_ZEROS}1-9一二三四五六七八九]{{2}}"
_HAN_YEARS = re.compile(rf"{HAN_YEAR}(?=年)")
_GAP = r"[\s?？]{0,6}"  # some exports write ? for a space
_DAY = (
    rf"(?P<month>\d{{1,2}}|元|正|[一二三四五六七八九十]{{1,2}}){_GAP}月{_GAP}"
    rf"(?P<day>\d{{1,2}}|[一二三四五六七八九十廿卅]{{1,3}}){_GAP}(?P<sign>[日号])?"
)
_IN_WORDS = re.compile(rf"(?<!\d)(?P<year>\d{{4}}|{HAN_YEAR}){_GAP}年{_GAP}{_DAY}")
_WITHOUT_YEAR = re.compile(rf"(?<![\d年月{_ZEROS}一二三四五六七八九十]){_DAY}")
# A year that lost its century: 「12年2月8日」.
_TORN_YEAR = re.compile(
    rf"(?<![\d{_ZEROS}一二三四五六七八九十])(?P<year>\d{{2}}|[{_ZEROS}一二三四五六七八九]{{2}})年{_GAP}{_DAY}"
)
# 「阜平县12年政府工作报告」, 「一二年度政府工作报告」.
_TORN_TITLE = re.compile(
    rf"(?<![\d{_ZEROS}一二三四五六七八九十])(\d{{2}}|[{_ZEROS}一二三四五六七八九]{{2}})年度?"
    r"(?=(?:人民)?政府工作报告)"
)
_PLAIN = re.compile(
    r"(?<![\d/=\w])(?P<year>\d{4})\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<day>\d{1,2})"
)

# What stands before or after a date of publication, of today, or of a dispatch.
_LABEL = re.compile(
    r"(?<!会议)(?<!大会)(?<!报告)(?:日期|时间)\s?[：:]?\s{0,3}$"
    r"|(?:发布|公布|公开|更新|发文|成文|印发|发表|刊登|录入|上传|编辑)(?:于|日)?\s?[：:]?\s{0,3}$"
    r"|网站.{0,30}gov\.cn[\s\xa0]{0,9}$|今天是\s?[：:]?\s{0,3}$"
)
_OF_PAGE = re.compile(
    r"[\s\xa0]{0,9}(?:\d{1,2}[:：]\d{2}|发布|公布|更新|印发|刊登|(?:信息|文章)?来源|浏览|点击|字[体号]|星期"
    r"|作者[：:]|[电讯])"
)
# 「会议时间：」 labels the delivery, and so does 「时间：」 beside 「地点：」 or 「报告人：」.
_SPOKEN_AT = re.compile(r"(?:会议|大会|报告|发言)(?:日期|时间)(?:\s?[：:]|\s)\s{0,3}$")
_OWN_LABEL = re.compile(r"\s{0,9}(?=(?:日期|时间)(?:\s?[：:]|\s{1,3}[\d一二]))")
_OF_MEETING = re.compile(
    r"(?:^|\s)(?:会议)?(?:地\s{0,9}点|报告人|发言人|主讲人?|主持人?)(?:\s?[：:]|\s)"
)
# A meeting near a date; one that adopted the report may not be the one that heard it.
_MEETING = r"(?:人民代表大会|代表大会|人大|会议|大会|会上)"
_MEETING_AFTER = re.compile(
    rf"[^。；;\d]{{0,12}}?(?:[至到—~\-、]\s?\d{{1,2}}\s?[日号])?[^。；;]{{0,44}}?{_MEETING}"
)
_MEETING_BEFORE = re.compile(
    rf"{_MEETING}(?:[^。；;，]{{0,3}}次会议)?上?[）)\s\xa0（(—\-，,]{{0,9}}$"
)
_TELLS = re.compile(r"[^。；;]{0,80}?[作做](?:了|的)?(?:《?政府)?工作?报告")
_ADOPTED = re.compile(r"[^。；;]{0,60}(?:通过|批准)")
_IN_BRACKETS = re.compile(r"\s{0,9}[—\-]{0,4}\s{0,9}[（(].*[日)）][)）]?\s{0,9}$")
# The line under a title begins with the date, or with a dash or a bracket.
_HEAD = re.compile(rf"[\s—\-（(]{{0,9}}(?:\d{{4}}|{HAN_YEAR})\s?年")
_PART_OF_DATE = re.compile(
    rf"\d{{1,2}}|[年月]|\d{{1,2}}月|[{_ZEROS}一二三四五六七八九十]{{1,3}}月?"
)
# What stands around a date in the head of a page that is all on one line.
_TITLED = re.compile(r"政\s{0,9}府\s{0,9}工\s{0,9}作\s{0,9}报\s{0,9}告")
_OFFICE = re.compile(r"[日号]?\s{0,9}[^\s，。：]{0,20}(?:[省市县区州盟旗]长|主席|主任|专员)")
# Who signs a speech: a government, or an office and a name.
_SIGNS = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:人民政府|管理?委员?会)"
    r"|[\u4e00-\u9fff]{1,20}[长席任员][\s：:]{0,9}[\u4e00-\u9fff ]{2,8}"
)
_LONGEST = 120  # a longer line is the page's navigation, or text


class Printed(NamedTuple):
    """A date as printed in a line.

    Attributes:
        start: offset of its first character in the line.
        end: offset one past its last character.
        iso: the date, YYYY-MM-DD.
        form: words (2018年1月9日), plain (2018-01-09) or yearless (1月9日).
    """

    start: int
    end: int
    iso: str
    form: str


def dates_in(line: str, year: int | None = None) -> list[Printed]:
    """The dates that a line prints, in order.

    Args:
        line: one line, normalised.
        year: the year of dates that have none, or have lost its century, and then it is this year
            or the one before; without it these are left out.

    Example:
        >>> from corpus.structure.dates import dates_in
        >>> [found.iso for found in dates_in("二O一八年元月九日（2018-01-15）")]
        ['2018-01-09', '2018-01-15']
        >>> [found.iso for found in dates_in("1月9日在大会上", 2018)]
        ['2018-01-09']
        >>> [found.iso for found in dates_in("12年2月8日", 2012)]
        ['2012-02-08']
    """
    forms = {"words": _IN_WORDS, "plain": _PLAIN}
    if year is not None:
        forms["yearless"] = _WITHOUT_YEAR
    found = []
    for form, pattern in forms.items():
        for match in pattern.finditer(line):
            said = match["year"] if form != "yearless" else str(year)
            iso = _iso(int(said.translate(_DIGITS)), _number(match["month"]), _number(match["day"]))
            if iso and (form != "yearless" or match["sign"]):
                found.append(Printed(match.start(), match.end(), iso, form))
    return sorted([*found, *_without_century(line, year)])


def _without_century(line: str, year: int | None) -> Iterator[Printed]:
    """Dates with two figures of a year that is the given one or the one before it."""
    if year is None:
        return
    for match in _TORN_YEAR.finditer(line):
        said = int(match["year"].translate(_DIGITS))
        full = next((one for one in (year, year - 1) if one % 100 == said), None)
        iso = full and _iso(full, _number(match["month"]), _number(match["day"]))
        if iso and match["sign"]:
            yield Printed(match.start(), match.end(), iso, "words")


def delivery_date(
    lines: Sequence[str], *, after: Sequence[str] = (), year: int | None = None
) -> str | None:
    """The date on which a report was delivered; the first day if there were several.

    It is the date beside the meeting (2018年1月9日在…会议上), in brackets under the title, or
    else the one nearest to the body; never one that the page labels as its own. A date without a
    year counts beside the meeting only, in the year given or that of another date. Where the lines
    before the body have none, the page may repeat its head after it, or who signs it adds a date.

    Args:
        lines: the lines before the body, normalised.
        after: the lines after the body.
        year: the year in the title, which is the one planned.

    Returns:
        The date as YYYY-MM-DD, or None.

    Example:
        >>> from corpus.structure.dates import delivery_date
        >>> delivery_date(["2018年01月15日 10:20", "——2018年1月9日在大连市人大会议上"])
        '2018-01-09'
        >>> print(delivery_date(["2018年01月15日 10:20", "来源：区政府办"]))
        None
    """
    if ranked := sorted(_ranked(lines, year), key=lambda one: (one[0], -one[1])):
        return ranked[0][2]
    heads = [line for line in after if len(line) < _LONGEST and _HEAD.match(line)]
    again = sorted(_ranked(heads, year), key=lambda one: one[0])
    if again and again[0][0] < 1:
        return again[0][2]
    return next(_signatures(after), None)


def reported_date(line: str, year: int | None = None) -> str | None:
    """The date in a sentence that tells of the delivery, in the manner of news.

    Args:
        line: a paragraph.
        year: the year in the title, which is the one planned.

    Example:
        >>> from corpus.structure.dates import reported_date
        >>> reported_date("1月26日，省长在省十四届人大四次会议上作政府工作报告时指出，", 2026)
        '2026-01-26'
    """
    for one in dates_in(line[:200], year):
        if one.form != "plain" and _TELLS.match(line, one.end):
            return _in_year_of(one, year)
    return None


def published_date(lines: Sequence[str], *, delivered: str | None = None) -> str | None:
    """The date on which a page was published, as YYYY-MM-DD, or None.

    Args:
        lines: the lines before the body, normalised.
        delivered: the date of delivery, which may be the only one that a line prints.

    Example:
        >>> from corpus.structure.dates import published_date
        >>> published_date(["发布日期：2018-01-15", "（2018年1月9日）"])
        '2018-01-15'
    """
    for line in lines:
        for one in dates_in(line):
            is_own = one.form == "plain" and one.iso != delivered
            if is_own or (one.form != "yearless" and _is_of_page(line, one)):
                return one.iso
    return None


def _ranked(lines: Sequence[str], year: int | None) -> Iterator[tuple[float, int, str]]:
    """Each date that may be that of delivery: how unsure it is, its line, and the date."""
    lines = _labelled(lines)
    years = [int(one.iso[:4]) for line in lines for one in dates_in(line)]
    known = year if year is not None else next(iter(years), _year_of_the_torn(lines))
    for at, line in enumerate(lines):
        for one in dates_in(line, known):
            if (rank := _rank(line, one)) is not None:
                yield rank, at, _in_year_of(one, year)
    for at, line in _torn(lines):
        for one in dates_in(line):
            if one.start < len(lines[at]) < one.end and one.form == "words":
                rank = _rank(line, one)
                if rank is not None:
                    yield rank + 0.5, at, one.iso


def _year_of_the_torn(lines: Sequence[str]) -> int | None:
    """The year of the first date without a century, where the lines name no year in full."""
    torn = (match["year"] for line in lines for match in _TORN_YEAR.finditer(line))
    return next((_in_its_century(one) for one in torn), None)


def _in_its_century(year: str) -> int:
    """A year of two figures in full: no report is older than the State."""
    said = int(year.translate(_DIGITS))
    return said + (1900 if said >= 50 else 2000)


def _labelled(lines: Sequence[str]) -> list[str]:
    """The lines; 「时间：」 beside the place or speaker of a meeting becomes 「会议时间：」."""
    return [
        _OWN_LABEL.sub("会议", line, count=1)
        if _OWN_LABEL.match(line) and any(map(_OF_MEETING.search, lines[max(0, at - 2) : at + 3]))
        else line
        for at, line in enumerate(lines)
    ]


def _torn(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each line with the next, and with as many as a date takes of which each part has a line."""
    for at, (before, after) in enumerate(pairwise(lines)):
        if len(before + after) < 90:
            yield at, before + after
        if _PART_OF_DATE.fullmatch(after) and len(before) < 90:
            yield at, "".join([before, *lines[at + 1 : at + 7]])[:200]


def _rank(line: str, one: Printed) -> float | None:
    """How unsure it is that a date is that of delivery, or None if it cannot be."""
    if _SPOKEN_AT.search(line, max(0, one.start - 48), one.start):
        return 1
    if _is_of_page(line, one):
        return None
    after = _MEETING_AFTER.match(line, one.end)
    if after or _MEETING_BEFORE.search(line[max(0, one.start - 60) : one.start]):
        adopted = _ADOPTED.match(line, one.end) is not None
        return {"words": 0, "plain": 0, "yearless": 1}[one.form] + adopted
    if len(line) >= _LONGEST:
        return 5 if _stands_in_head(line, one) else None
    if "会" in line and one.form == "words":
        return 1
    if _IN_BRACKETS.match(line):
        return 2 if one.form == "words" else 3
    return 4 if one.form == "words" else None


def _stands_in_head(line: str, one: Printed) -> bool:
    """Whether a long line, such as a page on one line, has a date between title and speech."""
    if one.form != "words" or not _TITLED.search(line, 0, one.start):
        return False
    is_han = not line[one.start].isdigit()
    in_brackets = line[one.start - 1 : one.start] in "（(" and line[one.end : one.end + 1] in "）)"
    return is_han or in_brackets or _OFFICE.match(line, one.end) is not None


def _is_of_page(line: str, one: Printed) -> bool:
    """Whether a date is labelled as the page's own, or is followed by the time of day."""
    if _LABEL.search(line[max(0, one.start - 48) : one.start]):
        return True
    after = _OF_PAGE.match(line, one.end)
    is_bracketed = line[: one.start].rstrip().endswith(("（", "("))
    return after is not None and not (is_bracketed and "星期" in after.group())


def _in_year_of(one: Printed, planned: int | None) -> str:
    """The date; without a year and late in the year, it is of the year before the one planned."""
    if one.form != "yearless" or planned is None or int(one.iso[5:7]) < 10:
        return one.iso
    return f"{planned - 1}{one.iso[4:]}"


def _signatures(after: Sequence[str]) -> Iterator[str]:
    """Dates that stand alone under a speech: in numerals, in brackets, or below who signs it.

    A date in digits alone is as often one that the page puts there.
    """
    is_signed = False
    for line in after[:3]:
        alone = line.strip().strip("（()）").strip()
        for one in dates_in(alone):
            is_whole = (one.start, one.form) == (0, "words") and one.end == len(alone)
            if is_whole and (is_signed or alone != line.strip() or not alone[0].isdigit()):
                yield one.iso
        is_signed = _SIGNS.fullmatch(line.strip()) is not None
        if not is_signed:
            return


def _number(text: str) -> int:
    """A number from 1 to 31, in digits or in Chinese numerals."""
    if text.isdigit() and text.isascii():
        return int(text)
    plain = text.replace("廿", "二十").replace("卅", "三十").replace("元", "一").replace("正", "一")
    tens, ten, ones = plain.rpartition("十")
    value = int(ones.translate(_DIGITS)) if ones else 0
    return value + (10 * int(tens.translate(_DIGITS) or 1) if ten and tens else 10 * bool(ten))


def _iso(year: int, month: int, day: int) -> str | None:
    """The date, or None where there is none: 0089-02-20 is the number of a document."""
    try:
        return date(year, month, day).isoformat() if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def years_in(text: str) -> list[int]:
    """The years that a text names, in digits or in Chinese numerals, in order.

    Example:
        >>> from corpus.structure.dates import years_in
        >>> years_in("二O一三年政府工作报告（2012年）")
        [2013, 2012]
    """
    found = re.findall(rf"(?<!\d)(?:(?:19|20)\d\d(?!\d)|{HAN_YEAR}(?=年))", text)
    return [int(one.translate(_DIGITS)) for one in found]


def torn_year_in(title: str) -> int | None:
    """The year of a title that writes it without its century.

    Example:
        >>> from corpus.structure.dates import torn_year_in
        >>> torn_year_in("阜平县12年政府工作报告"), torn_year_in("九八年度政府工作报告")
        (2012, 1998)
    """
    found = _TORN_TITLE.search(title)
    return _in_its_century(found[1]) if found else None


def with_digits(text: str) -> str:
    """The text with its years in digits, however it writes them.

    Example:
        >>> from corpus.structure.dates import with_digits
        >>> with_digits("二、二〇一二年主要任务")
        '二、2012年主要任务'
    """
    return _HAN_YEARS.sub(lambda match: match.group().translate(_DIGITS), text)
