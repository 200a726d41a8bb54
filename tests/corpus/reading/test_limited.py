import io
import multiprocessing
import os
import signal
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest

from corpus.errors import Refusal
from corpus.reading import limited
from corpus.reading.limited import read_limited
from corpus.reading.mht import read_mht
from corpus.reading.web_page import read_html
from corpus.reading.word_docx import MAX_XML, read_docx
from tests.corpus.reading.conftest import PARAGRAPH

PAGE = f"<html><head><title>一</title></head><body><p>{PARAGRAPH}</p></body></html>"
MHT = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + PAGE + "\r\n--b--\r\n"
)
on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="looks at processes as Linux has them"
)


def word_file(text: str) -> bytes:
    made, file = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(file)
    return file.getvalue()


SAME = [
    ("html", PAGE.encode(), read_html),
    ("html", PAGE.encode("gb18030"), read_html),
    ("html", b'<meta charset="gbk"><p>' + PARAGRAPH.encode() * 4 + b"\xe4\xb8</p>", read_html),
    ("html", "<p>𠮷\u2028&#0;&#xD800;&nbsp;“”</p>".encode(), read_html),
    ("mht", MHT.encode(), lambda data: read_mht(data, read_html)),
    ("docx", word_file(PARAGRAPH), read_docx),
]


@pytest.mark.parametrize(("kind", "data", "read"), SAME)
def test_a_document_gives_what_it_gives_in_this_process(kind, data, read):
    assert read_limited(kind, data) == read(data)


@pytest.mark.parametrize("kind", ["html", "mht", "docx"])
def test_a_refusal_is_that_of_the_reader(kind):
    readers = {one: read for one, _, read in SAME}
    refusals = []
    for read in (readers[kind], lambda data: read_limited(kind, data)):
        with pytest.raises(Refusal) as caught:
            read(bytes(range(256)) * 9)
        refusals.append((caught.value.code, caught.value.detail))
    assert refusals[0] == refusals[1]


def test_one_child_reads_many_documents():
    read_limited("html", PAGE.encode())
    first = limited._kept[0].pid
    for _ in range(20):
        read_limited("html", PAGE.encode())
    assert [one.pid for one in limited._kept] == [first]


# Pages and files that are small, and cost a parser much more than their size.
def formatting() -> bytes:
    return ("<p>" + "".join(f"<b i={n}>" for n in range(900)) + "</p>" + "<p>x</p>" * 8000).encode()


def deep() -> bytes:
    return b"<div></nosuch>" * 60_000


def attributes() -> bytes:
    return b"<i " + b" ".join(b"a%d=1" % number for number in range(90_000)) + b"><p>x</p>"


def word_parts(main: str, body: str) -> bytes:
    file, kinds = io.BytesIO(), "http://schemas.openxmlformats.org"
    types = f"""<Types xmlns="{kinds}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument\
.wordprocessingml.document.main+xml"/></Types>"""
    links = f"""<Relationships xmlns="{kinds}/package/2006/relationships"><Relationship Id="r"
Type="{kinds}/officeDocument/2006/relationships/officeDocument" Target="{main}"/></Relationships>"""
    document = f'<w:document xmlns:w="{kinds}/wordprocessingml/2006/main"><w:body>{body}</w:body>'
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", links)
        archive.writestr(main, document + "</w:document>")
    return file.getvalue()


