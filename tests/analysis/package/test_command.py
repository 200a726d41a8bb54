"""The command of an archive repeats its run: every option, lists with any word in them."""

import pytest

from analysis.cli.run import _OPTIONS
from analysis.dictionaries import read_word_list
from analysis.package.command import LISTS, OPTIONS, run_command, word_lists
from corpus.errors import Refusal


def record(**parameters):
    return {"notebooks": {"05_b": {}, "02_a": {}}, "parameters": parameters}


def test_every_option_of_the_command_is_known():
    assert OPTIONS == {**_OPTIONS, "lang": "--lang"}


def test_all_parameters_become_options():
    given = record(
        region="深圳市",
        report="-a b",
        years=(2001, 2026),
        areas=[6, 7],
        terms=["环境"],
        stop=["的"],
        lang="zh",
    )
    assert run_command(given) == [
        "run",
        "02_a",
        "05_b",
        "--region=深圳市",
        "--report=-a b",
        "--years=2001-2026",
        "--areas=6,7",
        f"--terms={LISTS['terms']}",
        f"--stop-words={LISTS['stop']}",
        "--lang=zh",
        "--corpus=documents",
        "--out=remade",
    ]


def test_parameters_without_an_option_are_refused():
    with pytest.raises(Refusal) as refused:
        run_command(record(n_topics=5, seed=2, lang="en"))
    assert (refused.value.code, refused.value.detail) == ("no_option", "n_topics, seed")


@pytest.mark.parametrize(
    "words",
    [
        ["环境", "生态.*"],
        ["甲、乙", "a,b", '"c"', "=1", "创新 3 n"],
        ["term"],
        ["词", "x"],
        ["'=1"],
    ],
)
def test_a_list_is_read_again_as_it_was(tmp_path, words):
    [(place, data)] = word_lists(record(terms=words)).items()
    path = tmp_path / place
    path.parent.mkdir()
    path.write_bytes(data)
    assert list(read_word_list(path).terms) == words


def test_without_lists_none_is_written():
    assert word_lists(record(lang="en")) == {}
