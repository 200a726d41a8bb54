"""The commands for hand-coding: sample, agreement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.common import (
    CorpusOption,
    JsonOption,
    build_with_progress,
    chosen_areas,
    command,
    corpus_of,
    print_json,
    refuse,
    shown,
    wrong_usage,
)
from corpus.errors import Refusal


@command("sample")
def sample(
    out: Annotated[Path, typer.Argument(help="Coding sheet to write, an .xlsx file.")],
    sentences: Annotated[int, typer.Option(min=1, help="Number of sentences.")] = 300,
    areas: Annotated[
        str | None, typer.Option(help="Policy areas by code or name (6,教育); by default all.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the random draw.")] = 1,
    corpus: CorpusOption = None,
) -> None:
    """Draw sentences for hand-coding, and write them to a coding sheet."""
    from analysis.areas.coding_sheet import sample_sentences, write_sheet

    where, wanted = corpus_of(corpus), chosen_areas(areas)
    try:
        build_with_progress(where, jobs=None)
        table = sample_sentences(where, sentences=sentences, areas=wanted, seed=seed)
        path = write_sheet(table, out)
    except Refusal as refusal:
        refuse(refusal)
    except ValueError as error:
        wrong_usage(str(error))
    typer.echo(shown(f"{path}: {len(table)} sentences"))


@command("agreement")
def agreement(
    sheets: Annotated[
        list[Path], typer.Argument(metavar="SHEET…", help="Coding sheets, filled in.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Report intercoder agreement, the accuracy of automatic coding, and corrected shares."""
    from analysis.areas.agreement import agreement as agreement_of
    from analysis.areas.agreement import machine_quality
    from analysis.areas.coding_sheet import read_sheet

    try:
        read = [read_sheet(path) for path in sheets]
        pairs, areas = agreement_of(read), machine_quality(read[0])
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    except ValueError as error:
        wrong_usage(str(error))
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