def main_part_of_another_name() -> bytes:
    return word_parts("word/document.bin", "<w:p/>" * (MAX_XML // 6))


def nested_paragraphs() -> bytes:
    n = 20_000
    return word_parts("word/document.xml", "<w:p><w:r>" * n + "x" + "</w:r></w:p>" * n)


HOSTILE = [
    ("html", formatting, {"too_slow", "reader_failed"}),
    ("html", deep, {"too_slow"}),
    ("html", attributes, {"too_slow"}),
    ("docx", main_part_of_another_name, {"too_large"}),
    ("docx", nested_paragraphs, {"too_slow", "damaged"}),
]


@on_linux
@pytest.mark.parametrize(("kind", "make", "codes"), HOSTILE)
def test_what_costs_more_than_any_report_is_refused_and_the_next_is_read(
    kind, make, codes, monkeypatch
):
    monkeypatch.setattr(limited, "SECONDS", 1.0)  # enough for any report
    with pytest.raises(Refusal) as caught:
        read_limited(kind, make())
    assert caught.value.code in codes
    assert read_limited("html", PAGE.encode())[0] == read_html(PAGE.encode())[0]


def test_the_limits_are_ten_seconds_and_one_gigabyte():
    assert (limited.SECONDS, limited.MEMORY) == (10, 2**30)


def outside(code: str, *arguments: str) -> str:
    """What a process of its own prints, which is free to lose its child."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=100)
    return done.stdout.strip()


@on_linux
def test_a_page_that_takes_gigabytes_takes_one_at_most(tmp_path):
    (tmp_path / "page.html").write_bytes(formatting())
    code = """
import resource, sys
from corpus.errors import Refusal
from corpus.reading import read_document
try:
    read_document(sys.argv[1])
except Refusal as refusal:
    print(refusal.code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""
    refused, megabytes = outside(code, str(tmp_path / "page.html")).split()
    assert refused == "reader_failed"
    assert 200 < int(megabytes) <= 1024


def lives(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state[0] not in "ZX"


def ends(number: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while lives(number) and time.monotonic() < until:
        time.sleep(0.05)
    return not lives(number)


START = """
import os, sys, threading
from corpus.reading import limited
limited.read_limited("html", b"<p>x</p>")
print(limited._kept[0].pid, flush=True)
"""


@on_linux
def test_a_child_that_waits_ends_with_the_process_that_started_it():
    assert ends(int(outside(START + "os._exit(0)")), 30)


@on_linux
def test_a_child_that_reads_ends_soon_after_the_process_that_started_it():
    late = """
limited.SECONDS = 1.0
threading.Timer(0.3, os._exit, (9,)).start()
limited.read_limited("html", b"<div></nosuch>" * 100_000)
"""
    done = subprocess.run([sys.executable, "-c", START + late], capture_output=True, timeout=100)
    assert done.returncode == 9
    assert ends(int(done.stdout), 60)


def test_a_child_that_was_killed_is_replaced():
    read_limited("html", PAGE.encode())
    limited._kept[0].kill()
    assert read_limited("html", PAGE.encode()) == read_html(PAGE.encode())


def test_a_child_that_is_late_by_the_clock_is_ended(monkeypatch):
    monkeypatch.setattr(limited, "_PATIENCE", 0.01)
    with pytest.raises(Refusal) as caught:
        read_limited("html", deep())
    assert (caught.value.code, caught.value.detail) == ("too_slow", "10")


def test_an_interrupted_answer_is_not_taken_for_that_of_the_next_document(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(limited, "_answer", interrupted)
        with pytest.raises(KeyboardInterrupt):
            read_limited("html", b"<p>a</p>")
    assert limited._kept == []
    assert read_limited("html", b"<p>b</p>")[0] == "b"


@pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="there are no such timers")
def test_what_other_documents_left_is_not_held_against_one(monkeypatch):
    read_limited("html", PAGE.encode())
    asked: list[int] = []
    answer = limited._answer

    def failing(child, *rest):
        asked.append(child.pid)
        return {"failed": "MemoryError", "spent": True} if len(asked) == 1 else answer(child, *rest)

    monkeypatch.setattr(limited, "_answer", failing)
    assert read_limited("html", PAGE.encode()) == read_html(PAGE.encode())
    assert len(set(asked)) == 2


def test_threads_get_each_their_own_document():
    pages = [f"<p>第{number}页</p>".encode() for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        texts = [one[0] for one in pool.map(lambda page: read_limited("html", page), pages)]
    assert texts == [f"第{number}页" for number in range(40)]


def _in_a_fork() -> tuple[str, int]:
    return read_limited("html", b"<p>fork</p>")[0], limited._kept[0].pid


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks")
def test_a_fork_has_a_child_of_its_own():
    read_limited("html", PAGE.encode())
    own = limited._kept[0].pid
    with multiprocessing.get_context("fork").Pool(1) as pool:
        text, other = pool.apply(_in_a_fork)
    assert text == "fork" and other != own
    assert read_limited("html", PAGE.encode()) and limited._kept[0].pid == own


def test_ctrl_c_leaves_the_child_to_its_work():
    read_limited("html", PAGE.encode())
    if hasattr(signal, "pthread_kill"):
        limited._kept[0].send_signal(signal.SIGINT)
    pid = limited._kept[0].pid
    assert read_limited("html", PAGE.encode()) and limited._kept[0].pid == pid


def test_a_child_that_has_gone_has_no_answer():
    pipe = subprocess.PIPE
    gone = subprocess.Popen([sys.executable, "-c", ""], stdin=pipe, stdout=pipe)
    gone.wait()
    assert limited._answer(gone, "html", b"x" * 2**20, 1) is None
    limited._close(gone)


def test_what_ends_a_new_child_too_is_told(monkeypatch):
    monkeypatch.setattr(limited, "_answer", lambda *_: {"failed": "MemoryError", "spent": True})
    with pytest.raises(Refusal) as caught:
        read_limited("html", b"<p>x</p>")
    assert (caught.value.code, caught.value.detail) == ("reader_failed", "MemoryError")
    assert limited._kept == []
