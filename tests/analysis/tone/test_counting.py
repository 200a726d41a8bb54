"""Counts by paragraph: planted sentences, and a slow count of random ones."""

import pandas as pd
import pytest

from analysis.tone.counting import is_common, paragraph_counts
from analysis.tone.word_lists import ToneWords, tone_words
from tests.analysis.tone.made import SIGNS, random_reports, tokens_of


def counts(said: str, **more) -> dict[str, int]:
    tokens = tokens_of({"r": [[said]]}).assign(**more)
    return paragraph_counts(tokens, tone_words()).iloc[0].to_dict()


@pytest.mark.parametrize(
    ("said", "positive", "negative", "overcome"),
    [
        ("成效 显著 。", 2, 0, 0),
        ("困难 不少 ， 短板 明显 。", 1, 2, 0),  # what is marked is not seen
        ("基础 不 充分 。", 0, 1, 0),
        ("尚未 取得 成效 。", 0, 1, 0),
        ("尚未 取得 更 大 成效 。", 1, 0, 0),  # further off than two words
        ("没有 ， 成效 显著 。", 2, 0, 0),  # another clause
        ("缺乏 有效 手段 。", 0, 1, 0),  # once, not twice
        ("没有 困难 。", 0, 0, 0),
        ("化解 重大 风险 。", 0, 0, 1),
        ("防范 、 风险 。", 0, 1, 0),
        ("没有 化解 风险 。", 0, 0, 0),
        ("风险 化解 。", 0, 1, 0),
        ("不断 进步 。", 0, 0, 0),
    ],
)
def test_praise_problems_and_what_is_overcome(said, positive, negative, overcome):
    found = counts(said)
    assert [found[name] for name in ("positive", "negative", "overcome")] == [
        positive,
        negative,
        overcome,
    ]
    assert found["polar"] == positive + negative


def test_modal_words_of_three_kinds():
    found = counts("要 确保 完成 ， 力争 更好 ， 必须 能 。")
    assert [found[name] for name in ("modal", "modal_strong", "modal_weak")] == [5, 2, 1]


def test_sentences_clauses_and_characters():
    said = "经济 增长 7 % ， 收入 、 就业 犄 。"
    found = counts(said)
    assert [found[name] for name in ("words", "sentences", "clauses")] == [6, 1, 2]
    assert found["sentence_words"] == 6
    assert found["sentence_characters"] == 11  # with 7 and %
    assert (found["han"], found["uncommon"]) == (9, 1)


def test_a_long_sentence_has_more_than_60_characters():
    assert [counts("一二 " * n + "。")["long"] for n in (30, 31)] == [0, 1]


def test_headings_have_words_but_no_sentences():
    found = counts("成效 显著 。", level=1)
    assert (found["words"], found["positive"], found["sentences"], found["clauses"]) == (2, 2, 0, 0)


def test_level_1_of_gb_2312_has_3755_characters():
    every = map(chr, range(0x4E00, 0xA000))
    assert sum(map(is_common, every)) == 3755
    assert not any(map(is_common, "a，羴"))


def slowly(tokens: pd.DataFrame, words: ToneWords) -> pd.DataFrame:
    """The same counts, word by word."""
    rows = []
    for (report, paragraph), own in tokens.groupby(["report_id", "paragraph_id"]):
        row = dict.fromkeys(
            ("words", "positive", "negative", "overcome", "sentences", "clauses"), 0
        )
        for _, sentence in own.groupby("sentence_id"):
            said = sentence["term"].tolist()
            n = sum(kind == "word" for kind in sentence["kind"])
            row["words"] += n
            row["sentences"] += n > 0
            text = "".join(
                "|" if one in "，；：。" else "w" if kind == "word" else ""
                for one, kind in zip(said, sentence["kind"], strict=True)
            )
            row["clauses"] += sum("w" in one for one in text.split("|"))
            for at, word in enumerate(said):
                before: list[str] = []
                for one in reversed(said[max(at - 2, 0) : at]):
                    if one in SIGNS:
                        break
                    before.append(one)
                negated = any(one in words.negator for one in before)
                if word in words.positive:
                    already = any(one in words.negator and one in words.negative for one in before)
                    row["positive"] += not negated
                    row["negative"] += negated and not already
                if word in words.negative and not negated:
                    removed = any(one in words.remover for one in before)
                    row["overcome" if removed else "negative"] += 1
        rows.append({"report_id": report, "paragraph_id": paragraph, **row})
    return pd.DataFrame(rows)


@pytest.mark.parametrize("seed", range(4))
def test_a_slow_count_finds_the_same(seed):
    said = "成效 显著 困难 风险 不 没有 缺乏 化解 克服 要 经济 、 ； ："
    tokens = tokens_of(random_reports(3, said, seed=seed))
    found = paragraph_counts(tokens, tone_words())
    expected = slowly(tokens, tone_words())
    pd.testing.assert_frame_equal(found[list(expected)], expected, check_dtype=False)


def test_no_tokens_no_rows():
    assert paragraph_counts(tokens_of({"r": [["成效 。"]]}).head(0), tone_words()).empty
