"""What a coding sheet asks of instruments: sides and directives, their codes and codebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

import pandas as pd

from analysis.export.labels import DIRECTIVES, SIDES, Label
from corpus.schema import check_columns

Question = Literal["code", "side", "directive"]
# The questions beside the policy area, with the labels of their codes.
QUESTIONS: Final[Mapping[str, Mapping[str, Label]]] = {"side": SIDES, "directive": DIRECTIVES}


class Entry(NamedTuple):
    """A line of the codebook."""

    column: str
    code: str
    meaning: str
    examples: str


CODEBOOK: Final = (
    Entry(
        "side",
        "supply 供给型",
        "The government gives or builds what others need to act. "
        "政府提供或建设他人行动所需的资源。",
        "talent, training, research money, infrastructure, housing, schools, hospitals, parks, "
        "platforms, land, public services "
        "人才、培训、科研投入、基础设施、住房、学校、医院、公园、平台、土地、公共服务",
    ),
    Entry(
        "side",
        "environment 环境型",
        "It sets the frame in which others act. 政府设定他人行动的框架。",
        "plans and goals, laws, standards, supervision, tax and fee relief, credit, approval "
        "reform, business environment, property rights, institutional pilots, publicity, "
        "evaluation 规划与目标、法规、标准、监管执法、减税降费、信贷金融、审批改革、营商环境、"
        "产权、制度试点、宣传、考核问责",
    ),
    Entry(
        "side",
        "demand 需求型",
        "It pulls what others make or do. 政府拉动他人的产品或活动。",
        "procurement, consumption, exports, exhibitions and marketing, attracting investors, "
        "first use and demonstration, outsourcing, trade agreements 政府采购、促消费、出口外贸、"
        "会展营销、招商引资、示范应用、服务外包、经贸协定",
    ),
    Entry(
        "side",
        "none 无",
        "No instrument. 没有政策工具。",
        "results only, salutations, thanks, slogans without a deed, problems admitted "
        "仅有成果、称呼、致谢、没有举措的口号、存在的问题",
    ),
    Entry(
        "directive",
        "mandatory 强制",
        "It must be done, or must not. 必须做到，或不得为之。",
        "必须 确保 严格 严禁 坚决 全面落实 不得 务必 守住",
    ),
    Entry(
        "directive",
        "firm 明确承诺",
        "It will be done, with an object, number or date. 明确去做，有对象、数量或时限。",
        "建成 完成 新建 实施 开工 达到; a number or a named project 数量或具名项目",
    ),
    Entry(
        "directive",
        "encouraging 鼓励引导",
        "It should go in a direction, without a number or a "
        "named project. 朝某一方向推进，没有数量或具名项目。",
        "推进 加快 促进 深化 支持 鼓励 引导 优化 完善 提升",
    ),
    Entry(
        "directive",
        "exploratory 探索试行",
        "It may be tried. 可以尝试。",
        "探索 试点 研究 谋划 争取 力争 有序 逐步",
    ),
    Entry(
        "directive",
        "none 无",
        "It does not direct: no instrument, or done already. "
        "不作要求：没有政策工具，或所述已完成。",
        "",
    ),
)
INSTRUCTIONS: Final = (
    "side and directive: see the sheet codebook; code what the government does or promises to do, "
    "not the policy area. side（政策工具）和 directive（措辞力度）：见“codebook”工作表；"
    "以政府做什么或承诺做什么为准，不以政策领域为准。",
    "directive: the words in the codebook often show it, not by themselves. If two fit, choose the "
    "first of mandatory, firm, exploratory, encouraging. directive：所列词语仅供参考；"
    "两种均适用时，按强制、明确承诺、探索试行、鼓励引导的次序取先者。",
    "A list of deeds has the code of most of them; if equal, of the first. "
    "一句列举多项举措时，取多数举措的编码；数量相等时取最先出现者。",
)


def asked(table: pd.DataFrame) -> list[str]:
    """The questions beside the policy area that a sample or sheet has."""
    return [one for one in QUESTIONS if f"machine_{one}" in table]


def choices(question: str) -> list[str]:
    """The codes to choose from, each with its Chinese name.

    Example:
        >>> from analysis.areas.instrument_questions import choices
        >>> choices("side")[0]
        'supply 供给型'
    """
    return [f"{code} {label.chinese}" for code, label in QUESTIONS[question].items()]


def key_columns(questions: list[str]) -> list[str]:
    """The columns of a key that hold orientation, and the machine's codes and probabilities."""
    parts = ("", "_score", "_alike")
    machine = [f"machine_{one}{part}" for one in questions for part in parts]
    return ["orientation", *machine] if questions else []


def numbered(sheet: pd.DataFrame, question: Question) -> pd.DataFrame:
    """A sheet whose columns code and machine are the answers to one question, as numbers.

    Args:
        sheet: from ``read_sheet``.
        question: ``code`` (the policy area, as it is), ``side`` or ``directive``, whose codes are
            numbered in their order. How many sentences of the corpus the machine gives the code is
            then in ``in_corpus``, not in ``coded_alike``, since codes cross the strata of areas.

    Raises:
        ValueError: if the sheet does not have the question.
    """
    if question == "code":
        return sheet
    if question not in QUESTIONS:
        raise ValueError(f"{question!r} is not a question; choose code, side or directive")
    machine = f"machine_{question}"
    check_columns(
        sheet, [question, machine, f"{machine}_alike", "weight"], "the sheet (from read_sheet)"
    )
    place = {code: at for at, code in enumerate(QUESTIONS[question])}
    return sheet.drop(columns="coded_alike", errors="ignore").assign(
        code=sheet[question].map(place).astype("Int64"),
        machine=sheet[machine].map(place),
        in_corpus=sheet[f"{machine}_alike"],
    )
