"""Numbers of topics that a text allows, the number chosen, and names of topics."""

import pandas as pd
import pytest

from analysis.topics.choosing import chosen_number, possible_numbers, topic_names
from corpus.errors import Refusal


def counts(units, words=12):
    return pd.DataFrame({"unit": range(units), "term": "教育", "n": words})


@pytest.mark.parametrize(
    ("units", "expected"), [(9, None), (10, [2]), (29, [2]), (30, [2, 6]), (60, [2, 6, 12])]
)
def test_five_text_units_a_topic(units, expected):
    if expected is None:
        with pytest.raises(
            Refusal, match=r"9 text units, 9 have .*, and 10 are required"
        ) as refused:
            possible_numbers(counts(units), [12, 2, 6])
        assert refused.value.code == "too_little_text"
    else:
        assert possible_numbers(counts(units), [12, 2, 6]) == expected


def test_only_units_with_enough_words_count_and_their_terms_together():
    short = counts(30, 5).assign(unit=range(100, 130))
    assert possible_numbers(pd.concat([counts(10), short]), [2, 4]) == [2]
    twice = pd.concat([short, short.assign(term="创新")])  # 10 words each
    assert possible_numbers(pd.concat([counts(10), twice]), [2, 4, 8]) == [2, 4, 8]
    assert possible_numbers(short, [2], min_words=5) == [2]
    with pytest.raises(Refusal, match="of 40 text units, 10 have 10 or more counted words, and 15"):
        possible_numbers(pd.concat([counts(10), short]), [3])
    with pytest.raises(ValueError, match="unit"):
        possible_numbers(counts(30).drop(columns="unit"), [2])


def test_the_recommended_number_is_chosen():
    table = pd.DataFrame({"n_topics": [4, 6, 8], "stability": [0.9, 0.8, 0.4]})
    assert chosen_number(table.assign(recommended=[False, True, False])) == 6
    with pytest.raises(Refusal, match=r"4, 6, 8: 0\.90") as refused:
        chosen_number(table.assign(recommended=False))
    assert refused.value.code == "no_stable_topics"


DESCRIBED = pd.DataFrame(
    {
        "topic": [2, 2, 2, 1, 1, 1],
        "term": ["教育", "无此词", "创新", "企业", "城市", "改革"],
        "frex": [0.1, 0.9, 0.5, 0.7, 0.7, 0.2],
    }
)


def test_names_are_the_two_most_distinctive_terms():
    names = topic_names(DESCRIBED, lang="zh")
    assert names == {1: "、".join(sorted(["企业", "城市"])), 2: "无此词、创新"}
    assert topic_names(DESCRIBED)[2] == "innovation, education"
    assert topic_names(DESCRIBED.iloc[::-1], lang="zh") == names
    one = DESCRIBED[DESCRIBED["term"] == "教育"]
    assert topic_names(one) == {2: "education"}


@pytest.mark.parametrize(
    ("terms", "name"),
    [
        (["无此词", "也无此词"], "无此词、也无此词"),
        (["无此词", "创新"], "innovation"),
        (["公办机构一", "创新", "教育"], "innovation, education"),
        (["营商环境", "高技能人才", "教育"], "business environment"),
        ([*["无此词"] * 8, "创新"], "无此词、无此词"),
    ],
)
def test_an_english_name_is_english_alone_and_not_too_long(terms, name):
    frex = [1 - 0.01 * at for at in range(len(terms))]
    assert topic_names(pd.DataFrame({"topic": 1, "term": terms, "frex": frex})) == {1: name}


def test_names_need_their_columns():
    with pytest.raises(ValueError, match="frex"):
        topic_names(DESCRIBED.drop(columns="frex"))
