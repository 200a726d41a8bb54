"""Policy areas of sentences: clear ones are right, and every code has its words."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.areas.classify import NONE, SURE, code_sentences
from analysis.areas.codes import read_codes
from analysis.sentences import spoken_sentences
from corpus.lexicon.lists import policy_areas
from corpus.schema import SPOKEN
from corpus.store.tables import read_table

# Generated sentences, about one thing each.
CLEAR = [
    ("新建三所幼儿园，扩大义务教育学位供给，加强教师队伍建设。", 6),
    ("深入开展大气污染防治，加强黑臭水体治理。", 7),
    ("城镇新增就业1.2万人，为农民工追讨工资。", 5),
    ("改造老旧小区十二个，实施棚户区改造。", 14),
    ("新建高速公路两条，建成港口码头五座。", 10),
    ("推进公立医院改革，提高基本医疗保险报销比例。", 3),
    ("粮食产量再创新高，高标准农田建设加快。", 4),
    ("拥军优属，做好退役军人安置工作。", 16),
    ("坚持一国两制，反对台独，推进祖国统一。", 19),
    ("核电、风电、光伏装机容量增长两成。", 8),
    ("扫黑除恶专项斗争深入推进，社会治安持续好转。", 12),
    ("非物质文化遗产得到保护，公共文化服务体系日益完善。", 23),
    ("出口增长百分之十，实际利用外资二十亿美元。", 18),
    ("各位代表：", NONE),
    ("现在，我代表区人民政府向大会作报告，请予审议。", NONE),
]


@pytest.mark.parametrize(("sentence", "code"), CLEAR)
def test_clear_sentences(sentence, code):
    row = code_sentences(pd.DataFrame({"sentence": [sentence]})).iloc[0]
    assert row["code"] == code
    assert (row["evidence"] == "") == (code == NONE)


def test_evidence_stands_where_it_says():
    rows = pd.DataFrame(
        {
            "sentence": ["建成十二个。", "加强教师队伍建设。"],
            "heading": ["三、民生 > 发展学前教育，新建幼儿园", ""],
            "previous": ["", "推进教育公平。"],
        }
    )
    coded = code_sentences(rows)
    assert coded["code"].tolist() == [6, 6]
    for row, evidence in zip(rows.itertuples(), coded["evidence"], strict=True):
        assert evidence
        for one in evidence.split("; "):
            place, _, word = one.rpartition(": ")
            text = {"": row.sentence, "heading": row.heading, "before": row.previous}[place]
            assert word in text
    assert "heading: 幼儿园" in coded["evidence"][0]


def test_the_outermost_headings_do_not_count():
    """Only the nearest heading is evidence."""
    rows = pd.DataFrame(
        {"sentence": ["建成十二个。"] * 2, "heading": ["教育 > 建设公园", "建设公园"]}
    )
    coded = code_sentences(rows)
    assert coded["score"].nunique() == 1


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=60, deadline=None)
def test_any_text_has_one_known_code_and_a_score(sentence, heading, previous):
    row = code_sentences(
        pd.DataFrame({"sentence": [sentence], "heading": [heading], "previous": [previous]})
    ).iloc[0]
    assert str(row["code"]) in policy_areas()
    assert 0 < row["score"] <= 1


def test_order_and_company_change_nothing(shuffled):
    rows = pd.DataFrame({"sentence": [sentence for sentence, _ in CLEAR]})
    mixed = shuffled(rows)
    pd.testing.assert_frame_equal(code_sentences(mixed).sort_index(), code_sentences(rows))


def test_a_code_is_sure_where_its_probability_is_high():
    rows = pd.DataFrame({"sentence": [one for one, _ in CLEAR] + ["没有听说过的词。"]})
    coded = code_sentences(rows)
    assert coded["sure"].tolist() == (coded["score"] >= SURE).tolist()
    assert coded["sure"].any() and not coded["sure"].all()


def test_a_corpus_is_coded_sentence_by_sentence(district_corpus):
    coded = read_codes(district_corpus)
    sentences = read_table(district_corpus, "sentences")
    spoken = sentences[sentences["orientation"].isin(SPOKEN)]
    assert coded["sentence_id"].tolist() == spoken["sentence_id"].tolist()
    one = spoken_sentences(district_corpus, "shahekou-2018")
    assert coded["code"].tolist() == code_sentences(one)["code"].tolist()


def test_a_table_without_sentences_is_refused():
    with pytest.raises(ValueError, match=r"^the table has no column 'sentence'"):
        code_sentences(pd.DataFrame({"text": ["教育"]}))
    with pytest.raises(
        ValueError, match=r"^column sentence has missing values \(1\); remove these rows$"
    ):
        code_sentences(pd.DataFrame({"sentence": ["教育", None]}))
