"""Which results may go into an archive: those their run left, complete and up to date."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from analysis.run.coding_sheets import sheet_inputs
from analysis.run.folders import notebook_path
from analysis.run.provenance import analysis_fingerprint, inputs, results
from analysis.run.runner import cells_digest, language_of
from analysis.run.verify import read_record
from corpus.collection import Corpus
from corpus.errors import Refusal

_NAMED = 5  # files that a refusal names


def finished_run(corpus: Corpus, out: Path) -> dict[str, Any]:
    """The record of a run whose results can be remade from what is there now.

    Args:
        corpus: the corpus from which the results were made.
        out: the folder of the results.

    Returns:
        The content of ``run.json``.

    Raises:
        Refusal: ``nothing_run``, ``no_record``, ``results_changed`` (by hand), ``results_outdated``
            (documents, program or parameters are others by now) or ``results_incomplete``.
    """
    path = out / "run.json"
    if not path.is_file():
        raise Refusal("nothing_run", str(out))
    record = read_record(path)
    if not record.get("notebooks"):
        raise Refusal("nothing_run", str(out))
    if "parameters" not in record:
        raise Refusal("no_record", str(path), "it has no parameters")
    _refuse("results_changed", out, _changed(record["results"], results(out)))
    there = inputs(corpus) | sheet_inputs(record, corpus)
    _refuse("results_outdated", out, _outdated(record, there) or _edited(record, corpus))
    _refuse("results_incomplete", out, _stopped(record))
    return record


def _refuse(code: str, out: Path, names: Collection[str]) -> None:
    if names:
        raise Refusal(code, str(out), in_short(sorted(names)))


def in_short(names: list[str]) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f", +{more}" if more > 0 else "")


def _changed(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """The results that are not, or no longer, what the run left."""
    return [name for name, digest in before.items() if now.get(name) != digest]


def _outdated(record: dict[str, Any], now: dict[str, str]) -> set[str]:
    """What has changed since the run: inputs, program, or parameters; not yet the notebooks."""
    before = record["inputs"]
    changed = {one for one in {*before, *now} if before.get(one) != now.get(one)}
    if not changed and record["program"] != analysis_fingerprint():
        changed = {"program"}
    return changed or {name for name, one in record["notebooks"].items() if one["earlier"]}


def _edited(record: dict[str, Any], corpus: Corpus) -> list[str]:
    """The notebooks whose cells are others than those that were run, or that are gone."""
    given, lang = record["parameters"], language_of(record["parameters"])
    return [
        name
        for name, one in record["notebooks"].items()
        if not notebook_path(name, lang, corpus).is_file()
        or cells_digest(name, given, corpus) != one["cells"]
    ]


def _stopped(record: dict[str, Any]) -> list[str]:
    return [name for name, one in record["notebooks"].items() if one["state"] == "incomplete"]


def own_results(record: dict[str, Any]) -> dict[str, str]:
    """The sha256 of the results that the notebooks made; other files in their folders are not."""
    return {name: digest for name, digest in record["results"].items() if maker_of(name, record)}


def maker_of(result: str, record: dict[str, Any]) -> str:
    """The notebook whose name a result's begins with; empty if there is none."""
    stem = Path(result).name
    return next((name for name in sorted(record["notebooks"]) if stem.startswith(name)), "")
