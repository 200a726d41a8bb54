"""The README of an archive, on the template of the social science data editors (version 1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

TEMPLATE = Path(__file__).parent / "template.md"
_LIBRARIES = ("numpy", "scipy", "scikit-learn", "pandas", "pyarrow", "matplotlib", "jieba")
_SEEDS = ("seed", "cloud_seed")
_WITHIN = ("The documents are in `documents/reports`, byte for byte as they were found.", "")
_WITHOUT = (
    "The documents are not in this archive, nor is any passage of 13 characters of them in its "
    "results; names of places, titles of reports and terms of the lexicon may be.",
    "Put the documents into `documents/reports`, under the names above. ",
)
_AVAILABLE = "All data are publicly available, and are in this archive."
_ELSEWHERE = (
    "The documents are identified by sha256 below, and are to be put into `documents/reports` "
    "under these names; without them no notebook can be run, since each reads words in their "
    "order, sentences or headings. Where a source is given, they may be obtained there."
)
_CODED_HERE = "Sentences were coded by hand; the coding sheets and their keys are"
_CODED_ELSEWHERE = (
    "Sentences were coded by hand. The coding sheets quote them, and are not in this archive; they "
    "and their keys are to be put into these places"
)
_COUNTED = (
    "Counts by report and part are in `counts`, and quote nothing: `words.parquet` (words), "
    "`terms.parquet` (policy term mentions, with their area) and `sizes.parquet` (what rates are "
    "divided by). From them alone can be remade: rates of words and terms, TF-IDF weights, log "
    "ratios, G² and log odds of one report or part against another, dispersion over reports, "
    "divergence between reports, and positions by Wordfish and Wordscores, with `analysis.tfidf`, "
    "`keyness`, `dispersion`, `comparison` and `scaling` and the columns `report_id` (as `unit`), "
    "`term`, `n`. What cannot be: intervals and tests by section or paragraph, topics, themes, "
    "policy areas, instruments, tone, quantities and targets, repeated sentences, concordances."
)


@dataclass(frozen=True)
class Described:
    """What a README says of an archive.

    Attributes:
        record: the content of ``run.json``.
        documents: one row per document, from ``document_table``.
        programs: one row per table or figure, from ``made_by``.
        left_out: the results that quote the documents; none where these are in the archive.
        sheets: the sha256 of the coding sheets that results were made from, by their place.
        texts: whether the documents are in the archive.
        command: the words after ``gwr`` that the run is repeated with.
        requirements: the name of the list of packages.
        suite: the version of the suite.
        counts: whether counts are in the archive in the place of the documents.
        size: of the unpacked archive, in bytes.
    """

    record: Mapping[str, Any]
    documents: pd.DataFrame
    programs: pd.DataFrame
    left_out: Sequence[str]
    sheets: Mapping[str, str]
    texts: bool
    command: Sequence[str]
    requirements: str
    suite: str
    counts: bool
    size: int


def readme(said: Described) -> str:
    """The README of an archive in Markdown.

    Args:
        said: what it is about.
    """
    fields = _data(said) | _software(said) | _computer(said) | _programs(said)
    return TEMPLATE.read_text(encoding="utf-8").format(**fields)


def _data(said: Described) -> dict[str, Any]:
    rights, first = _WITHIN if said.texts else _WITHOUT
    return {
        "reports": len(said.documents),
        "rights": rights,
        "first": first,
        "availability": _AVAILABLE if said.texts else "\n- ".join(_elsewhere(said)),
        "documents": _table(said.documents),
        "sheets": _sheets(said) if said.sheets else "",
    }


def _sheets(said: Described) -> str:
    """What is said of the coding sheets that results were made from."""
    listed = "\n".join(f"- `{name}` (sha256 {one})" for name, one in said.sheets.items())
    return f"\n{_CODED_HERE if said.texts else _CODED_ELSEWHERE}\n\n{listed}\n"


def _elsewhere(said: Described) -> list[str]:
    """What is said of documents that are not in the archive, and of the counts in their place."""
    return [_ELSEWHERE, *([_COUNTED] if said.counts else [])]


def _software(said: Described) -> dict[str, Any]:
    used = said.record["packages"]
    locked = said.requirements.endswith(".lock")
    return {
        "python": said.record["python"],
        "suite": said.suite,
        "libraries": "\n".join(f"- {name} {used[name]}" for name in _LIBRARIES if name in used),
        "requirements": said.requirements,
        "hashes": "with the hashes that pip checks"
        if locked
        else "without hashes, since the run did not have the locked versions",
        "seeds": ", ".join(_seeds(said.record["notebooks"])) or "none is used",
    }


def _seeds(notebooks: Mapping[str, Any]) -> list[str]:
    return [
        f"`{seed} = {one['parameters'][seed]}` ({name})"
        for name, one in sorted(notebooks.items())
        for seed in _SEEDS
        if seed in one["parameters"]
    ]


def _computer(said: Described) -> dict[str, Any]:
    """How long the notebooks took, where, and how much room the archive needs."""
    computer = said.record["computer"]
    memory, processors = computer["memory_gib"], computer["processors"]
    seconds = sum(one["made_in"] or 0 for one in said.record["notebooks"].values())
    return {
        "seconds": f"{seconds:.0f}",
        "minutes": max(round(seconds / 60), 1),
        "platform": said.record["platform"],
        "processors": processors or "an unknown number of",
        "memory": f"{memory:.0f} GiB" if memory else "an unknown amount",
        "size": max(round(said.size / 1e6), 1),
    }


def _programs(said: Described) -> dict[str, Any]:
    given = said.record["parameters"]
    names = "\n".join(f"- `{name}`" for name in said.left_out)
    left = f"\nLeft out, since they quote the documents, and made by `remake.py`:\n\n{names}\n"
    return {
        "parameters": ", ".join(f"`{name} = {one!r}`" for name, one in given.items()) or "none",
        "command": " ".join(said.command),
        "programs": _table(said.programs),
        "left_out": left if said.left_out else "",
    }


def _table(table: pd.DataFrame) -> str:
    """A table in Markdown; missing cells are empty."""
    head = [" | ".join(map(str, table.columns)), " | ".join("---" for _ in table.columns)]
    rows = (" | ".join(_cells(row)) for row in table.itertuples(index=False))
    return "\n".join(f"| {line} |" for line in (*head, *rows))


def _cells(row: Iterable[Any]) -> list[str]:
    shown = ("" if pd.isna(cell) else str(cell) for cell in row)
    return [" ".join(cell.split()).replace("|", "\\|") for cell in shown]
