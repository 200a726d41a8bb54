from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.schema import ORIENTATIONS
from corpus.structure import orientation
from corpus.structure.blocks import Block
from corpus.structure.orientation import orientations, sentence_orientations
from corpus.structure.outline import outline
from tests.corpus.conftest import check_first_look

SHORT = {
    "opening": "opening",
    "past": "review_past_year",
    "past5": "review_multi_year",
    "problems": "problems",
    "next5": "plan_multi_year",
    "next": "plan_next_year",
    "closing": "closing",
}


def times_of(lines: list[str], report_year: int | None) -> list[str]:
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(start, start + len(line), line))
        start += len(line) + 1
    headings, paragraphs = outline(blocks)
    return list(orientations(headings, paragraphs, report_year=report_year))


# Generated reports: the year, then what is said and the time it speaks of.
ONE_YEAR = """2026
各位代表： | opening
现在，我代表市人民政府向大会报告工作，请予审议。 | opening
一、2025年工作回顾 | past
过去一年，面对严峻复杂的形势，我们坚持稳中求进，取得了来之不易的成绩。 | past
（一）着力稳增长，经济运行平稳向好。全市生产总值增长5.2%，投资增长6%。 | past
各位代表！过去一年的成绩，是全市人民团结奋斗的结果，表示衷心的感谢！ | past
同时，我们也清醒认识到，发展中还存在不少问题：产业结构不优，创新能力不强。 | problems
二、2026年工作安排 | next
今年是“十五五”开局之年，做好各项工作意义重大。 | next
今年经济社会发展的主要预期目标是：生产总值增长5%左右。 | next
（一）加快建设现代化产业体系。实施重点产业链提升行动，培育新质生产力。 | next
过去一年培育的企业要继续做强，全年新增规上企业100家以上。 | next
三、加强政府自身建设 | next
各位代表，新时代对政府自身建设提出了新要求，必须依法行政、廉洁从政。 | next
各位代表！完成新任务，对政府工作提出新的更高要求。我们要勤勉尽责！ | next
各位代表！让我们团结奋斗，为建设美好家园作出更大贡献！ | closing
"""

CHANGE_OF_GOVERNMENT = """2018
各位代表： | opening
现在，我代表区人民政府向大会报告工作，请予审议。 | opening
一、2017年和过去五年工作回顾 | past
2017年，在市委、市政府的正确领导下，我们扎实做好各项工作。 | past
一年来，我们主要做了以下工作： | past
一是坚持新发展理念，质量效益不断提升。积极应对严峻复杂的经济形势。 | past
过去五年，我们认真落实各项决策部署，各项事业迈上了新台阶。 | past5
五年来，我们抓住经济建设这个中心，综合实力持续提升，群众得到更多实惠。 | past5
回顾五年工作，成绩来之不易，经验弥足珍贵。 | past5
同时，我们也清醒地认识到，发展还面临一些困难和挑战。 | problems
这些问题，必须着力加以解决。 | problems
二、今后五年的主要目标任务 | next5
今后五年，是全面建成小康社会的决胜期。 | next5
（一）推动产业优化升级。坚持质量第一，深化供给侧结构性改革。 | next5
三、2018年主要工作安排 | next
2018年是新一届政府的开局之年。 | next
（一）提升产业发展能级。推动重点项目开工建设，增强发展后劲。 | next
各位代表，蓝图已绘就。让我们砥砺前行，为实现美好生活而努力奋斗！ | closing
"""

FIVE_YEAR_PLAN = """2026
各位代表： | opening
现在，我代表省人民政府向大会报告工作。 | opening
一、“十四五”时期和2025年工作回顾 | past5
“十四五”时期是极不平凡的五年，我们取得了历史性成就。 | past5
——经济实力跃上新台阶。全省生产总值年均增长5.5%，人均水平显著提高。 | past5
各位代表，刚刚过去的2025年，我们着力稳就业、稳企业、稳预期。 | past
——向新的动能持续增强。科技创新取得新进步，全国高校技术转移中心运行。 | past
2025年任务完成，标志着“十四五”圆满收官。五年来，我们牢记嘱托。 | past5
在看到成绩的同时，我们也认识到老问题、新挑战仍然不少。 | problems
二、“十五五”时期总体要求和目标任务 | next5
“十五五”时期是夯实基础、全面发力的关键时期。 | next5
三、2026年重点工作 | next
今年是“十五五”开局之年，重点做好十个方面工作。 | next
展望“十五五”，我们充满信心。让我们勇毅前行，谱写崭新篇章！ | closing
"""

