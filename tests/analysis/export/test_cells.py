"""Cells and heads as a reader sees them, or as files have them."""

import pandas as pd

from analysis.export.cells import cells, heads

ROWS = pd.DataFrame({"rank": [2.0], "words": [12345.0], "level": ["county"], "sure": [True]})


def test_cells_in_the_readers_words_and_as_files_have_them():
    assert cells(ROWS, 1) == [["2.0", "12,345.0", "county", "True"]]
    assert cells(ROWS, 1, "zh") == [["2", "12,345", "县级", "是"]]


def test_heads_of_ones_own_win_over_those_of_the_language():
    assert heads(ROWS[["rank", "words"]], "zh", {"words": "词"}) == ["位次", "词"]
    assert heads(ROWS[["rank", "words"]], None, {"words": "词"}) == ["rank", "词"]
