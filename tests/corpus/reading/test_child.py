import io
import json
import sys

import pytest

from corpus.reading import child
from corpus.reading.web_page import read_html


def served(*requests: tuple[str, bytes], monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """The answers of the program, run in this process, which keeps its memory."""
    monkeypatch.setattr(child, "_limit_memory", lambda memory: None)
    stream = io.BytesIO()
    for task, data in requests:
        request = {"task": task, "bytes": len(data), "seconds": 60}
        stream.write(json.dumps(request).encode() + b"\n" + data)
    answers = io.BytesIO()
    child.serve(io.BytesIO(stream.getvalue()), answers, memory=2**40)
    return [json.loads(line) for line in answers.getvalue().splitlines()]


def test_each_request_has_its_answer(monkeypatch):
    page = "<p>一</p>".encode()
    first, second = served(("html", page), ("docx", b"x"), monkeypatch=monkeypatch)
    text, *_ = read_html(page)
    assert first == {"value": [text, "utf-8", 1.0, []], "spent": False}
    assert second["refused"] == ["damaged", "BadZipFile"]


def test_whatever_a_reader_raises_is_an_answer(monkeypatch):
    def broken(data: bytes) -> None:
        raise RecursionError

    monkeypatch.setitem(child.TASKS, "html", broken)
    answers = served(("html", b"x"), ("mht", b"x"), monkeypatch=monkeypatch)
    assert answers[0]["failed"] == "RecursionError"
    assert answers[1]["refused"] == ["damaged", "no text/html part"]


@pytest.mark.skipif(sys.platform == "win32", reason="it is not known there")
def test_a_process_that_has_used_much_memory_asks_to_be_replaced(monkeypatch):
    monkeypatch.setattr(child, "_most_used", lambda: 2**39)
    assert served(("html", b"<p>x</p>"), monkeypatch=monkeypatch)[0]["spent"]
