"""First sentences of neighbouring paragraphs that have one form, as headings of a series have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

_LEAST = 3  # two sentences are alike by chance
_CLAUSE = re.compile(r"[，,；;]")
_LONGEST_CLAUSE = 16  # of clauses that are as long as their counterparts
# Addresses, numbers and judgements: such sentences narrate, however alike they are.
_NARRATES = re.compile(r"(?:各位代表|同志们)|.{0,50}(?:\d|[，,]这?是|清醒地?看到)")
# What a year is, to whom results are owed, and what is to be understood name nothing that follows.
_STATES = re.compile(
    r"(?:今年|明年|新的一年)[，,]?(?:也|又|将)?是.{0,40}年$|.{0,20}是.{2,40}的?(?:结果|功劳)$"
    r"|.{0,12}(?:认识|看)到[，,]"
)
# How titles begin that say what is to be done, and words of statements about it.
_DIRECTS = re.compile(
    r"坚持|深入|加快|全面|积极|推动|推进|大力|着力|实施|深化|强化|加强|继续|促进|打造|进一步|认真|全力|办好|提高|提升|突出|扎实"
    r"|坚定|加大|落实|扩大|聚焦|优化|拓展|切实|做[好强大]|构建|巩固|健全|完善|努力|狠抓|统筹|依法|培育|发展|改善|保障|增强|严格|维护"
    r"|规范|改进|支持|[搞抓]好|建设|高度重视|稳定|更加"
)
_SAYS = re.compile(r"我们|是|要|重在|在于|已经?")


def parallel_leads(leads: Sequence[str | None]) -> list[bool]:
    """For each first sentence, whether it is one of three or more neighbours with one form.

    Two sentences have one form if they begin alike and have as many clauses (more than one), if
    they begin and end alike, or if their clauses are equally long, give or take a character.

    Args:
        leads: the first sentence of each paragraph, without its full stop; None where there is
            none that could be a heading.

    Example:
        >>> from corpus.structure.parallel_leads import parallel_leads
        >>> leads = ["针对需求不足，扩大内需", "针对成本上升，加大支持", "针对就业困难，促进就业"]
        >>> parallel_leads([*leads, "针对这些问题，有人说不可能，我们不信"])
        [True, True, True, False]
    """
    joined = [bool(one and other and _one_form(one, other)) for one, other in pairwise(leads)]
    found = [False] * len(leads)
    at = 0
    for is_joined, run in groupby(joined):
        length = len(list(run))
        if is_joined and length + 1 >= _LEAST:
            found[at : at + length + 1] = [True] * (length + 1)
        at += length
    return found


def states(lead: str) -> bool:
    """Whether a first sentence is a statement, which heads nothing however many are alike.

    Args:
        lead: the sentence, without its full stop.

    Example:
        >>> from corpus.structure.parallel_leads import states
        >>> states("今年是全面小康的决胜之年"), states("这五年，是城乡变化最大的五年")
        (True, False)
    """
    return _STATES.match(lead) is not None


def _one_form(one: str, other: str) -> bool:
    if any(_NARRATES.match(lead) or states(lead) for lead in (one, other)):
        return False
    clauses = [_CLAUSE.split(lead) for lead in (one, other)]
    are_many = len(clauses[0]) == len(clauses[1]) > 1
    begin = one[:2] == other[:2]
    end = one[-2:] == other[-2:]
    return (begin and (are_many or end)) or (are_many and _equally_long(*clauses))


def _equally_long(one: list[str], other: list[str]) -> bool:
    pairs = [(len(a), len(b)) for a, b in zip(one, other, strict=True)]
    return all(abs(a - b) <= 1 and max(a, b) <= _LONGEST_CLAUSE for a, b in pairs)


def further_leads(
    leads: Sequence[str | None], sure: Sequence[str | None], section: Sequence[int]
) -> list[bool]:
    """For each first sentence, whether it directs as two headings of its section do.

    The paragraphs between them may be many: a series of headings is seldom without such.

    Args:
        leads: the short first sentence of each paragraph; None where there is none.
        sure: the headings that have been found, each in the place of its paragraph.
        section: the section of each paragraph.

    Example:
        >>> from corpus.structure.parallel_leads import further_leads
        >>> leads = ["加强社会治理", "我们要加强学习", None]
        >>> further_leads([*leads, None], [None, None, "推进教育公平", "改善医疗服务"], [1] * 4)
        [True, False, False, False]
    """
    told = Counter(
        place for place, title in zip(section, sure, strict=True) if title and _DIRECTS.match(title)
    )
    return [
        bool(lead and told[place] >= _LEAST - 1 and _DIRECTS.match(lead) and not _SAYS.search(lead))
        for place, lead in zip(section, leads, strict=True)
    ]
