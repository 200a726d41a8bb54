"""One part of what is said against another: a side, a report, any two units."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import rel_entr, xlogy

from analysis.counts import by_block, count_terms, listed_terms, unit_columns
from analysis.keyness import Units, keyness, sides, split_units
from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.permutation import Arrangements, adjust_p, arrangements, permutation_p
from analysis.uncertainty.shares import compare_shares
from corpus.arrays import Bools, Floats
from corpus.schema import SIDES, check_columns

_TERMS = 2_048  # at a time, so that what is added up stays in the processor's cache


def with_side(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that look back or ahead, with the column ``side``: review or plan.

    Args:
        rows: tokens or mentions in context, with orientation.
    """
    return rows.assign(side=rows["orientation"].map(SIDES)).dropna(subset="side")


def keyness_of_side(
    rows: pd.DataFrame,
    *,
    side: str = "side",
    target: str,
    reference: str,
    stop_words: Collection[str] = frozenset(),
    min_length: int = 2,
    min_count: int = 1,
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """Keyness of the paragraphs of one side against those of the other.

    Args:
        rows: tokens or mentions, with report_id, paragraph_id, term and the column of the sides.
        side: that column.
        target: its value for the target.
        reference: its value for the reference.
        stop_words: terms that are not counted, nor part of the sizes.
        min_length: of a term, in characters.
        min_count: see ``keyness``.
        inference: how intervals and p-values are computed; see ``Inference``.

    Returns:
        As ``keyness``, with p by permutation of paragraphs.

    Raises:
        ValueError: where a column is missing, a side has no paragraph, or a paragraph has both.
    """
    check_columns(rows, ["report_id", "paragraph_id", "term", side])
    units = {}
    for name in (target, reference):
        counts = count_terms(
            rows[rows[side] == name],
            by="paragraph_id",
            stop_words=stop_words,
            min_length=min_length,
        )
        if counts.empty:
            raise ValueError(f"no paragraph is {name!r}; there is nothing to compare")
        units[name] = counts
    sides = {name: set(counts["unit"]) for name, counts in units.items()}
    shared = sides[target] & sides[reference]
    if shared:
        raise ValueError(f"paragraph {min(shared)!r} is {target!r} and {reference!r}")
    return keyness(
        pd.concat(units.values(), ignore_index=True),
        target=sides[target],
        reference=sides[reference],
        min_count=min_count,
        inference=inference,
    )


def both_ends(table: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """The first terms of each side: the ``top`` highest and the ``top`` lowest log_odds_z.

    Args:
        table: from ``keyness``.
        top: how many of each side; fewer where fewer have that sign.
    """
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
    stop_words: Collection[str] = frozenset(),
    min_length: int = 2,
    min_count: int = 1,
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """How much more often one report (or another unit) says each term than one other.

    Differences and ratios of rates with their intervals (``compare_shares``) and a p
    (``permutation_p``), all with the paragraph as block, and the sentence that says of what they
    speak. For scores of keyness count by paragraph, and see ``keyness``.

    Args:
        rows: a row a word or mention: report_id, paragraph_id, term and the column of ``by``;
            words have a kind.
        by: the column that names the units, as in ``count_terms``.
        target: its value, or values, for the target.
        reference: its value, or values, for the reference; None for all others.
        words: a row a word, for the denominators of mentions, with the same columns; None where
            the rows are words themselves.
        stop_words: terms left out of the table; they stay in the denominators.
        min_length: of a term in the table, in characters.
        min_count: terms that stand less often in both sides together are not in the table, nor in
            the family of p_adjusted.
        inference: how intervals and p-values are computed; see ``Inference``.

    Returns:
        A row a term, the largest difference first, then by code points: term, n_target,
        n_reference, words_target, words_reference, per_thousand_target, per_thousand_reference,
        difference, difference_low, difference_high (in 1,000 words), ratio, ratio_low,
        ratio_high, blocks_target, blocks_reference (how many paragraphs it stands in), p,
        p_adjusted (Benjamini and Hochberg over this table), family, reason (why there is no
        interval, or ""), population.

    Raises:
        ValueError: where a column is missing, a unit is unknown, a side has no words, a paragraph
            is on both, the same place is there in two rows, or confidence is none.
    """
    columns = unit_columns(rows, by)
    blocks, n, size, terms = by_block(rows, words, columns=columns)
    is_target, chosen = _chosen(blocks, size, columns[0], target, reference)
    n, size, listed = n[chosen], size[chosen], listed_terms(terms, stop_words, min_length)
    listed &= n.sum(axis=0) >= max(min_count, 1)
    n, terms = sparse.csc_array(n[:, listed]), terms[listed]
    compared = compare_shares(
        n, size, is_target, confidence=inference.confidence, min_blocks=inference.min_blocks
    )
    p = np.full(len(terms), np.nan)
    if min(is_target.sum(), (~is_target).sum()) > 1:
        p = permutation_p(
            n,
            size,
            is_target,
            statistic=inference.statistic,
            n_permutations=inference.n_permutations,
            seed=inference.seed,
        )
    table = pd.DataFrame(
        {
            "term": terms,
            "n_target": n[is_target].sum(axis=0),
            "n_reference": n[~is_target].sum(axis=0),
            "words_target": size[is_target].sum(),
            "words_reference": size[~is_target].sum(),
        }
    )
    for name in ("share_target", "share_reference"):
        table[name.replace("share", "per_thousand")] = 1000 * compared[name]
    for name in ("difference", "difference_low", "difference_high"):
        table[name] = 1000 * compared[name]
    others = ["ratio", "ratio_low", "ratio_high", "blocks_target", "blocks_reference"]
    table = table.join(compared[others]).assign(p=p, p_adjusted=adjust_p(p))
    table["family"] = f"{len(table)} terms with min_count {min_count}"
    table["reason"] = compared["reason"]
    table["population"] = population(blocks["report_id"][chosen].nunique())
    return table.sort_values(["difference", "term"], ascending=[False, True], ignore_index=True)


def population(reports: int) -> str:
    """The sentence that says of what an interval with the paragraph as block speaks.

    Args:
        reports: how many reports the paragraphs are from.
    """
    whose = "author of this report" if reports == 1 else f"authors of these {reports} reports"
    return (
        f"The paragraphs are the sample: intervals and p speak of what the {whose} might have "
        "written instead on the same occasion, not of other reports, years or governments."
    )


def _chosen(
    blocks: pd.DataFrame, size: Any, column: str, target: Units, reference: Units | None
) -> tuple[Bools, Bools]:
    """Which of the chosen paragraphs are the target's, and which paragraphs are chosen."""
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
        raise ValueError(f"paragraph {paragraph} of {report!r} is in the target and the reference")
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
    """How far apart the words of two units are, and what each term adds to that.

    With p and q a term's shares in a and b and ``m = (p + q) / 2``, it adds
    ``contribution = (p log(p / m) + q log(q / m)) / 2``, and ``jsd`` is their sum: the
    Jensen–Shannon divergence with equal weights (Lin 1991), from 0 for the same shares to 1 (in
    bits) for no shared term. scipy's ``jensenshannon`` is the distance, its square root.
    ``cosine`` is the similarity of the counts, 1 for the same shares.

    The divergence of two samples of the same text is not 0: the fewer the words, the larger it
    is. So ``jsd_by_chance`` is its mean when whole units change sides at random, and p how often
    it is then as large as observed: exact up to 20,000 arrangements, else ``(1 + b) / (1 + B)``.
    Count by paragraph, and give the paragraphs of both, to get them. A p near 1 is no error: two
    reports that go through the same chapters are more alike than paragraphs dealt out at random.

    Args:
        counts: unit, term, n.
        a: a unit, or units taken together.
        b: another unit, or others; None for all that are not in a.
        base: of the logarithms: 2 for bits, e for nats.
        n_permutations: how many arrangements are drawn.
        seed: of the draw.

    Returns:
        A row a term of a or b, the largest contribution first, then by code points: term, n_a,
        n_b, words_a, words_b, share_a, share_b, sign (1 where a's share is the larger, −1, or
        0), contribution; and in every row jsd, base, cosine, jsd_by_chance, p, p_method (exact
        permutation or permutation), reason (why there is no p, or "").

    Raises:
        ValueError: where the counts are no counts, a unit is unknown or on both sides, a side has
            no unit or no words, base is 1 or less, or nothing is drawn.
    """
    if not base > 1:
        raise ValueError(f"base is {base}; a logarithm needs more than 1")
    x, is_a, terms = sides(counts, a, b, names=("unit a", "unit b"))
    there = x.sum(axis=0) > 0
    x, terms = x[:, there], terms[there]
    n_a, n_b = x[is_a].sum(axis=0), x[~is_a].sum(axis=0)
    p, q = n_a / n_a.sum(), n_b / n_b.sum()
    added = (rel_entr(p, (p + q) / 2) + rel_entr(q, (p + q) / 2)) / 2 / np.log(base)
    table = pd.DataFrame(
        {
            "term": terms,
            "n_a": n_a.astype(np.int64),
            "n_b": n_b.astype(np.int64),
            "words_a": int(n_a.sum()),
            "words_b": int(n_b.sum()),
            "share_a": p,
            "share_b": q,
            "sign": np.sign(n_a * n_b.sum() - n_b * n_a.sum()),
            "contribution": np.maximum(added, 0),
        }
    )
    table = table.astype({"sign": np.int64}).assign(
        jsd=table["contribution"].sum(),
        base=base,
        cosine=n_a @ n_b / np.sqrt((n_a @ n_a) * (n_b @ n_b)),
        **_by_chance(x, is_a, base, arrangements(is_a, n_permutations=n_permutations, seed=seed)),
    )
    return table.sort_values(["contribution", "term"], ascending=[False, True], ignore_index=True)


def _by_chance(x: Any, is_a: Bools, base: float, every: Arrangements) -> dict[str, Any]:
    if min(is_a.sum(), (~is_a).sum()) < 2:
        return {
            "jsd_by_chance": np.nan,
            "p": np.nan,
            "p_method": "",
            "reason": "a side is one unit; a p needs 2 of each",
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

    With counts k out of w, ``H = ln w − Σ k ln k / w``, and k ln k is looked up.
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
