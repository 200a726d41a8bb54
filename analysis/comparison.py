"""Two texts compared: plan and review, two reports, or any two units."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import rel_entr, xlogy

from analysis.checks import check_number
from analysis.confidence import with_confidence
from analysis.counts import by_block, count_terms, listed_terms, unit_columns
from analysis.keyness import Prior, Units, keyness, sides, split_units
from analysis.uncertainty.clusters import Cluster, clusters, summed
from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.permutation import Arrangements, adjust_p, arrangements, permutation_p
from analysis.uncertainty.shares import compare_shares
from corpus.arrays import Bools, Floats
from corpus.language import Lang, check_language
from corpus.schema import SIDES, check_columns, check_words


@dataclass(frozen=True)
class TermFilter:
    """Which terms a comparison of two texts lists.

    Attributes:
        stop_words: terms that are left out.
        min_length: the minimum length of a term, in characters.
        min_count: terms that occur less often in both texts together are left out of the table and
            of the family of p_adjusted.

    Raises:
        ValueError: if stop_words is no list of words, or a number is none of 0 or more.

    Example:
        >>> from analysis import TermFilter
        >>> TermFilter(min_count=5).min_length
        2
    """

    stop_words: Collection[str] = frozenset()
    min_length: int = 2
    min_count: int = 1

    def __post_init__(self) -> None:
        check_words(self.stop_words, "stop_words")
        check_number("min_length", self.min_length, 0)
        check_number("min_count", self.min_count, 0)


TERM_FILTER = TermFilter()  # the defaults
_TERMS = 2_048  # per batch, so that it fits into the processor's cache


def with_side(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the review and the plan, with a column ``side`` that says which they are in.

    Args:
        rows: tokens or mentions with the column orientation, as from ``in_context``.

    Returns:
        The rows whose time reference belongs to either, with side: ``review`` or ``plan``. Problems
        acknowledged are part of the review.

    Example:
        >>> import pandas as pd
        >>> from analysis import with_side
        >>> times = ["review_past_year", "problems", "plan_next_year"]
        >>> rows = pd.DataFrame({"term": ["就业", "创新", "创新"], "orientation": times})
        >>> with_side(rows)["side"].tolist()
        ['review', 'review', 'plan']
    """
    check_columns(rows, ["orientation"])
    return rows.assign(side=rows["orientation"].map(SIDES)).dropna(subset="side")


