import pandas as pd
import pyarrow as pa
import pytest

from corpus.schema import (
    ORIENTATIONS,
    PARTS,
    SCHEMAS,
    SIDES,
    SPOKEN,
    TABLES,
    check_columns,
    to_frame,
)


def test_every_table_has_columns_and_every_row_its_report():
    assert set(SCHEMAS) == set(TABLES)
    assert {schema.names[0] for schema in SCHEMAS.values()} == {"report_id"}
    assert all(len(set(schema.names)) == len(schema.names) for schema in SCHEMAS.values())


def test_what_is_spoken_is_all_but_the_page_around_it_and_parts_have_a_side():
    page = {"front_matter", "appendix", "boilerplate"}
    assert [one for one in ORIENTATIONS if one not in page] == list(SPOKEN)
    assert [one for one in SPOKEN if one not in ("opening", "closing")] == list(PARTS)
    assert list(SIDES) == list(PARTS)
    assert [SIDES[one] for one in PARTS] == ["review"] * 3 + ["plan"] * 2


def test_a_missing_area_is_missing_and_leaves_the_others_whole():
    rows = pa.table(
        {"term": ["就业", "甲乙"], "area": pa.array([5, None], pa.int32()), "start": [0, 2]}
    )
    frame = to_frame(rows)
    assert str(frame["area"].dtype) == "Int64"
    assert frame["area"].tolist() == [5, pd.NA]
    assert frame[["term", "start"]].to_numpy().tolist() == [["就业", 0], ["甲乙", 2]]


def test_a_table_without_areas_is_as_pandas_has_it():
    frame = to_frame(pa.table({"n": pa.array([1, 2], pa.int32())}))
    assert list(frame.columns) == ["n"]
    assert str(frame["n"].dtype) == "int32"


def test_columns_that_are_there_are_not_refused():
    assert check_columns(pd.DataFrame(columns=["term", "n", "kind"]), ["kind", "term"]) is None


def test_the_first_column_that_is_missing_is_named_with_its_table():
    table = pd.DataFrame(columns=["term"])
    with pytest.raises(ValueError, match=r"^counts .*'kind'") as caught:
        check_columns(table, ["term", "kind", "n"], "counts")
    assert "'n'" not in str(caught.value) and "'term'" not in str(caught.value)
    with pytest.raises(ValueError, match=r"table.*'n'"):
        check_columns(table, ["n"])
