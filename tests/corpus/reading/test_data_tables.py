import pytest

from corpus.reading.data_tables import MAX_CELL, is_of_data

LONG = "农" * (MAX_CELL + 1)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["指标", "目标"], ["增长", "7%"]], True),
        ([["指标", "农" * MAX_CELL]], True),
        ([["主要指标"], ["指标", "目标"], ["增长", "7%"]], True),  # a heading over all columns
        ([["主要指标"], ["增长", "7%"]], False),
        ([["指标", LONG], ["增长", "7%"]], False),
        ([["指标"], ["目标"]], False),
        ([], False),
    ],
)
def test_a_table_of_data_has_several_columns_and_short_cells(rows, expected):
    assert is_of_data(rows) is expected
