import csv
import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from corpus.adding import sources as adding
from corpus.adding.sources import add_sources
from corpus.adding.spreadsheets import ColumnNames as Columns
from corpus.collection import PROJECT, Corpus, corpus_at, document_paths
from corpus.errors import Refusal
from corpus.report import read_report
from corpus.reports_csv import read_corrections
from corpus.store.build import build_store

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"
TEXT = REPORT.read_text(encoding="utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return corpus_at(tmp_path / "corpus")


def other(word: str) -> str:
    """A generated report: the real one with a word put before every 工作."""
    return TEXT.replace("工作", word + "工作").replace(f"政府{word}工作报告", "政府工作报告")


def codes(added):
    return [one.code for one in added.refused]


def test_a_folder_gives_the_documents_in_it_and_below_in_order(corpus, tmp_path):
    source = tmp_path / "in"
    (source / "sub").mkdir(parents=True)
    shutil.copy(REPORT, source / "z.txt")
    (source / "sub" / "a.html").write_text(f"<pre>{other('甲')}</pre>", encoding="utf-8")
    (source / "sub" / "b.xyz").write_text("no document", encoding="utf-8")
    for name in ("._z.txt", "~$a.docx", ".DS_Store", "Thumbs.db", "reports.csv"):
        (source / name).write_bytes(b"left by a system")
    added = add_sources(corpus, [str(source)])
    assert added.report_ids == ["a", "z"]
    assert codes(added) == ["unknown_format"]


def test_an_archive_gives_its_documents_and_names_what_it_refuses(corpus, tmp_path):
    path = tmp_path / "reports.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2018/沙河口.txt", TEXT)
        archive.writestr("../climbs.txt", TEXT)
        archive.writestr("recipe.txt", "红烧肉的做法。" * 300)
    added = add_sources(corpus, [str(path)])
    assert added.report_ids == ["沙河口"]
    assert "not_a_report" in codes(added) and len(added.refused) == 2
    assert any("recipe.txt" in one.place for one in added.refused)
    assert list(tmp_path.glob("climbs*")) == []


def test_a_table_gives_a_report_a_row_with_its_year_and_place(corpus, tmp_path):
    path = tmp_path / "corpus.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "content", "y", "place"])
        writer.writerow(["one", TEXT, 2019, "西岗区"])
        writer.writerow(["two", other("甲"), 2018, "210204"])
        writer.writerow(["bad", "红烧肉。" * 400, 2018, "210204"])
    columns = Columns("content", "y", "place", "name")
    added = add_sources(corpus, [str(path)], columns=columns)
    assert added.report_ids == ["one", "two"]
    assert [(one.code, "row 4" in one.place) for one in added.refused] == [("not_a_report", True)]
    rows = read_corrections(corpus)
    assert (rows["one"]["report_year"], rows["one"]["region_code"]) == ("2019", "210203")
    assert rows["two"]["source"] == "corpus.csv, row 3"
    assert (corpus.documents / "one.txt").read_bytes().decode() == TEXT


def test_a_text_in_two_cells_of_a_row_is_doubted(corpus, tmp_path):
    text = REPORT.read_text(encoding="utf-8")
    half = text.index("发展", len(text) // 2) + 1
    rows = tmp_path / "rows.jsonl"
    row = {"text": text[:half], "rest": text[half:]}
    rows.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    added = add_sources(corpus, [str(rows)], columns=Columns("text"))
    assert [one.code for _, one in added.doubts] == ["text_in_two_cells"]


def test_a_table_without_a_text_column_is_refused(corpus, tmp_path):
    path = tmp_path / "corpus.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    added = add_sources(corpus, [str(path)])
    assert codes(added) == ["no_text_column"]
    assert "--text-column" in str(added.refused[0])


def test_an_address_is_fetched_and_remembered_as_the_source(corpus, tmp_path, monkeypatch):
    def fetched(url: str, *, folder: Path) -> Path:
        folder.mkdir(parents=True)
        return Path(shutil.copy(REPORT, folder / "page.txt"))

    monkeypatch.setattr(adding, "fetch", fetched)
    added = add_sources(corpus, ["https://example.org/a//b"])
    assert added.report_ids == ["page"]
    assert read_corrections(corpus)["page"]["source"] == "https://example.org/a//b"


def test_an_address_inside_a_network_is_refused(corpus):
    added = add_sources(corpus, ["http://127.0.0.1/report.html", "ftp://example.org/x"])
    assert codes(added) == ["forbidden_address", "bad_address"]
    assert all(len(str(one).splitlines()) == 1 for one in added.refused)
    assert not corpus.documents.exists()


def test_one_refusal_does_not_stop_the_others_and_nothing_is_left_of_it(corpus, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    added = add_sources(corpus, [str(tmp_path / "empty.txt"), "nowhere.txt", str(REPORT)])
    assert codes(added) == ["empty", "not_found"]
    assert list(document_paths(corpus)) == added.report_ids == ["shahekou-2018"]
    assert [path.name for path in corpus.documents.iterdir()] == ["shahekou-2018.txt"]


def test_what_is_said_of_all_of_them_is_checked_first(corpus):
    with pytest.raises(Refusal) as caught:
        add_sources(corpus, [str(REPORT)], corrections={"region_code": "999999"})
    assert caught.value.code == "unknown_region"
    assert not corpus.documents.exists()


def test_the_same_words_in_other_bytes_are_a_duplicate(corpus, tmp_path):
    again = tmp_path / "again.html"
    again.write_text(f"<pre>{TEXT}</pre>", encoding="utf-8")
    other_end = tmp_path / "end.txt"
    other_end.write_text(TEXT + "\n\n", encoding="utf-8")
    added = add_sources(corpus, [str(REPORT), str(again)])
    assert (added.report_ids, codes(added)) == ([REPORT.stem], ["duplicate"])
    build_store(corpus)
    assert codes(add_sources(corpus, [str(other_end)])) == ["duplicate"]


def test_a_text_that_its_cell_cut_off_is_refused(corpus, tmp_path):
    path = tmp_path / "texts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text"], [(TEXT * 3)[:32767]], [TEXT]])
    added = add_sources(corpus, [str(path)], columns=Columns("text"))
    assert (len(added.report_ids), codes(added)) == (1, ["cut_by_cell"])


