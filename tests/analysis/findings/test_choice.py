"""What is said of the choice of a number of topics."""

import pandas as pd

from analysis.findings import choice_reading

TABLE = pd.DataFrame(
    {
        "n_topics": [4, 7, 10],
        "stability": [0.9, 0.81, 0.5],
        "npmi": [0.1, 0.2, 0.3],
        "exclusivity": [0.5, 0.4, 0.3],
        "held_out": [-7.3, -7.2, -7.1],
        "recommended": [False, True, False],
        "reason": ["", "the largest number of topics with a stability of at least 0.8", ""],
    }
)


def test_the_recommended_number_is_told_with_its_reason_and_what_other_measures_say():
    recommended, others = choice_reading(TABLE).sentences
    assert recommended.startswith("Of 4, 7 and 10 topics, 7 are recommended (stability 0.81): the")
    assert others == (
        "By coherence 10 would be chosen, by exclusivity 4 and by the held-out log-likelihood 10."
    )
    assert "推荐7个（稳定性0.81）：稳定性不低于0.8的最大主题数" in str(
        choice_reading(TABLE, lang="zh")
    )


def test_without_a_stable_number_none_is_recommended():
    table = TABLE.assign(stability=0.4, recommended=False)
    assert str(choice_reading(table)) == (
        "With 4, 7 and 10 topics, none of the models is stable (stability 0.40 at best, 0.60 "
        "required)."
    )


def test_a_number_that_was_given_is_not_recommended_over_others():
    table = TABLE.iloc[[1]]
    assert str(choice_reading(table)) == "Only 7 topics were tried (stability 0.81)."
