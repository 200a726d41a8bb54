"""Labels of columns as a table has them: with the confidence level of its intervals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from analysis.confidence import COLUMN, at_confidence, confidence_of
from analysis.export.labels import Label

_LEVEL: Final = Label("confidence level", "置信水平")


def labels_for(table: pd.DataFrame, labels: Mapping[str, Label]) -> dict[str, Label]:
    """Labels of columns, with the confidence level of the table, if another, where they name one.

    Args:
        table: that is labelled.
        labels: written for intervals of 95%.

    Example:
        >>> import pandas as pd
        >>> from analysis.export.labels import Label
        >>> from analysis.export.table_labels import labels_for
        >>> labels = {"low": Label("95% CI, lower limit", "95%置信区间下限")}
        >>> table = pd.DataFrame({"low": [1.0], "confidence_level": [0.9]})
        >>> labels_for(table, labels)["low"].in_language("zh")
        '90%置信区间下限'
    """
    level = confidence_of(table)
    said = {
        name: label._replace(
            english=at_confidence(label.english, level), chinese=at_confidence(label.chinese, level)
        )
        for name, label in labels.items()
    }
    named = labels and COLUMN in table
    return said | ({COLUMN: said.get(COLUMN, _LEVEL)} if named else {})
