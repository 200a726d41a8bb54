import pytest

from corpus.quantities import periods
from tests.corpus.conftest import check_first_look
from tests.corpus.quantities.conftest import GOALS, PAST, PLAN, YEARS, facts, quantities_of

# (sentence, orientation, status)
STATUS = [
    ("国内生产总值增长7%。", PAST, "achieved"),
    ("国内生产总值增长7%。", "problems", "achieved"),
    ("2018年产值20亿元。", "problems", "achieved"),  # the year of the report has begun
    ("2019年产值20亿元。", PAST, "target"),
    ("2017年产值20亿元。", PLAN, "achieved"),
    ("2018年产值20亿元。", PLAN, "target"),
    ("国内生产总值增长7%。", PLAN, "target"),
    ("力争国内生产总值增长7%。", PAST, "target"),
    ("到2030年森林覆盖率将达到25%。", PAST, "target"),
    ("去年完成投资200亿元。", PLAN, "achieved"),
    ("目前参保率已达到95%。", PLAN, "achieved"),
    ("已累计完成投资300亿元。", PLAN, "achieved"),
    ("2016年产值达到20亿元。", PLAN, "achieved"),
    ("确保产值达到20亿元。", PLAN, "target"),
    ("比上年增加1800亿元。", PLAN, "target"),
    ("增加了500亿元。", PLAN, "achieved"),
    ("三年来产值增长50%。", PLAN, "achieved"),
    ("三年间产值增长50%。", PLAN, "target"),
]

# (sentence, orientation, period) for the report of 2018
PERIODS = [
    ("2016年产值达到20亿元。", PAST, "2016"),
    ("年产值2016年达到20亿元。", PAST, "2016"),
    ("一九八五年产值达到20亿元。", PAST, "1985"),
    ("1 9 9 7 年产值达到2 0 亿元。", PAST, "1997"),
    ("产值达到20亿元。", PAST, "2017"),
    ("产值达到20亿元。", YEARS, "2013-2017"),
    ("产值达到20亿元。", "problems", "2017"),
    ("产值达到20亿元。", PLAN, "2018"),
    ("产值达到20亿元。", GOALS, "2018-2022"),
    ("产值达到20亿元。", "opening", ""),
    ("五年来产值达到20亿元。", YEARS, "2013-2017"),
    ("五年累计投资20亿元。", PAST, "2013-2017"),
    ("今后五年投资20亿元。", PLAN, "2018-2022"),
    ("产值增长7%。", PLAN, "2018"),
    ("到2030年，覆盖率达到20%。", PLAN, "2030"),
    ("“十三五”时期年均增长6%。", PLAN, "2016-2020"),
    ("“一五”时期投资20亿元。", PAST, "1953-1957"),
    ('"十三五"时期年均增长6%。', PLAN, "2016-2020"),
    ("「十三五」时期年均增长6%。", PLAN, "2016-2020"),
    ("“二五”时期投资20亿元。", PAST, "1958-1962"),
    ("“三五”时期投资20亿元。", PAST, "1966-1970"),  # after three years without a plan
    ("“十五”时期投资20亿元。", PAST, "2001-2005"),
    ("去年产值20亿元。", PAST, "2017"),
    ("去年产值20亿元。", PLAN, "2017"),
    ("今年产值20亿元。", PLAN, "2018"),
    ("过去五年产值20亿元。", PLAN, "2013-2017"),
    ("五年累计投资20亿元。", PLAN, "2018-2022"),
    ("未来五年投资20亿元。", PAST, "2018-2022"),
    ("1997—2002年投资20亿元。", PAST, "1997-2002"),
    ("2003年到2007年投资20亿元。", PAST, "2003-2007"),
    ("产值比2012年增长20%。", PAST, "2017"),
    ("五年间产值增长50%。", PAST, "2013-2017"),
    ("三年来产值增长50%。", PAST, "2015-2017"),
    ("这三年来产值增长50%。", PAST, "2015-2017"),
    ("三年间产值增长50%。", YEARS, "2015-2017"),
    ("过去十年产值增长50%。", PAST, "2008-2017"),
    ("近两年产值增长50%。", PAST, "2016-2017"),
    ("三年来产值增长50%。", PLAN, "2015-2017"),
    ("三年间产值增长50%。", PLAN, "2018-2020"),
    ("今后三年产值增长50%。", PLAN, "2018-2020"),
    ("未来10年产值增长50%。", PLAN, "2018-2027"),
    ("15年内投资20亿元。", PLAN, "2018"),
    ("2005—2014年10年间投资20亿元。", PAST, "2005-2014"),
    ("增速创24年来新高，产值增长20%。", PAST, "2017"),
    ("近三年首次进入百强，产值增长20%。", PAST, "2017"),
    ("实施未来三年行动计划，产值增长20%。", PLAN, "2018"),
    ("在2010年的基础上，产值增长20%。", PAST, "2017"),
]