@pytest.mark.parametrize("year", ["25", "1800", "20l8"])
def test_a_year_that_cannot_be_is_refused_before_anything_is_read(corpus, year):
    with pytest.raises(Refusal) as caught:
        add_sources(corpus, [str(REPORT)], corrections={"report_year": year})
    assert caught.value.code == "bad_year"
    assert not corpus.documents.exists()


def test_a_name_of_several_places_is_refused_before_anything_is_read(corpus):
    with pytest.raises(Refusal) as caught:
        add_sources(corpus, [str(REPORT)], corrections={"region": "朝阳区"})
    assert caught.value.code == "ambiguous_region"
    assert "110105 北京市朝阳区, 220104 吉林省长春市朝阳区" in caught.value.detail


def test_a_name_that_no_place_has_is_refused_where_the_text_states_a_place(corpus):
    added = add_sources(corpus, [str(REPORT)], corrections={"region": "沙河日区"})
    assert codes(added) == ["unknown_region_name"]
    assert "沙河日区" in added.refused[0].detail and "210204" in added.refused[0].detail
    assert not corpus.documents.exists()


def test_an_area_without_a_code_is_added_by_its_name_and_that_is_said(corpus, tmp_path):
    added = add_sources(corpus, [str(REPORT)], corrections={"region": "大连市金石新区"})
    assert added.report_ids == ["shahekou-2018"]
    assert [one.code for _, one in added.doubts] == ["contradicts_text", "region_without_code"]
    about = read_report(REPORT, read_corrections(corpus)["shahekou-2018"]).metadata
    assert (about.region, about.region_code) == ("金石新区", None)
    assert (about.level, about.parents) == ("county", ("辽宁省", "大连市"))


def test_the_place_that_the_text_states_gives_no_doubt(corpus):
    added = add_sources(corpus, [str(REPORT)], corrections={"region": "沙河口"})
    assert (added.report_ids, added.doubts) == (["shahekou-2018"], [])


def test_a_blank_source_is_not_the_folder_one_is_in(corpus, monkeypatch):
    monkeypatch.chdir(REPORT.parent)
    assert codes(add_sources(corpus, ["", " "])) == ["not_found", "not_found"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes")
@pytest.mark.parametrize("ending", [".txt", ".zip", ".csv", ".unknown", ""])
def test_links_that_lead_nowhere_and_pipes_are_named_and_the_others_go_on(corpus, tmp_path, ending):
    folder = tmp_path / "own"
    folder.mkdir()
    os.mkfifo(folder / f"pipe{ending}")
    (folder / f"link{ending}").symlink_to(tmp_path / "gone.txt")
    (folder / ".#open.txt").symlink_to(tmp_path / "gone.txt")  # an editor's, of no interest
    shutil.copy(REPORT, folder / "z.txt")
    added = add_sources(corpus, [str(folder)], columns=Columns("text"))
    assert added.report_ids == ["z"]
    assert {(Path(one.place).name, one.code, one.detail) for one in added.refused} == {
        (f"pipe{ending}", "unreadable", "not a regular file"),
        (f"link{ending}", "unreadable", "the link leads nowhere"),
    }
    alone = add_sources(corpus, [str(folder / f"pipe{ending}")], columns=Columns("text"))
    assert [one.detail for one in alone.refused] == ["not a regular file"]


def test_a_link_to_a_folder_is_named_and_not_followed(corpus, tmp_path):
    folder, elsewhere = tmp_path / "own", tmp_path / "elsewhere"
    folder.mkdir(), elsewhere.mkdir()
    shutil.copy(REPORT, elsewhere / "z.txt")
    (folder / "2019").symlink_to(elsewhere, target_is_directory=True)
    (folder / "again").symlink_to(folder, target_is_directory=True)
    added = add_sources(corpus, [str(folder)])
    assert added.report_ids == []
    assert [(Path(one.place).name, one.code) for one in added.refused] == [
        ("2019", "linked_folder"),
        ("again", "linked_folder"),
    ]
    assert add_sources(corpus, [str(folder / "2019")]).report_ids == ["z"]
