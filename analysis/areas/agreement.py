"""How far coders agree, and the machine with them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from sklearn.metrics import cohen_kappa_score

from analysis.uncertainty.proportions import wilson_interval
from corpus.lexicon.lists import policy_areas


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
        rows.append(
            (
                "all readers",
                "",
                int(readers.notna().all(axis=1).sum()),
                np.nan,
                np.nan,
                np.nan,
                np.nan,
                krippendorff_alpha(readers),
            )
        )
    columns = ["one", "other", "sentences", "agreement", "low", "high", "kappa", "alpha"]
    return pd.DataFrame(rows, columns=columns)


def _aligned(sheets: Sequence[pd.DataFrame]) -> pd.DataFrame:
    if not sheets:
        raise ValueError("there is no sheet")
    for number, sheet in enumerate(sheets, start=1):
        if sheet["code"].isna().all():
            raise ValueError(f"sheet {number} has no code")
    codes = pd.DataFrame(
        {
            f"reader {number}": sheet.set_index("id")["code"]
            for number, sheet in enumerate(sheets, start=1)
        }
    )
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
        rows.append(
            (
                area,
                policy_areas()[str(area)]["name_en"],
                int(true.sum()),
                hit / weight[said].sum() if said.any() else np.nan,
                se,
                100 * p,
                100 * float(np.clip(corrected, 0, 1)),
                100 * weight[true].sum() / weight.sum(),
            )
        )
    columns = ["code", "name", "n", "precision", "recall", "machine", "corrected", "by_reader"]
    return pd.DataFrame(rows, columns=columns)
