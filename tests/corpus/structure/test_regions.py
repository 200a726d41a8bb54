"""Places: regions.csv, codes by year, and names as they stand in a report's own lines."""

import csv

import pytest

from corpus.lexicon import build_regions
from corpus.structure.regions import DEPTH, REGIONS, find_place, latest_code, place_of_code

with REGIONS.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
EDITIONS = sorted({row[key] for row in ROWS for key in ("first_edition", "last_edition")} - {""})
NEWEST = EDITIONS[-1]


def in_force(edition):
    return [
        row for row in ROWS if row["first_edition"] <= edition <= (row["last_edition"] or NEWEST)
    ]


def code_of(candidates, context="", year=None):
    candidates = [candidates] if isinstance(candidates, str) else candidates
    place = find_place(candidates, context, year)
    return place.code if place else None


# --- regions.csv --------------------------------------------------------------------------------


def test_the_table_has_its_columns_and_order():
    assert list(ROWS[0]) == list(build_regions.COLUMNS)
    keys = [(row["code"], row["first_edition"]) for row in ROWS]
    assert keys == sorted(keys)
    assert {row["level"] for row in ROWS} == set(DEPTH)


def test_no_heading_of_the_list_is_taken_for_a_place():
    assert not [row for row in ROWS if row["name"] in {"市辖区", "县", "市"}]
    assert not [row for row in ROWS if "直辖" in row["name"]]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_code_has_one_name_in_an_edition(edition):
    codes = [row["code"] for row in in_force(edition)]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_place_has_its_province_in_the_edition(edition):
    codes = {row["code"] for row in in_force(edition)}
    assert {code[:2] + "0000" for code in codes} <= codes


# From 1988 on: before that the lists rearranged codes, and some counties stand alone.
@pytest.mark.parametrize("edition", [edition for edition in EDITIONS if edition >= "198812"])
def test_every_county_has_its_prefecture_in_the_edition(edition):
    rows = in_force(edition)
    codes = {row["code"] for row in rows}
    without = {row["code"][:4] for row in rows if row["code"][:4] + "00" not in codes}
    # Run by the province itself, or in a municipality.
    assert all(code.endswith("90") or code[:2] in {"11", "12", "31", "50"} for code in without)


@pytest.mark.parametrize("row", [row for row in ROWS if row["level"] != "national"][::97])
def test_the_parent_is_a_code_one_level_up_or_more(row):
    parents = [other for other in ROWS if other["code"] == row["parent"]]
    assert parents
    assert DEPTH[parents[0]["level"]] < DEPTH[row["level"]]


# --- codes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "year", "name", "level", "parents"),
    [
        ("000000", 1954, "全国", "national", ()),
        ("110000", 2025, "北京市", "provincial", ()),
        ("210204", 2018, "沙河口区", "county", ("辽宁省", "大连市")),
        ("210204", 1958, "沙河口区", "county", ("辽宁省", "旅大市")),  # read with the first edition
        ("210204", 2050, "沙河口区", "county", ("辽宁省", "大连市")),  # and with the newest
        ("510200", 1990, "重庆市", "prefecture", ("四川省",)),
        ("510200", 1997, "重庆市", "prefecture", ("四川省",)),  # the year began with it
        ("500000", 1997, "重庆市", "provincial", ()),
        ("460000", 1988, "海南省", "provincial", ()),
        ("429004", 2020, "仙桃市", "county", ("湖北省",)),  # under no prefecture
        ("659001", None, "石河子市", "county", ("新疆维吾尔自治区",)),
        ("110105", None, "朝阳区", "county", ("北京市",)),
        ("420600", 2005, "襄樊市", "prefecture", ("湖北省",)),
        ("420600", 2015, "襄阳市", "prefecture", ("湖北省",)),
        ("350427", None, "沙县", "county", ("福建省", "三明市")),  # abolished; its last name
    ],
)
def test_place_of_code(code, year, name, level, parents):
    place = place_of_code(code, year)
    assert (place.code, place.name, place.level, place.parents) == (code, name, level, parents)


