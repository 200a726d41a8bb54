"""The coding sheets that notebooks read: inputs of a run beside the corpus and the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.run.folders import notebook_path
from analysis.run.provenance import file_digest
from corpus.collection import Corpus
from corpus.language import Lang

SHEETS = "sheets/"  # before their names among the inputs in run.json


def sheet_files(parameters: Mapping[str, Any], folder: Path) -> dict[str, Path]:
    """The sheets that a notebook's parameters name, and the keys with them, by file name.

    Args:
        parameters: with which the notebook runs; a value that ends in .xlsx names a sheet.
        folder: of the notebook.

    Returns:
        Those that are there. Where no key is called like a sheet, any beside it may be its own.
    """
    found: dict[str, Path] = {}
    for value in parameters.values():
        path = folder / value if isinstance(value, str) and value.endswith(".xlsx") else None
        if path is not None and path.is_file():
            found |= {one.name: one for one in (path, *_keys(path))}
    return dict(sorted(found.items()))


def _keys(sheet: Path) -> list[Path]:
    from analysis.areas.coding_sheet import key_path

    own = key_path(sheet)
    return [own] if own.is_file() else sorted(sheet.parent.glob("*-key.csv"))


def sheet_digests(parameters: Mapping[str, Any], folder: Path) -> dict[str, str]:
    """The sha256 of the files that ``sheet_files`` finds, by name."""
    return {name: file_digest(path) for name, path in sheet_files(parameters, folder).items()}


def sheets_of_run(record: Mapping[str, Any], corpus: Corpus) -> dict[str, Path]:
    """The coding sheets and keys that the notebooks of a run would read now, by file name.

    Args:
        record: the content of ``run.json``.
        corpus: that the run was of.
    """
    found: dict[str, Path] = {}
    for parameters, folder in _read(record, corpus):
        found |= sheet_files(parameters, folder)
    return found


def sheet_inputs(record: Mapping[str, Any], corpus: Corpus) -> dict[str, str]:
    """The sha256 of what ``sheets_of_run`` finds, as the inputs in ``run.json`` name it."""
    files = sheets_of_run(record, corpus).items()
    return {f"{SHEETS}{name}": file_digest(path) for name, path in files}


def _read(record: Mapping[str, Any], corpus: Corpus) -> Iterator[tuple[dict[str, Any], Path]]:
    """The parameters of each notebook of a run, and where it is."""
    lang: Lang = "zh" if record.get("parameters", {}).get("lang") == "zh" else "en"
    for name, made in record.get("notebooks", {}).items():
        yield made.get("parameters") or {}, notebook_path(name, lang, corpus).parent
