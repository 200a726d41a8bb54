import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest

from corpus.collection import PROJECT
from corpus.errors import Refusal
from corpus.reading.document import Source
from corpus.report import Report, read_report, take_apart
from corpus.report_json import quoted_terms, report_json
from corpus.schema import SPOKEN
from corpus.store.rows import tables_of
from corpus.structure.outline import is_stage_direction
from corpus.text.normalization import normalize

DISTRICT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"
TABLES = {
    "texts",
    "paragraphs",
    "headings",
    "sentences",
    "tokens",
    "mentions",
    "nested",
    "quantities",
    "counts",
    "sizes",
}

# Section 4 of the design: the field, and the types that JSON may show it in.
INT, TEXT, NONE = int, str, type(None)
METADATA = {
    "title": (TEXT, NONE),
    "report_year": (INT, NONE),
    "reviewed_year": (INT, NONE),
    "delivery_date": (TEXT, NONE),
    "published": (TEXT, NONE),
    "speaker": (TEXT, NONE),
    "speaker_post": (TEXT, NONE),
    "session": (TEXT, NONE),
    "region_code": (TEXT, NONE),
    "region": (TEXT, NONE),
    "level": (TEXT, NONE),
    "encoding": (TEXT,),
}
HEADING = {"start": (INT,), "end": (INT,), "level": (INT,), "number": (TEXT,), "text": (TEXT,)}
HEADING |= {"style": (TEXT,)}
PARAGRAPH = {"start": (INT,), "end": (INT,), "orientation": (TEXT,), "heading_path": (list,)}
QUANTITY = {
    "start": (INT,),
    "end": (INT,),
    "value": (int, float, NONE),
    "value_high": (int, float, NONE),
    "unit": (TEXT, NONE),
    "indicator": (TEXT, NONE),
    "kind": (TEXT,),
    "change": (TEXT,),
    "bound": (TEXT,),
    "status": (TEXT,),
    "period": (TEXT, NONE),
    "modifier": (TEXT, NONE),
    "sentence_id": (INT,),
}
QUOTED = {"term": (TEXT,), "start": (INT,)}
WARNING = {"code": (TEXT,), "message": (TEXT,), "start": (INT, NONE), "end": (INT, NONE)}
CLOSED = {
    "style": {"own_line", "run_in_numbered", "run_in"},
    "orientation": {
        "front_matter",
        "opening",
        "review_past_year",
        "review_multi_year",
        "problems",
        "plan_multi_year",
        "plan_next_year",
        "closing",
        "appendix",
        "boilerplate",
    },
    "change": {"up", "down", "none"},
    "status": {"achieved", "target"},
    "level": {"national", "provincial", "prefecture", "county", 1, 2, 3},
}


def check_fields(row: Mapping[str, Any], fields: Mapping[str, tuple[type, ...]]) -> None:
    assert set(row) == set(fields)
    for name, types in fields.items():
        assert type(row[name]) in types, (name, row[name])
        if name in CLOSED and row[name] is not None:
            assert row[name] in CLOSED[name], (name, row[name])


def check_contract(content: Mapping[str, Any]) -> None:
    assert set(content) == {
        "metadata",
        "body",
        "headings",
        "paragraphs",
        "quantities",
        "quoted_terms",
        "warnings",
    }
    check_fields(content["metadata"], METADATA)
    check_fields(content["body"], {"start": (INT,), "end": (INT,)})
    for name, fields in (
        ("headings", HEADING),
        ("paragraphs", PARAGRAPH),
        ("quantities", QUANTITY),
        ("quoted_terms", QUOTED),
        ("warnings", WARNING),
    ):
        for row in content[name]:
            check_fields(row, fields)


def is_blank(text: str) -> bool:
    return not re.sub(r"<U\+00A0>|[\u200b\ufeff]", "", text).strip()


def check_covers(text: str, spans: list[tuple[int, int]]) -> None:
    """Spans and what lies between them are the document; between them is white space."""
    pieces, position = [], 0
    for start, end in sorted(spans):
        assert position <= start < end
        assert is_blank(text[position:start]), text[position:start]
        pieces += [text[position:start], text[start:end]]
        position = end
    assert is_blank(text[position:])
    assert "".join([*pieces, text[position:]]) == text


