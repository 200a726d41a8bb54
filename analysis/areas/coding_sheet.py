"""Coding sheets for human coders: sampled, written and read."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.areas.classify import code_sentences
from analysis.areas.instrument_questions import (
    CODEBOOK,
    INSTRUCTIONS,
    QUESTIONS,
    asked,
    choices,
    key_columns,
)
from analysis.export.csv_cells import escaped_cells, unescaped_cells
from analysis.export.excel import write_coding_sheet
from analysis.sentences import sentences_in_context
from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.files import read_regular, saved
from corpus.lexicon.lists import policy_areas
from corpus.locking import locked
from corpus.reading.workbook import check_workbook
from corpus.schema import SPOKEN, check_columns
from corpus.store.tables import read_table

SHEET_COLUMNS = ("id", "heading", "previous", "sentence", "code")
DESIGN_COLUMNS = ("stratum", "probability", "weight", "coded_alike")
KEY_COLUMNS = ("id", "report_id", "start", "end", "machine", *DESIGN_COLUMNS)
NEGATIVES = 0.4  # share of a sheet that the machine codes as none of the areas requested


def sample_sentences(
    corpus: Corpus, *, sentences: int, areas: Collection[int] | None = None, seed: int = 1
) -> pd.DataFrame:
    """A stratified sample of sentences for a coding sheet.

    The strata are the areas by automatic coding. Each area requested has about the same number of
    sentences, and two sentences in five are coded as none of them, so that the sheet also shows
    what the machine misses. What estimates need to undo this is in the columns stratum,
    probability, weight and coded_alike.

    Args:
        corpus: a corpus whose data store is up to date.
        sentences: the size of the sample; an area with too few sentences makes it smaller.
        areas: codes of the policy areas; None for all.
        seed: of the random draw.

    Returns:
        One row per sentence, in random order: id (from 1), report_id, start, end, heading, previous
        (the sentence before it), sentence, machine (its code), stratum (the code, or -1 for all
        that are not requested), probability (with which a sentence of the stratum was drawn),
        weight (1 / probability: how many sentences of the corpus it represents), coded_alike (how
        many sentences of the corpus the machine gives this code).

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
    every["stratum"] = every["machine"].where(every["machine"].isin(wanted), -1)
    every["coded_alike"] = every.groupby("machine")["machine"].transform("size")
    shares = dict.fromkeys(wanted, (1 - NEGATIVES) / len(wanted)) | {-1: NEGATIVES}
    rng = np.random.default_rng(seed)
    chosen = []
    for one, share in shares.items():
        places = np.flatnonzero(every["stratum"] == one)
        take = min(len(places), max(1, round(share * sentences)))
        rows = every.iloc[rng.choice(places, take, replace=False)]
        weight = len(places) / max(take, 1)
        chosen.append(rows.assign(weight=weight, probability=1 / max(weight, 1)))
    table = pd.concat(chosen, ignore_index=True)
    table = table.iloc[rng.permutation(len(table))].reset_index(drop=True)
    table.insert(0, "id", np.arange(1, len(table) + 1))
    context = ["heading", "previous", "sentence"]
    return table[["id", "report_id", "start", "end", *context, "machine", *DESIGN_COLUMNS]]


