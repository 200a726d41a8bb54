"""The ledger: every quantity in the reports, with its indicator and unit."""

from __future__ import annotations

import pandas as pd

from analysis.targets.indicators import in_base_unit, indicators
from analysis.targets.naming import keys_of
from corpus.schema import check_columns

COLUMNS = (
    "report_id",
    "region_code",
    "region",
    "report_year",
    "start",
    "end",
    "printed",
    "value",
    "value_high",
    "unit",
    "base_value",
    "base_high",
    "base_unit",
    "indicator",
    "indicator_key",
    "indicator_en",
    "kind",
    "change",
    "bound",
    "status",
    "period",
    "modifier",
    "warning",
    "orientation",
    "sentence_id",
    "sentence",
)


def ledger(
    quantities: pd.DataFrame,
    sentences: pd.DataFrame,
    texts: pd.DataFrame,
    reports: pd.DataFrame,
) -> pd.DataFrame:
    """Every quantity in the reports, with its sentence, its indicator and its value in base units.

    Args:
        quantities: the table of the data store.
        sentences: the table of the data store.
        texts: the table of the data store.
        reports: the table of the data store.

    Returns:
        One row per quantity, in order of report and position: report_id, region_code, region,
        report_year, start, end, printed (the number as printed), value, value_high (upper limit of
        a range), unit, base_value, base_high, base_unit (see ``in_base_unit``), indicator (as
        printed), indicator_key and indicator_en (missing where the vocabulary lacks the indicator),
        kind, change, bound, status (achieved or target), period, modifier (the statistical basis,
        such as 可比), warning (a possible extraction error), orientation (time reference of the
        sentence), sentence_id, sentence.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.targets import ledger
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("quantities", "sentences", "texts", "reports")
        >>> book = ledger(*(read_table(corpus, name) for name in names))
        >>> gdp = book[book["indicator_key"] == "gdp"].head(2)
        >>> print(gdp[["indicator", "printed", "unit", "base_value"]].to_string(index=False))
           indicator printed unit   base_value
        地区生产总值   410.5 亿元 4.105000e+10
        地区生产总值       7    % 7.000000e+00
    """
    check_columns(quantities, ["report_id", "sentence_id", "value", "unit", "indicator", "status"])
    keys = ["report_id", "sentence_id"]
    places = sentences[[*keys, "start", "end", "orientation"]].rename(
        columns={"start": "first", "end": "last"}
    )
    about = reports[["report_id", "region_code", "region", "report_year"]]
    table = quantities.merge(places, on=keys, how="left", validate="many_to_one")
    table = table.merge(about, on="report_id", how="left", validate="many_to_one")
    text_of = dict(zip(texts["report_id"], texts["text"], strict=True))
    spans = zip(
        table["report_id"], table["start"], table["end"], table["first"], table["last"], strict=True
    )
    printed = [(text_of[one][a:b], text_of[one][c:d]) for one, a, b, c, d in spans]
    table["printed"] = [number for number, _ in printed]
    table["sentence"] = [" ".join(sentence.split()) for _, sentence in printed]
    units = table["unit"].fillna("").astype(str)
    for name, base in (("value", "base_value"), ("value_high", "base_high")):
        table[base] = [
            in_base_unit(value, unit)[0] for value, unit in zip(table[name], units, strict=True)
        ]
    table["base_unit"] = [in_base_unit(1.0, unit)[1] for unit in units]
    order = ["report_id", "start"]
    table = table.sort_values(order, ignore_index=True)
    named = keys_of(table)
    table["indicator_key"] = named
    table["indicator_en"] = [None if one is None else indicators()[one].name_en for one in named]
    return table[list(COLUMNS)]
