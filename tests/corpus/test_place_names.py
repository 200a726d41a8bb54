"""Names of places: usual English forms, pinyin, and names that differ from each other."""

import csv

import pytest

from corpus.lexicon.lists import FOLDER
from corpus.place_names import bare_region, codes_above, latest_code, place_name, place_names
from corpus.structure import regions


@pytest.mark.parametrize(
    ("region", "english"),
    [
        ("深圳市", "Shenzhen"),
        ("内蒙古自治区", "Inner Mongolia"),
        ("陕西省", "Shaanxi"),
        ("山西省", "Shanxi"),
        ("西安市", "Xi'an"),
        ("六安市", "Lu'an"),
        ("重庆市", "Chongqing"),
        ("长春市", "Changchun"),
        ("朝阳区", "Chaoyang"),
        ("唐县", "Tang County"),
        ("大鹏新区", "Dapeng"),
        ("恩施土家族苗族自治州", "Enshi"),
        ("海拉尔区", "Hailar"),
        ("吕梁市", "Lüliang"),
        ("峰峰矿区", "Fengfeng"),
        ("全国", "State Council"),
        ("Utopia", "Utopia"),
    ],
)
def test_english_names(region, english):
    assert place_name(region) == english


def test_chinese_names_stay_as_they_are():
    assert [place_name(one, "zh") for one in ("深圳市", "全国")] == ["深圳市", "国务院"]


def test_every_region_has_a_name_in_latin_letters():
    with (FOLDER / "regions.csv").open(encoding="utf-8") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    for name in set(names):
        english = place_name(name)
        assert english, name
        assert all(one < "\u0250" for one in english), name


def test_equal_names_are_told_apart_by_kind_and_then_by_the_place_above():
    names = place_names(
        ["吉林省", "吉林市", "朝阳区", "朝阳区"], ["", "吉林省", "北京市", "吉林省 > 长春市"]
    )
    assert names == [
        "Jilin Province",
        "Jilin City",
        "Chaoyang District (Beijing)",
        "Chaoyang District (Changchun)",
    ]
    assert place_names(["沙河口区"], ["辽宁省 > 大连市"]) == ["Shahekou"]


def test_places_without_a_place_above_may_share_a_name():
    assert place_names(["朝阳区", "朝阳区"], ["", ""], "zh") == ["朝阳区", "朝阳区"]


def test_the_places_above_one_are_told_by_its_code():
    assert codes_above("440306") == ["440300", "440000", "000000"]
    assert codes_above("440300") == ["440000", "000000"]
    assert codes_above("110105") == ["110100", "110000", "000000"]
    assert codes_above("440000") == ["000000"]
    assert codes_above("000000") == []


@pytest.mark.parametrize(
    ("region", "bare"),
    [
        ("深圳市", "深圳"),
        ("广西壮族自治区", "广西"),
        ("湘西土家族苗族自治州", "湘西"),
        ("阿拉善盟", "阿拉善"),
        ("大兴安岭地区", "大兴安岭"),
        ("沙市", "沙市"),
        ("唐县", "唐县"),
        ("全国", "全国"),
        ("深圳", "深圳"),
    ],
)
def test_a_name_without_its_kind(region, bare):
    assert bare_region(region) == bare == bare_region(bare)


def test_cities_are_told_apart_by_their_names():
    with (FOLDER / "regions.csv").open(encoding="utf-8-sig") as file:
        lines = [line for line in csv.DictReader(file) if not line["last_edition"]]
    for level in ("provincial", "prefecture"):
        names = [bare_region(line["name"]) for line in lines if line["level"] == level]
        assert len(set(names)) == len(names) > 30


@pytest.mark.parametrize(
    ("code", "region", "latest"),
    [
        ("132423", "徐水县", "130609"),  # moved to another prefecture, then a district
        ("130622", "清苑县", "130608"),
        ("411626", "淮阳县", "411603"),
        ("512321", "涪陵县", "500102"),  # in a municipality of its own since 1997
        ("130609", "徐水区", "130609"),
        ("440300", "深圳市", "440300"),
        ("110112", "通州区", "110112"),
        ("110223", "通县", "110223"),  # another name today
        ("210000", "辽宁省", "210000"),
        ("130625", "别县", "130625"),  # no place of this code
        ("999999", "某县", "999999"),
    ],
)
def test_a_place_is_the_same_under_its_latest_code(code, region, latest):
    assert latest_code(code, region) == latest


def test_the_latest_code_is_final():
    lines = [line for lines in regions.gazetteer().by_code.values() for line in lines]
    moved = [(one, latest_code(one.code, one.name)) for one in lines]
    moved = [(one, latest) for one, latest in moved if latest != one.code]
    assert len(moved) > 2000
    for one, latest in moved:
        # The line that succeeds it is in force after it, and is succeeded by none.
        named = [line for line in regions.gazetteer().by_code[latest] if line.first > one.last]
        assert named and latest in {latest_code(latest, line.name) for line in named}, one
