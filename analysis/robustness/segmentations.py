"""How much a result depends on how the words were cut, and on which of them are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations, product
from typing import NamedTuple

import pandas as pd

from corpus.lexicon.lists import policy_terms, stop_words
from corpus.schema import SPOKEN, WORD_KINDS
from corpus.text.normalization import normalize
from corpus.text.spans import printed
from corpus.words.segmentation import Segmenter, kind_of


class SegmentationComparison(NamedTuple):
    """What ``compare_segmentations`` found.

    Attributes:
        terms: one row a term that leads any list, with its count under each setting (0 where a
            setting never has it), the smallest and the largest of these, and ``substring``: how
            often its characters stand in the text, the most that any setting can find.
        overlap: one row a pair of settings: a, b, shared (terms in both lists), jaccard (shared /
            terms in either), rank_correlation (Kendall's tau-b of the counts of the terms in
            either list; missing where one of them does not vary).
    """

    terms: pd.DataFrame
    overlap: pd.DataFrame


def usual_settings() -> dict[str, tuple[Segmenter, Collection[str]]]:
    """The choices that published work differs in: lexicon, HMM, stop words; each on and off."""
    lexicon = [one.term for one in policy_terms()]
    return {
        f"{'lexicon' if with_terms else 'plain'}, {'hmm' if hmm else 'no hmm'}, "
        f"{'stop words out' if stopped else 'all words'}": (
            Segmenter(lexicon if with_terms else (), hmm=hmm),
            stop_words() if stopped else frozenset(),
        )
        for with_terms, hmm, stopped in product((True, False), repeat=3)
    }


def compare_segmentations(
    passages: Iterable[str],
    settings: Mapping[str, tuple[Segmenter, Collection[str]]] | None = None,
    *,
    top: int = 50,
    min_length: int = 2,
) -> SegmentationComparison:
    """The most frequent terms of a text under several settings, and how far the lists agree.

    Args:
        passages: the text, as sentences or paragraphs; see ``spoken_passages``.
        settings: by name a segmenter and the words left out; ``usual_settings()`` where not given.
        top: the length of the lists; ties at the end are broken by code points.
        min_length: of a term, in characters; numbers and punctuation are no terms.

    Raises:
        ValueError: where there are fewer than two settings, or no text.
    """
    chosen = usual_settings() if settings is None else settings
    if len(chosen) < 2:
        raise ValueError(f"settings holds {len(chosen)}, and a comparison needs two")
    text = "\n".join(normalize(one).text for one in passages)
    if not text.strip():
        raise ValueError("passages hold no text")
    counts = {name: _counted(text, *setting, min_length) for name, setting in chosen.items()}
    lists = {name: _leading(found, top) for name, found in counts.items()}
    every = sorted(set().union(*lists.values()))
    terms = pd.DataFrame(
        {name: [found[term] for term in every] for name, found in counts.items()}, index=every
    )
    least, most = terms.min(axis=1), terms.max(axis=1)
    substring = [text.count(term) for term in every]
    table = terms.assign(least=least, most=most, substring=substring).rename_axis("term")
    table = table.reset_index().sort_values(["most", "term"], ascending=[False, True])
    rows = [_agreement(lists, counts, *pair) for pair in combinations(chosen, 2)]
    return SegmentationComparison(table.reset_index(drop=True), pd.DataFrame(rows))


def spoken_passages(texts: pd.DataFrame, sentences: pd.DataFrame) -> list[str]:
    """The sentences of the speeches, as they are printed, from the store's tables."""
    return printed(sentences[sentences["orientation"].isin(SPOKEN)], texts)


def _counted(
    text: str, segmenter: Segmenter, left_out: Collection[str], min_length: int
) -> Counter[str]:
    counted = Counter(segmenter.cut(text))
    return Counter(
        {
            term: n
            for term, n in counted.items()
            if len(term) >= min_length and term not in left_out and kind_of(term) in WORD_KINDS
        }
    )


def _leading(counts: Counter[str], top: int) -> set[str]:
    return set(sorted(counts, key=lambda term: (-counts[term], term))[:top])


def _agreement(
    lists: Mapping[str, set[str]], counts: Mapping[str, Counter[str]], a: str, b: str
) -> dict[str, object]:
    either = sorted(lists[a] | lists[b])
    shared = len(lists[a] & lists[b])
    pairs = pd.DataFrame({name: [counts[name][term] for term in either] for name in (a, b)})
    tau = pairs[a].corr(pairs[b], method="kendall")
    return {
        "a": a,
        "b": b,
        "shared": shared,
        "jaccard": shared / len(either) if either else float("nan"),
        "rank_correlation": tau,
    }
