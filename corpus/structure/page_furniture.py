"""What a page adds to a report: menus, dates, sources, captions, boxes, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.structure.blocks import Block
from corpus.structure.signs import I_REPORT

# A row of a table, with tabs between its cells, none of which is a sentence; but Word puts a tab
# between the number of a heading and its title.
_NUMBER_AND_TAB = (
    r"(?:第?[一二三四五六七八九十]{1,3}(?:部分|章)?[、．.，：:]?|[（(][一二三四五六七八九十\d]{1,3}[）)]、?)"
    r"\t[^\t]{2,}"
)
TABLE_ROW = re.compile(rf"(?!{_NUMBER_AND_TAB}$)[^\t。]{{0,60}}(?:\t[^\t。]{{0,60}})+")
# A box on the page with the beginning of the text, which breaks off.
BOX = re.compile(
    r"(?:内容摘要|内容提要|内容简介|内容导读|导读|摘要|核心提示|文章导读|简介)\s{0,3}(?:[：:]|$)"
)
_BREAKS_OFF = re.compile(r"(?:\.{3}|…|。{3})\s{0,9}(?:\[?详细\]?|更多|>>)?$")
_HEAD_LINES = 40
# The box of Wikisource after a text, whose lines are torn at each link.
LICENCE = re.compile(
    r"(?:本作品|这部作品|此作品|本文)(?:是|在|由|的|可|属|根据)?(?:$|中华人民共和国|\d{4}年|版权|公有领域)"
    r"|取自[“\"]?https?:|Public domain|姊妹计划"
)
# Page furniture: lines that web pages add around and between the paragraphs of a report.
_FURNITURE = re.compile(
    r"(?:下载|打印|全屏|收藏|分享|关闭|首页|还原|加大|减小|放大|缩小|大|中|小|【|】|>|›|»|\||/)+[：:：]?"
    r"|[【\[（(]?\s{0,3}字[号体]\s{0,3}[：:].{0,30}"
    r"|当前位置.{0,80}|您(?:现在)?(?:所在)?的?位置.{0,80}"
    r"|(?:发布|更新|发文|成文)?(?:日期|时间)\s{0,3}[：:].{0,80}|(?:信息|文章)?来源\s{0,3}[：:].{0,60}"
    r"|[（(]\s{0,3}(?:来源|责任编辑|责编|编辑)\s{0,3}[：:].{0,40}[）)]?|"
    r"(?:责任)?(?:编辑|责编|校对|审核|作者|记者|浏览次数|点击(?:数|量)?|阅读(?:数|量)?)\s{0,3}[：:].{0,40}"
    r"|相关(?:报道|链接|阅读|文章|新闻|附件)[：:]?.{0,40}|扫一扫.{0,30}|分享到?[：:].{0,40}|footpage"
    r"|(?:主办|承办|地址|邮编|电话|联系方式|联系电话|传真|技术支持|维护)(?:单位)?\s{0,3}[：:].{0,80}"
    r"|网站(?:地图|标识码?|声明).{0,40}|.{0,40}(?:举报电话|举报邮箱|ICP备|公网安备|版权所有).{0,80}"
    r"|Copyright.{0,80}|上一[页篇].{0,80}|下一[页篇].{0,80}|【.{0,20}(?:推荐|打印|关闭)\s{0,9}】?.{0,20}"
    r"|[^。]{0,20}中央政府门户网站.{0,80}|<!--.{0,200}|-->.{0,20}|function\s.{0,200}|</?\w+[^>]{0,200}>"
    r"|[（(]?新华社.{1,12}\d\s{0,3}日(?:电|讯)[）)]?.{0,10}|[（(]?《\s{0,3}人民日报\s{0,3}》.{0,40}|[（(]完[）)]"
    r"|[\d\s.:：\-—－–~～·•/年月日]{1,40}|[=＝*＊#+_＿━═◆◇■□●○★☆※▲△▼▽▍\s]{3,80}"
    # Page numbers and running heads: 第 3 页 共 20 页, 2018年政府工作报告 第3页, Page 3 of 20.
    r"|[^，。；！？]{0,24}[第－—\-]\s?[\d一二三四五六七八九十]{1,3}\s?页[\s,，/／（(]{0,3}"
    r"(?:[共总]计?\s?[\d一二三四五六七八九十]{1,3}\s?页)?[）)]?|page\s?\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?",
    re.IGNORECASE,
)
_ARROW = re.compile(r">{1,2}|＞{1,2}|›|»")
# A caption ends with the photographer's name; no sentence of a report does.
_CAPTION = re.compile(
    r"(?:摄|供图|[^。]{0,12}记者[^。，]{1,12}|作(?:省|市|区|县)?政府工作报告)[）)]?"
)
STAGE_DIRECTION = re.compile(
    r"[（(][^（）()。，]{0,12}(?:，[^（）()。，]{0,12})?(?:鼓掌|掌声|笑声|起立|欢呼)[^（）()]{0,20}[）)]"
)
# A note that names the page of the printed report: …抓落实能力。（见第23页）
PAGE_NOTE = re.compile(r"[（(]\s?(?:见|详见|参见)?(?:报告|正文)?第\s?\d{1,3}\s?页[^）)]{0,8}[）)]")
NOT_SAID = re.compile(
    r"版权|转载|网站|责任编辑|来源[：:]|点击|关注|微信|公众号|http|www|免责声明|侵权|本站|本文[为系有]"
)
# What a site says of itself, in sentences: 凡注明…未经许可，不得转载.
DISCLAIMS = re.compile(r"版权所有|免责声明|侵权|本站|不得转载|转载请|公众号|责任编辑")


def teaser_lines(lines: Sequence[Block]) -> set[int]:
    """The lines of a box that shows the beginning of the text before the text: 内容摘要：…”."""
    found: set[int] = set()
    for index, block in enumerate(lines[:_HEAD_LINES]):
        box = BOX.match(block.text)
        if box is None:
            continue
        found.add(index)
        after = lines[index + 1 : index + 6] if box.end() == len(block.text) else []
        ends = [at for at, one in enumerate(after, index + 1) if _BREAKS_OFF.search(one.text)]
        if ends and len("".join(one.text for one in after)) > 60:
            found.update(range(index + 1, ends[0] + 1))
    return found


def breadcrumb_lines(blocks: list[Block], first: int) -> list[int]:
    """The lines of a path through the website, with a sign such as > between them."""
    signs = [at for at in range(first) if _ARROW.fullmatch(blocks[at].text)]
    return [at for sign in signs for at in (sign - 1, sign, sign + 1) if 0 <= at < first]


def is_furniture(text: str) -> bool:
    """Whether a line is one that web pages or printed pages add around and between paragraphs.

    Args:
        text: of the line.
    """
    return len(text) < 300 and _FURNITURE.fullmatch(text) is not None


def is_page_only(text: str) -> bool:
    """Whether a line is furniture without a date or source of the report."""
    return is_furniture(text) and not re.search(r"日期|时间|来源|\d{4}|\d\d年|^\d{1,2}月", text)


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a photograph.

    Args:
        text: of the line.
    """
    if len(text) > 150:
        return False
    found = [match for match in _CAPTION.finditer(text) if match.end() == len(text)]
    return bool(found) and not I_REPORT.match(text)
