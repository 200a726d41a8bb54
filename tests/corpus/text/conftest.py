"""What the tests of texts share: paragraphs, and how a printer breaks them into lines."""

SENTENCES = [
    "我们坚持稳中求进工作总基调，扎实推进高质量发展，第{}项目标任务如期完成，人民生活持续改善。",
    "全年完成固定资产投资1{}8.6亿元，同比增长8.5%，新开工建设重大项目{}个，保持了平稳较快增长。",
]
# Generated paragraphs of several lengths; the third is a heading.
PARAGRAPHS = [
    "各位代表：",
    "".join(SENTENCES[at % 2].format(at, at) for at in range(5)),
    "一、二〇二五年工作回顾",
    *("".join(SENTENCES[at % 2].format(at, at) for at in range(n)) for n in (3, 7, 4, 9, 2, 6)),
]


def in_lines(paragraphs: list[str], width: int, indent: str = "", end: str = "\n") -> str:
    """The paragraphs printed in lines of so many characters."""
    lines = []
    for paragraph in (indent + one for one in paragraphs):
        lines += [paragraph[at : at + width] for at in range(0, len(paragraph), width)]
    return end.join(lines)
