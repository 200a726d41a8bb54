"""Tables as Stata files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.export.labels import CREATED, Label

_STATA_LABEL = 80  # characters; Stata truncates longer labels
_STATA_STRING = 2_045  # bytes; longer texts are stored as strL
# Reserved words of Stata; a column with such a name gets an underscore at its end.
_RESERVED = ("byte", "class", "double", "end", "float", "if", "in", "int", "long", "using", "with")


def write_stata(table: pd.DataFrame, path: Path, labels: Mapping[str, Label], title: str) -> None:
    """Writes a table as a Stata file (version 118), with labels of variables and data.

    Whole numbers are integers, or doubles where some are missing, as yes and no are; infinite
    numbers, which Stata does not have, are missing, and missing texts are empty.
    """
    plain = pd.DataFrame({name: _for_stata(table[name]) for name in table})
    plain = plain.rename(columns={name: f"{name}_" for name in _RESERVED})
    shown = {
        f"{name}_" if name in _RESERVED else name: f"{label.english} {label.chinese}"[:_STATA_LABEL]
        for name, label in labels.items()
        if name in table
    }
    long = [
        name
        for name in plain
        if plain[name].dtype == object
        and plain[name].map(lambda text: len(text.encode())).max() > _STATA_STRING
    ]
    plain.to_stata(
        path,
        write_index=False,
        version=118,
        variable_labels=shown,
        data_label=title[:_STATA_LABEL] or None,
        convert_strl=long or None,
        time_stamp=CREATED,
    )


def _for_stata(column: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(column):
        return column.astype("float64" if column.isna().any() else "int8")
    if pd.api.types.is_integer_dtype(column) and not column.isna().any():
        return column.astype("int64" if column.abs().max() > 2**31 - 8 else "int32")
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("float64").replace([np.inf, -np.inf], np.nan)
    return column.astype(object).where(column.notna(), "").astype(str).astype(object)
