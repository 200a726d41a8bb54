"""The commands that run the notebooks and describe a run: new, run, methods, verify, lab."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli.common import (
    CorpusOption,
    JsonOption,
    NoCorpusOption,
    build_with_progress,
    chosen_areas,
    chosen_language,
    chosen_years,
    command,
    corpus_of,
    echo,
    finish,
    print_json,
    records,
    refuse,
    say,
    say_notice,
    shown,
    wrong_usage,
)
from analysis.cli.stopping import left_to_the_child
from corpus.display import printable
from corpus.errors import Refusal

if TYPE_CHECKING:
    import pandas as pd

    from analysis.run import NotebookRun
    from analysis.selection import Selection
    from corpus.collection import Corpus
    from corpus.language import Lang


# The option of each parameter; ``lang`` has one too, but every notebook takes it.
_OPTIONS = {
    "region": "--region",
    "report": "--report",
    "other": "--other",
    "years": "--years",
    "areas": "--areas",
    "terms": "--terms",
    "stop": "--stop-words",
}


@command("run")
def run(
    notebooks: Annotated[
        list[str] | None, typer.Argument(help="By name or number; by default all.")
    ] = None,
    report: Annotated[
        str | None, typer.Option(help="ID of the report in focus; by default the latest.")
    ] = None,
    other: Annotated[
        str | None,
        typer.Option(
            help="ID of the report compared with it in 12_two_reports.", show_default=False
        ),
    ] = None,
    region: Annotated[
        str | None, typer.Option(help="Name or code of the place studied.", show_default=False)
    ] = None,
    years: Annotated[
        str | None, typer.Option(metavar="A-B", help="Report years; by default all.")
    ] = None,
    areas: Annotated[
        str | None, typer.Option(help="Policy areas by code or name (6,教育); by default all.")
    ] = None,
    terms: Annotated[
        Path | None, typer.Option(help="Words to follow: a text, .csv or .xlsx file.")
    ] = None,
    stop_words: Annotated[
        Path | None, typer.Option(help="Words left out of tables: a file, one per line.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "",
    out: Annotated[
        Path | None, typer.Option(help="Folder for the results; by default outputs/.")
    ] = None,
    corpus: CorpusOption = None,
    refresh: Annotated[
        bool,
        typer.Option(
            help="Also replace the notebooks by the executed ones: the corpus's own, or the "
            "suite's where they were run on its own corpus."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Run the notebooks, and write tables, figures, HTML and a record of the run."""
    from analysis.run.folders import check_refresh, chosen_notebooks

    if report is not None and report == other:
        wrong_usage(f"{report} is given twice; name two reports")
    where, language = corpus_of(corpus), chosen_language(lang)
    target = out or where.outputs
    given = {
        "region": region,
        "report": report,
        "other": other,
        "years": None if years is None else chosen_years(years),
        "areas": chosen_areas(areas),
    }
    refused: list[Refusal] = []
    try:
        names = chosen_notebooks(notebooks or [], language, where)
        if refresh:
            check_refresh(where, language)
        lists = {"terms": _words(terms), "stop": _words(stop_words)}
        parameters = {name: one for name, one in (given | lists).items() if one is not None}
        runs = _run(where, names, {**parameters, "lang": language}, target, refused)
    except Refusal as refusal:
        refuse(*refused, refusal, as_json=as_json)
    failures = [one.failure for one in runs if one.failure]
    if refresh and not failures:
        _refresh(names, target, language, where)
    if as_json:
        _print_runs(runs, target, [*refused, *failures])
    say(f"Open {printable(str(target / 'index.html'))}")
    if refused or failures:
        refuse(*refused, *failures)


def _words(path: Path | None) -> list[str] | None:
    """The words of a list; what is wrong with its lines is said."""
    from analysis.dictionaries.word_list import read_word_list

    if path is None:
        return None
    found = read_word_list(path)
    for notice in found.notices:
        say_notice(str(path), notice)
    return list(found.terms)