def check_walk_back(report: Report) -> None:
    """For every row of every table, the document's text is the thing named."""
    text = report.source.text
    tables = tables_of(report, "some")
    assert set(tables) == TABLES
    for name, table in tables.items():
        assert (table["report_id"] == "some").all()
        if name in ("counts", "sizes"):  # of parts and paragraphs, not of places
            continue
        assert ((table["start"] >= 0) & (table["start"] < table["end"])).all(), name
        assert (table["end"] <= len(text)).all(), name

    def printed(name: str) -> list[str]:
        spans = zip(tables[name]["start"], tables[name]["end"], strict=True)
        return [text[start:end] for start, end in spans]

    assert printed("texts") == list(tables["texts"]["text"]) == [text]
    assert printed("paragraphs") == list(tables["paragraphs"]["text"])
    changed = {"broken_lines", "traditional_script"} & {one.code for one in report.notices}
    for name in ("tokens", "mentions"):
        terms = [normalize(term).text for term in tables[name]["term"]]
        starts, ends = (report.readable.positions(tables[name][edge]) for edge in ("start", "end"))
        read = [report.readable.text[a:b] for a, b in zip(starts, ends, strict=True)]
        assert read == terms, name
        assert changed or [normalize(one).text for one in printed(name)] == terms, name
    parts = zip(printed("headings"), tables["headings"].itertuples(), strict=True)
    for one, row in parts:
        assert one.startswith(row.number) and one.endswith(row.text)
    check_covers(
        text, list(zip(tables["paragraphs"]["start"], tables["paragraphs"]["end"], strict=True))
    )
    check_covers(
        text, list(zip(tables["sentences"]["start"], tables["sentences"]["end"], strict=True))
    )


def check_belonging(report: Report) -> None:
    """Every token, mention and number is in the sentence it names, and that in its paragraph."""
    tables = tables_of(report, "some")
    sentences = tables["sentences"].set_index("sentence_id")
    paragraphs = tables["paragraphs"].set_index("paragraph_id")
    assert sentences.index.is_unique and paragraphs.index.is_unique
    above = paragraphs.loc[sentences["paragraph_id"]]
    assert (above["start"].to_numpy() <= sentences["start"].to_numpy()).all()
    assert (above["end"].to_numpy() >= sentences["end"].to_numpy()).all()
    text = report.source.text
    for time, row in zip(above["orientation"], sentences.itertuples(), strict=True):
        if is_stage_direction(text[row.start : row.end]):
            assert row.orientation == "boilerplate"
        else:
            turns = {"problems", "review_past_year", "plan_next_year"}
            assert row.orientation == time or (time in SPOKEN and row.orientation in turns)
    for name in ("tokens", "mentions", "quantities"):
        table = tables[name]
        around = sentences.loc[table["sentence_id"]]
        assert (around["start"].to_numpy() <= table["start"].to_numpy()).all(), name
        assert (around["end"].to_numpy() >= table["end"].to_numpy()).all(), name
        assert around["orientation"].isin(SPOKEN).all(), name
    headed = paragraphs.loc[tables["headings"]["paragraph_id"]]
    assert list(headed["start"]) == list(tables["headings"]["start"])


@pytest.fixture(scope="module")
def content(district: Report) -> dict[str, Any]:
    return report_json(district)


def test_the_district_report_keeps_the_contract(content):
    check_contract(content)
    assert json.loads(json.dumps(content, allow_nan=False)) == content


def test_the_text_is_added_when_it_is_asked_for(district, content):
    with_text = report_json(district, with_text=True)
    assert with_text.pop("text") == DISTRICT.read_bytes().decode("utf-8")
    assert with_text == content


def test_the_json_of_the_district_report_is_what_a_reader_found(content, key):
    assert content["metadata"] == key["metadata"]
    found = [
        [one["level"], one["number"], one["text"], one["style"]] for one in content["headings"]
    ]
    assert found == key["headings"]
    lines = {start for _, number, start, style in key["headings"] if style == "own_line"}
    assert len(content["paragraphs"]) == len(key["paragraphs"]) - len(lines)
    assert content["warnings"] == []


def test_paths_of_the_district_report(content):
    by_level = {len(one["heading_path"]) for one in content["paragraphs"]}
    assert by_level == {0, 1, 2, 3}
    last = next(one for one in content["paragraphs"][::-1] if len(one["heading_path"]) == 3)
    assert last["heading_path"] == [
        "三、2018年主要工作安排",
        "(七)把加强作风建设作为永恒主题,全力树立人民政府新形象",
        "深入推进作风建设",
    ]


def test_json_paragraphs_and_headings_are_the_document(district, content):
    lines = [(one["start"], one["end"]) for one in content["paragraphs"]]
    own = [(one["start"], one["end"]) for one in content["headings"] if one["style"] == "own_line"]
    check_covers(district.source.text, lines + own)


