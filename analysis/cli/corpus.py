"""The commands that maintain a corpus: add, list, show, remove, doctor, build, fetch."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from analysis.cli.bilingual import BilingualCommand, BilingualGroup
from analysis.cli.common import (
    PANEL_OF,
    CorpusOption,
    JsonOption,
    app,
    build_with_progress,
    chosen_years,
    command,
    console,
    corpus_of,
    echo,
    guarded,
    print_json,
    records,
    refuse,
    say,
    say_notice,
    shown,
)
from analysis.cli.names import name_shown, value_shown
from corpus.display import printable
from corpus.errors import Refusal
from corpus.language import terminal_language


@command("build")
def build(
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="Number of processes; by default one per processor."),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of a Dask cluster, such as tcp://10.0.0.1:8786.")
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Update the data store; only new and changed reports are read."""
    from corpus.store.manifest import report_ids

    where = corpus_of(corpus)
    try:
        refused = build_with_progress(where, jobs, scheduler, deeply=True)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    if as_json:
        print_json({"reports": report_ids(where), "refused": records(refused)})
    if refused:
        refuse(*refused)


@command("add")
def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE…", help="Files, folders, archives, tables of texts, or web addresses."
        ),
    ],
    region: Annotated[
        str | None, typer.Option(help="GB/T 2260 code, or a name, if not detected.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="Report year (the year planned), if not detected.")
    ] = None,
    text_column: Annotated[
        str | None, typer.Option(help="Column of a table that holds the texts.")
    ] = None,
    year_column: Annotated[
        str | None, typer.Option(help="Column of a table that holds the report years.")
    ] = None,
    region_column: Annotated[
        str | None, typer.Option(help="Column of a table that holds the regions.")
    ] = None,
    id_column: Annotated[
        str | None, typer.Option(help="Column of a table that holds the report IDs.")
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add reports to the corpus; documents that are not reports are left out, with the reason."""
    from tqdm import tqdm

    from corpus.adding.sources import add_sources
    from corpus.adding.spreadsheets import ColumnNames as Columns

    is_code = region is not None and region.isdigit()
    given = {"region_code" if is_code else "region": region, "report_year": year}
    corrections = {name: str(value) for name, value in given.items() if value is not None}
    named = Columns(text_column or "", year_column, region_column, id_column)
    columns = named if text_column else None
    for name in named.shared():
        say(f"column {name} is given for more than one thing; it is used for each")
    with tqdm(
        desc=shown("reading"), unit=shown("report"), file=sys.stderr, delay=1, leave=False
    ) as bar:
        try:
            added = add_sources(
                corpus_of(corpus),
                sources,
                corrections=corrections,
                columns=columns,
                progress=lambda name: bar.update(),
            )
        except Refusal as refusal:
            refuse(refusal, as_json=as_json)
    if not added.report_ids and not added.refused:
        added.refused.append(Refusal("no_document", ", ".join(sources)))
    if as_json:
        print_json({"added": added.report_ids, "refused": records(added.refused)})
    for report_id in added.report_ids:
        say(f"{printable(report_id)}: added")
    for name, notice in added.doubts:
        say_notice(name, notice)
    if added.refused:
        refuse(*added.refused)


fetching = typer.Typer(cls=BilingualGroup, help="Download reports.", no_args_is_help=True)
app.add_typer(fetching, name="fetch", rich_help_panel=PANEL_OF["fetch"])


@fetching.callback()
def _fetch() -> None:
    """Download reports."""


@fetching.command("national", cls=BilingualCommand)
@guarded
def fetch_national(
    years: Annotated[
        str | None, typer.Option(metavar="A-B", help="Report years; by default all available.")
    ] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Download State Council reports from Wikisource; those already in the corpus are skipped."""
    from tqdm import tqdm

    from corpus.adding.wikisource import fetch_national as fetched

    where = corpus_of(corpus)
    with tqdm(
        desc=shown("reports"), unit=shown("report"), file=sys.stderr, delay=1, leave=False
    ) as bar:

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
    absent = f"; no report listed for {', '.join(map(str, got.absent))}" if got.absent else ""
    say(f"Reports: {len(got.saved)} downloaded, {len(got.present)} already in the corpus{absent}.")
    if got.untried:
        say(f"Reports: {len(got.untried)} not attempted; run the command again.")
    if got.refused:
        refuse(*got.refused)


def _years(printed: str | None) -> list[int]:
    """The report years from A to B; all that are listed if none are given."""
    from corpus.adding.wikisource import national_reports

    if printed is None:
        return list(national_reports())
    first, last = chosen_years(printed)
    return list(range(first, last + 1))


@command("list")
def list_reports(corpus: CorpusOption = None, as_json: JsonOption = False) -> None:
    """List the reports of the corpus."""
    from corpus.store.tables import read_table

    where = corpus_of(corpus)
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
        drawn.add_column(name_shown(name), no_wrap=name != "warnings")
    for row in table.to_dict(orient="records"):
        codes = sorted({one["code"] for one in json.loads(row["warnings"])})
        cells = (escape(value_shown(name, row[name])) for name in columns)
        comma = "、" if terminal_language() == "zh" else ", "
        drawn.add_row(*cells, comma.join(value_shown("warnings", one) for one in codes))
    console().print(drawn)


@command("show")
def show(
    report_id: Annotated[str, typer.Argument(metavar="ID", help="Report ID; see gwr list.")],
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the outline of a report, with the time reference of each heading."""
    from corpus.collection import document_paths
    from corpus.report import read_report
    from corpus.report_json import report_json
    from corpus.reports_csv import read_corrections

    where = corpus_of(corpus)
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
    echo(f"{about.title or report_id}  ({about.region or '?'}, {about.report_year or '?'})")
    for heading in report.headings:
        indent = "  " * heading.level
        time = value_shown("orientation", times[heading.start])
        echo(f"{indent}{heading.number} {heading.text}  [{time}]")
    for notice in report.notices:
        say_notice(report_id, notice)


@command("remove")
def remove(
    report_id: Annotated[str, typer.Argument(metavar="ID", help="Report ID; see gwr list.")],
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remove a report from the corpus."""
    from corpus.documents import remove as remove_report

    try:
        remove_report(corpus_of(corpus), report_id)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    if as_json:
        print_json({"removed": report_id})
    say(f"{printable(report_id)}: removed")


@command("doctor")
def doctor(corpus: CorpusOption = None, as_json: JsonOption = False) -> None:
    """Check the corpus for problems, such as missing years, and suggest remedies."""
    from corpus.doctor import examine

    where = corpus_of(corpus)
    try:
        refused = build_with_progress(where, jobs=1)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    findings = examine(where, refused=refused, lang="en" if as_json else terminal_language())
    if as_json:
        print_json(findings.to_dict(orient="records"))
    elif findings.empty:
        echo(shown("No problems found."))
    else:
        _print_findings(findings)
    if refused:
        refuse(*refused)


def _print_findings(findings: Any) -> None:
    from rich.markup import escape
    from rich.table import Table

    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in findings:
        drawn.add_column(name_shown(name), no_wrap=name in ("report_id", "finding"))
    for row in findings.itertuples(index=False):
        cells = zip(findings, row, strict=True)
        drawn.add_row(*(escape(value_shown(name, printable(str(cell)))) for name, cell in cells))
    console().print(drawn)