ACHIEVEMENTS_AND_AIMS = """2026
各位代表： | opening
现在，我代表市人民政府向大会报告工作。 | opening
一、2025年工作回顾 | past
2025年，我们坚持稳中求进，圆满完成了全年目标任务。 | past
二、“十四五”时期发展成就和“十五五”时期主要目标任务 | past5
“十四五”时期是极不平凡的五年，我们实现了圆满收官。 | past5
这五年，我们锐意改革，发展取得显著成效。科技创新的引领作用更加凸显。 | past5
“十五五”时期是承前启后的关键时期，机遇和挑战并存。 | next5
围绕上述目标，从六个维度设置了主要指标。 | next5
三、2026年重点工作 | next
今年重点做好十方面工作。 | next
"""

TURNS_WITHIN_A_CHAPTER = """2013
各位代表： | opening
现在，我代表国务院向大会作政府工作报告。 | opening
一、过去五年工作回顾 | past5
本届政府任期五年来，我们走过了极不平凡的历程。 | past5
过去的五年，我们战胜了各种困难。 | past5
我们清醒地认识到，经济社会发展中还存在不少矛盾和问题。 | problems
二、对今年政府工作的建议 | next
今年要突出抓好以下工作。 | next
今后五年，要实现城乡居民收入稳步增长。 | next5
"""

WITHOUT_CHAPTERS = """1980
各位代表： | opening
我代表国务院，向大会作政府工作报告。 | opening
过去的一年，我们的工作取得了很大的成绩，各条战线都有新的进步，人民是满意的。 | past
工业和农业都超额完成了国家计划规定的任务，市场供应和人民生活继续有所改善。 | past
三年来，我们调整了国民经济的比例关系，走上了健康发展的轨道，工作有了基础。 | past5
但是，工作中还存在不少缺点，需要认真加以改正。 | problems
1980年，我们要继续贯彻调整的方针，把国民经济进一步搞好，把生活安排得更好。 | next
我们要继续努力，团结一致，为实现四个现代化而奋斗！ | closing
"""

REPORTS = {
    "one year": ONE_YEAR,
    "change of government": CHANGE_OF_GOVERNMENT,
    "five-year plan": FIVE_YEAR_PLAN,
    "achievements and aims": ACHIEVEMENTS_AND_AIMS,
    "turns within a chapter": TURNS_WITHIN_A_CHAPTER,
    "without chapters": WITHOUT_CHAPTERS,
}


@pytest.mark.parametrize("name", REPORTS)
def test_the_time_of_each_paragraph(name):
    year, *rows = REPORTS[name].splitlines()
    lines, expected = zip(*(row.split(" | ") for row in rows), strict=True)
    found = times_of(list(lines), int(year))
    assert list(zip(lines, found, strict=True)) == [
        (line, SHORT[short]) for line, short in zip(lines, expected, strict=True)
    ]


