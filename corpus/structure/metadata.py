"""Who reports, where, when and for which year: what a report says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from corpus.structure.outline import Heading
from corpus.structure.page import Block, Page
from corpus.structure.regions import Place, find_place, place_of_code
from corpus.text.normalization import normalize


@dataclass(frozen=True)
class Metadata:
    """What a report says of itself; None where it does not say.

    Attributes:
        title: the line that names the report.
        report_year: the year that the plan is for.
        reviewed_year: the year before it.
        delivery_date: when the speech was held, ISO; the first day of several.
        published: when the page was published, ISO.
        speaker: the name of who spoke.
        speaker_post: the office, as printed.
        session: of the people's congress, as printed.
        region_code: GB/T 2260; 000000 for the State Council.
        region: its name.
        level: national, provincial, prefecture or county.
    """

    title: str | None
    report_year: int | None
    reviewed_year: int | None
    delivery_date: str | None
    published: str | None
    speaker: str | None
    speaker_post: str | None
    session: str | None
    region_code: str | None
    region: str | None
    level: str | None


# What reports.csv may say of a report; an empty cell leaves what was detected.
CORRECTABLE = (
    "region_code",
    "report_year",
    "delivery_date",
    "published",
    "speaker",
    "session",
    "title",
)


def corrected(detected: Metadata, corrections: Mapping[str, str]) -> Metadata:
    """What was detected, with what ``reports.csv`` says in its place, and what follows from it.

    The year reviewed is the one before the report's; name and level are those of the code.
    """
    said: dict[str, Any] = {
        name: value for name, value in corrections.items() if name in CORRECTABLE
    }
    if "report_year" in said:
        said["report_year"] = int(said["report_year"])
        said["reviewed_year"] = said["report_year"] - 1
    if "region_code" in said:
        place = place_of_code(said["region_code"])
        said["region"], said["level"] = (place.name, place.level) if place else (None, None)
    return replace(detected, **said)


_TITLE = re.compile(r"政\s{0,9}府\s{0,9}工\s{0,9}作\s{0,9}报\s{0,9}告|计划草案的报告")
_PAGE_NAME = re.compile(r"[>＞]|栏目|专栏|^(?:省|市|区|县)?政府工作报告$|记者|。")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DATE = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日?")
_HAN_DATE = re.compile(
    r"([一二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_PLAIN_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_PUBLISHED = re.compile(r"(?:发布|公开|更新|发文|成文)?(?:日期|时间)\s?[：:]\s?|网站.{0,30}gov\.cn")

_SESSION = re.compile(
    r"(?:在|向)?(?P<session>(?:(?!在)[^\s，,。（(—\-：:于向]){0,24}第?\s?[一二三四五六七八九十百](?:\s?[一二三四五六七八九十百]){0,3}\s?届\s?"
    r"(?:全国)?(?:人民代表大会|人大)\s?第?[一二三四五六七八九十]{1,3}次\s?(?:会议)?)"
)
_POSTS = (
    r"(?:国务委员兼|国务院副?总理兼|副?总理兼)?"
    r"(?:国家)?(?:代理?|副)?(?:总理|省长|市长|区长|县长|州长|盟长|旗长|镇长|乡长|专员|主席|委员会主任|部长)"
)
# 「国务院总理 温家宝」「自治区主席 韦 韬」「市长张工同志」: the office, then two to four characters
# or a name with a middle dot. What stands before the office belongs to it.
_SPEAKER = re.compile(
    rf"(?P<post>(?:[^\s，,。（()）:：—]{{0,14}}?){_POSTS})[\s：:]{{0,9}}"
    r"(?P<name>[\u4e00-\u9fff]{1,8}(?:[·•．][\u4e00-\u9fff]{1,8}){1,3}|"
    r"[\u4e00-\u9fff](?:\s{0,3}[\u4e00-\u9fff]){1,3}?)"
    r"(?=$|\s|同志|代表|作|在|[，,。）)])"
)
_NAME_ONLY = re.compile(r"[\u4e00-\u9fff]\s{0,3}[\u4e00-\u9fff](?:\s{0,3}[\u4e00-\u9fff])?")
_NOT_NAMES = re.compile(r"目\s{0,3}录|政府|报告|会议|来源|摘要|首页")
_POST_ONLY = re.compile(rf"(?:[^\s，,。（(]{{0,14}}?){_POSTS}")

_ON_BEHALF = re.compile(r"(?:我|受)(?:现在)?(?:代表)?(.{2,20}?)(?:，|,|向|作|的?委托)")
_PLAN_YEAR = re.compile(r"(\d{4})年.{0,14}(?:安排|任务|目标|部署|要求|重点|建议|工作$)")
_PLAN_SENTENCE = re.compile(
    r"(?:建议|做好|关于|对)?(\d{4})年.{0,30}(?:预期目标|主要目标|总体要求|重点工作|重点任务|重点做好|工作的?总体)"
)


def read_metadata(page: Page, headings: Sequence[Heading]) -> Metadata:
    """What a report says of itself, from the lines before the speech, then from the speech.

    The year is that of the plan. What is spoken from January to September plans its own year; from
    October on, headings decide, then the title. Without a date, headings, then the title.
    """
    lines = [_line(block) for block in page.blocks if block.role == "front_matter"]
    body = [block.text for block in page.blocks if block.role == "body"]
    front = [line for line in lines if not _PUBLISHED.search(line)]
    delivery = _first_date(front)
    title = _title(lines)
    session = _session(front) or _session(body[:3])
    post, name = _speaker(front)
    year = _report_year(title, delivery, headings, body)
    place = _place(title, session, post, body, page, year)
    return Metadata(
        title=title,
        report_year=year,
        reviewed_year=None if year is None else year - 1,
        delivery_date=delivery,
        published=_published(lines),
        speaker=name,
        speaker_post=post,
        session=session,
        region_code=place.code if place else None,
        region=place.name if place else None,
        level=place.level if place else None,
    )


def _line(block: Block) -> str:
    return normalize(block.text).text.replace("<U+00A0>", " ").strip()


def _title(lines: Sequence[str]) -> str | None:
    """The line that names the report, and of several the one that says most."""
    named = [line for line in lines if _TITLE.search(line) and len(line) < 60]
    plain = [line for line in named if not _PAGE_NAME.search(line)] or named
    if not plain:
        return None
    best = max(plain, key=lambda line: (bool(re.search(r"\d{4}", line)), -plain.index(line)))
    cut = re.split(r"\s{0,9}[—\-－―]{2}", best)[0].strip()
    return cut or best


def _first_date(lines: Sequence[str]) -> str | None:
    short = [line for line in lines if len(line) < 120]
    for line in sorted(short, key=lambda line: "会" not in line):
        if found := _date_in(line) or _han_date_in(line):
            return found
    return None


def _date_in(line: str) -> str | None:
    match = _DATE.search(line)
    return _iso(*(int(part) for part in match.groups())) if match else None


def _han_date_in(line: str) -> str | None:
    match = _HAN_DATE.search(line)
    if match is None:
        return None
    year, month, day = match.groups()
    return _iso(int(year.translate(_HAN_DIGITS)), _han_number(month), _han_number(day))


def _han_number(text: str) -> int:
    """A number from 1 to 31 in Chinese numerals."""
    tens, ten, ones = text.rpartition("十")
    value = int(ones.translate(_HAN_DIGITS)) if ones else 0
    return value + (10 * int(tens.translate(_HAN_DIGITS) or 1) if ten and tens else 10 * bool(ten))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _published(lines: Sequence[str]) -> str | None:
    for line in lines:
        plain = _PLAIN_DATE.search(line)
        found = _iso(*(int(part) for part in plain.groups())) if plain else None
        if found or (_PUBLISHED.search(line) and (found := _date_in(line))):
            return found
    return None


def _session(lines: Sequence[str]) -> str | None:
    for line in lines:
        match = _SESSION.search(line, 0, 200)
        if match:
            return re.sub(r"\s", "", match["session"])
    return None


def _speaker(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Office and name, from the shortest line that has both; captions (…作政府工作报告) last."""
    short = (line for line in lines if len(line) < 90)
    for line in sorted(short, key=lambda line: ("作政府" in line, len(line))):
        match = _SPEAKER.search(line)
        if match and not _NOT_NAMES.search(match["name"]):
            return _post(match["post"]), re.sub(r"\s", "", match["name"])
    for post, name in pairwise(lines):
        if _POST_ONLY.fullmatch(post) and _NAME_ONLY.fullmatch(name):
            return post, re.sub(r"\s", "", name)
    alone = [line for line in lines if _NAME_ONLY.fullmatch(line) and not _NOT_NAMES.search(line)]
    return (None, re.sub(r"\s", "", alone[0])) if alone else (None, None)


