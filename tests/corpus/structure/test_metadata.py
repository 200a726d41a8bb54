import csv
from dataclasses import fields, replace

import pytest

from corpus.report import read_report
from corpus.structure.metadata import Metadata, completed, corrected, read_metadata
from corpus.structure.outline import outline
from corpus.structure.page import divide_page

# A generated report around the lines that are tested.
SENTENCE = "我们坚持稳中求进工作总基调，扎实做好各项工作，第{}项任务如期完成，人民生活持续改善。"
FILLER = ["".join(SENTENCE.format(f"{part}{at}") for at in "甲乙丙丁戊己庚辛") for part in "子丑寅"]
TITLE = "2026年大连市政府工作报告"
WHEN = "——2026年1月27日在大连市第十七届人民代表大会第五次会议上"
WHO = "市长 张三"
REPORTS = "现在，我代表市人民政府向大会报告工作，请予审议。"


def metadata_of(
    front: list[str],
    chapters: tuple[str, str] = ("一、工作回顾", "二、工作安排"),
    reports: str = REPORTS,
) -> Metadata:
    speech = ["各位代表：", reports, chapters[0], *FILLER[:2], chapters[1], *FILLER[2:]]
    page = divide_page("\n".join([*front, *speech, "让我们为建设美好家园而努力奋斗！"]))
    headings, _ = outline([block for block in page.blocks if block.role == "body"])
    return read_metadata(page, headings)


def test_a_plain_report_says_everything():
    assert metadata_of([TITLE, WHEN, WHO]) == Metadata(
        title=TITLE,
        report_year=2026,
        reviewed_year=2025,
        delivery_date="2026-01-27",
        published=None,
        speaker="张三",
        speaker_post="市长",
        session="大连市第十七届人民代表大会第五次会议",
        region_code="210200",
        region="大连市",
        level="prefecture",
        parents=("辽宁省",),
    )


def test_what_is_not_said_is_none():
    found = metadata_of(["政府工作报告"])
    assert found.title == "政府工作报告"
    said = {field.name for field in fields(found) if getattr(found, field.name)}
    assert said == {"title"}


DATES = [
    ("2026年1月27日在大连市第十七届人民代表大会第五次会议上", "2026-01-27"),
    ("——２０２６年１月２７日在大连市人大会议上", "2026-01-27"),
    ("1 9 9 8 年3 月5 日在第九届全国人民代表大会第一次会议上", "1998-03-05"),
    ("2026 年 1 月 27 日在会议上", "2026-01-27"),
    ("二〇二六年一月二十七日在会议上", "2026-01-27"),
    ("二○一八年十二月三十一日在会议上", "2018-12-31"),
    ("一九九八年十月十日在会议上", "1998-10-10"),
    ("二零一八年三月二十日在会议上", "2018-03-20"),
    ("2017年12月6日至8日在会议上", "2017-12-06"),
    ("（2026年1月27日）", "2026-01-27"),
    ("2026年04月05日\n在大连市会议上\n（2026年1月27日）", "2026-01-27"),
    ("2026年13月27日在会议上", None),
    ("2026年2月30日在会议上", None),
    ("2026年1月在会议上", None),
]


@pytest.mark.parametrize(("line", "date"), DATES)
def test_dates_of_delivery(line, date):
    assert metadata_of(["政府工作报告", line]).delivery_date == date


PUBLISHED = [
    ("发布日期:2018-01-15         来源:区政府办          【关闭】", "2018-01-15"),
    ("时间：2026-02-24", "2026-02-24"),
    ("2026-01-31 07:00:44", "2026-01-31"),
    ("发布时间：2026年2月3日", "2026-02-03"),
    ("公开日期: 2026/2/3", "2026-02-03"),
    ("更新时间：2026.02.03", "2026-02-03"),
    ("中央政府门户网站　www.gov.cn　　 2006年02月16日　　 来源：新华网", "2006-02-16"),
    ("发布日期:2018-13-15", None),
]


@pytest.mark.parametrize(("line", "date"), PUBLISHED)
def test_dates_of_publication_are_not_dates_of_delivery(line, date):
    found = metadata_of(["政府工作报告", line, WHEN])
    assert (found.published, found.delivery_date) == (date, "2026-01-27")
    assert metadata_of(["政府工作报告", line]).delivery_date is None


