"""Whether a document is a government work report at all."""

from __future__ import annotations

import re

from corpus.errors import Refusal
from corpus.structure.blocks import Block
from corpus.structure.signs import HAN, I_REPORT, REPORT_NAME, is_opening

# Texts about a report, whatever else their headings say.
_ABOUT_A_REPORT = {
    "a resolution on a report": re.compile(r"工作报告.{0,12}的?决议"),
    "an explanation of a report": re.compile(r"解读|起草组|系列述评|辅导读本|学习问答"),
    "a notice on the tasks of a report": re.compile(
        r"工作报告[^。]{0,30}(?:分工|分解)[^。]{0,12}(?:通知|方案|意见)"
    ),
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
    "an audit report": re.compile(r"审计(?:工作|结果)?报告|财政收支的审计情况"),
    "a speech at a meeting": re.compile(r"会议上的(?:讲话|致辞|发言)"),
    "a report of an association": re.compile(
        r"(?:总工会|妇女联合会|妇联|共青团|工商业?联合会|科协|残联)[^。]{0,20}报告"
    ),
    "a report of a department": re.compile(
        r"(?:局|厅|学校|学院|医院|公司)(?:\d{4}年)?度?(?:工作报告|工作总结)"
    ),
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
MIN_HAN = 800


def check_is_report(blocks: list[Block], first: int) -> None:
    """Refuses a text that is not titled a government work report, or is titled something else."""
    head = "\n".join(block.text for block in blocks[: first + 1] if len(block.text) < 120)
    named = REPORT_NAME.search(head)
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
        n_han += len(HAN.findall(block.text))
        if n_han >= MIN_HAN:
            break
    else:
        raise Refusal("not_a_report", "", f"only {n_han} Chinese characters")
    retold = [found for block in blocks if (found := _RETELLS.match(block.text))]
    if len(retold) > 1:
        raise Refusal("not_a_report", "", f"it is news about a report: 「{retold[0].group()}」")
    if any(is_opening(block.text) for block in blocks[first : first + 3]):
        return
    presents = any(I_REPORT.search(block.text, 0, 120) for block in blocks)
    if not named and not presents and not _NAMES_SPEECH.search(head):
        raise Refusal("not_a_report", "", "no line presents the work of a government")
    news = any(_NEWS.search(block.text, 0, 120) for block in blocks[: first + 3])
    if news and not any(is_opening(block.text) for block in blocks[first:]):
        raise Refusal("not_a_report", "", "it is news about a report")
