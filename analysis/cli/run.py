"""The commands around a run of the notebooks: run, verify, methods, lab."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from analysis.cli.common import (
    CorpusOption,
    JsonOption,
    app,
    build_with_progress,
    chosen_language,
    print_json,
    records,
    refuse,
    say,
)
from corpus.collection import corpus_at
from corpus.errors import Refusal


@app.command()
def run(
    notebooks: Annotated[list[str] | None, typer.Argument(help="By name or number.")] = None,
    report: Annotated[str | None, typer.Option(help="The report that is analysed.")] = None,
    out: Annotated[Path | None, typer.Option(help="The folder of the results.")] = None,
    corpus: CorpusOption = None,
    refresh: Annotated[bool, typer.Option(help="Also put the results into notebooks/.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Builds the store, runs the notebooks, and writes tables, figures, HTML and run.json."""
    from analysis.run.notebook import chosen_notebooks, default_report
    from analysis.run.notebook import refresh as put_back
    from analysis.run.runner import run_notebooks

    where = corpus_at(corpus)
    target = out or where.outputs
    refused: list[Refusal] = []
    try:
        names = chosen_notebooks(notebooks or [])
        refused = build_with_progress(where, jobs=1)
        parameters = default_report(where, report)
        if parameters and report is None:
            say(f"The notebooks read {parameters['report']}; choose another with --report.")
        lines = [str(one) for one in refused]
        with _notebook_progress(len(names)) as tell:
            runs = run_notebooks(
                where, names=names, out=target, parameters=parameters, refused=lines, progress=tell
            )
    except Refusal as refusal:
        refuse(*refused, refusal, as_json=as_json)
    failures = [one.failure for one in runs if one.failure]
    if refresh and not failures:
        changed = put_back(names, target)
        say(f"Changed in notebooks/: {', '.join(changed) or 'nothing'}.")
    if as_json:
        print_json(
            {
                "out": str(target),
                "ran": [one.name for one in runs if one.changed],
                "up_to_date": [one.name for one in runs if not one.changed],
                "refused": records([*refused, *failures]),
            }
        )
    say(f"Open {target / 'index.html'}")
    if refused or failures:
        refuse(*refused, *failures)


def _notebook_progress(total: int) -> Any:
    """A bar on the terminal; plain lines where there is no terminal."""
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)

    @contextmanager
    def bar() -> Any:
        columns = (
            TextColumn("notebooks"),
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
                    console.print(f"{name}: {state}", highlight=False)

            yield tell

    return bar()


@app.command()
def verify(
    out: Annotated[
        Path | None, typer.Argument(help="A folder of results; outputs/ if none is named.")
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Whether results are still those of their run; what differs, and why."""
    from analysis.outputs import output_folder
    from analysis.run.verify import differences

    folder = out or output_folder()
    try:
        found = differences(corpus_at(corpus), folder)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    if as_json:
        print_json({"folder": str(folder), "differences": found})
    else:
        typer.echo("\n".join(found) or f"{folder}: every result is as its run left it")
    if found:
        raise typer.Exit(1)


@app.command()
def methods(
    out: Annotated[
        Path | None, typer.Argument(help="A folder of results; outputs/ if none is named.")
    ] = None,
    lang: Annotated[str, typer.Option(help="en or zh.")] = "",
    bibtex: Annotated[Path | None, typer.Option(help="A .bib file for the references.")] = None,
) -> None:
    """The paragraph on methods, and the references, for what was really run."""
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


@app.command()
def lab(corpus: CorpusOption = None) -> None:
    """JupyterLab on the notebooks."""
    import subprocess

    from corpus.collection import PROJECT

    if corpus is not None:
        os.environ["GWR_CORPUS"] = corpus if "://" in corpus else str(Path(corpus).resolve())
    try:
        build_with_progress(corpus_at(), jobs=1)
    except Refusal as refusal:
        refuse(refusal)
    command = [sys.executable, "-m", "jupyterlab", "--notebook-dir", str(PROJECT / "notebooks")]
    raise typer.Exit(subprocess.call(command))