@pytest.mark.parametrize(("text", "orientation", "status"), STATUS)
def test_status(text: str, orientation: str, status: str) -> None:
    assert facts(text, orientation, ["status"]) == [(status,)]


@pytest.mark.parametrize(("text", "orientation", "period"), PERIODS)
def test_period(text: str, orientation: str, period: str) -> None:
    assert facts(text, orientation, ["period"]) == [(period,)]


def test_a_year_is_not_needed() -> None:
    found = quantities_of("五年来累计投资20亿元，增长7%。", YEARS, year=None)
    assert found["period"].tolist() == ["五年来", "五年来"]


@pytest.mark.hypothesis
def test_what_a_pattern_finds_has_what_is_looked_for_first() -> None:
    check_first_look(periods.PERIOD, lambda text: "年" in text or "五" in text)


@pytest.mark.parametrize("prices", ["（2005年价）", "（2005年不变价）", "，按2005年可比价格计算"])
def test_a_year_of_prices_is_no_period(prices: str) -> None:
    text = f"2020年生产总值达到2万亿元{prices}，人均生产总值达到3万元。"
    expected = [("target", "2020")] * 2
    assert facts(text, PLAN, ["status", "period"]) == expected
    assert facts("2005年价格总水平上涨2%。", PLAN, ["period"]) == [("2005",)]


# (sentence, periods) for the report of 2018
MULTIPLES = [
    ("投资30亿元，总量是2011年的2.3倍，年均增长9%；产值增长6%。", ["2017"] * 4),
    ("投资30亿元，是“十二五”末的两倍；产值增长6%。", ["2017"] * 3),
    ("2011年投资30亿元，产值增长6%。", ["2011"] * 2),
]


@pytest.mark.parametrize(("text", "expected"), MULTIPLES)
def test_what_is_a_multiple_of_an_earlier_year_is_not_of_that_year(
    text: str, expected: list[str]
) -> None:
    assert [one for (one,) in facts(text, PAST, ["period"])] == expected


UNDONE = [
    ("6个项目暂缓实施。", "target"),
    ("6家企业暂缓缴费。", "achieved"),
    ("空气优良率未达到85%的要求。", "target"),
    ("没有实现年初确定的能耗降低4%的目标。", "target"),
    ("未完成整改的企业6家。", "achieved"),
    ("9项工程正在按计划建设。", "target"),
    ("9项工程建成。", "achieved"),
    ("签约项目6个，预计达产产值80亿元。", "target"),
    ("签约项目6个，预计实现年营收80亿元。", "target"),
    ("预计全年实现产值80亿元。", "achieved"),
]


@pytest.mark.parametrize(("text", "status"), UNDONE)
def test_what_is_put_off_or_missed_is_no_result(text: str, status: str) -> None:
    assert facts(text, "problems", ["status"])[-1] == (status,)
    assert facts(text, PLAN, ["status"])[-1] == ("target",)


