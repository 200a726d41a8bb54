import json
import os
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.display import printable
from corpus.errors import Refusal
from corpus.refusal_wordings import WORDINGS
from corpus.translation import in_chinese


def test_a_message_is_the_place_the_problem_and_the_detail():
    refusal = Refusal("same_id", "a.txt", "a.docx")
    for lang in ("en", "zh"):
        assert refusal.message(lang).startswith("a.txt")
        assert refusal.message(lang).count("a.docx") == 1
    assert re.search("[\u4e00-\u9fff]", refusal.message("zh"))
    assert refusal.message("en").isascii()
    assert refusal.message("en") == refusal.message() == str(refusal)
    assert refusal.record() == {
        "code": "same_id",
        "place": "a.txt",
        "message": refusal.message("en"),
        "message_zh": refusal.message("zh"),
    }


def test_a_code_without_a_wording_has_no_message():
    with pytest.raises(KeyError):
        Refusal("nothing", "a.txt").message()


@given(st.sampled_from(sorted(WORDINGS)), st.text(), st.text())
def test_any_place_and_detail_can_be_printed_and_sent(code: str, place: str, detail: str) -> None:
    refusal = pickle.loads(pickle.dumps(Refusal(code, place, detail)))
    place, detail = printable(place), printable(detail)
    assert (refusal.code, refusal.place, refusal.detail) == (code, place, detail)
    assert json.loads(json.dumps(refusal.record())) == refusal.record()
    # A place that happens to be a message of ours, such as a wrong option, is translated.
    assert place in refusal.message("zh") or in_chinese(place) in refusal.message("zh")
    assert detail in refusal.message() or "{detail}" not in WORDINGS[code].english


def test_the_bytes_of_a_name_that_is_no_text_are_written_out():
    place = os.fsdecode("报告.txt".encode("gbk"))
    refusal = Refusal("bad_name", place, place)
    refusal.message().encode("utf-8")
    assert refusal.place == refusal.detail == r"\udcb1\udca8\udcb8\udce6.txt"


@pytest.mark.parametrize(("language", "sentence"), [("en", "add one with"), ("zh", "请用 gwr add")])
def test_ipython_shows_a_refusal_as_its_sentence(monkeypatch, capsys, language, sentence):
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.setenv("GWR_LANGUAGE", language)
    shell = InteractiveShell()
    shell.run_cell("from corpus.errors import Refusal")
    shell.run_cell("raise Refusal('too_few_reports', '12_two_reports', '1')")
    shown = capsys.readouterr().out.strip()
    assert shown == Refusal("too_few_reports", "12_two_reports", "1").message(language)
    assert sentence in shown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_problem_is_the_message_without_its_place(language):
    one = Refusal("damaged", "a.docx", "no extension")
    assert one.message(language).removeprefix("a.docx").lstrip(":： ") == one.problem(language)
