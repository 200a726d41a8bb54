"""The commands that run the notebooks and describe a run: run, methods, verify, lab."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli.common import (
    CorpusOption,
    JsonOption,
    build_with_progress,
    chosen_language,
    command,
    corpus_of,
    print_json,
    records,
    refuse,
    say,
    shown,
)
from corpus.errors import Refusal

if TYPE_CHECKING:
    from analysis.run import NotebookRun


@command("run")
def run(
    notebooks: Annotated[
        list[str] | None, typer.Argument(help="By name or number; by default all.")
    ] = None,
    report: Annotated[str | None, typer.Option(help="ID of the report to analyse.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the results; by default outputs/.")
    ] = None,
    corpus: CorpusOption = None,
    refresh: Annotated[
        bool, typer.Option(help="Also replace the notebooks in notebooks/ by the executed ones.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Run the notebooks, and write tables, figures, HTML and a record of the run."""
    from analysis.run.notebook import chosen_notebooks, default_report
    from analysis.run.runner import run_notebooks

    where = corpus_of(corpus)
    target = out or where.outputs
    refused: list[Refusal] = []
    try:
        names = chosen_notebooks(notebooks or [])
        refused = build_with_progress(where, jobs=1)
        parameters = default_report(where, report)
        if parameters and report is None:
            say(f"Report analysed: {parameters['report']}; choose another with --report.")
        lines = [str(one) for one in refused]
        with _notebook_progress(len(names)) as tell:
            runs = run_notebooks(
                where, names=names, out=target, parameters=parameters, refused=lines, progress=tell
            )
    except Refusal as refusal:
        refuse(*refused, refusal, as_json=as_json)
    failures = [one.failure for one in runs if one.failure]
    if refresh and not failures:
        _refresh(names, target)
    if as_json:
        _print_runs(runs, target, [*refused, *failures])
    say(f"Open {target / 'index.html'}")
    if refused or failures:
        refuse(*refused, *failures)


def _refresh(names: list[str], out: Path) -> None:
    from analysis.run.notebook import refresh

    changed = refresh(names, out)
    say(f"Changed in notebooks/: {', '.join(changed) or 'nothing'}.")


def _print_runs(runs: list[NotebookRun], out: Path, refused: list[Refusal]) -> None:
    print_json(
        {
            "out": str(out),
            "ran": [one.name for one in runs if one.changed],
            "up_to_date": [one.name for one in runs if not one.changed],
            "refused": records(refused),
        }
    )


def _notebook_progress(total: int) -> Any:
    """A progress bar on a terminal, and plain lines elsewhere."""
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)

    @contextmanager
    def bar() -> Any:
        columns = (
            TextColumn(shown("notebooks")),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
        )
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("", total=total)

            def tell(name: str, state: str) -> None:
                progress.update(task, description=name, advance=int(state != "runs"))
                if state != "runs":
                    console.print(shown(f"{name}: {state}"), highlight=False, markup=False)

            yield tell

    return bar()


@command("methods")
def methods(
    out: Annotated[
        Path | None, typer.Argument(help="Folder of results; by default outputs/.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "",
    bibtex: Annotated[
        Path | None, typer.Option(help="Write the references to this .bib file.")
    ] = None,
) -> None:
    """Print the methods paragraph and the references for the analyses that were run."""
    from analysis.methods.text import bibliography, methods_text
    from analysis.outputs import output_folder
    from corpus.files import save_text

    language = chosen_language(lang)
    try:
        text, keys = methods_text(out or output_folder(), lang=language)
        entries = bibliography(keys)
        if bibtex is not None:
            save_text(entries, bibtex)
    except Refusal as refusal:
        refuse(refusal)
    typer.echo(text + ("" if bibtex is not None else "\n\n" + entries))


@command("verify")
def verify(
    out: Annotated[
        Path | None, typer.Argument(help="Folder of results; by default outputs/.")
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check whether results still match the record of their run, and list what differs."""
    from analysis.outputs import output_folder
    from analysis.run.verify import differences

    folder = out or output_folder()
    try:
        found = differences(corpus_of(corpus), folder)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    if as_json:
        print_json({"folder": str(folder), "differences": found})
    else:
        lines = found or [f"{folder}: every result matches its run"]
        typer.echo("\n".join(map(shown, lines)))
    if found:
        raise typer.Exit(1)


@command("lab")
def lab(corpus: CorpusOption = None) -> None:
    """Open the notebooks in JupyterLab."""
    import subprocess

    from corpus.collection import PROJECT

    if corpus is not None:
        os.environ["GWR_CORPUS"] = corpus if "://" in corpus else str(Path(corpus).resolve())
    try:
        build_with_progress(corpus_of(), jobs=1)
    except Refusal as refusal:
        refuse(refusal)
    command = [sys.executable, "-m", "jupyterlab", "--notebook-dir", str(PROJECT / "notebooks")]
    raise typer.Exit(subprocess.call(command))
