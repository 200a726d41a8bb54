"""What tables say in their cells: every reason, note, finding and basis in Chinese too."""

import ast
from itertools import chain, product, zip_longest

import pandas as pd
import pytest

from analysis.export import show
from analysis.export.cell_messages import MESSAGES, cell_message, holds_messages
from corpus.collection import PROJECT
from corpus.translation import in_chinese
from tests.analysis.targets.test_pressure import GOAL, LADDER, aims, grew, pressure_of, tables
from tests.corpus.test_translation import ENGLISH, messages

# What messages name may be a message, which has its own Chinese.
NAMED = ("甲", "3 rows", "section")
# Rooms whose words have both languages beside each other, or which a reader of tables never sees.
OTHER_ROOMS = {"cli", "figures", "methods", "package", "findings", "pages", "run"}
OTHER_FILES = {
    "across_reports/list_in_nation.py",
    "across_reports/two_reports_labels.py",
    "across_reports/two_reports_sentences.py",
    "areas/coding_sheet.py",
    "areas/instrument_questions.py",
    "export/cell_messages.py",
    "export/headings.py",
    "instruments/model.py",
    "selection.py",  # in both languages
    "years_in_titles.py",
    "panel/files.py",
    "panel/measures.py",
    "robustness/segmentations.py",
    "robustness/specifications.py",
    "scaling/by_seed_words.py",
    "scaling/by_words_alone.py",
    "targets/printed_targets.py",
    "targets/labels.py",
    "targets/pressure_columns.py",
    "tone/measures.py",
    "topics/intrusion.py",
}
# Calls whose words are errors of programmers, or labels in both languages.
OTHER_CALLS = (
    "Caution",
    "KeyError",
    "Label",
    "Literal",
    "Refusal",
    "ValueError",
    "check_columns",
    "_check_columns",
    "_check_one",
    "re.compile",
)
OTHER_WORDS = {
    "Tone and formulaic language of government work reports",  # labels of files and figures
    "all readers", "came and went", "came back", "came to stay", "entered and left", "level shift",
    "odd report", "formulaic words", "rarefied formulaic words", "words shared with other places",
    "words repeated from the place's other years", "the length of the text (log words)",
    "The {}s are treated as the sample: CIs and p values describe what the {} might have written "
    "instead on the same occasion, not other reports, years or governments.",
    "occurs as a word of the reports", "occurs {} times or more",  # of errors
    "counts of both texts", "the reference", "the target", "{} terms with min_count {}",
    "{} words by term",
    "are counted together in one row", "have separate rows",  # of messages translated whole
    "{} {}: {} {}; if they are versions of one report, keep one (gwr remove)",
}  # fmt: skip
FILES = [
    path
    for path in sorted((PROJECT / "analysis").rglob("*.py"))
    if (inside := path.relative_to(PROJECT / "analysis")).parts[0] not in OTHER_ROOMS
    and inside.as_posix() not in OTHER_FILES
]
SAID = LADDER | {
    "n2020": (grew(6.1), "没有提出全年经济增速具体目标。"),
    "p2020": (grew(6.2), "稳定就业。"),
    "c2020": (
        "五年来地区生产总值年均增长9%。",
        "“十四五”时期主要目标是：地区生产总值年均增长6%左右。",
    ),
    "d2020": ("深化改革。", aims("增长7%左右")),
    "x2020": (grew(5), GOAL + "经济增长与全市同步。"),
    "d2021": (grew(6), aims("增长7%")),
    "d2021b": (grew(6), aims("增长7%")),
    "n2021": (grew(6), aims("增长6%以上")),
}