def _run(
    where: Corpus,
    names: list[str],
    parameters: dict[str, Any],
    out: Path,
    refused: list[Refusal],
) -> list[NotebookRun]:
    """Runs the notebooks on what the parameters choose.

    Args:
        where: the corpus, whose store is updated first.
        names: of the notebooks.
        parameters: those given, and ``lang``.
        out: the folder of the results.
        refused: to which the documents are added that were not accepted.
    """
    from analysis.cli.run_options import check_report, chosen_reports
    from analysis.run.runner import run_notebooks
    from corpus.collection import named_in

    check_report(where, parameters)
    refused += build_with_progress(where, jobs=1)
    chosen = chosen_reports(where, parameters)
    _say_choice(where, chosen, names, parameters)
    _code_once(where, chosen, names, parameters["lang"])
    lines = [str(named_in(where, one)) for one in refused]
    with _notebook_progress(len(names)) as tell:
        return run_notebooks(
            where, names=names, out=out, parameters=parameters, refused=lines, progress=tell
        )


def _say_choice(
    where: Corpus, chosen: Selection, names: list[str], parameters: dict[str, Any]
) -> None:
    """Says what was chosen where the user did not, and which options have no effect."""
    from analysis.cli.run_options import unused_parameters

    _say_folder(where, names, parameters["lang"])
    if len(chosen.reports) > 1 and "report" not in parameters:
        say(
            f"In focus: {chosen.focus}; choose another report with --report, another place with "
            "--region."
        )
    for name in unused_parameters(names, parameters, parameters["lang"], where):
        if name in _OPTIONS:
            say(f"None of these notebooks uses {_OPTIONS[name]}.")


def _say_folder(where: Corpus, names: list[str], lang: Lang) -> Path:
    """The folder of the notebooks; it is named where it is the corpus's own, with its language."""
    from analysis.run.folders import notebooks_of

    folder = notebooks_of(where, lang)
    if folder != notebooks_of(None, lang):
        say(f"The notebooks are those in {folder}.")
        _say_language(where, names, lang)
    return folder


def _say_language(where: Corpus, names: list[str], lang: Lang) -> None:
    """Says that the text of notebooks stays in their language, where the results have another."""
    from analysis.cli.run_options import of_other_language

    if not (other := len(of_other_language(names, lang, where))):
        return
    if lang == "zh":
        say(
            f"Notebooks whose text is in English: {other}; only their results will be in Chinese. "
            "For notebooks in Chinese, make another folder with gwr new FOLDER --lang=zh."
        )
    else:
        say(
            f"Notebooks whose text is in Chinese: {other}; only their results will be in English. "
            "For notebooks in English, make another folder with gwr new FOLDER --lang=en."
        )


def _code_once(where: Corpus, chosen: Selection, names: list[str], lang: Lang) -> None:
    """Codes the sentences that are compared, once for all notebooks."""
    from analysis.areas.codes import read_codes
    from analysis.cli.run_options import compared_reports, read_areas

    if read_areas(names, lang, where):
        reports = compared_reports(chosen)
        say(
            f"Policy areas: sentences are coded before the notebooks run (reports: {len(reports)})."
        )
        read_codes(where, report_id=reports)


def _refresh(names: list[str], out: Path, lang: Lang, where: Corpus) -> None:
    from analysis.run.folders import refresh

    changed = refresh(names, out, lang, where)
    say(f"Changed in notebooks/: {', '.join(changed) or 'nothing'}.")


