"""What is compared, in sentences: each shape of a selection, in both languages."""

import pytest

from analysis.across_reports.two_reports import compare_reports
from analysis.across_reports.two_reports_sentences import two_summary
from analysis.findings.reading import MOST
from analysis.findings.selection import selection_reading, two_reading
from analysis.selection import select_reports
from tests.analysis.test_selection import reports


def said(*names, lang="en", **chosen):
    return str(selection_reading(select_reports(reports(*names), lang=lang, **chosen), lang=lang))


def test_one_report_is_not_generalised_from():
    assert said("sz-2018") == (
        "The corpus contains one report, Shenzhen, 2018. CIs describe its text, not other years "
        "or governments."
    )
    assert said("sz-2018", lang="zh").startswith("语料库仅含一份报告（深圳市")


def test_two_reports_of_one_place():
    assert said("sz-2018", "sz-2019") == (
        "Compared are 2 reports of Shenzhen, 2018 and 2019; in focus is Shenzhen, 2019."
    )
    assert said("sz-2018", "sz-2019", lang="zh").startswith("比较深圳市2018年和2019年的2份报告")


def test_two_places_of_one_year_are_not_compared_over_time():
    text = said("sz-2018", "lh-2018")
    assert "has no report of the place for another year" in text
    assert text.endswith("For 2018 there are reports of 2 places to compare.")
    assert "不作历时比较。2018年有2个地区的报告可供比较。" in said("sz-2018", "lh-2018", lang="zh")


def test_years_without_a_gap_say_nothing_of_gaps():
    text = said("sz-2017", "sz-2018", "sz-2019")
    assert text.startswith("Compared are 3 reports of Shenzhen, 2017 to 2019")
    assert "no Shenzhen report" not in text and "places" not in text


@pytest.mark.parametrize(
    ("there", "spans"),
    [
        ((2010, 2012), ("2011", "2011年")),
        ((2010, 2013), ("2011–2012", "2011—2012年")),
        ((2010, 2014), ("2011–2013", "2011—2013年")),
        (
            (2010, 2012, 2013, 2017, 2018, 2020),
            ("2011, 2014–2016 and 2019", "2011、2014—2016和2019年"),
        ),
    ],
)
def test_missing_years_are_named_in_spans(there, spans):
    names = [f"sz-{year}" for year in there]
    text = said(*names)
    assert f"has no Shenzhen report for {spans[0]}: lines break" in text
    chinese = said(*names, lang="zh")
    assert f"语料库缺深圳市{spans[1]}报告，折线在此断开" in chinese


def test_a_panel_has_its_years_its_places_and_its_gaps():
    text = said("sz-2017", "sz-2019", "lh-2019", "gd-2019")
    assert text == (
        "Compared are the reports of 3 places for 2019; in focus is Shenzhen, 2019. Over time, the "
        "2 reports of Shenzhen are compared, 2017 and 2019. The corpus has no Shenzhen report for "
        "2018: lines break there, and missing is not zero."
    )
    chinese = said("sz-2017", "sz-2019", "lh-2019", "gd-2019", lang="zh")
    assert "比较3个地区2019年的报告；" in chinese and "（2017年和2019年，共2份）" in chinese
    assert "缺失不等于零" in chinese


def test_what_is_left_out_is_counted():
    one = said("sz-2017", "sz-2018", "sz-2018-2")
    assert one.endswith("1 report is left out: another version of the same year.")
    two = said("sz-2016", "sz-2017", "sz-2018", "sz-2018-2", years=(2017, 2018))
    assert "2 reports are left out: another version of the same year or years not chosen." in two
    chinese = said("sz-2016", "sz-2017", "sz-2018", "sz-2018-2", years=(2017, 2018), lang="zh")
    assert "另有2份报告未参与比较（同一年的其他版本，或不在所选年份内）" in chinese
    only = said("sz-2016", "sz-2017", "sz-2018", years=(2017, 2018))
    assert only.endswith("1 report is left out: years not chosen.")


def test_everything_together_is_four_sentences():
    every = ["sz-2017", "sz-2019", "sz-2019-2", "lh-2019"]
    for lang in ("en", "zh"):
        found = selection_reading(select_reports(reports(*every), lang=lang), lang=lang)
        assert len(found.sentences) == MOST and found.lang == lang


def test_two_reports_are_read_as_their_summary(two_districts):
    two = compare_reports(two_districts, "shahekou-2018", "other")
    for lang in ("en", "zh"):
        found = two_reading(two, lang=lang)
        assert list(found.sentences) == two_summary(two, lang)[:MOST] and found.lang == lang
        assert all(isinstance(one, str) and one for one in found.sentences)


def test_one_report_chosen_of_several_is_not_called_the_only_one():
    chosen = select_reports(reports("sz-2017", "sz-2018"), years=(2018, 2018))
    assert (
        selection_reading(chosen).sentences[0].startswith("One report is studied, Shenzhen, 2018.")
    )
    assert str(selection_reading(chosen, lang="zh")).startswith("仅分析一份报告")


def test_a_series_of_years_stays_the_first_thing_however_many_places():
    places = [f"{one}-2014" for one in ("lh", "gd", "cn", "dp")]
    text = said(*(f"sz-{year}" for year in range(2010, 2015)), *places)
    assert text.startswith("Compared are 5 reports of Shenzhen, 2010 to 2014;")
    assert "For 2014 there are reports of 5 places to compare." in text


def test_why_nothing_is_compared_over_time_is_true():
    chosen = said("sz-2017", "sz-2018", "lh-2018", years=(2018, 2018))
    assert "no report of the place for another year is among those chosen" in chosen
    table = reports("sz-2017", "sz-2018", "sz-2019")
    table["report_year"] = table["report_year"].astype("Int64")
    table.loc[2, "report_year"] = None
    undated = select_reports(table, report="sz-2019")
    assert "without its year, nothing" in str(selection_reading(undated))
    undated = select_reports(table, report="sz-2019", lang="zh")
    assert "年度未知的报告不作历时比较" in str(selection_reading(undated, lang="zh"))


def test_reports_that_share_neither_place_nor_year_are_compared_with_each_other():
    text = said("sz-2018", "lh-2019", "gd-2020")
    assert text.endswith("The 3 reports are compared with each other.")
    table = reports("sz-2018", "sz-2018-2", "lh-2018")
    table.loc[:1, ["region", "region_code"]] = None
    some = str(selection_reading(select_reports(table, report="sz-2018")))
    assert "its place is unknown" in some and "the place of 2 is unknown" in some
    some = str(selection_reading(select_reports(table, report="sz-2018", lang="zh"), lang="zh"))
    assert "其地区未知" in some and "2018年有3份报告可供比较，其中2份地区未知。" in some


def test_the_state_council_has_an_article():
    assert said("cn-2018", "cn-2019").startswith("Compared are 2 reports of the State Council,")