# Quoted from the shared reports and the district report, or generated in their manner.
SPEAKERS = [
    ("区长  徐广湘", "徐广湘", "区长"),
    ("国务院总理 温家宝", "温家宝", "国务院总理"),
    ("                                     国务院总理赵紫阳", "赵紫阳", "国务院总理"),
    ("国务院代总理李鹏", "李鹏", "国务院代总理"),
    ("国务院总理　　李　鹏", "李鹏", "国务院总理"),
    ("国务院副总理兼国家计划委员会主任 李富春", "李富春", "国务院副总理兼国家计划委员会主任"),
    ("国务委员兼国家计划委员会主任邹家华", "邹家华", "国务委员兼国家计划委员会主任"),
    ("副总理兼财政部长 李先念", "李先念", "副总理兼财政部长"),
    ("自治区主席 韦 韬", "韦韬", "自治区主席"),
    ("县长　欧阳　志强", "欧阳志强", "县长"),
    ("市长 司马　明", "司马明", "市长"),
    ("自治区主席 艾尔肯·吐尼亚孜", "艾尔肯·吐尼亚孜", "自治区主席"),
    ("北京市市长 殷勇", "殷勇", "北京市市长"),
    ("浙江省代省长 刘捷", "刘捷", "浙江省代省长"),
    ("湖北省人民政府省长 李殿勋", "李殿勋", "湖北省人民政府省长"),
    ("代市长\xa0王五", "王五", "代市长"),
    ("市长：欧阳某某", "欧阳某某", "市长"),
    ("区长 王 五", "王五", "区长"),
    ("代县长 张三", "张三", "代县长"),
    ("州长 扎西·多吉", "扎西·多吉", "州长"),
    ("市人民政府市长 张三", "张三", "市人民政府市长"),
    ("行署专员 张三", "张三", "行署专员"),
    ("州长 艾则孜・木沙", "艾则孜・木沙", "州长"),
    ("县长候选人　周一方", "周一方", "县长"),
    ("副县长（主持政府工作）　周一方", "周一方", "副县长"),
    ("县长（代）周一方", "周一方", "县长"),
    ("开发区管委会主任 陈大明", "陈大明", "开发区管委会主任"),
    ("县 长  周 一 方", "周一方", "县长"),
    ("县　长：周　方", "周方", "县长"),
    ("湄潭县县长周一方政府工作报告", "周一方", "湄潭县县长"),
    ("报告人：周一方", "周一方", None),
    ("周一方　县人民政府县长", "周一方", None),
    ("周一方：政府工作报告", "周一方", None),
    ("毛伟明", "毛伟明", None),
    ("徐 飞", "徐飞", None),
    ("来源：湖南日报", None, None),
]


@pytest.mark.parametrize(("line", "name", "post"), SPEAKERS)
def test_speakers(line, name, post):
    found = metadata_of(["2026年政府工作报告", line])
    assert (found.speaker, found.speaker_post) == (name, post)


def test_office_and_name_on_two_lines():
    found = metadata_of(["政府工作报告", "国务院总理", "李 强"])
    assert (found.speaker, found.speaker_post) == ("李强", "国务院总理")


def test_a_speaker_in_the_line_of_the_session():
    where = "2025年1月16日在湖北省第十四届人民代表大会第三次会议上"
    line = where + "湖北省人民政府代省长李殿勋作政府工作报告。"
    found = metadata_of(["2025年湖北省政府工作报告", line])
    assert (found.speaker, found.speaker_post) == ("李殿勋", "湖北省人民政府代省长")
    assert found.session == "湖北省第十四届人民代表大会第三次会议"


SESSIONS = [
    (
        "(2017年12月6日在沙河口区第十八届人民代表大会第一次会议上)",
        "沙河口区第十八届人民代表大会第一次会议",
    ),
    ("——1984年5月15日在第六届全国人民代表大会第二次会议上", "第六届全国人民代表大会第二次会议"),
    ("在第 九 届全国人民代表大会第一次会议上", "第九届全国人民代表大会第一次会议"),
    ("2026年1月27日在甘肃省十四届人民代表大会第四次会议上", "甘肃省十四届人民代表大会第四次会议"),
    ("2011年3月5日在十一届全国人大四次会议上", "十一届全国人大四次会议"),
    ("2011年3月5日在十一届人大四次会议上", "十一届人大四次会议"),
    (
        "——2026年1月27日在沙河口区第十九届人民代表大会 第五次会议上",
        "沙河口区第十九届人民代表大会第五次会议",
    ),
    ("在湄潭县第 十六 届人民代表大会第 一 次会议上", "湄潭县第十六届人民代表大会第一次会议"),
    ("在湄潭县第16届人民代表大会第2次会议上", "湄潭县第16届人民代表大会第2次会议"),
    ("在湄潭县第十六届人民代表大会第一次全体会议上", "湄潭县第十六届人民代表大会第一次全体会议"),
    ("2026年1月27日", None),
    ("在湄潭县第十六届人民代表大会第一次会议上的报告", "湄潭县第十六届人民代表大会第一次会议"),
]


