"""Sheets for human coders: a sample of sentences, written and read."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.areas.classify import code_sentences
from analysis.export.excel import write_coding_sheet
from analysis.sentences import sentences_in_context
from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.lexicon.lists import policy_areas
from corpus.schema import SPOKEN
from corpus.store.tables import read_table

SHEET_COLUMNS = ("id", "heading", "previous", "sentence", "code")
KEY_COLUMNS = ("id", "report_id", "start", "end", "machine", "weight")
NEGATIVES = 0.4  # of a sheet: sentences that the machine gives none of the areas asked for


def sample_sentences(
    corpus: Corpus, *, sentences: int, areas: Collection[int] | None = None, seed: int = 1
) -> pd.DataFrame:
    """Sentences for a coding sheet, drawn by the machine's code.

    Each area asked for has about as many sentences as each other, and two in five are ones that
    the machine gives none of them, so that what it misses is found too. ``weight`` says for how
    many sentences of the corpus each stands.

    Args:
        corpus: whose store is up to date.
        sentences: how many.
        areas: codes; None for all.
        seed: of the draw.

    Returns:
        A row a sentence, in random order: id (from 1), report_id, start, end, heading, previous,
        sentence, machine (its code), weight.

    Raises:
        ValueError: where sentences is less than 1, or there is no such area.
        Refusal: ``empty_corpus``.
    """
    unknown = [one for one in areas or () if str(one) not in policy_areas()]
    if unknown or sentences < 1:
        raise ValueError(
            f"there is no policy area {unknown[0]}"
            if unknown
            else f"sentences is {sentences}; it must be 1 or more"
        )
    tables = (read_table(corpus, one) for one in ("sentences", "paragraphs", "texts"))
    every = sentences_in_context(*tables)
    every = every[every["orientation"].isin(SPOKEN)].reset_index(drop=True)
    every["machine"] = code_sentences(every)["code"]
    wanted = sorted(set(areas or map(int, policy_areas())) - {99})
    stratum = every["machine"].where(every["machine"].isin(wanted), -1)
    shares = dict.fromkeys(wanted, (1 - NEGATIVES) / len(wanted)) | {-1: NEGATIVES}
    rng = np.random.default_rng(seed)
    chosen = []
    for one, share in shares.items():
        places = np.flatnonzero(stratum == one)
        take = min(len(places), max(1, round(share * sentences)))
        rows = every.iloc[rng.choice(places, take, replace=False)]
        chosen.append(rows.assign(weight=len(places) / max(take, 1)))
    table = pd.concat(chosen, ignore_index=True)
    table = table.iloc[rng.permutation(len(table))].reset_index(drop=True)
    table.insert(0, "id", np.arange(1, len(table) + 1))
    return table[
        ["id", "report_id", "start", "end", "heading", "previous", "sentence", "machine", "weight"]
    ]


def write_sheet(sample: pd.DataFrame, path: Path) -> Path:
    """Writes a coding sheet: instructions, the sentences with a list to choose from, and a key.

    The machine's codes are on a hidden sheet, so that readers do not see them.

    Args:
        sample: from ``sample_sentences``.
        path: ends in .xlsx.

    Raises:
        Refusal: ``unknown_table_format`` or ``not_saved``.
    """
    choices = [f"{code} {row['name_zh']} {row['name_en']}" for code, row in policy_areas().items()]
    shown = sample.assign(code="")[list(SHEET_COLUMNS)]
    return write_coding_sheet(path, shown, sample[list(KEY_COLUMNS)], choices, _INSTRUCTIONS)


_INSTRUCTIONS = (
    "Code each sentence by the policy area that it is mainly about. "
    "请按句子主要谈论的政策领域编码。",
    "The content decides, not the instrument. 看内容，不看手段。",
    "Heading and previous help to understand a sentence that has no subject of its own. "
    "标题和上一句只帮助理解没有主语的句子。",
    "Where there are several areas, take the one with most of the text; if equal, the first. "
    "涉及多个领域时，取篇幅最多者；相等时取第一个。",
    "99: salutations, thanks, and sentences that only announce what follows. "
    "99：称呼、致谢以及仅提示下文的句子。",
    "Work alone, and do not change the other columns. 请独立编码，不要改动其他列。",
)


def read_sheet(path: Path) -> pd.DataFrame:
    """The codes of a filled-in sheet, and the key.

    Returns:
        A row a sentence: id, code (missing where none was chosen), machine, weight.

    Raises:
        Refusal: ``not_found`` or ``no_sheet``, where it is not a coding sheet.
    """
    if not path.is_file():
        raise Refusal("not_found", str(path))
    try:
        shown, key = (pd.read_excel(path, sheet_name=name) for name in ("sentences", "key"))
        codes = shown["code"].astype("string").str.extract(r"^\s*(\d+)")[0].astype("Int64")
        table = shown[["id"]].assign(code=codes).merge(key, on="id", validate="one_to_one")
    except (ValueError, KeyError, OSError, pd.errors.MergeError) as error:
        raise Refusal("no_sheet", str(path), str(error)) from error
    unknown = [code for code in table["code"].dropna() if str(code) not in policy_areas()]
    if unknown:
        raise Refusal("no_sheet", str(path), f"there is no policy area {unknown[0]}")
    return table
