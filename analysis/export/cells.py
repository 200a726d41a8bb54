"""Cells and heads of a table as readers see them: rounded numbers, codes in their words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Final

import numpy as np
import pandas as pd

from analysis.confidence import at_confidence, confidence_of
from analysis.export.headings import heading, value_name
from corpus.language import Lang, check_language

# A value just below 0.625 is shown as 0.62, and 0.625 itself as 0.63. The last bit of a result may
# differ between machines, so values are rounded to 9 decimals before they are rounded for display.
_STEADY = 9
_P_VALUES: Final = ("p", "p_adjusted")
_LARGE: Final = 10_000  # whole numbers from here on have no decimals
_TRUTH: Final[dict[Lang, tuple[str, str]]] = {"en": ("no", "yes"), "zh": ("否", "是")}


def cells(table: pd.DataFrame, digits: int, lang: Lang | None = None) -> list[list[str]]:
    """The cells of a table as text, row by row: decimals rounded, missing values empty.

    Args:
        table: the table.
        digits: number of decimal places.
        lang: of the codes and truth values; None as files have them.

    Example:
        >>> import pandas as pd
        >>> from analysis.export.cells import cells
        >>> table = pd.DataFrame({"verdict": ["met", None], "p": [0.0001, 0.25]})
        >>> cells(table, 2)
        [['met', '0.00'], ['', '0.25']]
        >>> cells(table, 2, "zh")
        [['完成', '<0.001'], ['', '0.250']]
    """
    return [
        [_cell(value, name, digits, lang) for name, value in zip(table, row, strict=True)]
        for row in table.itertuples(index=False, name=None)
    ]


def heads(
    table: pd.DataFrame, lang: Lang | None, names: Mapping[str, str] | None = None
) -> list[str]:
    """What the columns of a table are headed with, in their order.

    Args:
        table: the table.
        lang: of the heads; None for the names that files have.
        names: heads of one's own, by the name of the column.

    Example:
        >>> import pandas as pd
        >>> from analysis.export.cells import heads
        >>> table = pd.DataFrame({"term": ["创新"], "n": [8], "mine": [1]})
        >>> heads(table, "en", {"n": "Times"}), heads(table, None)
        (['Term', 'Times', 'mine'], ['term', 'n', 'mine'])
    """
    if lang is not None:
        check_language(lang)
    own, level = names or {}, confidence_of(table)
    return [
        at_confidence(own.get(str(name)) or _head(table[name], name, lang), level) for name in table
    ]


def is_number(column: pd.Series) -> bool:
    """Whether a column has numbers, which are aligned right.

    Example:
        >>> import pandas as pd
        >>> from analysis.export.cells import is_number
        >>> is_number(pd.Series([1.5])), is_number(pd.Series([True])), is_number(pd.Series(["1"]))
        (True, False, False)
    """
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _head(column: pd.Series, name: Hashable, lang: Lang | None) -> str:
    return str(name) if lang is None else heading(name, lang, numeric=is_number(column))


def _cell(value: object, name: Hashable, digits: int, lang: Lang | None) -> str:
    """A value as a journal prints it: what is missing is an empty cell."""
    if value is None or value is pd.NA or value != value:
        return ""
    if lang is not None:
        if isinstance(value, bool | np.bool_):
            return _TRUTH[lang][int(value)]
        if isinstance(value, str):
            return value_name(name, value, lang)
        if isinstance(value, float) and name in _P_VALUES:
            return "<0.001" if value < 0.0005 else f"{round(value, _STEADY):.3f}"
        if isinstance(value, float) and _without_decimals(value, str(name)):
            return f"{value:,.0f}"
    if isinstance(value, float):
        return f"{round(value, _STEADY):,.{digits}f}"
    return str(value)


def _without_decimals(value: float, name: str) -> bool:
    is_rank = name == "rank" or name.endswith("_rank")
    return value.is_integer() and (is_rank or abs(value) >= _LARGE)
