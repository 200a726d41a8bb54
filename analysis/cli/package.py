"""The command that writes the replication archive: package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.common import CorpusOption, JsonOption, command, corpus_of, finish, say


@command("package")
def package(
    out: Annotated[Path, typer.Argument(help="The archive to write, a .zip file.")],
    texts: Annotated[bool, typer.Option(help="Put the documents into the archive.")] = False,
    results: Annotated[
        Path | None, typer.Option(help="Folder of results; by default outputs/.")
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the replication archive: results, software, and one command that remakes them.

    Without texts, results that quote the documents are left out of it.
    """
    from analysis.package.archive import write_archive

    made = write_archive(corpus_of(corpus), out, out=results, texts=texts)
    if made.left_out:
        say(f"{len(made.left_out)} results quote the documents and are left out")
    for name in made.strangers:
        say(f"{name}: no notebook made it; it is left out")
    content = {
        "file": str(made.path),
        "files": list(made.files),
        "left_out": list(made.left_out),
        "not_results": list(made.strangers),
    }
    finish(content, f"{made.path}: {len(made.files)} files", refused=[], as_json=as_json)
