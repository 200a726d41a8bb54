"""The metadata of a report: government, place, delivery date, speaker and report year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from corpus.structure.blocks import Block
from corpus.structure.dates import (
    HAN_YEAR,
    delivery_date,
    published_date,
    reported_date,
    torn_year_in,
    with_digits,
    years_in,
)
from corpus.structure.outline import Heading
from corpus.structure.page import Page
from corpus.structure.partial_place_names import (
    Area,
    area_called,
    area_without_code,
    place_at,
    place_called,
    place_mentioned,
)
from corpus.structure.regions import Place, find_place, place_of_code
from corpus.structure.site_names import place_of_site
from corpus.text.normalization import normalize


@dataclass(frozen=True)
class Metadata:
    """The metadata that a report states; None for what it does not state.

    Attributes:
        title: the title line of the report.
        report_year: the report year, that is, the year planned.
        reviewed_year: the year before the report year.
        delivery_date: the date of delivery, ISO; the first day if there were several.
        published: the date on which the page was published, ISO.
        speaker: the name of the speaker.
        speaker_post: the speaker's office, as printed.
        session: the session of the people's congress, as printed.
        region_code: the GB/T 2260 code; 000000 for the State Council.
        region: the name of the region.
        level: national, provincial, prefecture or county.
        parents: the names of the places above the region, province first.
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
    parents: tuple[str, ...] = ()


# The columns of reports.csv that override detected values; an empty cell overrides nothing.
CORRECTABLE = (
    "region_code",
    "region",
    "report_year",
    "delivery_date",
    "published",
    "speaker",
    "session",
    "title",
)


def corrected(detected: Metadata, corrections: Mapping[str, str], context: str = "") -> Metadata:
    """The detected metadata, overridden by the values in ``reports.csv``.

    Dependent fields follow: the reviewed year is the year before the report year, and the name and
    level of the region are those of its code.

    Args:
        detected: the metadata that were read from the document.
        corrections: the values in ``reports.csv``, by column.
        context: the text of the document, for the place above an area without a code.
    """
    said: dict[str, Any] = {
        name: value for name, value in corrections.items() if name in CORRECTABLE
    }
    if "report_year" in said:
        said["report_year"] = int(said["report_year"])
        said["reviewed_year"] = said["report_year"] - 1
    year = said.get("report_year", detected.report_year)
    code, name = said.get("region_code"), said.get("region")
    if code or name:
        # A code that had no predecessor in the year is taken as it is (坪山区 for 2014).
        then = place_at(code, year) or place_of_code(code) if code else None
        place = then if code else place_called(name or "", year)
        said |= _fields(place or _area(name or "", detected, context, year))
    return replace(detected, **said)


def _area(name: str, detected: Metadata, context: str, year: int | None) -> Area:
    """An area without a code, below the place that it or the text names."""
    area = area_called(name, context, year)
    return area if area.parents else area._replace(parents=detected.parents)


def _fields(place: Place | Area | None) -> dict[str, Any]:
    """The fields of the metadata that tell the place; an area without a code has none."""
    return {
        "region_code": place.code if isinstance(place, Place) else None,
        "region": place.name if place else None,
        "level": place.level if place else None,
        "parents": place.parents if place else (),
    }


def completed(
    detected: Metadata, name: str, context: str, around: Sequence[str] = ()
) -> tuple[Metadata, dict[str, str]]:
    """The metadata with what the head of the report does not state, and where that is from.

    A place that is not stated is the one that the text mentions most (``place_mentioned``), or else
    that of the site (``place_of_site``), or else that of the file's name; a year that is not stated
    is that of the file's name.

    Args:
        detected: the metadata that were read from the document.
        name: of the file, without ending.
        context: the text of the document.
        around: its lines outside the body.

    Returns:
        The metadata; and for each field that was completed, ``mentions``, ``site`` or ``name``.
    """
    found, source = detected, {}
    years = {year for year in years_in(name) if 1949 <= year <= 2100}
    if found.report_year is None and len(years) == 1:
        (year,) = years
        found = replace(found, report_year=year, reviewed_year=year - 1)
        source["report_year"] = "name"
    if found.region is None:
        place, origin = _unstated_place(name, context, around, found.report_year)
        if place:
            found = replace(found, **_fields(place))
            source["region"] = origin
    return found, source


def _unstated_place(
    name: str, context: str, around: Sequence[str], year: int | None
) -> tuple[Place | None, str]:
    if place := place_mentioned(context, year):
        return place, "mentions"
    if place := place_of_site(around, context, year):
        return place, "site"
    return place_called(name, year, context), "name"


