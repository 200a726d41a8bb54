import re

from corpus.collection import PROJECT
from corpus.refusal_wordings import WORDINGS

SOURCES = {
    path: path.read_text(encoding="utf-8")
    for room in ("corpus", "analysis")
    for path in sorted((PROJECT / room).rglob("*.py"))
}


def test_every_refusal_is_worded_in_both_languages():
    for code, wording in WORDINGS.items():
        assert wording.english.format(detail="x"), code
        assert any("\u4e00" <= one <= "\u9fff" for one in wording.chinese.format(detail="x")), code


def test_a_detail_stands_in_both_wordings_or_in_none():
    odd = [
        code
        for code, wording in WORDINGS.items()
        if ("{detail}" in wording.english) != ("{detail}" in wording.chinese)
    ]
    assert odd == []


def test_every_code_that_is_raised_has_a_wording():
    raised = {
        code for text in SOURCES.values() for code in re.findall(r'Refusal\(\s*"(\w+)"', text)
    }
    assert len(raised) > 30
    assert raised - set(WORDINGS) == set()


def test_every_wording_is_of_a_code_that_something_names():
    others = [text for path, text in SOURCES.items() if path.name != "refusal_wordings.py"]
    unused = [code for code in WORDINGS if not any(f'"{code}"' in text for text in others)]
    assert unused == []
