"""Runs the commands as a user whose name, computer and folders are easily found again.

Every Python process that is started, kernels among them, notes each address that it connects to or
looks up, and is refused all but those of this computer.
"""

import base64
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from corpus.collection import PROJECT
from tests.analysis.conftest import DISTRICT_REPORT

USER, HOST = "zhangsan7f3a", "computer-of-zhangsan7f3a"

# Loaded by each Python at its start, since it lies on PYTHONPATH.
_WATCH = f'''
import os, platform, socket, sys

socket.gethostname = platform.node = lambda: "{HOST}"


def refuse(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if not isinstance(address, tuple):
            return  # a socket between processes, or one that is connected already
        host = address[0]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode()
    if host and host != "localhost" and host != "::1" and not host.startswith("127."):
        with open(os.environ["GWR_TEST_CONNECTIONS"], "a", encoding="utf-8") as file:
            file.write(f"{{event}} {{host}}\\n")
        raise ConnectionRefusedError(event)


sys.addaudithook(refuse)
'''

# Runs several commands in one process, which loads the libraries once.
_COMMANDS = """
import json, sys
from analysis.cli.main import app

for words in json.loads(sys.argv[1]):
    try:
        app(words, standalone_mode=True)
    except SystemExit as ended:
        print(json.dumps([words[0], ended.code]), flush=True)
"""


def make_home(folder: Path) -> Path:
    """Makes a home folder with a corpus in ``study``, of one report and one file that is none."""
    home = folder / USER
    reports = home / "study" / "reports"
    reports.mkdir(parents=True)
    shutil.copy(DISTRICT_REPORT, reports)
    (reports / "notes.txt").write_text("不是报告", encoding="utf-8")
    (home / "terms.txt").write_text("创新\n大数据\n", encoding="utf-8")
    said = DISTRICT_REPORT.read_text(encoding="utf-8")
    for year in (2018, 2017):
        said = said.replace(str(year), str(year + 1))
    (home / "next.txt").write_text(said, encoding="utf-8")
    line = {"sentence": "新增就业3万人。", "heading": "就业"}
    (home / "lines.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    fonts = home / ".local" / "share" / "fonts"  # of which matplotlib keeps a list
    fonts.mkdir(parents=True)
    import matplotlib

    shutil.copy(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf", fonts)
    return home


def environment(home: Path) -> dict[str, str]:
    """The environment of a user with this home, in which all connections are noted."""
    watch = home.parent / "watch"
    watch.mkdir(exist_ok=True)
    (watch / "sitecustomize.py").write_text(_WATCH, encoding="utf-8")
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GWR_", "XDG_", "MPL", "IPYTHON", "JUPYTER"))
    }
    return inherited | {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "LOCALAPPDATA": str(home / "AppData" / "Local"),
        "USER": USER,
        "LOGNAME": USER,
        "USERNAME": USER,
        "PYTHONPATH": os.pathsep.join((str(watch), str(PROJECT))),
        "GWR_TEST_CONNECTIONS": str(home.parent / "connections.txt"),
        "GWR_LANGUAGE": "en",
    }


def run_commands(home: Path, commands: Sequence[Sequence[str]]) -> list[tuple[str, int]]:
    """Runs commands in the home folder; returns the name and exit code of each."""
    done = run_python(home, ["-c", _COMMANDS, json.dumps(commands)])
    lines = [line for line in done.splitlines() if line.startswith('["')]
    return [(name, code) for name, code in map(json.loads, lines)]


def run_python(home: Path, words: Sequence[str]) -> str:
    """What a Python of that user prints."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=home,
        env=environment(home),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def connections(home: Path) -> list[str]:
    """The addresses that were asked for, other than those of this computer."""
    noted = home.parent / "connections.txt"
    return noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []


def traces(files: Mapping[str, bytes], marks: Sequence[str]) -> list[tuple[str, str]]:
    """The file and the mark, for each mark that is anywhere in a file, packed or not."""
    return sorted(
        {
            (name, mark)
            for whole, data in files.items()
            for name, content in _layers(whole, data)
            for mark in marks
            for coded in (mark.encode(), mark.encode("utf-16-le"))
            if coded in content
        }
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """The bytes of every file in a folder, by its path there."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _layers(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file's bytes, and those that are packed in it: in archives, PDF, Parquet, base64."""
    yield name, name.encode() + data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield name, archive.comment
            for one in archive.infolist():
                yield f"{name}: {one.filename}", one.extra + one.comment
                yield from _layers(f"{name}: {one.filename}", archive.read(one))
    elif data.startswith(b"%PDF"):
        for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
            yield name, zlib.decompressobj().decompress(found[1]) if found[1][:1] == b"x" else b""
    elif data.startswith(b"PAR1"):
        table = pq.read_table(io.BytesIO(data))
        yield name, _readable([str(table.schema.metadata), table.to_pylist()])
    elif name.endswith((".ipynb", ".html")):
        for found in re.finditer(rb"(?:[A-Za-z0-9+/]|\\n){400,}={0,2}", data):
            plain = found[0].replace(b"\\n", b"")
            yield name, base64.b64decode(plain + b"=" * (-len(plain) % 4))


def _readable(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, default=str).encode()
