"""The place whose government runs the site that a page is from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from corpus.structure.partial_place_names import own_kind, place_called
from corpus.structure.regions import Place

_NAME = r"(?P<name>[\u3400-\u9fff]{2,12}?)"
_GREETING = (
    r"(?:欢迎(?:您)?(?:访问|光临|来到|浏览)|您?(?:现在|当前|所在)?的?位置\s?[：:]|今天是)?\s{0,3}"
)
# 定兴县人民政府网站; 主办：定兴县人民政府; 中国·定兴.
_SITES = (
    re.compile(
        rf"(?:^|(?<=[\s>＞|｜_—\-]))\s?{_GREETING}{_NAME}(?:人民)?政府(?:公众信息|门户|信息)?(?:网|门户)"
    ),
    re.compile(
        r"(?:主办(?:单位)?|承办(?:单位)?|版权所有|所有权|发布机构|(?:信息|文章|稿件)?来源|位置)\s?[：:©]?\s{0,3}"
        rf"{_NAME}(?:人民)?政府"
    ),
    re.compile(r"(?:^|(?<=\s))中国\s?[·•・\-—－]\s?(?P<name>[\u3400-\u9fff]{2,6})(?=$|\s)"),
)
_NO_PLACES = ("中国", "中央", "中华人民共和国")
_LONGEST = 200  # a longer line is text


def place_of_site(lines: Iterable[str], text: str, year: int | None) -> Place | None:
    """The place that the lines around a report name as that of the site, if it is of its kind.

    A province's site has reports of its counties too, so that the place has to be of the kind of
    the government that speaks (我代表县人民政府, 全县).

    Args:
        lines: the lines of the page outside the body.
        text: the readable text.
        year: the report year.

    Example:
        >>> from corpus.structure.site_names import place_of_site
        >>> lines, text = ["定兴县人民政府门户网站", "政府工作报告"], "我代表县人民政府作报告。"
        >>> place_of_site(lines, text, 2012).code
        '130626'
        >>> print(place_of_site(["河北省人民政府网"], text, 2012))
        None
    """
    kind = own_kind(text)
    if kind is None:
        return None
    named = Counter(name for line in lines if len(line) < _LONGEST for name in _names(line))
    called = (place_called(name, year, text) for name, _ in named.most_common())
    return next((place for place in called if place and place.name.endswith(kind)), None)


def _names(line: str) -> Iterator[str]:
    for pattern in _SITES:
        yield from (
            match["name"] for match in pattern.finditer(line) if match["name"] not in _NO_PLACES
        )
