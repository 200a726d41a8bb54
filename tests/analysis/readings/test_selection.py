"""What is compared, in sentences: each shape of a selection, in both languages."""

import pytest

from analysis.across_reports.two_readings import two_summary
from analysis.across_reports.two_reports import compare_reports
from analysis.readings.reading import MOST
from analysis.readings.selection import selection_reading, two_reading
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
        "Compared are 2 reports of Shenzhen, 2018 to 2019; in focus is Shenzhen, 2019."
    )
    assert said("sz-2018", "sz-2019", lang="zh").startswith("比较深圳市2018年至2019年的2份报告")


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
        ((2010, 2012), ["2011"]),
        ((2010, 2013), ["2011", "2012"]),
        ((2010, 2014), ["2011–2013"]),
        ((2010, 2012, 2013, 2017, 2018, 2020), ["2011", "2014–2016", "2019"]),
    ],
)
def test_missing_years_are_named_in_spans(there, spans):
    names = [f"sz-{year}" for year in there]
    text = said(*names)
    assert f"The corpus has no Shenzhen report for {', '.join(spans)}: lines break" in text
    chinese = said(*names, lang="zh")
    assert f"语料库缺深圳市{'、'.join(spans)}年报告，折线在此断开" in chinese


def test_a_panel_has_its_years_its_places_and_its_gaps():
    text = said("sz-2017", "sz-2019", "lh-2019", "gd-2019")
    assert text == (
        "Compared are 2 reports of Shenzhen, 2017 to 2019; in focus is Shenzhen, 2019. For 2019 "
        "there are reports of 3 places to compare. The corpus has no Shenzhen report for 2018: "
        "lines break there, and missing is not zero."
    )
    chinese = said("sz-2017", "sz-2019", "lh-2019", "gd-2019", lang="zh")
    assert "2019年有3个地区的报告可供比较。" in chinese and "缺失不等于零" in chinese


def test_what_is_left_out_is_counted():
    one = said("sz-2017", "sz-2018", "sz-2018-2")
    assert one.endswith("1 report is left out: other versions of the same year, or years not "
                        "chosen.")  # fmt: skip
    two = said("sz-2016", "sz-2017", "sz-2018", "sz-2018-2", years=(2017, 2018))
    assert "2 reports are left out" in two
    chinese = said("sz-2016", "sz-2017", "sz-2018", "sz-2018-2", years=(2017, 2018), lang="zh")
    assert "另有2份报告未参与比较" in chinese


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
