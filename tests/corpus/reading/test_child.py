import io
import json
import mmap
import subprocess
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


def test_a_process_that_keeps_much_memory_asks_to_be_replaced(monkeypatch):
    monkeypatch.setattr(child, "_used", lambda: 2**40)
    assert served(("html", b"<p>x</p>"), monkeypatch=monkeypatch)[0]["spent"]


@pytest.mark.skipif(sys.platform != "linux", reason="it is not known there")
def test_what_the_parent_has_used_is_not_held_against_a_child():
    code = """
from corpus.reading import limited
large = b"x" * 2**29
pids = set()
for _ in range(3):
    limited.read_limited("html", b"<p>x</p>")
    pids.add(limited._kept[0].pid)
print(len(pids))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=100)
    assert done.stdout.strip() == "1", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="it is not known there")
def test_the_memory_of_a_process_grows_with_what_it_keeps():
    before = child._used()
    with mmap.mmap(-1, 2**27) as kept:  # what is allocated may lie where something was freed
        assert child._used() - before >= len(kept)
