"""The time reference of paragraphs and sentences: review, problems acknowledged, or plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from corpus.schema import PARTS, Orientation
from corpus.structure.outline import Heading, Paragraph, count_of

_YEAR = r"(?:\d{4}|[一二][九〇○零\d一二三四五六七八]{3})\s?年"
_FIVE = r"[三四五六十几]\s?年"

# The time reference in the heading of a chapter.
_LOOKS_BACK = re.compile(
    rf"回顾|总结|过去|成就|成绩|以来|{_FIVE}来|执行情况|(?:经济|国内|当前).{{0,2}}形势|胜利$"
    r"|历史性转变|取得.{0,8}(?:成效|进展|突破)"
)
_LOOKS_AHEAD = re.compile(
    r"安排|任务|目标|部署|要求|思路|展望|今后|明年|未来|举措|建议|考虑|前景|计划草案|工作$|打算|方针"
)
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
    rf"|回[顾首]{_FIVE_YEAR_PLAN}|{_FIVE_YEAR_PLAN}(?:时期|期间|以来))"
)
_BEGINS_PAST_YEAR = re.compile(
    r"一年来|(?:刚刚)?过去的?一年|(?:去年|上年)(?=[，,我]|以来)|(?P<year>\d{4})年(?!以来|至|—|-|到)"
    rf"|{_SALUTES}刚刚过去的(?P<just>\d{{4}})年"
)
_BEGINS_COMING_YEARS = re.compile(
    rf"(?:今后|未来)的?{_FIVE}|“.{{0,2}}十?.五”(?:时期|期间)|到(?P<goal>20\d\d)年"
)
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
)
# Every acknowledgement of problems has one of these words: they are fast to find, so they come
# first, before the slower patterns.
_PROBLEM_WORDS = re.compile("清醒|困难|问题|不足|差距|挑战|缺点|矛盾|短板|薄弱环节")
_ADMISSION_LEADS = re.compile(
    r"在?[^，,。]{2,30}的?同时|同时|但是?|各位代表|我们|当前|与此同时|回顾|[^。]{4,40}[，,]但"
)
_POINT = re.compile(
    r"[一二三四五六七八九十]{1,2}是|——|[（(][一二三四五六七八九十\d][）)]|\d[．.、]|第[一二三四五]"
)
_FACES_PROBLEMS = re.compile(
    r"对此|对于?(?:这些|以上|上述)|这些(?:困难|问题|不足)|针对(?:这些|上述)"
    r"|(?:我们|政府)?(?:一定|必须|将|要)(?:要|始终|进一步|高度){0,2}(?:保持清醒|增强|正视|重视|直面)"
)

# Changes within a paragraph. 今年 is not among them: in a report delivered in December it is the
# year reviewed.
_TURNS_AHEAD = re.compile(r"新的一年|(?:今后|下一步|下一阶段)[，,、我要]|(?:今后|未来)[一几三五]")
_LOOKS_BACK_FIRST = re.compile(rf"(?:刚刚)?过去的?(?:一年|{_FIVE})|一年来|去年|{_FIVE}来")
_SAYS_AHEAD = re.compile(r"今后|新的一年|今年|将|[，。；]要|我们要|必须|应当|继续|进一步")
# 今后五年是关键时期, in the first sentences of a chapter whose heading has no time reference.
_COMING_YEARS = re.compile(rf"(?:今后|未来)的?{_FIVE}")
_LAST_CHAPTERS = re.compile(
    r"外交|国际|世界|统一|港|澳|台|国防|军队|政府(?:自身)?建设|政府工作|作风|廉"
)

_ADDRESS = re.compile(r"[各名]位(?:代表|委员|同志)|同志们")
_EXHORTS = re.compile(r"让我们|紧密地?团结|奋斗|胜利|前进|贡献|篇章|万岁|起来[！!。]|[！!]$")
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
    first_chapter = min(chapters, default=None)
    first = _first_after_opening(paragraphs, bool(chapters))
    if first_chapter is not None and count_of(chapters[first_chapter].number) > 1:
        # The text begins within the first chapter, whose heading is missing.
        first = int(bool(paragraphs) and len(paragraphs[0].text) < SHORT_ADDRESS)
    found: list[Orientation] = ["opening"] * first
    state = _Chapter("review_past_year", None)
    planned = False
    for index, paragraph in enumerate(paragraphs[first:], start=first):
        text = _plain(paragraph.text)
        if paragraph.start in chapters:
            is_first = paragraph.start == first_chapter
            title = _plain(chapters[paragraph.start].text)
            if not title and index + 1 < len(paragraphs):  # 「二」 alone: by what follows
                title = _plain(paragraphs[index + 1].text[:60])
            before, state = state.time, _chapter(title, is_first, planned, report_year)
            lead = [one.text for one in paragraphs[index + 1 : index + 2]]
            state = _as_it_begins(state, before, title, lead)
        elif state.time.startswith("plan") and _only_looks_back(text):
            found.append(_time(text[:20], "review"))
            continue
        elif _is_problems(text, state.time, found[-1] if found else "opening"):
            found.append("problems")
            continue
        elif not paragraph.level:
            state = _turn(text, state, report_year, headed=bool(chapters))
        planned = planned or state.time.startswith("plan")
        found.append(state.time)
    _mark_closing(paragraphs, found)
    return found


def sentence_orientations(paragraph: Orientation, sentences: Sequence[str]) -> list[Orientation]:
    """The time reference of each sentence of a paragraph, which may change within it.

    A review paragraph changes to problems at the sentence that acknowledges them, and to the plan
    at 今后 or 新的一年. A plan paragraph that looks back first counts as review up to the sentence
    that turns to the future.

    Args:
        paragraph: the time reference of the whole paragraph, from ``orientations``.
        sentences: the sentences of the paragraph, in order.
    """
    if paragraph not in PARTS:
        return [paragraph] * len(sentences)
    times: list[Orientation] = []
    now = _looks_back_first(paragraph, sentences)
    for index, sentence in enumerate(sentences):
        text = _plain(sentence) if index and now.startswith("review") else ""
        if text and _turns_ahead(text):
            now = paragraph if paragraph.startswith("plan") else "plan_next_year"
        elif text and _admits(text[:150]):
            now = "problems"
        times.append(now)
    return times


def _looks_back_first(paragraph: Orientation, sentences: Sequence[str]) -> Orientation:
    """The time reference of a first sentence: 「过去一年，国防建设扎实推进。新的一年，要…」."""
    if not paragraph.startswith("plan") or len(sentences) < 2:
        return paragraph
    back = _LOOKS_BACK_FIRST.match(_plain(sentences[0]))
    turns = back and any(_turns_ahead(_plain(one)) for one in sentences[1:])
    return "review_past_year" if turns else paragraph


def _turns_ahead(sentence: str) -> bool:
    return _TURNS_AHEAD.match(sentence) is not None


def _plain(text: str) -> str:
    """The text without white space, which scraping leaves around digits: 1998 年."""
    return "".join(text.split())


class _Chapter(NamedTuple):
    """The current time reference, and the second half of a heading that looks back and ahead."""

    time: Orientation
    turns_to: str | None


def _first_after_opening(paragraphs: Sequence[Paragraph], has_chapters: bool) -> int:
    """The index of the first chapter; without chapters, of the paragraph after the announcement."""
    if has_chapters:
        for index, paragraph in enumerate(paragraphs):
            if paragraph.level == 1 or paragraph.heading_path:
                return index
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
    reported = back and (not planned or years or back.group() == "执行情况")
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


def _only_looks_back(text: str) -> bool:
    """Whether a paragraph begins with past years and does not mention the future."""
    return bool(_LOOKS_BACK_FIRST.match(text)) and not _SAYS_AHEAD.search(text)


def _time(title: str, direction: Literal["review", "plan"]) -> Orientation:
    many, one = _MANY_YEARS.search(title), _ONE_YEAR.search(title)
    if many and _YEAR_OF_A_PLAN.match(title, many.end()):
        many = None
    several = bool(many and (not one or many.start() < one.start()))
    if direction == "review":
        return "review_multi_year" if several else "review_past_year"
    return "plan_multi_year" if several else "plan_next_year"


def _is_problems(text: str, state: Orientation, last: Orientation) -> bool:
    """Whether a review paragraph acknowledges problems, or continues to do so."""
    if state.startswith("plan"):
        return False
    if last == "problems" and (_POINT.match(text) or _FACES_PROBLEMS.match(text)):
        return True
    return any(_admits(text[start : start + 150]) for start in _first_sentences(text))


def _first_sentences(text: str) -> list[int]:
    """Offsets of the first sentence, and of the second if the first is a short motto.

    「安不忘危，兴不忘忧。我们清醒认识到，…」
    """
    second = text.find("。", 0, 80) + 1
    return [0, second] if 0 < second * 4 < len(text) else [0]


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
            return _Chapter("plan_multi_year", None)
        return _coming(text, state, report_year)
    if state.turns_to and _opens(state.turns_to, text, report_year):
        return _Chapter(_time(state.turns_to, "plan"), None)
    if _BEGINS_MANY_YEARS.match(text):
        return _Chapter("review_multi_year", state.turns_to)
    past = _BEGINS_PAST_YEAR.match(text)
    if past and _is_year_before(past["year"] or past["just"], report_year):
        return _Chapter("review_past_year", state.turns_to)
    return state if headed else _coming(text, state, report_year)


def _is_year_before(year: str | None, report_year: int | None) -> bool:
    """Whether the year named is the reviewed year, or may be if the report year is unknown."""
    return year is None or report_year in (None, int(year) + 1)


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
    return _Chapter("plan_next_year", None) if _begins_coming_year(text, report_year) else state


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
    if paragraph.level or len(paragraphs) - index > 4:
        return False
    if index == len(paragraphs) - 1:
        return bool(_EXHORTS.search(text[-160:]) or "让我们" in text)
    if _ADDRESS.match(text):
        return len(text) < 12 or not _GOVERNS_ITSELF.search(text[:120])
    return bool("让我们" in text and len(text) < 500)
