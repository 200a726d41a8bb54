"""Tables as Stata files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
import pandas as pd

from analysis.export.labels import CREATED, Label, value_labels
from corpus.language import Lang

_STATA_LABEL = 80  # characters; Stata truncates longer labels
_STATA_STRING = 2_045  # bytes; longer texts are stored as strL
# Reserved words of Stata; a column with such a name gets an underscore at its end.
_RESERVED: Final = (
    "byte",
    "class",
    "double",
    "end",
    "float",
    "if",
    "in",
    "int",
    "long",
    "using",
    "with",
)


def write_stata(
    table: pd.DataFrame,
    path: Path,
    labels: Mapping[str, Label],
    title: str,
    lang: Lang = "en",
) -> None:
    """Writes a table as a Stata file (version 118), with labels of variables, values and data.

    Whole numbers are integers, or doubles where some are missing, as yes and no are; infinite
    numbers, which Stata does not have, are missing, and missing texts are empty. A column that
    ``value_labels`` knows (level, orientation, verdict, area), or its label, stays as it is, and
    the next one, level_code and so on, has its values as numbers with value labels in the language
    asked for.

    Raises:
        ValueError: if the table has no column.
    """
    if not len(table.columns):
        raise ValueError("the table has no columns; a Stata file needs one at least")
    labels = {
        **labels,
        **{f"{one}_code": labels[one] for one in coded_columns(table, labels) if one in labels},
    }
    table, meanings = with_codes(table, lang, labels)
    plain = pd.DataFrame({name: _for_stata(table[name]) for name in table})
    plain = plain.rename(columns=stata_name)
    shown = {
        stata_name(name): _label(label, lang) for name, label in labels.items() if name in table
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
        value_labels=cast(Any, meanings or None),
        data_label=title[:_STATA_LABEL] or None,
        convert_strl=long or None,
        time_stamp=CREATED,
    )


def _label(label: Label, lang: Lang) -> str:
    """A label in both languages; where that is too long for Stata, in the language asked for."""
    both = f"{label.english} {label.chinese}"
    one = label.in_language(lang)
    return (both if len(both) <= _STATA_LABEL else one)[:_STATA_LABEL]


def stata_name(name: str) -> str:
    """What a column is called in a Stata file.

    Args:
        name: of the column.

    Example:
        >>> from analysis.export.stata import stata_name
        >>> stata_name("start"), stata_name("end")
        ('start', 'end_')
    """
    return f"{name}_" if name in _RESERVED else name


def with_codes(
    table: pd.DataFrame, lang: Lang, labels: Mapping[str, Label]
) -> tuple[pd.DataFrame, dict[str, dict[int, str]]]:
    """The table with the values of some columns as numbers too, and what the numbers mean.

    Args:
        table: any table.
        lang: language of the labels.
        labels: of columns, with those of the values of some.
    """
    coded, meanings = table.copy(), {}
    for name in coded_columns(table, labels):
        known = labels_of(name, labels)
        numbers = numbered(known)
        codes = table[name].astype("string").map(numbers).astype("Int64")
        coded.insert(list(coded).index(name) + 1, f"{name}_code", codes)
        shown = {one: label.in_language(lang) for one, label in known.items()}
        meanings[f"{name}_code"] = {numbers[one]: shown[one] for one in known}
    return coded, meanings


def numbered(known: Iterable[str]) -> dict[str, int]:
    """The number that stands for each value: that of a code, or else its place."""
    return {one: int(one) if one.isdigit() else n for n, one in enumerate(known, start=1)}


def labels_of(column: str, labels: Mapping[str, Label]) -> Mapping[str, Label]:
    """The labels of a column's values, those given first."""
    given = labels[column].values if column in labels else {}
    return given or value_labels(column)


def coded_columns(table: pd.DataFrame, labels: Mapping[str, Label]) -> list[str]:
    """The columns whose values all have a label, and which have no codes yet."""
    return [
        str(name)
        for name in table
        if (known := labels_of(str(name), labels))
        and f"{name}_code" not in table
        and set(table[name].dropna().astype(str)) <= set(known)
    ]


def _for_stata(column: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(column):
        return column.astype("float64" if column.isna().any() else "int8")
    if pd.api.types.is_integer_dtype(column) and not column.isna().any():
        return column.astype("int64" if column.abs().max() > 2**31 - 8 else "int32")
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("float64").replace([np.inf, -np.inf], np.nan)
    return column.astype(object).where(column.notna(), "").astype(str).astype(object)
