"""The suite as a wheel, from a checkout or an installation alike, without any document."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from analysis.package.zipping import zipped
from analysis.run.folders import notebook_names, notebook_path
from analysis.run.notebook import read_notebook
from analysis.run.provenance import PACKAGES
from corpus.collection import PROJECT
from corpus.errors import Refusal
from corpus.language import Lang

NAME = "gov-work-report"
LOCK = "requirements.lock"
# Documents, and notebooks with what they printed of them, stay out; so does what Python leaves.
_NOT_OURS = re.compile(r"^corpus/reports/|^analysis/notebooks/|__pycache__/|(?:^|/)\.")
_WHEEL = "Wheel-Version: 1.0\nGenerator: gwr package\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_TAKEN = ("METADATA", "entry_points.txt", "licenses/LICENSE")


def suite_wheel() -> tuple[str, bytes]:
    """The name and the content of a wheel of the suite that is running.

    It is put together from the files that run, so that it needs neither a network nor a tool, and
    has changes to a checkout in it. Notebooks are in it without outputs, and no documents are.

    Raises:
        Refusal: ``not_installed`` if Python does not know the suite as a package.
    """
    installed = _installed()
    stem = f"{NAME.replace('-', '_')}-{installed.version}"
    files = _program() | _notebooks() | {f"analysis/package/{LOCK}": lock_file().read_bytes()}
    files |= {f"{stem}.dist-info/{name}": text for name, text in _described(installed).items()}
    record = f"{stem}.dist-info/RECORD"
    files[record] = _record(files, record)
    return f"{stem}-py3-none-any.whl", zipped(files)


def lock_file() -> Path:
    """Where the locked versions of the packages are: in a checkout, or within the package."""
    beside, within = PROJECT / LOCK, Path(__file__).parent / LOCK
    return within if within.is_file() else beside


def _installed() -> Distribution:
    try:
        return distribution(NAME)
    except PackageNotFoundError as error:
        raise Refusal("not_installed", NAME) from error


def _program() -> dict[str, bytes]:
    """The files of the two packages, by their path."""
    found = {}
    for package in PACKAGES:
        for path in (PROJECT / package).rglob("*"):
            name = path.relative_to(PROJECT).as_posix()
            if path.is_file() and not _NOT_OURS.search(name):
                found[name] = path.read_bytes()
    return found


def _notebooks() -> dict[str, bytes]:
    """The notebooks of both languages without outputs, where an installation has them."""
    langs: tuple[Lang, ...] = ("en", "zh")
    return {
        f"analysis/notebooks/{'zh/' if lang == 'zh' else ''}{name}.ipynb": bare(
            notebook_path(name, lang)
        )
        for lang in langs
        for name in notebook_names(lang)
    }


def bare(path: Path) -> bytes:
    """A notebook without what its cells printed."""
    import nbformat

    notebook = read_notebook(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return (nbformat.writes(notebook, version=4) + "\n").encode()


def _described(installed: Distribution) -> dict[str, bytes]:
    """What the installation says of the package, and that it is one for every system."""
    texts = {name: installed.read_text(name) for name in _TAKEN} | {"WHEEL": _WHEEL}
    return {name: text.encode() for name, text in texts.items() if text}


def _record(files: dict[str, bytes], own: str) -> bytes:
    """The list of a wheel's files, with their digests."""
    rows = []
    for name in sorted(files):
        digest = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).rstrip(b"=")
        rows.append(f"{name},sha256={digest.decode()},{len(files[name])}\n")
    return "".join([*rows, f"{own},,\n"]).encode()
