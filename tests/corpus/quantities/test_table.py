import math
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.collection import PROJECT
from corpus.quantities.numbers import ROUND, SCALES
from corpus.quantities.table import COLUMNS, find_quantities
from corpus.quantities.units import KINDS
from corpus.text.numerals import read_number
from tests.corpus.quantities.conftest import GOALS, PAST, PLAN, YEARS, quantities_of, sentences_of

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.mark.parametrize("orientation", ["front_matter", "appendix", "boilerplate"])
def test_does_not_read_the_page_around_the_report(orientation: str) -> None:
    assert quantities_of("投资20亿元。", orientation).empty


def test_an_empty_text_gives_an_empty_table_with_all_columns() -> None:
    found = quantities_of("")
    assert list(found.columns) == list(COLUMNS)
    assert found.empty


def test_a_sentence_begins_with_the_subject_of_the_one_before() -> None:
    found = quantities_of("粮食产量达到5亿吨。比上年增长3%。")
    assert found["indicator"].tolist() == ["粮食产量", "粮食产量"]


def check_spans(text: str, found: pd.DataFrame) -> None:
    """Spans are in order, apart, inside the text, and read back to the value."""
    assert found["start"].is_monotonic_increasing
    assert (found["start"] < found["end"]).all()
    assert (found["start"].to_numpy()[1:] >= found["end"].to_numpy()[:-1]).all()
    for q in found.itertuples():
        if math.isnan(q.value):  # 1?43, 28∶44∶28
            assert math.isnan(q.value_high)
        elif math.isnan(q.value_high):
            assert reads_back(text[q.start : q.end], q.unit) == pytest.approx(q.value)
        else:
            assert q.value < q.value_high


@pytest.mark.parametrize("text", ["近万0", "破亿度，上万户", "近万人"])
def test_a_magnitude_alone_counts_one(text: str) -> None:
    found = quantities_of(text)
    check_spans(text, found)
    assert set(found["value"]) == {1.0}


def reads_back(printed: str, unit: str) -> float | None:
    """The value of a span; a Chinese numeral with 万 or 亿 inside is counted in its unit's."""
    scale = "万亿" if unit.startswith("万亿") else unit[:1] if unit[:1] in ("万", "亿") else ""
    if scale and printed == scale:
        return 1.0  # 破亿度
    if scale and re.search("[万亿]", printed):
        return (read_number(printed + scale) or 0) / SCALES[scale]
    return ROUND.get(printed) or read_number(printed)


@pytest.fixture(scope="module")
def report() -> str:
    return REPORT.read_text(encoding="utf-8")


def test_a_whole_report(report: str) -> None:
    found = quantities_of(report)
    check_spans(report, found)
    assert 130 <= len(found) <= 170
    assert found["indicator"].str.len().gt(0).mean() > 0.98
    growth = found[(found["indicator"] == "地区生产总值") & (found["kind"] == "growth_rate")]
    assert growth["value"].tolist() == [7.0, 6.5, 7.0]
    assert growth["modifier"].tolist() == ["", "年均", ""]


WORDS = (
    "百分之 分之 增长 下降 达到 以上 左右 分别 由 提高到 地区生产总值 和 2017年 亿元 个多 1万6千"
)
SIGNS = "0123456789一二三十百千万亿两零点年月日个元，。；%—到至第近约“”《》（）. +/∶比"
PIECES = st.sampled_from([*SIGNS, *WORDS.split(), *sorted(KINDS)])


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from([PAST, YEARS, PLAN, GOALS]))
def test_anything_put_together_from_numbers_and_words(text: str, orientation: str) -> None:
    check_spans(text, quantities_of(text, orientation))


@given(st.text(max_size=200))
def test_any_text_at_all(text: str) -> None:
    check_spans(text, quantities_of(text))


def test_a_number_before_the_first_sentence_is_in_none():
    text = "产值增长5%，出口增长6%。"
    sentences = sentences_of(text).assign(start=text.index("出口"))
    assert find_quantities(text, sentences)["value"].tolist() == [6.0]


def test_a_number_that_the_end_of_its_sentence_cuts_is_in_none():
    text = "产值增长5%，出口增长16%。"
    sentences = sentences_of(text).assign(end=text.index("6%"))
    assert find_quantities(text, sentences)["value"].tolist() == [5.0]


def test_sentences_may_come_in_any_order():
    text = "产值增长5%。出口增长6%。进口增长7%。"
    sentences = sentences_of(text).iloc[[2, 0, 1]]
    found = find_quantities(text, sentences)
    assert found["value"].tolist() == [5.0, 6.0, 7.0]
    assert found["sentence_id"].tolist() == [0, 1, 2]


def test_a_subject_is_carried_to_the_next_sentence_of_its_paragraph_only():
    text = "粮食产量达到5亿吨。天气很好。比上年增长3%。"
    assert find_quantities(text, sentences_of(text))["indicator"].tolist() == [
        "粮食产量",
        "比上年增长",
    ]
    near = "粮食产量达到5亿吨。比上年增长3%。"
    apart = sentences_of(near).assign(paragraph_id=[0, 1])
    assert find_quantities(near, apart)["indicator"].tolist() == ["粮食产量", "比上年增长"]


def test_in_a_review_of_five_years_a_change_from_the_year_before_is_of_the_last():
    found = quantities_of("五年来产值达到20亿元，比上年增长7%。", YEARS)
    assert found["period"].tolist() == ["2013-2017", "2017"]
    one = quantities_of("去年产值达到20亿元，比上年增长7%。", YEARS)
    assert one["period"].tolist() == ["2017", "2017"]


def test_a_quotation_mark_without_its_other_half_is_no_part_of_a_subject():
    assert quantities_of("“专精特新”企业5家。")["indicator"].tolist() == ["“专精特新”企业"]
    assert quantities_of("新建口袋公园”5个。")["indicator"].tolist() == ["新建口袋公园"]