# Quoted from the shared reports, shortened: how reports admit what is wrong.
ADMISSIONS = [
    "我们清醒地看到，前进中还有不少困难和问题。经济生活中的主要问题仍然是有效需求不足。",
    "在充分肯定成绩的同时，也要清醒地看到，经济和社会生活中还存在不少问题。",
    "同时，我们也清醒认识到，工作中还存在不少问题不足和风险挑战：外部环境变化影响加深。",
    "应当清醒地看到，当前我们还存在不少困难。经济效益虽开始有所提高，但仍不理想。",
    "我们还认识到，各级政府工作中存在不少缺点和不足。政府职能转变滞后，一些工作落实不够。",
    "在看到发展成就的同时，我们也清醒认识到，我国是一个发展中大国。",
    "五年来我们取得的成就是巨大的，但前进中仍然存在不少困难和问题，工作中也还有不少缺点。",
    "我们在各项工作取得成绩的同时，面临的问题和困难也不少，最突出的是出现了通货膨胀。",
    "当前我国经济和社会生活中存在的突出问题是物价上涨过多，使人民生活的改善受到影响。",
    "安不忘危，兴不忘忧。我们清醒认识到，发展不平衡不充分的一些突出问题尚未解决，"
    "经济增长内生动力还不够足，创新能力还不够强，发展质量和效益不够高。",
    "在看到成绩的同时，我们也认识到老问题、新挑战仍然不少，主要是外部环境变化影响加深。",
]
NO_ADMISSIONS = [
    "一年来，我们着力破解发展难题，解决了一批群众反映强烈的问题，困难群众得到更多帮助。",
    "各位代表，各方面都面临不少困难和挑战。一年来，我们采取了一些办法，解决了一些问题。",
    "坚持问题导向，补齐短板，着力解决不平衡不充分的问题。",
    "困难群众救助标准提高10%，就业困难人员实现就业1.2万人。",
    "在国际形势复杂多变的同时，全省上下同心协力，经济运行总体平稳，各项任务圆满完成。",
]


def around(paragraph: str, title: str) -> list[str]:
    return ["各位代表：", "我代表市政府报告工作。", title, "我们做了以下工作。", paragraph, "完。"]


@pytest.mark.parametrize("paragraph", ADMISSIONS)
def test_what_is_wrong_is_problems_in_a_review_and_not_in_a_plan(paragraph):
    assert times_of(around(paragraph, "一、2025年工作回顾"), 2026)[4] == "problems"
    assert times_of(around(paragraph, "一、2026年工作安排"), 2026)[4] != "problems"


@pytest.mark.parametrize("paragraph", NO_ADMISSIONS)
def test_the_word_problem_alone_makes_none(paragraph):
    assert times_of(around(paragraph, "一、2025年工作回顾"), 2026)[4] == "review_past_year"


def test_the_points_of_an_admission_are_problems_too():
    lines = around("我们也清醒地看到，仍然存在不少问题。", "一、2006年工作回顾")
    points = [
        "一是结构矛盾突出。比例不合理。",
        "二是增长方式粗放。能耗高。",
        "对这些问题要认真解决。",
    ]
    found = times_of([*lines[:-1], *points, "二、2007年工作部署", "今年要做好。"], 2007)
    assert found[4:] == ["problems"] * 4 + ["plan_next_year"] * 2


