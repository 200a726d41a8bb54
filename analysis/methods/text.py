"""The paragraph on methods that a paper needs, and its references, for what was really run."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from corpus.errors import Refusal
from corpus.language import Lang

FOLDER = Path(__file__).parent


def methods_text(out: Path, *, lang: Lang = "en") -> tuple[str, list[str]]:
    """The paragraph on methods for the run whose results are in a folder.

    Args:
        out: the folder, with its ``run.json``.
        lang: en or zh.

    Returns:
        The paragraph, and the keys of the references it needs.

    Raises:
        Refusal: ``not_found`` or ``no_record``, where there is no record of a run.
    """
    path = out / "run.json"
    if not path.is_file():
        raise Refusal("not_found", str(path))
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        parts = [_base(record, lang)]
        names = sorted(record["notebooks"])
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal("no_record", str(path), f"it lacks {error}") from error
    chosen = [SAID[name] for name in names if name in SAID]
    parts += [one[lang] for one in chosen]
    keys = {key for one in (SAID["base"], *chosen) for key in one["references"]}
    return ("" if lang == "zh" else " ").join(parts), sorted(keys)


def _base(record: dict[str, Any], lang: Lang) -> str:
    """Corpus, words, lexicon and versions: what every result rests on."""
    reports = [
        name
        for name in record["inputs"]
        if name.startswith("reports/") and not name.endswith("reports.csv")
    ]
    packages = record["packages"]
    named = ("pandas", "scipy", "scikit-learn")
    return str(SAID["base"][lang]).format(
        reports=len(reports),
        jieba=packages["jieba"],
        python=record["python"],
        lexicon=record["inputs"]["lexicon/policy_terms.csv"][:12],
        own=packages.get("gov-work-report", ""),
        commit=(record.get("git_commit") or "")[:12],
        versions=", ".join(f"{name} {packages[name]}" for name in named if name in packages),
    )


def bibliography(keys: Collection[str]) -> str:
    """The references as BibTeX, in the order of their keys.

    Args:
        keys: from ``methods_text``.
    """
    return "\n\n".join(REFERENCES[key] for key in sorted(keys)) + "\n"


def _read_references() -> dict[str, str]:
    entries = (FOLDER / "references.bib").read_text(encoding="utf-8").strip().split("\n\n")
    return {entry.split("{", 1)[1].split(",", 1)[0]: entry for entry in entries}


SAID: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "said.toml").read_text(encoding="utf-8"))
REFERENCES = _read_references()
