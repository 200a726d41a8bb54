"""How many topics: which numbers the text allows, which was chosen; and names for the topics."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analysis.topics.model import UNITS_A_TOPIC
from corpus.errors import Refusal
from corpus.language import Lang, check_language
from corpus.lexicon.lists import english_terms
from corpus.schema import check_columns

_TERMS = 2  # in a name
# In English: of how many leading terms those with an English name are taken, and its characters.
_LEADING, _LONG = 8, 30


def topic_names(described: pd.DataFrame, *, lang: Lang = "en") -> dict[int, str]:
    """A name for each topic: its two most distinctive terms.

    In English, those of the eight most distinctive that have an English name in the policy lexicon,
    so that no name is half Chinese; the second is one that leaves the name within 30 characters.
    Where none of the eight has an English name, the name is Chinese.

    Args:
        described: from ``describe_topics``: topic, term, frex.
        lang: en or zh.

    Returns:
        The names by topic.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import topic_names
        >>> described = pd.DataFrame({"topic": 1, "term": ["教育", "学校", "教师"],
        ...                           "frex": [0.9, 0.2, 0.8]})
        >>> topic_names(described), topic_names(described, lang="zh")
        ({1: 'education, teachers'}, {1: '教育、教师'})
    """
    check_language(lang)
    check_columns(described, ["topic", "term", "frex"], "described")
    ordered = described.sort_values(["topic", "frex", "term"], ascending=[True, False, True])
    return {
        int(str(topic)): (lang == "en" and _in_english(list(own.head(_LEADING))))
        or "、".join(own.head(_TERMS))
        for topic, own in ordered.groupby("topic")["term"]
    }


def _in_english(terms: list[str]) -> str:
    """The first term with an English name, and the next that is short enough; "" if none has."""
    known = english_terms()
    names = list(dict.fromkeys(filter(None, map(known.get, terms))))
    pairs = [f"{names[0]}, {other}" for other in names[1:]]
    return next((one for one in pairs if len(one) <= _LONG), "".join(names[:1]))


def possible_numbers(
    counts: pd.DataFrame, grid: Collection[int], *, min_words: int = 10
) -> list[int]:
    """The numbers of topics for which there are enough text units.

    Args:
        counts: unit, term, n, as for ``fit_topics``.
        grid: the numbers to try.
        min_words: as in ``fit_topics``: text units with fewer counted words are not used.

    Raises:
        Refusal: ``too_little_text`` if there are too few text units for any of them.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import possible_numbers
        >>> counts = pd.DataFrame({"unit": range(30), "term": "教育", "n": 12})
        >>> possible_numbers(counts, [2, 6, 12])
        [2, 6]
    """
    check_columns(counts, ["unit", "n"], "counts")
    long = counts.groupby("unit")["n"].sum() >= min_words
    units = int(long.sum())
    possible = sorted(one for one in grid if UNITS_A_TOPIC * one <= units)
    if not possible:
        detail = (
            f"of {len(long)} text units, {units} have {min_words} or more counted words, "
            f"and {UNITS_A_TOPIC * min(grid)} are required"
        )
        raise Refusal("too_little_text", "topics", detail)
    return possible


def spaced_units(counts: pd.DataFrame, most: int) -> pd.DataFrame:
    """The counts of at most so many text units, evenly spaced in the order of their names.

    Args:
        counts: unit, term, n.
        most: the most text units.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import spaced_units
        >>> counts = pd.DataFrame({"unit": list("abcdef"), "term": "教育", "n": 1})
        >>> spaced_units(counts, 3)["unit"].tolist()
        ['a', 'c', 'e']
    """
    check_columns(counts, ["unit"], "counts")
    units = sorted(counts["unit"].unique())
    step = max(-(-len(units) // most), 1)
    return counts[counts["unit"].isin(units[::step])]


def chosen_number(choice: pd.DataFrame) -> int:
    """The number of topics to go on with: the recommended one.

    Args:
        choice: from ``choose_n_topics``.

    Raises:
        Refusal: ``no_stable_topics`` if no number of topics is recommended.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import chosen_number
        >>> chosen_number(pd.DataFrame({"n_topics": [4, 6], "recommended": [False, True]}))
        6
    """
    check_columns(choice, ["recommended", "n_topics"], "the table (from choose_n_topics)")
    recommended = choice.loc[choice["recommended"], "n_topics"]
    if recommended.empty:
        tried = ", ".join(str(one) for one in choice["n_topics"])
        detail = f"{tried}: {choice['stability'].max():.2f}"
        raise Refusal("no_stable_topics", "topics", detail)
    return int(recommended.iloc[0])
