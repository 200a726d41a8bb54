"""Tables with one row per paragraph, and tables that only look so."""

import json
from pathlib import Path

import pandas as pd
import pytest

from corpus.adding.spreadsheets import rows_of
from corpus.errors import Refusal

SAID = [
    "各位代表：",
    "现在，我代表区人民政府向大会作政府工作报告，请予审议。",
    "一、2017年工作回顾",
    "一年来，我们坚持稳中求进工作总基调，地区生产总值增长7%。" * 3,
    "二、2018年工作安排",
    "地区生产总值增长6.5%左右，新增就业1.5万人。" * 4,
    "各位代表，让我们不忘初心，努力奋斗！",
]
OTHER = [*SAID[:3], "全年完成固定资产投资100亿元，增长8%。" * 5, *SAID[4:], "谢谢大家！"]
WHOLE = "\n".join([*SAID, *("持续优化营商环境，推进教育、卫生和交通建设。" * 20 for _ in range(6))])


def table(*reports: tuple[list[object], list[str]], names: list[str], number: str = "", begin=1):
    """One row per paragraph: the cells that name the report, its number, and the text."""
    rows = []
    for cells, said in reports:
        for n, text in enumerate(said, begin):
            rows.append([*cells, *([n] if number else []), text])
    return pd.DataFrame(rows, columns=[*names, *([number] if number else []), "text"])


TWO = (["a", SAID], ["b", OTHER])
BY_ID = table((["dl-2018"], SAID), (["dl-2019"], OTHER), names=["doc"], number="para")
BY_PLACE = table(([2018, "大连市"], SAID), ([2019, "大连市"], OTHER), names=["year", "place"])


def save(frame: pd.DataFrame, folder: Path, suffix: str) -> Path:
    path = folder / f"corpus{suffix}"
    if suffix == ".jsonl":
        lines = (json.dumps(one, ensure_ascii=False) for one in frame.to_dict("records"))
        path.write_text("\n".join(lines), encoding="utf-8")
    elif suffix == ".csv":
        frame.to_csv(path, index=False)
    elif suffix == ".tsv":
        frame.to_csv(path, index=False, sep="\t")
    elif suffix == ".xlsx":
        frame.to_excel(path, index=False)
    elif suffix == ".dta":
        frame.to_stata(path, write_index=False, version=118)
    else:
        frame.to_parquet(path, index=False)
    return path


def read(frame: pd.DataFrame, folder: Path, suffix: str = ".csv", **columns: str):
    return list(rows_of(save(frame, folder, suffix), text_column="text", **columns))


JOINED = ["\n".join(SAID), "\n".join(OTHER)]
ID = {"id_column": "doc"}
PLACE = {"year_column": "year", "region_column": "place"}


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".jsonl", ".dta", ".parquet"])
def test_rows_of_one_id_are_one_report(tmp_path, suffix):
    found = read(BY_ID, tmp_path, suffix, **ID)
    assert [one.report_id for one in found] == ["dl-2018", "dl-2019"]
    assert [one.text for one in found] == JOINED
    assert [[notice.code for notice in one.notices] for one in found] == [["joined_rows"]] * 2


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl", ".dta", ".parquet"])
def test_rows_of_one_year_and_place_are_one_report(tmp_path, suffix):
    found = read(BY_PLACE, tmp_path, suffix, **PLACE)
    assert [one.text for one in found] == JOINED
    assert [(one.year, one.region_code) for one in found] == [(2018, "210200"), (2019, "210200")]
    first = 1 if suffix in (".dta", ".parquet", ".jsonl") else 2
    assert [one.row_number for one in found] == [first, first + len(SAID)]


def test_the_number_of_the_paragraph_gives_the_order(tmp_path):
    shuffled = BY_ID.sort_values("para", kind="stable", ascending=False)
    assert sorted(one.text for one in read(shuffled, tmp_path, **ID)) == sorted(JOINED)


def test_a_number_of_paragraphs_may_begin_at_0_and_be_text(tmp_path):
    frame = table((["a"], SAID), (["b"], OTHER), names=["doc"], number="n", begin=0)
    frame["n"] = frame["n"].map(str)
    assert [one.text for one in read(frame, tmp_path, ".xlsx", **ID)] == JOINED


def test_a_running_number_over_all_rows_is_one(tmp_path):
    frame = BY_ID.drop(columns="para")
    frame.insert(0, "index", range(len(frame)))
    assert [one.text for one in read(frame, tmp_path, **ID)] == JOINED


