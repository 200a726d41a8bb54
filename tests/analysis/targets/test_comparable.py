"""Which targets are of the year itself: those of a plan period are not."""

import numpy as np
import pandas as pd
import pytest

from analysis.targets.comparable import comparable
from analysis.targets.ledger_table import ledger
from analysis.targets.pairing import whole
from corpus.quantities.table import find_quantities

PERIOD = "“十二五”时期我市的主要发展目标是：地区生产总值年均增长10%。"
WITHOUT = "万元GDP水耗下降20%。"
YEAR = "今年我市经济社会发展的主要目标是：地区生产总值增长9%。"


def spans(*parts: str) -> list[tuple[str, str]]:
    """The targets of a plan of 2011, each with the words that make it one of several years."""
    at = np.cumsum([0, *map(len, parts)])
    sentences = pd.DataFrame(
        {"report_id": "r", "sentence_id": range(len(parts)), "paragraph_id": 0, "start": at[:-1],
         "end": at[1:], "orientation": "plan_next_year"}
    )  # fmt: skip
    texts = pd.DataFrame({"report_id": ["r"], "text": ["".join(parts)]})
    about = pd.DataFrame(
        {"report_id": ["r"], "region_code": "440300", "region": "深圳市", "report_year": 2011}
    )
    found = find_quantities("".join(parts), sentences, report_year=2011).assign(report_id="r")
    known = comparable(whole(ledger(found, sentences, texts, about)))
    return list(zip(known["printed"], known["span"], strict=True))


@pytest.mark.parametrize(
    ("parts", "span"),
    [
        ((PERIOD, WITHOUT, YEAR), "五年目标"),
        ((PERIOD, "今年" + WITHOUT, YEAR), ""),  # says which year
        ((PERIOD, WITHOUT), ""),  # no goals of the year follow, from which it could be told
        ((YEAR, WITHOUT, PERIOD), ""),
        ((PERIOD, YEAR, WITHOUT), ""),
    ],
)
def test_a_target_among_those_of_a_plan_period_is_not_of_the_year(parts, span):
    assert dict(spans(*parts))["20"] == span


def test_the_target_after_a_part_of_the_place_is_of_the_whole():
    said = dict(
        spans("推进深港合作区建设，全年地区生产总值增长7%。", "合作区完成固定资产投资480亿元。")
    )
    assert said["7"] == ""
    assert said["480"].startswith("合作区")
