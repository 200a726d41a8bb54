"""Sides and directives: clear sentences are right, and the words behind each code are in them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.instruments.classify import _marked, code_instruments, decided
from analysis.instruments.markers import DIRECTIVES, SIDES
from analysis.instruments.model import MARKERS, instrument_model

# Generated sentences, of one instrument each.
CLEAR = [
    ("新建三所幼儿园，新增学位900个。", "supply", "firm"),
    ("建成地铁八号线二期，新增公交线路12条。", "supply", "firm"),
    ("加强教师队伍建设，提升教育质量。", "supply", "encouraging"),
    ("加大医疗卫生投入，改善就医条件。", "supply", "encouraging"),
    ("严格执行环保标准，坚决查处违法排污。", "environment", "mandatory"),
    ("必须严格落实安全生产责任制，严防重特大事故。", "environment", "mandatory"),
    ("深化行政审批制度改革，优化营商环境。", "environment", "encouraging"),
    ("完善社会信用体系，加强市场监管。", "environment", "encouraging"),
    ("扩大出口，促进消费。", "demand", "encouraging"),
    ("加大招商引资力度，大力拓展国际市场。", "demand", "encouraging"),
    ("探索建立长期护理保险制度试点。", "environment", "exploratory"),
    ("各位代表！", "none", "none"),
]


def rows_of(*texts, **columns):
    return pd.DataFrame({"sentence": list(texts), **columns})


@pytest.mark.parametrize(("sentence", "side", "directive"), CLEAR)
def test_clear_sentences(sentence, side, directive):
    row = code_instruments(rows_of(sentence, heading="二、今年主要工作")).iloc[0]
    assert (row["side"], row["directive"]) == (side, directive)


@pytest.mark.parametrize(
    "sentence",
    [
        "坚持生态优先，优化产业布局，建成数字经济产业园。",
        "编制停车专项规划，缓解停车难。",
        "深入实施质量强市行动，培育知名品牌。",
        "规划建设南湖文化公园，打造城市新名片。",
    ],
)
def test_what_is_promised_is_firm_beside_what_is_encouraged(sentence):
    assert code_instruments(rows_of(sentence))["directive"].item() == "firm"


def test_the_review_directs_nothing():
    """By its heading, by the orientation, and, where neither is known, by 了 and 去年."""
    sentence = "新建幼儿园3所，新增学位900个。"
    columns = {"heading": ["一、2020年工作回顾", "二、2021年主要工作"]}
    assert code_instruments(rows_of(sentence, sentence, **columns))["directive"].tolist() == [
        "none",
        "firm",
    ]
    known = {"orientation": ["review_past_year", "plan_next_year", None]}
    coded = code_instruments(rows_of(sentence, sentence, sentence, **known))
    assert coded["directive"].tolist()[:2] == ["none", "firm"]
    assert coded["directive_score"].iloc[0] == pytest.approx(1)
    assert coded["side"].tolist()[:2] == ["supply", "supply"]  # what was done has a side
    result = rows_of("全市生产总值增长8.5%，财政收入突破百亿元。", heading="一、2020年工作回顾")
    assert code_instruments(result)[["side", "directive"]].to_numpy().tolist() == [["none", "none"]]
    told = code_instruments(rows_of("去年完成了3所幼儿园建设。")).iloc[0]
    assert told["directive"] == "none"


def test_evidence_occurs_where_it_says():
    rows = rows_of(
        *(one for one, *_ in CLEAR), heading="二、今年工作 > 发展教育", previous="推进教育公平。"
    )
    coded = code_instruments(rows)
    for row, *found in zip(
        rows.itertuples(), coded["side_evidence"], coded["directive_evidence"], strict=True
    ):
        for said in filter(None, "; ".join(found).split("; ")):
            place, _, word = said.rpartition(": ")
            text = {"": row.sentence, "heading": row.heading, "before": row.previous}[place]
            assert word in text
    strict = coded["directive_evidence"].iloc[4].split("; ")
    assert "坚决" in strict or "严格" in strict
    assert "3所" in code_instruments(rows_of("新建学校3所。"))["directive_evidence"].iloc[0]


def test_no_evidence_leaves_the_codes_alone():
    rows = rows_of(*(one for one, *_ in CLEAR))
    with_it, without = code_instruments(rows), code_instruments(rows, evidence=False)
    pd.testing.assert_frame_equal(with_it[list(without)], without)
    assert set(with_it) - set(without) == {"side_evidence", "directive_evidence"}


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=60, deadline=None)
def test_any_text_has_known_codes_and_scores(sentence, heading, previous):
    row = code_instruments(rows_of(sentence, heading=[heading], previous=[previous])).iloc[0]
    assert row["side"] in SIDES and row["directive"] in DIRECTIVES
    assert 0 < row["side_score"] <= 1 + 1e-9 and 0 < row["directive_score"] <= 1 + 1e-9
    assert row["side"] != "none" or row["directive"] == "none"


def test_order_and_company_change_nothing(shuffled):
    rows = rows_of(*(one for one, *_ in CLEAR))
    mixed = shuffled(rows)
    pd.testing.assert_frame_equal(code_instruments(mixed).sort_index(), code_instruments(rows))


def test_no_rows_and_no_sentences():
    assert code_instruments(rows_of()).empty
    assert set(code_instruments(rows_of())) >= {"side", "directive", "side_evidence"}
    with pytest.raises(ValueError, match=r"^the table has no column 'sentence'"):
        code_instruments(pd.DataFrame({"text": ["教育"]}))
    with pytest.raises(
        ValueError, match=r"^column sentence has missing values \(1\); remove these rows$"
    ):
        code_instruments(pd.DataFrame({"sentence": ["教育", None]}))


def test_the_pair_is_the_most_likely_that_can_be():
    """Against every pair, one by one; a directive without an instrument cannot be."""
    rng = np.random.default_rng(1)
    likely = {
        "side": rng.dirichlet(np.ones(len(SIDES)), 200),
        "directive": rng.dirichlet(np.ones(len(DIRECTIVES)), 200),
    }
    orientation = ["", "plan_next_year", "review_past_year", "closing"] * 50
    found = decided(likely, orientation)
    for place, where in enumerate(orientation):
        worth = {}
        for s, side in enumerate(SIDES):
            for d, directive in enumerate(DIRECTIVES):
                if directive != "none" and (side == "none" or where in orientation[2:4]):
                    continue
                worth[s, d] = likely["side"][place, s] * likely["directive"][place, d]
        best = max(worth, key=worth.get)
        assert (found["side"][0][place], found["directive"][0][place]) == best
        total = sum(worth.values())
        for at, name in enumerate(("side", "directive")):
            own = sum(value for pair, value in worth.items() if pair[at] == best[at])
            assert found[name][1][place] == pytest.approx(own / total)


def test_the_words_of_a_group_share_what_it_adds():
    model = instrument_model()
    worth = {len(model.idf) + MARKERS.index("mandatory:share"): 0.8}
    found = _marked(worth, model, "坚决守住底线，优化布局")
    assert {word: value for word, value in found.items() if value} == pytest.approx(
        {"坚决": 0.8 / 3, "守住": 0.8 / 3, "底线": 0.8 / 3}
    )
