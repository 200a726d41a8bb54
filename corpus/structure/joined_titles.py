"""Where the title of a chapter ends that lost its line end: 「三、改善民生民生连着民心，…」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

# 「第一部分 」 heads a chapter as 「一、」 does.
PART = r"第[一二三四五六七八九]{1,2}(?:部分|章)[、：:\s]{0,3}"
_NUMBER = re.compile(
    rf"\s{{0,2}}(?P<number>[一二三四五六七八九十]{{1,3}}、|{PART})(?![一二三四五六七八九十][、期])"
)
# Titles without a number, of a time and the words of titles: 「2023年工作回顾2023年，…」.
_TIME = r"(?:(?:19|20)\d\d年|“十[一二三四五]五”(?:时期|期间)?|过去[一五]年|今后[一五]年)"
_OF_TITLES = (
    r"(?:工作|政府|经济社会|发展|目标|任务|安排|回顾|总体|要求|主要|重点|部署|思路|举措|措施|建议|情况"
    r"|形势|计划|规划)"
)
_OPENS_CHAPTER = (
    r"(?:“十[一二三四五]五”(?:时期)?[是，]|(?:19|20)\d\d年[是，]|今年[是，]|过去的?[一五]年[，是]|刚刚过去"
    r"|今后五年[，是]|[一五]年来[，,])"
)
_OF_TIME = re.compile(
    rf"(?:{_TIME}|[和与及、的]|{_OF_TITLES}){{2,14}}(?<=[标务排顾求点署路举施议划])"
    rf"(?={_OPENS_CHAPTER}|{_TIME}[^，。]{{2,12}}工作的)"
)
# Governments that promise to work on themselves often do so under a title without a number.
_OF_GOVERNMENT = re.compile(
    r"(?:全面|切实|进一步|持续|扎实|着力|努力)?(?:加强|推进)政府自身建设(?=[^，。、；的和与及是方各是])"
)
# The nouns and results that end titles.
_ENDS = re.compile(
    r"(?:回顾|建设|工作|发展|任务|安排|水平|活力|开放|体系|突破|政府|增长|稳定|改革|[城园社]区|提升|环境|格局|民生|动[力能]|目标"
    r"|成[效就果绩]|优势|改善|增强|局面|要求|效能|进[步展]|形象|竞争力|生产力|影响力|福祉|台阶|品质|重点|生活|事业|质量|向好"
    r"|振兴|增[效收]|中心|能力|转[型变]|部署|经济|创新|升级|作用|家园|思路|步伐|方[针式]|战略|调整|实力|提高|空间|情况|效益|政策"
    r"|大业|城市|胜利|结构|支撑|力度|基础|标杆|建议|需求|后劲|现代化|城镇化|加快|路子|态势|安全感|能级|[高阵]地|举措|显著|迸发"
    r"|总结|取向|打算|展望|方向|指标|体制|攻坚战|潜力|形势|优化|屏障|典范|跃升|管理|循环|治理|繁荣|地位|秩序|考虑|谋划|答卷|篇章|和谐|保障|底线|风险)$"
)
_PART_WORDS = re.compile(
    r"(?:工作|任务|安排|回顾|部署|要求|思路|目标|建议|措施|情况|重点|谋划|考虑|成[就绩])$"
)
_MORE_WORDS = re.compile(
    r"工作|任务|安排|回顾|部署|要求|思路|目标|建议|措施|情况|重点|谋划|考虑|成[就绩]|简要|主要|总体|基本|方针"
)
_TIMED = re.compile(r"(?:对|关于)?(?:\d{4}年|今后|过去|今年|“十)")
# The times, addresses and subjects that open paragraphs.
_OPENS = re.compile(
    r"(?:20|19)\d\d年|[二一][〇○零OＯo0-9一二三四五六七八九]{3}年|今年|去年|明年|上年|过去|刚刚|“十|当前|(?:今后|未来)(?!、)"
    r"|[一二三四五几]年来|我们|各位|一是|本届|这一年|这[三四五]年|全[省市县区旗州镇]|面对|(?:总体|主要|工作)(?:要求|思路|目标|任务)[是：:]"
    r"|按照|根据|新的一年|目前|[（(]一[）)]|1[.、]"
)
# Those with which no title goes on, whatever its last word is.
_SURELY_OPENS = re.compile(
    rf"{_OPENS_CHAPTER}|今年[^，。]{{2}}|去年[，是]|\d{{4}}年，|各位代表|面对|按照"
)
# A time, and nothing but words of titles.
_TIMED_WORDS = re.compile(
    r"(?:关于|对)?(?:\d{4}年|今年|今后五年|过去五年|[未下][来一][五步]?年?)的?"
    rf"(?:[和与及、的]|\d{{4}}年|今后五年|过去五年|{_OF_TITLES}|奋斗|基本|指导思想){{2,12}}"
)
_PREDICATE = re.compile(r"[是了顺圆如全已主重工任总目为显取（(]")
# What a title of the last chapters has a government do with itself, and how the text below begins.
_ON_ITSELF = re.compile(
    r"(?:切实|全面|着力|进一步|不断|大力|努力|持续)?(?:加强|强化|推进|提升|建设|转变|打造)"
    r"[^，、\s]{2,14}?(?:自身建设|政府建设|能力建设|作风建设|政府|效能|职能)"
)
_DUTY_OPENS = re.compile(r"[坚全按牢严深始要以打做政新建][^，。]{1,14}[，、]")
# Verbs and adverbs of intention, which open paragraphs and stand within titles too.
_INTENDS = re.compile(
    r"坚持|深入|加快|全面|积极|推动|大力|着力|实施|深化|强化|加强|继续|推进|促进|打造|进一步|认真|全力|始终|办好|提高|突出|扎实|坚定"
    r"|加大|落实|扩大|聚焦|重点|立足|坚决|发挥|切实|做好|构建|牢固|做强|巩固|健全|完善|抢抓|努力|狠抓|统筹|依法|围绕|这是|充分"
    r"|为了|紧紧|牢记|站在|牢牢|严格|奋进|打铁|筑牢|实现|以"
)
# No title ends with these, and no paragraph begins with those.
_GOES_ON = re.compile(
    r"(?:(?<![方取导走])向|[和与及、的，,对在从到是把以为于了“《（(不更加再高大新全地抓]|[着努奋大全][力]|强力|力度|为(?:中心|重点|主线)|不移|坚决"
    r"|切实|进一步|加快|科学|主动|必须|严格|认真|(?<!圆满)完成|做好|抓好|实现)$"
)
_CONTINUES = re.compile(r"[和与及、的，,。；：:等了中上下”》）)]")
# The signs after which titles begin, before a character with which those titles begin.
_BEFORE_NUMBER = re.compile(r"[。！!？”…](?=[\s一二三四五六七八九十第])")
_BEFORE_TIME = re.compile(
    "[。！!”](?=[12“过今和与及、的工政经发目任安回总要主重部思举措建情形计规])"
)
_SENTENCE_END = re.compile("[。！!]")
_SENTENCE = re.compile(r"[。！？!?；;：:]")
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))
_SHORTEST, _LONGEST, _LONGEST_PART, _AFTER = 3, 44, 24, 40
# Two signs: an end and an opening, or one of them and words of the title said again.
_LEAST = 2.9


def joined_titles(text: str, *, surely: bool = False) -> Iterator[tuple[int, int]]:
    """Start and end of each title of a chapter that is joined to the paragraph after it.

    A title follows a sentence and has a number in Chinese numerals, or is a time and words of
    titles. It ends where the first words of a paragraph follow one that ends titles; failing that,
    where most signs meet: such an end, such words, words of the title that are said again.

    Args:
        text: a text that lost its line ends, or a line of a text that may have lost some.
        surely: only titles with an end and an opening, as in a text that has line ends.

    Example:
        >>> from corpus.structure.joined_titles import joined_titles
        >>> text = "各项工作圆满完成。三、切实保障和改善民生民生问题涉及千家万户。"
        >>> [text[start:end] for start, end in joined_titles(text)]
        ['三、切实保障和改善民生']
        >>> list(joined_titles(text, surely=True))
        []
    """
    position = 0
    for match in _matches(_NUMBER, _BEFORE_NUMBER, text, 0, len(text)):
        after = text[match.end() : match.end() + _LONGEST + _AFTER]
        if end := _end_of_title(after, surely=surely):
            yield from _without_number(text, position, match.start("number"), surely=surely)
            position = match.end() + end
            yield match.start("number"), position
    yield from _without_number(text, position, len(text), surely=surely)


def _without_number(text: str, start: int, end: int, *, surely: bool) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _matches(_OF_TIME, _BEFORE_TIME, text, start, end))
    if not surely:
        ends = (mark.end() for mark in _SENTENCE_END.finditer(text, max(start - 1, 0), end))
        found = (_OF_GOVERNMENT.match(text, at, end) for at in ends)
        yield from (match.span() for match in found if match)


def _matches(
    pattern: re.Pattern[str], before: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """As ``pattern.finditer``, but tried only at the beginning of the text and after a sign."""
    position = start
    signs = before.finditer(text, max(start - 1, 0), end)
    for at in chain((0,), (sign.end() for sign in signs)):
        match = pattern.match(text, at, end) if at >= position else None
        if match:
            yield match
            position = match.end()


def _end_of_title(text: str, *, surely: bool) -> int | None:
    """The length of the title with which a text begins, or None where the signs are too few."""
    stop = _SENTENCE.search(text)
    last = min(stop.start() if stop else len(text) - 1, _LONGEST, len(text) - 1)
    ends = [at for at in range(_SHORTEST, last + 1) if _may_end(text, at)]
    found = next((at for at in ends if _surely_ends(text, at)), None)
    if found is None and not surely:
        found = _probable_end(text, ends)
    return found or next((at for at in ends if _SURELY_OPENS.match(_after(text, at))), None)


def _after(text: str, at: int) -> str:
    """The first words after a title, without the space that a line end has become."""
    return text[at : at + _AFTER].lstrip()


def _surely_ends(text: str, at: int) -> bool:
    """Whether a title ends here by its last words and the first of the paragraph after it."""
    title = text[:at]
    after = _after(text, at)
    is_end = _ENDS.search(title) and _OPENS.match(after)
    is_timed = _TIMED_WORDS.fullmatch(title) and _names_part(title, after)
    on_itself = _ON_ITSELF.fullmatch(title) and _DUTY_OPENS.match(after)
    return bool(is_end or (is_timed and not _PREDICATE.match(after)) or on_itself)


def _probable_end(text: str, ends: list[int]) -> int | None:
    parts = [at for at in ends if _names_part(text[:at], _after(text, at))]
    if parts and _TIMED.match(text):
        return parts[0]
    best = max(ends, key=lambda at: (_signs(text, at), -at), default=None)
    if best is not None and _signs(text, best) >= _LEAST:
        return best
    return next((at for at in parts if at <= _LONGEST_PART), None)


def _names_part(title: str, after: str) -> bool:
    """Whether a title says review or plan, which its last word does: 2024年主要任务."""
    return _PART_WORDS.search(title) is not None and not _MORE_WORDS.match(after)


def _may_end(text: str, at: int) -> bool:
    title = text[:at]
    whole = all(title.count(one) == title.count(other) for one, other in _PAIRS)
    is_open = _GOES_ON.search(title) or _CONTINUES.match(_after(text, at)) or title[-1].isspace()
    return whole and not is_open


def _signs(text: str, at: int) -> float:
    """How much speaks for the end of a title: 2 for an end, up to 2 for an opening, 1.5 for words.

    What is a sign at two places is one at the first, so that each character takes a little.
    """
    title = text[:at]
    ends = 2 if _ENDS.search(title) else title.endswith("”")
    after = _after(text, at)
    opens = 2 if _OPENS.match(after) else 1.5 * bool(_INTENDS.match(after))
    again = after[:2] in title, after[:3] in title
    return ends + opens + again[0] + again[1] / 2 - at / 100
