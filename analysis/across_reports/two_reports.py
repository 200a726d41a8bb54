"""Two reports of a corpus compared: areas, terms, targets, and what both say word for word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.across_reports.likeness import similarity
from analysis.across_reports.shared_passages import aligned_passages
from analysis.across_reports.tf_idf_of_reports import TfIdfWeights, corpus_idf
from analysis.areas.classify import NONE
from analysis.areas.codes import read_codes
from analysis.comparison import TermFilter, keyness_of_side
from analysis.confidence import with_confidence
from analysis.counts import in_context
from analysis.sentences import spoken_sentences
from analysis.targets.ledger_table import ledger
from analysis.targets.parent_targets import middles
from analysis.targets.promises import promises_and_results
from analysis.uncertainty.clusters import clusters
from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.shares import compare_shares, share_intervals
from corpus.collection import Corpus
from corpus.lexicon.lists import policy_areas, stop_words
from corpus.schema import Table, check_columns
from corpus.store.kept_tables import kept
from corpus.store.tables import read_table

_TARGET = ["indicator_key", "indicator_en", "kind", "base_unit"]
_SET = ["year", "target", "target_high", "bound", "target_start", "target_sentence"]
_FIGURES = ("n", "sentences", "share", "low", "high")


@dataclass(frozen=True)
class TwoReports:
    """What two reports have in common, and where they differ.

    Attributes:
        about: the rows of both in the table ``reports``, ``a`` first.
        areas: from ``areas_of_two``.
        terms: ``keyness`` of the words of ``a`` against those of ``b``, by paragraph.
        targets: from ``targets_of_two``.
        repeated: the sentences of ``a`` that ``b`` has too; see ``aligned_passages``.
        likeness: one row; see ``similarity``. idf is that of the corpus.
    """

    about: pd.DataFrame
    areas: pd.DataFrame
    terms: pd.DataFrame
    targets: pd.DataFrame
    repeated: pd.DataFrame
    likeness: pd.DataFrame


def compare_reports(
    corpus: Corpus, a: str, b: str, *, min_count: int = 5, inference: Inference = INFERENCE
) -> TwoReports:
    """Two reports of one corpus, compared by areas, terms, targets and sentences.

    Args:
        corpus: a corpus whose data store is up to date.
        a: the ID of one report; differences are its value minus that of ``b``.
        b: the ID of the other report.
        min_count: terms that occur less often in both together are left out.
        inference: how the intervals and p values of the terms are computed.

    Raises:
        ValueError: if both are the same report.
        Refusal: ``unknown_report`` or ``empty_corpus``.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import compare_reports
        >>> from corpus import build_store, corpus_at
        >>> text = (open_corpus().documents / "shahekou-2018.txt").read_text(encoding="utf-8")
        >>> for year, word in ((2018, "创新"), (2019, "改革")):  # the second report is simulated
        ...     changed = text.replace("2018年", f"{year}年").replace("2017年", f"{year - 1}年")
        ...     path = Path(f"shahekou-{year}.txt")
        ...     _ = path.write_text(changed.replace("创新", word), encoding="utf-8")
        >>> _ = build_store(corpus_at("."), jobs=1)
        >>> two = compare_reports(corpus_at("."), "shahekou-2019", "shahekou-2018")
        >>> two.likeness["cosine"].round(2).tolist(), two.terms["term"].iloc[0]
        ([0.98], '改革')
        >>> len(two.repeated), int(two.targets["difference"].abs().sum())
        (296, 0)
    """
    if a == b:
        raise ValueError(f"{a!r} is given twice; name two reports")
    about, tokens, paragraphs = (
        _both(corpus, name, a, b) for name in ("reports", "tokens", "paragraphs")
    )
    coded = read_codes(corpus, report_id=[a, b])
    return TwoReports(
        about=about,
        areas=areas_of_two(coded, a=a, b=b, inference=inference),
        terms=_terms(in_context(tokens, paragraphs), a, b, min_count, inference),
        targets=_targets(corpus, a, b),
        repeated=_repeated(corpus, a, b),
        likeness=_likeness(corpus, a, b),
    )


def areas_of_two(
    coded: pd.DataFrame,
    *,
    a: str,
    b: str,
    of: str = "report_id",
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """The share of each policy area in the sentences of two reports or sides, and the difference.

    The intervals of the shares are those of ``share_intervals``, that of the difference is that of
    ``compare_shares``: all are clustered by section, where both reports have three or more and the
    sentences name theirs, otherwise by paragraph. Salutations and the like remain in the
    denominator, but have no row.

    Args:
        coded: one row per sentence: report_id, paragraph_id, code and, where known, section.
        a: the ID of one report, or the name of one side.
        b: that of the other.
        of: the column with a and b, such as ``side`` for plan and review.
        inference: confidence, cluster and min_blocks of the intervals.

    Returns:
        One row per area that occurs in either, the largest difference first: code, name_en,
        name_zh, n_a, sentences_a, share_a (in %), low_a, high_a, the same of b, difference
        (percentage points, a minus b), difference_low, difference_high, cluster (what varies in the
        intervals), basis (how many of them have the area), reason (why there is no interval, or
        "").

    Raises:
        ValueError: if a column or a report is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import areas_of_two
        >>> coded = pd.DataFrame({"report_id": ["x"] * 4 + ["y"] * 4, "paragraph_id": range(8),
        ...                       "code": [6, 6, 6, 1, 6, 1, 1, 1]})
        >>> table = areas_of_two(coded, a="x", b="y")
        >>> table[["code", "share_a", "share_b", "difference"]].to_numpy().tolist()
        [[6.0, 75.0, 25.0, 50.0], [1.0, 25.0, 75.0, -50.0]]
    """
    check_columns(coded, ["report_id", "paragraph_id", "code", of], "coded")
    rows = coded[coded[of].isin([a, b])]
    for one in (a, b):
        if not (rows[of] == one).any():
            what = "report" if of == "report_id" else of
            raise ValueError(f"coded has no sentences of {what} {one!r}; check the name")
    of_a = (rows[of] == a).to_numpy()
    cluster, kind = clusters(rows, of_a.astype(np.int64), inference.cluster)
    n = pd.crosstab(pd.Series(cluster, rows.index, name="cluster"), rows["code"])
    size = n.sum(axis=1).to_numpy()
    n = n.loc[:, np.asarray(n.columns) != NONE]
    whose = pd.Series(rows[of].to_numpy()).groupby(cluster).first().to_numpy()
    options: Any = {
        "confidence": inference.confidence,
        "min_blocks": inference.min_blocks,
        "block": kind,
    }
    found = compare_shares(n, size, np.asarray(whose == a), **options)
    names = [policy_areas()[str(code)] for code in n.columns]
    table = pd.DataFrame({"code": n.columns})
    table = table.assign(**{one: [row[one] for row in names] for one in ("name_en", "name_zh")})
    for side, one in (("a", a), ("b", b)):
        own = np.asarray(whose == one)
        shares = share_intervals(n[own], size[own], **options)
        figures = (n[own].sum(), size[own].sum(), *(100 * shares[x] for x in _FIGURES[2:]))
        for name, values in zip(_FIGURES, figures, strict=True):
            table[f"{name}_{side}"] = np.asarray(values)
    for name in ("difference", "difference_low", "difference_high"):
        table[name] = 100 * found[name].to_numpy()
    # A missing limit of the ratio is none of the difference.
    reason = found["reason"].where(found["difference_low"].isna(), "")
    table = table.assign(cluster=kind, basis=found["basis"].to_numpy(), reason=reason.to_numpy())
    table = with_confidence(table, inference.confidence)
    return table.sort_values(["difference", "code"], ascending=[False, True], ignore_index=True)


def targets_of_two(book: pd.DataFrame, *, a: str, b: str) -> pd.DataFrame:
    """The targets that two reports set for single years, side by side.

    Args:
        book: from ``ledger``; with the rows of both reports.
        a: the ID of one report.
        b: the ID of the other.

    Returns:
        One row per indicator, measure and unit for which either sets a target: indicator_key,
        indicator_en, kind, base_unit, year_a, target_a, target_high_a, bound_a, target_start_a,
        target_sentence_a, the same of b, difference (target_a minus target_b, of ranges the
        midpoints, as in ``target_pressure``; missing if either is). What only one report sets is
        missing for the other, and follows.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import targets_of_two
        >>> from analysis.targets import ledger
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("quantities", "sentences", "texts", "reports")
        >>> book = ledger(*(read_table(corpus, name) for name in names))
        >>> later = book.assign(report_id="later", base_value=book["base_value"] + 1)  # simulated
        >>> both = pd.concat([book, later], ignore_index=True)
        >>> table = targets_of_two(both, a="later", b="shahekou-2018")
        >>> table.query("indicator_key == 'gdp'")[["target_a", "target_b"]].to_numpy().tolist()
        [[8.0, 7.0]]
    """
    table = promises_and_results(book).dropna(subset="target")
    table = table.sort_values(["target_report", "target_start"], kind="stable")
    sides = []
    for side, report in (("a", a), ("b", b)):
        own = table[table["target_report"] == report]
        # The same indicator may have several targets, such as one of growth in each half-year.
        own = own.assign(_number=own.groupby(_TARGET, dropna=False).cumcount())
        columns = {name: f"{name}_{side}" for name in _SET}
        sides.append(own[[*_TARGET, "_number", *_SET]].rename(columns=columns))
    both = sides[0].merge(sides[1], on=[*_TARGET, "_number"], how="outer")
    both[["year_a", "year_b"]] = both[["year_a", "year_b"]].astype("Int64")  # missing where alone
    rate = [middles(both[f"target_{side}"], both[f"target_high_{side}"]) for side in "ab"]
    both["difference"] = (rate[0] - rate[1]).round(9)
    order = both[["target_start_a", "target_start_b"]].astype(float)
    alone = order.isna().sum(axis=1)
    both = both.assign(_alone=alone, _at=order["target_start_a"], _then=order["target_start_b"])
    both = both.sort_values(["_alone", "_at", "_then"], kind="stable", ignore_index=True)
    return both.drop(columns=["_number", "_alone", "_at", "_then"])


def _both(corpus: Corpus, name: Table, a: str, b: str) -> pd.DataFrame:
    each = [read_table(corpus, name, report_id=one) for one in (a, b)]
    return pd.concat(each, ignore_index=True)


@kept
def _targets(corpus: Corpus, a: str, b: str) -> pd.DataFrame:
    names: tuple[Table, ...] = ("quantities", "sentences", "texts", "reports")
    return targets_of_two(ledger(*(_both(corpus, name, a, b) for name in names)), a=a, b=b)


@kept
def _repeated(corpus: Corpus, a: str, b: str) -> pd.DataFrame:
    sentences = pd.concat([spoken_sentences(corpus, one) for one in (a, b)], ignore_index=True)
    pair = pd.DataFrame({"report": [a], "other": [b]})
    return aligned_passages(sentences, pairs=pair, reports=_both(corpus, "reports", a, b))


@kept
def _likeness(corpus: Corpus, a: str, b: str) -> pd.DataFrame:
    return similarity(
        _both(corpus, "tokens", a, b),
        pairs=pd.DataFrame({"report": [a], "other": [b]}),
        paragraphs=_both(corpus, "paragraphs", a, b),
        weights=TfIdfWeights(idf=corpus_idf(corpus), stop_words=stop_words(), min_length=2),
    )


def _terms(
    tokens: pd.DataFrame, a: str, b: str, min_count: int, inference: Inference
) -> pd.DataFrame:
    """Keyness of the words of one report against those of the other, by section."""
    return keyness_of_side(
        tokens,
        side="report_id",
        target=a,
        reference=b,
        listed=TermFilter(stop_words=stop_words(), min_count=min_count),
        inference=inference,
    )
