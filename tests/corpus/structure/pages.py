"""A generated report on a page, and what its lines are taken for."""

from corpus.structure.page import divide_page

# A generated speech, long enough to be a report.
SENTENCE = (
    "我们坚持稳中求进工作总基调，扎实做好各项工作，第{}项目标任务如期完成，人民生活持续改善。"
)


MIDDLE = [
    "".join(SENTENCE.format(f"{part}{at}") for at in "甲乙丙丁戊己庚辛") for part in "子丑寅卯"
]


BODY = [
    "各位代表：",
    "现在，我代表市人民政府，向大会报告工作，请予审议。",
    "一、2025年工作回顾",
    *MIDDLE[:2],
    "二、2026年工作安排",
    *MIDDLE[2:],
    "各位代表！让我们团结奋斗，为建设美好家园作出更大贡献！",
]


FRONT = ["2026年某市政府工作报告", "——2026年1月27日在某市第十四届人民代表大会第四次会议上"]


def roles(lines: list[str]) -> dict[str, str]:
    """The role of each line; a line that is there twice has both its roles, in order."""
    found: dict[str, str] = {}
    for block in divide_page("\n".join(lines)).blocks:
        found[block.text] = " ".join(filter(None, [found.get(block.text), block.role]))
    return found


def body_of(lines: list[str]) -> list[str]:
    return [block.text for block in divide_page("\n".join(lines)).blocks if block.role == "body"]


FILLER = ["".join(MIDDLE)] * 1
