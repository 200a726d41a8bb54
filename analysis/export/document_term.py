"""Document-term matrices as files for R, Python and Stata."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.checks import check_counts
from analysis.export.labels import CREATED
from corpus.errors import Refusal
from corpus.files import save_text, saved
from corpus.spreadsheet_formulas import escaped

FORMATS: Final = (".csv", ".dta", ".mtx", ".npz")
VARIABLES: Final = 32_767  # of a Stata file (version 118), and of Stata/SE
_LABEL = 80  # characters of a label in Stata


def write_document_term(counts: pd.DataFrame, path: str | Path) -> list[Path]:
    """Writes counts as a document-term matrix: a row per unit, a column per term, in sorted order.

    The matrix stays sparse, but for .dta, which has no other form. Beside it are written
    ``NAME.units.txt`` and ``NAME.terms.txt``: one name per line, in the order of the rows and of
    the columns. In .csv and .dta the columns are named t1, t2, … after the lines of
    ``NAME.terms.txt``, and the first column is the unit; in .dta each is labelled with its term.

    In R, for quanteda, stm or Matrix::

        m <- Matrix::readMM("counts.mtx")
        dimnames(m) <- list(readLines("counts.units.txt", encoding = "UTF-8"),
                            readLines("counts.terms.txt", encoding = "UTF-8"))
        d <- quanteda::as.dfm(m)

    In Python, ``scipy.sparse.load_npz("counts.npz")`` or ``scipy.io.mmread("counts.mtx")``.

    Args:
        counts: columns unit, term, n, one row per unit and term, from ``count_terms``; as in
            ``document_term``, an empty unit has a row, a term that occurs nowhere no column.
        path: of the file, ending in .mtx (Matrix Market), .npz (SciPy), .csv or .dta (Stata 118;
            Stata/BE reads 2,048 variables, Stata/SE all).

    Returns:
        The paths of the matrix, the units and the terms.

    Raises:
        Refusal: ``unknown_matrix_format``, ``too_many_variables`` or ``not_saved``.
        ValueError: as ``check_counts``, or if a unit or term contains a line break.

    Example:
        >>> import pandas as pd
        >>> import scipy.io
        >>> from analysis.export import write_document_term
        >>> counts = pd.DataFrame({"unit": [2018, 2018, 2019], "term": ["创新", "教育", "教育"],
        ...                        "n": [3, 1, 2]})
        >>> matrix, units, terms = write_document_term(counts, "counts.mtx")
        >>> scipy.io.mmread(matrix).toarray().tolist()
        [[3, 1], [0, 2]]
        >>> units.read_text(encoding="utf-8").split(), terms.read_text(encoding="utf-8").split()
        (['2018', '2019'], ['创新', '教育'])
    """
    path = Path(path)
    _check(counts, path)
    n = counts["n"].to_numpy(dtype=np.int64)
    rows, units = pd.factorize(counts["unit"], sort=True)
    columns, terms = pd.factorize(counts["term"][n > 0], sort=True)
    matrix = sparse.csr_array((n[n > 0], (rows[n > 0], columns)), (len(units), len(terms)))
    with saved(path) as part:
        _WRITERS[path.suffix.lower()](matrix, part, [str(one) for one in units], list(terms))
    beside = (path.with_suffix(".units.txt"), path.with_suffix(".terms.txt"))
    texts = ("".join(f"{one}\n" for one in names) for names in (units, terms))
    return [path, *map(save_text, texts, beside)]


def _check(counts: pd.DataFrame, path: Path) -> None:
    """Whether the counts can be written in the format of the file."""
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise Refusal("unknown_matrix_format", str(path), ending or "no extension")
    check_counts(counts)
    for column in ("unit", "term"):
        broken = [one for one in map(str, counts[column].unique()) if len(one.splitlines()) > 1]
        if broken:
            raise ValueError(f"column {column} contains {broken[0]!r}; remove the line break")
    terms = counts.loc[counts["n"] > 0, "term"].nunique()
    if ending == ".dta" and terms >= VARIABLES:  # the unit is a variable too
        raise Refusal("too_many_variables", str(path), f"{terms:,}")


def _write_mtx(matrix: sparse.csr_array, part: Path, units: list[str], terms: list[str]) -> None:
    from scipy.io import mmwrite

    with part.open("wb") as file:  # a path would get another ending
        mmwrite(file, matrix.tocoo(), field="integer", symmetry="general")


def _write_npz(matrix: sparse.csr_array, part: Path, units: list[str], terms: list[str]) -> None:
    with part.open("wb") as file:
        sparse.save_npz(file, matrix)


def _write_csv(matrix: sparse.csr_array, part: Path, units: list[str], terms: list[str]) -> None:
    import csv

    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["unit", *(f"t{place}" for place in range(1, len(terms) + 1))])
        for row, unit in enumerate(units):  # a dense row at a time
            writer.writerow([escaped(unit), *matrix[[row]].toarray()[0].tolist()])


def _write_dta(matrix: sparse.csr_array, part: Path, units: list[str], terms: list[str]) -> None:
    names = [f"t{place}" for place in range(1, len(terms) + 1)]
    largest = int(matrix.max())
    kind = np.int16 if largest <= 32_740 else np.int32  # the range of Stata's int
    table = pd.DataFrame(matrix.astype(kind).toarray(), columns=pd.Index(names))
    table.insert(0, "unit", pd.Series(units, dtype=object))
    labels = {name: term[:_LABEL] for name, term in zip(names, terms, strict=True)}
    table.to_stata(part, write_index=False, version=118, variable_labels=labels, time_stamp=CREATED)


_WRITERS: Final = {".mtx": _write_mtx, ".npz": _write_npz, ".csv": _write_csv, ".dta": _write_dta}