@pytest.mark.parametrize(("line", "session"), SESSIONS)
def test_sessions(line, session):
    assert metadata_of(["政府工作报告", line]).session == session


TITLES = [
    (["当前位置: 政务公开 >>政府工作报告 >>详细", TITLE], TITLE),
    (["区政府工作报告", TITLE], TITLE),
    ([TITLE, "区政府工作报告"], TITLE),
    (["政 府 工 作 报 告"], "政 府 工 作 报 告"),
    (["2006政府工作报告", "——2006年3月5日在会议上"], "2006政府工作报告"),
    (["2026年大连市政府工作报告——2026年1月27日在会议上"], "2026年大连市政府工作报告"),
    (["1956年国务院政府工作报告", "关于国家决算和国家预算的报告"], "1956年国务院政府工作报告"),
]


@pytest.mark.parametrize(("front", "title"), TITLES)
def test_titles(front, title):
    assert metadata_of(front).title == title


PLAN_2018 = ("一、2017年工作回顾", "二、2018年工作安排")
YEARS = [
    # Spoken early in the year: that year, whatever the title says.
    (["2026年政府工作报告", "2026年1月27日在会议上"], None, 2026),
    (["2025年政府工作报告", "2026年1月27日在会议上"], None, 2026),
    (["政府工作报告", "2020年5月22日在会议上"], None, 2020),
    # Spoken late: the headings, then the title, then the next year.
    (["2018年政府工作报告", "2017年12月6日在会议上"], PLAN_2018, 2018),
    (["2017年政府工作报告", "2017年12月6日在会议上"], PLAN_2018, 2018),
    (["2018年政府工作报告", "2017年12月6日在会议上"], None, 2018),
    (["政府工作报告", "2017年12月6日在会议上"], None, 2018),
    (["1981年政府工作报告", "1981年11月30日在会议上"], None, 1981),
    (["1981年政府工作报告", "1981年11月30日在会议上"], ("一、形势", "二、1985年的目标"), 1981),
    # Not dated: the headings, then the title.
    (["政府工作报告"], PLAN_2018, 2018),
    (["2019年政府工作报告"], PLAN_2018, 2018),
    (["2018年政府工作报告"], None, 2018),
    (["政府工作报告"], ("一、２００９年工作回顾", "二、２０１０年主要任务"), 2010),
    (["政府工作报告"], None, None),
    (["二 〇 一 二 年 政 府 工 作 报 告"], None, 2012),
    (["湄潭县人民政府二O一二年工作报告"], None, 2012),
    (["政府工作报告", "（二〇一二年）"], None, 2012),
    (["政府工作报告", "2012年2月"], None, 2012),
    (["2012年", "政府工作报告"], None, 2012),
    (["阜平县12年政府工作报告"], None, 2012),
    (["九八年度政府工作报告"], None, 1998),
    (["阜平县建县80年成就和政府工作报告"], None, None),
    (["政府工作报告"], ("一、二〇一一年工作回顾", "二、二〇一二年主要任务"), 2012),
    # A page's date is no date of delivery.
    (["政府工作报告", "发布日期:2018-01-15"], None, None),
]


@pytest.mark.parametrize(("front", "chapters", "year"), YEARS)
def test_the_year_is_that_of_the_plan(front, chapters, year):
    found = metadata_of(front, *([chapters] if chapters else []))
    assert found.report_year == year
    assert found.reviewed_year == (year - 1 if year else None)


PLACES = [
    (["大连市政府工作报告"], REPORTS, ("210200", "大连市", "prefecture")),
    (["沙河口区人民政府工作报告"], REPORTS, ("210204", "沙河口区", "county")),
    (
        ["政府工作报告", "2026年1月27日在广西壮族自治区第十四届人民代表大会第五次会议上"],
        REPORTS,
        ("450000", "广西壮族自治区", "provincial"),
    ),
    (["2025年新疆政府工作报告"], REPORTS, ("650000", "新疆维吾尔自治区", "provincial")),
    (["政府工作报告", "北京市市长 殷勇"], REPORTS, ("110000", "北京市", "provincial")),
    (["政府工作报告", "国务院总理 李强"], REPORTS, ("000000", "全国", "national")),
    (["政府工作报告"], "现在，我代表国务院，向大会报告工作。", ("000000", "全国", "national")),
    (
        ["政府工作报告"],
        "现在，我代表浙江省人民政府，向大会报告工作。",
        ("330000", "浙江省", "provincial"),
    ),
    (["政府工作报告"], REPORTS, (None, None, None)),
    (
        ["政府工作报告", "2026年1月27日在第十四届全国人民代表大会第四次会议上"],
        REPORTS,
        ("000000", "全国", "national"),
    ),
]