# Headings quoted from the shared reports, as the first chapter and as the second.
TITLES = [
    ("一、一年来工作回顾", "review_past_year"),
    ("一、“九五”时期国民经济和社会发展的回顾", "review_multi_year"),
    ("一、过去五年政府工作的回顾", "review_multi_year"),
    ("一、三年来的斗争和新时期的总任务", "review_multi_year"),
    ("一、“六五”计划执行情况的回顾", "review_multi_year"),
    ("一、1998年工作回顾和1999年工作的总体要求", "review_past_year"),
    ("一、国民经济取得新的进展", "review_past_year"),
    ("二、今年主要任务", "plan_next_year"),
    ("二、“十五”期间的奋斗目标和指导方针", "plan_multi_year"),
    ("二、今后十五年的奋斗目标和指导方针", "plan_multi_year"),
    ("二、未来五年工作考虑", "plan_multi_year"),
    ("三、对2018年政府工作的建议", "plan_next_year"),
    ("三、加强政府自身建设", "plan_next_year"),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_the_heading_of_a_chapter_says_its_time(title, expected):
    before = [] if title[0] == "一" else ["一、2025年工作回顾", "我们做了工作。"]
    lines = ["各位代表：", "我代表市政府报告工作。", *before, title, "我们坚持稳中求进。"]
    assert times_of(lines, None)[2 + len(before)] == expected


@pytest.mark.parametrize("year", ["2018年", "２０１８年", "2 0 1 8 年"])
def test_the_width_of_digits_does_not_matter(year):
    reviewed = year.replace("8", "7").replace("８", "７")
    title = f"一、{reviewed}和过去五年工作回顾"
    lines = [
        "各位代表：",
        "我代表市政府报告工作。",
        title,
        "过去五年很不平凡。",
        f"{reviewed}，我们做了工作。",
    ]
    found = times_of([*lines, f"二、{year}工作安排"], 2018)
    assert found[2:] == [
        "review_past_year",
        "review_multi_year",
        "review_past_year",
        "plan_next_year",
    ]


def test_the_year_of_the_plan_decides_what_a_year_means():
    lines = around("2025年，我们坚持稳中求进。", "一、回顾与展望")
    assert times_of(lines, 2026)[4] == "review_past_year"
    other = ["各位代表：", "我代表市政府报告工作。", "一、过去五年的回顾", "2023年，我们做了工作。"]
    assert times_of(other, 2026)[3] == "review_multi_year"
    assert times_of(other, 2024)[3] == "review_past_year"


LINES = st.sampled_from(
    [line.split(" | ")[0] for text in REPORTS.values() for line in text.splitlines()[1:]]
)


@given(st.lists(LINES, max_size=20), st.sampled_from([None, 2018, 2026]))
def test_every_paragraph_of_any_text_has_a_time(lines, year) -> None:
    found = times_of(lines, year)
    assert len(found) == len(lines)
    assert set(found) <= set(ORIENTATIONS) - {"front_matter", "appendix", "boilerplate"}
    assert "opening" not in found[found.index("closing") :] if "closing" in found else True


def test_the_times_of_the_district_report(district, key):
    rows = zip(key["paragraphs"], district.paragraphs.itertuples(), strict=True)
    for (start, expected), row in rows:
        assert row.text.startswith(start)
        assert (start, row.orientation) == (start, expected)


def test_the_counts_of_the_district_report(district):
    spoken = district.paragraphs["orientation"]
    assert Counter(spoken) == {
        "opening": 2,
        "review_past_year": 10,
        "review_multi_year": 10,
        "problems": 1,
        "plan_multi_year": 10,
        "plan_next_year": 38,
        "closing": 2,
        "front_matter": 5,
        "boilerplate": 8,
    }


@pytest.mark.parametrize(
    ("paragraph", "sentences", "times"),
    [
        (
            "plan_next_year",
            ["过去一年，国防和军队建设扎实推进。", "各项事业取得进步。", "新的一年，要深化改革。"],
            ["review_past_year", "review_past_year", "plan_next_year"],
        ),
        (
            "plan_next_year",
            ["去年提高了标准。", "今年再提高20元。"],
            ["plan_next_year", "plan_next_year"],
        ),
        (
            "review_past_year",
            ["就业稳定增长。", "同时，我们清醒认识到，发展中还存在不少困难和问题。", "效益不高。"],
            ["review_past_year", "problems", "problems"],
        ),
        (
            "review_multi_year",
            ["五年来成绩显著。", "今后，我们要继续努力。"],
            ["review_multi_year", "plan_next_year"],
        ),
        ("problems", ["还存在不少问题。", "今后我们将加以解决。"], ["problems", "problems"]),
        ("closing", [], []),
    ],
)
def test_each_sentence_of_a_paragraph_that_turns_has_its_time(paragraph, sentences, times):
    assert sentence_orientations(paragraph, sentences) == times


@pytest.mark.hypothesis
def test_what_a_pattern_finds_has_what_is_looked_for_first() -> None:
    check_first_look(orientation._ADMITS_PROBLEMS, orientation._PROBLEM_WORDS.search)


START = ["各位代表：", "我代表市政府报告工作。"]
DONE = "全市生产总值增长5%，新增就业3万人，各项任务顺利完成。"


def test_a_chapter_of_results_before_the_plan_is_review() -> None:
    results = ["二、产业发展实现新提升", DONE, "三、民生福祉持续改善", DONE]
    lines = [*START, "一、2024年工作回顾", DONE, *results]
    found = times_of([*lines, "四、2025年目标任务", "今年要做好工作。"], 2025)
    assert found[2:] == ["review_past_year"] * 6 + ["plan_next_year"] * 2


@pytest.mark.parametrize(
    "title",
    ["二、加快产业发展实现新提升", "二、奋力开创发展新局面", "二、加强环境保护", "二、总体要求"],
)
def test_a_chapter_that_says_what_is_to_be_done_is_plan(title) -> None:
    lines = [*START, "一、2024年工作回顾", DONE, title, DONE, "三、2025年目标任务", DONE]
    assert times_of(lines, 2025)[4] == "plan_next_year"


def test_without_a_chapter_that_names_the_plan_no_chapter_of_results_is_review() -> None:
    lines = [*START, "一、2024年工作回顾", DONE, "二、产业发展实现新提升", DONE]
    assert times_of(lines, 2025)[4] == "plan_next_year"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("二、2000年政府工作的主要任务", "plan_next_year"),
        ("二、2002年工作安排", "plan_next_year"),
        ("二、2002年目标任务完成情况", "review_past_year"),
        ("二、2002年主要工作", "review_past_year"),
    ],
)
def test_a_past_year_in_the_title_of_the_last_plan_is_a_misprint(title, expected) -> None:
    lines = [*START, "一、2002年工作回顾", DONE, title, DONE]
    assert times_of(lines, 2003)[4:] == [expected] * 2
    # With a plan after it, a past year means what it says.
    found = times_of([*lines, "三、2003年工作安排", DONE], 2003)
    assert found[4:] == ["review_past_year"] * 2 + ["plan_next_year"] * 2


