"""The time reference of paragraphs and sentences: review, problems acknowledged, or plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from corpus.schema import PARTS, Orientation
from corpus.structure.outline import Heading, Paragraph, count_of, says_result
from corpus.text.plan_names import with_quoted_plans

_YEAR = r"(?:\d{4}|[一二][九〇○零\d一二三四五六七八]{3})\s?年"
_FIVE = r"[三四五六十几]\s?年"

# The time reference in the heading of a chapter.
_LOOKS_BACK = re.compile(
    rf"回顾|总结|过去|成就|成绩|以来|{_FIVE}来|(?:执行|完成)情况|(?:经济|国内|当前).{{0,2}}形势|胜利$"
    r"|历史性转变|取得.{0,8}(?:成效|进展|突破)"
)
_LOOKS_AHEAD = re.compile(
    r"安排|任务|目标|部署|要求|思路|展望|今后|明年|未来|举措|建议|考虑|前景|计划草案|工作$|打算|方针|谋划|重点$"
)
# A title that ends so plans, whatever year it names: the year may be misprinted.
_PLANS = re.compile(r"(?:任务|安排|部署|目标|重点|打算|谋划|思路|举措|措施|建议)$")
# 「以优异成绩迎接党的二十大胜利召开」 in the title of a plan looks forward.
_HOPES = re.compile(
    r"以[^，,。]{0,16}(?:成绩|成就|业绩|成果)[^，,。]{0,30}|(?:迎接|庆祝|向)[^，,。]{0,20}(?:胜利召开|献礼|周年)"
)
_MANY_YEARS = re.compile(rf"{_FIVE}|时期|期间|“.{{0,2}}十?.五”|本届|任期|长远|远景")
_ONE_YEAR = re.compile(rf"{_YEAR}|今年|去年|明年|过去的?一年|一年来|上年|下一阶段")

# 「第二个五年计划的第二年」 is a single year.
_YEAR_OF_A_PLAN = re.compile(r"(?:计划|规划)的第.年")

# Openings of paragraphs that change the time reference within a chapter.
_SALUTES = r"(?:各位代表[，,！!：:]\s?)?"
_FIVE_YEAR_PLAN = r"“.{0,2}十?.五”"
_BEGINS_MANY_YEARS = re.compile(
    rf"{_SALUTES}(?:(?:回顾)?(?:过去|刚刚过去)?的?这?{_FIVE}(?:来|以来|间|，|,|的|工作)"
    rf"|(?:过去|回顾|这|本届政府).{{0,4}}{_FIVE}|这是[^，,。]{{2,24}}的{_FIVE}"
    rf"|[^。]{{0,40}}标志着{_FIVE_YEAR_PLAN}[^。]{{0,6}}收官。(?:过去的?)?(?:{_FIVE}|回[首顾])"
    rf"|{_FIVE}[^，,。]{{2,8}}[，,]{_FIVE}|[^。]{{0,30}}为{_FIVE_YEAR_PLAN}[^。]{{0,6}}奠定"
    rf"|回[顾首]{_FIVE_YEAR_PLAN}|{_FIVE_YEAR_PLAN}(?:时期|期间|以来))"
)
_BEGINS_PAST_YEAR = re.compile(
    r"一年来|(?:刚刚)?过去的?一年|(?:去年|上年)(?=[，,我]|以来)|(?P<year>\d{4})年(?!以来|至|—|-|到)"
    # 「特别要指出，刚刚过去的2005年」, 「各位代表，世纪之交的2000年，是…最后一年」.
    rf"|{_SALUTES}(?:[^，,。]{{2,12}}[，,])?刚刚过去的(?P<just>\d{{4}})年"
    rf"|{_SALUTES}(?:[^，,。\d]{{2,8}}的)?(?P<named>\d{{4}})年[，,]?(?:是|我[们省市县区]|全[省市县区]|面对)"
)
# A paragraph on one year that goes on to several: 「…好于预期。五年来，…。五年来，…」.
# 三年来 is as often an aside on a campaign of three years.
_SINCE_YEARS = re.compile(r"(?<=[。！!])这?[四五六十]年来[，,]")
_GOES_ON_TO_YEARS = re.compile(r"这?[四五六十]年来[，,]")
_RETURNS_TO_YEAR = re.compile(rf"一年来|去年|全年|过去的?一年|刚刚过去的(?!{_FIVE})")
_BEGINS_COMING_YEARS = re.compile(
    rf"(?:今后|未来)的?{_FIVE}|“.{{0,2}}十?.五”(?:时期|期间)|到(?P<goal>20\d\d)年"
)
# A paragraph that speaks of the year planned, of which a chapter on that year has more.
_OF_THE_YEAR = re.compile(r"今年|明年|(?P<year>\d{4})年")
_BEGINS_COMING_YEAR = re.compile(r"今年|明年|新的一年|(?:建议|做好|对)?(?P<year>\d{4})年")
_NAMED_TIME = re.compile(rf"{_FIVE_YEAR_PLAN}|(?P<year>\d{{4}})年|(?:今后|未来).{{1,2}}年")
_PLAN_DRAFT = re.compile(r"第十?.个五年(?:规划|计划)")
_ADMITS_PROBLEMS = re.compile(
    r"清醒地?(?:认识|看到)|(?:必须|也要|也|还|应该?|要)(?:清醒地?)?看到.{0,60}(?:困难|问题|不足|差距|挑战|缺点|矛盾)"
    r"|(?:工作中|发展中|前进中|我们)?.{0,10}(?:还|仍|也)(?:然|旧)?(?:存在|面临|有)着?.{0,16}"
    r"(?:困难|问题|不足|差距|短板|缺点|薄弱环节)"
    r"|(?:存在|面临)的?(?:主要|突出)?(?:困难和|矛盾和)?(?:问题|困难和挑战|不足)(?:是|有|主要)"
    r"|(?:问题|困难|挑战|缺点|不足)(?:也|还|仍然?)(?:不少|很多|较多|突出)"
    r"|(?:认识|看|意识)到[，,]?[^，,。]{0,20}(?:存在|面临|有)[^，,。]{0,8}(?:困难|问题|不足|差距|缺点)"
    r"|(?:困难|问题|不足|差距|短板|挑战|矛盾)(?:也|同样|仍然?|依然)?不容(?:忽视|回避|小视)"
    r"|(?:前进|发展)的?(?:道路|征程)上?[，,][^，,。]{0,4}面临[^。]{0,60}(?:困难|问题|挑战)"
)
# Said in so many words, also after other sentences or in a chapter on the plan.
_ADMITS_PLAINLY = re.compile(
    r"(?:[^，,。]{2,16}[，,])?(?:但是?|同时[，,]?)?我们(?:也|还|更)?(?:要|必须|应该?)?(?:也|更)?清醒地?(?:认识|看)到"
    r"[^。]{0,40}(?:存在|仍有|还有|面临)[^。]{0,24}(?:困难|问题|不足|差距|短板|缺点)"
)
# Every acknowledgement of problems has one of these words: they are fast to find, so they come
# first, before the slower patterns.
_PROBLEM_WORDS = re.compile("清醒|困难|问题|不足|差距|挑战|缺点|矛盾|短板|薄弱环节")
_ADMISSION_LEADS = re.compile(
    r"在?[^，,。]{2,30}的?同时|同时|但是?|各位代表|我们|当前|与此同时|回顾|[^。]{4,40}[，,]但"
)
_FULL_STOP = re.compile("[。！!]")
_POINT = re.compile(
    r"[一二三四五六七八九十]{1,2}是|——|[（(][一二三四五六七八九十\d][）)]|\d[．.、]|第[一二三四五]"
)
# The points of a list of problems end here, where they have no numbers.
_ENDS_LIST = re.compile(r"[各名]位|同志们|总之|回[顾首]|过去|成绩|今年|新的一年|\d{4}年")
_FACES_PROBLEMS = re.compile(
    r"对此|对于?(?:这些|以上|上述)|(?:这些|上述|以上)(?:困难|问题|不足)|针对(?:这些|上述)"
    r"|(?:我们|政府)?(?:一定|必须|将|要)(?:要|始终|进一步|高度){0,2}(?:保持清醒|增强|正视|重视|直面)"
)

# Changes within a paragraph. 今年 is not among them: in a report delivered in December it is the
# year reviewed.
_TURNS_AHEAD = re.compile(r"新的一年|(?:今后|下一步|下一阶段)[，,、我要]|(?:今后|未来)[一几三五]")
_PLANS_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)年[，,]?[^，,。；;]{0,16}(?:要|将|力争|确保|突出抓|重点抓|(?:任务|目标|要求)是?[：:])"
)
_LOOKS_BACK_FIRST = re.compile(rf"(?:刚刚)?过去的?(?:一年|{_FIVE})|一年来|去年|{_FIVE}来")
_SAYS_AHEAD = re.compile(r"今后|新的一年|今年|将|[，。；]要|我们要|必须|应当|继续|进一步")
# 今后五年是关键时期, in the first sentences of a chapter whose heading has no time reference.
_COMING_YEARS = re.compile(rf"(?:今后|未来)的?{_FIVE}")
_LAST_CHAPTERS = re.compile(
    r"外交|国际|世界|统一|港|澳|台|国防|军队|政府(?:自身)?建设|政府工作|作风|廉"
)

_ADDRESS = re.compile(r"[各名]位(?:代表|委员|同志)|同志们")
_EXHORTS = re.compile(r"让我们|紧密地?团结|奋斗|胜利|前进|贡献|篇章|万岁|起来[！!。]|[！!]$")
# What a plan consists of: 「今后五年的基本思路是：…」, 「必须依法行政。一是…。二是…」.
_STATES_AIMS = re.compile(r"[^。]{0,40}(?:思路|要求|目标|思想|原则)是?[：:]")
_FIRST_POINT, _SECOND_POINT = re.compile(r"一是|第一[，,]"), re.compile(r"二是|第二[，,]")
_GOVERNS_ITSELF = re.compile(
    r"政府(?:系统)?(?:自身)?建设|对政府.{0,6}提出|党风廉政|清风正气|履职能力|自身建设|政府治理|服务型政府|依法行政|人民满意|部队|国防|双拥|军民|民族|宗教|港澳|侨胞|侨务"
)
_REPORTS = re.compile(r"代表.{2,30}(?:报告|作)|请.{0,40}审[议查]|委托.{0,30}报告")


# An address without what follows it: 各位代表：.
SHORT_ADDRESS = 40


def orientations(
    headings: Sequence[Heading],
    paragraphs: Sequence[Paragraph],
    *,
    report_year: int | None,
) -> list[Orientation]:
    """The time reference of each paragraph of the body.

    The chapter heading decides. Within a chapter, the opening words of a paragraph can change the
    time reference of that paragraph and of those that follow it. Paragraphs before the first
    chapter are the opening; the final exhortation is the closing.

    Args:
        headings: the headings of the body, in order.
        paragraphs: the paragraphs of the body, in order.
        report_year: the year planned, or None if it is not known.

    Returns:
        One time reference per paragraph, in order.
    """
    chapters = {heading.start: heading for heading in headings if heading.level == 1}
    if _are_parts(list(chapters.values())):
        chapters = {}
    titles = _titles(chapters, paragraphs, report_year)
    found: list[Orientation] = ["opening"] * _first_spoken(paragraphs, chapters)
    state = _Chapter("review_past_year", None)
    planned = listing = False
    for index, paragraph in enumerate(paragraphs[len(found) :], start=len(found)):
        text = _plain(paragraph.text)
        is_chapter = paragraph.start in titles.texts
        if is_chapter and paragraph.start not in titles.results:
            lead = [one.text for one in paragraphs[index + 1 : index + 2]]
            state = _entered(paragraph.start, titles, state, planned, report_year, lead)
            listing = False
        elif not is_chapter and _is_aside(text, state.time):
            found.append(_time(text[:20], "review"))
            continue
        elif not is_chapter and _is_problems(text, state.time, found, listing=listing):
            listing = _is_still_list(text, listing=listing and found[-1] == "problems")
            found.append("problems")
            continue
        elif not paragraph.level:
            state = _turn(text, state, report_year, headed=bool(chapters))
            found.append(state.time)
            if not chapters and _ends_ahead(text, report_year):
                state = state._replace(time="plan_next_year")
            planned = planned or state.time.startswith("plan")
            continue
        elif state.named == "plan_next_year":
            state = state._replace(time=state.named)
        planned = planned or state.time.startswith("plan")
        found.append(state.time)
    _mark_closing(paragraphs, found)
    return found


def sentence_orientations(
    paragraph: Orientation, sentences: Sequence[str], *, report_year: int | None = None
) -> list[Orientation]:
    """The time reference of each sentence of a paragraph, which may change within it.

    A review paragraph changes to problems at the sentence that acknowledges them, and to the plan
    at 今后, 新的一年 or what is to be done in the report year. A plan paragraph that looks back
    first counts as review up to the sentence that turns to the future.

    Args:
        paragraph: the time reference of the whole paragraph, from ``orientations``.
        sentences: the sentences of the paragraph, in order.
        report_year: the year planned, or None if it is not known.
    """
    if paragraph not in PARTS:
        return [paragraph] * len(sentences)
    times: list[Orientation] = []
    now = _looks_back_first(paragraph, sentences)
    for index, sentence in enumerate(sentences):
        text = _plain(sentence) if index and not now.startswith("plan") else ""
        if text and _plans_year(text, report_year):
            now = "plan_next_year"
        elif now == "problems":
            pass
        elif text and _turns_ahead(text):
            now = paragraph if paragraph.startswith("plan") else "plan_next_year"
        elif text and _admits(text[:150]):
            now = "problems"
        elif text and _GOES_ON_TO_YEARS.match(text):
            now = "review_multi_year"
        elif text and _RETURNS_TO_YEAR.match(text):
            now = paragraph if paragraph.startswith("review") else now
        times.append(now)
    return times


def _looks_back_first(paragraph: Orientation, sentences: Sequence[str]) -> Orientation:
    """The time reference of a first sentence: 「过去一年，国防建设扎实推进。新的一年，要…」.

    A paragraph on several years may begin with one: 「2020年，…好于预期。五年来，…」.
    """
    if paragraph == "review_multi_year" and _is_of_one_year_first(sentences):
        return "review_past_year"
    if not paragraph.startswith("plan") or len(sentences) < 2:
        return paragraph
    back = _LOOKS_BACK_FIRST.match(_plain(sentences[0]))
    turns = back and any(_turns_ahead(_plain(one)) for one in sentences[1:])
    return "review_past_year" if turns else paragraph


def _is_of_one_year_first(sentences: Sequence[str]) -> bool:
    said = [_plain(one) for one in sentences]
    since = next((at for at, one in enumerate(said) if _GOES_ON_TO_YEARS.match(one)), 0)
    return since > 0 and all(_BEGINS_PAST_YEAR.match(one) for one in said[:since])


def _plans_year(sentence: str, report_year: int | None) -> bool:
    """Whether a sentence says what is to be done in the report year: 「2018年，我们要…」."""
    plans = _PLANS_YEAR.match(sentence)
    return plans is not None and int(plans["year"]) == report_year


def _ends_ahead(text: str, report_year: int | None) -> bool:
    """Whether a paragraph that begins with the review comes to the plan of the report year."""
    return any(_plans_year(text[at.end() :], report_year) for at in _FULL_STOP.finditer(text))


def _turns_ahead(sentence: str) -> bool:
    return _TURNS_AHEAD.match(sentence) is not None


def _plain(text: str) -> str:
    """The text without white space (1998 年, left by scraping), plans in curly quotation marks."""
    return with_quoted_plans("".join(text.split()))


class _Chapter(NamedTuple):
    """The current time reference.

    Attributes:
        time: the time reference.
        turns_to: the second half of a heading that looks back and ahead.
        named: the time reference of a chapter whose heading names one year.
    """

    time: Orientation
    turns_to: str | None
    named: Orientation | None = None


def _first_spoken(paragraphs: Sequence[Paragraph], chapters: Mapping[int, Heading]) -> int:
    """The index of the first paragraph after the opening."""
    if chapters and count_of(chapters[min(chapters)].number) > 1:
        # The text begins within the first chapter, whose heading is missing, or with the second.
        is_address = bool(paragraphs) and paragraphs[0].start not in chapters
        return int(is_address and len(paragraphs[0].text) < SHORT_ADDRESS)
    return _first_after_opening(paragraphs, bool(chapters))


def _are_parts(chapters: Sequence[Heading]) -> bool:
    """Whether these head parts of chapters that lost their titles: （一）（二）（一）（二）."""
    bracketed = all(one.number.startswith(("（", "(")) for one in chapters)
    series = sum(count_of(one.number) == 1 for one in chapters)
    timed = (_ONE_YEAR.search(one.text) or _MANY_YEARS.search(one.text) for one in chapters)
    return bracketed and series > 1 and not any(timed)


class _Titles(NamedTuple):
    """The titles of the chapters.

    Attributes:
        texts: the titles without white space, by where the chapters start.
        results: the starts of the chapters that go on with the review.
        first: where the first chapter starts.
        last_plan: where the last chapter starts whose title names the plan; -1 if none does.
    """

    texts: dict[int, str]
    results: set[int]
    first: int
    last_plan: int


def _titles(
    chapters: Mapping[int, Heading], paragraphs: Sequence[Paragraph], report_year: int | None
) -> _Titles:
    """The titles of the chapters; where 「二」 stands alone, what follows it."""
    texts = {start: _plain(heading.text) for start, heading in chapters.items()}
    for one, after in pairwise(paragraphs):
        if texts.get(one.start) == "":
            texts[one.start] = _plain(after.text[:60])
    plans = (start for start, title in texts.items() if _names_plan(title, report_year))
    last = max(plans, default=-1)
    results = _chapters_of_results(texts, last, report_year)
    return _Titles(texts, results, min(texts, default=-1), last)


def _chapters_of_results(
    titles: Mapping[int, str], last_plan: int, report_year: int | None
) -> set[int]:
    """The chapters that go on with the review: 「产业发展取得新突破」 after 「2024年工作回顾」.

    Only those between the review and a chapter that names the plan, since a plan without a title
    of its own has titles that are worded alike.
    """
    found: set[int] = set()
    reviews = False
    for at, (start, title) in enumerate(titles.items()):
        if start >= last_plan:
            break
        back, ahead = looks_back(title, report_year), looks_ahead(title)
        if reviews and not back and not ahead and says_result(title):
            found.add(start)
        else:
            reviews = not ahead and (back or not at)
    return found


def _names_plan(title: str, report_year: int | None) -> bool:
    """Whether a title says that it plans, and when: 2025年目标任务, 今后五年的总体要求."""
    named = _ONE_YEAR.search(title) or _MANY_YEARS.search(title)
    return bool(named and _LOOKS_AHEAD.search(title)) and not looks_back(title, report_year)


def _entered(
    start: int,
    titles: _Titles,
    before: _Chapter,
    planned: bool,
    report_year: int | None,
    lead: Sequence[str],
) -> _Chapter:
    """The time reference of the chapter that starts here, after the one before it."""
    title, is_first = titles.texts[start], start == titles.first
    misprinted = contradicts(title, report_year) and not is_first and start > titles.last_plan
    state = _chapter(title, is_first, planned, None if misprinted else report_year)
    state = _as_it_begins(state, before.time, title, lead)
    one_year = _ONE_YEAR.search(title) and not _MANY_YEARS.search(title)
    return state._replace(named=state.time) if one_year else state


def _first_after_opening(paragraphs: Sequence[Paragraph], has_chapters: bool) -> int:
    """The index of the first chapter; without chapters, of the paragraph after the announcement."""
    if has_chapters:
        headed = (at for at, one in enumerate(paragraphs) if one.level == 1 or one.heading_path)
        return next(headed, 0)
    for index, paragraph in enumerate(paragraphs[:4]):
        short = len(paragraph.text) < 250
        if not (_ADDRESS.match(paragraph.text) or _REPORTS.search(paragraph.text)) or not short:
            return index
    return min(2, len(paragraphs))


def _chapter(title: str, is_first: bool, planned: bool, report_year: int | None) -> _Chapter:
    """The time reference of a chapter according to its heading.

    The first heading counts as review if it names no time, every later one as plan. A heading that
    looks back and then ahead (「“十四五”时期成就和“十五五”时期目标」) begins as review.
    """
    title = _HOPES.sub(lambda match: "，" * len(match.group()), title)
    back, ahead = _LOOKS_BACK.search(title), _LOOKS_AHEAD.search(title)
    years = [int(year) for year in re.findall(r"\d{4}", title)]
    if ahead and not back and report_year and years and max(years) < report_year:
        back, ahead = ahead, None
    if back and ahead and back.start() < ahead.start():
        seam = re.search(r"[和与、，及]", title[back.end() :])
        cut = back.end() + seam.end() if seam else back.end()
        return _Chapter(_time(title[: back.end()], "review"), title[cut:])
    reported = back and (not planned or years or back.group().endswith("情况"))
    if reported or (is_first and not ahead):
        return _Chapter(_time(title, "review"), None)
    return _Chapter(_time(title, "plan"), None)


def looks_back(title: str, report_year: int | None = None) -> bool:
    """Whether the title of a chapter says that it reviews: 2017年工作回顾, or only a past year."""
    plain = _HOPES.sub("", _plain(title))
    years = [int(year) for year in re.findall(r"\d{4}", plain)]
    is_past = report_year is not None and bool(years) and max(years) < report_year
    return is_past or _LOOKS_BACK.search(plain) is not None


def looks_ahead(title: str) -> bool:
    """Whether the title of a chapter says that it plans: 2018年主要任务."""
    return _LOOKS_AHEAD.search(_plain(title)) is not None


def contradicts(title: str, report_year: int | None) -> bool:
    """Whether a title plans a year that is over: 2000年主要任务 in a report of 2003."""
    plain = _plain(title)
    years = [int(year) for year in re.findall(r"\d{4}", plain)]
    is_past = report_year is not None and bool(years) and max(years) < report_year
    return is_past and _PLANS.search(plain) is not None and not _LOOKS_BACK.search(plain)


def _as_it_begins(
    state: _Chapter, before: Orientation, title: str, first: Sequence[str]
) -> _Chapter:
    """The time reference of a plan chapter whose heading names no time.

    Its first paragraph decides, or else the chapter before, since a five-year plan usually extends
    over several chapters. Chapters on foreign affairs and on the government itself count as plan
    for the report year.
    """
    named = _MANY_YEARS.search(title) or _ONE_YEAR.search(title)
    if state.time != "plan_next_year" or named:
        return state
    lead = _plain("".join(first)[:120])
    goes_on = before == "plan_multi_year" and not _begins_coming_year(lead, None)
    if _COMING_YEARS.search(lead) or (goes_on and not _LAST_CHAPTERS.search(title)):
        return _Chapter("plan_multi_year", None)
    return state


def _is_aside(text: str, state: Orientation) -> bool:
    """Whether a paragraph of a plan begins with past years and does not mention the future."""
    back = state.startswith("plan") and _LOOKS_BACK_FIRST.match(text)
    return bool(back) and not _SAYS_AHEAD.search(text)


def _time(title: str, direction: Literal["review", "plan"]) -> Orientation:
    many, one = _MANY_YEARS.search(title), _ONE_YEAR.search(title)
    if many and _YEAR_OF_A_PLAN.match(title, many.end()):
        many = None
    several = bool(many and (not one or many.start() < one.start()))
    if direction == "review":
        return "review_multi_year" if several else "review_past_year"
    return "plan_multi_year" if several else "plan_next_year"


def _is_problems(
    text: str, state: Orientation, before: Sequence[Orientation], *, listing: bool
) -> bool:
    """Whether a paragraph acknowledges problems, or continues to do so."""
    if state.startswith("plan"):
        # In a plan, problems are mentioned as reasons; here they are listed one by one.
        return bool(_ADMITS_PLAINLY.match(text) and _lists_points(text))
    if before and before[-1] == "problems":
        if _POINT.match(text) or _FACES_PROBLEMS.match(text):
            return True
        if listing and not _ENDS_LIST.match(text):
            return True
    first = any(_admits(text[start : start + 150]) for start in _first_sentences(text))
    return first or any(_ADMITS_PLAINLY.match(text, at) for at in _early_sentences(text))


def _is_still_list(text: str, *, listing: bool) -> bool:
    """Whether points follow: 「…还面临不少困难和问题：」, up to how they will be dealt with."""
    return text.endswith(("：", ":")) or (listing and not _FACES_PROBLEMS.match(text))


def _first_sentences(text: str) -> list[int]:
    """Offsets of the first sentence, and of the second if the first is a short motto.

    「安不忘危，兴不忘忧。我们清醒认识到，…」
    """
    second = text.find("。", 0, 80) + 1
    return [0, second] if 0 < second * 4 < len(text) else [0]


def _early_sentences(text: str) -> list[int]:
    """Offsets of the sentences in the first half of a paragraph, where 清醒 is said."""
    edge = min(160, len(text) // 2)
    return [at.end() for at in _FULL_STOP.finditer(text, 0, edge)] if "清醒" in text else []


def _lists_points(text: str) -> bool:
    """Whether a first and a second point are made, with words between them."""
    first = _FIRST_POINT.search(text)
    return bool(first and _SECOND_POINT.search(text, first.end() + 1))


def _admits(lead: str) -> bool:
    admission = _PROBLEM_WORDS.search(lead) and _ADMITS_PROBLEMS.search(lead)
    if not admission:
        return False
    led = _ADMISSION_LEADS.match(lead)
    return admission.start() < 12 or bool(led and "。" not in lead[led.end() : admission.start()])


def _turn(text: str, state: _Chapter, report_year: int | None, *, headed: bool) -> _Chapter:
    """The time reference after the opening words of a paragraph."""
    if state.time.startswith("plan"):
        if _BEGINS_COMING_YEARS.match(text):
            return state._replace(time="plan_multi_year", turns_to=None)
        if state.named == "plan_next_year" and _is_of_year(text, report_year):
            return state._replace(time=state.named)
        return _coming(text, state, report_year)
    if state.turns_to and _opens(state.turns_to, text, report_year):
        return _Chapter(_time(state.turns_to, "plan"), None)
    if _BEGINS_MANY_YEARS.match(text):
        return _Chapter("review_multi_year", state.turns_to)
    past = _BEGINS_PAST_YEAR.match(text)
    year = past and (past["year"] or past["just"] or past["named"])
    if _is_mostly_of_years(text):
        return _Chapter("review_multi_year", state.turns_to)
    if past and _is_year_before(year, report_year):
        return _Chapter("review_past_year", state.turns_to)
    return state if headed else _coming(text, state, report_year)


def _is_mostly_of_years(text: str) -> bool:
    """Whether a paragraph says 五年来 at several sentences, the first of them in its first half."""
    since = [match.start() for match in _SINCE_YEARS.finditer(text)]
    return len(since) > 1 and since[0] * 2 < len(text) and not _POINT.match(text)


def _is_year_before(year: str | None, report_year: int | None) -> bool:
    """Whether the year named is the reviewed year, or may be if the report year is unknown."""
    return year is None or report_year in (None, int(year) + 1)


def _is_of_year(text: str, report_year: int | None) -> bool:
    """Whether the first sentence of a paragraph speaks of the year planned."""
    first = text[: text.find("。") + 1 or 200][:200]
    years = (match["year"] for match in _OF_THE_YEAR.finditer(first))
    return any(year is None or int(year) == report_year for year in years)


def _opens(ahead: str, text: str, report_year: int | None) -> bool:
    """Whether a paragraph opens the subject named in the second half of the heading."""
    named = _NAMED_TIME.search(ahead)
    past = _BEGINS_PAST_YEAR.match(text)
    if past and past["year"] and report_year and int(past["year"]) < report_year:
        return False
    lead = text[:40]
    if named and (named.group() in lead or (named["year"] and "今年" in lead[:6])):
        return True
    plan = re.match(_FIVE_YEAR_PLAN, text)
    if named and plan and plan.group() != named.group():
        return False  # it begins with the plan that has ended
    return bool(
        _PLAN_DRAFT.search(lead)
        or _BEGINS_COMING_YEARS.match(text)
        or _begins_coming_year(text, report_year)
    )


def _coming(text: str, state: _Chapter, report_year: int | None) -> _Chapter:
    begins = _begins_coming_year(text, report_year)
    return state._replace(time="plan_next_year", turns_to=None) if begins else state


def _begins_coming_year(text: str, report_year: int | None) -> bool:
    match = _BEGINS_COMING_YEAR.match(text)
    return bool(match and (match["year"] is None or int(match["year"]) == report_year))


def _mark_closing(paragraphs: Sequence[Paragraph], found: list[Orientation]) -> None:
    """Marks, in place, the final exhortation and the addresses that lead to it as closing."""
    index = len(paragraphs) - 1
    while index > 0 and _closes(paragraphs, index):
        found[index] = "closing"
        index -= 1


def _closes(paragraphs: Sequence[Paragraph], index: int) -> bool:
    paragraph = paragraphs[index]
    text = paragraph.text
    if paragraph.level or len(paragraphs) - index > 4 or text.endswith(("，", ",")):
        return False
    if "让我们" not in text and (_STATES_AIMS.match(text) or _lists_points(text)):
        return False
    if index == len(paragraphs) - 1:
        return bool(_EXHORTS.search(text[-160:]) or "让我们" in text)
    if _ADDRESS.match(text):
        return len(text) < 12 or not _GOVERNS_ITSELF.search(text[:120])
    return bool("让我们" in text and len(text) < 500)
