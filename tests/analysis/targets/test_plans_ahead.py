"""Reports of November, whose plan is for the year after: by sentences that are read as reports."""

import time

import pandas as pd
import pytest

from analysis.targets.plans_ahead import of_the_next_year
from analysis.targets.promises import promises_and_results
from tests.analysis.targets.test_promises import reports


def years(plan: str) -> dict[str, int]:
    """The year of each target of a report of 2018."""
    table = promises_and_results(reports(y2018=("天气很好。", plan)))
    return dict(zip(table["indicator_key"], table["year"], strict=True))


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        # Those compared with the year of the report, and those between and after them.
        ("粮食产量105万吨，比2018年预计增加5万吨。钢产量70万吨。出口增长4%。",
         {"grain_output": 2019, "steel_output": 2019, "exports": 2019}),
        # After a target for the next year, 今年 is compared with, too.
        ("2019年，地区生产总值增长7%。进口比今年增长4%。出口增长5%。",
         {"gdp": 2019, "imports": 2019, "exports": 2019}),
        # In a report of January 今年 is the year planned.
        ("地区生产总值增长7%。进口比今年增长4%。", {"gdp": 2018, "imports": 2018}),
        # What is compared with the year before is for the year of the report.
        ("粮食产量105万吨，比2017年增加5万吨。出口增长4%。",
         {"grain_output": 2018, "exports": 2018}),
        # So is what names that year.
        ("粮食产量105万吨，比2018年增加5万吨。今年出口增长4%。",
         {"grain_output": 2019, "exports": 2018}),
        ("出口增长4%。粮食产量105万吨，比2018年增加5万吨。",  # before it
         {"grain_output": 2019, "exports": 2018}),
        ("到2022年，粮食产量105万吨，比2018年增加5万吨。出口增长4%。",
         {"grain_output": 2022, "exports": 2018}),
    ],
)  # fmt: skip
def test_a_plan_that_compares_with_its_own_year_is_for_the_next(plan, expected):
    assert years(plan) == expected


def test_growth_in_the_next_year_is_compared_with_its_result():
    book = reports(
        y2018=("天气很好。", "出口比2018年增长4%。"),
        y2020=("2019年，出口增长5%。", "天气很好。"),
    )
    row = promises_and_results(book).iloc[0]
    assert (row["year"], row["result"], row["verdict"]) == (2019, 5, "exceeded")


def test_without_the_places_of_sentences_nothing_is_of_the_next_year():
    assert not of_the_next_year(pd.DataFrame({"report_id": ["a"]})).any()


def test_many_numbers_of_a_plan_take_little_time():
    count = 12_000
    row = {"report_id": "r", "report_year": 2018, "orientation": "plan_next_year", "after": "%。"}
    said = {"period": "2018", "modifier": "", "status": "target", "before": "增长", "printed": "4"}
    table = pd.DataFrame({**row, **said, "sentence_id": range(count)})
    started = time.process_time()
    assert not of_the_next_year(table).any()
    assert time.process_time() - started < 3