_TITLE = re.compile(
    r"政\s{0,9}府\s{0,9}工\s{0,9}作\s{0,9}报\s{0,9}告|计划草案的报告"
    rf"|(?:政府|行政?公?署|管理?委员?会)(?:(?:\d{{4}}|{HAN_YEAR})年度?)?工作报告"
)
# A year on a line of its own, above or below the title: 「（二〇一二年）」, 「2012年2月」.
_YEAR_ONLY = re.compile(rf"[（(]?(?:\d{{4}}|{HAN_YEAR})年(?:\d{{1,2}}月)?度?[）)]?")
# What a collector writes before a title: 「标题：2006年政府工作报告」.
_LABEL = re.compile(r"^[【\[]?(?:文件|文章)?(?:标题|题目|题名|名称|篇名)[】\]]?\s{0,3}[：:]\s{0,3}")
_PAGE_NAME = re.compile(r"[>＞]|栏目|专栏|^(?:省|市|区|县)?政府工作报告$|记者|。")
_PUBLISHED = re.compile(r"(?:发布|公开|更新|发文|成文)?(?:日期|时间)\s?[：:]\s?|网站.{0,30}gov\.cn")

_SESSION = re.compile(
    r"(?:在|向)?(?P<session>(?:(?!在)[^\s，,。（(—\-：:于向]){0,24}第?\s?(?:[一二三四五六七八九十百](?:\s?[一二三四五六七八九十百]){0,3}|\d{1,2})\s?届\s?"
    r"(?:全国)?(?:人民代表大会|人大)\s?第?\s?(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s?次\s?(?:(?:全体)?会议)?)"
)
_WHEN = re.compile(r"^(?:.{0,16}?\d{1,2}月\d{1,2}日)?(?:召开的|举行的)?")
# 「完成了市八届人大一次会议确定的目标任务」 names an earlier session.
_OTHER_SESSION = re.compile(
    r"以来|闭幕|上?(?:所|已)?(?:确定|提出|通过(?!.{2,12}政府.{0,2}[省市县区]长)|批准|部署|审议|明确|决定|作出|的)"
)
# The title of some reports: 「在某县第十六届人民代表大会第一次会议上的报告」.
_AS_TITLE = re.compile(r"上?的(?:政府)?(?:工作)?报告$")
_DONE = re.compile(r".{0,8}(?:完成|贯彻|落实|实现|围绕|按照|根据|执行|自(?![治贡流]))")
_POSTS = (
    r"(?:国务委员兼|国务院副?总理兼|副?总理兼)?"
    r"(?:国家)?(?:代理?|副)?(?:总理|省长|市长|区长|县长|州长|盟长|旗长|镇长|乡长|专员|主席|委员?会主任|部长)"
)
# 「国务院总理 温家宝」「自治区主席 韦 韬」「市长张工同志」: the office, then two to four characters
# or a name with a middle dot. The characters before the office belong to it.
_CHARACTER = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
# Family names of two characters, after which a space does not end the name: 欧阳　志强.
_TWO_CHARACTERS = (
    "欧阳|司马|上官|诸葛|皇甫|令狐|司徒|尉迟|公孙|慕容|宇文|长孙|夏侯|东方|端木|百里|呼延|闻人|澹台|轩辕"
    "|淳于|赫连"
)
_SPEAKER = re.compile(
    rf"(?P<post>(?:[^\s，,。（()）:：—]{{0,30}}?){_POSTS})(?:候选人)?(?:[（(][^（）()\d]{{1,10}}[）)])?[\s：:]{{0,9}}"
    rf"(?P<name>{_CHARACTER}{{1,8}}(?:[·•．・‧]{_CHARACTER}{{1,8}}){{1,3}}|"
    rf"(?:{_TWO_CHARACTERS})\s{{1,3}}{_CHARACTER}(?:\s{{0,3}}{_CHARACTER})?|"
    rf"{_CHARACTER}(?:\s{{0,3}}{_CHARACTER}){{1,3}}?|{_CHARACTER}{{5,9}}$)"
    r"(?=$|\s|同志|代表|作|在|政府工作报告|[，,。）)（(])"
)
_NAME_ONLY = re.compile(rf"{_CHARACTER}\s{{0,3}}{_CHARACTER}(?:\s{{0,3}}{_CHARACTER})?")
# 「2006年2月16日 季允石」「（2011年1月12日 陈全国）」.
_DATED_NAME = re.compile(
    rf"\d日[ \u3000\xa0]+(?P<name>{_CHARACTER}[ \u3000]?{_CHARACTER}{{1,2}})[）)]?$"
)
_NAME = rf"{_CHARACTER}[ \u3000]{{0,3}}{_CHARACTER}{{1,2}}"
# 「报告人：周一方」, 「周一方　县人民政府县长」, 「周一方：政府工作报告」.
_LABELLED_NAME = re.compile(
    rf"(?:报告人|发言人|主讲人|讲话人)\s?[：:]\s{{0,3}}(?P<label>{_NAME})$"
    rf"|^(?P<first>{_NAME})[ \u3000]{{1,9}}[^\s，。]{{0,20}}{_POSTS}$"
    rf"|^(?P<title>{_CHARACTER}{{2,3}})[：:]\s?(?:在.{{0,30}}上的)?政府工作报告"
)
_SPACED_POST = re.compile(r"(?<=[省市区县州盟旗镇乡])[ \u3000]{1,3}(?=长)")
_SPACED_NAME = re.compile(
    rf"(?<=[\s：:])({_CHARACTER})[ \u3000]({_CHARACTER})[ \u3000]({_CHARACTER})$"
)
_NOT_NAMES = re.compile(r"目\s{0,3}录|省|政府|报告|会议|来源|摘要|首页")
_POST_ONLY = re.compile(rf"(?:[^\s，,。（(]{{0,14}}?){_POSTS}")

