import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import Refusal
from corpus.reading.document import read_document
from corpus.structure.page import divide_page, split_blocks
from corpus.text.readable import readable

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


def test_the_speech_begins_with_the_salutation_and_ends_with_its_last_sentence():
    text = "\n".join([*FRONT, "", *BODY, "", "相关报道："])
    page = divide_page(text)
    assert text[page.body_start : page.body_end] == "\n".join(BODY)
    assert body_of([*FRONT, *BODY, "相关报道："]) == BODY


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
    ["（热烈鼓掌）", "（鼓掌）", "（长时间的鼓掌）", "图为大会会场。新华社记者 李某 摄", "打印"],
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


@pytest.mark.parametrize(
    "heading",
    ["名词解释", "《政府工作报告》名词解释", "附件", "附：", "注释：", "【注释】", "有关用语说明"],
)
def test_a_glossary_is_an_appendix(heading):
    terms = ["1.“放管服”：简政放权、放管结合、优化服务的简称。", "2.“三公”：某某。"]
    found = roles([*FRONT, *BODY, heading, *terms, "网站地图"])
    assert [found[line] for line in (heading, *terms)] == ["appendix"] * 3
    assert found[BODY[-1]] == "body"
    assert found["网站地图"] == "boilerplate"


def test_the_word_appendix_early_in_a_speech_begins_none():
    assert body_of([*FRONT, *BODY[:2], "附件", *BODY[2:]]) == [*BODY[:2], "附件", *BODY[2:]]


# --- what is there more than once -----------------------------------------------------------------


def spoken_once(lines: list[str]) -> bool:
    page = divide_page("\n".join(lines))
    codes = [one.code for one in page.notices]
    spoken = [block.text for block in page.blocks if block.role == "body"]
    return spoken == BODY and codes == ["repeated_paragraphs"]


def test_a_text_that_is_there_twice_is_counted_once():
    assert spoken_once([*FRONT, *BODY, *BODY])


def test_a_page_that_is_there_twice_with_its_title_is_counted_once():
    assert spoken_once([*FRONT, *BODY, *FRONT, *BODY])


def test_paragraphs_repeated_one_by_one_are_counted_once():
    doubled = [line for line in BODY for _ in range(6)]
    assert spoken_once([*FRONT, *doubled])


def test_short_headings_between_repeated_paragraphs_are_counted_once():
    speech = [*BODY[:3], "（一）农业", MIDDLE[0], "（二）工业", MIDDLE[1], *BODY[5:]]
    assert body_of([*FRONT, *speech, *speech]) == speech


def test_a_salutation_said_again_is_no_repetition():
    speech = [*BODY[:4], "各位代表！", *BODY[4:-1], "各位代表！", BODY[-1]]
    page = divide_page("\n".join([*FRONT, *speech]))
    assert [block.text for block in page.blocks if block.role == "body"] == speech
    assert page.notices == ()


def test_a_table_of_contents_does_not_make_the_headings_repetitions():
    lines = [*FRONT, "目  录", "一、2025年工作回顾", "二、2026年工作安排", *BODY]
    assert body_of(lines) == BODY


# --- texts without line ends ----------------------------------------------------------------------


def test_a_text_on_one_line_is_cut_at_its_indents():
    text = "\u3000\u3000".join([*FRONT, *BODY])
    page = divide_page(text)
    assert [block.text for block in page.blocks if block.role == "body"] == BODY
    assert text[page.body_start :].startswith(BODY[0])


def test_a_text_that_lost_its_line_ends_is_cut_at_what_begins_paragraphs():
    chapter = "二、2026年工作总体部署"
    line = "".join([BODY[0], BODY[1], "一、2025年工作回顾", *MIDDLE[:9], "各位代表！", chapter])
    line += "".join([*MIDDLE[9:], "（一）推动产业升级。", *MIDDLE[:4], BODY[-1]])
    assert len(line) > 1500
    found = body_of([FRONT[0], line])
    assert found[0] == BODY[0] + BODY[1]
    assert found[1] == "一、2025年工作回顾"
    assert [text for text in found if len(text) < 20] == [
        found[1],
        "各位代表！",
        chapter,
        "各位代表！",
    ]
    assert "".join(found) == line
    assert any(text.startswith("（一）推动产业升级。我们") for text in found)


def test_a_chapter_is_cut_from_the_text_behind_it():
    line = "三、深入改革经济体制和扩大对外开放 " + "".join(MIDDLE[:2])
    found = body_of([*FRONT, *BODY[:3], line, *BODY[3:]])
    assert found[3:5] == [line[:17], line[18:]]


@pytest.mark.parametrize(
    "tail", ["（《人民日报》19550708）", " （新华社北京3月16日电）", "（来源：某某日报）"]
)
def test_the_source_behind_the_last_sentence_is_not_part_of_it(tail):
    assert body_of([*FRONT, *BODY[:-1], BODY[-1] + tail]) == BODY
    assert roles([*FRONT, *BODY[:-1], BODY[-1] + tail])[tail.strip()] == "boilerplate"


