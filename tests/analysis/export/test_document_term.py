"""A document-term matrix is read back as it was, from each of its formats."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
import scipy.io
from scipy import sparse

from analysis.counts import document_term
from analysis.export.document_term import FORMATS, VARIABLES, write_document_term
from corpus.errors import Refusal

TERMS = ["创新", "教育", "end", "_x", "a b", "长" * 100, "“引号”,逗号"]


@pytest.fixture
def counts() -> pd.DataFrame:
    """Planted counts, among them an empty unit and a term that occurs nowhere."""
    rng = np.random.default_rng(5)
    rows = [(unit, term, int(rng.poisson(2))) for unit, term in product("丙甲乙", TERMS)]
    table = pd.DataFrame([*rows, ("空", "教育", 0)], columns=["unit", "term", "n"])
    table.loc[table["term"] == "end", "n"] = 0
    table.loc[0, "n"] = 40_000  # more than Stata's int holds
    return table.sample(frac=1, random_state=1)


def read(paths):
    """The matrix of a file, as a table of units and terms."""
    matrix, units, terms = paths
    ending = matrix.suffix
    if ending in (".mtx", ".npz"):
        found = (scipy.io.mmread if ending == ".mtx" else sparse.load_npz)(matrix)
        assert sparse.issparse(found)
        values = found.toarray()
    else:
        table = pd.read_csv(matrix) if ending == ".csv" else pd.read_stata(matrix)
        assert list(table) == ["unit", *(f"t{place}" for place in range(1, len(TERMS)))]
        assert table["unit"].tolist() == units.read_text(encoding="utf-8").splitlines()
        values = table.drop(columns="unit").to_numpy()
    names = [path.read_text(encoding="utf-8").splitlines() for path in (units, terms)]
    return pd.DataFrame(values, index=names[0], columns=names[1])


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_is_read_back(counts, tmp_path, ending):
    paths = write_document_term(counts, str(tmp_path / f"m{ending}"))
    assert [path.name for path in paths] == [f"m{ending}", "m.units.txt", "m.terms.txt"]
    matrix, units, terms = document_term(counts)
    found = read(paths)
    assert (list(found.index), list(found)) == (list(units), list(terms))
    np.testing.assert_array_equal(found, matrix.toarray())
    assert (found.loc["丙", "创新"], found.loc["空"].sum(), "end" in found) == (40_000, 0, False)


@pytest.mark.parametrize("ending", FORMATS)
def test_the_order_of_the_counts_changes_no_byte(counts, tmp_path, ending):
    first = write_document_term(counts, tmp_path / "a" / f"m{ending}")
    other = write_document_term(counts.iloc[::-1], tmp_path / "b" / f"m{ending}")
    assert [one.read_bytes() for one in first] == [one.read_bytes() for one in other]


def test_units_that_are_numbers_are_in_their_order(tmp_path):
    counts = pd.DataFrame({"unit": [100, 9], "term": "a", "n": 1})
    _, units, _ = write_document_term(counts, tmp_path / "m.mtx")
    assert units.read_text(encoding="utf-8").split() == ["9", "100"]


def test_stata_has_each_term_as_a_label(counts, tmp_path):
    matrix, _, terms = write_document_term(counts, tmp_path / "m.dta")
    with pd.io.stata.StataReader(matrix) as reader:
        labels = reader.variable_labels()
    wanted = terms.read_text(encoding="utf-8").splitlines()
    assert [labels[f"t{place}"] for place in range(1, len(TERMS))] == [one[:80] for one in wanted]


def test_more_terms_than_stata_has_variables_are_refused_and_nothing_is_written(tmp_path):
    counts = pd.DataFrame({"unit": "a", "term": [f"w{i}" for i in range(VARIABLES)], "n": 1})
    with pytest.raises(Refusal, match="32,767 variables") as refused:
        write_document_term(counts, tmp_path / "m.dta")
    assert refused.value.code == "too_many_variables"
    assert list(tmp_path.iterdir()) == []
    matrix, *_ = write_document_term(counts, tmp_path / "m.mtx")
    assert scipy.io.mminfo(matrix)[:3] == (1, VARIABLES, VARIABLES)


def test_what_cannot_be_written_is_said_in_one_sentence(counts, tmp_path):
    with pytest.raises(Refusal, match=r"ending in .csv, .dta, .mtx or .npz"):
        write_document_term(counts, tmp_path / "m.rds")
    with pytest.raises(ValueError, match="line break"):
        write_document_term(counts.assign(term="a\nb").head(1), tmp_path / "m.mtx")
    with pytest.raises(ValueError, match="more than once"):
        write_document_term(pd.concat([counts, counts]), tmp_path / "m.mtx")
    assert list(tmp_path.iterdir()) == []


def test_a_large_matrix_stays_sparse(tmp_path):
    """60,000 units and terms would fill 29 GB if they were dense."""
    units = np.arange(60_000)
    counts = pd.DataFrame({"unit": units, "term": units, "n": 1})
    matrix, *_ = write_document_term(counts.astype({"term": str}), tmp_path / "m.npz")
    assert sparse.load_npz(matrix).nnz == 60_000
