"""What the tests of the corpus rooms share: the report, its key, and the real reports beside."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.collection import Corpus, corpus_at
from corpus.report import Report, read_report

ROOT = Path(__file__).parents[2]
DISTRICT = ROOT / "corpus" / "reports" / "shahekou-2018.txt"
SHARED = Path(os.environ.get("GWR_SHARED_REPORTS", ROOT.parent / "shared" / "reports"))


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """A corpus without documents."""
    return corpus_at(tmp_path)


def put(folder: Path, name: str, content: bytes = b"text") -> Path:
    """A file of these bytes in a folder, which is made where it is not there."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@cache
def district_report() -> Report:
    return read_report(DISTRICT)


def shared_files() -> list[Path]:
    """The national and provincial reports for building and testing; none where there is no folder.

    Those in ``local`` are as people collected them, some of them no reports at all.
    """
    found = (path for path in SHARED.rglob("*") if path.suffix in {".txt", ".docx"})
    return sorted(path for path in found if path.parent.name != "local")


@pytest.fixture(scope="session")
def district() -> Report:
    return district_report()


@pytest.fixture(scope="session")
def key() -> dict[str, Any]:
    """What a reader of the district report found in it."""
    path = Path(__file__).parent / "keys" / "shahekou-2018.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def shared() -> Iterator[list[Path]]:
    files = shared_files()
    if not files:
        pytest.skip(f"the shared reports are not at {SHARED}; GWR_SHARED_REPORTS can say where")
    yield files


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


def check_first_look(pattern: re.Pattern[str], has: Callable[[str], object]) -> None:
    """What a pattern finds has in it what is looked for first, because that is fast to find."""
    whole = pattern.pattern.removesuffix("$")

    @given(st.from_regex(re.compile(whole, pattern.flags)))
    def check(text: str) -> None:
        found = re.search(whole, text)
        if found and found.group():
            assert has(found.group())

    check()
