"""The ledger: every number of the reports, with its indicator and unit."""

from __future__ import annotations

import pandas as pd

from analysis.targets.indicators import in_base_unit, indicator_key, indicators
from corpus.schema import check_columns


def ledger(
    quantities: pd.DataFrame,
    sentences: pd.DataFrame,
    texts: pd.DataFrame,
    reports: pd.DataFrame,
) -> pd.DataFrame:
    """Every quantity of the reports with its sentence, its indicator by name, and its base value.

    Args:
        quantities: the table of the store.
        sentences: the table of the store.
        texts: the table of the store.
        reports: the table of the store.

    Returns:
        A row a quantity, in the order of the reports and of the text: report_id, region_code,
        region, report_year, start, end, printed (the number as it stands), value, value_high,
        unit, base_value, base_high, base_unit, indicator (as printed), indicator_key and
        indicator_en (of the vocabulary; missing where it has none), kind, change, bound, status,
        period, modifier, warning (what looks wrong in the number), orientation (of the
        sentence), sentence_id, sentence.

    Raises:
        ValueError: where a column is missing.
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
    said = [(text_of[one][a:b], text_of[one][c:d]) for one, a, b, c, d in spans]
    table["printed"] = [one for one, _ in said]
    table["sentence"] = [" ".join(one.split()) for _, one in said]
    units = table["unit"].fillna("").astype(str)
    for name, base in (("value", "base_value"), ("value_high", "base_high")):
        table[base] = [
            in_base_unit(value, unit)[0] for value, unit in zip(table[name], units, strict=True)
        ]
    table["base_unit"] = [in_base_unit(1.0, unit)[1] for unit in units]
    named = [indicator_key(one) for one in table["indicator"].fillna("")]
    table["indicator_key"] = named
    table["indicator_en"] = [None if one is None else indicators()[one].name_en for one in named]
    columns = ["report_id", "region_code", "region", "report_year", "start", "end", "printed",
               "value", "value_high", "unit", "base_value", "base_high", "base_unit", "indicator",
               "indicator_key", "indicator_en", "kind", "change", "bound", "status", "period",
               "modifier", "warning", "orientation", "sentence_id", "sentence"]  # fmt: skip
    order = ["report_id", "start"]
    return table.sort_values(order, ignore_index=True)[columns]