# (sentence, orientation, periods, statuses) for the report of 2018
GROUNDS = [
    ("产值由2012年的8亿元增长到9亿元，税收增长5%。", PAST, ["2012", "2017", "2017"], "aaa"),
    ("产值由上年的8亿元增长到9亿元。", PAST, ["2016", "2017"], "aa"),
    ("产值由上年的8亿元增长到9亿元。", YEARS, ["2017", "2013-2017"], "aa"),
    ("产值由去年的8亿元增长到9亿元。", PLAN, ["2017", "2018"], "at"),
    ("增速从2012年的8%放缓到2016年的7%。", PAST, ["2012", "2016"], "aa"),
    ("增速从2012年的8%回落至7%，收入增长6%。", PAST, ["2012", "2017", "2017"], "aaa"),
    ("产值在上年增长7%的基础上增长8%。", PAST, ["2016", "2017"], "aa"),
    ("产值在去年增长7%的较高基础上增长8%。", PLAN, ["2017", "2018"], "at"),
    ("产值在2012年的基础上翻一番，税收增长8%。", PAST, ["2017", "2017"], "aa"),
    ("2012年产值增长8%，税收达到9亿元。", PAST, ["2012", "2012"], "aa"),
]


@pytest.mark.parametrize(("text", "orientation", "expected", "statuses"), GROUNDS)
def test_the_time_of_what_something_is_reached_from_holds_only_there(
    text: str, orientation: str, expected: list[str], statuses: str
) -> None:
    found = facts(text, orientation, ["period", "status"])
    assert [one for one, _ in found] == expected
    assert "".join(one[0] for _, one in found) == statuses


# (sentence, modifiers)
PARTS = [
    ("一季度产值增长8%，全年增长7%。", ["一季度", ""]),
    ("一季度产值9亿元、增长8%。", ["一季度", "一季度"]),
    ("前三季度产值增长8%，税收增长7%。", ["前三季度", ""]),
    ("1-11月产值增长8%，全年增长7%。", ["1-11月", ""]),
    ("降幅由一季度的23%收窄到4%。", ["一季度", ""]),
    ("上半年以来，产值增长8%。", [""]),
    ("上半年产值同比增长8%。", ["同比、上半年"]),
    ("一季度下降，但全年产值增长8%。", [""]),
    ("一季度6亿元而全年产值8亿元。", ["一季度", ""]),
]


@pytest.mark.parametrize(("text", "modifiers"), PARTS)
def test_a_part_of_a_year_is_a_modifier(text: str, modifiers: list[str]) -> None:
    assert [one for (one,) in facts(text, PAST, ["modifier"])] == modifiers


# (sentence, modifiers)
BASES = [
    ("产值比2012年增长20%、30%。", ["比2012年", "比2012年"]),
    ("产值同2012年相比增长20%。", ["比2012年"]),
    ("与2012年建区时相比，产值增长20%，投资增长30%。", ["比2012年", "比2012年"]),
    ("与2012年相比，产值增长20%，投资同比增长3%。", ["比2012年", "同比"]),
    ("与2012年相比，产值增长20%。投资增长3%。", ["比2012年", ""]),
    ("按可比价比2012年增长20%，投资增长3%。", ["可比、比2012年", ""]),
    ("比2012年的30亿元增长20%。", ["", ""]),
    ("2012年产值增长20%。", [""]),
]


@pytest.mark.parametrize(("text", "modifiers"), BASES)
def test_the_year_of_comparison_is_a_modifier(text: str, modifiers: list[str]) -> None:
    assert [one for (one,) in facts(text, PAST, ["modifier"])] == modifiers


@pytest.mark.hypothesis
@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        (periods.DONE, periods.MAY_BE_DONE.search),
        (periods.INTENDED, periods.MAY_BE_INTENDED.search),
    ],
)
def test_what_says_a_status_has_what_is_looked_for_first(pattern, first) -> None:
    check_first_look(pattern, first)


def test_years_that_run_backwards_are_no_period():
    assert facts("2015—2017年投资5亿元。", PAST, ["period"]) == [("2015-2017",)]
    assert facts("2019—2017年投资5亿元。", PAST, ["period"]) == [("2017",)]
