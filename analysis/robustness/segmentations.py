"""How much a result depends on segmentation and stop words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations, product
from typing import NamedTuple

import pandas as pd

from corpus.lexicon.lists import stop_words
from corpus.schema import SPOKEN, WORD_KINDS, check_columns
from corpus.text.normalization import normalize
from corpus.text.spans import printed
from corpus.words.default_segmenter import segmenter
from corpus.words.segmentation import Segmenter, kind_of


class SegmentationComparison(NamedTuple):
    """The result of ``compare_segmentations``.

    Attributes:
        terms: one row per term in any of the lists: term, its count under each setting (0 if the
            setting never yields it), least and most (the smallest and largest count), substring
            (occurrences of its characters in the text, the most that any setting can find).
        overlap: one row per pair of settings: a, b, shared (terms in both lists), jaccard (shared
            over terms in either), rank_correlation (Kendall's tau-b of the counts of the terms in
            either list; missing where the counts of a setting do not vary).
    """

    terms: pd.DataFrame
    overlap: pd.DataFrame


def usual_settings() -> dict[str, tuple[Segmenter, Collection[str]]]:
    """The settings that published studies differ in: lexicon, HMM and stop words, on and off.

    Returns:
        By name, the segmenter and the words left out, for all eight combinations.

    Example:
        >>> from analysis.robustness import usual_settings
        >>> list(usual_settings())[:2]
        ['lexicon, hmm, stop words out', 'lexicon, hmm, all words']
    """
    lexicon = segmenter().terms
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
    """The most frequent terms of a text under several settings, and the overlap of the lists.

    Args:
        passages: the text as sentences or paragraphs; see ``spoken_passages``.
        settings: by name, a segmenter and the words left out; by default ``usual_settings()``.
        top: the length of the lists; ties at the end are broken by code points.
        min_length: the least number of characters of a term; numbers and punctuation are left out.

    Raises:
        ValueError: if there are fewer than two settings, or no text.

    Example:
        >>> from analysis.robustness import compare_segmentations
        >>> from corpus.words import Segmenter
        >>> text = ["持续优化营商环境，深化供给侧改革。", "营商环境持续优化，创新能力增强。"]
        >>> settings = {"lexicon": (Segmenter(["营商环境"]), ()), "plain": (Segmenter(), ())}
        >>> found = compare_segmentations(text, settings, top=3)
        >>> print(found.terms[["term", "lexicon", "plain"]].to_string(index=False))
            term  lexicon  plain
            优化        2      2
            持续        2      2
            环境        0      2
        营商环境        2      0
        >>> found.overlap["jaccard"].tolist()
        [0.5]
    """
    chosen = usual_settings() if settings is None else settings
    if len(chosen) < 2:
        raise ValueError(f"settings: {len(chosen)} given; a comparison requires at least two")
    text = "\n".join(normalize(one).text for one in passages)
    if not text.strip():
        raise ValueError("passages contain no text; give the sentences of a report")
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
    """The sentences of the body of each report, as printed.

    Args:
        texts: the table of the data store.
        sentences: the table of the data store.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.robustness import spoken_passages
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> found = spoken_passages(read_table(corpus, "texts"), read_table(corpus, "sentences"))
        >>> len(found), found[0]
        (333, '各位代表:')
    """
    check_columns(texts, ["report_id", "text"], "texts")
    check_columns(sentences, ["report_id", "start", "end", "orientation"], "sentences")
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
