"""Which results can be made again from the tables of an archive without texts: it is tried."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analysis.package.tables import TABLES
from analysis.package.zipping import Member, content_of
from analysis.run.provenance import results
from analysis.run.runner import run_notebooks
from corpus.collection import corpus_at


def remade_from_tables(members: Mapping[str, Member], record: Mapping[str, Any]) -> set[str]:
    """The results that come out the same, byte for byte, where the notebooks run on the tables.

    Args:
        members: the files of the archive that are below ``tables``, by their name.
        record: the content of ``run.json``.
    """
    with TemporaryDirectory() as folder:
        place = Path(folder)
        for name, member in members.items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content_of(member))
        run_notebooks(
            corpus_at(place / TABLES),
            names=sorted(record["notebooks"]),
            out=place / "remade",
            parameters=record["parameters"],
        )
        made = results(place / "remade")
    return {name for name, digest in record["results"].items() if made.get(name) == digest}
