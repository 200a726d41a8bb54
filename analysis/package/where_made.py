"""Where each table and figure is made: the notebook and the cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.package.finished_results import maker_of, own_results
from analysis.run.notebook import read_notebook

_SHOWN = ("figures", "tables", "pages")
_CALLS = {"figures": "save_figure", "tables": "save_table"}


def made_by(record: dict[str, Any], out: Path) -> pd.DataFrame:
    """The tables, figures and pages of a run, with the cells that make them.

    Args:
        record: the content of ``run.json``.
        out: the folder of the results.

    Returns:
        One row per result, whatever the number of its formats: folder, name, files (their
        endings), notebook, cell (as in ``In [3]``; missing where none names the result).
    """
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for result in sorted(own_results(record)):
        folder, _, file = result.partition("/")
        if folder in _SHOWN:
            name, ending = Path(file).stem, Path(file).suffix
            row = rows.setdefault((folder, name), {"notebook": maker_of(result, record)})
            row["files"] = [*row.get("files", []), ending]
    cells = {
        one["notebook"]: _code(out / "notebooks" / f"{one['notebook']}.ipynb")
        for one in rows.values()
    }
    table = [
        {
            "folder": folder,
            "name": name,
            "files": " ".join(row["files"]),
            "notebook": row["notebook"],
            "cell": cell_of(folder, name, cells[row["notebook"]]),
        }
        for (folder, name), row in rows.items()
    ]
    found = pd.DataFrame(table, columns=["folder", "name", "files", "notebook", "cell"])
    return found.astype({"cell": "Int64"})


def _code(path: Path) -> dict[int, str]:
    """The code of the cells that a notebook ran, by their number."""
    if not path.is_file():
        return {}
    cells = (cell for cell in read_notebook(path).cells if cell.cell_type == "code")
    return {cell["execution_count"]: cell.source for cell in cells if cell["execution_count"]}


def cell_of(folder: str, name: str, cells: dict[int, str]) -> int | None:
    """The number of the cell that names a result, with the call for its kind where there is one."""
    naming = [number for number, code in cells.items() if f'"{name}"' in code]
    call = _CALLS.get(folder, name)
    return next((number for number in naming if call in cells[number]), next(iter(naming), None))
