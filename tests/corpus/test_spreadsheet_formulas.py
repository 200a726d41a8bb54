import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spreadsheet_formulas import escaped, unescaped

SIGNS = st.text(alphabet="'=+-@\t\r\n＝－1.5e%a创 ")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1+1", "'+1+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("'=1", "''=1"),
        ("-", "'-"),
    ],
)
def test_what_might_be_a_formula_is_text(text, written):
    assert escaped(text) == written
    assert unescaped(written) == text


@pytest.mark.parametrize(
    "text", ["", "创新", "-3.5", "+7", "-1e-05", "12%", "a=b", "'quoted'", " =1"]
)
def test_numbers_and_words_stay_as_they_are(text):
    assert escaped(text) == unescaped(text) == text


@given(st.one_of(st.text(), SIGNS))
def test_every_text_comes_back_and_no_cell_is_live(text: str) -> None:
    written = escaped(text)
    assert unescaped(written) == text
    assert not written.startswith(("=", "@", "\t", "\r")) and written in (text, f"'{text}")


@given(st.one_of(st.text(), SIGNS), st.one_of(st.text(), SIGNS))
def test_two_texts_are_never_written_alike(one: str, other: str) -> None:
    assert (escaped(one) == escaped(other)) == (one == other)
