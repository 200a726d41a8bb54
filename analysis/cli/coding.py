"""The commands for hand-coding: sample, agreement."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from analysis.cli.common import (
    CorpusOption,
    JsonOption,
    NoCorpusOption,
    build_with_progress,
    chosen_areas,
    command,
    console,
    corpus_of,
    echo,
    finish,
    print_json,
    refuse,
    terminal_language,
    wrong_usage,
)
from analysis.cli.names import AREA_COLUMNS, PAIR_COLUMNS, name_shown, value_shown
from analysis.export.labels import DIRECTIVES, SIDES, value_labels
from corpus.display import printable
from corpus.errors import Refusal
from corpus.translation import in_chinese

if TYPE_CHECKING:
    import pandas as pd

    from analysis.areas.instrument_questions import Question

_TEXT = ("one", "other", "name", "side", "directive")
# By question, what its tables are called in JSON.
_TABLES: Final[Mapping[Question, tuple[str, str]]] = {
    "code": ("agreement", "areas"),
    "side": ("side_agreement", "sides"),
    "directive": ("directive_agreement", "directives"),
}


@command("sample")
def sample(
    out: Annotated[Path, typer.Argument(help="Coding sheet to write, an .xlsx file.")],
    sentences: Annotated[int, typer.Option(min=1, help="Number of sentences.")] = 300,
    areas: Annotated[
        str | None, typer.Option(help="Policy areas by code or name (6,教育); by default all.")
    ] = None,
    instruments: Annotated[
        bool,
        typer.Option("--instruments", help="Ask for the side and directive of each sentence too."),
    ] = False,
    seed: Annotated[int, typer.Option(help="Seed of the random draw.")] = 1,
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draw sentences for hand-coding, and write them to a coding sheet."""
    from analysis.areas.coding_sheet import key_path, sample_sentences, write_sheet

    where, wanted = corpus_of(corpus), chosen_areas(areas)
    try:
        refused = build_with_progress(where, jobs=None)
        table = sample_sentences(where, sentences=sentences, areas=wanted, seed=seed)
        if instruments:
            from analysis.instruments.coding_sheet import with_instruments

            table = with_instruments(table, corpus=where)
        path = write_sheet(table, out)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    except ValueError as error:
        wrong_usage(str(error))
    key = key_path(path)
    finish(
        {"file": str(path), "key": str(key), "sentences": len(table), "asked_for": sentences},
        _said_of_size(path, len(table), sentences),
        f"{key}: the machine's codes; not for coders, and needed by gwr agreement",
        refused=refused,
        as_json=as_json,
    )


def _said_of_size(path: Path, drawn: int, asked_for: int) -> str:
    """How many sentences a sheet has, and why they are not as many as were asked for."""
    if drawn == asked_for:
        return f"{path}: {drawn} sentences"
    return (
        f"{path}: {drawn} sentences instead of {asked_for}: every policy area has the same number, "
        "one at least, or all it has"
    )


@command("agreement")
def agreement(
    sheets: Annotated[
        list[Path], typer.Argument(metavar="SHEET…", help="Coding sheets, filled in.")
    ],
    key: Annotated[
        Path | None,
        typer.Option(help="Key that sample wrote; by default the one beside each sheet."),
    ] = None,
    corpus: NoCorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Report intercoder agreement, the accuracy of automatic coding, and corrected shares.

    The first table has a row for each pair of coders, and of each coder and the machine: agreement
    is the share of the corpus with the same code (low and high: its 95% interval), in_sheet that of
    the sheet, where rare areas are drawn in excess. The second has a row for each area, with the
    first sheet as reference: precision and recall of the machine, its share of the corpus, the
    corrected share with its 95% interval, and the share by the reader's codes. Where the sheets ask
    for side and directive, two tables follow for each.
    """
    from analysis.areas.agreement import agreement as agreement_of
    from analysis.areas.agreement import machine_quality
    from analysis.areas.coding_sheet import read_sheet

    try:
        read = [read_sheet(path, key=key) for path in sheets]
        found = {
            one: (agreement_of(read, question=one), machine_quality(read[0], question=one))
            for one in _answered(sheets, read)
        }
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    except ValueError as error:
        wrong_usage(str(error))
    if as_json:
        print_json(
            {
                name: json.loads(table.to_json(orient="records", force_ascii=False))
                for question, tables in found.items()
                for name, table in zip(_TABLES[question], tables, strict=True)
            }
        )
        return
    for number, (question, (pairs, quality)) in enumerate(found.items()):
        if question != "code":
            echo(name_shown(question))
            quality = quality.drop(columns="code").rename(columns={"name": question})
        for table, said in ((pairs, PAIR_COLUMNS), (quality, AREA_COLUMNS)):
            _print_table(table, said if number == 0 else {})


def _answered(paths: Sequence[Path], sheets: Sequence[pd.DataFrame]) -> list[Question]:
    """The questions that some sentence of every sheet is coded by.

    Raises:
        Refusal: ``sheet_uncoded`` of the first sheet without an area, where there is no question.
    """
    from analysis.areas.instrument_questions import asked

    known = [one for one in _TABLES if one == "code" or all(one in asked(own) for own in sheets)]
    coded = [one for one in known if all(own[one].notna().any() for own in sheets)]
    if not coded:
        empty = (path for path, own in zip(paths, sheets, strict=True) if own["code"].isna().all())
        raise Refusal("sheet_uncoded", str(next(empty)))
    return coded


def _print_table(table: pd.DataFrame, said: Mapping[str, tuple[str, str]]) -> None:
    """A table with what each of its columns holds, in the language of the terminal."""
    from rich.markup import escape
    from rich.table import Table

    zh = terminal_language() == "zh"
    drawn = Table(box=None, pad_edge=False)
    for name in table:
        drawn.add_column(name_shown(str(name)), justify="left" if name in _TEXT else "right")
    rows = table.round(3).astype(object)
    for row in rows.itertuples(index=False):
        cells = (_cell(str(name), one) for name, one in zip(rows, row, strict=True))
        drawn.add_row(*(escape(printable(cell)) for cell in cells))
    console().print(drawn)
    for name, meaning in said.items():
        echo(f"{name_shown(name)}：{meaning[1]}" if zh else f"{name}: {meaning[0]}")
    echo()


def _cell(name: str, value: object) -> str:
    if terminal_language() == "en" or name not in _TEXT:
        return value_shown(name, value)
    known = [*value_labels("area").values(), *SIDES.values(), *DIRECTIVES.values()]
    chinese = {one.english: one.chinese for one in known}
    return chinese.get(str(value)) or in_chinese(str(value))