_ON_BEHALF = re.compile(
    r"(?:我|本人)[，,]?(?:现在)?[，,]?(?:谨|受[^，,。]{2,20}委托[，,])?代表(?P<by>.{2,30}?)(?:，|,|向|作)|受(?P<for>.{2,30}?)的?委托"
)
_PLAN_YEAR = re.compile(r"(\d{4})年.{0,14}(?:安排|任务|目标|部署|要求|重点|建议|谋划|工作$)")
_PLAN_SENTENCE = re.compile(
    r"(?:建议|做好|关于|对)?(\d{4})年.{0,30}(?:预期目标|主要目标|总体要求|重点工作|重点任务|重点做好|工作的?总体)"
)


def read_metadata(page: Page, headings: Sequence[Heading]) -> Metadata:
    """The metadata that a report states, first in the lines before its body, then in the body.

    The report year is the year planned. A report delivered between January and September plans the
    year of its delivery; from October onwards the headings decide, then the title. Without a date
    of delivery, the headings decide, then the title.

    Args:
        page: the document, divided into lines with their roles.
        headings: the headings of the body, in order.
    """
    lines = [_line(block) for block in page.blocks if block.role == "front_matter"]
    body = [block.text for block in page.blocks if block.role == "body"]
    front = [line for line in lines if not _PUBLISHED.search(line)]
    ended = [block for block in page.blocks if block.start >= page.body_end]
    after = [_line(block) for block in ended if block.role == "boilerplate"]
    title = _title(lines)
    titled = _titled_year(title, lines)
    planned = titled or _planned_years(headings, body)
    told = [line for line in [*lines, *body[:2]] if reported_date(line, planned)]
    delivery = delivery_date(lines, after=after, year=planned) or next(
        (reported_date(line, planned) for line in told), None
    )
    session = _session(front) or _session(body[:3]) or _session(front, titled=True)
    post, name = _speaker(front)
    if name is None:
        post, name = _speaker([line[:80] for line in told])
    year = _report_year(titled, delivery, headings, body)
    place = _place(title, session, post, body, page, year)
    return Metadata(
        title=title,
        report_year=year,
        reviewed_year=None if year is None else year - 1,
        delivery_date=delivery,
        published=published_date(lines, delivered=delivery),
        speaker=name,
        speaker_post=post,
        session=session,
        **_fields(place),
    )


def _line(block: Block) -> str:
    return normalize(block.text).text.replace("<U+00A0>", " ").strip()


def _title(lines: Sequence[str]) -> str | None:
    """The title line; if there are several, one with a year, then the first."""
    named = [line for line in lines if _TITLE.search(line) and len(line) < 60]
    plain = [line for line in named if not _PAGE_NAME.search(line)] or named
    if not plain:
        return None
    best = max(plain, key=lambda line: (bool(re.search(r"\d{4}", line)), -plain.index(line)))
    best = _LABEL.sub("", best)
    cut = re.split(r"\s{0,9}[—\-－―]{2}", best)[0].strip()
    return cut or best


