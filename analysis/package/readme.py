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
    "results or tables; names of places and sessions, titles of reports and terms of the lexicon "
    "may be.",
    "To make every result again, put the documents into `documents/reports`, under the names "
    "above; without them, those that quote nothing are made from `tables`. ",
)
_AVAILABLE = "All data are publicly available, and are in this archive."
_ELSEWHERE = (
    "The documents are identified by sha256 below. Where a source is given, they may be obtained "
    "there, and be put into `documents/reports` under these names."
)
_CODED_HERE = "Sentences were coded by hand; the coding sheets and their keys are"
_CODED_ELSEWHERE = (
    "Sentences were coded by hand. The coding sheets quote them, and are not in this archive; they "
    "and their keys are to be put into these places"
)
_TABLES = (
    "In their place, `tables` has the data store that was made of them (Parquet files in "
    "`tables/outputs/store`; the suite's `corpus/README.md` describes the columns), without what "
    "quotes. It has no text, no headings, and no place of a word. The words of each paragraph are "
    "in alphabetical order; those of a paragraph with fewer than 40 words and signs are counted "
    "with a neighbour of the same section, unless the section has no other. Policy terms have "
    "their sentence, numbers their value, indicator and place. What results need of the texts "
    "besides is in `tables/outputs/cache`: the policy areas of sentences, and tables that the "
    "notebooks made, without the columns that quote."
)
_LEFT = "Left out, since they quote the documents, and made by `remake.py` where these are there"
_NEEDING = (
    "In this archive, but made by `remake.py` only where the documents are, since they need words "
    "in their order, sentences, or paragraphs of fewer than 40 words"
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
        needing: the results in the archive that cannot be made again without the documents.
        texts: whether the documents are in the archive.
        command: the words after ``gwr`` that the run is repeated with.
        requirements: the name of the list of packages.
        suite: the version of the suite.
        size: of the unpacked archive, in bytes.
    """

    record: Mapping[str, Any]
    documents: pd.DataFrame
    programs: pd.DataFrame
    left_out: Sequence[str]
    sheets: Mapping[str, str]
    needing: Sequence[str]
    texts: bool
    command: Sequence[str]
    requirements: str
    suite: str
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
        "availability": _AVAILABLE if said.texts else f"{_ELSEWHERE}\n- {_TABLES}",
        "documents": _table(said.documents),
        "sheets": _sheets(said) if said.sheets else "",
    }


def _sheets(said: Described) -> str:
    """What is said of the coding sheets that results were made from."""
    listed = "\n".join(f"- `{name}` (sha256 {one})" for name, one in said.sheets.items())
    return f"\n{_CODED_HERE if said.texts else _CODED_ELSEWHERE}\n\n{listed}\n"


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
    return {
        "parameters": ", ".join(f"`{name} = {one!r}`" for name, one in given.items()) or "none",
        "command": " ".join(said.command),
        "programs": _table(said.programs),
        "left_out": _listed(_LEFT, said.left_out) + _listed(_NEEDING, said.needing),
    }


def _listed(why: str, names: Sequence[str]) -> str:
    """Names of results, and what they have in common; nothing where there are none."""
    lines = "\n".join(f"- `{name}`" for name in names)
    return f"\n{why}:\n\n{lines}\n" if names else ""


def _table(table: pd.DataFrame) -> str:
    """A table in Markdown; missing cells are empty."""
    head = [" | ".join(map(str, table.columns)), " | ".join("---" for _ in table.columns)]
    rows = (" | ".join(_cells(row)) for row in table.itertuples(index=False))
    return "\n".join(f"| {line} |" for line in (*head, *rows))


def _cells(row: Iterable[Any]) -> list[str]:
    shown = ("" if pd.isna(cell) else str(cell) for cell in row)
    return [" ".join(cell.split()).replace("|", "\\|") for cell in shown]
