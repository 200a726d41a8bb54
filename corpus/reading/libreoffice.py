"""Rich text and old Word files, read by LibreOffice."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.errors import Refusal
from corpus.reading.limited import read_limited
from corpus.reading.programs import run_limited

if TYPE_CHECKING:
    from corpus.reading.result import DocumentText


SECONDS: Final = 30
# LibreOffice reserves far more than it uses.
_OFFICE_MEMORY: Final = 4 * 2**30
_OFFICE_NAMES: Final = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)


def read_rtf(data: bytes) -> DocumentText:
    """The text of a rich text file, read by LibreOffice.

    Raises:
        Refusal: ``no_doc_reader``, ``damaged`` or ``too_slow``.
    """
    return read_by_office(data, ".rtf")


# No macros, and no images or pages from other servers: reading a document must not connect to any.
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"""


def read_by_office(data: bytes, suffix: str) -> DocumentText:
    """The text of a file that LibreOffice can read, converted to docx on the way."""
    return read_limited("docx", _to_docx(data, suffix))


def _to_docx(data: bytes, suffix: str) -> bytes:
    """The same document as docx, converted by LibreOffice with a temporary profile."""
    office = find_office()
    with tempfile.TemporaryDirectory(prefix="gwr-") as name:
        folder = Path(name)
        source = folder / f"report{suffix}"
        source.write_bytes(data)
        settings = folder / "profile" / "user"
        settings.mkdir(parents=True)
        profile = settings / "registrymodifications.xcu"
        profile.write_text(_PROFILE, encoding="utf-8", newline="\n")
        command = [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "docx",
            "--outdir",
            str(folder / "out"),
            str(source),
        ]
        finished = run_limited(
            command,
            seconds=SECONDS,
            memory=_OFFICE_MEMORY,
            folder=folder,
            environment={"HOME": name, "http_proxy": "", "https_proxy": ""},
        )
        converted = folder / "out" / "report.docx"
        if not converted.is_file():
            raise _unconverted(finished.messages)
        return converted.read_bytes()


def _unconverted(messages: str) -> Refusal:
    """Why LibreOffice returned no docx: a fault of the file, or its own, such as missing fonts."""
    own = re.search(r"No fonts could be found|Application Error|Fatal", messages)
    if own:
        return Refusal("reader_failed", "", f"LibreOffice: {own.group()}")
    return Refusal("damaged", "", (messages.splitlines() or ["LibreOffice returned no text"])[-1])


def has_office() -> bool:
    """Whether LibreOffice is installed."""
    return any(map(shutil.which, _OFFICE_NAMES))


def find_office() -> str:
    """The path of LibreOffice.

    Raises:
        Refusal: ``no_doc_reader``.
    """
    for name in _OFFICE_NAMES:
        if program := shutil.which(name):
            return program
    raise Refusal("no_doc_reader", "")
