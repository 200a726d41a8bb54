import json
import re
from collections import Counter

from corpus.lexicon.lists import PolicyTerm
from corpus.report import read_report
from corpus.reports_csv import write_corrections
from corpus.schema import SCHEMAS, SPOKEN, TABLES
from corpus.store.build import build_store
from corpus.store.rows import (
    DOCUMENT_TABLES,
    _is_han,
    occurrences_of,
    read_rows_of_document,
    speech_digest,
    spoken_text,
    with_new_words,
)
from corpus.store.tables import read_table
from corpus.text.normalization import normalize
from corpus.text.spans import slices
from corpus.words.terms import TermMatcher
from tests.corpus.store.conftest import REPORT


def test_every_row_with_a_span_walks_back_to_the_document(corpus):
    build_store(corpus)
    text = read_table(corpus, "texts")["text"][0]
    assert text == REPORT.read_text(encoding="utf-8")
    for name in (one for one in TABLES if one not in ("counts", "sizes")):
        table = read_table(corpus, name)
        assert (table["start"] >= 0).all() and (table["start"] < table["end"]).all(), name
        assert (table["end"] <= len(text)).all(), name
    for name, column in (("paragraphs", "text"), ("mentions", "term"), ("tokens", "term")):
        table = read_table(corpus, name)
        printed = [text[a:b] for a, b in zip(table["start"], table["end"], strict=True)]
        assert printed == list(table[column]), name


def test_a_correction_wins_and_is_recorded(corpus):
    build_store(corpus)
    write_corrections(corpus, {"district": {"report_year": "2019", "region_code": "210203"}})
    assert build_store(corpus).built == ("district",)
    row = read_table(corpus, "reports").iloc[0]
    assert (row["report_year"], row["reviewed_year"]) == (2019, 2018)
    assert (row["region_code"], row["region"], row["level"]) == ("210203", "西岗区", "county")
    warnings = json.loads(row["warnings"])
    messages = [one["message"] for one in warnings if one["code"] == "contradicts_text"]
    assert any("2018" in message and "2019" in message for message in messages)


def test_counts_and_sizes_add_up(corpus):
    build_store(corpus)
    tokens, counts, sizes = (read_table(corpus, name) for name in ("tokens", "counts", "sizes"))
    assert counts["n"].sum() == sizes["tokens"].sum() == len(tokens)
    assert sizes["words"].sum() == tokens["kind"].isin(["word", "latin"]).sum()
    paragraphs = read_table(corpus, "paragraphs").set_index("paragraph_id")
    place = tokens["paragraph_id"].map(paragraphs["orientation"])
    expected = tokens.groupby([place.rename("orientation"), "term"]).size()
    found = counts.set_index(["orientation", "term"])["n"]
    assert found.to_dict() == expected.to_dict()
    text = read_table(corpus, "texts")["text"].iloc[0]
    han = sum(
        len(re.findall("[\u4e00-\u9fff]", text[row.start : row.end]))
        for row in paragraphs.loc[sizes["paragraph_id"]].itertuples()
    )
    assert sizes["characters"].sum() == han


def test_words_found_anew_are_those_that_were_there():
    rows, _ = read_rows_of_document("district", REPORT, {}, "key")
    bare = {name: rows[name] for name in ("reports", *DOCUMENT_TABLES)}
    assert with_new_words(bare, "district") == rows
    assert set(rows) == set(TABLES)


def test_a_refused_document_gives_no_rows_and_the_reason(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b" \n")
    assert read_rows_of_document("empty", path, {}, "key") == (
        None,
        {"key": "key", "speech": "", "code": "empty", "place": "empty.txt", "detail": ""},
    )


def test_what_is_said_makes_the_digest_and_white_space_does_not(district, tmp_path):
    text = REPORT.read_text(encoding="utf-8")
    digest = speech_digest(district)

    def of(changed: str) -> str:
        (tmp_path / "a.txt").write_text(changed, encoding="utf-8")
        return speech_digest(read_report(tmp_path / "a.txt"))

    assert of(text.replace("\n", "\n\n\u3000\u3000") + "\n网站地图\n") == digest
    assert of(text.replace("营商环境", "营商\u200b环境")) == digest
    assert of(text.replace("营商环境", "营商 环境")) == digest
    assert of(text.replace("营商环境", "经商环境", 1)) != digest


def test_the_speech_is_its_sentences_one_a_line(district):
    sentences = district.sentences
    spoken = sentences[sentences["orientation"].isin(SPOKEN)]
    printed = slices(district.source.text, spoken["start"], spoken["end"])
    said = spoken_text(sentences, district.readable).split("\n")
    assert said == [normalize(one).text for one in printed]


def test_occurrences_of_other_terms_are_where_they_stand(district):
    terms = ["营商环境", "环境", "各位代表"]
    matcher = TermMatcher([PolicyTerm(one, "", None, "generated") for one in terms])
    rows = occurrences_of(district.sentences, district.readable, matcher, "some")
    assert list(rows.columns) == SCHEMAS["mentions"].names
    assert set(rows["report_id"]) == {"some"}
    assert slices(district.source.text, rows["start"], rows["end"]) == rows["term"].tolist()
    spoken = spoken_text(district.sentences, district.readable)
    expected = Counter({one: spoken.count(one) for one in terms})
    assert Counter(rows["term"]) == expected
    assert len(expected) == 3
    assert rows["area"].isna().all()


def test_chinese_characters_are_counted_and_nothing_else():
    text = "〇一a𠮷，\uf900é1㐀\u3000"
    assert _is_han(text).tolist() == [
        True,
        True,
        False,
        True,
        False,
        True,
        False,
        False,
        True,
        False,
    ]
