"""The place of the site that a page is from."""

import pytest

from corpus.structure.site_names import place_of_site

SPOKEN = "现在，我代表县人民政府向大会作政府工作报告。过去的一年，全县各项事业全面发展。"


@pytest.mark.parametrize(
    "line",
    [
        "定兴县人民政府网站",
        "定兴县政府门户网",
        "定兴政府网",
        "中国·定兴",
        "欢迎访问定兴县人民政府门户网站",
        "您现在的位置：定兴县人民政府>政务公开",
        "首页 > 定兴县人民政府门户 > 政府信息公开",
        "版权所有：定兴县人民政府办公室",
        "主办：定兴县人民政府 承办：定兴县信息中心",
        "来源：定兴县政府办",
    ],
)
def test_a_site_names_its_place(line):
    assert place_of_site(["政府工作报告", line], SPOKEN, 2012).code == "130626"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("河北省人民政府网", SPOKEN),  # of another kind
        ("保定市人民政府门户网站", SPOKEN),
        ("中国政府网", SPOKEN),
        ("定兴县人民政府网站", "各位代表，现在报告工作。"),  # of which kind is not said
        ("我们的网站", SPOKEN),
        ("定兴县人民政府网站" * 40, SPOKEN),  # a text
        ("某某县人民政府网站", SPOKEN),
    ],
)
def test_what_is_not_that_of_who_speaks_is_left(line, text):
    assert place_of_site([line], text, 2012) is None


def test_the_place_named_most_often_is_that_of_the_site():
    lines = ["来源：唐县政府办", "定兴县人民政府网站", "主办：定兴县人民政府"]
    assert place_of_site(lines, SPOKEN, 2012).name == "定兴县"