def _print_runs(runs: list[NotebookRun], out: Path, refused: list[Refusal]) -> None:
    print_json(
        {
            "out": str(out),
            "ran": [one.name for one in runs if one.changed],
            "up_to_date": [one.name for one in runs if not one.changed],
            "unanswered": records(one.unanswered for one in runs if one.unanswered),
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
            TextColumn("{task.description}", markup=False),
        )
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("", total=total)

            def tell(name: str, state: str) -> None:
                progress.update(task, description=printable(name), advance=int(state != "runs"))
                if state != "runs":
                    line = printable(shown(f"{name}: {state}"))
                    console.print(line, highlight=False, markup=False, soft_wrap=True)

            yield tell

    return bar()


def _results_of(corpus: str | None) -> Path:
    """The folder of results of a corpus that is named, or else the one that notebooks write to."""
    from analysis.outputs import output_folder

    return corpus_of(corpus).outputs if corpus else output_folder()


def _reports_of(corpus: str | None) -> pd.DataFrame | None:
    """The table of reports; None where there is no corpus, or none that has been read."""
    from corpus.store.tables import read_table

    try:
        return read_table(corpus_of(corpus), "reports")
    except Refusal:
        return None


@command("methods")
def methods(
    out: Annotated[
        Path | None, typer.Argument(help="Folder of results; by default outputs/.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "",
    bibtex: Annotated[
        Path | None, typer.Option(help="Write the references to this .bib file.")
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the methods paragraph and the references for the analyses that were run."""
    from analysis.methods.text import bibliography, methods_text
    from corpus.files import save_text

    language = chosen_language(lang)
    try:
        reports = _reports_of(corpus)
        text, keys = methods_text(out or _results_of(corpus), lang=language, reports=reports)
        entries = bibliography(keys)
        if bibtex is not None:
            save_text(entries, bibtex)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    if as_json:
        print_json({"text": text, "references": list(keys), "bibtex": entries})
        return
    echo(*(text + ("" if bibtex is not None else "\n\n" + entries)).split("\n"))


@command("verify")
def verify(
    out: Annotated[
        Path | None, typer.Argument(help="Folder of results; by default outputs/.")
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check whether results still match the record of their run, and list what differs."""
    from analysis.run.verify import differences

    folder = out or _results_of(corpus)
    try:
        found = differences(corpus_of(corpus), folder)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    if as_json:
        print_json({"folder": str(folder), "differences": found})
    else:
        lines = found or [f"{folder}: every result matches its run"]
        echo(*map(shown, lines))
    if found:
        raise typer.Exit(1)


@command("new")
def new(
    folder: Annotated[Path, typer.Argument(help="A folder, which is made if there is none.")],
    lang: Annotated[str, typer.Option(help="Language of the notebooks: en or zh.")] = "",
    corpus: NoCorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a folder to work in: the notebooks, and a place for your reports."""
    from analysis.run.folders import copy_notebooks

    language = chosen_language(lang)
    try:
        names = copy_notebooks(folder, language)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    content = {"folder": str(folder), "notebooks": names}
    line = (
        f"{folder}: {len(names)} notebooks; put reports into {folder / 'reports'}, or add them "
        f"with gwr add FILE --corpus {folder}, then run gwr run --corpus {folder} or gwr lab "
        f"--corpus {folder}"
    )
    finish(content, line, refused=[], as_json=as_json)


@command("lab")
def lab(
    lang: Annotated[str, typer.Option(help="Language of the notebooks: en or zh.")] = "",
    corpus: CorpusOption = None,
) -> None:
    """Open the notebooks in JupyterLab; those beside your reports, if gwr new made them."""
    import subprocess

    from analysis.run.folders import borrows_notebooks, notebook_names

    language = chosen_language(lang)
    os.environ["GWR_LANGUAGE"] = language
    if corpus is not None:
        os.environ["GWR_CORPUS"] = corpus if "://" in corpus else str(Path(corpus).resolve())
    try:
        build_with_progress(corpus_of(), jobs=1)
    except Refusal as refusal:
        refuse(refusal)
    where = corpus_of()
    folder = _say_folder(where, notebook_names(language, where), language)
    if borrows_notebooks(where, language):
        say(
            f"These reports have no notebooks of their own: those opened are the suite's, in "
            f"{folder}, and what is saved in them stays there. For notebooks beside your reports, "
            "make a folder with gwr new FOLDER."
        )
    command = [sys.executable, "-m", "jupyterlab", "--notebook-dir", str(folder)]
    with left_to_the_child():
        status = subprocess.call(command)
    raise typer.Exit(status)
