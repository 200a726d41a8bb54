"""How surely review and plan were found."""

import pytest

from corpus.structure.blocks import split_blocks
from corpus.structure.certainty import uncertain_parts
from corpus.structure.orientation import orientations
from corpus.structure.outline import outline

REVIEW, PLAN = "一、2017年工作回顾", "二、2018年主要任务"
TEXT = "全市经济持续发展，人民生活不断改善，各项事业全面进步，城乡面貌焕然一新。" * 5


def notice_of(*lines: str):
    headings, spoken = outline(list(split_blocks("\n".join(lines))))
    return uncertain_parts(headings, spoken, orientations(headings, spoken, report_year=2018), 2018)


def test_chapters_that_name_their_time_are_certain() -> None:
    assert notice_of(REVIEW, TEXT, PLAN, TEXT) is None
    assert notice_of("一、2017年经济发展基本状况", TEXT, PLAN, TEXT) is None


@pytest.mark.parametrize(
    ("lines", "sign"),
    [
        ((TEXT, TEXT), "no chapters"),
        ((REVIEW, TEXT), "no plan found"),
        (("一、2018年主要任务", TEXT, "二、保障措施", TEXT), "no review found"),
        (("一、经济发展", TEXT, PLAN, TEXT), "no chapter is headed as review"),
        ((REVIEW, TEXT, "二、加快经济发展", TEXT), "no chapter is headed as plan"),
        ((REVIEW, TEXT, "二、2016年主要任务", TEXT), "「2016年主要任务」 is worded as plan"),
        (("一、以优异成绩迎接党的二十大", TEXT, PLAN, TEXT), "no chapter is headed as review"),
    ],
)
def test_weak_signs_are_named(lines, sign) -> None:
    notice = notice_of(*lines)
    assert notice is not None and notice.code == "uncertain_parts"
    assert sign in notice.message


def test_a_past_year_in_the_title_of_a_review_contradicts_nothing() -> None:
    assert notice_of("一、2016年目标任务完成情况", TEXT, PLAN, TEXT) is None
    assert notice_of(REVIEW, TEXT, "二、2018年工作谋划", TEXT) is None
