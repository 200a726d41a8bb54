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

    Without texts, results that quote the documents are left out of it, and tables that quote
    nothing are in their place; the notebooks are run on these to see what they remake.
    """
    from analysis.package.archive import write_archive

    if not texts:
        say("Running the notebooks on the tables, to see what they remake without the documents.")
    made = write_archive(corpus_of(corpus), out, out=results, texts=texts)
    if made.left_out:
        say(f"{len(made.left_out)} results quote the documents and are left out")
    if made.needing:
        say(f"{len(made.needing)} results are in it, but need the documents to be made again")
    for name in made.strangers:
        say(f"{name}: no notebook made it; it is left out")
    content = {
        "file": str(made.path),
        "files": list(made.files),
        "left_out": list(made.left_out),
        "needing_documents": list(made.needing),
        "not_results": list(made.strangers),
    }
    finish(content, f"{made.path}: {len(made.files)} files", refused=[], as_json=as_json)
