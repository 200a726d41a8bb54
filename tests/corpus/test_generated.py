"""Generated reports in the states in which such texts are collected, against the right answers."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import Refusal
from corpus.report import Report, read_report

FOLDER = Path(__file__).parent / "generated"
KINDS = sorted(path.name.removesuffix(".expected.json") for path in FOLDER.glob("*.expected.json"))
FACTS = ("report_year", "region_code", "delivery_date", "speaker", "speaker_post", "session")
_SPACES = re.compile(r"[\s\u3000]|&nbsp;|\\r|\\n|<br\s*/?>|</?p>")


def squeezed(text: str) -> str:
    return _SPACES.sub("", text)


def expected(kind: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{kind}.expected.json").read_text(encoding="utf-8"))


def read(kind: str) -> Report:
    return read_report(FOLDER / f"{kind}.txt")


REPORTS = [kind for kind in KINDS if "refused" not in expected(kind)]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(REPORTS)))
def test_what_is_no_report_is_refused(kind):
    with pytest.raises(Refusal) as caught:
        read(kind)
    assert caught.value.code == expected(kind)["refused"]


@pytest.mark.parametrize("kind", REPORTS)
def test_metadata_are_those_stated(kind):
    found, wanted = read(kind).metadata, expected(kind)
    for name in FACTS:
        if name in wanted:
            assert getattr(found, name) == wanted[name], name


@pytest.mark.parametrize("kind", REPORTS)
def test_the_body_begins_and_ends_where_the_report_does(kind):
    report, wanted = read(kind), expected(kind)
    body = squeezed(report.source.text[slice(*report.body)])
    assert body.startswith(squeezed(wanted.get("first_sentence_begins", "各位代表")))
    assert body.endswith(squeezed(wanted.get("last_sentence_ends", "努力奋斗！")))


@pytest.mark.parametrize("kind", REPORTS)
def test_chapters_are_found_and_both_times(kind):
    report, wanted = read(kind), expected(kind)
    chapters = [squeezed(one.text) for one in report.headings if one.level == 1]
    assert chapters == [squeezed(one) for one in wanted.get("level_1_headings", chapters)]
    assert len(chapters) == 2
    rows = report.paragraphs[report.paragraphs["level"] == 0]
    sizes = (rows["end"] - rows["start"]).groupby(rows["orientation"]).sum()
    shares = sizes / sizes.sum()
    assert shares["plan_next_year"] >= 0.3
    assert shares.filter(like="review").sum() >= 0.2


@pytest.mark.parametrize("kind", REPORTS)
def test_no_warning_is_false(kind):
    codes = {one.code for one in read(kind).notices}
    assert codes & set(expected(kind).get("must_not_warn", ())) == set()


@pytest.mark.parametrize("kind", REPORTS)
def test_offsets_are_those_of_the_text_given(kind):
    report = read(kind)
    text = report.source.text
    for row in report.paragraphs.itertuples():
        assert text[row.start : row.end] == row.text
    for one in report.headings:
        assert text[one.start : one.end].endswith(one.text)
    starts = report.sentences["start"].tolist()
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("03a_literal_crlf", "escapes_written_out"),
        ("20b_p_tags_in_text", "escapes_written_out"),
        ("20c_entities_in_text", "escapes_written_out"),
        ("25_spaces_between_characters", "spaced_text"),
        ("25b_already_segmented", "spaced_text"),
        ("16_gbk_one_bad_byte", "broken_characters"),
        ("01_line_begins_with_full_stop", "broken_lines"),
    ],
)
def test_what_was_done_to_a_text_is_a_warning(kind, code):
    assert code in {one.code for one in read(kind).notices}
