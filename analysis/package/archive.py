"""Writes the replication archive of a run, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.methods.text import bibliography, methods_text
from analysis.package import remake
from analysis.package.command import DOCUMENTS, run_command, word_lists
from analysis.package.crate import METADATA, crate_metadata
from analysis.package.finished_results import finished_run, own_results
from analysis.package.left_out import quoting_results
from analysis.package.readme import Described, readme
from analysis.package.requirements import requirements
from analysis.package.tables import TABLES, tables_of
from analysis.package.trial import remade_from_tables
from analysis.package.wheel import bare, lock_file, suite_wheel
from analysis.package.where_made import made_by
from analysis.package.zipping import Member, content_of, write_zip
from analysis.run.coding_sheets import sheets_of_run
from analysis.run.folders import own_notebooks
from analysis.run.provenance import file_digest
from corpus.collection import Corpus, document_paths
from corpus.errors import Refusal
from corpus.files import saved
from corpus.locking import LOCK, locked
from corpus.reports_csv import CORRECTIONS
from corpus.store.tables import read_table

_REPORTS = "reports/"  # before the names of documents in run.json
# Without an ending, or they would be read as reports.
_PLACE, _EMPTY = "documents/reports/put-documents-here", f"{TABLES}/reports/put-nothing-here"


@dataclass(frozen=True)
class Archive:
    """A replication archive that was written.

    Attributes:
        path: of the file.
        files: the names of the files in it.
        left_out: the results that are not in it, since they quote the documents.
        needing: the results in it that cannot be made again without the documents.
        strangers: files among the results that no notebook made, which are not in it either.
    """

    path: Path
    files: tuple[str, ...]
    left_out: tuple[str, ...]
    needing: tuple[str, ...]
    strangers: tuple[str, ...]


def write_archive(
    corpus: Corpus, path: str | Path, *, out: Path | None = None, texts: bool = False
) -> Archive:
    """Writes the results of a run with all that is needed to make them again, as a zip file.

    In it are the results, ``run.json``, the methods paragraph, a README on the template of the
    social science data editors, RO-Crate metadata, the locked packages, the suite as a wheel, and
    ``remake.py``, which installs these, runs the notebooks and compares every byte. The same
    results give the same archive, byte for byte.

    Args:
        corpus: the corpus from which the results were made.
        path: of the archive, ending in .zip; a file that is there is replaced.
        out: the folder of the results; by default the corpus's outputs.
        texts: whether the documents are in it. Otherwise it names them by sha256, leaves out each
            result that has 13 characters in a row of one of them and the coding sheets, and has the
            tables of the store in their place, with words in bags and without texts. The notebooks
            are run on these once, so that it is known which results can be made again from them.

    Returns:
        What was written, and what was left out.

    Raises:
        Refusal: ``not_zip``, ``nothing_run``, ``no_record``, ``results_changed``,
            ``results_outdated``, ``results_incomplete``, ``no_option``, ``not_installed``,
            ``sheet_elsewhere``, ``busy`` or ``not_saved``.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.package import write_archive
        >>> from analysis.run import run_notebooks
        >>> corpus, out = open_corpus(), Path("results")
        >>> ran = run_notebooks(corpus, names=["01_the_report"], out=out, parameters={})
        >>> archive = write_archive(corpus, "replication.zip", out=out, texts=True)
        >>> [name for name in archive.files if name.startswith("documents/")]
        ['documents/reports/reports.csv', 'documents/reports/shahekou-2018.txt']
    """
    path, folder = Path(path), (out or corpus.outputs).resolve()
    if path.suffix.lower() != ".zip":
        raise Refusal("not_zip", str(path))
    with _still(folder):
        record = finished_run(corpus, folder)
        own = own_results(record)
        left = set() if texts else quoting_results(corpus, folder, own)
        tables = {} if texts else _tables(corpus, record)
        remade = remade_from_tables(tables, record) if tables else set(own)
        needing = set(own) - left - remade
        members = _members(corpus, folder, record, tables, left, needing)
        with saved(path) as part, part.open("wb") as file:
            write_zip(file, members)
    strangers = set(record["results"]) - set(own)
    return Archive(path, *(tuple(sorted(one)) for one in (members, left, needing, strangers)))


def _still(folder: Path) -> Any:
    """Keeps runs from writing to the results, where there are any."""
    if not (folder / "run.json").is_file():
        raise Refusal("nothing_run", str(folder))
    return locked(folder / LOCK)


def _members(
    corpus: Corpus,
    out: Path,
    record: dict[str, Any],
    tables: dict[str, Member],
    left: set[str],
    needing: set[str],
) -> dict[str, Member]:
    """Every file of the archive: first what is there, then what describes it."""
    name, wheel = suite_wheel()
    lock = lock_file().read_text(encoding="utf-8")
    required, packages = requirements(lock, record["packages"])
    sheets = coding_sheets(corpus, record)
    members: dict[str, Member] = {
        **{f"results/{one}": out / one for one in own_results(record) if one not in left},
        **_documents(corpus, texts=not tables),
        **_own_notebooks(corpus, record, DOCUMENTS),
        **({} if tables else sheets),
        **tables,
        **word_lists(record),
        **_methods(corpus, out),
        "run.json": out / "run.json",
        "remake.py": Path(remake.__file__),
        f"software/{name}": wheel,
        required: packages.encode(),
    }
    documents = document_table(corpus, record)
    made = _for_remake(record, documents, required, f"software/{name}")
    made["sheets"] = {one: file_digest(path) for one, path in sheets.items()}
    if tables:
        made["from_tables"] = sorted(set(own_results(record)) - left - needing)
    members["remake.json"] = _json(made)
    described = {"documents": documents, "left_out": sorted(left), "needing": sorted(needing)}
    described["sheets"] = made["sheets"]
    members["README.md"] = _readme(record, out, members, described, made).encode()
    sizes = {one: len(content_of(member)) for one, member in members.items()}
    members[METADATA] = crate_metadata(sizes, record, suite=_suite(name))
    return members


def _suite(wheel: str) -> str:
    """The version of the suite, from the name of its wheel."""
    return wheel.split("-")[1]


def _tables(corpus: Corpus, record: dict[str, Any]) -> dict[str, Member]:
    """A corpus without texts, with the notebooks that are to be run on it."""
    return {**tables_of(corpus), _EMPTY: b"", **_own_notebooks(corpus, record, TABLES)}


def _documents(corpus: Corpus, *, texts: bool) -> dict[str, Member]:
    """The documents, if they are to be in the archive, and what was entered by hand."""
    paths = list(document_paths(corpus).values()) if texts else []
    corrections = corpus.documents / CORRECTIONS
    found: dict[str, Member] = {
        f"documents/reports/{path.name}": path.read_bytes()  # which may be at an address
        for path in [*paths, *([corrections] if corrections.is_file() else [])]
    }
    return found if found else {_PLACE: b""}


def _own_notebooks(corpus: Corpus, record: dict[str, Any], folder: str) -> dict[str, Member]:
    """The notebooks of the corpus that were run, without outputs, where it has its own."""
    own = own_notebooks(corpus)
    paths = [own / f"{name}.ipynb" for name in record["notebooks"]] if own else []
    return {f"{folder}/notebooks/{path.name}": bare(path) for path in paths if path.is_file()}


def coding_sheets(corpus: Corpus, record: Mapping[str, Any]) -> dict[str, Path]:
    """The coding sheets that results were made from, and their keys, by their place in an archive.

    Args:
        corpus: with notebooks of its own, beside which the sheets are.
        record: the content of ``run.json``.

    Raises:
        Refusal: ``sheet_elsewhere`` for a sheet that is not in their folder.
    """
    own, found = own_notebooks(corpus), {}
    for name, path in sheets_of_run(record, corpus).items():
        if own is None or not path.resolve().is_relative_to(own.resolve()):
            raise Refusal("sheet_elsewhere", str(path), name)
        place = path.resolve().relative_to(own.resolve()).as_posix()
        found[f"documents/notebooks/{place}"] = path
    return found


def document_table(corpus: Corpus, record: Mapping[str, Any]) -> pd.DataFrame:
    """The documents of a run.

    Args:
        corpus: with its store.
        record: the content of ``run.json``.

    Returns:
        One row per document: file, region, year, source (where it was found), sha256; region and
        year are missing for a document that was not accepted.
    """
    reports = read_table(corpus, "reports").set_index("report_id")
    rows = [
        {"file": path.name, **_place(reports, report), "sha256": _digest_of(record, path.name)}
        for report, path in document_paths(corpus).items()
    ]
    return pd.DataFrame(rows, columns=["file", "region", "year", "source", "sha256"])


def _digest_of(record: Mapping[str, Any], name: str) -> str:
    return str(record["inputs"][f"{_REPORTS}{name}"])


def _place(reports: pd.DataFrame, report: str) -> dict[str, Any]:
    """The region, year and source of a report; nothing for a document that is none."""
    if report not in reports.index:
        return {"region": None, "year": None, "source": None}
    row = reports.loc[report]
    return {"region": row["region"], "year": row["report_year"], "source": row["source"]}


def _methods(corpus: Corpus, out: Path) -> dict[str, Member]:
    """The methods paragraph in both languages, and its references."""
    reports = read_table(corpus, "reports")
    english, keys = methods_text(out, lang="en", reports=reports)
    chinese, _ = methods_text(out, lang="zh", reports=reports)
    text = f"{english}\n\n{chinese}\n"
    return {"methods.txt": text.encode(), "references.bib": bibliography(keys).encode()}


def _for_remake(
    record: dict[str, Any], documents: pd.DataFrame, required: str, wheel: str
) -> dict[str, Any]:
    """What ``remake.py`` reads: what to install, what to run, and what to compare."""
    known = documents.dropna(subset=["source"])
    inputs = record["inputs"].items()
    return {
        "python": record["python"],
        "requirements": required,
        "wheel": wheel,
        "command": run_command(record),
        "documents": {
            name.removeprefix(_REPORTS): one for name, one in inputs if name.startswith(_REPORTS)
        },
        "addresses": dict(zip(known["file"], known["source"], strict=True)),
        "results": own_results(record),
    }


def _readme(
    record: dict[str, Any],
    out: Path,
    members: Mapping[str, Member],
    described: dict[str, Any],
    made: dict[str, Any],
) -> str:
    size = sum(len(content_of(member)) for member in members.values())
    said = Described(
        record=record,
        programs=made_by(record, out),
        command=made["command"],
        requirements=made["requirements"],
        suite=_suite(Path(made["wheel"]).name),
        texts=not any(name.startswith(f"{TABLES}/") for name in members),
        size=size,
        **described,
    )
    return readme(said)


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