def test_without_named_columns_those_that_stay_the_same_tell_the_reports(tmp_path):
    found = read(BY_ID, tmp_path)
    assert [one.text for one in found] == JOINED
    assert [one.report_id for one in found] == ["corpus-2", "corpus-9"]


def test_a_column_that_stays_the_same_is_enough(tmp_path):
    assert [one.text for one in read(BY_ID.drop(columns="para"), tmp_path)] == JOINED


def test_empty_paragraphs_are_left_out(tmp_path):
    frame = BY_ID.copy()
    frame.loc[[1, 9], "text"] = ""
    texts = [
        "\n".join(one for n, one in enumerate(said) if n != at)
        for said, at in ((SAID, 1), (OTHER, 2))
    ]
    assert [one.text for one in read(frame, tmp_path, **ID)] == texts


def test_the_notice_names_the_rows(tmp_path):
    first = read(BY_ID, tmp_path, **ID)[0].notices[0]
    assert "rows 2 to 8" in first.message


# --- rows that are reports of their own -----------------------------------------------------------

TWELVE = ["大连市", "沈阳市", "鞍山市", "抚顺市", "本溪市", "丹东市"] * 2


def test_a_report_per_row_stays_as_it_is(tmp_path):
    frame = pd.DataFrame(
        {"year": range(2001, 2013), "place": TWELVE, "text": [f"{WHOLE}{n}" for n in range(12)]}
    )
    assert [one.text for one in read(frame, tmp_path, **PLACE)] == list(frame["text"])


def test_short_texts_of_several_years_stay_apart(tmp_path):
    frame = pd.DataFrame(
        {"province": ["辽宁省"] * 12, "year": range(2001, 2013), "text": ["坚持稳中求进。"] * 12}
    )
    assert len(read(frame, tmp_path, year_column="year", region_column="province")) == 12
    assert len(read(frame, tmp_path, region_column="province")) == 12
    assert len(read(frame, tmp_path)) == 12


def test_short_texts_of_several_places_stay_apart(tmp_path):
    frame = pd.DataFrame({"year": [2018] * 12, "place": TWELVE, "text": ["稳中求进。"] * 12})
    frame["text"] += frame["place"]
    assert len(read(frame, tmp_path, year_column="year")) == 12
    assert len(read(frame, tmp_path)) == 12


def test_two_long_texts_of_one_year_and_place_stay_apart(tmp_path):
    frame = pd.DataFrame(
        {"year": [2018, 2018, 2019], "place": ["大连市"] * 3, "text": [WHOLE, WHOLE + "一", WHOLE]}
    )
    assert len(read(frame, tmp_path, **PLACE)) == 3


def test_rows_that_each_address_the_deputies_stay_apart(tmp_path):
    said = [f"各位代表：现在报告工作。{one}" for one in SAID]
    frame = table((["辽宁省"], said), (["吉林省"], said), names=["doc"])
    assert len(read(frame, tmp_path)) == 2 * len(SAID)


def test_an_id_that_is_there_twice_is_refused_for_whole_reports(tmp_path):
    frame = pd.DataFrame({"doc": ["a", "a", "b"], "text": [WHOLE, WHOLE, WHOLE]})
    with pytest.raises(Refusal) as caught:
        read(frame, tmp_path, **ID)
    assert caught.value.code == "bad_row"


def test_a_table_with_one_column_is_one_report_per_row(tmp_path):
    frame = pd.DataFrame({"text": [*SAID, *OTHER]})
    assert len(read(frame, tmp_path)) == len(frame)


def test_titles_beside_texts_stay_apart(tmp_path):
    frame = pd.DataFrame(
        {"source": ["网站"] * 14, "title": [f"标题{n}" for n in range(14)], "text": [*SAID * 2]}
    )
    assert len(read(frame, tmp_path)) == 14


# --- excerpts as short as paragraphs, and what shows that rows belong together --------------------

EXCERPT = "持续优化营商环境，推进教育、卫生和交通建设，地区生产总值增长7%。" * 4
EXCERPTS = [
    f"{'甲乙丙丁戊己庚辛壬癸'[n // 6]}{'子丑寅卯辰巳'[n % 6]}地：{EXCERPT}" for n in range(60)
]


