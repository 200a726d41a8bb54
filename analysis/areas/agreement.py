"""Intercoder agreement, and the accuracy of the automatic coding."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from sklearn.metrics import cohen_kappa_score

from analysis.uncertainty.proportions import wilson_interval
from corpus.lexicon.lists import policy_areas


def agreement(sheets: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Intercoder agreement between readers, and between each reader and the automatic coding.

    Args:
        sheets: from ``read_sheet``, one per reader, of the same sentences.

    Returns:
        One row per pair (readers by number, and the machine): one, other, sentences (coded by
        both), agreement (their share with the same code), low, high (95% Wilson interval), kappa
        (Cohen 1960), alpha (Krippendorff's, nominal, of the pair). With two readers or more, a last
        row ``all readers`` holds alpha over all of them, and the number of sentences that each of
        them coded.

    Raises:
        ValueError: if no sheet is given, or a sheet holds no codes.

    Example:
        >>> import pandas as pd
        >>> from analysis.areas.agreement import agreement
        >>> one = pd.DataFrame({"id": [1, 2, 3, 4], "code": [6, 7, 6, 15], "machine": [6, 7, 6, 7]})
        >>> table = agreement([one, one.assign(code=[6, 7, 7, 15])])
        >>> print(table[["one", "other", "agreement", "alpha"]].round(2).to_string(index=False))
                one    other  agreement  alpha
           reader 1 reader 2       0.75   0.67
           reader 1  machine       0.75   0.63
           reader 2  machine       0.50   0.26
        all readers                 NaN   0.67
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
        raise ValueError("sheets is empty; give at least one coding sheet")
    for number, sheet in enumerate(sheets, start=1):
        if sheet["code"].isna().all():
            raise ValueError(f"sheet {number}: no sentence is coded; fill in the column code")
    codes = pd.DataFrame(
        {
            f"reader {number}": sheet.set_index("id")["code"]
            for number, sheet in enumerate(sheets, start=1)
        }
    )
    return codes.assign(machine=sheets[0].set_index("id")["machine"].astype("Int64"))


def _pair(codes: pd.DataFrame, one: str, other: str) -> tuple[object, ...]:
    both = codes[[one, other]].dropna().astype(int)
    agreed = int((both[one] == both[other]).sum())
    low, high = wilson_interval(agreed, max(len(both), 1))
    share = agreed / len(both) if len(both) else np.nan
    varied = both.to_numpy().size > 0 and np.unique(both).size > 1
    kappa = cohen_kappa_score(both[one], both[other]) if varied else np.nan
    return one, other, len(both), share, float(low), float(high), kappa, krippendorff_alpha(both)


def krippendorff_alpha(codes: pd.DataFrame) -> float:
    """Krippendorff's alpha for nominal codes (Krippendorff 2019, chapter 12).

    ``1 − D_o / D_e``, the observed over the expected disagreement. Of the m_u readers who coded
    sentence u, n_uc gave it code c; n_c sums n_uc over the sentences, and n is the sum of n_c.
    Then ``D_o = Σ_u Σ_{c≠k} n_uc n_uk / (m_u − 1) / n`` and
    ``D_e = Σ_{c≠k} n_c n_k / (n (n − 1))``. Sentences coded by one reader only are left out.

    Args:
        codes: one row per sentence, one column per reader; missing where a reader gave no code.

    Returns:
        1 for full agreement, 0 for agreement by chance; NaN where all codes are the same.

    Example:
        >>> import pandas as pd
        >>> from analysis.areas import krippendorff_alpha
        >>> codes = pd.DataFrame({"reader 1": [6, 7, 6, 15, 3], "reader 2": [6, 7, 7, 15, None]})
        >>> round(krippendorff_alpha(codes), 2)
        0.67
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
    """Precision and recall of the automatic coding by policy area, and the corrected shares.

    The reader's codes are the reference. Sentences are drawn with unequal probabilities, so each
    one counts by its weight. With se and sp the weighted sensitivity and specificity of the
    automatic coding and p the share that it gives an area, the corrected prevalence is
    ``(p + sp − 1) / (se + sp − 1)`` (Rogan and Gladen 1978).

    Args:
        sheet: from ``read_sheet``; sentences without a code are left out.

    Returns:
        One row per area that the reader or the machine used: code, name, n (sentences to which the
        reader gave it), precision, recall (weighted; missing where undefined), machine (share by
        automatic coding, in %), corrected (the corrected share, in %; missing where se + sp is at
        most 1), by_reader (share by the reader's codes, weighted, in %).

    Example:
        >>> import pandas as pd
        >>> from analysis.areas import machine_quality
        >>> sheet = pd.DataFrame({"id": [1, 2, 3, 4], "code": [6, 6, 7, 7],
        ...                       "machine": [6, 7, 7, 7], "weight": [2.0, 1.0, 2.0, 5.0]})
        >>> table = machine_quality(sheet)
        >>> print(table[["name", "precision", "recall", "machine", "corrected"]].round(2)
        ...       .to_string(index=False))
               name  precision  recall  machine  corrected
          Education       1.00    0.67     20.0       30.0
        Environment       0.88    1.00     80.0       70.0
    """
    coded = sheet.dropna(subset="code")
    weight = coded["weight"].to_numpy(dtype=float)
    reader, machine = (coded[name].to_numpy(dtype=int) for name in ("code", "machine"))
    rows = []
    for area in sorted(set(reader) | set(machine)):
        true, given = reader == area, machine == area
        correct = weight[true & given].sum()
        se = correct / weight[true].sum() if true.any() else np.nan
        sp = weight[~true & ~given].sum() / weight[~true].sum() if (~true).any() else np.nan
        p = weight[given].sum() / weight.sum()
        corrected = (p + sp - 1) / (se + sp - 1) if se + sp > 1 else np.nan
        rows.append(
            (
                area,
                policy_areas()[str(area)]["name_en"],
                int(true.sum()),
                correct / weight[given].sum() if given.any() else np.nan,
                se,
                100 * p,
                100 * float(np.clip(corrected, 0, 1)),
                100 * weight[true].sum() / weight.sum(),
            )
        )
    columns = ["code", "name", "n", "precision", "recall", "machine", "corrected", "by_reader"]
    return pd.DataFrame(rows, columns=columns)