@pytest.mark.parametrize(
    "opening",
    [
        "各位代表，2005年是规划收官之年。",
        "承上启下的2005年，是“十五”时期的最后一年。",
        "特别要指出的是，刚刚过去的2005年，各项工作又有新的进展。",
    ],
)
def test_a_review_of_several_years_turns_to_the_last_of_them(opening) -> None:
    title = "一、“十五”时期和2005年工作回顾"
    lines = [*START, title, "“十五”时期成绩显著。", opening, f"（一）经济增长。{DONE}"]
    years = ["review_multi_year", "review_multi_year", "review_past_year", "review_past_year"]
    assert times_of(lines, 2006)[2:] == years
    assert times_of(lines, 2008)[2:] == ["review_multi_year"] * 4


@pytest.mark.parametrize("marks", ["“”", '""', "「」", "＂＂"])
def test_the_name_of_a_plan_may_stand_in_any_quotation_marks(marks) -> None:
    plan = f"{marks[0]}十一五{marks[1]}"
    lines = [*START, f"一、{plan}发展成就及2010年工作回顾", f"{plan}期间，总量连续跃升。", DONE]
    assert times_of(lines, 2011)[3:] == ["review_multi_year"] * 2


@pytest.mark.parametrize("year", ["2005年粮食总产达到500万吨", "2003年，我们战胜了灾害"])
def test_a_year_within_a_review_of_several_years_is_no_turn(year) -> None:
    lines = [*START, "一、过去五年的回顾", "五年来成绩显著。", f"五年间，{year}。{DONE}"]
    assert times_of(lines, 2006)[4] == "review_multi_year"


SINCE = "五年来，我们昂扬奋进，综合实力大幅跃升。"


def test_a_paragraph_of_one_year_that_goes_on_to_five_is_of_five() -> None:
    said = f"艰难方显勇毅！2020年，我们付出了努力。{SINCE}{DONE}{SINCE}{DONE}"
    lines = [*START, "一、2020年工作回顾", DONE, said, f"（一）经济增长。{SINCE}{SINCE}"]
    found = times_of([*lines, "各位代表！五年风雨兼程，五年硕果累累。"], 2021)
    assert found[4] == found[6] == "review_multi_year"
    once = [*lines[:4], f"2020年，我们付出了努力。{DONE}{SINCE}"]
    assert times_of(once, 2021)[4] == "review_past_year"
    numbered = [*lines[:4], f"（一）经济增长。{SINCE}{SINCE}"]
    assert times_of(numbered, 2021)[4] == "review_past_year"


