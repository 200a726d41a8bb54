"""The labels of the ledger's columns: whole, in both languages."""

import pandas as pd
import pytest

from analysis.export.write import write_table
from analysis.targets.labels import (
    LABELS,
    PRESSURE_LABELS,
    PRESSURE_TITLE,
    PROMISES_LABELS,
    PROMISES_TITLE,
    TITLE,
)

BOTH = pytest.mark.parametrize(
    ("labels", "title"),
    [(LABELS, TITLE), (PROMISES_LABELS, PROMISES_TITLE), (PRESSURE_LABELS, PRESSURE_TITLE)],
)


@BOTH
def test_stata_cuts_no_label_of_the_ledger(tmp_path, labels, title):
    """Stata keeps 80 characters; a label is the English and the Chinese, with a space between."""
    table = pd.DataFrame({name: [1] for name in labels})
    path = write_table(table, tmp_path / "t.dta", labels=labels, title=title)
    with pd.io.stata.StataReader(path) as reader:
        found = {name.rstrip("_"): label for name, label in reader.variable_labels().items()}
        assert reader.data_label == title
    assert found == {name: f"{one.english} {one.chinese}" for name, one in labels.items()}


@BOTH
def test_every_label_is_in_both_languages_and_of_one_column(labels, title):
    for label in labels.values():
        assert any("\u4e00" <= one <= "\u9fff" for one in label.chinese)
        assert label.english and not label.english[0].isspace()
    for language in ("english", "chinese"):
        said = [getattr(one, language) for one in labels.values()]
        assert len(set(said)) == len(said)
