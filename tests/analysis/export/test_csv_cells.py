import numpy as np
import pandas as pd
import pytest

from analysis.export.csv_cells import escaped_cells, unescaped_cells
from analysis.export.write import write_table


def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "=term": ["=cmd|' /C calc'!A0", "'=1", "创新"],
            "change": [-3.5, 2.0, np.nan],
            "mixed": [-1, "@a", None],
            "kind": pd.Categorical(["-x", "b", "-x"]),
            "n": [1, -2, 3],
        }
    )


def test_texts_are_escaped_and_come_back():
    made = escaped_cells(table())
    assert list(made) == ["'=term", "change", "mixed", "kind", "n"]
    assert made["'=term"].tolist() == ["'=cmd|' /C calc'!A0", "''=1", "创新"]
    assert made["mixed"].tolist()[:2] == [-1, "'@a"]
    assert made["kind"].astype(str).tolist() == ["'-x", "b", "'-x"]
    back = unescaped_cells(made)
    pd.testing.assert_frame_equal(back.astype(object), table().astype(object), check_dtype=False)


def test_what_needs_no_escape_is_the_table_itself():
    plain = pd.DataFrame({"term": ["创新", None, "-3.5"], "n": [-1.0, 2.0, 3.0]})
    assert escaped_cells(plain) is plain
    assert escaped_cells(pd.DataFrame()).empty


def test_two_columns_of_one_name_are_both_escaped():
    twice = pd.DataFrame([["=1", "=2"]], columns=["a", "a"])
    assert escaped_cells(twice).to_numpy().tolist() == [["'=1", "'=2"]]


@pytest.mark.parametrize("ending", [".csv"])
def test_no_cell_of_a_file_is_live(tmp_path, ending):
    path = write_table(table(), tmp_path / f"a{ending}")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    cells = [cell.strip('"') for line in lines for cell in line.split(",")]
    assert [one for one in cells if one.startswith(("=", "@", "+"))] == []
    assert "-3.5" in cells and "-2" in cells
