"""Tables for the reader: what is written is read back, and what is shown is escaped."""

import numpy as np
import pandas as pd
import pytest

from analysis.export.notebook_tables import save_table, show


@pytest.fixture
def table():
    return pd.DataFrame(
        {
            "term": ["营商环境", "a,b", "“十三五”\n规划", None],
            "n": [7, 0, -1, 2],
            "share": [1 / 3, np.nan, 1e-12, 0.25],
            "year": pd.array([2018, None, 2017, 2019], dtype="Int64"),
        }
    )


def test_what_is_written_is_read_back(table, tmp_path):
    path = save_table(table, "02_keywords-words", folder=tmp_path)
    assert path == tmp_path / "02_keywords-words.csv"
    found = pd.read_csv(path, dtype={"year": "Int64"})
    pd.testing.assert_frame_equal(found, table, check_dtype=False, rtol=1e-9)


def test_bytes(table, tmp_path):
    """A byte order mark for Excel, line ends without carriage return, nothing for what misses."""
    written = save_table(table, "t", folder=tmp_path).read_bytes()
    assert written.startswith(b"\xef\xbb\xbfterm,n,share,year\n")
    assert b"\r" not in written
    assert written.decode("utf-8-sig").splitlines()[1:] == [
        "营商环境,7,0.3333333333,2018",
        '"a,b",0,,',
        '"“十三五”',
        '规划",-1,1e-12,2017',
        ",2,0.25,2019",
    ]


def test_the_same_table_twice_is_the_same_bytes(table, tmp_path):
    one, other = (save_table(table, name, folder=tmp_path).read_bytes() for name in "ab")
    again = save_table(table, "a", folder=tmp_path).read_bytes()
    assert one == other == again


def test_only_the_table_is_left_in_a_new_folder(table, tmp_path):
    save_table(table, "t", folder=tmp_path / "new" / "tables")
    assert [path.name for path in (tmp_path / "new" / "tables").iterdir()] == ["t.csv"]


def test_a_failed_write_leaves_the_old_table_and_nothing_half_written(table, tmp_path):
    path = save_table(table, "t", folder=tmp_path)
    before = path.read_bytes()
    broken = table.astype({"term": object})
    broken.loc[0, "term"] = "\ud800"  # no character, and not to be encoded
    with pytest.raises(UnicodeEncodeError):
        save_table(broken, "t", folder=tmp_path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["t.csv"]


def test_tables_go_to_the_outputs_by_default(table, tmp_path, monkeypatch):
    monkeypatch.setenv("GWR_OUT", str(tmp_path))
    assert save_table(table, "t") == tmp_path / "tables" / "t.csv"


def test_saving_changes_no_table(table, tmp_path):
    before = table.copy()
    save_table(table, "t", folder=tmp_path)
    pd.testing.assert_frame_equal(table, before)


def test_shown_as_html(table):
    shown = show(table, rows=2, digits=3)._repr_html_()
    assert shown == (
        "<table>\n<thead><tr>"
        '<th style="text-align: left">term</th><th style="text-align: right">n</th>'
        '<th style="text-align: right">share</th><th style="text-align: right">year</th>'
        "</tr></thead>\n<tbody>\n"
        '<tr><td style="text-align: left">营商环境</td><td style="text-align: right">7</td>'
        '<td style="text-align: right">0.333</td><td style="text-align: right">2018</td></tr>\n'
        '<tr><td style="text-align: left">a,b</td><td style="text-align: right">0</td>'
        '<td style="text-align: right"></td><td style="text-align: right"></td></tr>\n'
        "</tbody>\n</table>"
    )


def test_shown_text_is_escaped():
    shown = show(pd.DataFrame({"<b>": ['<script>alert(1)</script> & "x"']}))._repr_html_()
    assert "<script>" not in shown
    assert "<b>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;" in shown


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (1234567.891, "1,234,567.89"),
        (np.float64(0.005), "0.01"),
        (-0.5, "-0.50"),
        (2018, "2018"),
        (True, "True"),
        (None, ""),
        (np.nan, ""),
        (pd.NA, ""),
        (pd.NaT, ""),
        ("", ""),
    ],
)
def test_cells(value, cell):
    shown = show(pd.DataFrame({"x": pd.Series([value], dtype=object)}))._repr_html_()
    assert f">{cell}</td>" in shown


@pytest.mark.parametrize("value", [None, np.nan, pd.NA, pd.NaT])
def test_what_is_missing_is_an_empty_cell_in_plain_text_too(value):
    shown = repr(show(pd.DataFrame({"x": pd.Series([value, "b"], dtype=object), "y": [1, 2]})))
    assert shown.split() == ["x", "y", "1", "b", "2"]


def test_plain_text_has_the_same_cells_as_the_page():
    table = pd.DataFrame({"x": [1234.5, np.nan], "n": pd.array([7, None], dtype="Int64")})
    assert repr(show(table)).split() == ["x", "n", "1,234.50", "7"]
    assert ">1,234.50</td>" in show(table)._repr_html_()


@pytest.mark.parametrize(
    ("lang", "said"), [(None, ["True", "False"]), ("en", ["yes", "no"]), ("zh", ["是", "否"])]
)
def test_yes_and_no_are_in_the_language_of_the_table(lang, said):
    for dtype in ("bool", "boolean", object):
        table = pd.DataFrame({"x": pd.array([True, False], dtype=dtype)})
        assert repr(show(table, lang=lang)).split() == ["x", *said]


def test_rows_shown(table):
    assert len(show(table).table) == 4
    assert len(show(table, rows=0).table) == 0
    assert len(show(table, rows=99).table) == 4
    assert repr(show(table, rows=1)).split() == [
        "term",
        "n",
        "share",
        "year",
        "营商环境",
        "7",
        "0.33",
        "2018",
    ]


def test_a_last_bit_changes_no_shown_digit():
    one, other = (show(pd.DataFrame({"x": [0.625 + bit]})) for bit in (1e-14, -1e-14))
    assert one._repr_html_() == other._repr_html_()
    assert repr(one) == repr(other)


def test_p_values_ranks_and_large_numbers_are_as_a_journal_prints_them():
    table = pd.DataFrame(
        {
            "term": ["a", "b", "c"],
            "p": [0.00004, 0.0005, 0.25],
            "rank": [1.0, None, 12.0],
            "value": [8e9, 10_000.5, 7.0],
        }
    )
    cells = [line.split() for line in repr(show(table, lang="en")).splitlines()[1:]]
    assert cells == [
        ["a", "<0.001", "1", "8,000,000,000"],
        ["b", "0.001", "10,000.50"],
        ["c", "0.250", "12", "7.00"],
    ]
    assert "&lt;0.001" in show(table, lang="zh")._repr_html_()
    assert "0.00" in repr(show(table))
