"""Lists of words: a researcher's own, read as it is, and those of the literature."""

import os

import pytest
from openpyxl import Workbook

from analysis.dictionaries.list_tables import read_scores
from analysis.dictionaries.word_list import PUBLISHED, published_list, read_word_list
from corpus.errors import Refusal


def test_published_lists_are_as_printed():
    words = published_list("environment_chen_chen_2018")
    assert len(words) == 15 and words[0] == "环境保护" and words[-1] == "PM2.5"
    with pytest.raises(ValueError, match=r"^'x' is not a published word list; choose from "):
        published_list("x")


@pytest.mark.parametrize(
    ("content", "terms", "codes"),
    [
        ("环境\n污染\n", ("环境", "污染"), []),
        ("term,note\n环境,x\n污染,y\n", ("环境", "污染"), []),
        ("编号,词语\n1,环境\n2,污染\n", ("环境", "污染"), []),
        ("环境\n\n环境\n", ("环境",), ["empty_line", "twice"]),
        ("生态.*\n", ("生态.*",), ["pattern"]),
        ("环境、污染、生态\n", ("环境", "污染", "生态"), []),
        ("环境,污染，生态；绿化\r\n能耗\r\n", ("环境", "污染", "生态", "绿化", "能耗"), []),
        ("环境,1\n污染,2\n", ("环境", "污染"), []),
        ("政务公开 10 n\n网格队伍 3\n数字政府 nz\n", ("政务公开", "网格队伍", "数字政府"), []),
        ("artificial intelligence\nAI\n", ("artificial intelligence", "AI"), []),
        ('"环境\n污染\n', ("环境", "污染"), []),
        ("环境、环境\n", ("环境",), ["twice"]),
        ("５Ｇ\nAI\n5G\n", ("５Ｇ", "AI"), ["twice"]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_as_it_is(tmp_path, content, terms, codes, encoding):
    path = tmp_path / "list.txt"
    path.write_bytes(content.encode(encoding))
    found = read_word_list(path)
    assert found.terms == terms
    assert [one.code for one in found.notices] == codes


def test_a_workbook_is_read_by_its_first_sheet(tmp_path):
    path = tmp_path / "list.xlsx"
    book = Workbook()
    for row in (["编号", "关键词"], [1, "环境"], [2, None], [3, "污染"], [4, "环境"]):
        book.active.append(row)
    book.create_sheet("other").append(["不读"])
    book.save(path)
    found = read_word_list(path)
    assert found.terms == ("环境", "污染")
    assert [one.code for one in found.notices] == ["empty_line", "twice"]
    path.write_bytes(b"PK not a workbook")
    with pytest.raises(Refusal) as refused:
        read_word_list(path)
    assert refused.value.code == "damaged"


@pytest.mark.parametrize("content", ["\n\n", "term,area\n"])
def test_a_list_without_words_is_refused(tmp_path, content):
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Refusal):
        read_word_list(path)
    with pytest.raises(Refusal) as missing:
        read_word_list(tmp_path / "none.txt")
    assert missing.value.code == "not_found"


def test_what_is_wrong_with_a_list_is_told_by_its_line(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("term,note\n环境,\n,x\n环境,y\n生态(一),z\n", encoding="utf-8")
    found = read_word_list(path)
    assert found.terms == ("环境", "生态(一)")
    assert [one.code for one in found.notices] == ["empty_line", "twice", "pattern"]
    for line, notice in zip((3, 4, 5), found.notices, strict=True):
        assert f"line {line}" in notice.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_a_long_list_is_read_in_its_encoding_too(tmp_path, encoding):
    words = [f"政府工作{one}{other}" for one in "甲乙丙丁戊己" for other in "子丑寅卯辰巳午未申酉"]
    path = tmp_path / "list.txt"
    path.write_bytes("\n".join(words).encode(encoding))
    assert read_word_list(path).terms == tuple(words)


@pytest.mark.parametrize("path", sorted(PUBLISHED.glob("*.csv")), ids=lambda path: path.stem)
def test_published_lists_have_nothing_wrong_with_them(path):
    found = read_word_list(path)
    assert published_list(path.stem) == found.terms
    assert {one.code for one in found.notices} <= {"pattern"}
    assert all(term == term.strip() and term for term in found.terms)


def test_what_cannot_be_opened_is_refused(tmp_path):
    with pytest.raises(Refusal) as refused:
        read_word_list(tmp_path)
    assert refused.value.code == "unreadable"


def test_a_text_in_place_of_a_list_is_no_table(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("创新\n" + "文" * 200_000, encoding="utf-8")
    assert [len(term) for term in read_word_list(path).terms] == [2, 200_000]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes")
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.xlsx"])
def test_a_pipe_is_not_waited_for(tmp_path, name):
    os.mkfifo(tmp_path / name)
    for read in (read_word_list, read_scores):
        with pytest.raises(Refusal) as caught:
            read(tmp_path / name)
        assert (caught.value.code, caught.value.detail) == ("unreadable", "not a regular file")
