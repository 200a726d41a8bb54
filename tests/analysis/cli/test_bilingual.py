"""Help and usage errors in the language of the terminal."""

import pytest
import typer
from typer.core import TyperGroup

from analysis.cli.bilingual import chinese_help
from tests.analysis.cli.conftest import gwr
from tests.analysis.cli.test_help_texts import LATIN, TYPED


def test_help_is_translated_by_paragraph_and_stays_where_it_is_unknown():
    assert chinese_help("Download reports.\n\nSomething else.") == "下载报告。\n\nSomething else."


WRONG = {
    ("pannel",): "没有命令 'pannel'；是否指 'panel'",
    ("nonsense",): "没有命令",
    ("panel",): "缺少参数“输出路径”",
    ("show",): "缺少参数“编号”",
    ("build", "--jobs", "x"): "'--jobs' 的取值有误",
    ("build", "--jobs", "0"): "'--jobs' 的取值有误",
    ("build", "--jobs"): "选项 '--jobs' 需要取值",
    ("build", "--job", "1"): "没有选项",
    ("parse", "a", "b"): "多出的参数",
    ("parse", "a", "--json=3"): "选项 '--json' 不带取值",
    ("fetch", "provincial"): "没有命令",
}


@pytest.mark.parametrize(("words", "said"), WRONG.items())
def test_wrong_usage_is_whole_in_chinese(words, said):
    done = gwr(*words, language="zh")
    assert done.exit_code == 2
    assert said in done.stderr
    shown = TYPED.sub("", done.stderr)
    assert not LATIN.search(shown), LATIN.findall(shown)
    assert gwr(*words).exit_code == 2


def test_the_two_languages_end_alike_and_help_is_no_error():
    for language in ("en", "zh"):
        assert gwr("--help", language=language).exit_code == 0
        assert gwr(language=language).exit_code == gwr("fetch", language=language).exit_code == 2
        assert gwr("parse", "nowhere.txt", language=language).exit_code == 1
    assert "Usage" in gwr("panel", "--help").stdout
    assert "--match" in gwr("panel", "--help", language="zh").stdout


def test_the_name_of_an_argument_is_the_same_in_usage_and_list():
    shown = gwr("add", "--help", language="zh").stdout
    assert shown.count("来源…") == 2 and "（必填）" in shown
    assert "（默认：300）" in gwr("sample", "--help", language="zh").stdout


def test_a_question_that_is_not_answered_ends_in_chinese(monkeypatch):
    def aborted(*_, **__):
        raise typer.Abort

    monkeypatch.setattr(TyperGroup, "main", aborted)
    done = gwr("list", language="zh")
    assert (done.exit_code, done.stderr) == (1, "已中止。\n")
