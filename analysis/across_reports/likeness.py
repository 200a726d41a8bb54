"""How alike pairs of reports are: cosine with an interval, beside its value by chance."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pandas as pd
from scipy import sparse, stats

from analysis.across_reports.repeated_sentences import shared_share
from analysis.across_reports.sparse_products import products, ranges, row_groups
from analysis.across_reports.tf_idf_of_reports import (
    TF_IDF_WEIGHTS,
    TfIdfWeights,
    Weighted,
    weighted,
    with_blocks,
)
from analysis.confidence import with_confidence
from analysis.tfidf import Variant
from analysis.uncertainty.blocks import check_confidence
from analysis.uncertainty.clusters import Cluster
from analysis.uncertainty.shares import few_blocks
from corpus.arrays import Floats, Ints
from corpus.schema import check_columns

# Sections, or paragraphs, of each report: with 5 or more, intervals had 94–98% coverage in
# simulations.
MIN_BLOCKS_OF_EACH = 5
_ONE = 1 - 1e-12  # a cosine from here on is 1 but for rounding


def similarity(
    tokens: pd.DataFrame,
    *,
    pairs: pd.DataFrame,
    cluster: Cluster = "section",
    paragraphs: pd.DataFrame | None = None,
    weights: TfIdfWeights = TF_IDF_WEIGHTS,
    vectors: pd.DataFrame | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """How alike the wording of pairs of reports is, with intervals and the value by chance.

    ``cosine`` is that of the reports' TF-IDF weights, with idf over all reports in ``tokens``:
    1 for the same words in the same proportions, 0 for no common word.

    The interval is the delete-one jackknife's on Fisher's scale ``z = artanh(cosine)``, with idf
    held fixed. Leaving out section i of one report gives ``z_i``; each report of k sections adds
    ``(k − 1) / k Σ(z_i − z̄)²`` to se², and the interval is ``tanh(z ± t se)`` with the degrees of
    freedom of Welch and Satterthwaite. In simulations its coverage was 94–98%
    (``tests/benchmarks/calibrate_similarity.py``). A percentile bootstrap has none to speak of: a
    resampled report repeats some sections and lacks others, so that resampled cosines lie below
    the observed one.

    The interval is for two reports as long as these. Chance variation of rare words makes any two
    reports less alike than their authors are, short ones more so: compare with ``by_chance``, and
    pairs of similar length with each other.

    ``by_chance`` is the mean cosine of shuffled pairs: the report with every other of the same
    group, and the other with every report of the group, where the two are not themselves a pair.
    A group is the rows with the same value in the column ``group`` of ``pairs``, or all rows. The
    mean is over all such pairs (``shuffled``), without a random draw.

    Args:
        tokens: one row per word: report_id, paragraph_id, sentence_id, term, kind.
        pairs: one row per pair: report, other (report IDs), such as from ``with_level_above``;
            further columns are kept.
        cluster: what varies: ``section`` (see ``section_names``; paragraphs with the same
            two outermost headings) or ``paragraph``. Without headings, in the tokens
            (``in_context``) or the paragraphs, it is the paragraph; the column ``cluster`` says
            which it is.
        paragraphs: the table of the store, for its heading_path.
        weights: which words are weighed, and how.
        vectors: from ``ppmi_vectors``, for the column cosine_ppmi; None for no such column.
        confidence: the confidence level; unless it is 0.95, a column ``confidence_level`` has it.

    Returns:
        One row per pair, in the order given: report, other, cosine, low, high, by_chance, shuffled
        (the number of pairs behind by_chance), cosine_ppmi and ppmi_by_chance (if vectors are
        given), shared (the share of the report's sentences that occur in the other, numbers and
        punctuation aside; missing without sentence_id), sections and other_sections (the number of
        units that vary), cluster, basis (what the interval rests on), reason (why a value is
        missing, or "").

    Raises:
        ValueError: if a column is missing, a report has no words, or an option is unknown.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import similarity
        >>> words = {"a": "教育 医疗 教育 养老 就业", "b": "教育 医疗 养老 养老 住房",
        ...          "c": "招商 引资 招商 项目 工业", "d": "招商 引资 项目 项目 商贸"}
        >>> rows = [(name, place, term) for name, text in words.items()
        ...         for place, term in enumerate(text.split())]
        >>> tokens = pd.DataFrame(rows, columns=["report_id", "paragraph_id", "term"])
        >>> pairs = pd.DataFrame({"report": ["a", "c"], "other": ["b", "d"]})
        >>> table = similarity(tokens.assign(kind="word"), pairs=pairs, cluster="paragraph")
        >>> print(table[["report", "other", "cosine", "by_chance"]].round(2).to_string(index=False))
        report other  cosine  by_chance
             a     b    0.66        0.0
             c     d    0.66        0.0
    """
    _check(tokens, pairs, cluster, weights.variant)
    check_confidence(confidence)
    block, used = with_blocks(tokens, paragraphs, cluster)
    there = weighted(tokens, block, weights)
    left, right = (_places(there.names, pairs[name]) for name in ("report", "other"))
    found = _cosines(there, left, right, confidence)
    groups = _groups(pairs)
    units = sparse.diags_array(1 / np.sqrt(there.squares)) @ there.weights
    chance, shuffled = by_chance(units, found["cosine"].to_numpy(), left, right, groups)
    table = pairs.reset_index(drop=True).assign(
        **found[["cosine", "low", "high"]], by_chance=chance, shuffled=shuffled
    )
    if vectors is not None:
        table = table.assign(**_of_vectors(there, vectors, left, right, groups))
    table = table.assign(
        shared=shared_share(tokens, pairs),
        sections=np.diff(there.first)[left],
        other_sections=np.diff(there.first)[right],
        cluster=used,
        basis=f"jackknife by {used} of both reports (Fisher's z, t)",
        reason=_reasons(found["reason"], shuffled, used),
    )
    return with_confidence(table, confidence)


def _check(tokens: pd.DataFrame, pairs: pd.DataFrame, cluster: str, variant: str) -> None:
    check_columns(tokens, ["report_id", "paragraph_id", "term"], "tokens")
    check_columns(pairs, ["report", "other"], "pairs")
    for value, known, name in (
        (cluster, get_args(Cluster), "cluster"),
        (variant, get_args(Variant), "variant"),
    ):
        if value not in known:
            raise ValueError(f"unknown {name} {value!r}; choose {', '.join(known)}")


def _groups(pairs: pd.DataFrame) -> Ints:
    """The number of the group of each pair, within which pairs are shuffled."""
    of = pairs["group"] if "group" in pairs else np.zeros(len(pairs))
    return np.asarray(pd.factorize(of, use_na_sentinel=False)[0], dtype=np.int64)


def _places(names: pd.Index, wanted: pd.Series) -> Ints:
    """The row of each report that is wanted."""
    places = names.get_indexer(pd.Index(wanted))
    if (places < 0).any():
        unknown = wanted.iloc[int(np.argmax(places < 0))]
        raise ValueError(f"tokens has no words of report {unknown!r}; check the report ID in pairs")
    return np.asarray(places, dtype=np.int64)


def _cosines(there: Weighted, left: Ints, right: Ints, confidence: float) -> pd.DataFrame:
    """The cosine of each pair, its interval, and why it has none."""
    length = np.sqrt(there.squares)
    cosine = products(there.weights, there.weights, left, right) / length[left] / length[right]
    cosine = np.clip(cosine, 0, 1)
    cosine[cosine > _ONE] = 1.0
    blocks = np.diff(there.first)
    reason = np.array(
        [
            few_blocks("one report", k, MIN_BLOCKS_OF_EACH, "{cluster}")
            for k in np.minimum(blocks[left], blocks[right])
        ],
        dtype=object,
    )
    reason[cosine == 1] = "the two have the same words in the same proportions"
    reason[cosine == 0] = "the two have no word in common"
    z, half = np.arctanh(np.minimum(cosine, _ONE)), np.full(len(left), np.nan)
    given = np.flatnonzero(reason == "")
    if len(given):
        sides = (left[given], right[given])
        half[given] = _half(there, *sides, cosine[given], confidence)
    low, high = (np.maximum(np.tanh(z + end), 0) for end in (-half, half))
    return pd.DataFrame({"cosine": cosine, "low": low, "high": high, "reason": reason})


def _half(there: Weighted, left: Ints, right: Ints, cosine: Floats, confidence: float) -> Floats:
    """Half the width of the intervals of artanh(cosine)."""
    own = _squared_error(there, left, right, cosine)
    others = _squared_error(there, right, left, cosine)
    blocks = np.diff(there.first)
    total = own + others
    with np.errstate(divide="ignore", invalid="ignore"):
        free = total**2 / (own**2 / (blocks[left] - 1) + others**2 / (blocks[right] - 1))
        half = stats.t.ppf((1 + confidence) / 2, free) * np.sqrt(total)
    return np.asarray(np.where(total == 0, 0, half))


def _squared_error(there: Weighted, own: Ints, other: Ints, cosine: Floats) -> Floats:
    """The jackknife's variance of artanh(cosine) over the blocks of one of the two reports."""
    length = np.sqrt(there.squares)
    found = np.empty(len(own))
    for partner, at in row_groups(other):
        mine = own[at]
        blocks, pair = ranges(there.first[mine], there.first[mine + 1])
        away = products(there.lost, there.weights, blocks, np.full(len(blocks), partner))
        dot = (cosine[at] * length[mine] * length[partner])[pair] - away
        rest = np.maximum(there.squares[mine][pair] - there.lost_squares[blocks], 1e-300)
        z = np.arctanh(np.clip(dot / np.sqrt(rest) / length[partner], 0, _ONE))
        k = np.bincount(pair)
        spread = np.bincount(pair, (z - (np.bincount(pair, z) / k)[pair]) ** 2)
        found[at] = (k - 1) / k * spread
    return found


