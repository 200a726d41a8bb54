"""The commands that write results from the tables: panel, ledger, promises, explore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli.common import (
    CorpusOption,
    JsonOption,
    build_with_progress,
    check_page_format,
    check_table_format,
    chosen_areas,
    chosen_language,
    command,
    corpus_of,
    finish,
    refuse,
    say,
    say_notice,
    terminal_language,
    wrong_usage,
)
from corpus.errors import Refusal

if TYPE_CHECKING:
    import pandas as pd

    from corpus.collection import Corpus


def _ledger_of(where: Corpus, report: str | None = None) -> pd.DataFrame:
    """The ledger of a corpus or of one report."""
    from analysis.targets.ledger_table import ledger as ledger_of
    from corpus.store.tables import read_table

    quantities, sentences, texts, reports = (
        read_table(where, name, report_id=report)
        for name in ("quantities", "sentences", "texts", "reports")
    )
    return ledger_of(quantities, sentences, texts, reports)


@command("ledger")
def ledger(
    out: Annotated[Path, typer.Argument(help="A .csv, .xlsx, .dta or .parquet file.")],
    report: Annotated[str | None, typer.Option(help="ID of one report; by default all.")] = None,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the ledger of quantities: every number, its indicator, its status and its sentence."""
    from analysis.export.write import write_table
    from analysis.targets.labels import LABELS, TITLE

    where = corpus_of(corpus)
    try:
        check_table_format(out)
        refused = build_with_progress(where, jobs=None)
        table = _ledger_of(where, report)
        path = write_table(table, out, labels=LABELS, title=TITLE, lang=terminal_language())
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    content = {"files": [str(path)], "rows": len(table)}
    finish(content, f"{path}: {len(table)} quantities", refused=refused, as_json=as_json)


