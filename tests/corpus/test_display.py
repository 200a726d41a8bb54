import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.display import escaped_json, printable


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("2018年报告.txt", "2018年报告.txt"),
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\nb\rc\td", r"a\nb\rc\td"),
        ("\u202etxt.exe", r"\u202etxt.exe"),
        ("\u2066a\u2069\u200f\u061c", r"\u2066a\u2069\u200f\u061c"),
        ("a\u2028b\x9bc\x7f", r"a\u2028b\x9bc\x7f"),
        ("\udcb1", r"\udcb1"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_names_say_what_is_in_them(name, shown):
    assert printable(name) == shown


def test_line_ends_of_a_message_may_stay():
    assert printable("a\nb\x1b", keep="\n") == "a\nb\\x1b"


@given(st.text(st.characters()))
def test_nothing_that_moves_a_cursor_or_turns_a_line_is_left(text: str) -> None:
    made = printable(text)
    assert printable(made) == made
    assert not any(unicodedata.category(one) in ("Cc", "Zl", "Zp", "Cs") for one in made)
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert not turning & {unicodedata.bidirectional(one) for one in made}
    made.encode("utf-8")


@given(st.dictionaries(st.text(st.characters()), st.text(st.characters())))
def test_json_says_the_same_without_them(content: dict[str, str]) -> None:
    made = escaped_json(json.dumps(content, ensure_ascii=False, indent=1))
    assert json.loads(made) == content
    assert printable(made, keep="\n") == made
