"""What the tests of quantities share: the quantities of a text that is all of one time."""

import re

import pandas as pd

from corpus.quantities.table import find_quantities

PAST, YEARS, PLAN, GOALS = (
    "review_past_year",
    "review_multi_year",
    "plan_next_year",
    "plan_multi_year",
)


def sentences_of(text: str, orientation: str = PAST) -> pd.DataFrame:
    """The text cut at 。；！？ and line ends, all of it with one orientation, one paragraph."""
    rows = [
        (number, 0, match.start(), match.end(), orientation)
        for number, match in enumerate(re.finditer(r"[^。；！？\n]+[。；！？]?", text))
    ]
    columns = ["sentence_id", "paragraph_id", "start", "end", "orientation"]
    return pd.DataFrame(rows, columns=columns)


def quantities_of(text: str, orientation: str = PAST, year: int | None = 2018) -> pd.DataFrame:
    return find_quantities(text, sentences_of(text, orientation), report_year=year)


def facts(text: str, orientation: str, columns: list[str]) -> list[tuple[object, ...]]:
    found = quantities_of(text, orientation)[columns]
    return list(found.itertuples(index=False, name=None))
