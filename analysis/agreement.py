"""Coding sheets for human readers, and how far readers and the machine agree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import cohen_kappa_score

from analysis.coding import code_sentences, sentences_in_context
from analysis.export import write_coding_sheet
from analysis.uncertainty import wilson_interval
from corpus.errors import Refusal
from corpus.folder import Corpus
from corpus.lexicon import policy_areas
from corpus.report import SPOKEN
from corpus.store import read_table

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
        raise ValueError(f"there is no policy area {unknown[0]}" if unknown
                         else f"sentences is {sentences}; it must be 1 or more")  # fmt: skip
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
    return table[["id", "report_id", "start", "end", "heading", "previous", "sentence", "machine",
                  "weight"]]  # fmt: skip


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


def agreement(sheets: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """How far readers agree with each other, and the machine with them.

    Args:
        sheets: from ``read_sheet``, one a reader.

    Returns:
        A row a pair (readers by number, and the machine): one, other, sentences (coded by both),
        agreement, low, high (95%, Wilson), kappa (Cohen 1960), alpha (Krippendorff's, nominal;
        of the pair), and a last row ``all readers`` with alpha over all of them.

    Raises:
        ValueError: where no sheet is given, or one has no code.
    """
    codes = _aligned(sheets)
    rows = [_pair(codes, *pair) for pair in combinations(codes.columns, 2)]
    readers = codes.drop(columns="machine")
    if readers.shape[1] > 1:
        rows.append(("all readers", "", int(readers.notna().all(axis=1).sum()), np.nan, np.nan,
                     np.nan, np.nan, krippendorff_alpha(readers)))  # fmt: skip
    columns = ["one", "other", "sentences", "agreement", "low", "high", "kappa", "alpha"]
    return pd.DataFrame(rows, columns=columns)


def _aligned(sheets: Sequence[pd.DataFrame]) -> pd.DataFrame:
    if not sheets:
        raise ValueError("there is no sheet")
    for number, sheet in enumerate(sheets, start=1):
        if sheet["code"].isna().all():
            raise ValueError(f"sheet {number} has no code")
    codes = pd.DataFrame({f"reader {number}": sheet.set_index("id")["code"]
                          for number, sheet in enumerate(sheets, start=1)})  # fmt: skip
    return codes.assign(machine=sheets[0].set_index("id")["machine"].astype("Int64"))


def _pair(codes: pd.DataFrame, one: str, other: str) -> tuple[object, ...]:
    both = codes[[one, other]].dropna().astype(int)
    hits = int((both[one] == both[other]).sum())
    low, high = wilson_interval(hits, max(len(both), 1))
    share = hits / len(both) if len(both) else np.nan
    varied = both.to_numpy().size > 0 and np.unique(both).size > 1
    kappa = cohen_kappa_score(both[one], both[other]) if varied else np.nan
    return one, other, len(both), share, float(low), float(high), kappa, krippendorff_alpha(both)


def krippendorff_alpha(codes: pd.DataFrame) -> float:
    """Krippendorff's alpha for codes without an order (2019, chapter 12).

    ``1 − D_o / D_e``: with n_uc readers of the m_u who coded sentence u giving it c, n_c their sums
    and n all of them, ``D_o = Σ_u Σ_{c≠k} n_uc n_uk / (m_u − 1) / n`` and
    ``D_e = Σ_{c≠k} n_c n_k / (n (n − 1))``. Sentences coded once are left out.

    Args:
        codes: a row a sentence, a column a reader; missing where a reader gave none.

    Returns:
        1 for full agreement, 0 for that of chance; NaN where no code differs from another.
    """
    long = codes.astype("Int64").stack().dropna()
    n_uc = pd.crosstab(long.index.get_level_values(0), long.to_numpy(dtype=int)).to_numpy()
    n_uc = n_uc[n_uc.sum(axis=1) > 1].astype(float)
    m_u, n_c, n = n_uc.sum(axis=1), n_uc.sum(axis=0), n_uc.sum()
    expected = n**2 - (n_c**2).sum()
    if n == 0 or expected == 0:
        return float("nan")
    observed = ((m_u**2 - (n_uc**2).sum(axis=1)) / (m_u - 1)).sum()
    return float(1 - observed * (n - 1) / expected)


def machine_quality(sheet: pd.DataFrame) -> pd.DataFrame:
    """How good the machine is by a reader, area by area, and how common each area truly is.

    Sentences were drawn with unequal chances, so that each counts by its weight. With se and sp
    the machine's sensitivity and specificity so weighted, and p the share of the area by machine,
    the corrected prevalence is ``(p + sp − 1) / (se + sp − 1)`` (Rogan and Gladen 1978).

    Args:
        sheet: from ``read_sheet``.

    Returns:
        A row an area of reader or machine: code, name, n (sentences that the reader gave it),
        precision, recall (weighted; missing where undefined), machine (its share by machine, in
        %), corrected (in %; missing where se + sp is 1 or less), by_reader (its share by the
        reader's codes, weighted, in %).
    """
    coded = sheet.dropna(subset="code")
    weight = coded["weight"].to_numpy(dtype=float)
    reader, machine = (coded[name].to_numpy(dtype=int) for name in ("code", "machine"))
    rows = []
    for area in sorted(set(reader) | set(machine)):
        true, said = reader == area, machine == area
        hit = weight[true & said].sum()
        se = hit / weight[true].sum() if true.any() else np.nan
        sp = weight[~true & ~said].sum() / weight[~true].sum() if (~true).any() else np.nan
        p = weight[said].sum() / weight.sum()
        corrected = (p + sp - 1) / (se + sp - 1) if se + sp > 1 else np.nan
        rows.append((area, policy_areas()[str(area)]["name_en"], int(true.sum()),
                     hit / weight[said].sum() if said.any() else np.nan, se, 100 * p,
                     100 * float(np.clip(corrected, 0, 1)),
                     100 * weight[true].sum() / weight.sum()))  # fmt: skip
    columns = ["code", "name", "n", "precision", "recall", "machine", "corrected", "by_reader"]
    return pd.DataFrame(rows, columns=columns)
