"""Targets of which no report tells, since there is none."""

import pandas as pd

from analysis.next_reports import LACKING, without_next_report


def test_only_the_lack_of_a_report_is_one():
    rows = [
        ("not_reported", LACKING.format(2027), True),
        ("not_reported", "the report of 2027 does not give it", False),
        ("not_reported", None, False),
        ("missed", LACKING.format(2027), False),
    ]
    table = pd.DataFrame(rows, columns=["verdict", "reason", "alone"])
    assert without_next_report(table).tolist() == table["alone"].tolist()
    assert not without_next_report(table[["verdict"]]).any()  # no reason is known
