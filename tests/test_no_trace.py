"""Nothing that is made names who made it or where, and no command but fetch asks the network."""

import socket
import zipfile
from pathlib import Path

import pytest

from analysis.cli.common import PANELS
from corpus.collection import PROJECT
from tests.no_trace import (
    HOST,
    USER,
    connections,
    files_in,
    make_home,
    run_commands,
    run_python,
    traces,
)

# With relative paths, and with those that name the home.
COMMANDS = [
    ["build", "--corpus", "study"],
    ["list", "--corpus", "study"],
    ["show", "shahekou-2018", "--corpus", "study"],
    ["doctor", "--corpus", "study", "--json"],
    ["run", "0", "3", "--corpus", "study", "--terms", "{home}/terms.txt", "--lang", "en"],
    ["panel", "made/panel.dta", "--corpus", "{home}/study", "--terms", "{home}/terms.txt"],
    ["panel", "made/panel.xlsx", "--corpus", "study"],
    ["panel", "made/panel.parquet", "--corpus", "study"],
    ["ledger", "made/ledger.csv", "--corpus", "{home}/study"],
    ["explore", "made/page.html", "--corpus", "{home}/study"],
    ["sample", "made/sheet.xlsx", "--corpus", "study"],
    ["methods", "study/outputs"],
    ["package", "made/package.zip", "--corpus", "{home}/study"],
    ["remove", "notes", "--corpus", "study"],
    ["verify", "--corpus", "{home}/study"],
    ["promises", "made/promises.csv", "--corpus", "{home}/study"],
    ["agreement", "made/sheet.xlsx", "--json"],
    ["parse", "{home}/study/reports/shahekou-2018.txt", "--json"],
    ["segment", "{home}/terms.txt", "--json"],
    ["code", "{home}/lines.jsonl", "--json"],
    ["new", "made/folder"],
    ["add", "{home}/study/reports/shahekou-2018.txt", "--corpus", "made/folder"],
    ["add", "{home}/next.txt", "--corpus", "{home}/made/folder"],
    ["compare", "next", "shahekou-2018", "--corpus", "made/folder"],
]
ASK_THE_NETWORK = {"fetch", "lab"}  # lab waits for a browser of this computer


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The home of a user who has run the commands; those that read the corpus refuse the file."""
    home = make_home(tmp_path_factory.mktemp("homes"))
    (home / "made").mkdir()
    given = [[word.format(home=home) for word in words] for words in COMMANDS]
    codes = run_commands(home, given)
    assert [name for name, _ in codes] == [words[0] for words in COMMANDS]
    assert {code for _, code in codes} <= {0, 1}
    return home


@pytest.fixture(scope="module")
def made(home):
    """The files that the commands wrote, by their paths in the home."""
    found = files_in(home / "made") | files_in(home / "study")
    names = " ".join(found)
    for ending in (".png", ".pdf", ".svg", ".parquet", ".dta", ".xlsx", ".html", ".json", ".zip"):
        assert ending in names
    return found


@pytest.fixture(scope="module")
def marks(home):
    """What must not be anywhere: the user, the computer, and the folders of both."""
    return [USER, HOST, str(home.parent), str(PROJECT)]


def test_no_result_names_the_user_the_computer_or_a_folder(made, marks):
    assert traces(made, marks) == []


def test_no_command_asks_the_network(home):
    every = {name for names in PANELS.values() for name in names}
    assert {words[0] for words in COMMANDS} == every - ASK_THE_NETWORK
    assert connections(home) == []


def test_a_document_that_is_refused_is_named_by_its_file(made):
    assert "notes.txt: not recognised" in made["outputs/run.json"].decode()
    assert b"\nnotes.txt,refused,notes.txt: " in made[
        "outputs/tables/00_is_my_corpus_sound-findings.csv"
    ].replace(b"\xef\xbb\xbfreport_id", b"report_id")


def test_no_file_of_the_project_names_a_folder_of_this_computer():
    """So that neither the wheel nor the repository tells where somebody worked on them."""
    places = [place for place in (PROJECT, Path.home()) if len(place.parts) > 1]
    marks = [f"{place}{mark}" for place in places for mark in "/\\"]
    folders = {name: files_in(PROJECT / name) for name in ("analysis", "corpus", "notebooks")}
    plain = {
        f"{folder}/{name}": data
        for folder, files in folders.items()
        for name, data in files.items()
        if "__pycache__" not in name and "reports/" not in name
    }
    beside = {one.name: one.read_bytes() for one in PROJECT.glob("[!.]*") if one.is_file()}
    assert traces(plain | beside, marks) == []


# The tests above would find what they look for.


def test_a_connection_is_noted_and_refused(tmp_path):
    home = make_home(tmp_path)
    said = run_python(home, ["-c", _ASKING])
    assert said.split() == ["refused", "refused", "computer-of-zhangsan7f3a"]
    assert connections(home) == ["socket.getaddrinfo example.org", "socket.connect 192.0.2.1"]


_ASKING = """
import socket
for ask in (
    lambda: socket.create_connection(("example.org", 80)),
    lambda: socket.socket().connect(("192.0.2.1", 80)),
):
    try:
        ask()
    except ConnectionRefusedError:
        print("refused")
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname()).close()
print(socket.gethostname())
"""


def test_a_name_is_found_however_it_is_packed(tmp_path):
    import base64
    import zlib

    import pandas as pd

    secret = f"/home/{USER}/x"
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", f"made in {secret}" * 40)
    pd.DataFrame({"place": [secret]}).to_parquet(tmp_path / "a.parquet")
    stream = zlib.compress(secret.encode() * 20)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 stream\n" + stream + b"\nendstream")
    coded = base64.b64encode(b"\x89PNG" + bytes(400) + secret.encode()).decode()
    (tmp_path / "a.ipynb").write_text(f'"image/png": "{coded}"', encoding="utf-8")
    (tmp_path / "a.dta").write_bytes(secret.encode("utf-16-le"))
    (tmp_path / "none.txt").write_text(socket.gethostname(), encoding="utf-8")
    found = {name.partition(":")[0] for name, _ in traces(files_in(tmp_path), [USER])}
    assert found == {"a.zip", "a.parquet", "a.pdf", "a.ipynb", "a.dta"}
