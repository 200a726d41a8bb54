"""The rate of a word list under all specifications, and whether the ranking depends on them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import kendalltau

from analysis.confidence import with_confidence
from analysis.uncertainty.clusters import clusters, summed
from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.shares import compare_shares
from analysis.units import Denominator
from corpus.arrays import Bools, Ints
from corpus.lexicon.lists import PolicyTerm, policy_terms
from corpus.schema import SIDES, check_columns
from corpus.text.normalization import normalize
from corpus.words.default_segmenter import borders
from corpus.words.segmentation import Segmenter
from corpus.words.terms import TermMatcher

Numerator = Literal["mention", "mention_with_lexicon", "token", "token_plain", "substring"]
Part = Literal["all", "plan", "review"]

NUMERATORS: tuple[Numerator, ...] = (
    "mention",
    "mention_with_lexicon",
    "token",
    "token_plain",
    "substring",
)
DENOMINATORS: tuple[Denominator, ...] = ("words", "tokens", "characters", "sentences")
PARTS: tuple[Part, ...] = ("all", "plan", "review")
DEFAULT = ("mention", "words", "all")
RATIO_COLUMNS = [
    "numerator",
    "denominator",
    "part",
    "n_target",
    "n_reference",
    "ratio",
    "low",
    "high",
    "cluster",
    "basis",
    "reason",
    "default",
]
PLAN_AGAINST_REVIEW = "plan / review"  # the part where these are the two texts
_WORDS_A_SENTENCE = 1000  # so many that what is counted is rare: a Poisson rate


def published_recipe(words: Sequence[str], text: str) -> float:
    """The rate that most published studies report, computed exactly as they do.

    ``len(re.findall('|'.join(words), text)) / len(jieba.lcut(text))``. It differs from the suite's
    own measure: substrings of longer terms count; where several words match at the same position,
    the first in the list counts, not the longest; regular-expression characters act as such; the
    denominator includes punctuation and numbers; and jieba has no policy lexicon.

    Args:
        words: the word list, in its order.
        text: of the document.

    Returns:
        Occurrences per token.

    Raises:
        ValueError: if the list is not a valid regular expression, or the text is empty.

    Example:
        >>> from analysis.robustness import published_recipe
        >>> round(published_recipe(["环境", "创新"], "持续优化营商环境，加强科技创新。"), 3)
        0.222
    """
    try:
        n = len(re.findall("|".join(words), text))
    except re.error as error:
        raise ValueError(
            f"the word list is not a valid regular expression ({error}); remove special characters"
        ) from error
    tokens = len(_plain().cut(text))
    if not tokens:
        raise ValueError("the text is empty; a rate requires at least one token")
    return n / tokens


@cache
def _plain() -> Segmenter:
    """Jieba with its own dictionary; its words are the same, but need not be loaded for seconds."""
    return Segmenter()


class _Paragraphs(NamedTuple):
    """The paragraphs in which terms are counted: texts, sizes, parts (plan, review), tokens.

    ``plain`` are the words of each paragraph as jieba alone segments them, once for all lists.
    """

    texts: list[str]
    sizes: pd.DataFrame
    part: list[str | None]
    tokens: list[list[str]]
    plain: list[list[str]]


def measure_variants(
    lists: Mapping[str, Sequence[str]],
    *,
    paragraphs: pd.DataFrame,
    sizes: pd.DataFrame,
    tokens: pd.DataFrame,
) -> pd.DataFrame:
    """The rate of each word list in a report under every specification.

    - Numerators: ``mention``, longest match among the terms of the list; ``mention_with_lexicon``,
      longest match among the terms of the list and of the lexicon; ``token``, words segmented
      with the lexicon; ``token_plain``, words segmented by jieba alone; ``substring``, all
      occurrences of the characters of a term.
    - Denominators: ``words``, all ``tokens``, Chinese ``characters``, ``sentences``.
    - Parts: ``all`` (the whole body), the ``plan``, the ``review``.

    Args:
        lists: the word lists by name.
        paragraphs: the table of the data store, rows of one report.
        sizes: the table of the data store, rows of the same report.
        tokens: the table of the data store, rows of the same report.

    Returns:
        One row per list and specification: list, numerator, denominator, part, variant (the three
        together), n, size (the denominator), share (per 1,000 of the denominator; missing where
        that is 0), rank (of the list under this specification; 1 is the largest rate), default
        (whether it is the suite's own specification).

    Raises:
        ValueError: if no list is given, or a list is empty.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.robustness import measure_variants
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("paragraphs", "sizes", "tokens")
        >>> tables = {name: read_table(corpus, name) for name in names}
        >>> table = measure_variants({"environment": ["环境", "污染"]}, **tables)
        >>> table = table[table["variant"].str.endswith("/words/all")].round(2)
        >>> print(table[["numerator", "n", "share"]].to_string(index=False))
                   numerator  n  share
                     mention 31   6.14
        mention_with_lexicon 14   2.77
                       token 12   2.38
                 token_plain 26   5.15
                   substring 31   6.14
    """
    if not lists:
        raise ValueError("lists is empty; give at least one word list")
    empty = [name for name, words in lists.items() if not words]
    if empty:
        raise ValueError(f"word list {empty[0]!r} is empty; add terms or leave it out")
    where = _paragraphs(paragraphs, sizes, tokens)
    n = {name: _counts(list(words), where) for name, words in lists.items()}
    rows = []
    for numerator, denominator, part in product(NUMERATORS, DENOMINATORS, PARTS):
        chosen = np.array([part in ("all", side) for side in where.part])
        size = int(where.sizes[denominator].to_numpy()[chosen].sum())
        for name in lists:
            found = int(n[name][numerator][chosen].sum())
            share = 1000 * found / size if size else np.nan
            rows.append((name, numerator, denominator, part, found, size, share))
    columns = ["list", "numerator", "denominator", "part", "n", "size", "share"]
    table = pd.DataFrame(rows, columns=columns)
    keys = ["numerator", "denominator", "part"]
    table.insert(4, "variant", table[keys].agg("/".join, axis=1))
    table["rank"] = table.groupby("variant")["share"].rank(ascending=False, method="min")
    table["default"] = table["variant"] == "/".join(DEFAULT)
    return table


def ratio_variants(
    words: Sequence[str],
    *,
    paragraphs: pd.DataFrame,
    sizes: pd.DataFrame,
    tokens: pd.DataFrame,
    target: Collection[str] | None = None,
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """How much more often a word list occurs in some reports than in others, by specification.

    Or in the plan than in the review. The ratio of two rates has no unit, so that those with other
    denominators can be compared. Only give the reports that are compared: each is segmented anew.

    Args:
        words: the word list.
        paragraphs: the table of the data store, rows of the reports compared.
        sizes: the table of the data store, rows of the same reports.
        tokens: the table of the data store, rows of the same reports.
        target: the IDs of the focus reports, compared with all others in the tables; None: the plan
            is compared with the review, in all reports together.
        inference: confidence, cluster and min_blocks of the intervals, which are those of
            ``compare_shares``; rates per sentence are taken as Poisson rates, since a sentence may
            contain more than one word of the list.

    Returns:
        One row per numerator, denominator and part, as in ``measure_variants``: numerator,
        denominator, part (``plan / review`` where these are compared), n_target, n_reference,
        ratio (focus / reference; missing where the reference has none), low, high, cluster, basis,
        reason, default. No rows for a part that only one of the texts has.

    Raises:
        ValueError: if the list is empty, or a focus report is not in the tables.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.robustness import ratio_variants
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("paragraphs", "sizes", "tokens")
        >>> tables = {name: read_table(corpus, name) for name in names}
        >>> table = ratio_variants(["环境", "污染"], **tables).round(2)
        >>> columns = ["numerator", "denominator", "ratio", "low", "high"]
        >>> print(table.loc[table["denominator"] == "words", columns].to_string(index=False))
                   numerator denominator  ratio  low  high
                     mention       words   1.01 0.13  8.16
        mention_with_lexicon       words   0.97 0.05 18.78
                       token       words   0.73 0.04 15.33
                 token_plain       words   0.73 0.10  5.44
                   substring       words   1.01 0.13  8.16
    """
    if not words:
        raise ValueError("the word list is empty; add terms")
    unknown = sorted({*(target or ())} - {*sizes["report_id"]})
    if unknown:
        raise ValueError(f"report {unknown[0]!r} is not in the tables; add its rows")
    where = _paragraphs(paragraphs, sizes, tokens)
    counts = _counts(list(words), where)
    n = np.column_stack([counts[one] for one in NUMERATORS])
    made = [
        _part_ratios(n[used], where.sizes[used], side[used], inference).assign(part=part)
        for part, used, side in _texts_compared(where, target)
        if 0 < side[used].sum() < used.sum()
    ]
    if not made:
        return pd.DataFrame(columns=RATIO_COLUMNS)
    table = _in_order(pd.concat(made, ignore_index=True))
    return with_confidence(table, inference.confidence)


def _texts_compared(
    where: _Paragraphs, target: Collection[str] | None
) -> list[tuple[str, Bools, Bools]]:
    """Each part with the paragraphs that belong to it, and those of the focus text."""
    part = np.array(where.part, dtype=object)
    plan, review = part == "plan", part == "review"
    if target is None:
        return [(PLAN_AGAINST_REVIEW, plan | review, plan)]
    focus = where.sizes["report_id"].isin(list(target)).to_numpy()
    belongs = {"all": np.ones(len(part), dtype=bool), "plan": plan, "review": review}
    return [(one, belongs[one], focus) for one in PARTS]


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """The rows by numerator, denominator and part, and which is the suite's specification."""
    own = (table["numerator"] == DEFAULT[0]) & (table["denominator"] == DEFAULT[1])
    table["default"] = own & table["part"].isin([DEFAULT[2], PLAN_AGAINST_REVIEW])
    order = (
        pd.DataFrame(
            {
                "numerator": table["numerator"].map(NUMERATORS.index),
                "denominator": table["denominator"].map(DENOMINATORS.index),
            }
        )
        .sort_values(["numerator", "denominator"], kind="stable")
        .index
    )
    return table.loc[order, RATIO_COLUMNS].reset_index(drop=True)


def _part_ratios(
    n: Ints, blocks: pd.DataFrame, is_target: Bools, inference: Inference
) -> pd.DataFrame:
    """The rows of one part, from the counts of each of its paragraphs by each numerator."""
    blocks = blocks.reset_index(drop=True)
    rows = [_ratios(n, blocks, one, is_target, inference) for one in DENOMINATORS]
    return pd.concat(rows, ignore_index=True)


def _ratios(
    n: Ints, blocks: pd.DataFrame, denominator: Denominator, is_target: Bools, inference: Inference
) -> pd.DataFrame:
    """The rows of one denominator, from the counts of each paragraph by each numerator."""
    cluster, kind = clusters(blocks, is_target.astype(np.int64), inference.cluster)
    many = _WORDS_A_SENTENCE if denominator == "sentences" else 1
    found = compare_shares(
        *summed(n, many * blocks[denominator], cluster),
        pd.Series(is_target).groupby(cluster).first(),
        confidence=inference.confidence,
        min_blocks=inference.min_blocks,
        block=kind,
        borrow=False,
    )
    names = {"ratio": "ratio", "ratio_low": "low", "ratio_high": "high"}
    table = found[[*names, "basis", "reason"]].rename(columns=names)
    return table.assign(
        numerator=NUMERATORS,
        denominator=denominator,
        n_target=n[is_target].sum(axis=0),
        n_reference=n[~is_target].sum(axis=0),
        cluster=kind,
    )


def _paragraphs(paragraphs: pd.DataFrame, sizes: pd.DataFrame, tokens: pd.DataFrame) -> _Paragraphs:
    """The counted paragraphs; their numbers are those of a report, so both are the key."""
    key = ["report_id", "paragraph_id"]
    ids = list(sizes[key].itertuples(index=False, name=None))
    text = paragraphs.set_index(key)["text"].to_dict()
    words = tokens.groupby(key)["term"].agg(list).to_dict()
    texts, plain = [normalize(text[one]).text for one in ids], _plain().cut
    return _Paragraphs(
        texts=texts,
        sizes=sizes.reset_index(drop=True),
        part=[SIDES.get(one) for one in sizes["orientation"]],
        tokens=[words.get(one, []) for one in ids],
        plain=[plain(one) for one in texts],
    )


def _counts(words: list[str], where: _Paragraphs) -> dict[Numerator, np.ndarray]:
    """The occurrences of the list in each paragraph, by numerator."""
    words = sorted({normalize(one).text for one in words})
    own = set(words)
    known = {one.term for one in policy_terms()}
    extra = tuple(one for one in words if one not in known)
    alone = TermMatcher([_own_term(one) for one in words], borders=borders())
    return {
        "mention": np.array([len(list(alone.mentions(text))) for text in where.texts]),
        "mention_with_lexicon": np.array(
            [sum(one in own for one in there) for there in _found(extra, tuple(where.texts))]
        ),
        "token": np.array([sum(one in own for one in terms) for terms in where.tokens]),
        "token_plain": np.array([sum(one in own for one in terms) for terms in where.plain]),
        "substring": np.array([sum(text.count(one) for one in words) for text in where.texts]),
    }


@lru_cache(maxsize=1)  # lists from the lexicon add nothing, so that all of them share one
def _found(extra: tuple[str, ...], texts: tuple[str, ...]) -> list[list[str]]:
    """The terms of the lexicon and others that each text mentions."""
    matcher = TermMatcher([*policy_terms(), *map(_own_term, extra)], borders=borders())
    return [[one.term for one in matcher.mentions(text)] for text in texts]


def _own_term(word: str) -> PolicyTerm:
    return PolicyTerm(word, "", None, "own list")


def rank_agreement(variants: pd.DataFrame) -> pd.DataFrame:
    """How much the ranking of the lists depends on the specification.

    Args:
        variants: from ``measure_variants``, with at least two lists.

    Returns:
        One row per specification, the least agreement first: variant, kendall_tau (τ-b with the
        ranking by the suite's own specification; 1 is the same ranking), flips (pairs of lists in
        reverse order), first (the list with the largest rate).

    Raises:
        ValueError: if there are fewer than two lists.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.robustness import measure_variants, rank_agreement
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("paragraphs", "sizes", "tokens")
        >>> tables = {name: read_table(corpus, name) for name in names}
        >>> lists = {"environment": ["环境", "污染"], "innovation": ["创新"], "education": ["教育"]}
        >>> table = rank_agreement(measure_variants(lists, **tables)).round(2)
        >>> print(table.head(2).to_string(index=False))
                      variant  kendall_tau  flips      first
        token/characters/plan          0.0      1 innovation
         token/sentences/plan          0.0      1 innovation
    """
    check_columns(variants, ["list", "variant", "share"], "the table (from measure_variants)")
    wide = variants.pivot(index="list", columns="variant", values="share").dropna(axis=1)
    if len(wide) < 2:
        raise ValueError("only one list given; a ranking requires at least two")
    own = wide["/".join(DEFAULT)]
    rows = []
    for name in wide:
        signs = [
            np.sign(np.subtract.outer(one.to_numpy(), one.to_numpy())) for one in (own, wide[name])
        ]
        flips = int((signs[0] * signs[1] < 0).sum() // 2)
        rows.append(
            (name, float(kendalltau(own, wide[name]).statistic), flips, str(wide[name].idxmax()))
        )
    table = pd.DataFrame(rows, columns=["variant", "kendall_tau", "flips", "first"])
    return table.sort_values(["kendall_tau", "variant"], ignore_index=True)
