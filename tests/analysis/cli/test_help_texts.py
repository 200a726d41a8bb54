"""Every text of the help has its Chinese, and no other text has."""

import inspect
import re

import pytest
import typer

from analysis.cli.common import PANELS
from analysis.cli.help_texts import CHINESE_HELP
from analysis.cli.main import app
from tests.analysis.cli.conftest import gwr

# Two words of English in a row are a sentence, but for what the user types.
LATIN = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z]{2,}")
TYPED = re.compile(r"gwr \w+|(?:root|用法：\S+) [a-z ]+|--[\w-]+")


def commands(command, path=()):
    yield path, command
    for name, one in getattr(command, "commands", {}).items():
        yield from commands(one, (*path, name))


EVERY = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_the_help_of_a_command_has_no_english_sentence(path):
    done = gwr(*path, "--help", language="zh")
    assert done.exit_code == 0
    assert "用法：" in done.stdout and "显示帮助" in done.stdout
    shown = TYPED.sub("", done.stdout)
    assert not LATIN.search(shown), LATIN.findall(shown)


def test_every_text_is_translated_once_and_none_is_left_over():
    texts = {"Show this message and exit.", *PANELS}
    for one in EVERY.values():
        texts |= {" ".join(part.split()) for part in inspect.cleandoc(one.help).split("\n\n")}
        texts |= {" ".join(param.help.split()) for param in one.params}
    assert texts == set(CHINESE_HELP)
    for chinese in CHINESE_HELP.values():
        assert re.search("[\u4e00-\u9fff]", chinese)
