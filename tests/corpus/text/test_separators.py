"""Signs that stand for line ends, and those that do not."""

import pytest

from corpus.text.normalization import Normalized
from corpus.text.separators import with_line_ends

LINES = [
    "2019年阜平县政府工作报告",
    "各位代表：",
    "现在，我代表县人民政府，向大会报告工作。",
    "一、2018年工作回顾",
    *["城乡面貌焕然一新，民生持续改善。"] * 4,
    "让我们努力奋斗！",
]
TEXT = "\n".join(LINES)


@pytest.mark.parametrize(
    "document",
    [
        "|".join(LINES),
        " ｜".join(LINES).replace(" ｜", "｜"),
        "##".join(LINES),
        "^p".join(LINES),
        "$$".join(LINES),
        'c("' + '", "'.join(LINES) + '")',
        "['" + "', '".join(LINES) + "']\n",
        '["' + '","'.join(LINES) + '"]',
    ],
)
def test_what_stands_for_line_ends_becomes_them(document):
    plain, found = with_line_ends(Normalized(document))
    assert (plain.text.rstrip("\n"), found) == (TEXT, len(LINES) - 1)
    at = plain.text.index("各位代表")
    assert document[plain.original(at) : plain.original_end(at + 4)] == "各位代表"


@pytest.mark.parametrize(
    "document",
    [
        TEXT,
        TEXT.replace("\n", "|\n"),
        "|".join(LINES[:5]),
        "".join(LINES) + "|首页|新闻|公开|服务|互动|专题|搜索",
        "建设5G+#基站#、#云#、#网#、#端#、#算#，" + "".join(LINES),
        "".join(LINES),
        "",
    ],
)
def test_other_signs_stay(document):
    assert with_line_ends(Normalized(document)) == (Normalized(document), 0)
