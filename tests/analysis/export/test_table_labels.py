"""Labels and heads name the confidence level that the intervals of a table have."""

import pandas as pd

from analysis.export.cells import heads
from analysis.export.labels import Label
from analysis.export.write import write_table


def test_labels_and_heads_name_the_level_of_the_table(tmp_path):
    table = pd.DataFrame({"low": [1.0], "high": [2.0], "confidence_level": 0.9})
    labels = {"low": Label("95% CI, lower limit", "95%置信区间下限")}
    path = write_table(table, tmp_path / "t.dta", labels=labels)
    with pd.io.stata.StataReader(path) as reader:
        found = reader.variable_labels()
    assert found["low"] == "90% CI, lower limit 90%置信区间下限"
    assert found["confidence_level"] == "confidence level 置信水平"
    path = write_table(table, tmp_path / "t.md", labels=labels, lang="zh")
    head = path.read_text(encoding="utf-8").splitlines()[0]
    assert head == "| 90%置信区间下限 | 90%置信区间上限 | 置信水平 |"


def test_heads_of_several_levels_name_none():
    table = pd.DataFrame({"low": [1.0, 2.0], "confidence_level": [0.9, None]})
    assert heads(table, "en") == ["CI, lower", "Confidence level"]
