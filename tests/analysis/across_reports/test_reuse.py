"""Reused sentences: planted ones are found, others are not."""

import pandas as pd
import pytest

from analysis.across_reports.reuse import reuse_share, reused_sentences

BEFORE = [
    "全面推进依法行政，加强廉政建设。",
    "新增城镇就业1200万人，城镇登记失业率控制在4.5%以内。",
    "谢谢大家。",
]
AFTER = [
    "新增城镇就业1100万人，城镇登记失业率控制在4.6%以内。",
    "建设海绵城市，改造老旧小区十个。",
    "全面推进依法行政，切实加强廉政建设。",
    "谢谢大家。",
]


def sentences(**reports: list[str]) -> pd.DataFrame:
    rows = []
    for report, said in reports.items():
        at = 0
        for number, one in enumerate(said):
            rows.append((report, number, at, at + len(one), one))
            at += len(one)
    return pd.DataFrame(rows, columns=["report_id", "sentence_id", "start", "end", "sentence"])


@pytest.fixture
def both():
    return sentences(a=BEFORE, b=AFTER)


def test_repeated_sentences_are_found_with_other_figures(both):
    table = reused_sentences(both, source="a", target="b", at_least=0.5)
    assert table[["sentence_id", "source_sentence_id"]].to_numpy().tolist() == [[0, 1], [2, 0]]
    assert table["overlap"].iloc[0] == 1
    assert 0.5 <= table["overlap"].iloc[1] < 1
    for row in table.itertuples():
        assert "".join(AFTER)[row.start : row.end] == row.sentence
        assert "".join(BEFORE)[row.source_start : row.source_end] == row.source_sentence


def test_overlap_by_hand():
    """甲乙丙丁戊己 has two runs of five; one of them is in the other sentence."""
    table = reused_sentences(
        sentences(a=["甲乙丙丁戊庚"], b=["甲乙丙丁戊己"]),
        source="a",
        target="b",
        at_least=0.5,
        shortest=5,
    )
    assert table["overlap"].tolist() == [0.5]


def test_the_share_of_a_report_that_repeats_itself_is_1(both):
    same = sentences(a=AFTER[:3], b=AFTER[:3])
    assert reuse_share(same, source="a", target="b")["share"] == 1
    none = reuse_share(sentences(a=["甲" * 20], b=AFTER), source="a", target="b")
    assert (none["share"], none["reused_sentences"]) == (0, 0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"source": "x"}, "sentences has no rows of report 'x'; check the report ID"),
        ({"at_least": 0}, "at_least is 0; it must be above 0 and at most 1"),
    ],
)
def test_refusals(both, options, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        reused_sentences(both, **({"source": "a", "target": "b"} | options))