def _post(printed: str) -> str:
    """The office without the end of the line before it: 「…次会议上 北京市市长」."""
    return re.sub(r"^.*(?:会议上?|[日年月])", "", printed).strip() or printed


def _report_year(
    title: str | None, delivery: str | None, headings: Sequence[Heading], body: Sequence[str]
) -> int | None:
    planned = _planned_years(headings, body)
    named = re.search(r"(\d{4})", title or "")
    titled = int(named.group(1)) if named else None
    if delivery is None:
        return planned or titled
    spoken, late = int(delivery[:4]), int(delivery[5:7]) >= 10
    if not late:
        return spoken
    return next((year for year in (planned, titled) if year in (spoken, spoken + 1)), spoken + 1)


def _planned_years(headings: Sequence[Heading], body: Sequence[str]) -> int | None:
    """The year that headings, else sentences, name as that of the plan; the latest named most."""
    titles = [one.text for one in headings if one.level == 1]
    years = Counter(int(found) for text in titles for found in _PLAN_YEAR.findall(text))
    if not years:
        planned = (_PLAN_SENTENCE.match(text, 0, 80) for text in body)
        years = Counter(int(match.group(1)) for match in planned if match)
    return max(years, key=lambda year: (years[year], year)) if years else None


def _place(
    title: str | None,
    session: str | None,
    post: str | None,
    body: Sequence[str],
    page: Page,
    year: int | None,
) -> Place | None:
    """From the session, title and office; then from whom the speaker says to represent."""
    whom = [match.group(1) for text in body[:4] if (match := _ON_BEHALF.search(text))]
    named = [text for text in (session, title, post, *whom) if text]
    if any(re.search(r"国务院|全国人民代表大会", text) for text in named):
        return find_place(["全国"], year=year)
    context = "\n".join(block.text for block in page.blocks)
    return find_place(named, context=context, year=year)
