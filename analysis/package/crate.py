"""The archive described as an RO-Crate, for repositories and machines that read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from analysis.package.wheel import NAME

METADATA = "ro-crate-metadata.json"
VERSION = "1.2"
_KINDS = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".py": "text/x-python",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
_DESCRIPTION = (
    "Results of a text analysis of Chinese government work reports (政府工作报告), what they were "
    "made from, and one command that makes them again."
)


def crate_metadata(files: Mapping[str, int], record: dict[str, Any], *, suite: str) -> bytes:
    """The content of ``ro-crate-metadata.json``: every file, and the run as what made the results.

    Args:
        files: the size in bytes of every other file of the archive, by name.
        record: the content of ``run.json``.
        suite: the version of the suite.
    """
    from rocrate.rocrate import ROCrate

    crate = ROCrate(gen_preview=False, version=VERSION)
    crate.name, crate.description = "Replication archive", _DESCRIPTION
    crate.datePublished = record["started"]  # the library's own is the time of writing
    crate.license = _licence(crate)
    crate.root_dataset["keywords"] = "政府工作报告, government work report, text analysis"
    made = {
        name: crate.add_file(dest_path=name, properties=_said(name, size))
        for name, size in sorted(files.items())
    }
    crate.mainEntity = made["remake.py"]
    _add_run(crate, made, record, suite)
    return (json.dumps(crate.metadata.generate(), ensure_ascii=False, indent=1) + "\n").encode()


def _licence(crate: Any) -> Any:
    """What may be done with the archive, which has two kinds of things in it."""
    from rocrate.model.contextentity import ContextEntity

    said = {
        "@type": "CreativeWork",
        "name": "Code: MIT. Documents: not under copyright in China",
        "description": "Official documents are not subject to copyright (Copyright Law of the "
        "People's Republic of China, article 5). See README.md.",
    }
    return crate.add(ContextEntity(crate, "#licence", properties=said))


def _said(name: str, size: int) -> dict[str, Any]:
    path = PurePosixPath(name)
    kind = _KINDS.get(path.suffix)
    said = {"name": path.name, "contentSize": str(size)}
    return said | {"encodingFormat": kind} if kind else said


def _add_run(crate: Any, made: dict[str, Any], record: dict[str, Any], suite: str) -> None:
    """The run: what it read, what it wrote, when, and with which program."""
    from rocrate.model.contextentity import ContextEntity

    program = {"@type": "SoftwareApplication", "name": NAME, "softwareVersion": suite}
    tool = crate.add(ContextEntity(crate, "#suite", properties=program))
    run = {"@type": "CreateAction", "name": "gwr run", "startTime": record["started"]}
    action = crate.add(ContextEntity(crate, "#run", properties=run))
    action["instrument"] = tool
    action["object"] = [one for name, one in made.items() if name.startswith("documents/")]
    action["result"] = [one for name, one in made.items() if name.startswith("results/")]
    crate.root_dataset["mentions"] = action
