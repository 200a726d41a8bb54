"""Intercoder agreement, and the accuracy of the automatic coding."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from sklearn.metrics import cohen_kappa_score

from analysis.areas.instrument_questions import QUESTIONS, Question, numbered
from analysis.areas.post_strata import post_strata
from corpus.arrays import Bools, Floats
from corpus.lexicon.lists import policy_areas
from corpus.schema import check_columns


def agreement(sheets: Sequence[pd.DataFrame], *, question: Question = "code") -> pd.DataFrame:
    """Intercoder agreement between readers, and between each reader and the automatic coding.

    A sheet is drawn by the machine's codes, rare areas in excess; the plain share of its sentences
    with the same code is therefore not that of the corpus. ``agreement`` is: each stratum counts by
    its size in the corpus (``stratified_share``). Kappa and alpha are of the sheet as it is.

    Args:
        sheets: from ``read_sheet``, one per reader, of the same sentences.
        question: the column that is compared: ``code`` (the policy area), ``side`` or
            ``directive``.

    Returns:
        One row per pair (readers by number, and the machine): one, other, sentences (coded by
        both), agreement (the share of the corpus to which both give the same code, as estimated
        from the sheet), low, high (its 95% interval), in_sheet (the share of the sheet's
        sentences), kappa (Cohen 1960), alpha (Krippendorff's, nominal, of the pair). With two
        readers or more, a last row ``all readers`` holds alpha over all of them, and the number of
        sentences that each of them coded.

    Raises:
        ValueError: if no sheet is given, or a sheet does not have the question or holds no codes.

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
    sheets = [numbered(sheet, question) for sheet in sheets]
    codes = _aligned(sheets, question)
    drawn = sheets[0].set_index("id", drop=False)
    rows = [_pair(codes, drawn, *pair) for pair in combinations(codes.columns, 2)]
    readers = codes.drop(columns="machine")
    if readers.shape[1] > 1:
        rows.append(
            (
                "all readers",
                "",
                int(readers.notna().all(axis=1).sum()),
                *[np.nan] * 5,
                krippendorff_alpha(readers),
            )
        )
    columns = [
        "one",
        "other",
        "sentences",
        "agreement",
        "low",
        "high",
        "in_sheet",
        "kappa",
        "alpha",
    ]
    return pd.DataFrame(rows, columns=columns)


def _aligned(sheets: Sequence[pd.DataFrame], question: Question) -> pd.DataFrame:
    if not sheets:
        raise ValueError("sheets is empty; give at least one coding sheet")
    for number, sheet in enumerate(sheets, start=1):
        check_columns(sheet, ["id", "code", "machine"], f"sheet {number}")
        if sheet["code"].isna().all():
            raise ValueError(f"sheet {number}: no sentence is coded; fill in the column {question}")
    codes = pd.DataFrame(
        {
            f"reader {number}": sheet.set_index("id")["code"]
            for number, sheet in enumerate(sheets, start=1)
        }
    )
    return codes.assign(machine=sheets[0].set_index("id")["machine"].astype("Int64"))


def _pair(codes: pd.DataFrame, drawn: pd.DataFrame, one: str, other: str) -> tuple[object, ...]:
    coded = codes[[one, other]].notna().all(axis=1)
    both = codes.loc[coded, [one, other]].astype(int)
    alike = (both[one] == both[other]).to_numpy()
    share = (np.nan, np.nan, np.nan)
    if len(both):
        share = post_strata(drawn.loc[codes.index], coded.to_numpy()).share(alike)
    in_sheet = alike.mean() if len(both) else np.nan
    varied = both.to_numpy().size > 0 and np.unique(both).size > 1
    kappa = cohen_kappa_score(both[one], both[other]) if varied else np.nan
    return one, other, len(both), *share, in_sheet, kappa, krippendorff_alpha(both)


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


def machine_quality(sheet: pd.DataFrame, *, question: Question = "code") -> pd.DataFrame:
    """Precision and recall of the automatic coding by code, and the corrected shares.

    The reader's codes are the reference. Sentences are drawn with unequal probabilities, so each
    one counts by the number of sentences of the corpus that it stands for. The corrected share is
    post-stratified: of the sentences that the machine gives one code, whose number in the corpus is
    known, the share that the reader gives the area, times that number, summed over the codes. Codes
    with fewer than five coded sentences are put together within their stratum. The interval is that
    of ``stratified_share``. Sides and directives cross the strata, which are those of areas: the
    sentences to which the machine gives one of them count by their weights, as
    ``(Σ w)² / Σ w²`` sentences (Kish 1965).

    Args:
        sheet: from ``read_sheet``; sentences without a code are left out.
        question: the column that is the reference: ``code`` (the policy area), ``side`` or
            ``directive``.

    Returns:
        One row per area (side, directive) that the reader or the machine used: code, name, n
        (sentences to which the reader gave it), precision, recall (weighted; missing where
        undefined), machine (share of the corpus by automatic coding, in %; missing where the
        machine gives it to no sentence of the sheet), corrected (the corrected share, in %), low,
        high (its 95% interval), by_reader (share by the reader's codes, weighted by the probability
        with which each sentence was drawn, in %). ``by_reader`` differs from ``corrected`` where
        areas were requested, or sentences left blank; ``corrected`` then has the smaller error.

    Raises:
        ValueError: if no sentence is coded.

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
    sheet = numbered(sheet, question)
    check_columns(sheet, ["code", "machine"], "the sheet (from read_sheet)")
    filled = sheet["code"].notna().to_numpy()
    if not filled.any():
        raise ValueError(f"the sheet has no coded sentence; fill in the column {question}")
    strata, coded = post_strata(sheet, filled), sheet[filled]
    reader, machine = (coded[name].to_numpy(dtype=int) for name in ("code", "machine"))
    rows = []
    for area in sorted(set(reader) | set(machine)):
        true, given = reader == area, machine == area
        share, low, high = strata.share(true)
        rows.append(
            (
                *_named(area, question),
                int(true.sum()),
                *_precision_and_recall(true, given, strata.weights),
                100 * _by_machine(sheet, area),
                *(100 * one for one in (share, low, high)),
                100 * np.average(true, weights=_drawn_for(coded)),
            )
        )
    columns = ["code", "name", "n", "precision", "recall", "machine", "corrected", "low", "high"]
    return pd.DataFrame(rows, columns=[*columns, "by_reader"])


def _named(number: int, question: Question) -> tuple[int | str, str]:
    """The code of a number, and its name."""
    if question == "code":
        return number, policy_areas()[str(number)]["name_en"]
    code, label = list(QUESTIONS[question].items())[number]
    return code, label.english


def _drawn_for(sheet: pd.DataFrame) -> Floats:
    if "weight" not in sheet:
        return np.ones(len(sheet))
    return sheet["weight"].to_numpy(dtype=float)


def _precision_and_recall(true: Bools, given: Bools, weight: Floats) -> tuple[float, float]:
    correct = weight[true & given].sum()
    precision = correct / weight[given].sum() if given.any() else np.nan
    return precision, correct / weight[true].sum() if true.any() else np.nan


def _by_machine(sheet: pd.DataFrame, area: int) -> float:
    """The share of the corpus that the machine gives the area."""
    weight, given = _drawn_for(sheet), (sheet["machine"] == area).to_numpy()
    counted = [one for one in ("in_corpus", "coded_alike") if one in sheet]
    if counted:
        alike = sheet[counted[0]][given]
        return float(alike.iloc[0] / weight.sum()) if len(alike) else np.nan
    return float(weight[given].sum() / weight.sum())
