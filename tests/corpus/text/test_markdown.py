import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.markdown import FEWEST, _merged, without_markdown
from corpus.text.normalization import Normalized

PIECES = st.one_of(
    st.sampled_from(["## ", "\n# ", "**重点**", "__实施__", "[全文](https://a.cn/b)", "\n- ", "\\.",
                     "\n***\n", "\n> ", "#", "*", "![](a.png)"]),
    st.text("政府工作报告2018，。*#_ \n", min_size=1, max_size=6),
)  # fmt: skip


def plain_of(text: str) -> str:
    return without_markdown(Normalized(text))[0].text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("# 报告\n## 一、回顾\n### （一）稳 ###\n", "报告\n一、回顾\n（一）稳\n"),
        ("**一是**稳。**二是**进。***三是***好。", "一是稳。二是进。三是好。"),
        ("##一、回顾\n##二、安排\n##三、保障", "一、回顾\n二、安排\n三、保障"),
        ("# 一\n# 二\n# 三\n> 引文\n* 项\n---\n1\\. 稳", "一\n二\n三\n引文\n项\n\n1. 稳"),
        (
            ":::{align=center}\n[[报告]{.u}]{.mark}\n:::\n[]{#_T1 .anchor}一、[回顾]{.mark}\n",
            "\n报告\n\n一、回顾\n",
        ),
        (
            "# 报告 {#sec-1 .unnumbered}\n# 回顾 {#sec}\n# 安排\n回顾\n=====\n",
            "报告 \n回顾 \n安排\n回顾\n\n",
        ),
        ("# 一\n# 二\n[全文](https://a.cn/b_c)![图](x.png)", "一\n二\n全文"),
    ],
)
def test_marks_are_left_out_and_words_stay(text, meant):
    assert plain_of(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "*名词解释",
        "注：**表示预计数。",
        "#1机组投产。\n#2机组开工。\n#3机组续建。",
        "- 3 -",
        "a_b__c",
        "增长[1](见附件)",
    ],
)
def test_single_signs_are_left_as_they_are(text):
    assert without_markdown(Normalized(text)) == (Normalized(text), 0)


@given(st.lists(PIECES, max_size=20))
def test_nothing_but_marks_is_left_out_and_every_character_leads_back(pieces):
    text = "".join(pieces)
    plain, found = without_markdown(Normalized(text))
    assert found == 0 or found >= FEWEST
    assert re.findall("[政府工作报告，。]", plain.text) == re.findall(
        "[政府工作报告，。]", text.replace("[全文](https://a.cn/b)", "[全文]")
    )
    for at, character in enumerate(plain.text):
        assert text[plain.original(at) : plain.original_end(at + 1)] == character


def test_spans_that_touch_are_one_and_empty_ones_none():
    assert list(_merged([(1, 3), (2, 5), (5, 6), (8, 9)])) == [(1, 6), (8, 9)]
    assert list(_merged([])) == []


def test_many_spaces_after_a_fence_take_little_time():
    started = time.process_time()
    without_markdown(Normalized("# 甲\n# 乙\n# 丙\n:::" + " " * 40_000 + "。"))
    assert time.process_time() - started < 3