def test_a_sentence_on_the_coming_years_leaves_an_annual_plan_annual() -> None:
    lines = [*START, "一、2015年工作回顾", DONE, "二、2016年工作思路和重点", "今年是起步之年。"]
    years = ["未来五年，我们要建设现代化城区。", "为此要打牢基础。"]
    rest = ["按照部署，今年工作的总体思路是稳中求进。", f"（一）抓好规划。{DONE}"]
    found = times_of([*lines, *years, *rest], 2016)
    assert found[6:] == ["plan_multi_year"] * 2 + ["plan_next_year"] * 2
    headed = times_of([*lines, *years, "（一）抓好规划", DONE], 2016)
    assert headed[6:] == ["plan_multi_year"] * 2 + ["plan_next_year"] * 2
    # In a chapter on several years the years go on.
    both = [line.replace("2016年工作", "“十三五”工作") for line in lines]
    assert times_of([*both, *years, rest[1]], 2016)[-1] == "plan_multi_year"


@pytest.mark.parametrize(
    "paragraph",
    [
        "成绩值得肯定，但问题不容忽视。主要是产业基础薄弱，转型任务艰巨。",
        "各位代表！回顾本届政府工作，存在的问题不容回避。我们也看到产业竞争力不强。",
        "追求永无止境，任重道远。在前进的道路上，我们面临着环境趋紧、竞争加剧等严峻挑战。"
        "一是结构不优，二是动力不足，三是保障不够，四是作风不实，都要努力加以解决。",
        "各位代表！前路不会平坦，越要居安思危。当前，形势复杂多变。站在新的起点，我们必须清醒"
        "认识到，发展依然存在一些短板和问题：总量小，质量不高，能力弱，营商环境有待优化，"
        "服务水平有待提升，部分干部作风不实。对此，我们将认真加以解决。",
    ],
)
def test_problems_admitted_after_other_words_are_problems(paragraph) -> None:
    assert times_of(around(paragraph, "一、2025年工作回顾"), 2026)[4] == "problems"


def test_problems_listed_one_by_one_are_problems_in_a_plan_too() -> None:
    said = "我们也清醒看到发展存在的差距和挑战。一是实力不强。二是空间不足。"
    measures = "我们必须清醒认识到，发展还存在不少短板，要加快补齐。"
    assert times_of(around(said, "一、2026年工作安排"), 2026)[4] == "problems"
    assert times_of(around(measures, "一、2026年工作安排"), 2026)[4] == "plan_next_year"


def test_the_paragraphs_below_problems_and_a_colon_are_their_list() -> None:
    lines = around("我们清醒地认识到，发展还面临不少困难和问题：", "一、2025年工作回顾")[:-1]
    items = ["保持增长任务艰巨。动力尚在转换。", "空间难以满足需求。更新不够快。"]
    after = ["上述问题，我们将认真解决。", "我们还做好了统计工作。"]
    found = times_of([*lines, *items, *after], 2026)
    assert found[4:] == ["problems"] * 4 + ["review_past_year"]
    turned = times_of([*lines, *items, "各位代表！成绩来之不易。"], 2026)
    assert turned[4:] == ["problems"] * 3 + ["review_past_year"]
    single = [*lines[:-1], "我们清醒地认识到，发展还面临不少困难和问题。", *items]
    assert times_of(single, 2026)[4:] == ["problems"] + ["review_past_year"] * 2


LAST = "让我们团结奋斗，为建设美好家园作出更大贡献！"


def test_what_is_to_be_done_is_not_the_closing() -> None:
    lines = [*START, "一、2025年工作回顾", DONE, "二、2026年工作安排", "今年要做好工作。"]
    rule = "各位代表！做好全年工作，必须依法办事。一是公正执法。二是政务公开。"
    assert times_of([*lines, rule, LAST], 2026)[-2:] == ["plan_next_year", "closing"]
    vow = "各位代表！蓝图已经绘就，前景催人奋进。"
    assert times_of([*lines, vow, LAST], 2026)[-2:] == ["closing", "closing"]
    aims = "工作的基本思路是：坚持稳中求进，夺取各项事业的新胜利。"
    assert times_of([*lines, aims], 2026)[-1] == "plan_next_year"


def test_years_within_a_paragraph_turn_and_return() -> None:
    said = ["经济平稳增长。", SINCE, "民生改善。", "一年来，就业稳定。"]
    one, years = "review_past_year", "review_multi_year"
    assert sentence_orientations("review_past_year", said) == [one, years, years, one]
    said = ["2020年，我们付出了努力。", SINCE, "城镇化率达到46%。"]
    assert sentence_orientations("review_multi_year", said) == [one, years, years]
    campaign = ["道路整治行动收官。", "三年来，我们破解了交通瓶颈。"]
    assert sentence_orientations("review_past_year", campaign) == [one, one]