def other_words(tree: ast.AST) -> set[str]:
    """The words within calls whose words are no messages of cells."""
    calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call)]
    return {
        part.value
        for call in calls
        if ast.unparse(call.func).split(".")[-1] in OTHER_CALLS
        for part in ast.walk(call)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def whole_in_chinese(words: str) -> bool:
    """Whether a message is whole in Chinese, with something that it may name."""
    parts = words.split("{}")
    for fill in product(NAMED, repeat=len(parts) - 1):
        said = "".join(chain(*zip_longest(parts, fill, fillvalue="")))
        if not all(ENGLISH.search(one) for one in (in_chinese(said), cell_message(said, "zh"))):
            return True
    return False


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_every_message_of_a_cell_is_whole_in_chinese(path):
    other = OTHER_WORDS | other_words(ast.parse(path.read_text(encoding="utf-8")))
    for words in sorted(set(messages(path)) - other):
        assert words.startswith(("select ", "create ")) or whole_in_chinese(words), words


@pytest.mark.parametrize("english", MESSAGES)
def test_what_a_message_names_is_named_in_both_languages(english):
    chinese = cell_message(english.replace("{}", "甲"), "zh")
    assert chinese.count("甲") == english.count("{}")
    assert chinese != english
    assert not ENGLISH.search(chinese)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("3 of 9 sections and 4 of 8 sections", "9节中的3节，8节中的4节"),
        ("missing: m in row 1, g in row 4 and 2 more", "缺失：第1行的m，第4行的g等，另有2处"),
        (
            "missing: g in row 4; 1 row; a CI requires 3",
            "缺失：第4行的g；仅有1行，不足3行，不报告置信区间",
        ),
        (
            "4 of 5 seeds (not found 2 times or more: 绿); 50 bootstraps of 1 document",
            "5个种子词中的4个（出现不足2次的：绿）；对1份重抽样50次",
        ),
        (
            "one report has 1 paragraph; a CI requires 8; the two have no word in common",
            "其中一份报告仅有1段，不足8段，不报告置信区间；两份报告没有共同的词",
        ),
        ("目标; 今后; heading: 任务; before: 必须", "目标；今后；标题：任务；上一句：必须"),
        (
            "the result is given as count (人) and level (%) only",
            "完成值仅以数量（人）和水平值（%）给出",
        ),
        (
            "another price basis: basis not named, target 可比",
            "价格口径不同：完成值未注明，目标值可比",
        ),
        (
            "there are 0 reports of other places; the rarefied share requires 20",
            "语料库中其他地区的报告有0份，抽样后占比至少需要20份",
        ),
        ("", ""),
        ("shahekou-2018", "shahekou-2018"),
        ("a reason of one's own", "a reason of one's own"),
    ],
)
def test_several_messages_in_one_cell(english, chinese):
    assert cell_message(english, "zh") == chinese
    assert cell_message(english, "en") == english


def test_a_table_is_shown_with_its_messages_in_chinese_and_its_values_stay():
    table = pd.DataFrame(
        {
            "term": ["no words", "创新"],
            "reason": ["", "no report of 2027 in the corpus"],
            "likeness_reason": ["no dates were given", None],
        }
    )
    shown = show(table, lang="zh")._repr_html_()
    assert "语料库中没有2027年报告" in shown
    assert "未提供日期" in shown
    assert "no words" in shown
    assert "no report of 2027 in the corpus" in show(table, lang="en")._repr_html_()
    assert table["reason"][1] == "no report of 2027 in the corpus"


def test_columns_of_messages_are_known_by_name():
    assert all(map(holds_messages, ("reason", "likeness_reason_lag1", "side_evidence", "p_method")))
    assert not any(map(holds_messages, ("term", "sentence", "reasons", 3)))


def test_every_reason_and_note_of_target_pressure_is_in_chinese():
    given = tables(SAID, p2020={"warnings": "cut_short"})
    english, chinese = (pressure_of(given, lang=lang) for lang in ("en", "zh"))
    for name in ("reason", "note"):
        assert english[name].ne("").sum() == chinese[name].ne("").sum() >= 3
        words = chinese[name].str.replace(r"[a-z]\d{4}b?", "", regex=True)
        assert not words.str.contains("[A-Za-z]").any()
    assert chinese.set_index("report_id").loc["p2020", "reason"] == (
        "报告中未读出目标值；文本可能不完整；2020年无上级目标（上级报告未设目标）"
    )
    notes = chinese.set_index("report_id")["note"]
    assert notes["x2019"] == "动词（力争）与“左右”并用"
    assert notes["d2021"] == (
        "并非直接上级，而是国家级：语料库中其间无设目标的报告；同一地区同一年度另有：d2021b"
    )