@command("promises")
def promises(
    out: Annotated[Path, typer.Argument(help="A .csv, .xlsx, .dta or .parquet file.")],
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write every target beside the result that the next report gives, with a verdict."""
    from analysis.export.write import write_table
    from analysis.targets.labels import PROMISES_LABELS, PROMISES_TITLE
    from analysis.targets.promises import promises_and_results
    from analysis.targets.verdicts import RULES

    where = corpus_of(corpus)
    try:
        check_table_format(out)
        refused = build_with_progress(where, jobs=None)
        table = promises_and_results(_ledger_of(where))
        note = "; ".join(f"{name}: {rule}" for name, rule in RULES.items())
        said: Any = {"title": PROMISES_TITLE, "note": note, "lang": terminal_language()}
        path = write_table(table, out, labels=PROMISES_LABELS, **said)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    counts = {str(name): int(n) for name, n in table["verdict"].value_counts().items()}
    content = {"files": [str(path)], "rows": len(table), "verdicts": counts, "rules": RULES}
    for name, rule in RULES.items():
        say(f"{name}: {rule}")
    finish(content, f"{path}: {len(table)} targets", refused=refused, as_json=as_json)


@command("panel")
def panel(
    out: Annotated[Path, typer.Argument(help="A .dta, .csv, .parquet or .xlsx file.")],
    areas: Annotated[
        str | None, typer.Option(help="Policy areas by code or name (6,教育); by default all.")
    ] = None,
    terms: Annotated[
        Path | None, typer.Option(help="Your word list: a text, .csv or .xlsx file.")
    ] = None,
    by: Annotated[
        str, typer.Option(help="One or more of region, year, orientation, report.")
    ] = "region,year",
    match: Annotated[
        str,
        typer.Option(
            help="mention, token or substring; mention_with_lexicon to let longer policy terms "
            "take mentions from your list; sentence for coded sentences."
        ),
    ] = "mention",
    denominator: Annotated[
        str, typer.Option(help="words, tokens, characters or sentences.")
    ] = "words",
    index: Annotated[
        str | None,
        typer.Option(
            help="Instead, one index of a list: the name of a published one, your file, or a "
            "coding sheet with the columns p, m and g; or a measure by region and year: pressure "
            "(of targets), tone, formula (formulaic language), likeness (to the level above), "
            "instruments or directives."
        ),
    ] = None,
    weights: Annotated[
        str, typer.Option(help="Of the index: one, idf, or expert (the file's column weight).")
    ] = "one",
    standardise: Annotated[
        bool, typer.Option(help="Also give the index as z and from 0 to 1.")
    ] = False,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the policy attention panel: one row per region, year and policy area or term.

    A list of terms is matched by itself and has a row for the whole list.
    """
    from analysis.dictionaries.word_list import read_word_list
    from analysis.panel.files import write_panel
    from analysis.panel.measures import PANELS
    from analysis.panel.table import attention_panel, panel_notices

    where = corpus_of(corpus)
    keys = by.split(",")
    if index is not None and index in PANELS and not Path(index).exists():
        plain = (areas, terms, by, match, denominator, weights, standardise)
        if plain != (None, None, "region,year", "mention", "words", "one", False):
            wrong_usage("a measure is by region and year; leave out the other options of panel")
        _write_measure(where, out, index, as_json=as_json)
        return
    if index is not None:
        if areas is not None or terms is not None:
            wrong_usage("an index is of one list; leave out areas and terms")
        chosen: Any = {"by": keys, "match": match, "denominator": denominator}
        _write_index(where, out, index, weights, standardise, chosen, as_json=as_json)
        return
    options: Any = {
        "by": keys,
        "areas": chosen_areas(areas),
        "match": match,
        "denominator": denominator,
    }
    try:
        check_table_format(out)
        words = None if terms is None else read_word_list(terms)
        refused = build_with_progress(where, jobs=None)
        table = attention_panel(where, terms=None if words is None else words.terms, **options)
        written = [str(path) for path in write_panel(table, out, lang=terminal_language())]
        notices = panel_notices(where, by=options["by"])
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    except ValueError as error:
        wrong_usage(str(error))
    for line in words.notices if words else ():
        say_notice(str(terms), line)
    _say_notices(table, notices)
    content = {"files": written, "rows": len(table), "notices": notices}
    finish(content, *written, refused=refused, as_json=as_json)


def _write_measure(where: Corpus, out: Path, name: str, *, as_json: bool) -> None:
    """The panel of a measure beside attention."""
    from analysis.across_reports import national_reference
    from analysis.panel.measures import measure_panel, write_measures

    lang = terminal_language()
    try:
        check_table_format(out)
        refused = build_with_progress(where, jobs=None)
        nation = national_reference().promises if name == "pressure" else None
        made = measure_panel(where, name, nation=nation, lang=lang)
        written = [str(path) for path in write_measures(made, out, lang=lang)]
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    content = {"files": written, "rows": len(made.table)}
    finish(content, *written, refused=refused, as_json=as_json)


def _write_index(
    where: Corpus,
    out: Path,
    index: str,
    weights: str,
    standardise: bool,
    options: dict[str, Any],
    *,
    as_json: bool,
) -> None:
    """The index of a list, or the intensity of a coding sheet, as a panel."""
    from analysis.dictionaries.index_of_list import standardised
    from analysis.panel.files import write_panel
    from analysis.panel.table import panel_notices

    try:
        check_table_format(out)
        refused = build_with_progress(where, jobs=None)
        table = _index_table(where, index, weights, options)
        table = standardised(table) if standardise else table
        written = [str(path) for path in write_panel(table, out, lang=terminal_language())]
        notices = panel_notices(where, by=options["by"])
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    except ValueError as error:
        wrong_usage(str(error))
    _say_carried(table)
    for notice in notices:
        say(notice)
    content = {"files": written, "rows": len(table), "notices": notices}
    finish(content, *written, refused=refused, as_json=as_json)


def _index_table(where: Corpus, index: str, weights: str, options: dict[str, Any]) -> pd.DataFrame:
    """The index by the name of a published list, or by a file."""
    from analysis.dictionaries.index_of_list import list_index
    from analysis.dictionaries.intensities import intensity
    from analysis.dictionaries.list_tables import has_scores, read_scores, read_weights
    from analysis.dictionaries.word_list import published_list, read_word_list
    from corpus.store.tables import read_table

    path = Path(index)
    if has_scores(path):
        reports = read_table(where, "reports")
        table = intensity(read_scores(path), by=options["by"], reports=reports)
        table.insert(list(table).index("n"), "list", path.stem)
        return table
    named = not path.suffix and not path.exists()
    if weights == "expert":
        if named:
            raise ValueError("a published list has no weights; give a file with a column weight")
        expert = read_weights(path)
        table = list_index(where, terms=expert, weights=expert, **options)
    else:
        terms = published_list(index) if named else read_word_list(path).terms
        table = list_index(where, terms=terms, weights=weights, **options)  # type: ignore[arg-type]
    return table.assign(list=path.stem)


def _say_carried(table: pd.DataFrame) -> None:
    """Which single terms make up half or more of an index, and how often."""
    if "carried_by" not in table:
        return
    by_one = table.loc[table["carried"] >= 0.5, "carried_by"].value_counts().sort_index()
    for term, n in by_one.items():
        say(f"“{term}” makes up half of the index or more in {n} of {len(table)} rows")


def _say_notices(table: Any, notices: list[str]) -> None:
    if "lost" in table:
        whole = table[table["term"] == "all"]
        n, lost = int(whole["n"].sum()), int(whole["lost"].sum())
        say(f"{lost} of {n + lost} mentions of the list are lost to longer policy terms")
    if "term" in table:
        n = table.groupby("term")["n"].sum()
        for term in n.index[n == 0]:
            say(f"“{term}” does not occur in the corpus")
    for notice in notices:
        say(notice)


@command("explore")
def explore(
    out: Annotated[Path, typer.Argument(help="The page to write, an .html file.")],
    report: Annotated[
        list[str] | None, typer.Option(help="ID of a report to show; repeat it for a second one.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "",
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write an offline page for reading reports, with concordances and tables."""
    from analysis.pages.explorer import write_explorer

    where, language = corpus_of(corpus), chosen_language(lang)
    try:
        check_page_format(out)
        refused = build_with_progress(where, jobs=None)
        path = write_explorer(where, out, reports=report or (), lang=language)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    finish({"file": str(path)}, str(path), refused=refused, as_json=as_json)
