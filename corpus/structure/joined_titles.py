"""Where the title of a chapter ends that lost its line end: 「三、改善民生民生连着民心，…」."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = re.compile(
    r"(?:^|(?<=[。！!？”…]))\s{0,2}(?P<number>[一二三四五六七八九十]{1,3}、)(?![一二三四五六七八九十]、)"
)
# Governments that promise to work on themselves often do so under a title without a number.
_OF_GOVERNMENT = re.compile(
    r"(?<=[。！!])(?:全面|切实|进一步|持续|扎实|着力|努力)?(?:加强|推进)政府自身建设(?=[^，。、；的和与及是方各是])"
)
# The nouns and results that end titles.
_ENDS = re.compile(
    r"(?:回顾|建设|工作|发展|任务|安排|水平|活力|开放|体系|突破|政府|增长|稳定|改革|[城园社]区|提升|环境|格局|民生|动[力能]|目标"
    r"|成[效就果绩]|优势|改善|增强|局面|要求|效能|进[步展]|形象|竞争力|生产力|影响力|福祉|台阶|品质|重点|生活|事业|质量|向好"
    r"|振兴|增[效收]|中心|能力|转[型变]|部署|经济|创新|升级|作用|家园|思路|步伐|方[针式]|战略|调整|实力|提高|空间|情况|效益|政策"
    r"|大业|城市|胜利|结构|支撑|力度|基础|标杆|建议|需求|后劲|现代化|城镇化|加快|路子|态势|安全感|能级|[高阵]地|举措|显著|迸发"
    r"|体制|攻坚战|潜力|形势|优化|屏障|典范|跃升|管理|循环|治理|繁荣|地位|秩序|考虑|谋划|答卷|篇章|和谐|保障|底线|风险)$"
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
    r"(?:20|19)\d\d年|今年|去年|明年|过去|刚刚|“十|当前|今后|未来|[一五]年来|我们|各位代表|一是|本届|这一年|全[省市县区]|面对"
    r"|按照|根据|新的一年|目前|[（(]一[）)]|1[.、]"
)
# Verbs and adverbs of intention, which open paragraphs and stand within titles too.
_INTENDS = re.compile(
    r"坚持|深入|加快|全面|积极|推动|大力|着力|实施|深化|强化|加强|继续|推进|促进|打造|进一步|认真|全力|始终|办好|提高|突出|扎实|坚定"
    r"|加大|落实|扩大|聚焦|重点|立足|坚决|发挥|切实|做好|构建|牢固|做强|巩固|健全|完善|抢抓|努力|狠抓|统筹|依法|围绕|这是|充分"
    r"|为了|紧紧|牢记|站在|牢牢|严格|奋进|打铁|筑牢|实现|以"
)
# No title ends with these, and no paragraph begins with those.
_GOES_ON = re.compile(
    r"(?:[和与及、的，,对在从到是把以向为于了“《（(不更加再高大新全地抓]|[着努奋大全][力]|强力|力度|为(?:中心|重点|主线)|不移|坚决"
    r"|切实|进一步|加快|科学|主动)$"
)
_CONTINUES = re.compile(r"[和与及、的，,。；：:等了中上下”》）)]")
_SENTENCE = re.compile(r"[。！？!?；;：:]")
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))
_SHORTEST, _LONGEST, _LONGEST_PART = 3, 44, 24
# Two signs: an end and an opening, or one of them and words of the title said again.
_LEAST = 2.9


def joined_titles(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each title of a chapter that is joined to the paragraph after it.

    A title follows a sentence and has a number in Chinese numerals. It ends where most signs meet:
    a word that ends titles, words that open paragraphs, words of the title that are said again.

    Args:
        text: a text that lost its line ends.

    Example:
        >>> from corpus.structure.joined_titles import joined_titles
        >>> text = "各项工作圆满完成。三、切实保障和改善民生民生问题涉及千家万户。"
        >>> [text[start:end] for start, end in joined_titles(text)]
        ['三、切实保障和改善民生']
    """
    for match in _NUMBER.finditer(text):
        if end := _end_of_title(text[match.end() : match.end() + _LONGEST + 12]):
            yield match.start("number"), match.end() + end
    for match in _OF_GOVERNMENT.finditer(text):
        yield match.span()


def _end_of_title(text: str) -> int | None:
    """The length of the title with which a text begins, or None where the signs are too few."""
    stop = _SENTENCE.search(text)
    last = min(stop.start() if stop else len(text) - 1, _LONGEST, len(text) - 1)
    ends = [at for at in range(_SHORTEST, last + 1) if _may_end(text, at)]
    for at in ends:
        is_part = _TIMED.match(text) and _names_part(text, at)
        if is_part or (_ENDS.search(text[:at]) and _OPENS.match(text, at)):
            return at
    best = max(ends, key=lambda at: (_signs(text, at), -at), default=None)
    if best is not None and _signs(text, best) >= _LEAST:
        return best
    return next((at for at in ends if at <= _LONGEST_PART and _names_part(text, at)), None)


def _names_part(text: str, at: int) -> bool:
    """Whether a title says review or plan, which its last word does: 2024年主要任务."""
    return _PART_WORDS.search(text[:at]) is not None and not _MORE_WORDS.match(text, at)


def _may_end(text: str, at: int) -> bool:
    title = text[:at]
    whole = all(title.count(one) == title.count(other) for one, other in _PAIRS)
    return whole and not _CONTINUES.match(text, at) and not _GOES_ON.search(title)


def _signs(text: str, at: int) -> float:
    """How much speaks for the end of a title: 2 for an end, up to 2 for an opening, 1.5 for words.

    What is a sign at two places is one at the first, so that each character takes a little.
    """
    title = text[:at]
    ends = 2 if _ENDS.search(title) else title.endswith("”")
    opens = 2 if _OPENS.match(text, at) else 1.5 * bool(_INTENDS.match(text, at))
    again = text[at : at + 2] in title, text[at : at + 3] in title
    return ends + opens + again[0] + again[1] / 2 - at / 100
