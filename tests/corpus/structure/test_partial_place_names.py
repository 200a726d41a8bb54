"""Places that are not named in full."""

import pytest

from corpus.structure.partial_place_names import (
    area_called,
    area_without_code,
    is_area_name,
    place_at,
    place_called,
    place_mentioned,
)
from corpus.structure.regions import lines_in_year, place_of_code


@pytest.mark.parametrize(
    ("code", "year", "then"),
    [
        ("130609", 2010, "130625"),  # 徐水县 until 2015
        ("130608", 2003, "130622"),  # 清苑县
        ("130625", 2020, "130609"),  # an old code in a new year
        ("130683", 2022, "130683"),
        ("440310", 2014, None),  # 坪山区 had no predecessor with a code
        ("999999", 2010, None),
    ],
)
def test_a_code_is_that_of_the_place_in_the_year(code, year, then) -> None:
    place = place_at(code, year)
    assert (place.code if place else None) == then


def test_a_code_of_its_own_year_stays_as_it_is() -> None:
    for line in lines_in_year(2018)[::50]:
        assert place_at(line.code, 2018) == place_of_code(line.code, 2018)


@pytest.mark.parametrize(
    ("name", "year", "around", "code"),
    [
        ("徐水", 2010, "", "130625"),
        ("徐水", 2015, "", "130609"),  # both were valid that year; the later one
        ("安国", 2022, "保定市", "130683"),
        ("清苑", 2003, "", "130622"),
        ("唐县", 2022, "", "130627"),  # not 高唐县
        ("易县", 2022, "", "130633"),  # not 米易县
        ("安新", 2022, "", "130632"),  # not 新安县
        ("新安", 2022, "", "410323"),
        ("深圳盐田-2016", 2016, "", "440308"),
        ("深圳坪山-2022", 2022, "", "440310"),
        ("baoding-定兴2021", 2021, "", "130626"),
        ("鼓楼区", 2018, "南京市", "320106"),
        ("鼓楼区", 2018, "", None),  # four cities have one
        ("朝阳", 2018, "长春市", "220104"),
        ("朝阳", 2018, "", "211300"),  # alone it is the city
        ("report-2018", 2018, "", None),
        ("", 2018, "", None),
    ],
)
def test_a_place_is_found_by_name_or_stem(name, year, around, code) -> None:
    place = place_called(name, year, around)
    assert (place.code if place else None) == code


def mention(stem: str, times: int, rest: str = "") -> str:
    return f"现在，我代表区人民政府报告工作。{rest}" + f"{stem}港吞吐量增长。" * times


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (mention("盐田", 5, "《盐田区国民经济规划》"), "440308"),
        (mention("盐田", 20, "在深圳市委领导下，"), "440308"),
        (mention("盐田", 20), None),  # neither in full nor the city
        (mention("盐田", 5, "在深圳市委领导下，"), None),  # too few
        (mention("盐田", 20, "深圳" + "龙岗" * 9), None),  # no clear lead
        (mention("平安", 40, "青海省海东市"), None),  # a common word
        ("全市经济增长。" + "盐田区" * 9, None),  # the government of a city speaks
        ("", None),
    ],
)
def test_the_place_most_mentioned_is_meant_only_where_it_is_clear(text, code) -> None:
    place = place_mentioned(text, 2016)
    assert (place.code if place else None) == code


def test_an_area_with_a_committee_has_a_name_and_a_place_above_it() -> None:
    found = area_without_code(["深圳市大鹏新区管理委员会"], "", 2016)
    assert found == ("大鹏新区", "county", ("广东省", "深圳市"))
    assert area_without_code(["光明新区管委会"], "不知何处", 2016) == ("光明新区", None, ())
    assert area_without_code(["大连市人民政府"], "大连", 2016) is None


def test_an_area_is_below_the_place_in_its_name_or_the_one_the_text_names_most() -> None:
    assert area_called("大连市金石新区", "沈阳", 2018).parents == ("辽宁省", "大连市")
    assert area_called("金石新区", "大连，大连，沈阳", 2018).parents == ("辽宁省", "大连市")
    assert area_called("辽宁省金石新区", "", 2018) == ("金石新区", "prefecture", ("辽宁省",))
    assert area_called("金石新区", "", 2018) == ("金石新区", None, ())


@pytest.mark.parametrize("name", ["大鹏新区", "经济技术开发区", "白沙镇", "中山街道"])
def test_kinds_of_areas_that_have_no_code(name) -> None:
    assert is_area_name(name)
    assert not any(map(is_area_name, ("沙河口区", "唐县", "大连市", "新区")))
