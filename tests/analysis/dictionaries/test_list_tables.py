"""Weights and scores, from the files that researchers keep them in."""

import pandas as pd
import pytest

from analysis.dictionaries.list_tables import has_scores, read_scores, read_weights
from corpus.errors import Refusal

TABLE = pd.DataFrame({"词": ["减排", "环保", "减排"], "权重": [2, 0.5, 9]})


@pytest.mark.parametrize("ending", ["csv", "gbk.csv", "xlsx"])
def test_weights_are_read_from_every_kind_of_table(tmp_path, ending):
    path = tmp_path / f"weights.{ending}"
    if ending == "xlsx":
        TABLE.to_excel(path, index=False)
    else:
        TABLE.to_csv(path, index=False, encoding="gb18030" if "gbk" in ending else "utf-8-sig")
    assert read_weights(path) == {"减排": 2.0, "环保": 0.5}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("term\n减排\n", "no columns term and weight"),
        ("term,weight\n减排,\n", "'减排' has no weight"),
        ("term,weight\n减排,-1\n", "'减排' has no weight"),
    ],
)
def test_weights_that_are_none_are_refused(tmp_path, text, said):
    path = tmp_path / "w.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        read_weights(path)


def test_a_sheet_has_its_columns_and_codes_as_text(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("region_code, P ,m,G\n010203,1,2,3\n", encoding="utf-8")
    assert read_scores(path).loc[0].tolist() == ["010203", 1, 2, 3]
    assert has_scores(path) and not has_scores(tmp_path / "nowhere.csv")


def test_files_that_are_no_tables_are_refused(tmp_path):
    path = tmp_path / "s.xlsx"
    path.write_bytes(b"PK nothing")
    with pytest.raises(Refusal, match="damaged"):
        read_scores(path)
    with pytest.raises(Refusal, match="no such file"):
        read_scores(tmp_path / "none.csv")
    with pytest.raises(Refusal, match="cannot be opened"):
        read_scores(tmp_path)
