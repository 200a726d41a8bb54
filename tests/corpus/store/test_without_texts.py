"""A store without texts is read as others are, lacks what it lacks, and is never made anew."""

import pyarrow.parquet as pq
import pytest

from corpus.schema import TABLES
from corpus.store.build import build_store
from corpus.store.manifest import MANIFESTS, with_tables
from corpus.store.tables import query, read_table
from corpus.store.without_texts import LACKS, has_texts


@pytest.fixture
def bare(corpus):
    """A store that has lost its texts, and the places of its words."""
    build_store(corpus)
    for name, columns in LACKS.items():
        for path in (corpus.store / name).glob("*.parquet"):
            pq.write_table(pq.read_table(path).drop_columns(list(columns)), path)
    for path in (corpus.store / MANIFESTS).glob("*.json"):
        own = {name: (corpus.store / name / f"{path.stem}.parquet") for name in TABLES}
        tables = {name: one.read_bytes() for name, one in own.items()}
        path.write_bytes(with_tables(path.read_bytes(), tables))
    for path in corpus.documents.glob("*.txt"):
        path.unlink()
    return corpus


def test_a_store_has_texts_unless_it_lacks_them(corpus, bare):
    assert not has_texts(bare)


def test_an_empty_or_ordinary_store_has_them(corpus):
    assert has_texts(corpus)
    build_store(corpus)
    assert has_texts(corpus)


def test_what_it_lacks_is_missing_and_the_rest_is_there(bare):
    assert "text" not in read_table(bare, "texts")
    assert len(read_table(bare, "tokens", columns=["report_id", "term"])) > 1000
    with pytest.raises(ValueError, match="tokens has no column 'start'"):
        read_table(bare, "tokens", columns=["report_id", "start"])
    assert query(bare, "select count(*) as n from sentences")["n"].item() > 100


def test_it_is_not_made_anew_though_its_documents_are_gone(bare):
    before = {path: path.read_bytes() for path in bare.store.rglob("*.*")}
    built = build_store(bare)
    assert (built.unchanged, built.removed, built.built) == (("district",), (), ())
    assert {path: path.read_bytes() for path in bare.store.rglob("*.*")} == before
