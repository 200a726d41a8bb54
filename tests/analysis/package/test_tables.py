"""The tables in an archive without texts: what is in them, and that nothing in them quotes."""

import json
import shutil
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

import pandas as pd
import pyarrow as pa
import pytest

from analysis.areas import read_codes
from analysis.package import tables as module
from analysis.package.quotes import LENGTH, quoting
from analysis.package.tables import tables_of
from analysis.targets import read_promises
from corpus.collection import corpus_at
from corpus.lexicon.lists import policy_terms
from corpus.store.build import build_store
from tests.analysis.conftest import DISTRICT_REPORT


@pytest.fixture(scope="module")
def found(district_corpus):
    read_codes(district_corpus)
    read_promises(district_corpus)
    files = tables_of(district_corpus)
    return {
        name: pd.read_parquet(BytesIO(content))
        for name, content in files.items()
        if name.endswith(".parquet")
    }


def test_they_are_in_an_archive_without_texts_alone(with_texts, without_texts):
    names = [zipfile.ZipFile(path).namelist() for path in (without_texts, with_texts)]
    bare, whole = ([one for one in every if one.startswith("tables/")] for every in names)
    assert whole == []
    assert {"tables/outputs/store/manifest", "tables/outputs/store/tokens"} <= {
        one.rpartition("/")[0] for one in bare
    }


def test_no_cell_quotes(found):
    text = DISTRICT_REPORT.read_text(encoding="utf-8")
    cells = {
        f"{name} {column} {at}.txt": str(cell).encode()
        for name, table in found.items()
        for column in table.select_dtypes(["object", "str"])
        if column not in ("session", "title")
        for at, cell in enumerate(table[column].dropna().unique())
    }
    known = [one.term for one in policy_terms()]
    assert len(cells) > 1000
    assert quoting(cells, [text], known=known) == set()


def test_sentences_of_a_kept_table_are_gone_and_its_numbers_are_there(found, district_corpus):
    [bare] = [one for name, one in found.items() if "read_promises" in name]
    whole = read_promises(district_corpus)
    assert set(whole) - set(bare) == {"target_sentence"}
    pd.testing.assert_series_equal(bare["target"], whole["target"])


def test_codes_are_there_with_numbers_for_headings(found, district_corpus):
    [codes] = [one for name, one in found.items() if "/areas/" in name]
    whole = read_codes(district_corpus)
    assert codes["code"].tolist() == whole["code"].tolist()
    assert codes["section"].str.fullmatch(r"\d*( > \d+)?").all()
    assert codes["section"].nunique() == whole["section"].nunique()


def test_a_word_that_quotes_is_left_out_and_a_cell_is_empty():
    quoted = "一" * LENGTH
    table = pa.table(
        {
            "term": ["经济", quoted, "二"],
            "indicator": ["三", "四", quoted],
            "warnings": [quoted, quoted, quoted],
        }
    )
    bare = module._without_cells(table, {quoted})
    assert bare.to_pydict() == {
        "term": ["经济", "二"],
        "indicator": ["三", None],
        "warnings": ["[]", "[]"],
    }


def test_lists_and_words_in_a_dictionary_are_looked_into():
    quoted = "一" * LENGTH
    table = pa.table({"kind": pa.array([quoted]).dictionary_encode(), "all": [["一"]], "n": [1]})
    assert module._without_columns(table, {quoted}).column_names == ["n"]


def test_a_document_that_was_refused_has_a_manifest_and_no_tables(tmp_path):
    (tmp_path / "reports").mkdir()
    shutil.copy(DISTRICT_REPORT, tmp_path / "reports")
    (tmp_path / "reports" / "notes.txt").write_text("会议通知", encoding="utf-8")
    corpus = corpus_at(tmp_path)
    build_store(corpus)
    found = tables_of(corpus)
    manifests = {name: json.loads(one) for name, one in found.items() if name.endswith(".json")}
    assert len(manifests) == 2
    for name, content in manifests.items():
        stem = PurePosixPath(name).stem
        for table, once in content["tables"].items():
            assert once["size"] == len(found[f"tables/outputs/store/{table}/{stem}.parquet"])
