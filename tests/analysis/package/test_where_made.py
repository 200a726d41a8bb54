"""Each table and figure is found in the cell that makes it."""

import json

import pandas as pd

from analysis.package.where_made import cell_of, made_by
from analysis.run.notebook import read_notebook


def test_every_result_of_a_notebook_has_its_cell(one_run):
    record = json.loads((one_run / "run.json").read_text(encoding="utf-8"))
    table = made_by(record, one_run)
    cells = read_notebook(one_run / "notebooks" / "03_tf_idf.ipynb").cells
    code = {cell.execution_count: cell.source for cell in cells if cell.cell_type == "code"}
    assert len(table) == len(
        {
            (f, n.rpartition(".")[0])
            for f, _, n in (one.partition("/") for one in record["results"])
            if f in ("figures", "tables")
        }
    )
    for row in table.itertuples():
        call = "save_figure" if row.folder == "figures" else "save_table"
        assert f'"{row.name}"' in code[row.cell] and call in code[row.cell]


def test_the_call_decides_where_two_cells_name_a_result():
    cells = {1: 'save_table(t, "a")', 2: 'save_figure(f, "a")', 3: 'save_table(t, "ab")'}
    assert cell_of("tables", "a", cells) == 1
    assert cell_of("figures", "a", cells) == 2
    assert cell_of("pages", "a", cells) == 1
    assert cell_of("tables", "b", cells) is None


def test_without_results_there_are_no_rows(tmp_path):
    found = made_by({"notebooks": {}, "results": {}}, tmp_path)
    assert list(found) == ["folder", "name", "files", "notebook", "cell"]
    assert found.empty and isinstance(found, pd.DataFrame)
