"""Term discovery: planted terms are found, and figures are those done by hand."""

from math import log, log2

import numpy as np
import pandas as pd
import pytest

from corpus.words.discovery import COLUMNS, Limits, discover_terms

LOOSE = {"min_n": 1, "min_entropy": 0.0, "min_npmi": -1.0}
EVERY = {"known": (), "limits": Limits(**LOOSE)}


def tokens_of(*reports: str) -> pd.DataFrame:
    """Words from sentences written out: words apart by spaces, sentences by ``|``."""
    rows = []
    for number, text in enumerate(reports):
        at = 0
        for sentence, words in enumerate(text.split("|")):
            for term in words.split():
                kind = "punctuation" if term in "，。“”" else "word"
                rows.append((f"r{number}", sentence, at, at + len(term), term, kind))
                at += len(term)
    columns = ["report_id", "sentence_id", "start", "end", "term", "kind"]
    return pd.DataFrame(rows, columns=columns)


def row(table: pd.DataFrame, term: str) -> pd.Series:
    return table.set_index("term").loc[term]


def test_figures_by_hand():
    """甲甲乙乙 stands 3 times, after 丙丙, 丁丁 and nothing, before 丙丙, nothing and nothing."""
    tokens = tokens_of("丙丙 甲甲 乙乙 丙丙 | 丁丁 甲甲 乙乙 | 甲甲 乙乙 ， 丙丙")
    found = row(discover_terms(tokens, **EVERY), "甲甲乙乙")
    assert (found["n"], found["reports"], found["quoted"]) == (3, 1, 0)
    assert found["entropy_left"] == pytest.approx(log2(3))
    assert found["entropy_right"] == pytest.approx(log2(3))
    n, both = 10, 3  # words, and each part stands 3 times too
    npmi = log(both * n / (3 * 3)) / -log(both / n)
    assert found["npmi"] == pytest.approx(npmi)
    edges = (1 - 1 / 3) ** 2  # 甲甲 begins one of three clauses and ends none; 乙乙 ends two
    assert (found["edges"], found["words"]) == (pytest.approx(edges), 2)
    longer = 1  # the mean count of 甲甲乙乙丙丙, 丁丁甲甲乙乙 and the two others
    assert found["c_value"] == pytest.approx(log2(3) * (3 - longer))
    assert found["score"] == pytest.approx(log2(1 + 2 * log2(3)) * log2(3) * npmi * edges)
    assert (found["report_id"], found["start"], found["end"]) == ("r0", 2, 6)


def test_entropy_is_that_of_the_words_beside():
    """Before it: 丙丙 twice, 丁丁 twice: one bit. After it always the same: none."""
    tokens = tokens_of("丙丙 甲甲 戊戊 | 丙丙 甲甲 戊戊 | 丁丁 甲甲 戊戊 | 丁丁 甲甲 戊戊")
    found = row(discover_terms(tokens, **EVERY), "甲甲")
    assert (found["entropy_left"], found["entropy_right"]) == (pytest.approx(1), pytest.approx(0))


def test_sentences_and_reports_and_punctuation_end_a_phrase():
    tokens = tokens_of("甲甲 | 乙乙 ， 丙丙", "丁丁")
    assert set(discover_terms(tokens, **EVERY)["term"]) == {"甲甲", "乙乙", "丙丙", "丁丁"}


def test_a_phrase_that_stands_in_a_longer_one_alone_is_not_proposed():
    text = "丙{0} 甲甲 乙乙 丁丁 戊{0}"
    tokens = tokens_of("|".join(text.format(number) for number in "一二三四五六七八"))
    found = set(discover_terms(tokens, known=(), limits=Limits(min_n=3))["term"])
    assert "甲甲乙乙丁丁" in found
    assert not found & {"甲甲乙乙", "乙乙丁丁", "甲甲", "乙乙"}


def generated(seed: int = 3, planted: str = "营商 环境") -> pd.DataFrame:
    """Words drawn at random, with a planted phrase here and there."""
    rng = np.random.default_rng(seed)
    words = [f"词{chr(0x4E00 + 7 * number)}" for number in range(60)]
    sentences = [
        " ".join(
            [
                *rng.choice(words, 4),
                *([planted] if rng.random() < 0.2 else []),
                *rng.choice(words, 4),
            ]
        )
        for _ in range(300)
    ]
    return tokens_of("|".join(sentences[:150]), "|".join(sentences[150:]))


