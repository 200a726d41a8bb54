"""What is a government work report, and what is none."""

import pytest

from corpus.errors import Refusal
from corpus.structure.page import divide_page
from tests.corpus.structure.pages import BODY, FILLER, FRONT, body_of

NO_REPORTS = [
    (
        "the resolution",
        [
            "某市人民代表大会关于政府工作报告的决议",
            "会议听取和审议了市长所作的政府工作报告。",
            *FILLER,
        ],
    ),
    (
        "a court's report",
        ["最高人民法院工作报告", "各位代表：", "现在，我代表最高人民法院向大会报告工作。", *FILLER],
    ),
    (
        "a congress's report",
        ["某省人大常委会工作报告", "各位代表：", "我代表常务委员会报告工作。", *FILLER],
    ),
    (
        "a budget report",
        [
            "关于2025年预算执行情况和2026年预算草案的报告",
            "各位代表：",
            "受市政府委托报告。",
            *FILLER,
        ],
    ),
    (
        "a plan report",
        [
            "关于某市2025年国民经济和社会发展计划执行情况与2026年计划草案的报告",
            "各位代表：",
            *FILLER,
        ],
    ),
    (
        "a court's report without its title",
        ["各位代表：", "现在，我代表省高级人民法院向大会报告工作，请予审议。", *FILLER],
    ),
    (
        "a report to a party congress",
        ["各位代表、同志们：", "现在，我代表中共某市第六届市委向大会作报告。", *FILLER],
    ),
    (
        "a report to a consultative conference",
        [
            "各位委员：",
            "我受政协某市第五届委员会常务委员会的委托，代表常务委员会向大会报告工作。",
            *FILLER,
        ],
    ),
    (
        "how a report was drafted",
        ["各位委员：", "现将市政府《报告》起草情况和主要内容作说明。", *FILLER],
    ),
    (
        "an explanation",
        ["政府工作报告解读：今年怎么干", "今年的工作目标是怎样定下来的，请看以下内容。", *FILLER],
    ),
    (
        "a notice on tasks",
        ["关于印发2026年政府工作报告重点任务分工的通知", "各镇人民政府：", *FILLER],
    ),
    (
        "an audit report",
        ["审计工作报告", "主任、各位委员：", "我受县人民政府委托，报告审计情况。", *FILLER],
    ),
    ("a speech", ["在县委经济工作会议上的讲话", "同志们：", *FILLER]),
    (
        "an association",
        ["县总工会第八次代表大会工作报告", "各位代表：", *FILLER],
    ),
    (
        "a department",
        ["县教育局2026年工作报告", "各位代表：", "现在我代表县教育局向大会报告工作。", *FILLER],
    ),
    (
        "news",
        [
            "市长作政府工作报告",
            "本报讯（记者 李某）1月27日，市长张三在会上作政府工作报告。",
            *FILLER,
        ],
    ),
    (
        "news of an agency",
        [
            "国务院总理作政府工作报告",
            "新华社北京3月5日电 国务院总理5日在会上作政府工作报告。",
            *FILLER,
        ],
    ),
    (
        "news that retells",
        [
            FRONT[0],
            *FILLER,
            "《报告》指出，去年的成绩来之不易。",
            "《报告》强调，今年的任务繁重。",
        ],
    ),
    (
        "a recipe",
        ["红烧肉的做法", "五花肉切块，冷水下锅焯水，捞出洗净备用，加入冰糖炒出糖色。" * 60],
    ),
    ("a few lines", FRONT + BODY[:3]),
    ("no Chinese", ["Report on the work of the government", "Delegates, I report. " * 300]),
]


@pytest.mark.parametrize(
    "announcement",
    [
        "现在，我代表省人民政府，向大会报告工作，请予审议，并请省政协委员和列席人员提出意见。",
        "我受区政府委托，代表经济技术开发区管理委员会，向大会报告工作，请予审议。",
        "现在，我代表市人民政府，在市委、市纪委的领导下向大会报告工作。",
        "我代表国务院，向大会作政府工作报告。",
    ],
)
def test_who_speaks_for_a_government_is_heard(announcement):
    assert body_of([*FRONT, BODY[0], announcement, *BODY[2:]])[1] == announcement


@pytest.mark.parametrize(("kind", "lines"), NO_REPORTS, ids=[kind for kind, _ in NO_REPORTS])
def test_what_is_no_report_is_refused(kind, lines):
    with pytest.raises(Refusal) as caught:
        divide_page("\n".join(lines))
    assert caught.value.code == "not_a_report"
    assert "\n" not in caught.value.message()


@pytest.mark.parametrize(
    "lines",
    [
        BODY,
        [FRONT[0], *BODY[2:]],
        ["政 府 工 作 报 告", *BODY],
        [*FRONT, "市长张三作政府工作报告。本报记者 李某 摄", *BODY],
        ["某市人民代表大会", "关于1958年计划草案的报告", *BODY],
    ],
    ids=["no title", "no salutation", "spaced title", "with a caption", "another title"],
)
def test_a_report_by_another_face_is_read(lines):
    assert body_of(lines)[-1] == BODY[-1]
