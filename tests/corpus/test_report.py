import json
import re
from pathlib import Path
from random import Random

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.collection import corpus_at
from corpus.errors import Refusal
from corpus.reading.document import Source, read_document
from corpus.report import Report, parse_report, read_report
from corpus.report_json import quoted_terms, report_json
from corpus.schema import SPOKEN
from corpus.store.rows import tables_of
from corpus.structure.outline import is_stage_direction
from corpus.text.normalization import normalize
from tests.corpus.conftest import DISTRICT, check_contract, check_covers
from tests.corpus.structure.pages import BODY

GENERATED = Path(__file__).parent / "generated"
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
            if time.startswith("review"):  # 「2020年，…。五年来，…」
                turns.add("review_multi_year")
            assert row.orientation == time or (time in SPOKEN and row.orientation in turns)
    for name in ("tokens", "mentions", "quantities"):
        table = tables[name]
        around = sentences.loc[table["sentence_id"]]
        assert (around["start"].to_numpy() <= table["start"].to_numpy()).all(), name
        assert (around["end"].to_numpy() >= table["end"].to_numpy()).all(), name
        assert around["orientation"].isin(SPOKEN).all(), name
    headed = paragraphs.loc[tables["headings"]["paragraph_id"]]
    assert list(headed["start"]) == list(tables["headings"]["start"])


def test_the_first_and_the_last_sentence(district, key):
    text = district.source.text
    start, end = district.body
    spans = list(zip(district.sentences["start"], district.sentences["end"], strict=True))
    said = [text[a:b] for a, b in spans if start <= a and b <= end]
    assert (said[0], said[-1]) == (key["first_sentence"], key["last_sentence"])


def test_every_row_of_the_district_report_walks_back(district):
    check_walk_back(district)
    check_belonging(district)


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
    report = parse_report(source_of(change(district.source.text)))
    assert spoken(report) == spoken(district)
    assert report.metadata == district.metadata
    assert [one.text for one in report.headings] == [one.text for one in district.headings]
    check_walk_back(report)


def test_full_width_digits_and_brackets_change_nothing_but_themselves(district):
    wide = district.source.text.translate(
        {ord(half): ord(half) + 0xFEE0 for half in "0123456789(),:!"}
    )
    report = parse_report(source_of(wide))
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
    report = parse_report(source_of(text + "\n" + text))
    assert spoken(report) == spoken(district)
    once, twice = (tables_of(one, "some") for one in (district, report))
    for name in ("tokens", "mentions", "quantities"):
        assert len(once[name]) == len(twice[name])
    assert len(quoted_terms(report)) == len(quoted_terms(district))
    assert [one.code for one in report.notices] == ["repeated_paragraphs"]
    check_walk_back(report)


def test_characters_outside_the_basic_plane_do_not_shift_anything(district):
    text = "𠮷野家\n" + district.source.text.replace("沙河口正处于", "𠮷沙河口正处于")
    report = parse_report(source_of(text))
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
    report = parse_report(source_of(in_lines(district.source.text, width)))
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

    report = parse_report(source_of(OpenCC("s2t").convert(district.source.text)))
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
    report = parse_report(source_of(marked))
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
    report = parse_report(source_of(text))
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
    corrected = parse_report(source, {"report_year": "2018", "region_code": "210204"})
    assert corrected.metadata.report_year == 2018
    assert corrected.metadata.reviewed_year == 2017
    assert list(corrected.paragraphs["orientation"]) == list(district.paragraphs["orientation"])
    assert list(corrected.quantities["period"]) == list(district.quantities["period"])
    other = parse_report(district.source, {"report_year": "2010", "region_code": "110000"})
    assert (other.metadata.region, other.metadata.level) == ("北京市", "provincial")
    assert [one.code for one in other.notices] == ["contradicts_text", "contradicts_text"]
    assert "沙河口区 (210204)" in other.notices[1].message
    assert list(other.quantities["period"]) != list(district.quantities["period"])


def test_what_is_unknown_is_told(district):
    text = (
        district.source.text.replace("沙河口", "某某").replace("大连", "某某").replace("徐", "张")
    )
    report = parse_report(source_of(text))
    assert report.metadata.region_code is None
    assert [one.code for one in report.notices] == ["unknown_region_code"]
    check_contract(report_json(report))


def test_a_code_of_another_time_is_that_of_the_place_then(district):
    text = district.source.text.replace("沙河口区", "某某区").replace("大连", "某某")
    report = parse_report(source_of(text), {"region_code": "130609", "report_year": "2010"})
    assert (report.metadata.region_code, report.metadata.region) == ("130625", "徐水县")
    assert "code_of_another_year" in [one.code for one in report.notices]


def test_a_code_without_a_predecessor_is_taken_as_it_is(district):
    text = district.source.text.replace("沙河口区", "某某区").replace("大连", "某某")
    report = parse_report(source_of(text), {"region_code": "440310", "report_year": "2014"})
    assert (report.metadata.region_code, report.metadata.region) == ("440310", "坪山区")
    assert "code_of_another_year" not in [one.code for one in report.notices]


