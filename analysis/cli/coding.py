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
    from analysis.areas.coding_sheet import key_path, sample_sentences, write_sheet

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
    typer.echo(
        shown(f"{key_path(path)}: the machine's codes; not for coders, and needed by gwr agreement")
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
    as_json: JsonOption = False,
) -> None:
    """Report intercoder agreement, the accuracy of automatic coding, and corrected shares.

    The first table has a row for each pair of coders, and of each coder and the machine: agreement
    is the share of the corpus with the same code (low and high: its 95% interval), in_sheet that of
    the sheet, where rare areas are drawn in excess. The second has a row for each area, with the
    first sheet as reference: precision and recall of the machine, its share of the corpus, the
    corrected share with its 95% interval, and the share by the reader's codes.
    """
    from analysis.areas.agreement import agreement as agreement_of
    from analysis.areas.agreement import machine_quality
    from analysis.areas.coding_sheet import read_sheet

    try:
        read = [read_sheet(path, key=key) for path in sheets]
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
    for table, said in ((pairs, _PAIRS), (areas, _AREAS)):
        typer.echo(table.round(3).to_string(index=False) + f"\n\n{said}\n")


_PAIRS = (
    "agreement: share of the corpus with the same code, with its 95% interval; in_sheet: share of "
    "the sheet; kappa and alpha: of the sheet\n"
    "agreement：两者编码相同的句子在语料中的占比（附95%置信区间）；in_sheet：在编码表中的占比；"
    "kappa 与 alpha 按编码表计算"
)
_AREAS = (
    "By the first sheet. machine: share of the corpus by automatic coding, in %; corrected: the "
    "same corrected by the reader's codes, with its 95% interval; by_reader: weighted by the "
    "sampling probabilities only\n"
    "以第一份编码表为准。machine：自动编码的占比（%）；corrected：经人工编码校正的占比（附95%置信区间）；"
    "by_reader：仅按抽样概率加权"
)
