from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.blocks import Block
from corpus.structure.outline import _NUMBERED, MAX_LEAD, NUMBERINGS, outline, sentence_spans
from tests.corpus.conftest import check_first_look

# Generated: what follows a heading.
TEXT = (
    "我们坚持稳中求进工作总基调，扎实做好各项工作，目标任务如期完成，"
    "人民生活得到持续改善，社会保持和谐稳定，各项事业全面进步。"
)
MORE = "加快建设现代化产业体系，推动经济实现质的有效提升和量的合理增长。"


def blocks_of(lines: list[str]) -> list[Block]:
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(start, start + len(line), line))
        start += len(line) + 1
    return blocks


def headings_of(*lines: str) -> list[tuple[int, str, str, str]]:
    headings, _ = outline(blocks_of(list(lines)))
    return [(one.level, one.number, one.text, one.style) for one in headings]


def paths_of(*lines: str) -> list[tuple[str, ...]]:
    _, paragraphs = outline(blocks_of(list(lines)))
    return [tuple(up.number + up.text for up in one.heading_path) for one in paragraphs]


# One line, as the only one of its kind, and the heading in it.
LINES = [
    ("一、2017年工作回顾", ("一", "2017年工作回顾", "own_line")),
    ("一．２００９年工作回顾", ("一", "２００９年工作回顾", "own_line")),
    ("十一、加强政府自身建设", ("十一", "加强政府自身建设", "own_line")),
    ("一、 2024 年工作回顾", ("一", "2024 年工作回顾", "own_line")),
    ("一、提高经济效益，全面完成计划。", ("一", "提高经济效益，全面完成计划", "own_line")),
    ("第一章 总则", ("第一章", "总则", "own_line")),
    ("第一节　过去五年的工作", ("第一节", "过去五年的工作", "own_line")),
    ("㈠过去五年的工作", ("㈠", "过去五年的工作", "own_line")),
    ("Ⅰ、过去五年的工作", ("Ⅰ", "过去五年的工作", "own_line")),
    ("壹、过去五年的工作", ("壹", "过去五年的工作", "own_line")),
    ("第一部分：过去五年的工作", ("第一部分", "过去五年的工作", "own_line")),
    ("（一）推动产业优化升级", ("（一）", "推动产业优化升级", "own_line")),
    ("(一)推动产业优化升级", ("(一)", "推动产业优化升级", "own_line")),
    ("（十二）、推动产业优化升级", ("（十二）", "推动产业优化升级", "own_line")),
    ("1．着力扩大内需", ("1", "着力扩大内需", "own_line")),
    ("1、2018年工作回顾", ("1", "2018年工作回顾", "own_line")),
    ("（1）着力扩大内需", ("（1）", "着力扩大内需", "own_line")),
    ("过去五年的回顾", ("", "过去五年的回顾", "own_line")),
    ("四", ("四", "", "own_line")),
    (f"（一）推动产业优化升级。{MORE}", ("（一）", "推动产业优化升级", "run_in_numbered")),
    (f"(一)优化升级,建设新城。{MORE}", ("(一)", "优化升级,建设新城", "run_in_numbered")),
    (f"一是坚持新发展理念。{MORE}", ("一是", "坚持新发展理念", "run_in_numbered")),
    (f"一要坚持新发展理念。{MORE}", ("一要", "坚持新发展理念", "run_in_numbered")),
    (f"第一，坚持新发展理念。{MORE}", ("第一", "坚持新发展理念", "run_in_numbered")),
    (f"第 一，坚持新发展理念。{MORE}", ("第 一", "坚持新发展理念", "run_in_numbered")),
    (f"——经济实力显著增强。{MORE}", ("——", "经济实力显著增强", "run_in_numbered")),
    (f"（二）建设“服务型政府”。{MORE}", ("（二）", "建设“服务型政府”", "run_in_numbered")),
    (f"一、坚持“放管服”改革。{MORE}", ("一", "坚持“放管服”改革", "run_in_numbered")),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_headings_of_every_style(line, expected):
    found = headings_of(line, TEXT)
    assert [one[1:] for one in found] == [expected]


NO_HEADINGS = [
    "各位代表：",
    "各位代表！",
    "各位代表",
    "各位代表、各位委员、同志们：",
    "今年要重点做好以下工作：",
    "一年来，我们主要做了六方面工作：",
    "一年来，主要做了以下工作。",
    "一二三产业协调发展，质量持续提升。",
    "一、二、三产业结构为5：40：55，进一步优化。" + MORE,
    "一是加强学习。二是改进作风。三是严明纪律。" + MORE,
    "第一，加强学习。第二，改进作风。" + MORE,
    "2.69万平方米老旧住宅得到综合改造，惠及百姓两万户。",
    "1.18亿美元、增长76%。" + MORE,
    "一季度经济增长7%。" + MORE,
    "十大民生工程全面完成。" + MORE,
    "这一年，很不平凡。" + MORE,
    "2017年，经济增长7%。" + MORE,
    TEXT,
]


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_lines_that_are_no_headings(line):
    assert headings_of(TEXT, line, TEXT) == []


# Number, and the level expected of it, in the order of the text.
NESTINGS = [
    ["一、甲 1", "（一）乙 2", "1．丙 3", "（二）丁 2", "二、戊 1", "（一）己 2"],
    ["（一）甲 1", "1．乙 2", "（二）丙 1"],
    ["第一章 甲 1", "一、乙 2", "（一）丙 3", "1．丁 3", "第二章 戊 1"],
    # Chapters without numbers, the numbers under them.
    ["甲 1", "一、乙 2", "二、丙 2", "丁 1", "一、戊 2"],
    ["甲 1", "乙 1", "（一）丙 2", "（二）丁 2", "戊 1"],
    # Lines without numbers, under the numbers.
    ["一、甲 1", "乙 2", "丙 2", "二、丁 1"],
    ["前言 2", "一、甲 1", "乙 2", "二、丙 1"],
    # A numbering that begins anew inside a chapter, which the next chapter goes on from.
    ["一、甲 1", "二、乙 1", "一、丙 2", "二、丁 2", "三、戊 1"],
    ["一、甲 1", "二、乙 1", "一、丙 2", "二、丁 2", "三、己 2", "三、戊 1"],
    ["一、甲 1", "一、丙 2", "二、丁 2", "二、乙 1"],
    ["一、甲 1", "二、乙 1", "三、丙 1"],
]


@pytest.mark.parametrize("marked", NESTINGS)
def test_levels(marked):
    titles = [line[:-2] for line in marked]
    lines = [text for title in titles for text in (title, TEXT)]
    assert [one[0] for one in headings_of(*lines)] == [int(line[-1]) for line in marked]


RUN_IN_LEVELS = [
    (["一、甲", "一是坚持改革。{}", "二是坚持开放。{}"], [1, 2, 2]),
    (["一、甲", "（一）乙", "一是坚持改革。{}", "二是坚持开放。{}"], [1, 2, 3, 3]),
    (["一、甲", "（一）坚持改革。{}", "稳定就业。{}", "改善民生。{}"], [1, 2, 3, 3]),
    (["一、甲", "——经济增长。{}", "——民生改善。{}", "二、乙"], [1, 2, 2, 1]),
    # Numbered like a chapter, but with text behind: a point, as 一是 is.
    (["一、甲", "二、乙", "一、坚持改革。{}", "二、坚持开放。{}", "三、丙"], [1, 1, 2, 2, 1]),
]


@pytest.mark.parametrize(("lines", "levels"), RUN_IN_LEVELS)
def test_levels_of_headings_with_text_behind(lines, levels):
    assert [one[0] for one in headings_of(*(line.format(MORE) for line in lines))] == levels


def test_short_first_sentences_of_neighbours_are_headings():
    found = headings_of("一、安排", f"强化科技引领。{MORE}", f"精准服务企业。{MORE}", TEXT)
    assert [one[2:] for one in found[1:]] == [
        ("强化科技引领", "run_in"),
        ("精准服务企业", "run_in"),
    ]


# Quoted from the shared report of 2011, shortened.
@pytest.mark.parametrize(
    "leads",
    [
        ["这五年，我国国力显著提高", "这五年，改革取得重大进展"],
        ["我们要大力发展社会事业", "我们要全面改善人民生活"],
    ],
)
def test_dashes_before_first_sentences_that_begin_alike_are_their_number(leads):
    found = headings_of("一、回顾", *(f"——{lead}。{MORE}" for lead in leads))
    assert [one[1:] for one in found[1:]] == [("——", lead, "run_in_numbered") for lead in leads]


def test_a_short_first_sentence_alone_is_none():
    assert headings_of(TEXT, f"强化科技引领。{MORE}", TEXT) == []


def test_first_sentences_that_begin_alike_are_headings():
    lead = "五年来，我们紧紧抓住{}，全力以赴稳增长、调结构，综合实力得到持续提升"
    one, other = lead.format("经济建设"), lead.format("转型升级")
    found = headings_of("一、回顾", f"{one}。{MORE}", f"{other}。{MORE}")
    assert [item[2] for item in found[1:]] == [one, other]


def test_statements_that_begin_alike_are_no_headings():
    leads = [f"成绩的取得，是{whom}的结果" for whom in ("县委正确领导", "人大监督支持", "群众奋斗")]
    assert headings_of(*(f"{lead}。{TEXT}" for lead in leads)) == []


# Quoted from the shared reports of 2026 and 1978, shortened.
def test_first_sentences_of_one_form_are_headings():
    leads = [
        "针对企业经营困难，加大支持力度",
        "针对市场需求不足，千方百计扩大投资和消费",
        "针对就业压力，稳岗扩岗",
    ]
    found = headings_of("一、过去一年的工作", *(f"{lead}。{TEXT}" for lead in leads))
    assert [text for *_, text, style in found if style == "run_in"] == leads


def test_first_sentences_with_too_little_below_them_are_no_series():
    leads = [
        f"针对{one}带来的困难和压力，加大支持力度，稳住大局" for one in ("物价", "需求", "就业")
    ]
    short, long = (
        headings_of("一、过去一年的工作", *(f"{lead}。{below}" for lead in leads))
        for below in ("这方面的成效比较明显。", TEXT)
    )
    assert (len(short), len(long)) == (1, 4)


def test_a_directive_among_other_paragraphs_is_a_heading_if_its_section_has_two():
    near = [f"推进教育公平。{TEXT}", f"改善医疗服务。{TEXT}"]
    far = [f"去年以来，我们{MORE}{TEXT}", f"人们普遍关心环境问题，{TEXT}", f"加强社会治理。{TEXT}"]
    found = headings_of("一、今年的工作", *near, *far)
    assert [text for *_, text, _ in found] == [
        "今年的工作",
        "推进教育公平",
        "改善医疗服务",
        "加强社会治理",
    ]
    elsewhere = headings_of("一、今年的工作", *near, *far[:2], "二、自身建设", far[2])
    assert "加强社会治理" not in [text for *_, text, _ in elsewhere]


def test_a_result_may_be_longer_than_other_short_sentences():
    leads = ["城乡精神文明建设和各项社会事业全面取得新进步", "改革开放迈出重要步伐"]
    found = headings_of("一、过去五年的工作", *(f"{lead}。{TEXT}" for lead in leads))
    assert [text for *_, text, _ in found][1:] == leads
    assert len(leads[0]) > MAX_LEAD


def test_short_sentences_alone_on_their_lines_are_headings_of_what_follows():
    lines = [
        "一、回顾",
        "生态底色更加亮丽。",
        TEXT,
        "经济运行持续向好。",
        TEXT,
        "特色产业向新向优。",
        TEXT,
    ]
    assert [one[2] for one in headings_of(*lines)] == [
        "回顾",
        "生态底色更加亮丽",
        "经济运行持续向好",
        "特色产业向新向优",
    ]


def test_numbered_sentences_alone_on_their_lines_are_headings_of_what_follows():
    lines = ["第一，全国动员，大办农业。", TEXT, "第二，加快发展基础工业。", TEXT]
    assert [one[1:3] for one in headings_of(*lines)] == [
        ("第一", "全国动员，大办农业"),
        ("第二", "加快发展基础工业"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["一是加强学习。", "二是改进作风。", "三是严明纪律。"],
        ["（一）提高效益。", "（二）保持增长。", "（三）改善生活。"],
        ["——地区生产总值增长5%。", "——城镇新增就业10万人。"],
        ["一是加强学习。"],
    ],
)
def test_the_points_of_a_list_are_no_headings(lines):
    assert headings_of(TEXT, *lines, TEXT) == []


def test_a_piece_of_a_broken_sentence_is_no_heading():
    broken = TEXT[:-1] + "。推动"
    assert headings_of(TEXT + broken, "区域全面经济伙伴关系协定", "（RCEP）生效实施。" + TEXT) == []


# --- what stands above a paragraph ----------------------------------------------------------------


def test_a_paragraph_knows_the_headings_it_stands_under():
    lines = [
        TEXT,
        "一、回顾",
        TEXT,
        "（一）改革",
        TEXT,
        f"（二）开放。{MORE}",
        TEXT,
        "二、安排",
        TEXT,
    ]
    assert paths_of(*lines) == [
        (),
        (),
        ("一回顾",),
        ("一回顾",),
        ("一回顾", "（一）改革"),
        ("一回顾", "（二）开放"),
        ("一回顾", "（二）开放"),
        (),
        ("二安排",),
    ]


def test_a_lead_without_a_number_rules_its_own_paragraph_alone():
    lines = ["一、安排", f"强化科技引领。{MORE}", f"精准服务企业。{MORE}", TEXT]
    assert paths_of(*lines)[1:] == [
        ("一安排", "强化科技引领"),
        ("一安排", "精准服务企业"),
        ("一安排",),
    ]


def test_a_text_that_turns_away_leaves_the_points_before_it():
    lines = ["一、回顾", f"一是坚持改革。{MORE}", f"二是坚持开放。{MORE}", f"各位代表，{TEXT}"]
    assert paths_of(*lines)[-2:] == [("一回顾", "二是坚持开放"), ("一回顾",)]


def test_every_line_is_one_paragraph_and_own_lines_have_levels():
    lines = ["一、回顾", TEXT, "（一）改革", TEXT]
    _, paragraphs = outline(blocks_of(lines))
    assert [(one.text, one.level) for one in paragraphs] == [
        ("一、回顾", 1),
        (TEXT, 0),
        ("（一）改革", 2),
        (TEXT, 0),
    ]


PARTS = st.sampled_from(
    [
        "一、",
        "二、",
        "（一）",
        "(二)",
        "一是",
        "1．",
        "——",
        "第一章 ",
        "第一，",
        "各位代表！",
        "一、二、",
        "四",
    ]
)
SAID = st.sampled_from(
    ["坚持改革", "坚持改革。", TEXT, f"坚持改革。{MORE}", "", "增长8.8%。", "五年来，"]
)


@given(st.lists(st.tuples(PARTS, SAID).map("".join), max_size=12))
def test_headings_of_any_lines_are_where_they_say(lines) -> None:
    lines = [line for line in lines if line]
    text = "\n".join(lines)
    headings, paragraphs = outline(blocks_of(lines))
    assert [one.text for one in paragraphs] == lines
    starts = [one.start for one in headings]
    assert starts == sorted(set(starts)) and set(starts) <= {one.start for one in paragraphs}
    for one in headings:
        printed = text[one.start : one.end]
        assert printed.startswith(one.number) and printed.endswith(one.text)
        assert not printed[len(one.number) : len(printed) - len(one.text)].strip(
            "、．.，,：: \u3000"
        )
        assert one.level in (1, 2, 3)
    deeper = [later.level - one.level for one, later in pairwise(headings)]
    assert all(step <= 2 for step in deeper)


# --- sentences ------------------------------------------------------------------------------------

SENTENCES = [
    ("一。二！三？四", ["一。", "二！", "三？", "四"]),
    ("稳中求进；稳中向好。", ["稳中求进；稳中向好。"]),
    ("做到“三严三实。”继续努力。", ["做到“三严三实。”", "继续努力。"]),
    ("他说：“好！”然后离开。", ["他说：“好！”", "然后离开。"]),
    ("“甲‘乙。’”丙。", ["“甲‘乙。’”", "丙。"]),
    ("（甲（乙。））丙。", ["（甲（乙。））", "丙。"]),
    ("《甲。》乙。", ["《甲。》", "乙。"]),
    ("奋勇前进！！！再接再厉?!", ["奋勇前进！！！", "再接再厉?!"]),
    ("增长8.8%，达到410.5亿元。", ["增长8.8%，达到410.5亿元。"]),
    ("  一。  二。  ", ["一。", "二。"]),
    ("一\u3000。", ["一\u3000。"]),
    ("。", ["。"]),
    (" 一。 （掌声） 二 \u3000（鼓掌）", ["一。", "（掌声）", "二", "（鼓掌）"]),
    ("”。", ["”。"]),
    ("…", ["…"]),
    ("", []),
    (" \u3000", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentence_spans(text, 0, len(text))] == expected


def test_sentences_of_a_part_are_within_it():
    text = "一。二。三。"
    assert [text[a:b] for a, b in sentence_spans(text, 2, 5)] == ["二。", "三"]


@given(st.text(alphabet="一二。！？!?；，“”’）)》 \u3000\n8.", max_size=80), st.data())
def test_every_character_is_in_exactly_one_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = list(sentence_spans(text, start, end))
    covered = [at for first, last in spans for at in range(first, last)]
    assert len(covered) == len(set(covered))
    assert {at for at in range(start, end) if not text[at].isspace()} <= set(covered)
    assert set(covered) <= set(range(start, end))
    for first, last in spans:
        assert not text[first].isspace() and not text[last - 1].isspace()
    assert all(end_of <= start_of for (_, end_of), (start_of, _) in pairwise(spans))


def test_the_outline_of_the_district_report(district, key):
    found = [[one.level, one.number, one.text, one.style] for one in district.headings]
    assert found == key["headings"]


FIRST_LOOKS = [pattern for pattern, _ in NUMBERINGS]


@pytest.mark.hypothesis
@pytest.mark.parametrize("pattern", FIRST_LOOKS, ids=range(len(FIRST_LOOKS)))
def test_what_a_pattern_finds_has_what_is_looked_for_first(pattern) -> None:
    check_first_look(pattern, _NUMBERED.match)


def test_unnumbered_results_between_chapters_that_name_a_time_are_below_the_review() -> None:
    lines = (
        "2024年工作回顾",
        TEXT,
        "我们始终坚持稳中求进，经济发展实现新提升",
        TEXT,
        "民生福祉得到新改善",
        TEXT,
        "2025年目标任务",
        TEXT,
        "加强政府自身建设",
        TEXT,
    )
    assert [level for level, *_ in headings_of(*lines)] == [1, 2, 2, 1, 1]
    aims = [line.replace("民生福祉得到新改善", "总体要求和发展方向") for line in lines]
    assert [level for level, *_ in headings_of(*aims)] == [1, 2, 1, 1, 1]


def test_numbered_results_below_a_review_without_number_are_no_chapters() -> None:
    results = ("一、产业发展提质增效", TEXT, "二、发展活力持续迸发", TEXT)
    found = headings_of("2023年工作回顾", TEXT, *results)
    assert [level for level, *_ in found] == [1, 2, 2]
    # Not where the numbers lead on to the plan.
    found = headings_of("2023年工作回顾", TEXT, *results, "三、2024年主要任务", TEXT)
    assert [number for level, number, *_ in found if level == 1] == ["一", "二", "三"]