def test_a_salutation_within_a_line_begins_the_speech():
    first = f"{FRONT[0]} 市长 张三{BODY[0]}{BODY[1]}"
    page = divide_page("\n".join([first, *BODY[2:]]))
    assert [block.role for block in page.blocks[:2]] == ["front_matter", "body"]
    assert page.blocks[0].text == f"{FRONT[0]} 市长 张三"
    assert page.blocks[1].text == BODY[0] + BODY[1]


@pytest.mark.parametrize(
    "salutation",
    [
        "各位代表：",
        "各位代表:",
        "各位代表！",
        "各位代表，",
        "各位代表、各位委员、同志们：",
        "名位代表：",
        "各位代表",
    ],
)
def test_salutations(salutation):
    assert body_of([*FRONT, salutation, *BODY[1:]]) == [salutation, *BODY[1:]]


# --- what is no report ----------------------------------------------------------------------------

FILLER = ["".join(MIDDLE)] * 1
NO_REPORTS = [
    (
        "the resolution",
        [
            "某市人民代表大会关于政府工作报告的决议",
            "会议听取和审议了市长所作的政府工作报告。",
            *FILLER,
        ],
    ),
    (
        "a court's report",
        ["最高人民法院工作报告", "各位代表：", "现在，我代表最高人民法院向大会报告工作。", *FILLER],
    ),
    (
        "a congress's report",
        ["某省人大常委会工作报告", "各位代表：", "我代表常务委员会报告工作。", *FILLER],
    ),
    (
        "a budget report",
        [
            "关于2025年预算执行情况和2026年预算草案的报告",
            "各位代表：",
            "受市政府委托报告。",
            *FILLER,
        ],
    ),
    (
        "a plan report",
        [
            "关于某市2025年国民经济和社会发展计划执行情况与2026年计划草案的报告",
            "各位代表：",
            *FILLER,
        ],
    ),
    (
        "a court's report without its title",
        ["各位代表：", "现在，我代表省高级人民法院向大会报告工作，请予审议。", *FILLER],
    ),
    (
        "a report to a party congress",
        ["各位代表、同志们：", "现在，我代表中共某市第六届市委向大会作报告。", *FILLER],
    ),
    (
        "a report to a consultative conference",
        [
            "各位委员：",
            "我受政协某市第五届委员会常务委员会的委托，代表常务委员会向大会报告工作。",
            *FILLER,
        ],
    ),
    (
        "how a report was drafted",
        ["各位委员：", "现将市政府《报告》起草情况和主要内容作说明。", *FILLER],
    ),
    (
        "an explanation",
        ["政府工作报告解读：今年怎么干", "今年的工作目标是怎样定下来的，请看以下内容。", *FILLER],
    ),
    (
        "news",
        [
            "市长作政府工作报告",
            "本报讯（记者 李某）1月27日，市长张三在会上作政府工作报告。",
            *FILLER,
        ],
    ),
    (
        "news of an agency",
        [
            "国务院总理作政府工作报告",
            "新华社北京3月5日电 国务院总理5日在会上作政府工作报告。",
            *FILLER,
        ],
    ),
    (
        "a recipe",
        ["红烧肉的做法", "五花肉切块，冷水下锅焯水，捞出洗净备用，加入冰糖炒出糖色。" * 60],
    ),
    ("a few lines", FRONT + BODY[:3]),
    ("no Chinese", ["Report on the work of the government", "Delegates, I report. " * 300]),
]


@pytest.mark.parametrize(
    "announcement",
    [
        "现在，我代表省人民政府，向大会报告工作，请予审议，并请省政协委员和列席人员提出意见。",
        "我受区政府委托，代表经济技术开发区管理委员会，向大会报告工作，请予审议。",
        "现在，我代表市人民政府，在市委、市纪委的领导下向大会报告工作。",
        "我代表国务院，向大会作政府工作报告。",
    ],
)
def test_who_speaks_for_a_government_is_heard(announcement):
    assert body_of([*FRONT, BODY[0], announcement, *BODY[2:]])[1] == announcement


@pytest.mark.parametrize(("kind", "lines"), NO_REPORTS, ids=[kind for kind, _ in NO_REPORTS])
def test_what_is_no_report_is_refused(kind, lines):
    with pytest.raises(Refusal) as caught:
        divide_page("\n".join(lines))
    assert caught.value.code == "not_a_report"
    assert "\n" not in caught.value.message()


@pytest.mark.parametrize(
    "lines",
    [
        BODY,
        [FRONT[0], *BODY[2:]],
        ["政 府 工 作 报 告", *BODY],
        [*FRONT, "市长张三作政府工作报告。本报记者 李某 摄", *BODY],
        ["某市人民代表大会", "关于1958年计划草案的报告", *BODY],
    ],
    ids=["no title", "no salutation", "spaced title", "with a caption", "another title"],
)
def test_a_report_by_another_face_is_read(lines):
    assert body_of(lines)[-1] == BODY[-1]


