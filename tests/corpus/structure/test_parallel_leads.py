"""First sentences that have one form, or direct as the headings of their section do."""

import pytest

from corpus.structure.parallel_leads import further_leads, parallel_leads


@pytest.mark.parametrize(
    "leads",
    [
        [
            "针对物价上涨，加大补贴力度",
            "针对订单减少，多渠道扩大销路",
            "针对用工紧张，强化技能培训",
        ],
        [
            "我们狠抓项目，发展后劲持续增强",
            "我们以绿为先，城乡面貌大为改观",
            "我们倾力惠民，生活品质提升",
        ],
        [
            "这是攻坚克难、奋勇争先的一年",
            "这是深化改革、激发活力的一年",
            "这是服务群众、增进福祉的一年",
        ],
        ["这是投资最多的一年", "这是变化最大的一年", "这是群众受益最广的一年"],
        ["要以更高的站位抓落实", "要以更实的作风抓落实", "要以过硬的本领抓落实"],
        [
            "农业生产稳步提升，粮食安全基础牢固",
            "工业经济逆势增长，骨干企业成倍壮大",
            "商贸流通持续活跃，消费潜力加快释放",
        ],
        [
            "突出“内外联通、多网合一”，完善交通体系",
            "突出“老旧更新、留改并重”，提高建设品质",
            "突出“一网统管、一屏统览”，提升治理效能",
        ],
    ],
)
def test_three_or_more_neighbours_of_one_form_are_headings(leads):
    assert parallel_leads(leads) == [True] * len(leads)
    assert parallel_leads([None, *leads, "问题仍然不少"]) == [False, *[True] * len(leads), False]
    assert parallel_leads(leads[:2]) == [False, False]
    assert parallel_leads([leads[0], None, *leads[1:]]) == [False] * (len(leads) + 1)


@pytest.mark.parametrize(
    "leads",
    [
        [
            "各位代表，回顾过去，成绩不易",
            "各位代表，展望未来，信心满怀",
            "各位代表，任务艰巨，使命光荣",
        ],
        ["粮食总产稳定，增加5万吨", "粮食储备稳定，增加3万吨", "粮食价格稳定，上涨1%"],
        [
            "我们重视这件事，这是稳定的大局",
            "我们希望办好它，这是群众的心愿",
            "我们坚持原则，是有理由的",
        ],
        ["我们坚信前途光明，大有可为", "我们清醒地看到，差距不小", "我们也清醒看到，任务很重"],
        ["工业增长较快", "旱情严重", "学校建成开学"],
        ["今年是小康的决胜之年", "今年是脱贫的决战之年", "今年是“十三五”的收官之年"],
        ["这是上级正确领导的结果", "这是各界大力支持的结果", "这是全县人民奋斗的结果"],
        ["我们要认识到，机遇与挑战并存", "我们要认识到，压力与动力同在", "我们要认识到，路还很长"],
        [
            "基础工业薄弱，须首先加强能源",
            "基础设施不足，对此群众有意见，需要时间",
            "基础研究落后，要赶上去，先要有人",
        ],
    ],
)
def test_sentences_that_narrate_are_no_headings(leads):
    assert not any(parallel_leads(leads))


def test_a_directive_is_a_heading_where_two_of_its_section_are():
    sure = [None, None, "推进教育公平", "改善医疗服务", None]
    leads = ["加强社会治理", "人口流动加快", None, None, "大力发展养老服务"]
    assert further_leads(leads, sure, [1] * 5) == [True, False, False, False, True]
    assert further_leads(leads, sure, [1, 1, 1, 1, 2]) == [True, False, False, False, False]
    assert not any(further_leads(leads, [*sure[:3], None, None], [1] * 5))


@pytest.mark.parametrize("lead", ["推进改革，我们责无旁贷", "提高效率重在用人", "加强管理是根本"])
def test_a_statement_about_what_is_done_is_no_heading(lead):
    sure = [None, "推进教育公平", "改善医疗服务"]
    assert not any(further_leads([lead, None, None], sure, [1] * 3))