def test_a_planted_phrase_comes_first():
    table = discover_terms(generated(), known=(), limits=Limits(min_n=8, min_reports=2))
    phrases = discover_terms(
        generated(), known=(), limits=Limits(min_words=2, min_n=8, min_reports=2)
    )
    assert phrases["term"].iloc[0] == "营商环境"
    assert row(table, "营商环境")["npmi"] > 0.9
    assert row(table, "营商环境")["reports"] == 2
    assert table["score"].is_monotonic_decreasing


def test_what_the_lexicon_has_is_not_proposed():
    assert "营商环境" not in set(discover_terms(generated(), limits=Limits(min_n=8))["term"])
    assert "营商环境" in set(
        discover_terms(generated(), limits=Limits(min_n=8), known={"环境"})["term"]
    )


def test_quotation_marks_propose_what_is_rare():
    tokens = tokens_of("“ 暖 房子 ” 工程 | “ 暖 房子 ” 工程 | “ 暖 房子 ” 工程")
    found = discover_terms(tokens, known=(), limits=Limits(min_n=3, min_entropy=9.0))
    assert list(found["term"]) == ["暖房子"]
    assert found["quoted"].tolist() == [3]


def test_the_order_of_rows_and_reports_changes_nothing():
    tokens = generated()
    mixed = tokens.iloc[np.random.default_rng(1).permutation(len(tokens))]
    pd.testing.assert_frame_equal(discover_terms(tokens, known=()), discover_terms(mixed, known=()))


def test_function_words_and_numbers_begin_and_end_no_term():
    tokens = tokens_of("的 创新 | 创新 和 | 的 创新 和")
    assert set(discover_terms(tokens, **EVERY)["term"]) == {"创新"}


def test_verbs_that_only_begin_clauses_weigh_less():
    """推进 begins every clause that it stands in and ends none: what it begins scores 0."""
    tokens = tokens_of("推进 甲甲 | 推进 甲甲 | 丙丙 甲甲 | 丙丙 甲甲 | 丙丙")
    table = discover_terms(tokens, **EVERY)
    assert row(table, "推进甲甲")["edges"] == 0
    b, e = 1, 1 / 3  # 丙丙 begins all three of its clauses and ends one
    assert row(table, "丙丙甲甲")["edges"] == pytest.approx((1 - (b - e)) ** 2)
    assert "推进甲甲" not in set(
        discover_terms(tokens, known=(), limits=Limits(**LOOSE, min_edges=0.1))["term"]
    )


def test_digits_are_borders_and_chinese_numerals_are_not():
    tokens = tokens_of("甲甲 12 乙乙 | 丙丙 三 丁丁")
    tokens.loc[tokens["term"].isin(["12", "三"]), "kind"] = "number"
    phrases = discover_terms(tokens, known=(), limits=Limits(**LOOSE, min_words=2))
    assert set(phrases["term"]) == {"丙丙三丁丁"}


def test_what_is_known_can_be_kept_and_is_told():
    options = {**EVERY, "known": {"甲甲"}, "keep_known": True}
    table = discover_terms(tokens_of("甲甲 | 乙乙"), **options)
    assert dict(zip(table["term"], table["in_lexicon"], strict=True)) == {
        "甲甲": True,
        "乙乙": False,
    }


def test_the_context_is_that_of_the_first_place():
    texts = pd.DataFrame({"report_id": ["r0"], "text": ["甲甲乙乙丙丙"]})
    table = discover_terms(tokens_of("甲甲 乙乙 丙丙"), texts=texts, window=1, **EVERY)
    assert row(table, "乙乙")["context"] == "甲乙乙丙"


def test_nothing_gives_an_empty_table():
    assert list(discover_terms(tokens_of("").head(0)).columns) == list(COLUMNS)


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({"columns": "kind"}, {}, "the table has no column 'kind'; its columns are .*"),
        ({}, {"min_n": 0}, "min_n is 0; it must be 1 or more"),
        ({}, {"max_words": 0}, "max_words is 0; it must be 1 or more"),
    ],
)
def test_refusals(change, options, message):
    tokens = tokens_of("甲甲 乙乙")
    with pytest.raises(ValueError, match=f"^{message}$"):
        discover_terms(tokens.drop(**change) if change else tokens, limits=Limits(**options))