# --- properties -----------------------------------------------------------------------------------

LINES = st.one_of(
    st.sampled_from([*FRONT, *BODY, "打印", "名词解释", "相关报道：", "（鼓掌）", "各位代表："]),
    st.text(alphabet="各位代表一二、。！：（）2018 \u3000\xa0\u200b\ufeffab<U+00A0>", max_size=30),
)
ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "\n\u3000\u3000", "\u2028", "\x0b", "\r"])


@given(st.lists(st.tuples(LINES, ENDS)))
def test_blocks_and_the_white_space_between_are_the_document(pieces) -> None:
    text = "".join(line + end for line, end in [*pieces, *((line, "\n") for line in BODY)])
    blocks = divide_page(text).blocks
    position = 0
    for block in blocks:
        assert block.text == text[block.start : block.end] != ""
        assert not text[position : block.start].strip()
        position = block.end
    assert not text[position:].strip()


@given(st.text(alphabet="各位代表：现在，我\u3000 \n\r\u200b<U+00A0>一", max_size=2000))
def test_lines_of_any_text_are_trimmed_and_in_order(text: str) -> None:
    position = 0
    for block in split_blocks(text):
        assert position <= block.start < block.end
        assert not block.text[0].isspace() and not block.text[-1].isspace()
        assert not text[position : block.start].strip()
        position = block.end
    assert not text[position:].strip()


UNITS = [
    "1",
    " ",
    "\u3000",
    "（",
    "一",
    "《",
    "中",
    "。",
    "<",
    "<U+00A0>",
    "一、\n",
    "各位代表：\n",
]
UNITS += ["，", "。，中", "（鼓掌", "各位代表：现在", "一、中 ", "> \n", "（来源"]
UNITS += ["2018年\n", "名词解释\n", "政府工作", "记者", "大 ", "\n", "第一届人大"]


@pytest.mark.parametrize("unit", UNITS)
def test_a_hundred_thousand_lines_take_bounded_time(unit):
    # Of 100,000 lines each rule that compares lines with each other takes hours, a linear one 5 s.
    filler = unit * (300_000 // len(unit))
    began = time.process_time()
    for text in (filler, "\n".join([*FRONT, filler, *BODY]), "\n".join([*FRONT, *BODY, filler])):
        try:
            divide_page(text)
        except Refusal as refusal:
            assert refusal.code == "not_a_report"
    assert time.process_time() - began < 20


def test_the_page_of_the_district_report(district, key):
    rows = district.paragraphs
    assert len(rows) == len(key["paragraphs"])
    text = district.source.text
    assert text[slice(*district.body)].startswith(key["first_sentence"])
    assert text[slice(*district.body)].endswith(key["last_sentence"])


def test_every_shared_report_is_divided_without_loss(shared):
    for path in shared:
        text = read_document(path).text
        page = divide_page(text)
        position = 0
        for block in page.blocks:
            assert not text[position : block.start].strip(), path
            position = block.end
        assert not text[position:].strip(), path


# Those of 2006 and 2008 hold the first of several pages. One edition of 2016 prints another dash.
WHOLE_PAGES = [
    "1955", "1959", "1964", "1979", "1984", "1988", "1992", "1996", "1998", "2001", "2004", "2011",
    "2013", "2014", "2016", "2018",
]  # fmt: skip


@pytest.mark.parametrize("year", WHOLE_PAGES)
def test_a_scraped_page_says_what_the_clean_text_says_letter_by_letter(shared, year):
    folder = shared[0].parent.parent
    clean, scraped = (
        speech_of(folder / kind / f"{year}.txt") for kind in ("national", "govcn-pages")
    )
    assert len(clean) > 10_000
    assert scraped.replace("－", "—") == clean.replace("－", "—")


def speech_of(path: Path) -> str:
    page = divide_page(readable(read_document(path).text).text.text)
    spoken = "".join(block.text for block in page.blocks if block.role == "body")
    return "".join(spoken.split())


def test_rows_of_a_table_are_not_part_of_the_speech() -> None:
    rows = ["指标\t2025年完成\t2026年目标", "地区生产总值（亿元）\t122.2\t130.8"]
    text = "\n".join([*FRONT, *BODY[:-1], *rows, BODY[-1]])
    roles = {block.text: block.role for block in divide_page(text).blocks}
    assert [roles[row] for row in rows] == ["boilerplate", "boilerplate"]


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


def test_notes_that_name_their_page_are_not_part_of_the_speech() -> None:
    notes = [
        "七种能力：政治能力、改革攻坚能力、群众工作能力和抓落实能力。（见第23页）",
        "党的创新理论在基层的宣讲活动，覆盖全部村和社区，人人参加。（见第 25 页）",
    ]
    text = "\n".join([*FRONT, *BODY])
    whole = divide_page(text)
    noted = divide_page("\n".join([text, *notes]))
    assert (noted.body_start, noted.body_end) == (whole.body_start, whole.body_end)
