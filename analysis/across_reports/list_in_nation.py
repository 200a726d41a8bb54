"""How often State Council reports use the words of a list, without their texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection
from itertools import accumulate

import pandas as pd

from analysis.across_reports.nation import Reference
from corpus.lexicon.lists import PolicyTerm
from corpus.text.normalization import normalize
from corpus.words.default_segmenter import borders
from corpus.words.terms import TermMatcher


def rates_in_nation(reference: Reference, terms: Collection[str]) -> pd.DataFrame:
    """The rate of a list of words in each State Council report.

    ``value = 1000 n / words``, to be set beside the index of ``list_index`` with weights of 1. The
    mentions of the list are looked for in the segmented words of the reports, of which counts are
    all that is kept: 生态 is found in 生态文明建设, but a term that runs over several words is not.
    It is a lower bound for lists with such terms.

    Args:
        reference: from ``national_reference`` or ``own_series``.
        terms: the words of the list.

    Returns:
        One row per report, in order: unit (the year), n, words, value.

    Raises:
        ValueError: if there are no terms.

    Example:
        >>> from analysis.across_reports import national_reference, rates_in_nation
        >>> table = rates_in_nation(national_reference(), ["减排", "污染"])
        >>> table[table["unit"].isin([1978, 2018])].round(2).to_numpy().tolist()
        [[1978.0, 1.0, 13399.0, 0.07], [2018.0, 12.0, 7581.0, 1.58]]
    """
    if isinstance(terms, str) or not terms:
        raise ValueError("terms must be a list of one term or more")
    within = within_words(sorted(reference.terms["term"].unique()), sorted(set(terms)))
    found = reference.terms.assign(times=reference.terms["term"].map(within).fillna(0))
    n = (found["n"] * found["times"]).groupby(found["report_year"]).sum()
    words = reference.passages.groupby("report_year")["words"].sum()
    n = n.reindex(words.index, fill_value=0).astype("int64")
    table = pd.DataFrame({"n": n, "words": words, "value": 1000 * n / words})
    return table.rename_axis("unit").reset_index()


def within_words(words: list[str], terms: list[str]) -> Counter[str]:
    """How many mentions of the terms each of the words holds, of those that hold any.

    Args:
        words: the segmented words of texts, each once.
        terms: the words of a list, which is matched by itself.

    Example:
        >>> from analysis.across_reports.list_in_nation import within_words
        >>> dict(within_words(["生态文明", "生态", "市政府"], ["生态", "市政"]))
        {'生态文明': 1, '生态': 1}
    """
    pattern = re.compile("|".join(re.escape(normalize(one).text) for one in terms))
    words = [one for one in words if pattern.search(one)]
    matcher = TermMatcher(
        [PolicyTerm(one, "", None, "own list") for one in terms], borders=borders()
    )
    starts = list(accumulate((len(one) + 1 for one in words), initial=0))
    found = matcher.find("\n".join(words))[0]
    return Counter(words[bisect_right(starts, one.start) - 1] for one in found)