def write_sheet(sample: pd.DataFrame, path: str | Path) -> Path:
    """Writes a coding sheet, and beside it a key that coders must not see.

    The sheet has instructions and the sentences with a drop-down list of codes: give a copy to each
    coder. The key, ``coding-key.csv`` for ``coding.xlsx``, has the machine's codes and how the
    sentences were drawn: keep it, ``read_sheet`` needs it. A sample that
    ``analysis.instruments.with_instruments`` completed has columns for side and directive too, and
    a sheet with their codebook.

    Args:
        sample: from ``sample_sentences``.
        path: a file name ending in .xlsx.

    Returns:
        The path of the sheet.

    Raises:
        Refusal: ``unknown_table_format``, ``not_saved`` or ``busy``; ``sheet_coded`` if there is a
            sheet of this name with codes in it, which may be days of work; ``sheet_unknown`` if
            there is a file of this name that cannot be read as a sheet without codes.

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
    check_columns(
        sample,
        ["id", "heading", "previous", "sentence", "machine"],
        "the sample (from sample_sentences)",
    )
    path = Path(path)
    questions = asked(sample)
    areas = [f"{code} {row['name_zh']} {row['name_en']}" for code, row in policy_areas().items()]
    lists = {"code": areas} | {one: choices(one) for one in questions}
    shown = sample.assign(**dict.fromkeys(lists, ""))[[*SHEET_COLUMNS, *questions]]
    lines = (*_INSTRUCTIONS, *INSTRUCTIONS) if questions else _INSTRUCTIONS
    codebook = pd.DataFrame(CODEBOOK) if questions else None
    with locked(path.with_name(f".{path.name}.lock")), saved(key_path(path)) as part:
        _check_not_coded(path)
        write_coding_sheet(path, shown, None, lists, lines, codebook)
        key = escaped_cells(sample[[*KEY_COLUMNS, *key_columns(questions), "sentence"]])
        key.to_csv(part, index=False, encoding="utf-8-sig", lineterminator="\n")
    return path


def _check_not_coded(path: Path) -> None:
    """Refuses to replace a coding sheet that has been filled in, or what may be one."""
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return
    try:
        check_workbook(read_regular(path), str(path))
        there = pd.read_excel(path, sheet_name="sentences")
        answers = ["code", *(one for one in QUESTIONS if one in there)]
        coded = int(there[answers].notna().any(axis=1).sum())
    except Exception as error:  # whatever a file that is no coding sheet makes its readers raise
        said = error.detail if isinstance(error, Refusal) else str(error)
        said = " ".join(said.split()) or type(error).__name__
        raise Refusal("sheet_unknown", str(path), said) from error
    if coded:
        raise Refusal("sheet_coded", str(path), f"{coded} sentences have a code")


def key_path(path: Path) -> Path:
    """Where the key of a coding sheet is written."""
    return path.with_name(f"{path.stem}-key.csv")


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


def read_sheet(path: str | Path, *, key: str | Path | None = None) -> pd.DataFrame:
    """The codes of a completed coding sheet, with its key.

    Args:
        path: of the .xlsx file.
        key: the key that ``write_sheet`` wrote. By default the file beside the sheet that is called
            like it, or else any ``-key.csv`` beside it with the same sentences, since each coder's
            copy of a sheet has a name of its own.

    Returns:
        One row per sentence: id, code (missing where none was chosen), report_id, start, end,
        machine (the code by automatic coding), stratum, probability, weight, coded_alike; see
        ``sample_sentences``. Where the sheet has them, also side and directive (missing where none
        was chosen), and of each the columns of ``with_instruments``.

    Raises:
        Refusal: ``not_found``; ``no_key`` if there is no key to the sheet; ``unreadable`` or
            ``damaged`` if the file cannot be read; ``no_sheet`` if it is not a coding sheet or has
            an unknown code.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.areas import read_sheet, sample_sentences, write_sheet
        >>> sample = sample_sentences(open_corpus(), sentences=10)
        >>> sheet = read_sheet(write_sheet(sample, Path("coding.xlsx")))
        >>> int(sheet["code"].isna().sum()) == len(sheet)  # not coded yet
        True
        >>> list(sheet)[:7]
        ['id', 'code', 'report_id', 'start', 'end', 'machine', 'stratum']
    """
    path, key = Path(path), None if key is None else Path(key)
    check_workbook(read_regular(path), str(path))
    if key is not None and not key.is_file():
        raise Refusal("not_found", str(key))
    try:
        pages = pd.read_excel(path, sheet_name=None)
        shown = pages["sentences"]
        codes = shown["code"].astype("string").str.extract(r"^\s*(\d+)")[0].astype("Int64")
        filled = shown[["id"]].assign(code=codes, **_instruments(shown))
        known = pages["key"] if "key" in pages else _key_of(path, shown, key)
        table = filled.merge(
            known.drop(columns="sentence", errors="ignore"), on="id", validate="one_to_one"
        )
    except Refusal:
        raise
    except Exception as error:  # whatever a damaged workbook makes its readers raise
        raise Refusal("no_sheet", str(path), str(error) or type(error).__name__) from error
    unknown = [code for code in table["code"].dropna() if str(code) not in policy_areas()]
    if unknown:
        raise Refusal("no_sheet", str(path), f"policy area {unknown[0]} does not exist")
    for one in filled.columns.intersection(list(QUESTIONS)):
        wrong = sorted(set(filled[one].dropna()) - set(QUESTIONS[one]))
        if wrong:
            raise Refusal("no_sheet", str(path), f"the {one} {wrong[0]} does not exist")
    return table


def _instruments(shown: pd.DataFrame) -> dict[str, pd.Series]:
    """The sides and directives that were chosen, as far as a sheet has their columns."""
    return {
        one: shown[one].astype("string").str.extract(r"^\s*(\S+)")[0].str.lower()
        for one in QUESTIONS
        if one in shown
    }


def _key_of(path: Path, shown: pd.DataFrame, given: Path | None) -> pd.DataFrame:
    """The key that has the sentences of a sheet: the one given, or one beside the sheet."""
    beside = [key_path(path), *sorted(path.parent.glob("*-key.csv"))]
    for one in [given] if given else beside:
        if one.is_file():
            key = unescaped_cells(pd.read_csv(one, encoding="utf-8-sig"))
            if set(KEY_COLUMNS) < set(key) and _same_sentences(shown, key):
                return key
    raise Refusal("no_key", str(path), (given or key_path(path)).name)


def _same_sentences(shown: pd.DataFrame, key: pd.DataFrame) -> bool:
    """Whether the sentences are those of the key; a coder may have touched one in ten."""
    both = shown.merge(key, on="id", suffixes=("", "_key"))
    ours, theirs = (
        both[name].astype("string").str.replace(r"\s", "", regex=True)
        for name in ("sentence", "sentence_key")
    )
    return len(both) == len(shown) == len(key) and bool((ours == theirs).mean() >= 0.9)
