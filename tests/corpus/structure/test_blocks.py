"""Lines as blocks, where line ends are and where they were lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.blocks import Block, split_at_edges, split_blocks
from corpus.structure.page import divide_page
from tests.corpus.structure.pages import BODY, FRONT, MIDDLE, body_of, roles


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


def test_the_first_part_is_cut_from_what_announces_the_parts():
    chapter = "三、2025年重点工作围绕实现今年发展目标，做好以下两个方面的工作："
    line = "".join([chapter, "（一）聚焦转型升级。", *MIDDLE, "（二）聚焦外引内培。", *MIDDLE])
    assert len(line) > 1500
    found = body_of([*FRONT, BODY[0], line, BODY[-1]])
    assert [text[:4] for text in found if text.startswith("（")] == ["（一）聚", "（二）聚"]


def test_a_chapter_is_cut_from_the_text_behind_it():
    line = "三、深入改革经济体制和扩大对外开放 " + "".join(MIDDLE[:2])
    found = body_of([*FRONT, *BODY[:3], line, *BODY[3:]])
    assert found[3:5] == [line[:17], line[18:]]


TEXT = "我们坚持稳中求进，积极应对各种困难和挑战，各项工作都取得了新的成绩。" * 4


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("第一部分 过去五年工作回顾", "本届政府任期的五年，极不平凡。"),
        ("第三部分2024年重点工作", "2024年是开局之年。"),
        ("2023年政府工作回顾", "一年来，区政府团结奋斗。"),
        ("2024年工作安排", "2024年区政府工作的指导思想是：稳中求进。"),
        ("三、加强政府自身建设", "坚持依法行政，自觉接受监督。"),
        ("四、努力建设人民满意的服务型政府", "始终以人民为中心，践行宗旨。"),
    ],
)
def test_a_title_joined_to_its_paragraph_is_cut_from_it(title, text):
    found = [block.text for block in split_blocks(f"{title}{text}{TEXT}\n{TEXT}{title}{text}")]
    assert [one.strip() for one in found] == [title, text + TEXT, TEXT, title, text]


@pytest.mark.parametrize(
    "line",
    [
        "三、加强政府自身建设和队伍建设，坚持依法行政，提高工作水平。",
        "二、推进城乡建设管理，坚持建管并重，改善人居环境。",
        "2023年政府工作回顾了过去，一年来的成绩来之不易。",
        "第一部分项目已经开工，今年全部建成。",
    ],
)
def test_a_sentence_that_begins_like_a_title_is_not_cut(line):
    assert [block.text for block in split_blocks(line + TEXT)] == [line + TEXT]


@pytest.mark.parametrize("rest", ['"', '"}', "'", "\ufffd\ufffd", '"],'])
def test_what_ends_a_cell_is_not_part_of_the_last_sentence(rest):
    assert body_of([*FRONT, *BODY[:-1], BODY[-1] + rest]) == BODY


def test_a_quotation_mark_that_closes_one_of_the_line_is_part_of_it():
    said = '我们的口号是"携手同心，为全面建成小康社会而努力奋斗！"'
    assert body_of([*FRONT, *BODY[:-1], said])[-1] == said


@pytest.mark.parametrize(
    "tail",
    [
        "[责任编辑：张三]",
        "凡注明来源为本网的作品，未经许可不得转载。",
        "免费范文网 www.example.com",
        "（2024年1月9日）",
        "（图解）二0二五年政府工作报告",
        "相关解读：图解2021年政府工作报告视频解读：2021年政府工作报告",
        "一图读懂某某市2023年政府工作报告",
    ],
)
def test_what_a_page_joins_to_the_last_sentence_is_not_part_of_it(tail):
    assert body_of([*FRONT, *BODY[:-1], BODY[-1] + tail]) == BODY


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


@given(st.text(alphabet="各位代表：现在，我\u3000 \n\r\u200b<U+00A0>一", max_size=2000))
def test_lines_of_any_text_are_trimmed_and_in_order(text: str) -> None:
    position = 0
    for block in split_blocks(text):
        assert position <= block.start < block.end
        assert not block.text[0].isspace() and not block.text[-1].isspace()
        assert not text[position : block.start].strip()
        position = block.end
    assert not text[position:].strip()


def test_a_line_is_cut_where_its_ends_were_lost():
    address = "各位代表：现在，我代表区政府向大会报告工作。"
    chapter = "三、深入改革经济体制和扩大对外开放"
    text = "国民经济的长期稳定发展，有赖于改革的深入推进和对外开放的扩大，各级政府都要抓紧。"
    for parts in (["区长 张三", address], [chapter, text], [text, "（《人民日报》19550708）"]):
        line = " ".join(parts)
        assert [one.text for one in split_at_edges(Block(0, len(line), line))] == parts
