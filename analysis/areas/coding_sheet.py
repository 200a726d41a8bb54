"""Coding sheets for human coders: sampled, written and read."""

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
NEGATIVES = 0.4  # share of a sheet that the machine codes as none of the areas requested


def sample_sentences(
    corpus: Corpus, *, sentences: int, areas: Collection[int] | None = None, seed: int = 1
) -> pd.DataFrame:
    """A stratified sample of sentences for a coding sheet.

    The strata are the areas by automatic coding. Each area requested has about the same number of
    sentences, and two sentences in five are coded as none of them, so that the sheet also shows
    what the machine misses. ``weight`` is the number of sentences of the corpus that a sampled one
    represents.

    Args:
        corpus: a corpus whose data store is up to date.
        sentences: the size of the sample; an area with too few sentences makes it smaller.
        areas: codes of the policy areas; None for all.
        seed: of the random draw.

    Returns:
        One row per sentence, in random order: id (from 1), report_id, start, end, heading, previous
        (the sentence before it), sentence, machine (its code), weight.

    Raises:
        ValueError: if sentences is below 1, or areas has an unknown code.
        Refusal: ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.areas import sample_sentences
        >>> sample = sample_sentences(open_corpus(), sentences=20, areas=[6, 7], seed=1)
        >>> sample["machine"].isin([6, 7]).value_counts().tolist()  # education or environment
        [12, 8]
        >>> int(sample["weight"].sum())  # the sentences of the report's body
        332
    """
    unknown = [one for one in areas or () if str(one) not in policy_areas()]
    if unknown:
        raise ValueError(f"policy area {unknown[0]} does not exist; see policy_areas.csv")
    if sentences < 1:
        raise ValueError(f"sentences is {sentences}; it must be 1 or more")
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
    """Writes a coding sheet: instructions, sentences with a drop-down list of codes, and a key.

    The key, with the machine's codes, is on a hidden worksheet, so that coders do not see it.

    Args:
        sample: from ``sample_sentences``.
        path: a file name ending in .xlsx.

    Returns:
        The path of the file written.

    Raises:
        Refusal: ``unknown_table_format`` or ``not_saved``.

    Example:
        >>> from pathlib import Path
        >>> import pandas as pd
        >>> from analysis import open_corpus
        >>> from analysis.areas import sample_sentences, write_sheet
        >>> sample = sample_sentences(open_corpus(), sentences=10)
        >>> path = write_sheet(sample, Path("coding.xlsx"))
        >>> list(pd.read_excel(path, sheet_name="sentences"))
        ['id', 'heading', 'previous', 'sentence', 'code']
    """
    choices = [f"{code} {row['name_zh']} {row['name_en']}" for code, row in policy_areas().items()]
    shown = sample.assign(code="")[list(SHEET_COLUMNS)]
    return write_coding_sheet(path, shown, sample[list(KEY_COLUMNS)], choices, _INSTRUCTIONS)


_INSTRUCTIONS = (
    "Code each sentence by the policy area that it is mainly about. "
    "请按句子主要涉及的政策领域编码。",
    "Code the content of the policy, not the instrument. 以政策内容为准，不以政策手段为准。",
    "Use heading and previous only to understand a sentence without a subject of its own. "
    "句子缺少主语时，可参考标题和上一句理解其含义。",
    "If a sentence covers several areas, choose the one with the most text; if equal, the first. "
    "一句涉及多个领域时，取篇幅最多者；篇幅相等时取最先出现者。",
    "99: salutations, thanks, and sentences that only introduce what follows. "
    "99：称呼、致谢以及仅引出下文的句子。",
    "Code independently, and do not change the other columns. 请独立编码，不要改动其他列。",
)


def read_sheet(path: Path) -> pd.DataFrame:
    """The codes of a completed coding sheet, with the key.

    Args:
        path: of the .xlsx file.

    Returns:
        One row per sentence: id, code (missing where none was chosen), report_id, start, end,
        machine (the code by automatic coding), weight.

    Raises:
        Refusal: ``not_found``, or ``no_sheet`` if the file is not a coding sheet or holds an
            unknown code.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.areas import read_sheet, sample_sentences, write_sheet
        >>> sample = sample_sentences(open_corpus(), sentences=10)
        >>> sheet = read_sheet(write_sheet(sample, Path("coding.xlsx")))
        >>> int(sheet["code"].isna().sum()) == len(sheet)  # not coded yet
        True
        >>> list(sheet)
        ['id', 'code', 'report_id', 'start', 'end', 'machine', 'weight']
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
        raise Refusal("no_sheet", str(path), f"policy area {unknown[0]} does not exist")
    return table
