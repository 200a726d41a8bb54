"""What several tests of analysis take: small corpora whose figures are known, and the real report.

The figures in golden/ come from independent tools; each file names the tool and its version.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from analysis.targets.ledger_table import ledger
from corpus.collection import Corpus, corpus_at
from corpus.report import read_report
from corpus.schema import Table
from corpus.store.build import build_store
from corpus.store.rows import tables_of
from corpus.store.tables import read_table

GOLDEN = Path(__file__).parent / "golden"
DISTRICT_REPORT = Path(__file__).parents[2] / "corpus" / "reports" / "shahekou-2018.txt"


@pytest.fixture(scope="session")
def golden() -> Callable[[str], dict[str, Any]]:
    """Reads the reference figures of a name."""
    return lambda name: json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def golden_tokens(golden: Callable[[str], dict[str, Any]]) -> pd.DataFrame:
    """The reference corpus, a row a word; a document is a report of one paragraph."""
    rows = [
        {"report_id": one["id"], "paragraph_id": 0, "group": one["group"], "term": term}
        for one in golden("corpus")["documents"]
        for term in one["tokens"]
    ]
    return pd.DataFrame(rows).assign(kind="word")


@pytest.fixture
def golden_counts(golden_tokens: pd.DataFrame) -> pd.DataFrame:
    """The counts of the reference corpus by document."""
    sizes = golden_tokens.groupby(["report_id", "term"]).size()
    return sizes.rename("n").reset_index().rename(columns={"report_id": "unit"})


@pytest.fixture
def golden_groups(golden_tokens: pd.DataFrame) -> dict[str, list[str]]:
    """The documents of each group of the reference corpus."""
    return golden_tokens.groupby("group")["report_id"].unique().map(list).to_dict()


@pytest.fixture(scope="session")
def letters() -> pd.DataFrame:
    """A corpus of letters: two paragraphs in the report r, one in s; 8 words in all."""
    text = {("r", 0): "a a b c , 1", ("r", 1): "a b", ("s", 0): "c d"}
    kinds = {",": "punctuation", "1": "number"}
    rows = [
        (report, paragraph, term, kinds.get(term, "word"))
        for (report, paragraph), terms in text.items()
        for term in terms.split()
    ]
    return pd.DataFrame(rows, columns=["report_id", "paragraph_id", "term", "kind"])


@pytest.fixture(scope="session")
def district() -> dict[str, pd.DataFrame]:
    """The tables of the district report, as the store has them."""
    return tables_of(read_report(DISTRICT_REPORT), "shahekou-2018")


@pytest.fixture(scope="session")
def district_corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A corpus of the district report alone, its store built; no test changes it."""
    folder = tmp_path_factory.mktemp("district")
    shutil.copy(DISTRICT_REPORT, folder)
    corpus = corpus_at(folder)
    build_store(corpus)
    return corpus


@pytest.fixture(scope="session")
def district_ledger(district_corpus: Corpus) -> pd.DataFrame:
    """Every number of the district report."""
    names: tuple[Table, ...] = ("quantities", "sentences", "texts", "reports")
    return ledger(*(read_table(district_corpus, name) for name in names))


@pytest.fixture(scope="session")
def two_districts(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The district report, and ``other``, generated from it; no test changes them.

    It is of another district, two years later and shorter, and speaks of the digital economy where
    the first speaks of its business environment.
    """
    folder = tmp_path_factory.mktemp("districts")
    shutil.copy(DISTRICT_REPORT, folder)
    text = DISTRICT_REPORT.read_text(encoding="utf-8").replace("2018年", "2020年")
    text = text.replace("2017年", "2019年").replace("沙河口区", "西岗区")
    lines = text.replace("营商环境", "数字经济").splitlines()
    (folder / "other.txt").write_text("\n".join(lines[:70] + lines[75:]), encoding="utf-8")
    corpus = corpus_at(folder)
    build_store(corpus)
    return corpus


@pytest.fixture(scope="session")
def one_run(
    district_corpus: Corpus, tmp_path_factory: pytest.TempPathFactory, one_template: None
) -> Path:
    """The results of one notebook that was run on the district report; no test changes them."""
    from analysis.cli.main import app

    out = tmp_path_factory.mktemp("results")
    place = ["--out", str(out), "--corpus", str(district_corpus.documents)]
    given = ["run", "03_tf_idf", *place, "--lang", "en"]
    done = CliRunner().invoke(app, given)
    assert done.exit_code == 0, done.output
    return out


@pytest.fixture(scope="session")
def shuffled() -> Callable[[pd.DataFrame], pd.DataFrame]:
    """The same rows in another order."""
    return lambda table: table.iloc[np.random.default_rng(7).permutation(len(table))]


@pytest.fixture(scope="session")
def table_of() -> Callable[[dict[str, str]], pd.DataFrame]:
    """Counts from units written out: ``{"u": "a a b"}``."""

    def counts(units: dict[str, str]) -> pd.DataFrame:
        rows = [(unit, term) for unit, terms in units.items() for term in terms.split()]
        pairs = pd.DataFrame(rows, columns=["unit", "term"])
        return pairs.groupby(["unit", "term"]).size().rename("n").reset_index()

    return counts