@pytest.mark.parametrize(
    ("code", "year"),
    [
        ("510200", 2005),  # abolished
        ("500000", 1990),  # not yet
        ("460000", 1985),
        ("110100", None),  # 市辖区 is no place
        ("999999", None),
        ("11", None),
        ("", None),
    ],
)
def test_place_of_code_without_place(code, year):
    assert place_of_code(code, year) is None


# --- names --------------------------------------------------------------------------------------

# The places of the reports at hand.
REPORTS = [
    ("全国", "000000"), ("北京", "110000"), ("天津", "120000"), ("河北", "130000"),
    ("山西", "140000"), ("辽宁", "210000"), ("黑龙江", "230000"), ("江苏", "320000"),
    ("浙江", "330000"), ("福建", "350000"), ("江西", "360000"), ("河南", "410000"),
    ("湖北", "420000"), ("湖南", "430000"), ("广西", "450000"), ("重庆", "500000"),
    ("贵州", "520000"), ("陕西", "610000"), ("甘肃", "620000"), ("青海", "630000"),
    ("新疆", "650000"), ("沙河口区", "210204"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), REPORTS)
def test_the_places_of_the_reports_round_trip(name, code):
    assert code_of(name) == code
    assert code_of(place_of_code(code).name) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # in full
        ("沙河口区人民政府", "210204"),
        ("大连市沙河口区", "210204"),
        ("浙江省杭州市西湖区", "330106"),
        ("广西壮族自治区", "450000"),
        ("北京市", "110000"),
        ("吉林市", "220200"),
        ("武汉市东西湖区", "420112"),  # not 西湖区
        ("乐山市市中区", "511102"),
        ("阳泉市城区", "140302"),
        ("横县", "450127"),
        ("云南省西双版纳傣族自治州勐海县", "532822"),
        # in the lines of a report
        ("沙河口区第十八届人民代表大会第一次会议", "210204"),
        ("——2025年1月14日在浙江省第十四届人民代表大会第三次会议上", "330000"),
        ("2024年大连市政府工作报告", "210200"),
        ("二〇二四年大连市政府工作报告", "210200"),
        ("关于印发沙河口区2018年政府工作报告的通知", "210204"),
        ("浙江省省长 王浩", "330000"),
        ("浙江省长", "330000"),
        ("中共大连市委", "210200"),
        # short
        ("内蒙古", "150000"),
        ("吉林", "220000"),  # the province before the city
        ("海南", "460000"),  # ... and before the prefecture in Qinghai
        ("海南州", "632500"),
        ("湘西州", "433100"),
        ("延边", "222400"),
        ("延边州州长", "222400"),
        ("广西自治区政府工作报告", "450000"),
        ("辽宁大连沙河口区", "210204"),
        ("大连2024年政府工作报告", "210200"),
        ("大连二〇二四年政府工作报告", "210200"),
        ("湖北十四届人大三次会议", "420000"),
        # the country
        ("国务院总理 李强", "000000"),
        ("第十四届全国人民代表大会第三次会议", "000000"),
        ("中华人民共和国国务院", "000000"),
        # districts that are called new areas
        ("天津市滨海新区", "120116"),
        ("上海浦东新区", "310115"),
    ],
)
def test_a_line_names_a_place(text, code):
    assert code_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        # no place
        "",
        "政府工作报告",
        "区人民政府",
        "我区政府工作报告",
        "市长办公室",
        "县长",
        "自治区第十三届人民代表大会第三次会议",
        # words and names that look like places
        "市长 张海南",
        "大连港",
        "浙江大学",
        "提高县政府效能",
        "中心城区",
        "杭州余杭",
        # areas without a code: the place above them is another government
        "天津滨海高新区",
        "大连市高新区",
        "大连高新技术产业园区2024年政府工作报告",
        "苏州工业园区",
        "江苏省苏州工业园区管委会",
        "河北雄安新区",
        "陕西省西咸新区管委会",
        "新疆生产建设兵团",
        "东莞市长安镇",
        "东莞市长安镇人民政府",
        "深圳市南山区粤海街道办事处",
        "浙江省某某县人民政府",
        # several places of that name
        "西湖区",
        "鼓楼区",
        "朝阳区",
        "城关区",
        "城区",
    ],
)
def test_a_line_names_no_place(text):
    assert code_of(text) is None


