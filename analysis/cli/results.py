"""The commands that write results: panel, ledger, explore, sample, agreement."""

from __future__ import annotations

import json
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
def sample(
    out: Annotated[Path, typer.Argument(help="An .xlsx file for readers to fill in.")],
    sentences: Annotated[int, typer.Option(min=1, help="How many.")] = 300,
    areas: Annotated[str | None, typer.Option(help="Codes of policy areas: 6,7,13.")] = None,
    seed: Annotated[int, typer.Option(help="Of the draw.")] = 1,
    corpus: CorpusOption = None,
) -> None:
    """A coding sheet: sentences for human readers to give policy areas to."""
    from analysis.areas.coding_sheet import sample_sentences, write_sheet

    where = corpus_at(corpus)
    try:
        build_with_progress(where, jobs=None)
        wanted = None if areas is None else [int(code) for code in areas.split(",")]
        table = sample_sentences(where, sentences=sentences, areas=wanted, seed=seed)
        path = write_sheet(table, out)
    except Refusal as refusal:
        refuse(refusal)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    typer.echo(f"{path}: {len(table)} sentences")


@app.command()
def agreement(
    sheets: Annotated[list[Path], typer.Argument(metavar="SHEET…", help="Filled-in sheets.")],
    as_json: JsonOption = False,
) -> None:
    """How far readers agree, and the machine with them; how common each area truly is."""
    from analysis.areas.agreement import agreement as agreement_of
    from analysis.areas.agreement import machine_quality
    from analysis.areas.coding_sheet import read_sheet

    try:
        read = [read_sheet(path) for path in sheets]
        pairs, areas = agreement_of(read), machine_quality(read[0])
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if as_json:
        print_json(
            {
                name: json.loads(table.to_json(orient="records", force_ascii=False))
                for name, table in (("agreement", pairs), ("areas", areas))
            }
        )
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
    from analysis.export.write import FORMATS, write_table
    from analysis.targets.labels import LABELS, TITLE
    from analysis.targets.ledger_table import ledger as ledger_of
    from corpus.store.tables import read_table

    where = corpus_at(corpus)
    try:
        if out.suffix.lower() not in FORMATS:
            raise Refusal("unknown_table_format", str(out), out.suffix or "no ending")
        refused = build_with_progress(where, jobs=None)
        quantities, sentences, texts, reports = (
            read_table(where, name, report_id=report)
            for name in ("quantities", "sentences", "texts", "reports")
        )
        book = ledger_of(quantities, sentences, texts, reports)
        path = write_table(book, out, labels=LABELS, title=TITLE)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    if as_json:
        print_json({"files": [str(path)], "rows": len(book), "refused": records(refused)})
    else:
        typer.echo(f"{path}: {len(book)} quantities")
    if refused:
        refuse(*refused)


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

    from analysis.dictionaries.word_list import read_word_list
    from analysis.export.write import FORMATS
    from analysis.panel.files import write_panel
    from analysis.panel.table import Denominator, Key, Numerator, attention_panel, panel_notices

    where = corpus_at(corpus)
    try:
        if out.suffix.lower() not in FORMATS:
            raise Refusal("unknown_table_format", str(out), out.suffix or "no ending")
        words = None if terms is None else read_word_list(terms)
        refused = build_with_progress(where, jobs=None)
        keys = cast(list[Key], by.split(","))
        table = attention_panel(
            where,
            by=keys,
            numerator=cast(Numerator, numerator),
            areas=None if areas is None else [int(code) for code in areas.split(",")],
            terms=None if words is None else words.terms,
            denominator=cast(Denominator, denominator),
        )
        written = write_panel(table, out)
        notices = panel_notices(where, by=keys)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    for line in words.notices if words else ():
        say(f"{terms}: {line.message}")
    for one in _never_found(table):
        say(f"{one!r} is never found")
    for notice in notices:
        say(notice)
    if as_json:
        print_json(
            {
                "files": [str(path) for path in written],
                "rows": len(table),
                "notices": notices,
                "refused": records(refused),
            }
        )
    else:
        typer.echo("\n".join(str(path) for path in written))
    if refused:
        refuse(*refused)


def _never_found(table: Any) -> list[str]:
    if "term" not in table:
        return []
    n = table.groupby("term")["n"].sum()
    return list(n.index[n == 0])


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
    from analysis.pages.explorer import write_explorer

    where, language = corpus_at(corpus), chosen_language(lang)
    try:
        refused = build_with_progress(where, jobs=None)
        path = write_explorer(where, out, reports=report or (), lang=language)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    if as_json:
        print_json({"file": str(path), "refused": records(refused)})
    else:
        typer.echo(str(path))
    if refused:
        refuse(*refused)
