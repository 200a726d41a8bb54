import shutil
from pathlib import Path

import pytest

from corpus.collection import PROJECT, Corpus, corpus_at
from corpus.doctor import ADVICE, examine
from corpus.reports_csv import write_corrections
from corpus.store.build import build_store

REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"
LINES = REPORT.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    shutil.copy(REPORT, tmp_path / "a-2018.txt")
    return corpus_at(tmp_path)


def generated(corpus: Corpus, name: str, year: int, *, lines=None, tag: str = "") -> None:
    """A generated report of another year: the real one, every paragraph marked with ``tag``."""
    text = "\n".join(LINES if lines is None else lines)
    text = (
        text.replace("2017年", f"{year - 1} 年").replace("2018年", f"{year}年").replace(" 年", "年")
    )
    for word in ("工作", "建设", "发展"):
        text = text.replace(word, tag + word)
    text = text.replace(f"{tag}工作报告", "工作报告").replace(f"报告{tag}工作", "报告工作")
    (corpus.documents / f"{name}.txt").write_text(text, encoding="utf-8")


def found(corpus: Corpus) -> list[tuple[str, str]]:
    built = build_store(corpus)
    table = examine(corpus, refused=built.refused)
    assert list(table.columns) == ["report_id", "finding", "detail", "advice"]
    assert (table["advice"] == table["finding"].map(ADVICE)).all()
    return [(Path(row.report_id).stem, row.finding) for row in table.itertuples()]


def test_nothing_is_wrong_with_the_district_report(corpus):
    assert found(corpus) == []


def test_an_empty_corpus_has_no_finding(tmp_path):
    assert found(corpus_at(tmp_path)) == []


def test_missing_years_are_named(corpus):
    generated(corpus, "b", 2013, tag="甲")
    generated(corpus, "c", 2016, tag="乙")
    build_store(corpus)
    table = examine(corpus)
    assert table.loc[table["finding"] == "missing_years", "detail"].tolist() == ["2014–2015, 2017"]


def test_a_file_named_after_another_place_is_found(corpus):
    generated(corpus, "沙河口2017", 2017, tag="甲")
    generated(corpus, "大连沙河2016", 2016, tag="乙")
    generated(corpus, "大连西岗2015", 2015, tag="丙")
    assert [one for one in found(corpus) if one[1] == "named_after_another_place"] == [
        ("大连西岗2015", "named_after_another_place")
    ]


def test_a_place_with_a_new_code_is_one_place(corpus):
    generated(corpus, "county", 2013, tag="甲")
    generated(corpus, "early", 2015, tag="乙")
    generated(corpus, "late", 2015, tag="丙")
    codes = {"a-2018": "130609", "county": "130625", "early": "130625", "late": "130609"}
    write_corrections(corpus, {name: {"region_code": code} for name, code in codes.items()})
    build_store(corpus)
    table = examine(corpus).set_index("finding")
    assert table.loc["missing_years", ["report_id", "detail"]].tolist() == [
        "徐水区",
        "2014, 2016–2017",
    ]
    assert table.loc["two_of_one_year", "report_id"].tolist() == ["early", "late"]


def test_two_versions_of_one_year_and_copies_with_small_changes(corpus):
    generated(corpus, "amended", 2018, lines=[*LINES[:30], *LINES[32:]])
    assert found(corpus) == [
        ("a-2018", "two_of_one_year"),
        ("a-2018", "two_versions"),
        ("amended", "two_of_one_year"),
        ("amended", "two_versions"),
    ]


def test_a_text_cut_short_is_found(corpus):
    place = next(place for place, line in enumerate(LINES) if line.startswith("二、今后五年"))
    generated(corpus, "cut", 2019, lines=LINES[: place - 1], tag="甲")
    assert ("cut", "no_ending") in found(corpus)
    assert ("cut", "no_plan") in found(corpus)


def test_odd_lengths_are_found_against_the_years_around(corpus):
    for year, tag in ((2016, "甲"), (2017, "乙"), (2019, "丙")):
        generated(corpus, str(year), year, tag=tag)
    place = next(place for place, line in enumerate(LINES) if line.startswith("(三)把创新"))
    generated(corpus, "2020", 2020, lines=[*LINES[:14], *LINES[place:]], tag="丁")
    assert [one for one in found(corpus) if one[1].startswith("oddly")] == [("2020", "oddly_short")]


def test_what_is_refused_and_what_is_unknown_is_listed(corpus):
    (corpus.documents / "empty.txt").write_bytes(b"")
    text = REPORT.read_text(encoding="utf-8").replace("沙河口区", "某某新区")
    (corpus.documents / "b.txt").write_text(text.replace("大连市", "某地"), encoding="utf-8")
    assert ("b", "no_region") in found(corpus)
    assert ("empty", "refused") in found(corpus)
    table = examine(corpus, refused=build_store(corpus).refused)
    [row] = table[table["finding"] == "refused"].itertuples()
    assert row.report_id == "empty.txt" and row.detail.startswith("empty.txt: ")
    write_corrections(corpus, {"b": {"region_code": "210204", "report_year": "2017"}})
    assert ("b", "no_region") not in found(corpus)


def test_warnings_of_the_reading_are_repeated(corpus):
    place = next(place for place, line in enumerate(LINES) if len(line) > 200)
    (corpus.documents / "a-2018.txt").write_text(
        "\n".join([*LINES[: place + 1], LINES[place], *LINES[place + 1 :]]), encoding="utf-8"
    )
    assert found(corpus) == [("a-2018", "repeated_paragraphs")]


def test_a_copy_under_another_year_is_a_near_duplicate(corpus):
    write_corrections(corpus, {"copy": {"report_year": "2012"}})
    (corpus.documents / "copy.txt").write_text(
        "\n".join([*LINES[:30], *LINES[32:]]), encoding="utf-8"
    )
    assert ("copy", "near_duplicate") in found(corpus)


def test_amended_reports_among_others_are_found(corpus):
    note = "（根据区十八届人大一次会议代表审议意见修改）"
    generated(corpus, "b-2019", 2019, lines=[*LINES[:2], note, *LINES[2:]], tag="甲")
    assert found(corpus) == [("b-2019", "mixed_versions")]


def test_what_the_reading_changed_is_listed_with_what_to_do(corpus):
    from opencc import OpenCC

    text = OpenCC("s2t").convert("\n".join(LINES))
    (corpus.documents / "a-2018.txt").write_bytes(text.encode("big5", "replace"))
    findings = {code for _, code in found(corpus)}
    assert findings == {"traditional_script"}
