"""The confidence level of a table's intervals, which travels with it to all that is said of it."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

USUAL: Final = 0.95
COLUMN: Final = "confidence_level"
# Words are written for 95%; a share of 95% that something else has is no level.
_LEVEL: Final = re.compile(r"95%( ?)(?=CIs?\b|confidence intervals?\b|intervals?\b|置信区间)")


def with_confidence(table: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """The table with the level of its intervals in ``confidence_level``, unless it is 95%.

    A column is kept in files and by most that is done to a table; pandas' ``attrs`` are not.

    Args:
        table: with intervals.
        confidence: their level, between 0 and 1.

    Example:
        >>> import pandas as pd
        >>> from analysis.confidence import with_confidence
        >>> table = pd.DataFrame({"low": [1.0], "high": [2.0]})
        >>> list(with_confidence(table, 0.9)), list(with_confidence(table, 0.95))
        (['low', 'high', 'confidence_level'], ['low', 'high'])
    """
    return table if confidence == USUAL else table.assign(**{COLUMN: confidence})


def confidence_of(*tables: pd.DataFrame | None) -> float | None:
    """The confidence level of the intervals in one table or several; None where levels differ.

    Args:
        tables: those without the column ``confidence_level`` have intervals of 95%, and so have
            rows in which it is empty, such as rows put beneath those of another level.

    Example:
        >>> import pandas as pd
        >>> from analysis.confidence import confidence_of
        >>> table = pd.DataFrame({"low": [1.0], "high": [2.0]})
        >>> confidence_of(table), confidence_of(table.assign(confidence_level=0.9))
        (0.95, 0.9)
        >>> confidence_of(table, table.assign(confidence_level=0.9)) is None
        True
    """
    found = {level for one in tables if one is not None and len(one) for level in _levels(one)}
    if not found:
        return USUAL
    return found.pop() if len(found) == 1 else None


def the_confidence_of(*tables: pd.DataFrame) -> float:
    """As ``confidence_of``, where intervals are computed from intervals.

    Raises:
        ValueError: if the levels differ.

    Example:
        >>> import pandas as pd
        >>> from analysis.confidence import the_confidence_of
        >>> the_confidence_of(pd.DataFrame({"low": [1.0], "confidence_level": [0.9]}))
        0.9
    """
    level = confidence_of(*tables)
    if level is None:
        raise ValueError(
            "the intervals have several confidence levels; give rows of one confidence_level"
        )
    return level


def _levels(table: pd.DataFrame) -> list[float]:
    if COLUMN not in table:
        return [USUAL]
    return [float(one) for one in table[COLUMN].astype(float).fillna(USUAL).unique()]


def at_confidence(text: str, confidence: float | None) -> str:
    """Words on 95% intervals, said of another level.

    Args:
        text: such as a heading, a note or a sentence, in English or Chinese.
        confidence: the level; None for intervals of several, of which none is named.

    Example:
        >>> from analysis.confidence import at_confidence
        >>> at_confidence("95% of words (95% CI [94, 96])", 0.9)
        '95% of words (90% CI [94, 96])'
        >>> at_confidence("误差线为95%置信区间", 0.99), at_confidence("95% CI, lower", None)
        ('误差线为99%置信区间', 'CI, lower')
    """
    return _LEVEL.sub("" if confidence is None else rf"{100 * confidence:.10g}%\1", text)
