"""What can be remade without the documents is found by trying."""

import json
import shutil

import nbformat
import pytest

from analysis.package import write_archive
from analysis.run import run_notebooks
from analysis.run.folders import copy_notebooks
from corpus.collection import corpus_at
from corpus.store.build import build_store
from tests.analysis.conftest import DISTRICT_REPORT
from tests.analysis.package.conftest import unpacked

NAME = "03_tf_idf"
CELLS = [
    "from analysis.outputs import open_corpus\nfrom analysis.export import save_table\n"
    "from corpus.store import read_table\ncorpus = open_corpus()",
    f"n = read_table(corpus, 'counts').groupby('term', as_index=False)['n'].sum()\n"
    f"save_table(n, '{NAME}-words')",
    "n = read_table(corpus, 'tokens').sort_values('start')[['report_id', 'kind']].head(9)",
    f"save_table(n, '{NAME}-order')",
    f"save_table(read_table(corpus, 'sizes')[['report_id', 'words']], '{NAME}-sizes')",
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """An archive without texts of a notebook that needs the order of words in one cell."""
    folder = tmp_path_factory.mktemp("study")
    copy_notebooks(folder)
    shutil.copy(DISTRICT_REPORT, folder / "reports")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in CELLS])
    nbformat.write(notebook, folder / "notebooks" / f"{NAME}.ipynb")
    corpus = corpus_at(folder)
    build_store(corpus)
    run_notebooks(corpus, names=[NAME], out=corpus.outputs, parameters={"lang": "en"})
    return write_archive(corpus, folder / "a.zip")


def test_what_needs_the_order_of_words_is_named_and_the_rest_is_remade(archive, tmp_path):
    folder = unpacked(archive.path, tmp_path)
    made = json.loads((folder / "remake.json").read_text(encoding="utf-8"))
    assert made["from_tables"] == [f"tables/{NAME}-sizes.csv", f"tables/{NAME}-words.csv"]
    assert archive.needing == (
        f"html/{NAME}.html",
        f"notebooks/{NAME}.ipynb",
        f"tables/{NAME}-order.csv",
    )
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert text.index("only where the documents are") < text.index(f"- `tables/{NAME}-order.csv`")


def test_the_notebooks_of_the_corpus_are_beside_the_tables(archive):
    assert f"tables/notebooks/{NAME}.ipynb" in archive.files
