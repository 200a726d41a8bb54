"""The commands that keep a corpus: build, add, fetch, list, show, remove, doctor."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from analysis.cli.common import (
    CorpusOption,
    JsonOption,
    app,
    build_with_progress,
    console,
    print_json,
    records,
    refuse,
    say,
)
from corpus.collection import corpus_at
from corpus.errors import Refusal


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
    from corpus.store.manifest import report_ids

    where = corpus_at(corpus)
    try:
        refused = build_with_progress(where, jobs, scheduler)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    if as_json:
        print_json({"reports": report_ids(where), "refused": records(refused)})
    if refused:
        refuse(*refused)


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

    from corpus.adding.sources import add_sources
    from corpus.adding.spreadsheets import ColumnNames as Columns

    given = {"region_code": region, "report_year": year}
    corrections = {name: str(value) for name, value in given.items() if value is not None}
    columns = Columns(text_column, year_column, region_column, id_column) if text_column else None
    with tqdm(desc="reading", unit="report", file=sys.stderr, delay=1, leave=False) as bar:
        try:
            added = add_sources(
                corpus_at(corpus),
                sources,
                corrections=corrections,
                columns=columns,
                progress=lambda name: bar.update(),
            )
        except Refusal as refusal:
            refuse(refusal, as_json=as_json)
    if as_json:
        print_json({"added": added.report_ids, "refused": records(added.refused)})
    for report_id in added.report_ids:
        say(f"{report_id}: added")
    if not added.report_ids and not added.refused:
        refuse(Refusal("no_document", ", ".join(sources)))
    if added.refused:
        refuse(*added.refused)


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

    from corpus.adding.wikisource import fetch_national as fetched

    where = corpus_at(corpus)
    with tqdm(desc="reports", unit="report", file=sys.stderr, delay=1, leave=False) as bar:

        def tell(name: str, done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        got = fetched(_years(years), folder=where.documents, progress=tell)
    if as_json:
        print_json(
            {
                "saved": [path.name for path in got.saved],
                "present": got.present,
                "absent": got.absent,
                "untried": got.untried,
                "refused": records(got.refused),
            }
        )
    absent = f"; none is known for {', '.join(map(str, got.absent))}" if got.absent else ""
    say(f"{len(got.saved)} fetched, {len(got.present)} there already{absent}.")
    if got.untried:
        say(f"{len(got.untried)} were not tried; give the command again.")
    if got.refused:
        refuse(*got.refused)


def _years(printed: str | None) -> list[int]:
    """The years from A to B; all that are known where none are given."""
    import re

    from corpus.adding.wikisource import national_reports

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
    from corpus.store.tables import read_table

    where = corpus_at(corpus)
    refused: list[Refusal] = []
    try:
        refused = build_with_progress(where, jobs=1)
        table = read_table(where, "reports")
    except Refusal as refusal:
        refuse(*refused, refusal, as_json=as_json)
    if as_json:
        columns = table.drop(columns=["warnings", "start", "end"])
        print_json(json.loads(columns.to_json(orient="records", force_ascii=False)))
    else:
        _print_reports(table)
    if refused:
        refuse(*refused)


def _print_reports(table: Any) -> None:
    from rich.markup import escape
    from rich.table import Table

    columns = ["report_id", "report_year", "region_code", "region", "level", "speaker"]
    drawn = Table(box=None, pad_edge=False)
    for name in (*columns, "warnings"):
        drawn.add_column(name, no_wrap=name != "warnings")
    for row in table.astype(object).where(table.notna(), "").to_dict(orient="records"):
        codes = sorted({one["code"] for one in json.loads(row["warnings"])})
        drawn.add_row(*(escape(str(row[name])) for name in columns), ", ".join(codes))
    console().print(drawn)


@app.command()
def show(
    report_id: Annotated[str, typer.Argument(metavar="ID")],
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """The outline of a report, with the time that each part speaks of."""
    from corpus.collection import document_paths, read_corrections
    from corpus.report import read_report
    from corpus.report_json import report_json

    where = corpus_at(corpus)
    try:
        path = document_paths(where).get(report_id)
        if path is None:
            raise Refusal("unknown_report", report_id)
        report = read_report(path, read_corrections(where).get(report_id))
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    if as_json:
        print_json(report_json(report))
        return
    times = dict(zip(report.paragraphs["start"], report.paragraphs["orientation"], strict=True))
    about = report.metadata
    typer.echo(f"{about.title or report_id}  ({about.region or '?'}, {about.report_year or '?'})")
    for heading in report.headings:
        indent = "  " * heading.level
        typer.echo(f"{indent}{heading.number} {heading.text}  [{times[heading.start]}]")
    for notice in report.notices:
        say(f"{report_id}: {notice.message}")


@app.command()
def remove(
    report_id: Annotated[str, typer.Argument(metavar="ID")],
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Takes a report out of the corpus."""
    from corpus.collection import remove as take_out

    try:
        take_out(corpus_at(corpus), report_id)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    if as_json:
        print_json({"removed": report_id})
    say(f"{report_id}: removed")


@app.command()
def doctor(corpus: CorpusOption = None, as_json: JsonOption = False) -> None:
    """What looks wrong in the corpus, and what to do about it."""
    from corpus.doctor import examine

    where = corpus_at(corpus)
    try:
        refused = build_with_progress(where, jobs=1)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    findings = examine(where, refused=refused)
    if as_json:
        print_json(findings.to_dict(orient="records"))
    elif findings.empty:
        typer.echo("Nothing looks wrong.")
    else:
        _print_findings(findings)
    if refused:
        refuse(*refused)


def _print_findings(findings: Any) -> None:
    from rich.markup import escape
    from rich.table import Table

    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in findings:
        drawn.add_column(name, no_wrap=name in ("report_id", "finding"))
    for row in findings.itertuples(index=False):
        drawn.add_row(*(escape(str(cell)) for cell in row))
    console().print(drawn)
