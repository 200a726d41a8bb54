"""Sentences that occur again, by their words."""

import numpy as np
import pandas as pd

from analysis.across_reports.repeated_sentences import shared_share


def tokens_of(reports: dict[str, list[str]]) -> pd.DataFrame:
    rows = [
        (report, number, term, "number" if term.isdigit() else "word")
        for report, sentences in reports.items()
        for number, sentence in enumerate(sentences)
        for term in sentence.split()
    ]
    return pd.DataFrame(rows, columns=["report_id", "sentence_id", "term", "kind"])


PAIR = pd.DataFrame({"report": ["a"], "other": ["b"]})


def test_numbers_do_not_count_but_the_order_of_words_does():
    tokens = tokens_of(
        {
            "a": ["新增 就业 5 万人", "优化 环境", "环境 优化"],
            "b": ["新增 就业 7 万人", "优化 环境", "其他 文字"],
        }
    )
    assert shared_share(tokens, PAIR, shortest=4).tolist() == [2 / 3]


def test_short_sentences_are_left_out_of_both_counts():
    tokens = tokens_of({"a": ["各位 代表", "优化 营商 环境"], "b": ["各位 代表", "其他 全部 文字"]})
    assert shared_share(tokens, PAIR, shortest=6).tolist() == [0.0]
    assert np.isnan(shared_share(tokens, PAIR, shortest=7)).all()


def test_the_share_is_of_the_sentences_of_the_first_and_counts_repetitions():
    tokens = tokens_of(
        {"a": ["优化 环境", "优化 环境", "发展 教育", "发展 医疗"], "b": ["优化 环境"]}
    )
    both = pd.DataFrame({"report": ["a", "b"], "other": ["b", "a"]})
    assert shared_share(tokens, both, shortest=4).tolist() == [0.5, 1.0]


def test_it_agrees_with_sets_of_joined_words():
    rng = np.random.default_rng(3)
    words = ["甲", "乙", "丙"]
    made = {name: [" ".join(rng.choice(words, 4)) for _ in range(60)] for name in "ab"}
    mine = [one.replace(" ", "") for one in made["a"]]
    others = {one.replace(" ", "") for one in made["b"]}
    expected = np.mean([one in others for one in mine])
    assert 0 < expected < 1
    assert shared_share(tokens_of(made), PAIR, shortest=4)[0] == expected


def test_without_sentences_it_is_missing():
    tokens = tokens_of({"a": ["优化 环境"], "b": ["优化 环境"]}).drop(columns="sentence_id")
    assert np.isnan(shared_share(tokens, PAIR)).all()
