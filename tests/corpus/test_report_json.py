import json
from typing import Any

import pytest

from corpus.report import Report
from corpus.report_json import quoted_terms, report_json
from tests.corpus.conftest import DISTRICT, check_contract, check_covers


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


def test_quoted_terms_of_the_district_report(district):
    text = district.source.text
    found = quoted_terms(district)
    assert [one["term"] for one in found[:3]] == ["四个着力", "三个推进", "项目管家"]
    assert sum(one["term"] == "暖房子" for one in found) == 5
    for one in found:
        begin = one["start"]
        end = begin + len(one["term"])
        assert (text[begin:end], text[begin - 1], text[end]) == (one["term"], "“", "”")