def test_an_area_without_a_code_has_name_level_and_parents(district):
    text = district.source.text.replace("沙河口区人民政府", "大鹏新区管委会").replace(
        "沙河口区", "大鹏"
    )
    report = parse_report(source_of(text.replace("大连", "深圳")))
    about = report.metadata
    assert (about.region_code, about.region, about.level) == (None, "大鹏新区", "county")
    assert about.parents == ("广东省", "深圳市")
    assert [one.code for one in report.notices] == ["region_without_code"]


def test_what_only_the_file_name_says_is_used_and_told(tmp_path):
    text = "\n".join(["政府工作报告", *BODY])
    for stated in ("市", "2025年", "2026年"):
        text = text.replace(stated, "")
    (tmp_path / "沙河口区2018年.txt").write_text(text, encoding="utf-8")
    report = read_report(tmp_path / "沙河口区2018年.txt")
    assert (report.metadata.report_year, report.metadata.region_code) == (2018, "210204")
    assert [(one.code, one.message) for one in report.notices if "_from_" in one.code] == [
        (
            "report_year_from_name",
            "the report year is not stated in the text; 2018 is from the file name",
        ),
        (
            "region_from_name",
            "the region is not stated in the text; 沙河口区 is from the file name",
        ),
    ]


def test_a_path_may_be_a_string(district):
    assert (
        read_report(str(corpus_at().documents / "shahekou-2018.txt")).metadata == district.metadata
    )


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


@pytest.mark.parametrize("printed", ["6.\n5%", "6\n.5%", "6.5\n%"])
def test_a_number_broken_over_lines_is_flagged(tmp_path, printed):
    text = DISTRICT.read_text(encoding="utf-8")
    assert text.count("地区生产总值增长7%") == 1
    broken = text.replace("地区生产总值增长7%", f"地区生产总值增长{printed}")
    (tmp_path / "r.txt").write_text(broken, encoding="utf-8")
    report = read_report(tmp_path / "r.txt")
    flagged = report.quantities[report.quantities["warning"] == "broken_line"]
    at = broken.index(printed)
    assert len(flagged) and flagged["start"].between(at, at + len(printed)).all()


def test_letters_for_digits_are_told(tmp_path):
    text = DISTRICT.read_text(encoding="utf-8").replace("地区生产总值增长7%", "地区生产总值增长1O%")
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    report = read_report(tmp_path / "r.txt")
    notice = next(one for one in report.notices if one.code == "number_letter_for_digit")
    assert text[notice.start : notice.end] == "1O"


def shares_of(report: Report) -> dict[str, float]:
    """The share of the body that is review, and plan, by characters of sentences."""
    table = report.sentences[report.sentences["orientation"].isin(SPOKEN)]
    length = table["end"] - table["start"]
    part = table["orientation"].str.split("_").str[0]
    return (length.groupby(part).sum() / length.sum()).to_dict()


@pytest.mark.parametrize("instead", ["", " ", "\\r\\n", "<br>", "\u3000\u3000"])
def test_a_report_that_lost_its_line_ends_keeps_its_parts(district, instead):
    text = re.sub(r"\s*\n\s*", lambda match: instead, district.source.text)
    flat, whole = shares_of(parse_report(source_of(text))), shares_of(district)
    for part in ("review", "plan"):
        assert flat[part] == pytest.approx(whole[part], abs=0.03)


def mutated(text: str, random: Random) -> str:
    """A text as it may arrive: cut, spliced, flattened, escaped, spaced or with signs strewn in."""
    first, last = sorted(random.randrange(len(text) + 1) for _ in range(2))
    return random.choice(
        [
            text[:first],
            text[first:],
            text[:first] + text[last:],
            text[last:] + text[:first],
            re.sub(r"\s+", "", text),
            text.replace("\n", "\\r\\n"),
            text.replace("\n", "<br>").replace("。", "&nbsp;。"),
            " ".join(text[:6000]),
            "".join(
                character
                + (random.choice("。、一（）:1０\x00\n") if random.random() < 0.02 else "")
                for character in text
            ),
        ]
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(sorted(GENERATED.glob("*.txt"))))
def test_whatever_is_done_to_a_text_it_is_read_or_refused(seed, path):
    random = Random(seed)
    text = mutated(mutated(read_document(path).text, random), random)
    try:
        report = parse_report(source_of(text))
    except Refusal:
        return
    rows = report.paragraphs
    assert list(rows["text"]) == [
        text[a:b] for a, b in zip(rows["start"], rows["end"], strict=True)
    ]
    assert report.sentences["start"].is_monotonic_increasing
    assert report.quantities["end"].le(len(text)).all()


def test_a_rule_that_fails_refuses_its_document_and_says_how(monkeypatch):
    def failing(*_: object, **__: object) -> None:
        raise KeyError("no such rule")

    monkeypatch.setattr("corpus.report.parse_report", failing)
    with pytest.raises(Refusal) as caught:
        read_report(DISTRICT)
    assert (caught.value.code, caught.value.detail) == ("not_parsed", "KeyError: 'no such rule'")