@pytest.mark.parametrize(("front", "reports", "place"), PLACES)
def test_places(front, reports, place):
    found = metadata_of(front, reports=reports)
    assert (found.region_code, found.region, found.level) == place


def test_the_metadata_of_the_district_report(district, key):
    expected = {name: value for name, value in key["metadata"].items() if name != "encoding"}
    found = {field.name: getattr(district.metadata, field.name) for field in fields(Metadata)}
    assert found.pop("parents") == ("辽宁省", "大连市")
    assert found == expected


def test_year_and_place_of_every_shared_report_are_those_of_the_manifest(shared):
    with (shared[0].parents[1] / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        path = shared[0].parents[1] / row["file"]
        found = read_report(path).metadata
        assert (str(found.report_year), found.region_code) == (
            row["report_year"],
            row["region_code"],
        ), path


@pytest.mark.parametrize(
    ("front", "field", "expected"),
    [
        (["政府工作报告", "2026年1月20日在徐水县第十四届人民代表大会", "第五次会议上"],
         "session", "徐水县第十四届人民代表大会第五次会议"),
        (["政府工作报告", "2026年1月20日大连市第十七届人民代表大会第五次会议"],
         "session", "大连市第十七届人民代表大会第五次会议"),
        (["政府工作报告2026年1月20日大连市第十七届人民代表大会第五次会议通过大连市人民政府市长"],
         "session", "大连市第十七届人民代表大会第五次会议"),
        (["政府工作报告", "大连市第十七届人民代表大会第五次会议通过大连市人民政府市长 张三"],
         "speaker_post", "大连市人民政府市长"),
        (["政府工作报告", "2026年2月16日 季允石"], "speaker", "季允石"),
        (["政府工作报告", "（2026年1月12日 陈全国）"], "speaker", "陈全国"),
        (["政府工作报告", "河北"], "speaker", None),
        (["无障碍", "首页", "政府工作报告"], "speaker", None),
        (["政府工作报告", "在广西壮族自治区第十四届人民代表大会第五次会议上"],
         "session", "广西壮族自治区第十四届人民代表大会第五次会议"),
    ],
)  # fmt: skip
def test_session_and_speaker_as_old_pages_print_them(front, field, expected) -> None:
    assert getattr(metadata_of(front), field) == expected


@pytest.mark.parametrize("label", ["标题：", "标题:", "【标题】：", "文件名称： "])
def test_the_label_that_a_collector_puts_before_a_title_is_not_part_of_it(label) -> None:
    assert metadata_of([f"{label}某省2006年政府工作报告"]).title == "某省2006年政府工作报告"
    assert metadata_of(["2006年政府工作报告"]).title == "2006年政府工作报告"


NOTHING = Metadata(*[None] * (len(fields(Metadata)) - 1))


def test_what_the_text_does_not_state_is_that_of_the_files_name_or_of_its_mentions():
    named, origin = completed(NOTHING, "沙河口区2018年", "优化营商环境。")
    assert (named.report_year, named.reviewed_year, named.region_code) == (2018, 2017, "210204")
    assert origin == {"report_year": "name", "region": "name"}
    known = replace(NOTHING, report_year=2020, region="大连市")
    assert completed(known, "沙河口区2018年", "") == (known, {})
    text, site = "现在，我代表县人民政府作报告。", ["定兴县人民政府网站"]
    named, origin = completed(NOTHING, "沙河口区2012年", text, site)
    assert (named.region_code, origin["region"]) == ("130626", "site")
    mentions = "我代表区人民政府报告工作。在深圳市委领导下，" + "盐田港吞吐量增长。" * 20
    named, origin = completed(NOTHING, "沙河口区2012年", mentions)
    assert (named.region_code, origin["region"]) == ("440308", "mentions")
    two_years, origin = completed(NOTHING, "2017年至2018年", "")
    assert two_years.report_year is None and origin == {}


def test_a_correction_wins_and_a_place_without_a_code_keeps_the_one_above_it():
    stated = replace(NOTHING, report_year=2018, region="沙河口区", region_code="210204")
    corrections = {"report_year": "2020", "region_code": "210203", "note": "no field"}
    fixed = corrected(stated, corrections, "")
    assert (fixed.report_year, fixed.reviewed_year, fixed.region) == (2020, 2019, "西岗区")
    area = corrected(replace(stated, parents=("辽宁省", "大连市")), {"region": "某某新区"}, "")
    assert (area.region, area.region_code) == ("某某新区", None)
    assert area.parents == ("辽宁省", "大连市")