def test_the_first_and_the_last_sentence(district, key):
    text = district.source.text
    start, end = district.body
    spans = list(zip(district.sentences["start"], district.sentences["end"], strict=True))
    said = [text[a:b] for a, b in spans if start <= a and b <= end]
    assert (said[0], said[-1]) == (key["first_sentence"], key["last_sentence"])


def test_every_row_of_the_district_report_walks_back(district):
    check_walk_back(district)
    check_belonging(district)


def test_quoted_terms_of_the_district_report(district):
    text = district.source.text
    found = quoted_terms(district)
    assert [one["term"] for one in found[:3]] == ["四个着力", "三个推进", "项目管家"]
    assert sum(one["term"] == "暖房子" for one in found) == 5
    for one in found:
        begin = one["start"]
        end = begin + len(one["term"])
        assert (text[begin:end], text[begin - 1], text[end]) == (one["term"], "“", "”")


# --- other forms of the same report ---------------------------------------------------------------


def source_of(text: str) -> Source:
    return Source(text, "utf-8", 1.0, "0" * 64)


def spoken(report: Report) -> list[str]:
    return list(report.paragraphs[report.paragraphs["orientation"].isin(SPOKEN)]["text"])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\n\n\n"),
        lambda text: "\n".join("\u3000\u3000" + line for line in text.split("\n")),
        lambda text: "\n".join(line + " \xa0" for line in text.split("\n")),
        lambda text: "\ufeff\n" + text,
    ],
    ids=["CRLF", "blank lines", "indents", "trailing blanks", "a mark"],
)
def test_the_white_space_of_a_file_changes_offsets_alone(district, change):
    report = take_apart(source_of(change(district.source.text)))
    assert spoken(report) == spoken(district)
    assert report.metadata == district.metadata
    assert [one.text for one in report.headings] == [one.text for one in district.headings]
    check_walk_back(report)


def test_full_width_digits_and_brackets_change_nothing_but_themselves(district):
    wide = district.source.text.translate(
        {ord(half): ord(half) + 0xFEE0 for half in "0123456789(),:!"}
    )
    report = take_apart(source_of(wide))
    assert report.metadata.report_year == 2018
    assert report.metadata.delivery_date == "2017-12-06"
    assert report.metadata.region_code == "210204"
    assert [one.level for one in report.headings] == [one.level for one in district.headings]
    times = list(district.paragraphs["orientation"])
    assert list(report.paragraphs["orientation"]) == times
    check_walk_back(report)


def test_the_same_report_as_a_page_and_as_a_word_file(tmp_path: Path, district):
    lines = district.source.text.splitlines()
    page = tmp_path / "report.html"
    marked = "".join(f"<p>{line}</p>" for line in lines)
    page.write_text(f"<html><body><div>{marked}</div></body></html>", encoding="utf-8")
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(tmp_path / "report.docx"))
    for name in ("report.html", "report.docx"):
        report = read_report(tmp_path / name)
        assert report.metadata.region_code == district.metadata.region_code
        assert report.metadata.report_year == district.metadata.report_year
        assert len(spoken(report)) == len(spoken(district))
        check_walk_back(report)
        check_contract(report_json(report))


def test_a_report_that_is_there_twice_counts_its_words_once(district):
    text = district.source.text
    report = take_apart(source_of(text + "\n" + text))
    assert spoken(report) == spoken(district)
    once, twice = (tables_of(one, "some") for one in (district, report))
    for name in ("tokens", "mentions", "quantities"):
        assert len(once[name]) == len(twice[name])
    assert len(quoted_terms(report)) == len(quoted_terms(district))
    assert [one.code for one in report.notices] == ["repeated_paragraphs"]
    check_walk_back(report)


def test_characters_outside_the_basic_plane_do_not_shift_anything(district):
    text = "𠮷野家\n" + district.source.text.replace("沙河口正处于", "𠮷沙河口正处于")
    report = take_apart(source_of(text))
    assert report.metadata == district.metadata
    check_walk_back(report)
    check_belonging(report)


def in_lines(text: str, width: int) -> str:
    """The document as a printer would break it: full lines, paragraphs indented."""
    lines = []
    for paragraph in filter(None, map(str.strip, text.splitlines())):
        printed = "\u3000\u3000" + paragraph
        lines += [printed[at : at + width] for at in range(0, len(printed), width)]
    return "\n".join(lines)


