import marshal
import tempfile
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lexicon.lists import policy_terms
from corpus.reading.document import read_document
from corpus.text.normalization import normalize
from corpus.text.readable import readable
from corpus.words import segmentation
from corpus.words.segmentation import Segmenter, kind_of


@pytest.fixture(scope="session")
def plain() -> jieba.Tokenizer:
    """Plain jieba 0.42.1, made by hand without its cache."""
    tokenizer = jieba.Tokenizer()
    with Path(jieba.__file__).with_name("dict.txt").open("rb") as dictionary:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(dictionary)
    tokenizer.initialized = True
    return tokenizer


@pytest.fixture(scope="session")
def bare() -> Segmenter:
    cutter = Segmenter()
    list(cutter.tokens("政府"))  # reads the dictionary
    return cutter


def words(cutter: Segmenter, text: str) -> list[str]:
    return [token.term for token in cutter.tokens(text)]


@pytest.mark.parametrize("hmm", [True, False])
def test_without_terms_the_words_of_the_report_are_jiebas(district, plain, hmm):
    text = normalize(district.source.text).text
    expected = [word for word in plain.cut(text, HMM=hmm) if not word.isspace()]
    assert words(Segmenter(hmm=hmm), district.source.text) == expected


# What reports hold, and what jieba treats each in its own way.
MIXED = st.text(
    alphabet="政府工作报告改革开放二〇一八年增长率营商环境"
    "0123456789.%％，。、“”（）- \n\t\u3000ABab+#_①𠮷㐀é",
    max_size=60,
)


@given(MIXED)
def test_without_terms_the_words_of_any_text_are_jiebas(plain, bare, text: str) -> None:
    normal = normalize(text).text
    assert words(bare, text) == [word for word in plain.cut(normal) if not word.isspace()]


@given(st.one_of(MIXED, st.text(max_size=40)))
def test_tokens_stand_where_they_say_and_cover_the_text(bare, text: str) -> None:
    tokens = list(bare.tokens(text))
    covered: set[int] = set()
    last = 0
    for token in tokens:
        assert last <= token.start < token.end <= len(text)
        last = token.end
        assert normalize(text[token.start : token.end]).text == token.term or (
            token.term in normalize(text).text
        )
        covered.update(range(token.start, token.end))
    normal = normalize(text)
    kept = {normal.original(at) for at in range(len(normal.text))}
    left = "".join(text[at] for at in sorted(kept - covered))
    assert not left.strip()


# --- the fast engine gives jieba's words ----------------------------------------------------------

TERMS = tuple(one.term for one in policy_terms())
# Signs and letters in runs, ideographs that jieba does not know as such, emoji, Traditional.
AWKWARD = st.text(
    alphabet="0123456789ABabz.%+#&_- \t\r\n\u3000，。（）“”\x0b\x85é①〇"
    "𠮷㐀\u9fd6\u9fff豈가\ue000😀👨\u200d々發展經濟環境T恤卡拉OK政府工作报告的一年二〇一八改革营商环境西中岛",
    max_size=40,
)


@pytest.fixture(
    scope="module",
    params=[
        (terms, hmm)
        for terms in ((), TERMS, ("5G", "AI+", "西中岛", "PM2.5", "政府"))
        for hmm in (True, False)
    ],
    ids=lambda one: f"{len(one[0])} terms, hmm {one[1]}",
)
def engines(request) -> tuple[Segmenter, Segmenter]:
    terms, hmm = request.param
    return Segmenter(terms, hmm=hmm), Segmenter(terms, hmm=hmm, engine="jieba")


@given(st.one_of(AWKWARD, MIXED, st.text(max_size=40)))
def test_the_fast_engine_cuts_any_text_as_jieba_does(engines, text: str) -> None:
    fast, reference = engines
    assert fast.cut(text) == reference.cut(text)


@pytest.fixture(scope="module")
def texts(shared) -> dict[Path, str]:
    """The shared reports; of a page that repeats its paragraphs, each line once."""
    read = {path: readable(read_document(path).text).text.text for path in shared}
    return {path: "\n".join(dict.fromkeys(text.splitlines())) for path, text in read.items()}


def test_the_fast_engine_cuts_every_shared_report_as_jieba_does(engines, texts):
    fast, reference = engines
    for path, text in texts.items():
        assert fast.cut(text) == reference.cut(text), path


def test_both_engines_have_one_fingerprint():
    assert Segmenter(engine="jieba").fingerprint == Segmenter().fingerprint


