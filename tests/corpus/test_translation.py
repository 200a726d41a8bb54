"""Every message of corpus/ and of the commands has a Chinese wording."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.collection import PROJECT
from corpus.doctor import ADVICE
from corpus.errors import Notice, Refusal
from corpus.lexicon import areas_named
from corpus.refusal_wordings import WORDINGS
from corpus.translation import CHINESE, in_chinese, shown

# Two words of English in a row are no name of a file, column or program.
ENGLISH = re.compile(r"[A-Za-z]{2,}[a-z]*[,;:]?[ (]+[a-z]{2,}")
PROSE = re.compile(r"[A-Za-z]{2,}[,;:]? [({]?[a-z{]")
# Names of programs and packages, and what the user types.
NAMES = re.compile(r"pip install|rapidocr onnxruntime|gwr \w+|make \w+|gov-work-report")
# Calls whose words nobody reads in a terminal, or which are errors of programmers.
UNREAD_CALLS = ("re.compile", "ValueError", "RuntimeError", "SystemExit", "print", "sys.exit")
UNREAD_FILES = {
    "corpus/translation.py",
    "analysis/cli/help_texts.py",  # texts in both languages
    "analysis/cli/names.py",
    "corpus/refusal_wordings.py",
    "corpus/lexicon/build_regions.py",
    "corpus/schema.py",
    "corpus/store/own_terms.py",
    "corpus/store/tables.py",
    "corpus/store/fingerprint.py",
    "corpus/reading/libreoffice.py",
    "corpus/reading/limited.py",  # a program
}
UNREAD = {
    "gov-work-report/{} (text analysis for research)",  # the name that the downloader gives itself
    "One document",  # a group of gwr --help
    "ncrypted documents are not supported",  # what antiword says
    "{} characters became {}",
    # parts of messages that are translated whole
    "no code",
    "not found",
    "occurs more than once",
}


def filled(node: ast.expr) -> str | None:
    """A string as written, with {} where something is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values
        )
    return None


def unread(tree: ast.AST) -> set[int]:
    """The nodes within docstrings, help, patterns and parts of longer strings."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            found.add(id(node.value))
        if isinstance(node, ast.Call):
            inside = [one.value for one in node.keywords if one.arg in ("help", "metavar")]
            inside += [node] if ast.unparse(node.func) in UNREAD_CALLS else []
            found |= {id(one) for part in inside for one in ast.walk(part)}
        if isinstance(node, ast.JoinedStr):
            found |= {id(one) for one in node.values}
    return found


def messages(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = unread(tree)
    for node in ast.walk(tree):
        words = filled(node) if isinstance(node, ast.expr) and id(node) not in skipped else None
        if words and PROSE.search(words) and not re.search(r"[\\<\n]|\(\?|https?:", words):
            yield words


FILES = [
    path
    for folder in ("corpus", "analysis/cli")
    for path in sorted((PROJECT / folder).rglob("*.py"))
    if path.relative_to(PROJECT).as_posix() not in UNREAD_FILES
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_every_message_is_whole_in_chinese(path):
    for words in set(messages(path)) - UNREAD:
        if NAMES.search(words) and not ENGLISH.search(NAMES.sub("", words)):
            continue
        shown = in_chinese(words.replace("{}", "甲"))
        assert not ENGLISH.search(NAMES.sub("", shown)), words


@pytest.mark.parametrize("code", WORDINGS)
def test_every_refusal_is_whole_in_chinese(code):
    said = Refusal(code, "a.txt, row 3", "no extension").message("zh")
    assert said.startswith("a.txt，第 3 行：")
    assert not ENGLISH.search(NAMES.sub("", said))


def test_every_advice_is_whole_in_chinese():
    for words in ADVICE.values():
        assert words in CHINESE


@pytest.mark.parametrize(("english", "chinese"), CHINESE.items())
def test_what_a_message_names_is_named_in_both_languages(english, chinese):
    n = english.count("{}")
    shown = in_chinese(english.replace("{}", "甲") if n else english)
    assert shown.count("甲") == n
    assert "{" not in shown
    assert not ENGLISH.search(NAMES.sub("", chinese))


def test_what_a_message_names_may_be_a_message():
    assert in_chinese("line 3 is empty; skipped") == "第 3 行为空，已跳过"
    assert in_chinese("Reports: 2 read, 0 up to date.") == "报告：读取 2 篇，0 篇无变化。"
    assert in_chinese("reports.csv has the year 2019; the text states the year 2018") == (
        "reports.csv 为 2019 年；正文所述为 2018 年"
    )


@pytest.mark.parametrize("words", ["沙河口区", "", "Bad magic number for file header", "a.txt"])
def test_what_is_no_message_stays(words):
    assert in_chinese(words) == words


def test_a_warning_has_its_sentence_in_both_languages():
    notice = Notice("broken_characters", "report year not found")
    assert (notice.sentence(), notice.sentence("zh")) == ("report year not found", "未识别报告年度")


@pytest.mark.parametrize(("language", "words"), [("en", "recognising"), ("zh", "识别")])
def test_a_message_is_shown_in_the_language_of_the_terminal(monkeypatch, language, words):
    monkeypatch.setenv("GWR_LANGUAGE", language)
    assert shown("recognising") == words


def progress_words() -> set[str]:
    """The words of every progress bar, as they are written."""
    found = set()
    for path in [*(PROJECT / "corpus").rglob("*.py"), *(PROJECT / "analysis").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "tqdm":
                given = {one.arg: one.value for one in node.keywords}
                for name in ("desc", "unit"):
                    assert not isinstance(given.get(name), ast.Constant), (path, name)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "shown":
                found |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    return found


def test_the_words_of_every_progress_bar_have_their_chinese():
    words = progress_words()
    assert {"coding", "comparing", "recognising", "report"} <= words
    assert words <= set(CHINESE)


def test_names_that_a_reader_has_to_write_stay_in_chinese_too():
    assert in_chinese("'x' is not a unit; choose from region, report, words") == (
        "'x' 不是可用的分组单位；请从以下选择：region、report、words"
    )
    assert in_chinese("text not found; columns: region, report") == (
        "未找到 text；各列为：region、report"
    )


def test_years_and_areas_that_a_message_names_are_listed_as_in_chinese():
    gaps = "甲市: no report for 2004, 2008–2010; missing is not zero"
    assert in_chinese(gaps) == "甲市：缺少 2004、2008—2010 年的报告；缺失不是零"
    with pytest.raises(ValueError, match="7 生态环境") as told:
        areas_named("环境")
    assert in_chinese(str(told.value)).startswith(
        "'环境' 不是政策领域；请填写以下领域的代码或名称：1 "
    )