@pytest.mark.parametrize("width", [30, 41])
def test_a_report_printed_in_lines_has_the_same_words(district, width):
    report = take_apart(source_of(in_lines(district.source.text, width)))
    assert [one.code for one in report.notices] == ["broken_lines"]
    once, again = (tables_of(one, "some") for one in (district, report))
    spoken_terms = [table["tokens"]["term"].tolist() for table in (once, again)]
    assert spoken_terms[0] == spoken_terms[1]
    assert once["mentions"]["term"].tolist() == again["mentions"]["term"].tolist()
    assert once["quantities"]["value"].tolist() == again["quantities"]["value"].tolist()
    assert once["headings"]["level"].tolist() == again["headings"]["level"].tolist()
    check_walk_back(report)
    check_belonging(report)


def test_a_report_in_traditional_script_has_nearly_the_same_words(district):
    from opencc import OpenCC

    report = take_apart(source_of(OpenCC("s2t").convert(district.source.text)))
    assert [one.code for one in report.notices] == ["traditional_script"]
    assert report.metadata.region_code == "210204"
    assert report.metadata.report_year == 2018
    assert list(report.paragraphs["orientation"]) == list(district.paragraphs["orientation"])
    once, again = (tables_of(one, "some")["mentions"] for one in (district, report))
    # 象徵 and 像 are not told apart on the way to Traditional and back.
    assert abs(len(once) - len(again)) <= len(once) // 200
    check_walk_back(report)


def test_stage_directions_are_labelled_and_not_counted(district):
    text = district.source.text
    marked = text.replace("。", "。（热烈鼓掌）").replace("，", "，（笑声）", 3)
    report = take_apart(source_of(marked))
    assert tables_of(report, "some")["tokens"]["term"].isin(["鼓掌", "笑声", "热烈鼓掌"]).sum() == 0
    sentences = report.sentences
    labelled = sentences[sentences["orientation"] == "boilerplate"]
    printed = [marked[a:b] for a, b in zip(labelled["start"], labelled["end"], strict=True)]
    body = marked[slice(*report.body)]
    assert printed.count("（热烈鼓掌）") == body.count("（热烈鼓掌）") > 300
    once, again = (tables_of(one, "some")["tokens"] for one in (district, report))
    assert once["term"].tolist() == again["term"].tolist()
    check_walk_back(report)
    check_belonging(report)


def test_signs_that_r_wrote_as_codes_are_read(district):
    text = district.source.text.replace("“", "<U+201C>").replace("\xa0", "<U+00A0>")
    report = take_apart(source_of(text))
    for one in quoted_terms(report):
        assert text.startswith(one["term"], one["start"])
    assert len(quoted_terms(report)) == len(quoted_terms(district))
    once, again = (tables_of(one, "some")["tokens"] for one in (district, report))
    assert once["term"].tolist() == again["term"].tolist()
    check_walk_back(report)


def test_a_corrected_year_is_the_year_of_all_that_follows_from_it(district):
    text = district.source.text.replace("2018年沙河口区", "沙河口区")
    source = source_of(
        text.replace("2017年12月6日在", "在").replace("发布日期:2018", "发布日期:2008")
    )
    corrected = take_apart(source, {"report_year": "2018", "region_code": "210204"})
    assert corrected.metadata.report_year == 2018
    assert corrected.metadata.reviewed_year == 2017
    assert list(corrected.paragraphs["orientation"]) == list(district.paragraphs["orientation"])
    assert list(corrected.quantities["period"]) == list(district.quantities["period"])
    other = take_apart(district.source, {"report_year": "2010", "region_code": "110000"})
    assert (other.metadata.region, other.metadata.level) == ("北京市", "provincial")
    assert [one.code for one in other.notices] == ["corrected", "corrected"]
    assert list(other.quantities["period"]) != list(district.quantities["period"])


def test_what_is_unknown_is_told(district):
    text = (
        district.source.text.replace("沙河口", "某某").replace("大连", "某某").replace("徐", "张")
    )
    report = take_apart(source_of(text))
    assert report.metadata.region_code is None
    assert [one.code for one in report.notices] == ["unknown_region_code"]
    check_contract(report_json(report))


def test_a_refusal_names_the_file(tmp_path: Path):
    path = tmp_path / "recipe.txt"
    path.write_text("红烧肉的做法：五花肉切块。" * 200, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        read_report(path)
    assert caught.value.code == "not_a_report"
    assert str(caught.value).startswith(str(path))


def test_shared_reports_keep_the_contract_and_walk_back(shared):
    for path in shared[::3]:  # of every folder and decade; all of them take half a minute
        report = read_report(path)
        check_walk_back(report)
        check_belonging(report)
        found = report_json(report)
        check_contract(found)
        json.dumps(found, allow_nan=False)
