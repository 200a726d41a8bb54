import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quantities import misprints
from corpus.quantities.table import find_quantities
from tests.corpus.quantities.conftest import PAST, quantities_of, sentences_of


@pytest.mark.parametrize(
    ("text", "value", "warning"),
    [
        ("地区生产总值增长1O.5%。", 10.5, "letter_for_digit"),
        ("地区生产总值增长l2%。", 12, "letter_for_digit"),
        ("财政收入达到2O亿元。", 20, "letter_for_digit"),
        ("地区生产总值增长lO.5%。", 10.5, "letter_for_digit"),
        ("地区生产总值增长lO5.5%。", 105.5, "letter_for_digit"),
        ("地区生产总值增长6. 5%。", 6.5, "spaced_digits"),
        ("培训3 2 0人。", 320, "spaced_digits"),
        ("城镇登记失业率为350%。", 350, "above_100_percent"),
        ("居民消费价格指数102%。", 102, ""),
        ("单位能耗下降120%。", 120, "above_100_percent"),
        ("完成年度计划的103%。", 103, ""),
        ("进出口增长150%。", 150, ""),
        ("发展O2O平台12个。", 12, ""),
        ("地区生产总值增长6.5%。", 6.5, ""),
    ],
)
def test_what_looks_wrong_is_read_and_flagged(text, value, warning):
    rows = quantities_of(text)
    assert rows["value"].tolist() == [value]
    assert rows["warning"].tolist() == [warning]


@pytest.mark.parametrize("mark", ["?", "？", "\ufffd"])
def test_a_number_that_lost_a_character_has_no_value(mark: str) -> None:
    text = f"实际利用外资2{mark}61亿美元，税收318{mark}4万元，增长7%。"
    sentence = pd.DataFrame([(0, 0, 0, len(text), PAST)], columns=sentences_of("x").columns)
    rows = find_quantities(text, sentence, report_year=2018)
    assert rows["value"].isna().tolist() == [True, True, False]
    assert rows["unit"].tolist() == ["亿美元", "万元", "%"]
    assert rows["warning"].tolist() == ["lost_character", "lost_character", ""]
    assert quantities_of("增长多少？7%。")["value"].tolist() == [7]


@given(st.text(alphabet="OolI0123.%万亿年G", max_size=30))
def test_letters_for_digits_are_those_found_in_one_go(text: str) -> None:
    digits = str.maketrans("OolI", "0011")
    expected = misprints._LETTERS.sub(lambda match: match.group().translate(digits), text)
    assert misprints.with_digits(text) == expected


def test_the_number_of_an_item_is_no_part_of_the_quantity_after_it() -> None:
    listed = "39.办好学校。\n40.151件实事全部完成。\n41.3所新校开工。\n42.道路通车。"
    assert quantities_of(listed)["value"].tolist() == [151, 3]
    lone = quantities_of("投资增长。\n40.151亿元用于道路。\n41.道路通车。")
    assert lone["value"].tolist() == [40.151]


@pytest.mark.parametrize(
    "text",
    ["1.办好\n5.5亿元\n3.开工", "1.办好\n2.5亿元\n4.开工", "1.办好\n2.开工\n3.建成", "40.151件"],
)
def test_a_point_stays_where_no_list_runs_on(text: str) -> None:
    assert misprints.with_items_apart(text) == text


@given(st.lists(st.sampled_from(["1.", "2.", "3.", "4", "\n", "。", " ", "件"]), max_size=30))
def test_items_apart_are_the_text_but_for_points(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert misprints.with_items_apart(text).replace("．", ".") == text