def test_the_words_of_a_line_do_not_depend_on_the_lines_beside():
    fast = Segmenter(TERMS)
    lines = ["2018-01-15 发布\n", "营商环境\r\n", "1+5、2016-2017\n", "𠮷野家\n", "增长8.5%"]
    assert fast.cut("".join(lines)) == [word for line in lines for word in fast.cut(line)]


CUTS = [
    (
        "2018年，地区生产总值增长8.8%。",
        ["2018", "年", "，", "地区", "生产总值", "增长", "8.8%", "。"],
    ),
    ("２０１８年", ["2018", "年"]),
    ("1 9 9 8年", ["1998", "年"]),
    ("GDP增长", ["GDP", "增长"]),
    ("", []),
    (" \n\u3000", []),
]


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_numbers_letters_and_spaces(bare, text, expected):
    assert words(bare, text) == expected


KINDS = [
    ("改革", "word"),
    ("十九大", "word"),
    ("8", "number"),
    ("8.8%", "number"),
    ("1,234.5", "number"),
    ("二〇一八", "number"),
    ("GDP", "latin"),
    ("APP-2", "latin"),
    ("，", "punctuation"),
    ("“", "punctuation"),
    ("——", "punctuation"),
    ("%", "punctuation"),
    ("①", "word"),
]


@pytest.mark.parametrize(("term", "kind"), KINDS)
def test_kinds(term, kind):
    assert kind_of(term) == kind


def test_terms_are_kept_whole(bare):
    text = "持续优化营商环境，增强群众获得感，贯彻党的十九大精神"
    terms = ["营商环境", "获得感", "十九大"]
    assert not set(terms) & set(words(bare, text))
    assert set(terms) <= set(words(Segmenter(terms), text))


def test_terms_are_normalised_as_the_text_is():
    assert words(Segmenter(["５Ｇ网络"]), "建设5G网络、５Ｇ网络") == [
        "建设",
        "5G网络",
        "、",
        "5G网络",
    ]


def test_the_order_of_terms_changes_nothing(district):
    terms = ["营商环境", "环境", "营商", "十九大", "大精神", "获得感"]
    text = district.source.text[:5000]
    first, second = Segmenter(terms), Segmenter([*reversed(terms), *terms])
    assert list(first.tokens(text)) == list(second.tokens(text))
    assert first.fingerprint == second.fingerprint


def test_the_fingerprint_tells_what_can_change_a_word():
    prints = [
        Segmenter().fingerprint,
        Segmenter(hmm=False).fingerprint,
        Segmenter(["营商环境"]).fingerprint,
        Segmenter(["营商环境", "十九大"]).fingerprint,
        Segmenter(["营商环境十九大"]).fingerprint,
    ]
    assert len(set(prints)) == len(prints)
    assert Segmenter().fingerprint == prints[0]


def test_one_segmenter_does_not_change_another(bare):
    before = words(bare, "优化营商环境")
    assert words(Segmenter(["优化营商环境"]), "优化营商环境") == ["优化营商环境"]
    assert words(bare, "优化营商环境") == before
    assert words(Segmenter(), "优化营商环境") == before


def test_jiebas_own_segmenter_is_left_alone():
    state = jieba.dt.initialized, len(jieba.dt.FREQ), dict(jieba.dt.user_word_tag_tab)
    forced = set(jieba.finalseg.Force_Split_Words)
    words(Segmenter(["营商环境"]), "优化营商环境")
    assert (jieba.dt.initialized, len(jieba.dt.FREQ), dict(jieba.dt.user_word_tag_tab)) == state
    assert set(jieba.finalseg.Force_Split_Words) == forced


def test_the_shared_temporary_folder_is_neither_read_nor_written(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    expected = words(Segmenter(), "优化营商环境")
    assert list(tmp_path.iterdir()) == []
    # A cache that someone planted, newer than the dictionary.
    planted = tmp_path / "jieba.cache"
    planted.write_bytes(marshal.dumps(({"优化营商环境": 10**9}, 10**9)))
    assert words(Segmenter(), "优化营商环境") == expected != ["优化营商环境"]
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]


def test_jieba_reads_its_dictionary_once_and_forgets_the_words_added(monkeypatch):
    segmentation._jieba_dictionary.cache_clear()
    reads, real = [], jieba.Tokenizer.gen_pfdict
    counted = staticmethod(lambda dictionary: reads.append(1) or real(dictionary))
    monkeypatch.setattr(jieba.Tokenizer, "gen_pfdict", counted)
    with_term = Segmenter(["营商环境"], engine="jieba")
    assert with_term.cut("优化营商环境") == ["优化", "营商环境"]
    assert "营商环境" not in Segmenter([], engine="jieba").cut("优化营商环境")
    assert len(reads) == 1