@pytest.mark.parametrize(
    ("title", "first", "time"),
    [
        ("二、主要任务", "今后五年，我们要坚持稳中求进，推动高质量发展。", "plan_multi_year"),
        ("二、主要任务", "我们要坚持稳中求进，推动高质量发展。", "plan_next_year"),
        ("二、“十五五”规划的第一年主要任务", "我们要坚持稳中求进。", "plan_next_year"),
        ("二、“十五五”时期主要任务", "我们要坚持稳中求进。", "plan_multi_year"),
    ],
)
def test_a_chapter_of_tasks_is_of_the_time_that_its_title_or_its_beginning_names(
    title, first, time
):
    said = "过去一年，各项工作取得新的成绩，人民生活持续改善。"
    lines = ["各位代表：", "一、2025年工作回顾", said, said, title, first, "我们要努力工作。"]
    assert times_of(lines, 2026)[5] == time


PARTS_ONLY = """2012
各位代表： | opening
现在，我代表县人民政府向大会报告工作，请予审议。 | opening
2011年，全县经济平稳增长，完成生产总值68亿元，增长9%。 | past
（一）产业结构持续优化 | past
粮食总产量达到32万吨，新增茶园1万亩。 | past
（二）城乡面貌明显改善 | past
新建公路218公里，改造危房2350户。 | past
2012年政府工作的总体要求是：稳中求进，改善民生。 | next
（一）着力做强特色产业 | next
大力发展茶叶，培育龙头企业5家。 | next
（二）着力推进城乡建设 | next
启动新城区主干道建设。 | next
各位代表！让我们团结奋斗，为建设美好家园作出更大贡献！ | closing
"""


def test_parts_of_chapters_that_lost_their_titles_are_no_chapters():
    year, *lines = PARTS_ONLY.strip().split("\n")
    said = [line.split(" | ") for line in lines]
    assert times_of([line for line, _ in said], int(year)) == [SHORT[time] for _, time in said]


def test_a_text_that_begins_with_its_second_chapter_has_no_opening():
    lines = [
        "第二部分 今后五年的奋斗目标",
        "今后五年政府工作的总体要求是稳中求进。",
        "第三部分 2018年重点工作",
        "2018年是新一届政府的开局之年，要抓好各项工作。",
    ]
    assert times_of(lines, 2018) == [SHORT["next5"]] * 2 + [SHORT["next"]] * 2


def test_a_review_comes_to_the_plan_of_the_year_within_a_paragraph():
    said = ["2011年增长9%。", "存在的主要问题是：总量小。", "2012年，我们要突出抓好各项工作。"]
    times = [SHORT["past"], SHORT["problems"], SHORT["next"]]
    assert sentence_orientations("review_past_year", said, report_year=2012) == times
    assert sentence_orientations("review_past_year", said, report_year=2013) == [
        SHORT["past"],
        SHORT["problems"],
        SHORT["problems"],
    ]
    said[0] = "2011年，全县财政收入达到5亿元，增长9%，居民收入稳步提高，各项事业全面进步。" * 3
    lines = ["各位代表：", "".join(said), "加快构建现代产业体系，推动产业升级。"]
    assert times_of(lines, 2012) == [SHORT["opening"], SHORT["past"], SHORT["next"]]


def test_a_chapter_whose_number_has_a_line_of_its_own_has_the_title_after_it():
    said = "全市上下坚持稳中求进，经济运行总体平稳。全年新增就业3万人。"
    opening = ["各位代表：", "现在，我代表市人民政府向大会报告工作，请予审议。"]
    titles = ("2025年工作回顾", "今后五年的奋斗目标", "2026年的任务")
    lines = [line for at, title in zip("一二三", titles, strict=True) for line in (at, title, said)]
    found = times_of([*opening, *lines], 2026)
    wanted = ["review_past_year", "plan_multi_year", "plan_next_year"]
    assert found == ["opening"] * 2 + [one for one in wanted for _ in range(3)]
