"""The command ``gwr``."""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from corpus.errors import Refusal
from corpus.folder import Corpus, corpus_at

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Text analytics for Chinese government work reports (政府工作报告).",
)  # fmt: skip

CorpusOption = Annotated[
    str | None,
    typer.Option("--corpus", help="A corpus elsewhere: its folder or address.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@app.callback()
def _main() -> None:
    """Text analytics for Chinese government work reports (政府工作报告)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a character shows another
            stream.reconfigure(errors="replace")


def _say(line: str) -> None:
    typer.echo(line, err=True)


def _refuse(*refusals: Refusal, as_json: bool = False) -> NoReturn:
    """Says what was refused, and ends; with ``as_json`` nothing else was printed yet."""
    if as_json:
        _print_json({"refused": _records(refusals)})
    for refusal in refusals:
        _say(refusal.message(_language()))
    raise typer.Exit(1)


def _records(refusals: Iterable[Refusal]) -> list[dict[str, str]]:
    return [refusal.record() for refusal in refusals]


def _language() -> str:
    """The language of messages: GWR_LANGUAGE, else that of the terminal; English if neither."""
    names = (os.environ.get(name) for name in ("GWR_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return "zh" if chosen.lower().startswith(("zh", "chinese")) else "en"


def _print_json(content: Any) -> None:
    """One document in UTF-8, whatever the terminal's encoding is: scripts read it."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8"))


def _console() -> Any:
    """Where tables are drawn: as wide as they are where nobody looks, so that no cell is cut."""
    from rich.console import Console

    console = Console()
    return console if console.is_terminal else Console(width=10_000)


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
    from analysis import runner

    where = corpus_at(corpus)
    target = out or where.outputs
    refused: list[Refusal] = []
    try:
        names = runner.chosen_notebooks(notebooks or [])
        refused = _build(where, jobs=1)
        parameters = runner.default_report(where, report)
        if parameters and report is None:
            _say(f"The notebooks read {parameters['report']}; choose another with --report.")
        lines = [str(one) for one in refused]
        with _notebook_progress(len(names)) as tell:
            runs = runner.run_notebooks(
                where, names=names, out=target, parameters=parameters, refused=lines, progress=tell
            )
    except Refusal as refusal:
        _refuse(*refused, refusal, as_json=as_json)
    failures = [one.failure for one in runs if one.failure]
    if refresh and not failures:
        changed = runner.refresh(names, target)
        _say(f"Changed in notebooks/: {', '.join(changed) or 'nothing'}.")
    if as_json:
        _print_json({"out": str(target), "ran": [one.name for one in runs if one.changed],
                     "up_to_date": [one.name for one in runs if not one.changed],
                     "refused": _records([*refused, *failures])})  # fmt: skip
    _say(f"Open {target / 'index.html'}")
    if refused or failures:
        _refuse(*refused, *failures)


def _notebook_progress(total: int) -> Any:
    """A bar on the terminal; plain lines where there is no terminal."""
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)

    @contextmanager
    def bar() -> Any:
        columns = (TextColumn("notebooks"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
                   TextColumn("{task.description}"))  # fmt: skip
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("", total=total)

            def tell(name: str, state: str) -> None:
                progress.update(task, description=name, advance=int(state != "runs"))
                if state != "runs":
                    console.print(f"{name}: {state}", highlight=False)

            yield tell

    return bar()


def _build(where: Corpus, jobs: int | None, scheduler: str | None = None) -> list[Refusal]:
    """Brings the store up to date, with a bar where it takes a while; what was refused."""
    from tqdm import tqdm

    from corpus.building import build_store

    with tqdm(desc="reports", unit="report", file=sys.stderr, delay=1, leave=False) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        built = build_store(where, jobs=jobs, scheduler=scheduler, progress=tell)
    done = f"{len(built.built)} built, {len(built.unchanged)} up to date"
    if built.recounted:
        done += f", {len(built.recounted)} counted anew with another lexicon"
    gone = f", {len(built.removed)} removed" if built.removed else ""
    bad = f", {len(built.refused)} refused" if built.refused else ""
    _say(f"Reports: {done}{gone}{bad}.")
    return list(built.refused)


@app.command()
def build(
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="How many processes read; else one a processor."),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Of a running Dask cluster, such as tcp://10.0.0.1:8786.")
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Brings the store up to date; only what changed is read again."""
    from corpus.store import report_ids

    where = corpus_at(corpus)
    try:
        refused = _build(where, jobs, scheduler)
    except Refusal as refusal:
        _refuse(refusal, as_json=as_json)
    if as_json:
        _print_json({"reports": report_ids(where), "refused": _records(refused)})
    if refused:
        _refuse(*refused)


@app.command()
def add(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE…", help="Files, folders, archives, tables, addresses."),
    ],
    region: Annotated[str | None, typer.Option(help="GB/T 2260 code, where not detected.")] = None,
    year: Annotated[int | None, typer.Option(help="Report year, where not detected.")] = None,
    text_column: Annotated[str | None, typer.Option(help="Of a table: the texts.")] = None,
    year_column: Annotated[str | None, typer.Option(help="Of a table: the years.")] = None,
    region_column: Annotated[str | None, typer.Option(help="Of a table: the places.")] = None,
    id_column: Annotated[str | None, typer.Option(help="Of a table: names.")] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copies reports into the corpus; each is read first, and refused where it is none."""
    from tqdm import tqdm

    from corpus.adding import add_sources
    from corpus.listings import Columns

    given = {"region_code": region, "report_year": year}
    corrections = {name: str(value) for name, value in given.items() if value is not None}
    columns = Columns(text_column, year_column, region_column, id_column) if text_column else None
    with tqdm(desc="reading", unit="report", file=sys.stderr, delay=1, leave=False) as bar:
        try:
            added = add_sources(corpus_at(corpus), sources, corrections=corrections,
                                columns=columns, progress=lambda name: bar.update())  # fmt: skip
        except Refusal as refusal:
            _refuse(refusal, as_json=as_json)
    if as_json:
        _print_json({"added": added.report_ids, "refused": _records(added.refused)})
    for report_id in added.report_ids:
        _say(f"{report_id}: added")
    if not added.report_ids and not added.refused:
        _refuse(Refusal("no_document", ", ".join(sources)))
    if added.refused:
        _refuse(*added.refused)


fetching = typer.Typer(help="Downloads reports.", no_args_is_help=True)
app.add_typer(fetching, name="fetch")


@fetching.callback()
def _fetch() -> None:
    """Downloads reports."""


@fetching.command("national")
def fetch_national(
    years: Annotated[
        str | None, typer.Option(metavar="A-B", help="All that are known, where not given.")
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Downloads the State Council's reports from Wikisource; years that are there are skipped."""
    from tqdm import tqdm

    from corpus import fetch

    where = corpus_at(corpus)
    with tqdm(desc="reports", unit="report", file=sys.stderr, delay=1, leave=False) as bar:

        def tell(name: str, done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        got = fetch.fetch_national(_years(years), folder=where.documents, progress=tell)
    if as_json:
        _print_json({"saved": [path.name for path in got.saved], "present": got.present,
                     "absent": got.absent, "untried": got.untried,
                     "refused": _records(got.refused)})  # fmt: skip
    absent = f"; none is known for {', '.join(map(str, got.absent))}" if got.absent else ""
    _say(f"{len(got.saved)} fetched, {len(got.present)} there already{absent}.")
    if got.untried:
        _say(f"{len(got.untried)} were not tried; give the command again.")
    if got.refused:
        _refuse(*got.refused)


def _years(printed: str | None) -> list[int]:
    """The years from A to B; all that are known where none are given."""
    import re

    from corpus.fetch import national_reports

    if printed is None:
        return list(national_reports())
    match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", printed)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if first > last:
        raise typer.BadParameter(f"{printed} is not a year, nor two of them: 1978-2025")
    return list(range(first, last + 1))


@app.command("list")
def list_reports(corpus: CorpusOption = None, as_json: JsonOption = False) -> None:
    """The reports of the corpus."""
    from corpus.store import read_table

    where = corpus_at(corpus)
    refused: list[Refusal] = []
    try:
        refused = _build(where, jobs=1)
        table = read_table(where, "reports")
    except Refusal as refusal:
        _refuse(*refused, refusal, as_json=as_json)
    if as_json:
        columns = table.drop(columns=["warnings", "start", "end"])
        _print_json(json.loads(columns.to_json(orient="records", force_ascii=False)))
    else:
        _print_reports(table)
    if refused:
        _refuse(*refused)


def _print_reports(table: Any) -> None:
    from rich.table import Table

    columns = ["report_id", "report_year", "region_code", "region", "level", "speaker"]
    drawn = Table(box=None, pad_edge=False)
    for name in (*columns, "warnings"):
        drawn.add_column(name, no_wrap=name != "warnings")
    for row in table.astype(object).where(table.notna(), "").to_dict(orient="records"):
        codes = sorted({one["code"] for one in json.loads(row["warnings"])})
        drawn.add_row(*(str(row[name]) for name in columns), ", ".join(codes))
    _console().print(drawn)


@app.command()
def show(
    report_id: Annotated[str, typer.Argument(metavar="ID")],
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """The outline of a report, with the time that each part speaks of."""
    from corpus.folder import document_paths, read_corrections
    from corpus.report import read_report
    from corpus.report_json import report_json

    where = corpus_at(corpus)
    try:
        path = document_paths(where).get(report_id)
        if path is None:
            raise Refusal("unknown_report", report_id)
        report = read_report(path, read_corrections(where).get(report_id))
    except Refusal as refusal:
        _refuse(refusal, as_json=as_json)
    if as_json:
        _print_json(report_json(report))
        return
    times = dict(zip(report.paragraphs["start"], report.paragraphs["orientation"], strict=True))
    about = report.metadata
    typer.echo(f"{about.title or report_id}  ({about.region or '?'}, {about.report_year or '?'})")
    for heading in report.headings:
        indent = "  " * heading.level
        typer.echo(f"{indent}{heading.number} {heading.text}  [{times[heading.start]}]")
    for notice in report.notices:
        _say(f"{report_id}: {notice.message}")


@app.command()
def remove(
    report_id: Annotated[str, typer.Argument(metavar="ID")],
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Takes a report out of the corpus."""
    from corpus import folder

    try:
        folder.remove(corpus_at(corpus), report_id)
    except Refusal as refusal:
        _refuse(refusal, as_json=as_json)
    if as_json:
        _print_json({"removed": report_id})
    _say(f"{report_id}: removed")


@app.command()
def doctor(corpus: CorpusOption = None, as_json: JsonOption = False) -> None:
    """What looks wrong in the corpus, and what to do about it."""
    from corpus.doctor import examine

    where = corpus_at(corpus)
    try:
        refused = _build(where, jobs=1)
    except Refusal as refusal:
        _refuse(refusal, as_json=as_json)
    findings = examine(where, refused=refused)
    if as_json:
        _print_json(findings.to_dict(orient="records"))
    elif findings.empty:
        typer.echo("Nothing looks wrong.")
    else:
        _print_findings(findings)
    if refused:
        _refuse(*refused)


def _print_findings(findings: Any) -> None:
    from rich.table import Table

    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in findings:
        drawn.add_column(name, no_wrap=name in ("report_id", "finding"))
    for row in findings.itertuples(index=False):
        drawn.add_row(*map(str, row))
    _console().print(drawn)


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="A document; it is not added.")],
    as_json: JsonOption = False,
    text: Annotated[bool, typer.Option("--text", help="Add the document's text.")] = False,
) -> None:
    """One document, taken apart: metadata, body, outline, paragraphs, quantities, warnings."""
    from corpus.report import read_report
    from corpus.report_json import report_json

    try:
        report = read_report(file)
    except Refusal as refusal:
        _refuse(refusal, as_json=as_json)
    content = report_json(report, with_text=text)
    if as_json:
        _print_json(content)
        return
    for name, value in content["metadata"].items():
        typer.echo(f"{name}: {value if value is not None else ''}")
    spoken = content["body"]
    typer.echo(f"body: {spoken['start']}–{spoken['end']}")
    for name in ("headings", "paragraphs", "quantities", "quoted_terms", "warnings"):
        typer.echo(f"{name}: {len(content[name])}")


@app.command()
def segment(
    file: Annotated[Path, typer.Argument(help="A document; it need not be a report.")],
    engine: Annotated[str, typer.Option(help="fast or jieba; the words are the same.")] = "fast",
    lexicon: Annotated[bool, typer.Option("--lexicon/--no-lexicon", help="Policy terms.")] = True,
    hmm: Annotated[bool, typer.Option("--hmm/--no-hmm", help="Guess unknown words.")] = True,
    as_json: JsonOption = False,
) -> None:
    """The words of a document, one a line."""
    from typing import cast, get_args

    from corpus.lexicon import policy_terms
    from corpus.readable import readable
    from corpus.reading import read_document
    from corpus.segmentation import Engine, Segmenter

    if engine not in get_args(Engine):
        raise typer.BadParameter(f"{engine} is no engine; fast and jieba are")
    terms = [one.term for one in policy_terms()] if lexicon else []
    try:
        text = readable(read_document(file).text).text.text
    except Refusal as refusal:
        _refuse(refusal, as_json=as_json)
    cut = Segmenter(terms, hmm=hmm, engine=cast(Engine, engine)).cut
    words = [word for word in cut(text) if not word.isspace()]
    if as_json:
        _print_json(words)
    else:
        typer.echo("\n".join(words))


@app.command()
def code(
    file: Annotated[Path, typer.Argument(help="Lines of JSON: sentence, previous, heading.")],
    as_json: JsonOption = False,
) -> None:
    """Policy areas of sentences, each with the words that led to it."""
    import pandas as pd

    from analysis.coding import code_sentences

    try:
        rows = _json_lines(file)
    except Refusal as refusal:
        _refuse(refusal, as_json=as_json)
    found = code_sentences(pd.DataFrame(rows, columns=["sentence", "previous", "heading"]))
    columns = zip(found["code"], found["score"], found["evidence"], strict=True)
    records = [{"code": int(area), "score": round(float(score), 4),
                "evidence": str(words).split("; ") if words else []}
               for area, score, words in columns]  # fmt: skip
    if as_json:
        _print_json(records)
        return
    for row, one in zip(rows, records, strict=True):
        typer.echo(f"{one['code']}\t{one['score']:.2f}\t{row['sentence']}")


def _json_lines(file: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines.

    Raises:
        Refusal: ``bad_line``, with the line, or as ``read_bytes``.
    """
    from corpus.reading import decode, read_bytes

    rows = []
    for number, line in enumerate(decode(read_bytes(file))[0].splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{file}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise Refusal("bad_line", place, str(error)) from error
        if not isinstance(row, dict) or not isinstance(row.get("sentence"), str):
            raise Refusal("bad_line", place, "it has no sentence")
        rows.append(row)
    return rows


@app.command()
def sample(
    out: Annotated[Path, typer.Argument(help="An .xlsx file for readers to fill in.")],
    sentences: Annotated[int, typer.Option(min=1, help="How many.")] = 300,
    areas: Annotated[str | None, typer.Option(help="Codes of policy areas: 6,7,13.")] = None,
    seed: Annotated[int, typer.Option(help="Of the draw.")] = 1,
    corpus: CorpusOption = None,
) -> None:
    """A coding sheet: sentences for human readers to give policy areas to."""
    from analysis.agreement import sample_sentences, write_sheet

    where = corpus_at(corpus)
    try:
        _build(where, jobs=None)
        wanted = None if areas is None else [int(code) for code in areas.split(",")]
        table = sample_sentences(where, sentences=sentences, areas=wanted, seed=seed)
        path = write_sheet(table, out)
    except Refusal as refusal:
        _refuse(refusal)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    typer.echo(f"{path}: {len(table)} sentences")


@app.command()
def agreement(
    sheets: Annotated[list[Path], typer.Argument(metavar="SHEET…", help="Filled-in sheets.")],
    as_json: JsonOption = False,
) -> None:
    """How far readers agree, and the machine with them; how common each area truly is."""
    from analysis.agreement import agreement as agreement_of
    from analysis.agreement import machine_quality, read_sheet

    try:
        read = [read_sheet(path) for path in sheets]
        pairs, areas = agreement_of(read), machine_quality(read[0])
    except Refusal as refusal:
        _refuse(refusal, as_json=as_json)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if as_json:
        _print_json({name: json.loads(table.to_json(orient="records", force_ascii=False))
                     for name, table in (("agreement", pairs), ("areas", areas))})  # fmt: skip
        return
    for table in (pairs, areas):
        typer.echo(table.round(3).to_string(index=False) + "\n")


@app.command()
def ledger(
    out: Annotated[Path, typer.Argument(help="A .csv, .xlsx, .dta or .parquet file.")],
    report: Annotated[str | None, typer.Option(help="Of one report only.")] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Every number of the reports: what it measures, promised or reached, with its sentence."""
    from analysis.export import FORMATS, write_table
    from analysis.ledger_files import LABELS, TITLE
    from analysis.targets import ledger as ledger_of
    from corpus.store import read_table

    where = corpus_at(corpus)
    try:
        if out.suffix.lower() not in FORMATS:
            raise Refusal("unknown_table_format", str(out), out.suffix or "no ending")
        refused = _build(where, jobs=None)
        quantities, sentences, texts, reports = (
            read_table(where, name, report_id=report)
            for name in ("quantities", "sentences", "texts", "reports")
        )
        book = ledger_of(quantities, sentences, texts, reports)
        path = write_table(book, out, labels=LABELS, title=TITLE)
    except Refusal as refusal:
        _refuse(refusal, as_json=as_json)
    if as_json:
        _print_json({"files": [str(path)], "rows": len(book), "refused": _records(refused)})
    else:
        typer.echo(f"{path}: {len(book)} quantities")
    if refused:
        _refuse(*refused)


@app.command()
def panel(
    out: Annotated[Path, typer.Argument(help="A .dta, .csv, .parquet or .xlsx file.")],
    areas: Annotated[str | None, typer.Option(help="Codes of policy areas: 6,7,13.")] = None,
    terms: Annotated[
        Path | None, typer.Option(help="A list of words: one a line, or a csv.")
    ] = None,
    by: Annotated[str, typer.Option(help="Of region, year, orientation, report.")] = "region,year",
    numerator: Annotated[str, typer.Option(help="mention or token.")] = "mention",
    denominator: Annotated[
        str, typer.Option(help="words, tokens, characters or sentences.")
    ] = "words",
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """The attention panel: a row a region, year and policy area or term."""
    from typing import cast

    from analysis.export import FORMATS
    from analysis.panel import Denominator, Key, Numerator, attention_panel, panel_notices
    from analysis.panel_files import write_panel
    from analysis.wordlist import read_word_list

    where = corpus_at(corpus)
    try:
        if out.suffix.lower() not in FORMATS:
            raise Refusal("unknown_table_format", str(out), out.suffix or "no ending")
        words = None if terms is None else read_word_list(terms)
        refused = _build(where, jobs=None)
        keys = cast(list[Key], by.split(","))
        table = attention_panel(
            where, by=keys, numerator=cast(Numerator, numerator),
            areas=None if areas is None else [int(code) for code in areas.split(",")],
            terms=None if words is None else words.terms,
            denominator=cast(Denominator, denominator),
        )  # fmt: skip
        written = write_panel(table, out)
        notices = panel_notices(where, by=keys)
    except Refusal as refusal:
        _refuse(refusal, as_json=as_json)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    for line in words.notices if words else ():
        _say(f"{terms}: {line.message}")
    for one in _never_found(table):
        _say(f"{one!r} is never found")
    for notice in notices:
        _say(notice)
    if as_json:
        _print_json({"files": [str(path) for path in written], "rows": len(table),
                     "notices": notices, "refused": _records(refused)})  # fmt: skip
    else:
        typer.echo("\n".join(str(path) for path in written))
    if refused:
        _refuse(*refused)


def _never_found(table: Any) -> list[str]:
    if "term" not in table:
        return []
    n = table.groupby("term")["n"].sum()
    return list(n.index[n == 0])


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
    from analysis.verify import differences

    folder = out or output_folder()
    try:
        found = differences(corpus_at(corpus), folder)
    except Refusal as refusal:
        _refuse(refusal, as_json=as_json)
    if as_json:
        _print_json({"folder": str(folder), "differences": found})
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
    from analysis.methods import bibliography, methods_text
    from analysis.outputs import output_folder
    from analysis.saving import saved

    language = lang or _language()
    if language not in ("en", "zh"):
        raise typer.BadParameter(f"{language!r} is no language of the text; it is en or zh")
    try:
        text, keys = methods_text(out or output_folder(), language=language)
        entries = bibliography(keys)
        if bibtex is not None:
            with saved(bibtex) as part:
                part.write_text(entries, encoding="utf-8", newline="\n")
    except Refusal as refusal:
        _refuse(refusal)
    typer.echo(text + ("" if bibtex is not None else "\n\n" + entries))


@app.command()
def explore(
    out: Annotated[Path, typer.Argument(help="An .html file.")],
    report: Annotated[
        list[str] | None, typer.Option(help="A report to show; again for a second one.")
    ] = None,
    lang: Annotated[str, typer.Option(help="en or zh.")] = "",
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """One offline page: the report with its marks, concordances, tables, two side by side."""
    from typing import cast

    from analysis.explorer import write_explorer
    from analysis.pages import Language

    where = corpus_at(corpus)
    language = lang or _language()
    if language not in ("en", "zh"):
        raise typer.BadParameter(f"{language!r} is no language of the page; it is en or zh")
    try:
        refused = _build(where, jobs=None)
        path = write_explorer(where, out, reports=report or (), language=cast(Language, language))
    except Refusal as refusal:
        _refuse(refusal, as_json=as_json)
    if as_json:
        _print_json({"file": str(path), "refused": _records(refused)})
    else:
        typer.echo(str(path))
    if refused:
        _refuse(*refused)


@app.command()
def lab(corpus: CorpusOption = None) -> None:
    """JupyterLab on the notebooks."""
    import subprocess

    from corpus.folder import PROJECT

    if corpus is not None:
        os.environ["GWR_CORPUS"] = corpus if "://" in corpus else str(Path(corpus).resolve())
    try:
        _build(corpus_at(), jobs=1)
    except Refusal as refusal:
        _refuse(refusal)
    command = [sys.executable, "-m", "jupyterlab", "--notebook-dir", str(PROJECT / "notebooks")]
    raise typer.Exit(subprocess.call(command))


if __name__ == "__main__":
    app()
