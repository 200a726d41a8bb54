"""The lexicon's text files keep the promises that the code which loads them relies on."""

import csv
import re
from collections import Counter
from itertools import pairwise

import pytest

from corpus.collection import PROJECT
from corpus.errors import Refusal
from corpus.lexicon.lists import (
    english_terms,
    fingerprint,
    policy_areas,
    policy_terms,
    premiers,
    stop_words,
)

CORPUS = PROJECT / "corpus"
LEXICON = CORPUS / "lexicon"

HEADERS = {
    "policy_terms.csv": ["term", "english", "area", "source"],
    "policy_areas.csv": ["code", "name_en", "name_zh", "sphere", "includes"],
    "stopwords.csv": ["term", "kind", "source"],
}
SPHERES = {"经济", "政治", "文化", "社会", "生态文明", "党的建设"}
CODES = [*range(1, 11), *range(12, 22), 23, 30, 99]

# Reports in which the coverage of the lexicon is measured; no term is taken from them.
HELD_OUT = {
    *("national-2003", "national-2022", "provincial-230000-2026", "provincial-330000-2025"),
    *("provincial-430000-2025", "provincial-430000-2026", "provincial-520000-2026"),
    *("provincial-650000-2025",),
}


def rows_of(name):
    with (LEXICON / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def half_width(text):
    """Full-width letters, digits and signs as their half-width forms; 、 and 。 stay."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


def han_count(text):
    return len(re.findall(r"[\u4e00-\u9fff]", text))


@pytest.fixture(scope="module")
def terms():
    return rows_of("policy_terms.csv")


@pytest.fixture(scope="module")
def areas():
    return rows_of("policy_areas.csv")


@pytest.fixture(scope="module")
def stopwords():
    return rows_of("stopwords.csv")


@pytest.fixture(scope="module")
def district_report():
    return (CORPUS / "reports" / "shahekou-2018.txt").read_text(encoding="utf-8")


# every file


@pytest.mark.parametrize("name", HEADERS)
def test_is_utf8_with_unix_line_ends_and_no_byte_order_mark(name):
    data = (LEXICON / name).read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.decode("utf-8").endswith("\n")


@pytest.mark.parametrize("name, header", HEADERS.items())
def test_header_and_width(name, header):
    with (LEXICON / name).open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == header
    assert {len(line) for line in lines} == {len(header)}


@pytest.mark.parametrize("name", HEADERS)
def test_no_cell_has_space_around_it(name):
    assert [row for row in rows_of(name) for cell in row.values() if cell != cell.strip()] == []


@pytest.mark.parametrize("name", ["policy_terms.csv", "stopwords.csv"])
def test_terms_are_sorted_by_code_point_and_unique(name):
    listed = [row["term"] for row in rows_of(name)]
    assert listed == sorted(set(listed))


# policy areas


def test_area_codes_are_the_codebook_in_order(areas):
    assert [int(row["code"]) for row in areas] == CODES


def test_every_area_but_none_has_one_sphere(areas):
    spheres = {row["code"]: row["sphere"] for row in areas}
    assert spheres.pop("99") == ""
    assert set(spheres.values()) == SPHERES


def test_area_names_are_given_in_both_languages_and_unique(areas):
    for column in ("name_en", "name_zh"):
        names = [row[column] for row in areas]
        assert all(names) and len(set(names)) == len(names)
    assert all(han_count(row["name_zh"]) >= 2 for row in areas)


# policy terms


def test_there_are_enough_terms(terms):
    assert len(terms) >= 600


def test_terms_stay_unique_once_widths_are_folded(terms):
    folded = Counter(half_width(row["term"]) for row in terms)
    assert [term for term, n in folded.items() if n > 1] == []
    assert set(folded) <= {row["term"] for row in terms}


def test_terms_are_two_han_characters_or_letters(terms):
    allowed = re.compile(r"[\u4e00-\u9fffA-Za-z0-9+.、,]+")
    listed = [row["term"] for row in terms]
    assert [term for term in listed if not allowed.fullmatch(term)] == []
    short = [term for term in listed if han_count(term) < 2]
    assert [term for term in short if not re.fullmatch(r"[A-Z0-9][A-Za-z0-9.]+", term)] == []


def test_term_areas_exist(terms, areas):
    codes = {row["code"] for row in areas} - {"99"}
    assert {row["area"] for row in terms} - {""} <= codes


def test_most_terms_have_an_area(terms):
    without = [row["term"] for row in terms if not row["area"]]
    assert len(without) <= len(terms) // 25, without


def test_english_is_short_plain_and_unique(terms):
    odd = [
        row["english"]
        for row in terms
        if not row["english"].isascii()
        or not row["english"].isprintable()
        or not re.search(r"[A-Za-z]", row["english"])
        or row["english"].endswith((".", ",", ";"))
        or len(row["english"]) > 90
    ]
    assert odd == []
    assert [e for e, n in Counter(row["english"] for row in terms).items() if n > 1] == []


def test_sources_name_a_report(terms):
    pattern = re.compile(
        r"report:(shahekou-2018|national-(19|20)\d\d|provincial-\d{6}-202[56]|local-\S+)"
    )
    assert [row for row in terms if not pattern.fullmatch(row["source"])] == []


def test_no_term_comes_from_a_report_kept_for_measuring(terms):
    assert {row["source"].removeprefix("report:") for row in terms} & HELD_OUT == set()


def test_terms_of_the_district_report_stand_in_it(terms, district_report):
    own = [row["term"] for row in terms if row["source"] == "report:shahekou-2018"]
    assert own
    assert [term for term in own if term not in district_report] == []


def test_a_term_is_credited_to_the_district_report_when_it_stands_there(terms, district_report):
    others = [row["term"] for row in terms if row["source"] != "report:shahekou-2018"]
    assert [term for term in others if term in district_report] == []


# Terms that a general dictionary never makes into words. A longer entry that begins with or holds
# one of them would take its count away, so the lexicon keeps such entries out.
@pytest.mark.parametrize(
    "term, n",
    [
        ("营商环境", 7),
        ("十九大", 10),
        ("供给侧结构性改革", 2),
        ("全面从严治党", 4),
        ("养老服务", 5),
        ("暖房子", 5),
        ("获得感", 3),
        ("大数据", 4),  # a fifth occurrence of the string is inside 四大数据库
        ("四大数据库", 1),
    ],
)
def test_longer_entries_take_nothing_from_the_core_terms(terms, district_report, term, n):
    longest_first = sorted((row["term"] for row in terms), key=len, reverse=True)
    matches = re.findall("|".join(map(re.escape, longest_first)), district_report)
    assert matches.count(term) == n


# stop words


def test_stop_words_are_han_only(stopwords):
    assert [row for row in stopwords if not re.fullmatch(r"[\u4e00-\u9fff]+", row["term"])] == []


def test_stop_word_kinds_and_sources(stopwords):
    kinds = {(row["kind"], row["source"]) for row in stopwords}
    assert kinds == {
        ("function", "stopwords-zh 0.4.0"),
        ("genre", "genre"),
        ("measure", "genre"),
    }


def test_genre_words_stay_few(stopwords):
    assert 10 <= sum(row["kind"] == "genre" for row in stopwords) <= 40


def test_no_policy_term_is_a_stop_word(terms, stopwords):
    assert {row["term"] for row in terms} & {row["term"] for row in stopwords} == set()


@pytest.mark.parametrize(
    "word",
    [
        "发展",
        "问题",
        "全面",
        "重要",
        "加强",
        "推进",
        "建设",
        "改革",
        "工作",
        "人民",
        "逐步",
        "区",
        "全体",
    ],
)
def test_words_that_a_study_may_count_are_not_stop_words(stopwords, word):
    assert word not in {row["term"] for row in stopwords}


@pytest.mark.parametrize("word", ["的", "和", "在", "我们", "以及", "进一步", "各位代表"])
def test_words_without_content_are_stop_words(stopwords, word):
    assert word in {row["term"] for row in stopwords}


def test_licence_names_the_package_its_version_and_its_terms():
    text = (LEXICON / "stopwords.LICENSE.txt").read_text(encoding="utf-8")
    assert "stopwords-zh, version 0.4.0" in text
    assert "Copyright (c) 2016 Gene Diaz" in text
    assert "Permission is hereby granted" in text and "WITHOUT WARRANTY" in text


# how lists are read


AREAS = {row["code"]: row["name_zh"] for row in rows_of("policy_areas.csv")}


def refusal_of(read, path):
    with pytest.raises(Refusal) as caught:
        read(path)
    assert caught.value.code == "bad_lexicon"
    return caught.value


def test_the_terms_are_those_of_the_file(terms):
    found = policy_terms()
    assert [one.term for one in found] == [row["term"] for row in terms]
    assert [str(one.area or "") for one in found] == [row["area"] for row in terms]
    assert english_terms() == {row["term"]: row["english"] for row in terms}
    assert {code: row["name_zh"] for code, row in policy_areas().items()} == AREAS


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_list_may_be_saved_by_any_program(tmp_path, mark, end):
    path = tmp_path / "own.csv"
    rows = ["term,english,area,source", '营商环境,"environment, of business",1,a', "获得感,,,a", ""]
    path.write_bytes((mark + end.join(rows)).encode())
    assert [(one.term, one.english, one.area, one.source) for one in policy_terms(path)] == [
        ("营商环境", "environment, of business", 1, "a"),
        ("获得感", "", None, "a"),
    ]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("甲,one,1,a", "甲"),
        ("营商环境 ,one,1,a", "营商环境 "),
        ("营商 环境,one,1,a", "营商 环境"),
        ("营商。环境,one,1,a", "营商。环境"),
        ("营商\u200b环境,one,1,a", r"营商\u200b环境"),
        ("获得感,one,1,a", "获得感"),
        ("营商环境,one,11,a", "11"),
        ("营商环境,one,x,a", "x"),
        ("营商环境,one,1", ""),
        ("营商环境,one,1,a,b", ""),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, named):
    path = tmp_path / "own.csv"
    path.write_text(f"term,english,area,source\n获得感,x,2,a\n{line}\n", encoding="utf-8")
    refusal = refusal_of(policy_terms, path)
    assert "own.csv" in refusal.place and "3" in refusal.place
    assert named in refusal.detail


@pytest.mark.parametrize(
    ("read", "column"),
    [(policy_terms, "area"), (policy_areas, "code"), (stop_words, "kind"), (premiers, "premier")],
)
def test_a_column_that_is_missing_is_named(tmp_path, read, column):
    path = tmp_path / "own.csv"
    path.write_text("term,english,source\n获得感,x,a\n", encoding="utf-8")
    refusal = refusal_of((lambda one: read(path=one)), path)
    assert "1" in refusal.place and column in refusal.detail


def test_stop_words_are_those_of_the_kinds_asked_for(stopwords):
    kinds = {
        kind: {one["term"] for one in stopwords if one["kind"] == kind}
        for kind in ("function", "genre", "measure")
    }
    assert stop_words(("genre",)) == kinds["genre"]
    assert stop_words(("measure", "function")) == kinds["measure"] | kinds["function"]
    assert stop_words() == set.union(*kinds.values())
    assert stop_words(()) == frozenset()


def test_premiers_are_one_after_the_other_from_the_first_report_on():
    found = premiers()
    assert (found[0][0], found[0][2]) == ("周恩来", 1954)
    for (_, _, first, last), (*_, following, _) in pairwise(found):
        assert first <= last < following
    assert found[-1][3] is None
    assert all(english.isascii() and english for _, english, _, _ in found)


def test_a_fingerprint_is_of_the_lines_and_the_names_in_order(tmp_path):
    def of(*files: tuple[str, bytes]) -> str:
        for name, content in files:
            (tmp_path / name).write_bytes(content)
        return fingerprint(*(tmp_path / name for name, _ in files))

    one, two = ("a.csv", b"x\ny\n"), ("b.csv", b"z\n")
    before = of(one, two)
    assert of(("a.csv", b"x\r\ny\r\n"), two) == before
    others = [of(two, one), of(one), of(("c.csv", one[1]), two), of(("a.csv", b"x\n"), two)]
    assert len({before, *others}) == 5


def test_the_fingerprint_of_all_lists_is_that_of_every_table():
    assert fingerprint() == fingerprint(*sorted(LEXICON.glob("*.csv")))
    assert fingerprint() != fingerprint(LEXICON / "policy_terms.csv")
