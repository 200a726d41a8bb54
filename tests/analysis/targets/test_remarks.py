"""Reasons and notes: every one in Chinese too."""

import pytest

from analysis.targets import target_pressure
from analysis.targets.remarks import remark
from tests.analysis.targets.test_pressure import GOAL, LADDER, aims, grew, tables

SAID = LADDER | {
    "n2020": (grew(6.1), "没有提出全年经济增速具体目标。"),
    "p2020": (grew(6.2), "稳定就业。"),
    "c2020": (
        "五年来地区生产总值年均增长9%。",
        "“十四五”时期主要目标是：地区生产总值年均增长6%左右。",
    ),
    "d2020": ("深化改革。", aims("增长7%左右")),
    "x2020": (grew(5), GOAL + "经济增长与全市同步。"),
    "d2021": (grew(6), aims("增长7%")),
    "d2021b": (grew(6), aims("增长7%")),
    "n2021": (grew(6), aims("增长6%以上")),
}


def test_every_reason_and_note_of_a_table_is_in_chinese():
    given = tables(SAID, p2020={"warnings": "cut_short"})
    english, chinese = (target_pressure(*given, lang=lang) for lang in ("en", "zh"))
    for name in ("reason", "note"):
        assert english[name].ne("").sum() == chinese[name].ne("").sum() >= 3
        words = chinese[name].str.replace(r"[a-z]\d{4}b?", "", regex=True)
        assert not words.str.contains("[A-Za-z]").any()
    assert chinese.set_index("report_id").loc["p2020", "reason"] == (
        "报告中未读出目标值；文本可能不完整；2020年无上级目标（上级报告未设目标）"
    )
    notes = chinese.set_index("report_id")["note"]
    assert notes["x2019"] == "动词（力争）与“左右”并用"
    assert notes["d2021"] == (
        "并非直接上级，而是国家级：语料库中其间无设目标的报告；同一地区同一年度另有：d2021b"
    )


def test_english_stays_and_the_unknown_is_refused():
    assert remark("named without a number", "en") == "named without a number"
    assert remark("", "zh") == ""
    with pytest.raises(KeyError):
        remark("something else", "zh")
