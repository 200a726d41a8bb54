"""Whether results are still those of their run, and where not, why."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

from analysis.run.provenance import analysis_fingerprint, inputs, installed, results
from corpus.collection import Corpus
from corpus.errors import Refusal


def differences(corpus: Corpus, out: Path) -> list[str]:
    """What differs between a folder of results and its ``run.json``, a sentence each.

    First the results that changed, are missing or were not made by the run; then what could be
    the reason: inputs, program, Python or packages that are not those of the run.

    Args:
        corpus: that the results were made from.
        out: the folder.

    Raises:
        Refusal: ``not_found`` or ``no_record``, where there is no record of a run.
    """
    record = _record(out / "run.json")
    made = _compared(record["results"], results(out), "result")
    if not made:
        return []
    reasons = _compared(record["inputs"], inputs(corpus), "input")
    if record["program"] != analysis_fingerprint():
        reasons.append("the program is not the one of the run")
    if record["python"] != platform.python_version():
        reasons.append(f"Python was {record['python']}, and is {platform.python_version()}")
    versions = {one.metadata["Name"].lower(): one.version for one in installed()}
    reasons += [
        f"{name} was {version}, and is {versions.get(name, 'not installed')}"
        for name, version in record["packages"].items()
        if versions.get(name) != version
    ]
    if not reasons:
        reasons = ["inputs, program and packages are those of the run: the files were changed"]
    return [*made, *reasons]


def _record(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise Refusal("not_found", str(path))
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Refusal("no_record", str(path), str(error)) from error
    if not isinstance(record, dict) or not {"results", "inputs", "packages"} <= set(record):
        raise Refusal("no_record", str(path), "it has no results, inputs or packages")
    return record


def _compared(before: dict[str, str], now: dict[str, str], what: str) -> list[str]:
    changed = [
        f"{name}: the {what} was changed"
        for name in sorted(set(before) & set(now))
        if before[name] != now[name]
    ]
    missing = [f"{name}: the {what} is missing" for name in sorted(set(before) - set(now))]
    added = [f"{name}: the {what} is not of the run" for name in sorted(set(now) - set(before))]
    return [*changed, *missing, *added]
