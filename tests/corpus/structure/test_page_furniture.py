"""What pages add around a speech and within it."""

import pytest

from corpus.structure.page import divide_page
from tests.corpus.structure.pages import BODY, FRONT, body_of, roles

# Lines around the speech, quoted from the shared reports, the district report or generated.
BEFORE = [
    ("当前位置: 政务公开 >>政府工作报告 >>详细", "boilerplate"),
    ("您现在的位置：首页 > 政府信息公开", "boilerplate"),
    ("下载", "boilerplate"),
    ("【字号：", "boilerplate"),
    ("【字体：大 中 小】", "boilerplate"),
    ("】", "boilerplate"),
    ("【打印】 【关闭】", "boilerplate"),
    ("省长毛伟明作政府工作报告。湖南日报全媒体记者 刘尚文 摄", "boilerplate"),
    ("殷勇同志作政府工作报告。本报记者 戴冰摄", "boilerplate"),
    ("2018年沙河口区人民政府工作报告", "front_matter"),
    ("发布日期:2018-01-15         来源:区政府办          【关闭】", "front_matter"),
    ("来源：湖南日报", "front_matter"),
    ("时间：2026-02-24", "front_matter"),
    ("(2017年12月6日在沙河口区第十八届人民代表大会第一次会议上)", "front_matter"),
    ("区长  徐广湘", "front_matter"),
    ("毛伟明", "front_matter"),
]


@pytest.mark.parametrize(("line", "role"), BEFORE)
def test_lines_before_the_speech(line, role):
    found = roles([*FRONT, line, *BODY])
    assert found[line] == role
    assert [text for text, role in found.items() if role == "body"] == BODY


AFTER = [
    "相关报道：",
    "footpage",
    "主办:大连市沙河口区人民政府",
    "地址:大连市中山路393号",
    "联系方式:(86)0411-84368559",
    "网站地图",
    "大连市互联网违法和不良信息举报电话:0411-82758892 举报邮箱:dljubao@dlswxcb.com",
    "【责任编辑：某某】",
    "责任编辑：某某",
    "扫一扫在手机打开当前页",
    "分享到：微信 微博",
    "上一篇：没有了",
    "下一页",
    "京ICP备12345678号",
    "版权所有：某市人民政府办公室",
    "（新华社北京3月16日电）",
    "《 人民日报 》（ 2018年03月23日 01 版）",
    "Copyright 2026 All Rights Reserved",
    "2026-01-31 07:00:44",
    "1 2 3",
]


@pytest.mark.parametrize("line", AFTER)
def test_lines_after_the_speech_are_not_of_it(line):
    found = roles([*FRONT, *BODY, line])
    assert found[line] == "boilerplate"
    assert [text for text, role in found.items() if role == "body"] == BODY


@pytest.mark.parametrize(
    "line",
    [
        "（热烈鼓掌）",
        "（鼓掌）",
        "（长时间的鼓掌）",
        "图为大会会场。新华社记者 李某 摄",
        "打印",
        "=====",
        "☆☆☆",
    ],
)
def test_lines_within_the_speech_that_nobody_spoke(line):
    lines = [*FRONT, *BODY[:4], line, *BODY[4:]]
    assert roles(lines)[line] == "boilerplate"
    assert body_of(lines) == BODY


# Short lines that look like page furniture, and are the speech's.
@pytest.mark.parametrize(
    "line",
    [
        "（一）推动改革",
        "2026年，要重点做好以下工作：",
        "三、中小企业",
        "各位代表！",
        "编辑出版事业繁荣发展。",
    ],
)
def test_short_lines_of_the_speech_stay_in_it(line):
    assert body_of([*FRONT, *BODY[:6], line, *BODY[6:]]) == [*BODY[:6], line, *BODY[6:]]


def test_rows_of_a_table_are_not_part_of_the_speech() -> None:
    rows = ["指标\t2025年完成\t2026年目标", "地区生产总值（亿元）\t122.2\t130.8"]
    text = "\n".join([*FRONT, *BODY[:-1], *rows, BODY[-1]])
    roles = {block.text: block.role for block in divide_page(text).blocks}
    assert [roles[row] for row in rows] == ["boilerplate", "boilerplate"]


@pytest.mark.parametrize("number", ["三、", "（三）", "第三部分"])
def test_a_title_with_a_tab_after_its_number_is_no_row(number):
    line = f"{number}\t加强自身建设"
    assert body_of([*FRONT, *BODY[:6], line, *BODY[6:]]) == [*BODY[:6], line, *BODY[6:]]
    row = f"{line}\t85%"
    assert body_of([*FRONT, *BODY[:6], row, *BODY[6:]]) == BODY


LICENCE = """本作品是
中华人民共和国
的
法律
，国家机关的决议、决定、命令和其他具有立法、行政、司法性质的文件，及其官方正式译文。根据《
著作权法
》第五条，本作品不适用于该法。如不受其他法律、法规保护，本作品属于
公有领域
。
不适用于
法律、法规，国家机关的决议、决定、命令和其他具有立法性质的文件，及其官方正式译文；
Public domain
false"""


def test_the_licence_of_wikisource_is_not_part_of_the_speech() -> None:
    text = "\n".join([*FRONT, *BODY])
    whole = divide_page(text)
    boxed = divide_page(f"{text}\n{LICENCE}")
    assert (boxed.body_start, boxed.body_end) == (whole.body_start, whole.body_end)


@pytest.mark.parametrize(
    "line",
    [
        "- 3 -",
        "—3—",
        "－ 3 －",
        "·3·",
        "第 3 页 共 20 页",
        "第3页",
        "第三页",
        "第3页/共20页",
        "3/20",
        "2026年政府工作报告 第3页",
        "政府工作报告  第 3 页（共 20 页）",
        "Page 3 of 20",
    ],
)
def test_numbers_of_pages_are_not_part_of_the_speech(line):
    lines = [*FRONT, *BODY[:4], line, *BODY[4:]]
    assert roles(lines)[line] == "boilerplate"
    assert body_of(lines) == BODY
