"""Which of the dates on a page is that of the delivery."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.dates import (
    dates_in,
    delivery_date,
    published_date,
    reported_date,
    years_in,
)

MEETING = "在大连市第十七届人民代表大会第五次会议上"
HAN = "〇一二三四五六七八九"


def in_han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else HAN[tens] + "十") + HAN[ones].strip("〇")


@given(st.dates(), st.sampled_from("〇○零OoＯОΟ0"), st.sampled_from(["", " ", "??"]))
def test_every_day_is_read_in_every_form(day, zero, gap):
    if day.year < 1949 or day.year > 2100:
        day = day.replace(year=2018, day=min(day.day, 28))
    year = "".join(HAN[int(one)] for one in str(day.year)).replace("〇", zero)
    forms = [
        f"{day.year}{gap}年{day.month}{gap}月{gap}{day.day}日",
        f"{year}年{in_han(day.month)}月{in_han(day.day)}日",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}.{day.month}.{day.day}",
    ]
    for form in forms:
        assert [one.iso for one in dates_in(form)] == [day.isoformat()], form


DELIVERED = [
    (["2018年01月15日 10:20", "时间 2018年1月9日上午", "地点 区会议中心"], "2018-01-09"),
    (["会议时间 2018年1月9日"], "2018-01-09"),
    (["2018年01月15日 10:20", f"——2018年1月9日{MEETING}"], "2018-01-09"),
    ([f"——2018年1月9日{MEETING}", "2018年01月15日"], "2018-01-09"),
    (["2018年01月15日", "（2018年1月9日）"], "2018-01-09"),
    (["2018年01月15日", f"{MEETING}（2018.1.9）"], "2018-01-09"),
    (["（2018-01-09）"], "2018-01-09"),
    ([f"——2018年元月9日{MEETING}"], "2018-01-09"),
    ([f"——{MEETING}", "二О一八年一月廿九日"], "2018-01-29"),
    (["2018年", f"1月9日{MEETING}"], "2018-01-09"),
    (["2018年1月", f"9日{MEETING}"], "2018-01-09"),
    (
        ["2015年4月20日大连市第十七届人民代表大会第六次会议通过", f"2015年4月16日{MEETING}"],
        "2015-04-16",
    ),
    (
        [
            f"导航 {'首页 ' * 40}发布时间：2018-01-15 16:02来源：市情网 政府工作报告"
            f"（2018年1月9日{MEETING}）"
        ],
        "2018-01-09",
    ),
    ([f"成文日期：2018年1月15日 政府工作报告 2018年1月9日{MEETING}"], "2018-01-09"),
    (["会议时间：2018年1月9日"], "2018-01-09"),
    (["会议时间：2018-01-09"], "2018-01-09"),
    (["时间：2018年1月9日", "地点：会议中心", "报告人：区长"], "2018-01-09"),
    (["报告人：王某某", "日期：2018-01-09"], "2018-01-09"),
    (["时间：2018年1月9日", "来源：区政府办"], None),
    (["（2018年1月9日 星期二）"], "2018-01-09"),
    (["2018年", "1月", "9日", f"{MEETING}"], "2018-01-09"),
    ([f"{'首页 ' * 60}政府工作报告（2018年1月9日）"], "2018-01-09"),
    ([f"{'首页 ' * 60}政府工作报告 2018年1月9日 区人民政府区长 王某某"], "2018-01-09"),
    ([f"{'首页 ' * 60}政府工作报告 二○一八年一月九日 各位代表"], "2018-01-09"),
    ([f"{'首页 ' * 60}政府工作报告 2018年1月9日 首页"], None),
    ([f"{'首页 ' * 60}（2018年1月9日）"], None),
    (["索引号：0089-02-2018-01-09"], None),
    (["发布时间：2018年1月15日"], None),
    (["2018年1月15日 16:40"], None),
    (["2018年1月15日 来源：区政府办"], None),
    (["2018年1月15日发布"], None),
    (["今天是2018年1月15日"], None),
    (["2018年1月15日 星期一"], None),
    (["新华社大连2018年1月15日电"], None),
    (["2018-01-15"], None),
    (["http://www.example.cn/2018/01/15/a.html"], None),
]


@pytest.mark.parametrize(("lines", "date"), DELIVERED)
def test_the_date_of_the_meeting_is_that_of_delivery(lines, date):
    assert delivery_date(lines) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        (f"1月9日{MEETING}", "2018-01-09"),
        (f"12月9日{MEETING}", "2017-12-09"),
        ("（1月9日）", "2018-01-09"),
        ("1月9日", None),
        ("主要指标见2月12日统计公报", None),
    ],
)
def test_a_date_without_a_year_is_in_the_year_that_is_planned_or_late_in_the_one_before(line, date):
    assert delivery_date([line], year=2018) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        (f"——18年1月9日{MEETING}", "2018-01-09"),
        (f"（17年12月26日{MEETING}）", "2017-12-26"),
        (f"一八年一月九日{MEETING}", "2018-01-09"),
        (f"16年1月9日{MEETING}", None),  # neither this year nor the one before
        (f"98年1月9日{MEETING}", None),
        (f"第18年1月9次{MEETING}", None),
    ],
)
def test_a_year_without_its_century_is_the_planned_one_or_the_one_before(line, date):
    assert delivery_date([line], year=2018) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        (f"——12年2月8日{MEETING}", "2012-02-08"),
        ("（98年3月2日）", "1998-03-02"),
        ("一二年二月八日", "2012-02-08"),
        ("发布时间：12年2月8日", None),
        (f"第18年1月9次{MEETING}", None),
    ],
)
def test_where_no_year_is_named_in_full_the_century_is_that_which_has_reports(line, date):
    assert delivery_date(["阜平县政府工作报告", line]) == date
    assert delivery_date(["2019年政府工作报告", line], year=2019) is None


def test_the_century_is_that_of_the_other_signs():
    assert delivery_date([f"98年1月9日{MEETING}"], year=1998) == "1998-01-09"
    assert delivery_date([f"99年12月9日{MEETING}"], year=2000) == "1999-12-09"


def test_a_head_after_the_body_counts_where_there_is_none_before_it():
    head = [f"——2018年1月9日{MEETING}"]
    note = ["25.三个不变：2017年11月20日在中央深改组会议上提出。"]
    assert delivery_date([], after=head) == "2018-01-09"
    assert delivery_date(["（2018年1月8日）"], after=head) == "2018-01-08"
    assert delivery_date([], after=note) is None
    assert delivery_date([], after=["二〇一八年一月九日"]) == "2018-01-09"
    assert delivery_date([], after=["2018年1月15日"]) is None
    assert delivery_date([], after=["（2018年1月9日）"]) == "2018-01-09"
    assert delivery_date([], after=["大连市人民政府", "2018年1月9日"]) == "2018-01-09"
    assert delivery_date([], after=["市长　王某某", "二〇一八年一月九日"]) == "2018-01-09"
    assert delivery_date([], after=["上一篇", "2018年1月9日"]) is None


def test_the_date_of_a_page_is_labelled_or_plain():
    assert published_date(["2018年1月9日", "发布日期：2018年1月15日"]) == "2018-01-15"
    assert published_date(["2018年1月15日 16:40"]) == "2018-01-15"
    assert published_date(["（2018-01-09）", "2018-01-15"], delivered="2018-01-09") == "2018-01-15"
    assert published_date(["（2018年1月9日）"]) is None
    assert published_date(["索引号：0089-02-18 发布日期：2018-01-15"]) == "2018-01-15"


def test_a_sentence_of_news_tells_the_date_of_delivery():
    said = "1月26日上午，省长王某某在省十四届人大四次会议上作政府工作报告时指出，"
    assert reported_date(said, 2026) == "2026-01-26"
    assert reported_date("去年1月26日，省委提出新要求。市长作政府工作报告。", 2026) is None
    assert reported_date(said) is None


@pytest.mark.parametrize("text", ["二O一三年政府工作报告", "2013年", "二0一三年", "二○一三年"])
def test_years_in_digits_and_numerals(text):
    assert years_in(text) == [2013]
    assert years_in("12013年") == []


def test_a_date_on_two_lines_is_none_of_delivery_where_the_page_labels_it():
    assert delivery_date(["2018年1月", "9日"]) == "2018-01-09"
    assert delivery_date(["发布时间：2018年1月", "9日"]) is None


def test_a_date_beside_a_meeting_comes_before_one_in_brackets():
    beside, bracketed = "区里的会2018年1月9日", "（2018年1月8日）"
    for lines in ([beside, bracketed], [bracketed, beside]):
        assert delivery_date(lines) == "2018-01-09"
    assert delivery_date(["区里2018年1月9日", bracketed]) == "2018-01-08"
