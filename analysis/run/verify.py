"""Whether results are still those of their run and, if not, why."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

from analysis.run.coding_sheets import sheet_inputs
from analysis.run.provenance import (
    analysis_fingerprint,
    inputs,
    package_name,
    packages,
    results,
)
from corpus.collection import Corpus
from corpus.errors import Refusal


def differences(corpus: Corpus, out: Path) -> list[str]:
    """The differences between a folder of results and the record of its run, one line each.

    First come the results that have changed, are missing, or were not made by the run; then
    possible reasons: inputs, program, Python or packages that differ from those of the run.

    Args:
        corpus: the corpus from which the results were made.
        out: the folder of the results.

    Returns:
        The lines; none where every result matches.

    Raises:
        Refusal: ``not_found`` or ``no_record``, where the folder has no valid ``run.json``.

    Example:
        >>> from pathlib import Path
        >>> import pandas as pd
        >>> from analysis import open_corpus
        >>> from analysis.export import save_table
        >>> from analysis.run import differences, run_notebooks
        >>> table = pd.DataFrame({"term": ["创新"], "n": [17]})
        >>> path = save_table(table, "terms", folder=Path("results/tables"))
        >>> corpus, out = open_corpus(), Path("results")
        >>> run_notebooks(corpus, names=[], out=out, parameters={})  # writes run.json only
        []
        >>> path = save_table(table.assign(n=71), "terms", folder=out / "tables")
        >>> differences(corpus, out)[0]
        'tables/terms.csv: the result differs from that of the run'
    """
    record = read_record(out / "run.json")
    made = _compared(record["results"], results(out), "result")
    if not made:
        return []
    there = inputs(corpus) | sheet_inputs(record, corpus)
    reasons = _compared(record["inputs"], there, "input")
    if record["program"] != analysis_fingerprint():
        reasons.append("program: the code or a list has changed since the run")
    if record["python"] != platform.python_version():
        reasons.append(f"Python: {record['python']} in the run, {platform.python_version()} now")
    now = packages()
    before = {package_name(name): version for name, version in record["packages"].items()}
    reasons += [
        f"{name}: {version} in the run, {now.get(name, 'not installed')} now"
        for name, version in before.items()
        if now.get(name) != version
    ]
    if not reasons:
        reasons = ["inputs, program and packages are unchanged: the result files were edited"]
    return [*made, *reasons]


def read_record(path: Path) -> dict[str, Any]:
    """The record of a run.

    Args:
        path: of ``run.json``.

    Raises:
        Refusal: ``not_found`` or ``no_record``.
    """
    if not path.is_file():
        raise Refusal("not_found", str(path))
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Refusal("no_record", str(path), str(error)) from error
    except RecursionError as error:
        raise Refusal("no_record", str(path), "nested too deeply") from error
    kinds = {name: dict for name in ("results", "inputs", "packages")}
    for name, kind in {**kinds, "program": str, "python": str}.items():
        if not isinstance(record, dict) or not isinstance(record.get(name), kind):
            raise Refusal("no_record", str(path), f"it has no {name}")
    return record


def _compared(before: dict[str, str], now: dict[str, str], what: str) -> list[str]:
    return [
        *(
            f"{name}: the {what} differs from that of the run"
            for name in sorted(set(before) & set(now))
            if before[name] != now[name]
        ),
        *(f"{name}: the {what} is missing" for name in sorted(set(before) - set(now))),
        *(f"{name}: the {what} is not part of the run" for name in sorted(set(now) - set(before))),
    ]