def _session(lines: Sequence[str], *, titled: bool = False) -> str | None:
    """The session of the report, which may be torn over two lines, or be in its title alone."""
    torn = (before + after for before, after in pairwise(lines) if len(before + after) < 90)
    for line in (*lines, *torn):
        for match in _SESSION.finditer(line, 0, 200):
            is_other = _OTHER_SESSION.match(line, match.end())
            if titled and _AS_TITLE.match(line, match.end()):
                is_other = None
            if not is_other and not _DONE.match(match["session"]):
                return _WHEN.sub("", re.sub(r"\s", "", match["session"]))
    return None


def _speaker(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Office and name, from the shortest line with both; captions (…作政府工作报告) come last."""
    short = (line for line in lines if len(line) < 90)
    for line in sorted(short, key=lambda line: ("作政府" in line, len(line))):
        match = _SPEAKER.search(_SPACED_NAME.sub(r"\1\2\3", _SPACED_POST.sub("", line)))
        if match and not _NOT_NAMES.search(match["name"]):
            return _post(match["post"]), re.sub(r"\s", "", match["name"])
    labelled = (_LABELLED_NAME.search(line) for line in lines if len(line) < 90)
    names = (one["label"] or one["first"] or one["title"] for one in labelled if one)
    if name := next((name for name in names if not _NOT_NAMES.search(name)), None):
        return None, re.sub(r"\s", "", name)
    for post, name in pairwise(lines):
        if _POST_ONLY.fullmatch(post) and _NAME_ONLY.fullmatch(name):
            return post, re.sub(r"\s", "", name)
    dated = (_DATED_NAME.search(line) for line in lines if len(line) < 40)
    if signed := next((match["name"] for match in dated if match), None):
        return None, re.sub(r"\s", "", signed)
    # Above its title the page has its own menu (无障碍).
    titles = [at for at, line in enumerate(lines) if _TITLE.search(line) or _SESSION.search(line)]
    lines = lines[titles[-1] + 1 :] if titles else lines
    alone = [
        line
        for line in lines
        if _NAME_ONLY.fullmatch(line) and not _NOT_NAMES.search(line) and not find_place([line])
    ]
    return (None, re.sub(r"\s", "", alone[0])) if alone else (None, None)


def _post(printed: str) -> str:
    """The office without the end of the line before it: 「…次会议上 北京市市长」."""
    return re.sub(r"^.*(?:会议上?(?:通过)?|[日年月])", "", printed).strip() or printed


def _titled_year(title: str | None, lines: Sequence[str]) -> int | None:
    """The year in the title, or else on a line of its own."""
    alone = (line for line in lines if _YEAR_ONLY.fullmatch(line))
    squeezed = (re.sub(r"\s", "", line) for line in (title or "", *alone))
    named = (year for line in squeezed for year in years_in(line))
    return next(named, torn_year_in(re.sub(r"\s", "", title or "")))


def _report_year(
    titled: int | None, delivery: str | None, headings: Sequence[Heading], body: Sequence[str]
) -> int | None:
    planned = _planned_years(headings, body)
    if delivery is None:
        return planned or titled
    spoken, late = int(delivery[:4]), int(delivery[5:7]) >= 10
    if not late:
        return spoken
    return next((year for year in (planned, titled) if year in (spoken, spoken + 1)), spoken + 1)


def _planned_years(headings: Sequence[Heading], body: Sequence[str]) -> int | None:
    """The year planned according to headings, or else sentences: the commonest, then the latest."""
    titles = [with_digits(one.text) for one in headings if one.level == 1]
    years = Counter(int(found) for text in titles for found in _PLAN_YEAR.findall(text))
    if not years:
        planned = (_PLAN_SENTENCE.match(with_digits(text[:80])) for text in body)
        years = Counter(int(match.group(1)) for match in planned if match)
    return max(years, key=lambda year: (years[year], year)) if years else None


def _place(
    title: str | None,
    session: str | None,
    post: str | None,
    body: Sequence[str],
    page: Page,
    year: int | None,
) -> Place | Area | None:
    """The place named by session, title or office, or else by the government represented."""
    spoken_for = (_ON_BEHALF.search(text) for text in body[:4])
    whom = [match["by"] or match["for"] for match in spoken_for if match]
    named = [text for text in (session, title, post, *whom) if text]
    if any(re.search(r"国务院|全国人民代表大会", text) for text in named):
        return find_place(["全国"], year=year)
    context = "\n".join(block.text for block in page.blocks)
    thanks = [match["by"] or "" for text in body[4:] for match in _ON_BEHALF.finditer(text)]
    return (
        find_place(named, context=context, year=year)
        or area_without_code([*named, *thanks], context, year)
        or find_place(thanks, context=context, year=year)
    )