def keyness_of_side(
    rows: pd.DataFrame,
    *,
    side: str = "side",
    target: str,
    reference: str,
    listed: TermFilter = TERM_FILTER,
    prior: Prior = "counts",
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """Keyness of one side, such as the plan, against another, clustered by section.

    Args:
        rows: tokens or mentions, with report_id, paragraph_id, term and the column of the sides.
        side: the name of that column.
        target: its value for the focus text.
        reference: its value for the reference text.
        listed: which terms are in the table; stop words and short terms are left out of the numbers
            of words too, for min_count see ``keyness``.
        prior: see ``keyness``.
        inference: how intervals and p values are computed; see ``Inference``. Sections are taken if
            the rows have a column ``section`` (as from ``in_context``), otherwise paragraphs.

    Returns:
        As ``keyness``, with p from a permutation test of sections or paragraphs, as the column
        cluster says.

    Raises:
        ValueError: if a column is missing, a side has no paragraphs, or a paragraph is on both.

    Example:
        >>> from analysis import (
        ...     TermFilter, in_context, keyness_of_side, open_corpus, with_side)
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> mentions, paragraphs = read_table(corpus, "mentions"), read_table(corpus, "paragraphs")
        >>> rows = with_side(in_context(mentions, paragraphs))
        >>> table = keyness_of_side(rows, target="plan", reference="review",
        ...                         listed=TermFilter(min_count=10))
        >>> columns = ["term", "n_target", "n_reference", "log_ratio"]
        >>> print(table[columns].head(2).round(1).to_string(index=False))
        term  n_target  n_reference  log_ratio
         十九大         8            2        1.4
          文化         7            3        0.6
    """
    check_columns(rows, ["report_id", "paragraph_id", "term", side])
    if target == reference:
        raise ValueError(f"target and reference are both {target!r}; name two sides")
    chosen = rows[rows[side].isin([target, reference])]
    places = chosen[["report_id", "paragraph_id"]]
    shared = chosen[side].groupby([places[one] for one in places]).nunique() > 1
    if shared.any():
        report, paragraph = shared.index[shared][0]
        raise ValueError(
            f"paragraph '{report} / {paragraph}' is in both {target!r} and {reference!r}; "
            "each must be in one only"
        )
    sides_of = (chosen[side] == target).to_numpy().astype(np.int64)
    unit, kind = clusters(chosen, sides_of, inference.cluster)
    counts = count_terms(
        chosen.assign(unit=unit),
        by="unit",
        stop_words=listed.stop_words,
        min_length=listed.min_length,
    )
    members = [set(unit[sides_of == one]) & set(counts["unit"]) for one in (1, 0)]
    for name, own in zip((target, reference), members, strict=True):
        if not own:
            raise ValueError(f"no paragraph has {side} {name!r}; there is nothing to compare")
    return keyness(
        counts,
        target=members[0],
        reference=members[1],
        prior=prior,
        min_count=listed.min_count,
        inference=inference,
        block=kind,
    )


def both_ends(table: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """The key terms of both texts: the ``top`` highest and the ``top`` lowest log_odds_z.

    Args:
        table: from ``keyness``.
        top: the number of terms of each text; fewer if fewer have that sign.

    Returns:
        The rows of these terms in the order of the table.

    Example:
        >>> import pandas as pd
        >>> from analysis import both_ends
        >>> terms = ["创新", "招商", "教育", "就业"]
        >>> table = pd.DataFrame({"term": terms, "log_odds_z": [2.9, 0.4, -0.3, -2.2]})
        >>> both_ends(table, top=1)["term"].tolist()
        ['创新', '就业']
    """
    check_columns(table, ["log_odds_z"], "the table (from keyness)")
    more = table[table["log_odds_z"] > 0].head(top)
    less = table[table["log_odds_z"] < 0].tail(top)
    return pd.concat([more, less], ignore_index=True)


def compare_units(
    rows: pd.DataFrame,
    *,
    by: str = "report_id",
    target: Units,
    reference: Units | None = None,
    words: pd.DataFrame | None = None,
    listed: TermFilter = TERM_FILTER,
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """How the rate of each term differs between two reports, or other units.

    Differences and ratios of rates with their confidence intervals (``compare_shares``) and p
    values (``permutation_p``), all clustered by section where the rows have a column ``section``
    (as from ``in_context``), otherwise by paragraph, and a sentence on the population that they
    describe. For keyness scores, use ``keyness_of_side``.

    Args:
        rows: one row per word or mention: report_id, paragraph_id, term and the column of ``by``;
            words have a kind.
        by: the column that names the units, as in ``count_terms``.
        target: its value, or values, for the focus text.
        reference: its value, or values, for the reference text; None for all others.
        words: one row per word, for the denominators of mentions, with the same columns; None if
            the rows are words themselves.
        listed: which terms are in the table; all remain in the denominators.
        inference: how intervals and p values are computed; see ``Inference``.

    Returns:
        One row per term, the largest difference first, then by code point: term, n_target,
        n_reference, words_target, words_reference, per_thousand_target, per_thousand_reference,
        difference, difference_low, difference_high (per 1,000 words), ratio, ratio_low,
        ratio_high, blocks_target, blocks_reference (paragraphs with the term), p, p_adjusted
        (Benjamini and Hochberg over this table), family, reason (why there is no interval, or ""),
        population.

    Raises:
        ValueError: if a column is missing, a unit is unknown, a text has no words, a paragraph is
            in both, the same place is listed twice, or confidence is not between 0 and 1.

    Example:
        >>> from analysis import TermFilter, compare_units, in_context, open_corpus, with_side
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> tokens, paragraphs = read_table(corpus, "tokens"), read_table(corpus, "paragraphs")
        >>> rows = with_side(in_context(tokens, paragraphs))
        >>> often = TermFilter(min_count=20)
        >>> table = compare_units(rows, by="side", target="plan", listed=often).round(2)
        >>> print(table[["term", "difference", "p_adjusted"]].head(2).to_string(index=False))
        term  difference  p_adjusted
          建设        8.85        0.15
          推进        4.29        0.63
    """
    columns = unit_columns(rows, by)
    blocks, n, size, terms = by_block(rows, words, columns=columns)
    is_target, chosen = _chosen(blocks, size, columns[0], target, reference)
    n, size = n[chosen], size[chosen]
    shown = listed_terms(terms, listed.stop_words, listed.min_length)
    shown &= n.sum(axis=0) >= max(listed.min_count, 1)
    cluster, kind = clusters(blocks[chosen], is_target.astype(np.int64), inference.cluster)
    held = [(n[side][:, shown] > 0).sum(axis=0) for side in (is_target, ~is_target)]
    n, words_of = summed(n, size, cluster)
    is_target = pd.Series(is_target).groupby(cluster).first().to_numpy()
    p = _permuted(n[:, shown], words_of, is_target, inference)
    table = _rates(n, words_of, is_target, inference, kind)[shown].reset_index(drop=True)
    table = table.assign(p=p, p_adjusted=adjust_p(p), cluster=kind)
    table["blocks_target"], table["blocks_reference"] = held
    table.insert(0, "term", terms[shown])
    table["family"] = f"{len(table)} terms with min_count {listed.min_count}"
    for name in ("basis", "reason"):  # come after the family
        table[name] = table.pop(name)
    table["population"] = population(blocks["report_id"][chosen].nunique(), cluster=kind)
    table = with_confidence(table, inference.confidence)
    return table.sort_values(["difference", "term"], ascending=[False, True], ignore_index=True)


def _permuted(n: Any, size: Any, is_target: Bools, inference: Inference) -> Floats:
    """The permutation p of each term; missing if a text is a single cluster."""
    if min(is_target.sum(), (~is_target).sum()) < 2:
        return np.full(n.shape[1], np.nan)
    return permutation_p(
        n,
        size,
        is_target,
        statistic=inference.statistic,
        n_permutations=inference.n_permutations,
        seed=inference.seed,
    )


def _rates(n: Any, size: Any, is_target: Bools, inference: Inference, block: str) -> pd.DataFrame:
    """Counts, rates per 1,000 words, and their differences and ratios with intervals."""
    compared = compare_shares(
        n,
        size,
        is_target,
        confidence=inference.confidence,
        min_blocks=inference.min_blocks,
        block=block,
    )
    table = pd.DataFrame(
        {
            "n_target": n[is_target].sum(axis=0).astype(np.int64),
            "n_reference": n[~is_target].sum(axis=0).astype(np.int64),
            "words_target": int(size[is_target].sum()),
            "words_reference": int(size[~is_target].sum()),
        }
    )
    for name in ("share_target", "share_reference"):
        table[name.replace("share", "per_thousand")] = 1000 * compared[name]
    for name in ("difference", "difference_low", "difference_high"):
        table[name] = 1000 * compared[name]
    others = ["ratio", "ratio_low", "ratio_high", "blocks_target", "blocks_reference"]
    return table.join(compared[[*others, "basis", "reason"]])


def population(reports: int, *, cluster: Cluster = "section", lang: Lang = "en") -> str:
    """The sentence that states which population clustered intervals describe.

    Args:
        reports: the number of reports that the sections or paragraphs come from.
        cluster: which of them vary.
        lang: en or zh.

    Returns:
        One sentence, for a note to a table.

    Example:
        >>> from analysis import population
        >>> population(1).partition(": ")[0]
        'The sections are treated as the sample'
    """
    check_language(lang)
    if lang == "zh":
        units = {"section": "节", "paragraph": "段落"}[cluster]
        these = "本报告" if reports == 1 else f"这{reports}份报告"
        return (
            f"以{units}为样本：置信区间和p值描述{these}的作者在同一场合可能写出的其他文本，"
            "不能推及其他报告、年份或政府。"
        )
    whose = "author of this report" if reports == 1 else f"authors of these {reports} reports"
    return (
        f"The {cluster}s are treated as the sample: CIs and p values describe what the {whose} "
        "might have written instead on the same occasion, not other reports, years or governments."
    )


def _chosen(
    blocks: pd.DataFrame, size: Any, column: str, target: Units, reference: Units | None
) -> tuple[Bools, Bools]:
    """Which of the chosen paragraphs are in the focus text, and which paragraphs are chosen."""
    unit, units = pd.factorize(blocks[column], sort=True)
    in_target, in_reference = (side[unit] for side in split_units(units, target, reference))
    for name, side in (("target", in_target), ("reference", in_reference)):
        if not size[side].any():
            raise ValueError(f"the {name} has no words; there is nothing to compare")
    chosen = in_target | in_reference
    places = blocks.loc[chosen, ["report_id", "paragraph_id"]]
    sides_of = pd.Series(in_target[chosen]).groupby([places[one].to_numpy() for one in places])
    both = sides_of.nunique() > 1
    if both.any():
        report, paragraph = both.index[both][0]
        raise ValueError(
            f"paragraph {paragraph} of {report!r} is in both target and reference; "
            "each must be in one only"
        )
    return in_target[chosen], chosen


def divergence(
    counts: pd.DataFrame,
    *,
    a: Units,
    b: Units | None = None,
    base: float = 2,
    n_permutations: int = 999,
    seed: int = 1,
) -> pd.DataFrame:
    """How much the wording of two texts differs, and how much each term contributes.

    With p and q a term's shares in a and b and ``m = (p + q) / 2``, its part is
    ``contribution = (p log(p / m) + q log(q / m)) / 2``, and ``jsd`` is the sum of these: the
    Jensen–Shannon divergence with equal weights (Lin 1991), from 0 for equal shares to 1 (in bits)
    for no shared term. scipy's ``jensenshannon`` is the distance, its square root. ``cosine`` is
    the similarity of the counts, 1 for equal shares.

    The divergence of two samples of the same text is not 0: the fewer the words, the larger it is.
    ``jsd_by_chance`` is therefore the chance baseline, the mean if whole units are permuted between
    a and b, and p is how often the divergence is then at least as large as observed: exact up to
    20,000 arrangements, otherwise ``(1 + b) / (1 + B)``. For these, count by paragraph and give the
    paragraphs of both texts. A p near 1 is not an error: two reports that go through the same
    chapters are more alike than paragraphs assigned at random.

    Args:
        counts: unit, term, n.
        a: a unit, or several units taken together.
        b: another unit, or several; None for all that are not in a.
        base: the base of the logarithms: 2 for bits, e for nats.
        n_permutations: how many arrangements are drawn.
        seed: the seed of the draw.

    Returns:
        One row per term of a or b, the largest contribution first, then by code point: term, n_a,
        n_b, words_a, words_b, share_a, share_b, sign (1 if the share in a is the larger, −1 if that
        in b is, or 0), contribution; and in every row jsd, base, cosine, jsd_by_chance, p, p_method
        (exact permutation or permutation), reason (why there is no p, or "").

    Raises:
        ValueError: if the counts are not valid, a unit is unknown or in both texts, a text has no
            units or no words, base is 1 or less, or n_permutations is below 1.

    Example:
        >>> import pandas as pd
        >>> from analysis import divergence
        >>> counts = pd.DataFrame({"unit": ["2017", "2017", "2018", "2018"], "n": [2, 8, 9, 8]})
        >>> counts["term"] = ["创新", "教育", "创新", "教育"]
        >>> table = divergence(counts, a="2018", b="2017").round(3)
        >>> print(table[["term", "sign", "contribution", "jsd"]].to_string(index=False))
        term  sign  contribution   jsd
          创新     1         0.056 0.087
          教育    -1         0.031 0.087
    """
    if not base > 1:
        raise ValueError(f"base is {base}; it must be greater than 1")
    x, is_a, terms = sides(counts, a, b, names=("a", "b"))
    there = x.sum(axis=0) > 0
    x, terms = x[:, there], terms[there]
    n_a, n_b = x[is_a].sum(axis=0), x[~is_a].sum(axis=0)
    table = pd.DataFrame(
        {
            "term": terms,
            "n_a": n_a.astype(np.int64),
            "n_b": n_b.astype(np.int64),
            "words_a": int(n_a.sum()),
            "words_b": int(n_b.sum()),
            "share_a": n_a / n_a.sum(),
            "share_b": n_b / n_b.sum(),
            "sign": signs(n_a, n_b),
            "contribution": contributions(n_a, n_b, base=base),
        }
    )
    table = table.astype({"sign": np.int64}).assign(
        jsd=table["contribution"].sum(),
        base=base,
        cosine=n_a @ n_b / np.sqrt((n_a @ n_a) * (n_b @ n_b)),
        **_by_chance(x, is_a, base, arrangements(is_a, n_permutations=n_permutations, seed=seed)),
    )
    return table.sort_values(["contribution", "term"], ascending=[False, True], ignore_index=True)


def contributions(n_a: Floats, n_b: Floats, *, base: float = 2) -> Floats:
    """What each term contributes to the divergence of two texts, as in ``divergence``.

    Args:
        n_a: how often each term occurs in a.
        n_b: the same of b.
        base: the base of the logarithms.

    Example:
        >>> import numpy as np
        >>> from analysis.comparison import contributions
        >>> contributions(np.array([9.0, 8]), np.array([2.0, 8])).round(3).tolist()
        [0.056, 0.031]
    """
    p, q = n_a / n_a.sum(), n_b / n_b.sum()
    added = (rel_entr(p, (p + q) / 2) + rel_entr(q, (p + q) / 2)) / 2 / np.log(base)
    return np.asarray(np.maximum(added, 0))


def signs(n_a: Floats, n_b: Floats) -> Floats:
    """1 for each term whose share in a is the larger, −1 if that in b is, else 0.

    Args:
        n_a: how often each term occurs in a.
        n_b: the same of b.

    Example:
        >>> import numpy as np
        >>> from analysis.comparison import signs
        >>> signs(np.array([9.0, 8]), np.array([2.0, 8])).tolist()
        [1.0, -1.0]
    """
    return np.asarray(np.sign(n_a * n_b.sum() - n_b * n_a.sum()))


def _by_chance(x: Any, is_a: Bools, base: float, every: Arrangements) -> dict[str, Any]:
    if min(is_a.sum(), (~is_a).sum()) < 2:
        return {
            "jsd_by_chance": np.nan,
            "p": np.nan,
            "p_method": "",
            "reason": "one of the texts is a single unit; a p value requires 2 of each",
        }
    parts = [x[:, start : start + _TERMS] for start in range(0, x.shape[1], _TERMS)]
    turned = [sparse.csr_array(part.T) for part in parts]
    logs = xlogy(np.arange(x.sum(axis=0).max() + 1), np.arange(x.sum(axis=0).max() + 1))
    size = x.sum(axis=1)
    observed = _jsd(turned, is_a[:, None].astype(float), size, logs)[0]
    found = np.concatenate([_jsd(turned, moved, size, logs) for moved in every.batches()])
    p = every.p(np.array([np.count_nonzero(found >= observed * (1 - 1e-9))], dtype=float))[0]
    return {
        "jsd_by_chance": found.mean() / np.log(base),
        "p": p,
        "p_method": "exact permutation" if every.exact else "permutation",
        "reason": "",
    }


def _jsd(parts: list[Any], sides: Floats, size: Floats, logs: Floats) -> Floats:
    """The divergence (nats) of each arrangement: H((P + Q) / 2) − (H(P) + H(Q)) / 2.

    With counts k out of w, ``H = ln w − Σ k ln k / w``; k ln k is looked up in a table.
    """
    w_a = size @ sides
    w_b = size.sum() - w_a
    sums = np.zeros((3, sides.shape[1]))
    for part in parts:
        k_a = part @ sides
        k_b = part.sum(axis=1)[:, None] - k_a
        middle = (k_a / w_a + k_b / w_b) / 2
        sums += [
            logs[k_a.astype(np.int64)].sum(axis=0),
            logs[k_b.astype(np.int64)].sum(axis=0),
            xlogy(middle, middle).sum(axis=0),
        ]
    h_a, h_b = np.log(w_a) - sums[0] / w_a, np.log(w_b) - sums[1] / w_b
    return np.asarray(-sums[2] - (h_a + h_b) / 2)
