"""Separates the body of a report from the page around it: every line of text with its role."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from corpus.errors import Notice, Refusal

Role = Literal["front_matter", "body", "appendix", "boilerplate"]


@dataclass(frozen=True)
class Block:
    """A line of the document, without the white space around it.

    Attributes:
        start: offset of its first character in the document's text.
        end: offset one past its last character.
        text: the characters between the two.
        role: the part of the document to which the line belongs.
    """

    start: int
    end: int
    text: str
    role: Role = "body"


@dataclass(frozen=True)
class Page:
    """A document, divided into lines with their roles.

    Attributes:
        blocks: every line that is not blank, in order; only white space lies between them.
        body_start: offset of the first character of the body.
        body_end: offset one past its last character.
        notices: warnings for the user.
    """

    blocks: tuple[Block, ...]
    body_start: int
    body_end: int
    notices: tuple[Notice, ...]


_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]+")
# In a text saved as a single line, paragraphs follow two ideographic spaces. If these are lost,
# numbers and addresses begin a paragraph, and words that typically end headings end one.
_INDENT = re.compile(r"[\u2003\u3000]{2,}")
_ONE_LINE_TEXT = 1500
_LONGEST_TITLE = 60  # a longer line has a text after its title
_TITLE_WORDS = (
    r"(?:工作|总体|重点|主要|基本|目标|任务|要求|部署|安排|回顾|情况|思路|建议|措施|总结|打算|举措|展望|成就|成绩|方向|发展|建设|召开|形势|指标)"
    r"{1,4}"
)
# A row of a table, with tabs between its cells, none of which is a sentence.
_TABLE_ROW = re.compile(r"[^\t。]{0,60}(?:\t[^\t。]{0,60})+")
# How the first sentence of a chapter begins: by a time, an address, a point, or who acts.
_SENTENCE_OPENS = (
    r"(?:刚刚过去|\d{4}年|[二一][〇○零OＯo0-9一二三四五六七八九]{3}年|过去|去年|今年|明年|上年|当前|目前|各位|[（(]一[）)]|一是|1[.．、]"
    r"|[一二三四五几]年来|这一年|这[三四五]年|本届|新的一年|我们|全[省市县区旗州镇]|按照|根据|面对|今后|未来"
    r"|“十[一二三四五]五”|“[一二三四五六七八九]五”|(?:总体|主要|工作)(?:要求|思路|目标|任务)[是：:])"
)
_TIME = r"(?:(?:19|20)\d\d年|“十[一二三四五]五”(?:时期|期间)?|过去[一五]年|今后[一五]年)"
_OF_TITLES = (
    r"(?:工作|政府|经济社会|发展|目标|任务|安排|回顾|总体|要求|主要|重点|部署|思路|举措|措施|建议|情况"
    r"|形势|计划|规划)"
)
_OPENS_CHAPTER = (
    r"(?:“十[一二三四五]五”(?:时期)?[是，]|(?:19|20)\d\d年[是，]|今年[是，]|过去的?[一五]年[，是]|刚刚过去"
    r"|今后五年[，是])"
)
# 「一、2021年工作回顾2021年，是…」: the title of a chapter and the paragraph after it on one line.
_JOINED_TITLE = re.compile(
    rf"(?:^|(?<=[。！!”])|(?<=[。！!”]\s))[一二三四五六七八九十]{{1,3}}、[^。！!？?；;]{{2,60}}?{_TITLE_WORDS}\s{{0,4}}(?={_SENTENCE_OPENS})"
    # Without a number, a time and words of titles before an opening with a time.
    rf"|(?<=[。！!”])(?:{_TIME}|[和与及、的]|{_OF_TITLES}){{2,14}}(?<=[标务排顾求点署路举施议划])(?={_OPENS_CHAPTER})"
    # Any title with a number, before such an opening.
    rf"|(?<=[。！!”])[一二三四五六七八九]、[^。！!？?；;]{{4,40}}?(?={_OPENS_CHAPTER})"
    # A time and words of titles only, before anything that does not carry the phrase on.
    r"|^[一二三四五六七八九十]{1,2}、(?:关于|对)?(?:\d{4}年|今年|今后五年|过去五年|[未下][来一][五步]?年?)的?"
    r"(?:[和与及、的]|(?:\d{4}年)|今后五年|过去五年|工作|政府|经济社会|发展|目标|任务|安排|回顾|总体|要求|主要|重点"
    r"|部署|思路|举措|措施|建议|情况|奋斗|基本|指导思想){2,12}(?<=[作标务排顾求点署路举施议况想])"
    r"(?=[^。！!？?；;，,：:、的和与及是了顺圆如全已主重工任总目为显取（(\s])"
    # Other titles only at the beginning of a line, before an unmistakable opening.
    r"|^[一二三四五六七八九十]{1,2}、[^。！!？?；;，,：:]{4,24}?"
    r"(?=今年[^，。]{2}|去年[，是]|\d{4}年，|过去五年，|今后五年，|各位代表|面对|按照|刚刚过去)"
)
_NUMBERED = r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
_LOST_LINE_END = re.compile(
    rf"(?:(?<=[。！!])|(?<=[。！!]\s))(?={_NUMBERED}|——|各位代表[！!：:，,])|(?<=各位代表[！!])"
    rf"|(?<=[。！!])[一二三四五六七八九十]{{1,3}}、[^。，,！!]{{2,24}}?"
    r"(?:工作|总体|重点|主要|基本|目标|任务|要求|部署|安排|回顾|情况|思路|建议|措施){1,4}(?![和与及、的。，,])"
)

# A glossary that is joined to the report: …努力奋斗！名词解释1.…
_LOST_GLOSSARY = re.compile(
    r"(?<=[。！!”）])\s?(?:附件?\s?[\d一]?[：:]?\s?)?(?:《?政府工作报告》?|报告|管委会工作报告)?(?:中的?|有关|相关|部分)*"
    r"(?:名词|用语|术语|词语|词汇)(?:、术语)?(?:解释|说明|注释|释义)[：:]?\s?(?=[\d①\[【〔（(“《注一])"
)
# Where the line ends of a text have become spaces.
_LINE_SPACE = re.compile(
    r"(?<=[\u4e00-\u9fff。！？!?；：:”）)》])[ \u2003\u3000\t]+(?=[\u4e00-\u9fff\d“《（(—])"
)
_LEAST_LINES = 8

# Who is addressed: 各位代表, 各位人大代表, 尊敬的各位领导, 同志们, 主席团.
_ADDRESSED = (
    r"(?:(?:尊敬的)?[各名]位(?:人大)?(?:代表|委员|同志|领导|来宾|常委)|同志们|(?:尊敬的)?(?:大会)?主席团"
    r"|(?:尊敬的)?主任)"
)
_SALUTATION = re.compile(
    rf"{_ADDRESSED}(?:[、，,和]\s?(?:{_ADDRESSED}|各位[^\s：:]{{2,6}})){{0,4}}\s{{0,3}}[：:，,！!]?"
)
# A box on the page with the beginning of the text, which breaks off.
BOX = re.compile(
    r"(?:内容摘要|内容提要|内容简介|内容导读|导读|摘要|核心提示|文章导读|简介)\s{0,3}(?:[：:]|$)"
)
_BREAKS_OFF = re.compile(r"(?:\.{3,}|…|。{3,})\s{0,9}(?:\[?详细\]?|更多|>>)?$")
_HEAD_LINES = 40
# A salutation that is later than this share of the text opens nothing but its paragraph.
_EARLY = 0.3
# A salutation within the first lines of a page without line ends: 「总理 李克强各位代表：现在」
_SALUTATION_WITHIN = re.compile(r"[各名]位(?:代表|委员|同志)\s{0,3}[：:]\s{0,8}(?=现在|我|本届)")
# 「三、深入改革经济体制和扩大对外开放 国民经济的长期稳定发展，…」: the line end became a space.
_CHAPTER_WITHIN = re.compile(r"[一二三四五六七八九十]{1,3}、[^\s。，]{4,36}\s+(?=[^\s]{30})")
# The source that a newspaper's archive adds to the last sentence: 「（《人民日报》19550708）」.
_TAIL = re.compile(
    r"(?<=[。！!”）)])\s{0,9}[（(](?:《[^（）()》]{2,12}》|新华社|来源|记者|完[）)])[^（）()]{0,40}[）)]?$"
)
# Page furniture that lost its line end: 「…而努力奋斗！扫一扫在手机打开当前页【关闭】」.
_JOINED_TAIL = re.compile(
    r"(?<=[。！!])[”’」』）)。]{0,2}\s{0,9}(?=(?:微信(?:公众号|扫)|扫一扫|扫码|【|\[?(?:打印|关闭|返回顶部)|(?:责任)?编辑[：:]|责编|"
    r"(?:信息|文章|稿件)?来源[：:]|(?:上|下)一[篇页条]|分享到|版权所有|声明[：:]|免责声明|Copyright|©|主办单位|"
    r"网站地图|点击(?:次数|量)|浏览次数|附件[：:\d]|相关(?:链接|阅读|推荐|文章)|本作品是))"
)
_I_REPORT = re.compile(r"(?:现在|我|本人)[，,、]?.{0,25}代表.{2,30}(?:报告|汇报)")
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
_FIRST_CHAPTER = re.compile(r"一、|第一部分|第一章")
# The last sentence of a body may be followed by 「（长时间的鼓掌）」.
_SENTENCE_END = re.compile(r"[。！？!?…](?:[”’」』）)]|[（(][^（(）)]{2,40}[）)]){0,3}$")

_APPENDIX = re.compile(
    r"[（(【《]?\s{0,3}(?:附件?\s{0,3}[\d一二三]{0,2}\s{0,3}[：:]?|附[录表][：:]?|"
    r"(?:.{0,18}(?:名词|用语|术语|词语|词汇)(?:解释|说明|注释|释义)|注释|注)[：:]?"
    r"|.{0,20}(?:民生实事|重点工程|重点项目|重大项目|重点任务)(?:项目)?(?:一览表|清单|列表|目录|安排表|明细表|表))"
    r"\s{0,3}[）)】》]?"
)
# The box of Wikisource after a text, whose lines are torn at each link.
_LICENCE = re.compile(
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
    r"|[\d\s.:：\-/年月日]{1,40}",
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

_REPORT_NAME = re.compile(r"政\s{0,9}府\s{0,9}工\s{0,9}作\s{0,9}报\s{0,9}告")
# Texts about a report, whatever else their headings say.
_ABOUT_A_REPORT = {
    "a resolution on a report": re.compile(r"工作报告.{0,12}的?决议"),
    "an explanation of a report": re.compile(r"解读|起草组|系列述评|辅导读本|学习问答"),
    "a press conference": re.compile(r"答记者问|记者会|新闻发布会"),
    "an opinion on a report": re.compile(r"审议意见(?!.{0,8}(?:修改|修订|补充|完善))"),
}
# Other reports to the same session, unless the heading also names the government's report.
_SIBLINGS = {
    "a court report": re.compile(r"法院工作报告"),
    "a procuratorate report": re.compile(r"检察院工作报告"),
    "a standing committee report": re.compile(r"(?:常务委员会|人大常委会)工作报告"),
    "a plan report": re.compile(r"国民经济和社会发展(?:年度)?计划.{0,60}报告"),
    "a budget report": re.compile(r"预算(?:草案)?.{0,8}执行情况.{0,60}报告"),
}
# Other institutions whose reports begin with 「各位代表：现在，我代表…」.
_SPOKEN_FOR_OTHERS = re.compile(
    r"(?:我|委托，?)[^。各位]{0,6}代表(?:(?!政府|国务院)[^，,。；;]){0,24}?"
    r"(?P<whom>中国共产党|中共|法院|检察院|人大常委会|常务委员会|政协|政治协商会议|纪律?检?查?委|[省市县区]委)"
    r"(?:(?!政府|国务院)[^，,。；;]){0,12}(?:[，,。；;]|向)"
)
_DRAFTING = re.compile(r"《?(?:报告|政府工作报告)》?(?:的)?(?:起草|说明)(?:情况|过程)")
# How news about a report begins.
_NEWS = re.compile(
    r"(?:报|网|台|社)讯|[（(]\s{0,3}(?:见习)?(?:记者|通讯员)[^。]{0,24}[）)]"
    r"|(?:新华社|中新社|新华网|人民网|中新网|央视网)[^。]{0,24}(?:电|讯)"
    r"|(?:会议|大会|人大)[^。]{0,12}(?:隆重)?(?:开幕|闭幕|举行|召开)|(?:开幕|闭幕)(?:会|大会)"
)
# A session and the head of a government who spoke there: 「…第三次会议 徐水区人民政府区长 李志永」.
_NAMES_SPEECH = re.compile(
    r"人民代表大会[^。，]{1,12}次会议[^。，]{0,60}(?:政府|管委会|管理委员会)(?:代|副)?"
    r"(?:[省市区县州盟旗]长|主席|主任|专员)"
)
# How news goes on: 《报告》指出，…
_RETELLS = re.compile(
    r"(?:《(?:政府工作)?报告》|(?:政府工作)?报告)(?:还|最后|首先)?(?:说|指出|强调|认为|提出)[，：:]"
)
_EXHORTS = re.compile(r"[！!][”’」』）)]*$|(?:奋斗|前进|贡献|胜利)。$")
_ENDS_SPEECH = re.compile(
    r"(?:奋斗|前进|贡献|胜利|篇章|努力|辉煌|业绩|成绩|力量|未来|明天|华章|答卷|时代|梦想?|征程|实现|局面|伟业|新高|跨越|拼搏|奋进|发展|召开|生日)"
    r"[^。！!，,]{0,6}[！!。][”’」』）)]{0,2}$"
)
_TO_ALL = re.compile(
    r"让我们|奋斗|团结|各位(?:人大)?代表|同志们|奋力|携手|谱写|书写|开创|共同|不忘初心|而努力|作出新|再创|迎接|夺取"
)
# How a note after the body begins: [1], ①, 1., ※, or the term that it explains.
_NOTE = re.compile(
    r"[\[【（(〔]?\s?\d{1,3}\s?[\]】）)〕.．、:：]|[\u2460-\u24ff]|[※*★●]|注\d?[：:]|“[^”]{1,30}”\s?[：:是指]"
    r"|[^，,。：:]{2,30}[：:]"
)
# A note that names the page of the printed report: …抓落实能力。（见第23页）
_PAGE_NOTE = re.compile(r"[（(]\s?(?:见|详见|参见)?(?:报告|正文)?第\s?\d{1,3}\s?页[^）)]{0,8}[）)]")
_NOTE_NUMBER = re.compile(r"[\[【（(〔]?\s?(\d{1,3})\s?[\]】）)〕.．、]")
_PART = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_THANKS = re.compile(r"(?:最后[，,])?(?:谢谢|感谢)(?:大家|各位|各位代表)?[！!。]")
_CLAUSE = re.compile(r"[，、；]")
# 「今后五年的奋斗目标是，」 at the end of a text.
_BREAKS_AT_COMMA = re.compile(r"[\u4e00-\u9fff\d“”《》、，]{5,60}[，,]")
_WITHIN_CLAUSE = re.compile(r"[\u4e00-\u9fff，、；\d]")
_NOT_SAID = re.compile(
    r"版权|转载|网站|责任编辑|来源[：:]|点击|关注|微信|公众号|http|www|免责声明|侵权|本站"
)
# What a site says of itself, in sentences: 凡注明…未经许可，不得转载.
_DISCLAIMS = re.compile(r"版权所有|免责声明|侵权|本站|不得转载|转载请|公众号|责任编辑")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
MIN_HAN = 800


def divide_page(text: str) -> Page:
    """The lines of a document, each with its role, and the start and end of the body.

    Nothing is removed or changed: the lines and the white space between them make up the text.

    Args:
        text: the readable text of a document, from ``corpus.text.readable``.

    Raises:
        Refusal: ``not_a_report``.
    """
    lines = list(split_blocks(text))
    teasers = _teasers(lines)
    blocks = [
        piece
        for index, block in enumerate(lines)
        for piece in ([block] if index in teasers else _split_at_edges(block))
    ]
    boxes = {lines[index].start for index in teasers}
    first = _first_of_body(blocks, boxes)
    _check_is_report(blocks, first)
    repeated = _repeated(blocks, first)
    last = _last_of_body(blocks, first, repeated)
    roles = _roles(blocks, first, last)
    for index in (*repeated, *_breadcrumbs(blocks, first)):
        roles[index] = "boilerplate"
    labelled = tuple(
        Block(block.start, block.end, block.text, role)
        for block, role in zip(blocks, roles, strict=True)
    )
    notices = tuple(_repetition_notice(blocks, repeated))
    return Page(labelled, blocks[first].start, blocks[last].end, notices)


def split_blocks(text: str) -> Iterator[Block]:
    """The lines that are not blank, trimmed; a text saved as one line is split at its indents."""
    for line in _LINE.finditer(text):
        yield from _trimmed(text, _pieces(line))


def _pieces(line: re.Match[str]) -> list[tuple[int, int]]:
    text = line.group()
    if len(text) < _ONE_LINE_TEXT:
        is_text = len(text) > _LONGEST_TITLE or text.rstrip().endswith(("。", "："))
        is_joined = is_text and _JOINED_TITLE.search(text)
        cuts = _lost_line_ends(text) if is_joined else []
        pieces = list(pairwise([0, *cuts, len(text)]))
        return [(line.start() + start, line.start() + end) for start, end in pieces]
    pieces = []
    gaps = _LINE_SPACE if _spaces_are_line_ends(text) else _INDENT
    for start, end in pairwise([0, *(gap.start() for gap in gaps.finditer(text)), len(text)]):
        is_long = end - start >= _ONE_LINE_TEXT or _JOINED_TITLE.search(text, start, end)
        cuts = _lost_line_ends(text[start:end]) if is_long else []
        pieces += pairwise([start, *(start + cut for cut in cuts), end])
    return [(line.start() + start, line.start() + end) for start, end in pieces]


def _spaces_are_line_ends(text: str) -> bool:
    """Whether the line ends of a text were replaced by spaces: most of these follow a sentence."""
    spaces = [match.start() for match in _LINE_SPACE.finditer(text)]
    after = sum(text[at - 1] in "。！？!?；：:" for at in spaces)
    return after >= _LEAST_LINES and after * 2 >= len(spaces)


def _lost_line_ends(text: str) -> list[int]:
    """Where to split: before and after a heading, and before the beginning of a paragraph."""
    found = {
        end
        for pattern in (_LOST_LINE_END, _JOINED_TITLE, _LOST_GLOSSARY)
        for match in pattern.finditer(text)
        for end in match.span()
    }
    return sorted(found - {0, len(text)})


def _trimmed(text: str, spans: list[tuple[int, int]]) -> Iterator[Block]:
    for start, end in spans:
        line = text[start:end]
        start += len(line) - len(line.lstrip())
        end -= len(line) - len(line.rstrip())
        if start < end:
            yield Block(start, end, text[start:end])


def _split_at_edges(block: Block) -> list[Block]:
    """A line split where a line end was lost: after a title or chapter heading, before a source."""
    cuts = [0]
    within = _SALUTATION_WITHIN.search(block.text, 0, 600)
    if within and not _SALUTATION.match(block.text):
        cuts.append(within.start())
    if chapter := _CHAPTER_WITHIN.match(block.text):
        cuts.append(chapter.end())
    tail = _TAIL.search(block.text, max(0, len(block.text) - 60))
    if tail and tail.start() > cuts[-1]:
        cuts.append(tail.start())
    joined = _JOINED_TAIL.search(block.text)
    if joined and joined.end() > cuts[-1]:
        cuts.append(joined.end())
    if len(cuts) == 1:
        return [block]
    spans = pairwise([*(block.start + cut for cut in cuts), block.end])
    return list(_trimmed_blocks(block, list(spans)))


def _trimmed_blocks(block: Block, spans: list[tuple[int, int]]) -> Iterator[Block]:
    for one in _trimmed(
        block.text, [(start - block.start, end - block.start) for start, end in spans]
    ):
        yield replace(one, start=one.start + block.start, end=one.end + block.start)


def _check_is_report(blocks: list[Block], first: int) -> None:
    """Refuses a text that is not titled a government work report, or is titled something else."""
    head = "\n".join(block.text for block in blocks[: first + 1] if len(block.text) < 120)
    named = _REPORT_NAME.search(head)
    for kind, pattern in {**_ABOUT_A_REPORT, **({} if named else _SIBLINGS)}.items():
        if said := pattern.search(head):
            raise Refusal("not_a_report", "", f"it is {kind}: 「{said.group()}」")
    opening = "".join(block.text for block in blocks[first : first + 3])[:400]
    if other := _SPOKEN_FOR_OTHERS.search(opening):
        raise Refusal("not_a_report", "", f"delivered for another institution: 「{other['whom']}」")
    if other := _DRAFTING.search(opening):
        raise Refusal("not_a_report", "", f"it explains a report: 「{other.group()}」")
    n_han = 0
    for block in blocks:
        n_han += len(_HAN.findall(block.text))
        if n_han >= MIN_HAN:
            break
    else:
        raise Refusal("not_a_report", "", f"only {n_han} Chinese characters")
    retold = [found for block in blocks if (found := _RETELLS.match(block.text))]
    if len(retold) > 1:
        raise Refusal("not_a_report", "", f"it is news about a report: 「{retold[0].group()}」")
    if any(_is_opening(block.text) for block in blocks[first : first + 3]):
        return
    presents = any(_I_REPORT.search(block.text, 0, 120) for block in blocks)
    if not named and not presents and not _NAMES_SPEECH.search(head):
        raise Refusal("not_a_report", "", "no line presents the work of a government")
    news = any(_NEWS.search(block.text, 0, 120) for block in blocks[: first + 3])
    if news and not any(_is_opening(block.text) for block in blocks[first:]):
        raise Refusal("not_a_report", "", "it is news about a report")


def _is_opening(line: str) -> bool:
    return bool(_SALUTATION.match(line) or _I_REPORT.search(line, 0, 120))


def _teasers(lines: Sequence[Block]) -> set[int]:
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


def _first_of_body(blocks: list[Block], boxes: Collection[int]) -> int:
    """The salutation, or the sentence announcing the report, or the first chapter or long line.

    The first two only early in the text, and before the first chapter: 「各位代表」 in the middle
    addresses the deputies again.
    """
    chapter = _first_chapter(blocks)
    early = _early(blocks)
    tests = (
        lambda block: _SALUTATION.match(block.text),
        lambda block: _I_REPORT.search(block.text, 0, 120) and not _is_caption(block.text),
    )
    for edge in (min(early, chapter), chapter if chapter >= early else 0):
        for test in tests:
            for index, block in enumerate(blocks[:edge]):
                if block.start not in boxes and test(block):
                    return index
    if chapter < early:
        return chapter
    for is_long in (_SENTENCE_END.search, lambda text: True):
        for index, block in enumerate(blocks):
            if len(block.text) > 60 and is_long(block.text):
                return index
    return 0


def _early(blocks: list[Block]) -> int:
    """How many lines begin in the first part of the text."""
    if not blocks:
        return 0
    edge = blocks[0].start + (blocks[-1].end - blocks[0].start) * _EARLY
    return max(1, sum(block.start <= edge for block in blocks))


def _first_chapter(blocks: list[Block]) -> int:
    """The first line numbered 一、 before a text; otherwise the number of lines.

    A list of contents has its headings without a text between them, or before the title.
    """
    found: int | None = None
    for index, block in enumerate(blocks[:-1]):
        is_long = len(block.text) > 60
        if is_long and found is not None:
            return found
        if _FIRST_CHAPTER.match(block.text):
            found = index
            if is_long:
                return index
        elif _CHAPTER.match(block.text) or _is_title(block.text):
            found = None
    return found if found is not None and len(blocks[-1].text) > 60 else len(blocks)


def _is_title(text: str) -> bool:
    return len(text) < 40 and _REPORT_NAME.search(text) is not None


def _last_of_body(blocks: list[Block], first: int, repeated: list[int]) -> int:
    """The last line before the appendix that ends a sentence and is not repeated or furniture."""
    appendix = _first_of_appendix(blocks, first)
    again = set(repeated)
    closing = _closing(blocks, first, appendix, again)
    if closing is not None:
        return closing
    for index in range(appendix - 1, first, -1):
        text = blocks[index].text
        if index in again or _PAGE_NOTE.search(text):
            continue
        if len(text) < 300 and _DISCLAIMS.search(text):
            continue
        if _SENTENCE_END.search(text) and len(text) > 15 and not _is_furniture(text):
            return index + _stops_short(blocks[index:appendix][:2])
    return max(first, appendix - 1)


def _closing(blocks: list[Block], first: int, appendix: int, again: set[int]) -> int | None:
    """The last exhortation in the second half of the body, unless a chapter comes after it."""
    half = blocks[first].start + (blocks[appendix - 1].end - blocks[first].start) * 0.4
    for index in range(appendix - 1, first, -1):
        text = blocks[index].text
        if blocks[index].start < half or (_CHAPTER.match(text) and len(text) < 60):
            return None
        if index not in again and _exhorts_all(text):
            last = _with_what_follows(blocks, index, appendix, again)
            return None if _goes_on(blocks[last + 1 : appendix]) else last
        if (
            len(text) > 60
            and text.endswith("。")
            and not _NOTE.match(text)
            and not _PAGE_NOTE.search(text)
            and not _NOT_SAID.search(text)
        ):
            return None
    return None


def _goes_on(after: Sequence[Block]) -> bool:
    """Whether the report goes on: （五） heads a part of it, and notes begin with the number 1.

    So does a line that breaks off at a comma, directly after what seemed to be the end.
    """
    if after and _BREAKS_AT_COMMA.fullmatch(after[0].text):
        return True
    if any(_PART.match(block.text) for block in after):
        return True
    numbers = (_NOTE_NUMBER.match(block.text) for block in after)
    return int(next((found[1] for found in numbers if found), "1")) > 1


def _with_what_follows(blocks: list[Block], index: int, appendix: int, again: set[int]) -> int:
    """The last of the complete sentences directly after an exhortation, notes excluded."""
    for after in range(index + 1, appendix):
        text = blocks[after].text
        is_page = _is_furniture(text) or _is_caption(text) or _NOT_SAID.search(text)
        if after in again or is_page or _NOTE.match(text) or not _SENTENCE_END.search(text):
            break
        index = after
    return index


def _exhorts_all(text: str) -> bool:
    """Whether a line ends a speech: 「让我们…，为…而努力奋斗！」, 「谢谢大家！」."""
    if _THANKS.fullmatch(text):
        return True
    return len(text) > 15 and bool(_ENDS_SPEECH.search(text[-60:]) and _TO_ALL.search(text))


def _stops_short(last: Sequence[Block]) -> bool:
    """Whether the line after the last complete sentence is the beginning of a truncated one.

    After an exhortation, nothing further is expected but what breaks off at a comma.
    """
    if len(last) > 1 and _BREAKS_AT_COMMA.fullmatch(last[1].text):
        return True
    if len(last) < 2 or _EXHORTS.search(last[0].text):
        return False
    text = last[1].text
    is_page = _is_furniture(text) or _is_caption(text) or _NOT_SAID.search(text)
    is_clause = _CLAUSE.search(text) and _WITHIN_CLAUSE.fullmatch(text[-1])
    return len(text) > 20 and not is_page and bool(is_clause)


def _first_of_appendix(blocks: list[Block], first: int) -> int:
    """The line that heads a glossary or a licence, late in the text, or the number of lines."""
    length = blocks[-1].end - blocks[first].start
    for index in range(first + 1, len(blocks)):
        late = blocks[index].start - blocks[first].start > length * 0.4
        text = blocks[index].text
        if late and (_APPENDIX.fullmatch(text) or _LICENCE.match(text)):
            return index
    return len(blocks)


def _roles(blocks: list[Block], first: int, last: int) -> list[Role]:
    appendix = _first_of_appendix(blocks, first)
    return [_role(index, block.text, first, last, appendix) for index, block in enumerate(blocks)]


def _role(index: int, text: str, first: int, last: int, appendix: int) -> Role:
    if index < first:
        return "boilerplate" if _is_caption(text) or _is_page_only(text) else "front_matter"
    is_row = _TABLE_ROW.fullmatch(text) is not None
    if is_row or _is_furniture(text) or _is_caption(text) or STAGE_DIRECTION.fullmatch(text):
        return "boilerplate"
    if index >= appendix:
        return "appendix"
    return "body" if index <= last else "boilerplate"


def _breadcrumbs(blocks: list[Block], first: int) -> list[int]:
    """The lines of a path through the website, with a sign such as > between them."""
    signs = [at for at in range(first) if _ARROW.fullmatch(blocks[at].text)]
    return [at for sign in signs for at in (sign - 1, sign, sign + 1) if 0 <= at < first]


def _is_furniture(text: str) -> bool:
    return len(text) < 300 and _FURNITURE.fullmatch(text) is not None


def _is_page_only(text: str) -> bool:
    """Whether a line is furniture without a date or source of the report."""
    return _is_furniture(text) and not re.search(r"日期|时间|来源|\d{4}", text)


def _is_caption(text: str) -> bool:
    if len(text) > 150:
        return False
    found = [match for match in _CAPTION.finditer(text) if match.end() == len(text)]
    return bool(found) and not _I_REPORT.match(text)


def _repeated(blocks: list[Block], first: int) -> list[int]:
    """Lines of the body that repeat an earlier line word for word.

    Long lines and numbered headings count on their own. Short lines such as 「各位代表！」 may
    legitimately recur: they count only between repeated lines, beside the same line as before, or
    directly after themselves.
    """
    seen = {block.text for block in blocks[:first] if not _CHAPTER.match(block.text)}
    again: set[int] = set()
    short: list[int] = []
    for index in range(first, len(blocks)):
        line = blocks[index].text
        alone = len(line) > 25 or bool(_CHAPTER.match(line))
        if line in seen and not _is_furniture(line):
            (again.add if alone or line == blocks[index - 1].text else short.append)(index)
        seen.add(line)
    again |= _between(short, again)
    return sorted(again | _beside(blocks, short, again))


def _between(short: list[int], again: set[int]) -> set[int]:
    """The series of short lines with a repeated line directly before and after the series."""
    found: set[int] = set()
    run_start = previous = -1
    for index in short:
        run_start = run_start if previous == index - 1 else index
        previous = index
        if run_start - 1 in again and index + 1 in again:
            found.update(range(run_start, index + 1))
    return found


def _beside(blocks: list[Block], short: list[int], again: set[int]) -> set[int]:
    """The short lines beside a repeated line that were beside its first occurrence too."""
    pairs = [(one.text, other.text) for one, other in pairwise(blocks)]
    place: dict[tuple[str, str], int] = {}
    for index, pair in enumerate(pairs):
        place.setdefault(pair, index)
    found = set(again)
    for index in reversed(short):
        if index + 1 in found and place[pairs[index]] < index:
            found.add(index)
    for index in short:
        if index - 1 in found and place[pairs[index - 1]] < index - 1:
            found.add(index)
    return found


def _repetition_notice(blocks: list[Block], repeated: list[int]) -> Iterator[Notice]:
    if repeated:
        message = f"repeated paragraphs ({len(repeated)}); each text is counted once"
        first = blocks[repeated[0]]
        yield Notice("repeated_paragraphs", message, first.start, first.end)
