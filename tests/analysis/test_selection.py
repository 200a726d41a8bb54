"""Selections: shapes, the own place, versions, years, and what is refused."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.selection import (
    enough_reports,
    first_and_last,
    in_selection,
    read_selected,
    reports_by_place,
    select_reports,
    two_of,
    with_units,
)
from corpus.errors import Refusal
from corpus.schema import SIDES
from corpus.store.tables import read_table

PLACES = {
    "sz": ("440300", "深圳市", "prefecture"),
    "lh": ("440303", "罗湖区", "county"),
    "gd": ("440000", "广东省", "provincial"),
    "cn": ("000000", "全国", "national"),
    "dp": (None, "大鹏新区", "county"),
    "bj": ("110000", "北京市", "provincial"),
    "qy": ("130622", "清苑县", "county"),
    "qyq": ("130608", "清苑区", "county"),
}


def reports(*names: str, **more: object) -> pd.DataFrame:
    """Reports by names such as sz-2018, or sz-2018-2 for another version."""
    rows = []
    for name in names:
        place, year, *_ = name.split("-")
        rows.append((name, *PLACES[place], int(year)))
    columns = ["report_id", "region_code", "region", "level", "report_year"]
    return pd.DataFrame(rows, columns=columns).assign(**more)


@pytest.mark.parametrize(
    ("names", "shape"),
    [
        (["sz-2018"], "one report"),
        (["sz-2018", "sz-2019"], "two reports"),
        (["sz-2017", "sz-2018", "sz-2019"], "years"),
        (["sz-2018", "lh-2018", "gd-2018"], "places"),
        (["sz-2018", "sz-2019", "lh-2019"], "panel"),
        (["sz-2018", "lh-2019", "gd-2020"], "places"),
    ],
)
def test_shapes(names, shape):
    assert select_reports(reports(*names)).shape == shape


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"years": "2014-2016"}, "years is '2014-2016'; give the first and the last year"),
        ({"years": 2014}, "years is 2014; give the first"),
        ({"years": (2014,)}, "years is .2014,.; give the first"),
        ({"years": ("2014", "2016")}, "years is .*; give the first"),
        ({"region": ["深圳市"]}, "region is .'深圳市'.; give one name or code as text"),
        ({"region": 440300}, "region is 440300; give one name or code as text"),
        ({"report": ["sz-2018"]}, "report is .'sz-2018'.; give one ID as text"),
    ],
)
def test_what_is_no_choice_is_told_in_one_sentence(given, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        select_reports(reports("sz-2018", "sz-2019"), **given)


def test_years_may_be_a_list_or_numbers_of_a_table():
    years = reports("sz-2018", "sz-2019", "sz-2020")["report_year"]
    for pair in ([2018, 2019], tuple(years[:2])):
        chosen = select_reports(reports("sz-2018", "sz-2019", "sz-2020"), years=pair)
        assert chosen.over_years["unit"].tolist() == [2018, 2019]


def test_the_own_place_has_most_years_and_the_focus_is_its_latest_report():
    chosen = select_reports(reports("lh-2020", "sz-2017", "sz-2019", "gd-2019"))
    assert chosen.focus == "sz-2019"
    assert chosen.over_years["unit"].tolist() == [2017, 2019]
    assert chosen.missing_years == [2018]
    assert chosen.across_places["unit"].tolist() == ["Guangdong", "Shenzhen"]


def test_the_state_council_is_background():
    both = reports("cn-2018", "cn-2019", "gd-2018", "gd-2019")
    assert select_reports(both).place == "Guangdong"
    assert select_reports(reports("cn-2018", "cn-2019")).place == "State Council"


def test_a_region_or_a_report_can_be_asked_for():
    table = reports("sz-2017", "sz-2018", "lh-2018", "dp-2018")
    for asked in ("罗湖区", "440303", "Luohu"):
        assert select_reports(table, region=asked).focus == "lh-2018"
    assert select_reports(table, report="sz-2017").focus == "sz-2017"
    assert select_reports(table, region="大鹏新区").focus == "dp-2018"
    assert select_reports(table, region="罗湖").focus == "lh-2018"


def test_where_the_year_of_the_focus_has_one_place_another_year_is_compared():
    chosen = select_reports(reports("sz-2017", "sz-2018", "sz-2019", "lh-2018", "lh-2017"))
    assert chosen.focus == "sz-2019"
    assert chosen.across_places["report_id"].tolist() == ["sz-2018", "lh-2018"]


def test_a_place_that_was_renamed_is_one_place_over_its_years():
    table = reports("qy-2003", "qy-2013", "qyq-2020", "sz-2020")
    for asked in (None, "清苑县", "130608"):
        chosen = select_reports(table, region=asked)
        assert chosen.place == "Qingyuan"
        assert chosen.over_years["unit"].tolist() == [2003, 2013, 2020]


def test_of_two_versions_the_last_delivered_is_taken():
    table = reports(
        "sz-2018", "sz-2018-2", "sz-2019", delivery_date=["2018-01-09", "2018-02-01", None]
    )
    chosen = select_reports(table)
    assert chosen.over_years["report_id"].tolist() == ["sz-2018-2", "sz-2019"]
    assert chosen.left_out.to_numpy().tolist() == [["sz-2018", "another version of sz-2018-2"]]
    assert select_reports(table, report="sz-2018").focus == "sz-2018"


def test_years_are_chosen_and_the_others_named():
    chosen = select_reports(reports("sz-2017", "sz-2018", "sz-2019"), years=(2018, 2019))
    assert chosen.over_years["unit"].tolist() == [2018, 2019]
    assert chosen.left_out["report_id"].tolist() == ["sz-2017"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"report": "x"}, "unknown_report"),
        ({"region": "北京市"}, "region_not_there"),
        ({"years": (1990, 1995)}, "no_reports_chosen"),
        ({"report": "sz-2018", "years": (2019, 2020)}, "no_reports_chosen"),
    ],
)
def test_what_is_not_there_is_refused(options, code):
    with pytest.raises(Refusal) as refusal:
        select_reports(reports("sz-2018", "sz-2019"), **options)
    assert refusal.value.code == code


def test_reports_without_year_or_region_are_kept_but_not_compared_over_years():
    table = reports("sz-2018", "sz-2019", "lh-2018")
    table["report_year"] = table["report_year"].astype("Int64")
    table.loc[1, "report_year"] = pd.NA
    table.loc[2, ["region", "region_code"]] = None
    chosen = select_reports(table)
    assert set(chosen.reports["report_id"]) == {"sz-2018", "sz-2019", "lh-2018"}
    assert chosen.over_years["report_id"].tolist() == ["sz-2018"]
    assert chosen.reports.set_index("report_id").loc["lh-2018", "label"] == "lh-2018"
    for lang, label in (("en", "Shenzhen, year unknown"), ("zh", "深圳市（年度未知）")):
        undated = select_reports(table, report="sz-2019", lang=lang)
        assert undated.label == label
    alone = select_reports(table[table["report_id"] == "sz-2019"])
    assert alone.year is None
    assert alone.missing_years == []
    assert alone.over_years.empty


@pytest.mark.parametrize(
    ("titles", "years", "labels", "places"),
    [  # the title where it tells one from the others, else the ID; a year that is not in it already
        (
            ["在大会上的报告", "2018年政府工作报告"],
            [2018, 2018],
            "在大会上的报告, 2018|b, 2018",
            None,
        ),
        (["政府工作报告", "政府工作报告"], [None, 2018], "a|b, 2018", "a|b"),
        (["2018年法治报告", "  法治\n建设 "], [2018, None], "2018年法治报告|法治 建设", ""),
        (["法治建设", "法治建设"], [2018, None], "a, 2018|b", "a|b"),
        ([None, None], [2018, None], "a, 2018|b", "a|b"),
    ],
)
def test_a_report_of_an_unknown_place_is_called_by_its_title_or_id(titles, years, labels, places):
    table = reports("sz-2018", "sz-2019").assign(
        report_id=["a", "b"], title=titles, report_year=years, region=None, region_code=None
    )
    chosen = select_reports(table).reports.sort_values("report_id")
    assert chosen["label"].tolist() == labels.split("|")
    assert not places or chosen["place"].tolist() == places.split("|")


def test_two_reports_of_a_place_without_year_are_told_apart():
    table = reports("sz-2018", "sz-2019").assign(report_year=None)
    for lang, labels in (
        ("en", ["Shenzhen, year unknown (sz-2018)", "Shenzhen, year unknown (sz-2019)"]),
        ("zh", ["深圳市（年度未知）（sz-2018）", "深圳市（年度未知）（sz-2019）"]),
    ):
        assert sorted(select_reports(table, lang=lang).reports["label"]) == labels


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(PLACES)), st.integers(2010, 2016)), min_size=1, max_size=14
    )
)
def test_nothing_is_lost_or_compared_twice(pairs):
    names = [f"{place}-{year}-{number}" for number, (place, year) in enumerate(pairs)]
    chosen = select_reports(reports(*names))
    kept, left = set(chosen.reports["report_id"]), set(chosen.left_out["report_id"])
    assert kept | left == set(names)
    assert not kept & left
    assert not chosen.reports.duplicated(["place_id", "report_year"]).any()
    assert chosen.over_years["unit"].is_monotonic_increasing
    assert chosen.over_years["unit"].is_unique
    assert chosen.across_places["unit"].is_unique
    assert chosen.across_places["report_year"].nunique() == 1
    assert chosen.focus in set(chosen.over_years["report_id"])
    years = chosen.over_years["unit"]
    assert len(chosen.missing_years) + len(years) == years.max() - years.min() + 1


def test_order_changes_nothing():
    table = reports("sz-2018", "sz-2019", "lh-2018", "gd-2019", "cn-2018")
    one, other = select_reports(table), select_reports(table.iloc[::-1].reset_index(drop=True))
    assert one.focus == other.focus
    pd.testing.assert_frame_equal(one.reports, other.reports)


def test_reports_by_place():
    table = reports_by_place(select_reports(reports("sz-2017", "sz-2019", "gd-2019"), lang="zh"))
    assert table.to_numpy().tolist() == [
        ["广东省", 1, 2019, 2019, ""],
        ["深圳市", 2, 2017, 2019, "2018"],
    ]


def test_the_neighbour_of_a_report():
    chosen = select_reports(reports("sz-2016", "sz-2018", "sz-2019", "lh-2016"))
    assert two_of(chosen) == ("sz-2019", "sz-2018")
    assert two_of(chosen, "sz-2016") == ("sz-2016", "sz-2018")
    assert two_of(chosen, "lh-2016") == ("lh-2016", "sz-2016")
    assert two_of(chosen, "sz-2016", "lh-2016") == ("sz-2016", "lh-2016")
    assert two_of(chosen, b="sz-2016") == ("sz-2019", "sz-2016")
    assert two_of(chosen, b="sz-2019") == ("sz-2018", "sz-2019")  # the focus, not with itself
    with pytest.raises(Refusal, match="no report with this ID"):
        two_of(chosen, "x")
    with pytest.raises(Refusal, match="two reports are needed"):
        two_of(select_reports(reports("sz-2016")))


def test_selected_rows_are_those_of_the_table_with_unit_and_side(district_corpus):
    chosen = select_reports(read_table(district_corpus, "reports"))
    for name in ("tokens", "mentions", "sentences"):
        plain = read_table(district_corpus, name)
        found = read_selected(district_corpus, name, chosen.over_years)
        assert found[["start", "end"]].equals(plain[["start", "end"]])
        assert set(found["unit"]) == {2018}
        assert found["side"].equals(found["orientation"].map(SIDES))
    assert "side" not in read_selected(district_corpus, "texts", chosen.over_years)


def test_units_of_rows():
    rows = pd.DataFrame({"report_id": ["a", "b"], "orientation": ["closing", "plan_next_year"]})
    found = with_units(rows, pd.DataFrame({"report_id": ["b", "a"], "unit": [2019, 2018]}))
    assert found["unit"].tolist() == [2018, 2019]
    assert found["side"].fillna("").tolist() == ["", "plan"]


@pytest.mark.parametrize("units", [[2019, 2018], ["B", "A"]])
def test_rows_in_any_order_with_gaps_have_the_units_that_a_map_gives(units):
    rows = pd.DataFrame(
        {
            "report_id": ["b", None, "a", "c", "b"],
            "orientation": ["closing", None, *["problems"] * 3],
        },
        index=[7, 7, 1, 0, 9],
    )
    found = with_units(rows, pd.DataFrame({"report_id": ["a", "b"], "unit": units}))
    unit = rows["report_id"].map(dict(zip("ab", units, strict=True)))
    pd.testing.assert_series_equal(found["unit"], unit, check_names=False)
    side = rows["orientation"].map(SIDES)
    pd.testing.assert_series_equal(found["side"], side, check_names=False)
    assert with_units(rows.iloc[:0], pd.DataFrame({"report_id": ["a"], "unit": 1})).empty


def test_each_report_is_looked_up_once(monkeypatch):
    rows = pd.DataFrame({"report_id": ["a", "b"] * 500})
    mapped: list[int] = []
    usual = pd.Series.map
    monkeypatch.setattr(
        pd.Series, "map", lambda one, *args: mapped.append(len(one)) or usual(one, *args)
    )
    with_units(rows, pd.DataFrame({"report_id": ["a", "b"], "unit": [1, 2]}))
    assert mapped == [2]


def test_reports_of_other_places_in_other_years_are_compared_as_they_are():
    chosen = select_reports(reports("sz-2018", "lh-2020"))
    assert chosen.compared["unit"].tolist() == ["Shenzhen, 2018", "Luohu, 2020"]
    assert select_reports(reports("sz-2018", "sz-2020")).compared["unit"].tolist() == [2018, 2020]


def test_too_few_reports_to_compare_are_refused_by_number():
    table = reports("sz-2018", "sz-2019")
    assert enough_reports(table, 2, what="18_positions") is table
    with pytest.raises(Refusal, match="2 reports, 3 required"):
        enough_reports(table, 3, what="18_positions")


def test_a_column_that_would_be_lost_is_refused():
    rows = pd.DataFrame({"report_id": ["a"], "orientation": ["plan_next_year"], "side": ["supply"]})
    reports = pd.DataFrame({"report_id": ["a"], "unit": [2018]})
    with pytest.raises(ValueError, match="a column side already"):
        with_units(rows, reports)
    assert with_units(rows.drop(columns="orientation"), reports)["side"].tolist() == ["supply"]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (range(2001, 2013), {"2001–2005": 5, "2008–2012": 5}),
        (range(2001, 2008), {"2001–2003": 3, "2005–2007": 3}),
        ([2001, 2009, 2011, 2012], {"2001–2009 (no 2002–2008)": 2, "2011–2012": 2}),
        ([2001, 2002, 2003], {"2001": 1, "2003": 1}),
        ([2001, 2002], {"2001": 1, "2002": 1}),
        ([2001], {}),
    ],
)
def test_the_first_and_last_years_never_overlap(years, expected):
    chosen = select_reports(reports(*(f"sz-{one}" for one in years)))
    ends = first_and_last(chosen)
    assert ends["period"].value_counts(sort=False).to_dict() == expected
    assert ends["unit"].is_unique and ends["unit"].is_monotonic_increasing
    assert list(ends["report_id"]) == [f"sz-{one}" for one in ends["unit"]]


def test_periods_in_chinese_and_of_another_length():
    chosen = select_reports(reports("sz-2001", "sz-2002", "sz-2004", "sz-2005", "lh-2005"))
    ends = first_and_last(chosen, lang="zh")
    assert ends["period"].unique().tolist() == ["2001—2002年", "2004—2005年"]
    assert first_and_last(chosen, most=1, lang="zh")["period"].tolist() == ["2001年", "2005年"]
    with pytest.raises(ValueError, match="most is 0; a period has at least 1 report"):
        first_and_last(chosen, most=0)


def test_rows_of_a_panel_are_of_the_selection_whichever_version_they_rest_on():
    table = reports("sz-2018", "sz-2019", "lh-2019").assign(delivery_date="2019-01-01")
    chosen = select_reports(table)
    panel = table.rename(columns={"report_year": "year"})[
        ["report_id", "region_code", "region", "year"]
    ].assign(place="an older name", value=[1.0, 2.0, 3.0])
    found = in_selection(panel.assign(report_id=["sz-2018", "another", "lh-2019"]), chosen)
    assert found["label"].tolist() == ["Shenzhen, 2018", "Shenzhen, 2019", "Luohu, 2019"]
    assert found["value"].tolist() == [1, 2, 3] and "Luohu" in found["place"].tolist()
    both = pd.concat([panel, panel.iloc[[1]].assign(report_id="another", value=9.0)])
    assert in_selection(both, chosen)["value"].tolist() == [1, 2, 3]
    only = select_reports(table, years=(2018, 2018))
    assert in_selection(both, only)["value"].tolist() == [1]
    assert in_selection(panel.head(0), chosen).empty
    with pytest.raises(ValueError, match="region_code"):
        in_selection(panel.drop(columns="region_code"), chosen)


def test_a_place_without_code_or_name_is_found_by_its_report():
    nowhere = reports("sz-2018").assign(region=None, region_code=None, level=None)
    panel = pd.DataFrame(
        {
            "region_code": [None, None],
            "region": [None, "深圳市"],
            "year": 2018,
            "report_id": ["sz-2018", "other"],
        }
    )
    found = in_selection(panel, select_reports(nowhere))
    assert found["report_id"].tolist() == ["sz-2018"]


@pytest.mark.parametrize(
    ("names", "by_year", "span"),
    [
        (["sz-2018"], False, "Shenzhen, 2018"),
        (["sz-2018", "sz-2019"], True, "Shenzhen, 2018–2019"),
        (["sz-2018", "sz-2019", "lh-2019"], True, "Shenzhen, 2018–2019"),
        (["sz-2018", "sz-2019", "lh-2019", "gd-2019"], False, "3 places, 2019"),
        (
            [f"sz-{one}" for one in range(2015, 2020)]
            + [f"{one}-2019" for one in ("lh", "gd", "cn", "dp", "bj")],
            True,
            "Shenzhen, 2015–2019",
        ),
        (["sz-2018", "lh-2018"], False, "2 places, 2018"),
        (["sz-2018", "lh-2019", "gd-2020"], False, "3 reports"),
    ],
)
def test_two_years_of_a_place_do_not_hide_the_places_of_a_year(names, by_year, span):
    chosen = select_reports(reports(*names))
    assert (chosen.by_year, chosen.span) == (by_year, span)
    assert len(chosen.compared) == (
        len(chosen.over_years)
        if by_year
        else len(chosen.across_places)
        if len(chosen.across_places) > 1
        else len(names)
    )


def test_titles_say_what_is_drawn_years_or_places():
    chosen = select_reports(reports("sz-2017", "sz-2018", "sz-2019", "lh-2019"))
    assert (chosen.years_span, chosen.places_span) == ("Shenzhen, 2017–2019", "2 places, 2019")
    alone = select_reports(reports("sz-2019", "lh-2019", "gd-2019"), region="罗湖区")
    assert (alone.years_span, alone.places_span) == ("Luohu, 2019", "3 places, 2019")
    chinese = select_reports(reports("sz-2018", "sz-2019", "lh-2019"), lang="zh")
    assert (chinese.years_span, chinese.places_span) == ("深圳市2018—2019年", "2个地区2019年")


def test_titles_name_the_years_that_are_missing():
    chosen = select_reports(reports("sz-2015", "sz-2017", "sz-2018"))
    assert chosen.span == "Shenzhen, 2015–2018 (no 2016)"
    chinese = select_reports(reports("sz-2015", "sz-2017", "sz-2018"), lang="zh")
    assert chinese.span == "深圳市2015—2018年（缺2016年）"


def test_the_state_council_is_no_background_to_itself():
    assert select_reports(reports("cn-2018", "cn-2019")).is_national
    assert not select_reports(reports("cn-2018", "sz-2019")).is_national


def test_a_name_without_its_kind_is_asked_for_in_vain_where_two_places_have_it():
    twins = reports("qy-2003", "sz-2020").assign(region=["海州区", "海州市"])
    with pytest.raises(Refusal) as refusal:
        select_reports(twins, region="海州")
    assert refusal.value.code == "region_not_there"
