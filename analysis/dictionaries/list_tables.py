"""What else a researcher's table has beside its words: weights, and scores of policies."""

from __future__ import annotations

from io import BytesIO, StringIO
from pathlib import Path

import pandas as pd

from analysis.dictionaries.intensities import SCORES
from analysis.dictionaries.list_text import list_text
from corpus.errors import Refusal
from corpus.files import read_regular
from corpus.reading.workbook import check_workbook

_TERMS = ("term", "word", "keyword", "词", "词语", "关键词")
_WEIGHTS = ("weight", "权重")


def read_scores(path: str | Path) -> pd.DataFrame:
    r"""A table of scores, such as a coding sheet with the columns p, m and g.

    Args:
        path: of the file, a .csv or .xlsx (its first sheet) with a head.

    Returns:
        Its rows and columns; names without spaces around them and in small letters.

    Raises:
        Refusal: ``not_found``, ``unreadable``, ``not_a_list``, ``not_text`` or ``damaged``.

    Example:
        >>> from pathlib import Path
        >>> from analysis.dictionaries import read_scores
        >>> path = Path("scores.csv")
        >>> _ = path.write_text("region,year,P,M,G\n甲市,2020,2,3,1\n", encoding="utf-8")
        >>> list(read_scores(path)), len(read_scores(path))
        (['region', 'year', 'p', 'm', 'g'], 1)
    """
    path = Path(path)
    data = read_regular(path)
    try:
        table = _table(path, data)
    except Refusal:
        raise
    except Exception as error:  # whatever a damaged file makes the readers raise
        raise Refusal("damaged", str(path), str(error) or type(error).__name__) from error
    return table.rename(columns=lambda name: str(name).strip().lower())


def _table(path: Path, data: bytes) -> pd.DataFrame:
    codes = {"report_id": "string", "region_code": "string"}
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        check_workbook(data, str(path))
        return pd.read_excel(BytesIO(data), dtype=codes)
    text = list_text(data, str(path)).removeprefix("\ufeff")
    return pd.read_csv(StringIO(text), dtype=codes)


def read_weights(path: str | Path) -> dict[str, float]:
    r"""The weight of each word of a table with the columns term and weight.

    Args:
        path: of the file, a .csv or .xlsx; the columns may be called 词 and 权重.

    Returns:
        Word to weight, in the order of the file; the first of repeated words.

    Raises:
        Refusal: as ``read_scores``.
        ValueError: if there is no such column, or a weight is no number of 0 or more.

    Example:
        >>> from pathlib import Path
        >>> from analysis.dictionaries import read_weights
        >>> path = Path("weighted.csv")
        >>> _ = path.write_text("term,weight\n减排,2\n环保,0.5\n", encoding="utf-8")
        >>> read_weights(path)
        {'减排': 2.0, '环保': 0.5}
    """
    table = read_scores(path)
    columns = [next((one for one in names if one in table), None) for names in (_TERMS, _WEIGHTS)]
    if None in columns:
        raise ValueError("the list has no columns term and weight; expert weights need both")
    rows = table[columns].dropna(subset=columns[:1])
    terms = rows[columns[0]].astype(str).str.strip()
    weights = pd.to_numeric(rows[columns[1]], errors="coerce")
    wrong = terms[~(weights >= 0)]
    if len(wrong):
        raise ValueError(f"{wrong.iloc[0]!r} has no weight of 0 or more; give every term one")
    listed = pd.Series(weights.to_numpy(dtype=float), index=terms)
    return {str(term): float(one) for term, one in listed[~listed.index.duplicated()].items()}


def has_scores(path: str | Path) -> bool:
    """Whether a file is a table with the columns p, m and g.

    Args:
        path: of the file.

    Example:
        >>> from analysis.dictionaries.list_tables import has_scores
        >>> has_scores("nowhere.csv")
        False
    """
    if Path(path).suffix.lower() not in (".csv", ".xlsx", ".xlsm"):
        return False
    try:
        return set(SCORES) <= set(read_scores(path))
    except Refusal:
        return False
