"""The many ways to measure attention, side by side: how much of a result is the measure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import kendalltau

from corpus.lexicon.lists import PolicyTerm, policy_terms
from corpus.schema import SIDES
from corpus.words.segmentation import Segmenter
from corpus.words.terms import TermMatcher

Numerator = Literal["mention", "mention_list_only", "token", "token_plain", "substring"]
Denominator = Literal["words", "tokens", "characters", "sentences"]
Part = Literal["all", "plan", "review"]

NUMERATORS: tuple[Numerator, ...] = (
    "mention",
    "mention_list_only",
    "token",
    "token_plain",
    "substring",
)
DENOMINATORS: tuple[Denominator, ...] = ("words", "tokens", "characters", "sentences")
PARTS: tuple[Part, ...] = ("all", "plan", "review")
DEFAULT = ("mention", "words", "all")


def published_recipe(words: Sequence[str], text: str) -> float:
    """The share that most published work reports, exactly as its recipe computes it.

    ``len(re.findall('|'.join(words), text)) / len(jieba.lcut(text))``: every substring counts,
    also inside longer terms; the first word of the list that fits at a place wins, not the
    longest; signs of regular expressions in the list act as such; the denominator holds
    punctuation and numbers; and jieba has no policy terms.

    Args:
        words: the list, in its order.
        text: of the document.

    Raises:
        ValueError: where the list is no regular expression, or the text has no token.
    """
    try:
        hits = len(re.findall("|".join(words), text))
    except re.error as error:
        raise ValueError(f"the list is no regular expression: {error}") from error
    tokens = len(_plain_jieba().cut(text))
    if not tokens:
        raise ValueError("the text is empty; a share needs tokens")
    return hits / tokens


@cache
def _plain_jieba() -> Segmenter:
    """Jieba as it comes, the reference engine."""
    return Segmenter(engine="jieba")


@cache
def _plain() -> Segmenter:
    return Segmenter()


class _Paragraphs(NamedTuple):
    """What is counted in: the paragraphs of the speech with their texts, sizes and sides."""

    texts: list[str]
    sizes: pd.DataFrame
    part: list[str | None]
    tokens: list[list[str]]


def measure_variants(
    lists: Mapping[str, Sequence[str]],
    *,
    paragraphs: pd.DataFrame,
    sizes: pd.DataFrame,
    tokens: pd.DataFrame,
) -> pd.DataFrame:
    """The share of each list of words in a report by every way to measure it.

    - Numerators: ``mention``, the longest term at a place, the lexicon's terms beside the list's;
      ``mention_list_only``, the list's terms alone; ``token``, words as cut with the lexicon;
      ``token_plain``, as jieba alone cuts them; ``substring``, every place of every term.
    - Denominators: ``words``, all ``tokens``, Chinese ``characters``, ``sentences``.
    - Parts: ``all`` that is said, the ``plan``, the ``review``.

    Args:
        lists: words by the name of the list.
        paragraphs: the rows of a report in the table of the store.
        sizes: likewise.
        tokens: likewise.

    Returns:
        A row a list and variant: list, numerator, denominator, part, variant, n, size, share (in
        1,000 of the denominator; missing where the part has none), rank (of the list among the
        lists, by this variant; 1 is the largest share), default (whether this is the suite's own).

    Raises:
        ValueError: where there is no list, or one is empty.
    """
    empty = [name for name, words in lists.items() if not words]
    if not lists or empty:
        raise ValueError(f"the list {empty[0]!r} is empty" if empty else "there is no list")
    where = _paragraphs(paragraphs, sizes, tokens)
    n = {name: _hits(list(words), where) for name, words in lists.items()}
    rows = []
    for numerator, denominator, part in product(NUMERATORS, DENOMINATORS, PARTS):
        chosen = np.array([part in ("all", side) for side in where.part])
        size = int(where.sizes[denominator].to_numpy()[chosen].sum())
        for name in lists:
            hits = int(n[name][numerator][chosen].sum())
            share = 1000 * hits / size if size else np.nan
            rows.append((name, numerator, denominator, part, hits, size, share))
    columns = ["list", "numerator", "denominator", "part", "n", "size", "share"]
    table = pd.DataFrame(rows, columns=columns)
    keys = ["numerator", "denominator", "part"]
    table.insert(4, "variant", table[keys].agg("/".join, axis=1))
    table["rank"] = table.groupby("variant")["share"].rank(ascending=False, method="min")
    table["default"] = table["variant"] == "/".join(DEFAULT)
    return table


def _paragraphs(paragraphs: pd.DataFrame, sizes: pd.DataFrame, tokens: pd.DataFrame) -> _Paragraphs:
    text = paragraphs.set_index("paragraph_id")["text"]
    cut = tokens.groupby("paragraph_id")["term"].agg(list)
    ids = sizes["paragraph_id"]
    return _Paragraphs(
        texts=[text[one] for one in ids],
        sizes=sizes.reset_index(drop=True),
        part=[SIDES.get(one) for one in sizes["orientation"]],
        tokens=[cut.get(one, []) for one in ids],
    )


def _hits(words: list[str], where: _Paragraphs) -> dict[Numerator, np.ndarray]:
    """How often the list is found in each paragraph, by each numerator."""
    own = set(words)
    known = {one.term for one in policy_terms()}
    extra = [PolicyTerm(one, "", None, "own list") for one in words if one not in known]
    beside = TermMatcher([*policy_terms(), *extra])
    alone = TermMatcher([PolicyTerm(one, "", None, "own list") for one in words])
    plain = _plain().cut
    return {
        "mention": np.array(
            [sum(one.term in own for one in beside.mentions(text)) for text in where.texts]
        ),
        "mention_list_only": np.array([len(list(alone.mentions(text))) for text in where.texts]),
        "token": np.array([sum(one in own for one in cut) for cut in where.tokens]),
        "token_plain": np.array([sum(one in own for one in plain(text)) for text in where.texts]),
        "substring": np.array([sum(text.count(one) for one in words) for text in where.texts]),
    }


def rank_agreement(variants: pd.DataFrame) -> pd.DataFrame:
    """How much the order of the lists depends on the measure.

    Args:
        variants: from ``measure_variants``.

    Returns:
        A row a variant, the least agreement first: variant, kendall_tau (τ-b with the order by the
        suite's own measure; 1 is the same order), flips (pairs of lists in the other order),
        first (the list with the largest share).

    Raises:
        ValueError: where there are fewer than two lists.
    """
    wide = variants.pivot(index="list", columns="variant", values="share").dropna(axis=1)
    if len(wide) < 2:
        raise ValueError("there is one list; an order needs two")
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
