import http.server
import shutil
import sys
import threading
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from corpus.errors import Refusal
from corpus.reading import libreoffice
from corpus.reading.document import read_doc
from corpus.reading.libreoffice import find_office, has_office, read_by_office, read_rtf
from tests.corpus.reading.conftest import DOC, PARAGRAPHS, lines, needs_office, rtf


@needs_office
def test_libreoffice_gives_the_same_paragraphs():
    assert lines(read_by_office(DOC, ".doc")[0]) == PARAGRAPHS


def test_an_office_that_does_not_start_is_not_the_files_fault():
    assert (
        libreoffice._unconverted("No fonts could be found on the system.").code == "reader_failed"
    )
    assert libreoffice._unconverted("Error: source file could not be loaded").code == "damaged"


@pytest.mark.parametrize("data", [DOC, rtf("x")], ids=["doc", "rtf"])
def test_without_either_program_the_user_is_told(monkeypatch, data):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Refusal) as refused:
        read_doc(data)
    assert refused.value.code == "no_doc_reader"


@needs_office
def test_reading_asks_nothing_of_the_network():
    asked = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/x.png" \\d}}{{\fldrslt }}}}'
    text, *_ = read_rtf(rf"{{\rtf1 before {field} after}}".encode())
    server.shutdown()
    server.server_close()
    assert "before" in text
    assert asked == []


# --- a program in place of LibreOffice ------------------------------------------------------------


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Puts a program of a few lines of Python in the place of LibreOffice."""
    if sys.platform == "win32":
        pytest.skip("a script is no program there")

    def put(code: str) -> Path:
        program = tmp_path / "office"
        program.write_text(f"#!{sys.executable}\nimport os, shutil, sys\n{code}", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(libreoffice, "_OFFICE_NAMES", ("no-such-office", str(program)))
        return program

    return put


CONVERTED = """
from pathlib import Path
from urllib.parse import unquote, urlsplit
made, = [one for one in sys.argv if one.startswith("-env:UserInstallation=")]
profile = Path(unquote(urlsplit(made.partition("=")[2]).path))
with open({told!r}, "w") as told:
    told.write((profile / "user" / "registrymodifications.xcu").read_text())
home = Path(os.environ["HOME"])
assert home.resolve() == profile.parent.resolve() == Path.cwd().resolve()
assert os.environ["http_proxy"] == os.environ["https_proxy"] == ""
source, out = Path(sys.argv[-1]), Path(sys.argv[sys.argv.index("--outdir") + 1])
assert source.read_bytes() == b"as found" and source.suffix == ".rtf"
assert sys.argv[sys.argv.index("--convert-to") + 1] == "docx"
out.mkdir()
shutil.copy({made!r}, out / (source.stem + ".docx"))
"""


def test_what_the_program_makes_is_read_and_its_profile_lets_nothing_out(tmp_path, stand_in):
    document = docx.Document()
    for text in ("政府工作报告", "各位代表"):
        document.add_paragraph(text)
    made, told = tmp_path / "made.docx", tmp_path / "told"
    document.save(str(made))
    program = stand_in(CONVERTED.format(made=str(made), told=str(told)))
    assert find_office() == str(program)
    assert has_office()
    text, encoding, confidence, notices = read_by_office(b"as found", ".rtf")
    assert text == "政府工作报告\n各位代表"
    assert (encoding, confidence, notices) == ("utf-8", 1.0, ())
    profile = ElementTree.fromstring(told.read_text(encoding="utf-8"))
    name = "{http://openoffice.org/2001/registry}name"
    said = {prop.get(name): prop.findtext("value") for prop in profile.iter("prop")}
    assert said["DisableMacrosExecution"] == said["BlockUntrustedRefererLinks"] == "true"
    assert said["ooInetHTTPSProxyName"] == said["ooInetHTTPProxyName"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("code", "refusal", "detail"),
    [
        ("sys.exit('a word\\nsource file could not be loaded')", "damaged", "could not be loaded"),
        ("sys.exit('Fatal error')", "reader_failed", "Fatal"),
        ("pass", "damaged", "LibreOffice"),
    ],
    ids=["a bad file", "a bad office", "silence"],
)
def test_why_the_program_made_nothing_is_said(stand_in, code, refusal, detail):
    stand_in(code)
    with pytest.raises(Refusal) as refused:
        read_rtf(b"as found")
    assert refused.value.code == refusal
    assert detail in refused.value.detail
    assert "a word" not in refused.value.detail


def test_a_program_that_hangs_is_ended(stand_in, monkeypatch):
    stand_in("import time; time.sleep(60)")
    monkeypatch.setattr(libreoffice, "SECONDS", 0.3)
    with pytest.raises(Refusal) as refused:
        read_rtf(b"as found")
    assert (refused.value.code, refused.value.detail) == ("too_slow", "0.3")


def test_without_the_program_it_is_not_there(monkeypatch):
    monkeypatch.setattr(libreoffice, "_OFFICE_NAMES", ("no-such-office",))
    assert not has_office()
    with pytest.raises(Refusal) as refused:
        find_office()
    assert refused.value.code == "no_doc_reader"
