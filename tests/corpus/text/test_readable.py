import pytest
from hypothesis import given
from hypothesis import strategies as st
from jieba import lcut
from opencc import OpenCC

from corpus.text.readable import readable
from tests.corpus.text.conftest import PARAGRAPHS, in_lines

PLAIN = "\n".join(PARAGRAPHS)


def test_a_plain_text_is_read_as_it_is():
    found = readable(PLAIN)
    assert found.text.text == PLAIN
    assert found.notices == ()
    assert [found.text.original(at) for at in range(len(PLAIN))] == list(range(len(PLAIN)))


def test_broken_lines_are_read_as_one_and_the_first_is_told():
    document = in_lines(PARAGRAPHS, 40, "\u3000\u3000")
    found = readable(document)
    assert [line.strip() for line in found.text.text.splitlines()] == PARAGRAPHS
    (notice,) = found.notices
    assert notice.code == "broken_lines"
    assert document[notice.start : notice.end] == "\n"
    whole = document[: notice.start] + document[notice.end :]
    assert PARAGRAPHS[1][:60] in whole and PARAGRAPHS[1][:60] not in document


def test_traditional_script_is_read_as_simplified_and_told_of_the_whole():
    document = OpenCC("s2t").convert(PLAIN)
    found = readable(document)
    assert found.text.text == PLAIN != document
    assert [(one.code, one.start, one.end) for one in found.notices] == [
        ("traditional_script", None, None)
    ]
    assert [found.text.original(at) for at in range(len(PLAIN))] == list(range(len(PLAIN)))


def test_all_changes_at_once_walk_back_to_the_document():
    document = "\u200b" + in_lines(
        [OpenCC("s2t").convert(one).replace("8", "８") for one in PARAGRAPHS], 33, "\u3000\u3000"
    )
    found = readable(document)
    assert [one.code for one in found.notices] == ["broken_lines", "traditional_script"]
    assert [line.strip() for line in found.text.text.splitlines()] == PARAGRAPHS
    first = found.notices[0]
    assert document[first.start : first.end] == "\n"
    sentence = PARAGRAPHS[-1]
    begin = found.text.text.index(sentence)
    back = document[found.text.original(begin) : found.text.original_end(begin + len(sentence))]
    assert OpenCC("t2s").convert(back.replace("\n", "").replace("８", "8")) == sentence


DOCUMENTS = st.lists(
    st.one_of(
        st.sampled_from([*PARAGRAPHS, in_lines(PARAGRAPHS, 30), "經濟發展", "\u200b", "１ ９"]),
        st.text(max_size=20),
    ),
    max_size=6,
).map("\n".join)


@given(DOCUMENTS)
def test_every_character_that_is_read_stands_in_the_document_in_order(document: str) -> None:
    text, notices = readable(document)
    starts = [text.original(at) for at in range(len(text.text))]
    assert starts == sorted(set(starts))
    assert all(0 <= at < len(document) for at in starts)
    for notice in notices:
        if notice.start is not None:
            assert 0 <= notice.start < notice.end <= len(document)


@pytest.mark.parametrize(
    ("document", "code", "words"),
    [
        (PLAIN.replace("，", "&#65292;"), "escapes_written_out", "read as what they mean"),
        ("\n".join(map(" ".join, PARAGRAPHS)), "spaced_text", "between all characters"),
    ],
)
def test_what_stands_between_characters_is_ignored_and_told(document, code, words):
    assert_is_told(document, code, words)


@pytest.mark.parametrize("between", [" ", "/"])
def test_what_stands_between_words_is_ignored_and_told(between):
    document = "\n".join(between.join(lcut(one)) for one in PARAGRAPHS)
    assert_is_told(document, "spaced_text", "between all words")


def assert_is_told(document: str, code: str, words: str) -> None:
    found = readable(document)
    assert found.text.text == PLAIN
    (notice,) = found.notices
    assert notice.code == code and words in notice.message