def by_chance(
    units: Any, cosine: Floats, left: Ints, right: Ints, groups: Ints
) -> tuple[Floats, Ints]:
    """The mean cosine of shuffled pairs, and their number, for each pair."""
    mean, number = np.full(len(left), np.nan), np.zeros(len(left), dtype=np.int64)
    known = pd.DataFrame({"a": np.r_[left, right], "b": np.r_[right, left]})
    known = known.assign(cosine=np.r_[cosine, cosine]).drop_duplicates(["a", "b"])
    for group in range(groups.max(initial=-1) + 1):
        at = np.flatnonzero(groups == group)
        sums, counts = zip(
            _with_all(units, left[at], np.unique(right[at]), known),
            _with_all(units, right[at], np.unique(left[at]), known),
            strict=True,
        )
        number[at] = np.sum(counts, axis=0)
        enough = number[at] > 0
        mean[at[enough]] = np.sum(sums, axis=0)[enough] / number[at][enough]
    return np.clip(mean, -1, 1), number


def _with_all(units: Any, own: Ints, others: Ints, known: pd.DataFrame) -> tuple[Floats, Ints]:
    """The sum of the cosines of each report with all others that it is no pair with."""
    total = np.asarray(units[others].sum(axis=0)).ravel()
    every = np.asarray(units[own] @ total).ravel()
    itself = np.isin(own, others)
    pairs = known[known["b"].isin(others) & (known["a"] != known["b"])].groupby("a")["cosine"]
    count = len(others) - itself - pairs.size().reindex(own, fill_value=0).to_numpy()
    rest = every - itself - pairs.sum().reindex(own, fill_value=0).to_numpy()
    rest[(count == 0) | (np.abs(rest) < 1e-9)] = 0.0  # but for rounding
    return rest, count


def _of_vectors(
    there: Weighted, vectors: pd.DataFrame, left: Ints, right: Ints, groups: Ints
) -> dict[str, Floats]:
    """The cosine of the weighted sums of the words' vectors, and its value by chance."""
    known = there.terms.isin(vectors.index)
    places = there.weights[:, known] @ vectors.loc[there.terms[known]].to_numpy(dtype=float)
    length = np.linalg.norm(places, axis=1, keepdims=True)
    units = np.divide(places, length, out=np.full(places.shape, np.nan), where=length > 0)
    cosine = np.clip((units[left] * units[right]).sum(axis=1), -1, 1)
    chance = by_chance(np.nan_to_num(units), np.nan_to_num(cosine), left, right, groups)[0]
    return {"cosine_ppmi": cosine, "ppmi_by_chance": chance}


def _reasons(reason: pd.Series, shuffled: Ints, cluster: str) -> list[str]:
    alone = "no other pair of the group to shuffle with: by_chance is missing"
    parts = [
        [one.format(cluster=cluster), alone if n == 0 else ""]
        for one, n in zip(reason, shuffled, strict=True)
    ]
    return ["; ".join(filter(None, both)) for both in parts]