def excerpts(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({**columns, "text": EXCERPTS})


PLACES = [TWELVE[n // 10] for n in range(60)]
YEARS = [2010 + n // 10 for n in range(60)]


@pytest.mark.parametrize(
    ("frame", "columns"),
    [
        (excerpts(source="网站"), {}),
        (excerpts(note=""), {}),
        (excerpts(number=range(1, 61), url=""), {}),
        (excerpts(number=range(1, 61), place=PLACES), {}),
        (excerpts(place=PLACES), {"region_column": "place"}),
        (excerpts(year=YEARS), {"year_column": "year"}),
        (excerpts(year=YEARS, place=PLACES), PLACE),
        (excerpts(number=range(1, 61), year=YEARS, place=PLACES), PLACE),
        (excerpts(place=PLACES, no=[n % 10 + 1 for n in range(60)]), {"region_column": "place"}),
    ],
)
def test_excerpts_stay_apart_whatever_stays_the_same(tmp_path, frame, columns):
    assert [one.text for one in read(frame, tmp_path, **columns)] == EXCERPTS


def test_excerpts_that_begin_alike_are_versions(tmp_path):
    frame = excerpts(year=YEARS, place=PLACES, version=[n % 10 for n in range(60)])
    frame["text"] = "我代表市人民政府报告工作以来的情况：" + frame["text"]
    assert len(read(frame, tmp_path, **PLACE)) == 60


@pytest.mark.parametrize("every", [1, 2, 4])
def test_abstracts_that_name_their_report_stay_apart(tmp_path, every):
    frame = excerpts(place=PLACES)
    named = [f"某县{2000 + n}年政府工作报告提出：" if n % every == 0 else "" for n in range(60)]
    frame["text"] = [a + b for a, b in zip(named, frame["text"], strict=True)]
    assert len(read(frame, tmp_path, region_column="place")) == 60


def test_paragraphs_counted_in_each_year_and_place_need_no_opening(tmp_path):
    frame = excerpts(year=YEARS, place=PLACES, no=[n % 10 + 1 for n in range(60)])
    assert len(read(frame.sample(frac=1, random_state=1), tmp_path, **PLACE)) == 6


def test_titles_that_go_on_from_row_to_row_make_a_report(tmp_path):
    frame = table((["a"], SAID[2:]), (["b"], OTHER[2:]), names=["doc"])
    assert len(read(frame, tmp_path)) == 2


LONGER = ["大连市政府工作报告", *SAID, *EXCERPTS[:6]]


def test_two_reports_of_a_year_and_place_stay_apart_or_are_told_by_another_column(tmp_path):
    rows = table(
        ([2018, "大连市", 1], LONGER),
        ([2018, "大连市", 2], LONGER),
        names=["year", "place", "session"],
        number="n",
    )
    assert [one.text for one in read(rows, tmp_path, **PLACE)] == ["\n".join(LONGER)] * 2
    assert len(read(rows[["year", "place", "text"]], tmp_path, **PLACE)) == len(rows)


@pytest.mark.parametrize("column", ["{}", "{}-01-12", "大连市{}年政府工作报告"])
def test_an_id_of_several_years_is_none_of_a_report(tmp_path, column):
    frame = excerpts(doc=PLACES, when=[column.format(2010 + n % 10) for n in range(60)])
    refused: list[Refusal] = []
    assert len(read(frame, tmp_path, **ID, refused=refused)) == 6
    assert len(refused) == 54


def test_no_row_is_lost_where_the_id_or_the_text_is_missing(tmp_path):
    frame = pd.concat([BY_ID, pd.DataFrame({"doc": ["c"], "para": [1], "text": [""]})])
    frame["doc"] = [None if n in (3, 4) else one for n, one in enumerate(frame["doc"])]
    refused: list[Refusal] = []
    found = read(frame, tmp_path, **ID, refused=refused)
    assert [one.report_id for one in found] == ["dl-2018", "dl-2019"]
    assert [one.place for one in refused] == [f"corpus.csv, row {n}" for n in (5, 6, 17)]


def test_a_paragraph_that_is_a_number_to_the_spreadsheet_is_kept(tmp_path):
    frame = BY_ID.copy()
    frame["text"] = [2018 if n == 2 else one for n, one in enumerate(frame["text"])]
    first = read(frame, tmp_path, ".xlsx", **ID)[0].text
    assert first.split("\n")[:3] == [*SAID[:2], "2018"]


def test_columns_of_lists_name_no_report(tmp_path):
    frame = BY_ID.assign(tags=[["a", "b"]] * len(BY_ID), numbers=[[1.0, 2.0]] * len(BY_ID))
    assert [one.text for one in read(frame, tmp_path, ".parquet", **ID)] == JOINED
    assert [one.text for one in read(frame, tmp_path, ".jsonl")] == JOINED
