"""Tables as files: the same bytes each time, whole or not at all, in every format."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.export.write import FORMATS, write_table
from corpus.errors import Refusal
from tests.analysis.export.conftest import table


def test_another_ending_is_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(Refusal) as caught:
        write_table(pd.DataFrame({"n": [1]}), tmp_path / "t.sav")
    assert caught.value.code == "unknown_table_format"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_table_is_the_same_file(tmp_path, ending):
    a, b = (
        write_table(table(), tmp_path / f"{name}{ending}", title="t", note="n") for name in "ab"
    )
    assert Path(a).read_bytes() == Path(b).read_bytes()


@pytest.mark.parametrize("ending", [".csv", ".CSV", ".dta", ".parquet", ".xlsx"])
def test_what_is_written_is_read_back(tmp_path, ending):
    few = pd.DataFrame(
        {"term": ["营商环境", "a,b", '"'], "n": [7, 0, -1], "share": [0.25, 1e-9, 3]}
    )
    path = write_table(few, tmp_path / "new" / f"t{ending}")
    assert path == tmp_path / "new" / f"t{ending}"
    read = {
        ".csv": pd.read_csv,
        ".dta": pd.read_stata,
        ".parquet": pd.read_parquet,
        ".xlsx": pd.read_excel,
    }[ending.lower()]
    pd.testing.assert_frame_equal(read(path), few, check_dtype=False)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_failed_write_leaves_the_file_before_and_nothing_half_written(tmp_path, ending):
    path = write_table(pd.DataFrame({"term": ["甲"]}), tmp_path / f"t{ending}")
    before = path.read_bytes()
    broken = pd.DataFrame({"term": pd.Series(["\ud800"], dtype=object)})  # is no character
    with pytest.raises(ValueError):
        write_table(broken, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", FORMATS)
def test_where_nothing_can_be_written_is_refused(tmp_path, ending):
    (tmp_path / "file").touch()
    with pytest.raises(Refusal) as refused:
        write_table(pd.DataFrame({"n": [1]}), tmp_path / "file" / f"t{ending}")
    assert refused.value.code == "not_saved"


@pytest.mark.parametrize("ending", [".tex", ".md"])
def test_digits_are_those_asked_for(tmp_path, ending):
    few = pd.DataFrame({"share": [1.23456, 2.0]})
    text = write_table(few, tmp_path / f"t{ending}", digits=3).read_text(encoding="utf-8")
    assert "1.235" in text and "2.000" in text and "1.2346" not in text


@pytest.mark.parametrize("ending", FORMATS)
def test_a_path_may_be_given_as_text(tmp_path, ending):
    path = write_table(pd.DataFrame({"n": [1]}), str(tmp_path / f"t{ending}"))
    assert path == tmp_path / f"t{ending}" and path.is_file()
