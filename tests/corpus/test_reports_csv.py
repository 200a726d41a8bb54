import pytest

from corpus.errors import Refusal
from corpus.reports_csv import read_corrections, write_corrections
from tests.corpus.conftest import put


@pytest.mark.parametrize(
    "row",
    ["a,25", "a,1948", "a,20l8", "a,,999999", "a,,21020", "a,,,abc", "a,,,2018-13-01", 'a,"2018'],
)
def test_a_row_that_cannot_be_is_refused(corpus, row):
    corpus.documents.mkdir(parents=True, exist_ok=True)
    header = "report_id,report_year,region_code,delivery_date"
    (corpus.documents / "reports.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        read_corrections(corpus)
    assert caught.value.code == "bad_corrections"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_corrections_may_be_saved_by_any_program(corpus, encoding):
    corpus.documents.mkdir(parents=True, exist_ok=True)
    text = "report_id,speaker,note\r\na,朱镕基,据新华社所载全文校订，与原件一致\r\n"
    (corpus.documents / "reports.csv").write_bytes(text.encode(encoding))
    assert read_corrections(corpus)["a"]["speaker"] == "朱镕基"


def test_corrections_round_trip_and_empty_cells_correct_nothing(corpus):
    write_corrections(corpus, {"b": {"report_year": "2018"}, "a": {"region_code": "210204"}})
    text = (corpus.documents / "reports.csv").read_text(encoding="utf-8")
    assert [line.split(",")[0] for line in text.splitlines()] == ["report_id", "a", "b"]
    assert read_corrections(corpus)["b"] == {"report_id": "b", "report_year": "2018"}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("name,report_year\na,2018\n", "columns may be"),
        ("report_id,report_year\na,2018\na,2019\n", "line 3.*twice"),
        ("report_id,report_year\na,2018,x\n", "line 2.*too many"),
        ("report_id,report_year\na,last year\n", "line 2.*'last year'"),
        ("report_id,region_code\na,21\n", "line 2.*'21'"),
    ],
)
def test_a_bad_line_of_corrections_is_named(corpus, content, named):
    put(corpus.documents, "reports.csv", content.encode())
    with pytest.raises(Refusal, match=named):
        read_corrections(corpus)


FORMULA = "=cmd|' /C calc'!A0"


def test_no_cell_of_reports_csv_is_a_formula(corpus):
    rows = {"a": {"note": FORMULA, "speaker": "'=b"}, "b": {"note": "-3.5", "title": "- 草案"}}
    write_corrections(corpus, rows)
    text = (corpus.documents / "reports.csv").read_text(encoding="utf-8")
    assert "'=cmd" in text and ",=" not in text and ",-3.5" in text
    assert {one: dict(row, report_id=one) for one, row in rows.items()} == read_corrections(corpus)