@pytest.mark.parametrize(
    ("candidates", "context", "code"),
    [
        ("鼓楼区", "版权所有：南京市鼓楼区人民政府", "320106"),
        ("鼓楼区", "江苏省 玄武区 秦淮区", "320106"),  # the province is shared, neighbours decide
        ("鼓楼区", "开封市 开封 徐州", "410204"),
        ("鼓楼区", "江苏", None),  # 南京 or 徐州
        ("西湖区", "南昌市", "360103"),
        ("朝阳区", "赴北京招商。长春市朝阳区，长春", "220104"),
        ("城关区", "拉萨", "540102"),
        # the candidate itself, then the other candidates, come before the page
        ("福州市鼓楼区", "南京市 南京市 南京市", "350102"),
        (["鼓楼区", "福州市第十六届人民代表大会"], "南京市 南京市 南京市", "350102"),
        # the first candidate that names a place decides
        (["政府工作报告", "区长", "沙河口区", "北京市"], "", "210204"),
        (["沙河口区", "大连市"], "", "210204"),
        (["苏州工业园区", "苏州市"], "", None),
        (["鼓楼区", "江苏省"], "", None),
        ([], "大连市沙河口区", None),
    ],
)
def test_context_decides_between_places_of_one_name(candidates, context, code):
    assert code_of(candidates, context) == code


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        ("重庆市", 1990, "510200"),
        ("重庆", 1990, "510200"),
        ("重庆市", 1997, "500000"),
        ("重庆市", None, "500000"),
        ("海口市", 1985, "442101"),
        ("海口市", 1988, "460100"),
        ("海南省", 1985, None),
        ("合肥市", 1987, "340100"),
        ("萧山市", 1999, "330181"),
        ("萧山市", 2005, None),
        ("萧山市", None, "330181"),  # abolished; its last code
        ("密云县", 2015, "110228"),  # became a district in November
        ("密云县", 2017, None),
        ("北京市密云区", 2018, "110118"),
        ("滨海新区", 2005, None),
        ("天津市滨海新区", 2005, None),  # not 天津市
        ("杭州市下城区", 2021, "330103"),
        ("杭州市下城区", 2024, None),  # not 杭州市
        ("公主岭市", 2015, "220381"),
        ("公主岭市", 2023, "220184"),
        ("清原县", 1985, "210423"),
        ("清原县", 2010, "210423"),  # 清原满族自治县
        ("石家庄", 1985, None),  # the city and the prefecture around it
        ("石家庄", 2010, "130100"),
        ("硚口区", 2003, "420104"),  # printed as 乔口区 then
        ("姑苏区", 2012, "320508"),
        ("郊区", 2015, None),
        ("江北区", 2024, None),  # 重庆 and 宁波
        ("江北区", 2027, "330205"),  # only 宁波 is left
        ("重庆市江北区", 2025, "500105"),
        ("两江新区", 2020, None),
        ("两江新区", 2026, "500157"),
    ],
)
def test_the_year_decides_which_names_and_codes_count(text, year, code):
    assert code_of(text, year=year) == code


@pytest.mark.parametrize("year", [1985, 1996, 2010, 2026])
def test_every_place_is_found_by_its_name_and_parents(year):
    edition = next((one for one in EDITIONS if one >= f"{year}10"), NEWEST)
    for row in in_force(edition)[1::5]:
        place = place_of_code(row["code"], year)
        assert place.name == row["name"]
        assert find_place(["".join(place.parents) + place.name + "人民政府"], year=year) == place


@pytest.mark.parametrize(
    ("code", "name", "latest"),
    [
        ("130625", "徐水县", "130609"),  # became a district of its city
        ("440300", "深圳市", "440300"),
        ("130000", "河北省", "130000"),  # a province keeps its code
        ("999999", "徐水县", "999999"),  # no line of the table
        ("130625", "某县", "130625"),
    ],
)
def test_the_latest_code_is_that_of_the_line_that_succeeds_a_place(code, name, latest):
    assert latest_code(code, name) == latest
