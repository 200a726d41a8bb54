"""One report against others: passages of about the same length, and how far apart reports are."""

from __future__ import annotations

import pandas as pd

from analysis.comparison import divergence
from analysis.counts import count_terms
from analysis.reference import passages_of
from corpus.folder import Corpus
from corpus.lexicon import stop_words
from corpus.store import read_table

COLUMNS = ("report_id", "region", "report_year", "jsd", "jsd_by_chance", "p", "cosine", "more",
           "less")  # fmt: skip


def with_passages(tokens: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    """The words of one report with the passage each is in, as the reference counts them.

    Args:
        tokens: the table of the store, of one report.
        sizes: likewise.
    """
    place = dict(zip(sizes["paragraph_id"], passages_of(sizes), strict=True))
    return tokens.assign(passage=tokens["paragraph_id"].map(place))


def against_each(
    corpus: Corpus, report_id: str, *, n_permutations: int = 199, seed: int = 1
) -> pd.DataFrame:
    """How far a report's words are from those of each other report of the corpus.

    Args:
        corpus: whose store is up to date.
        report_id: of the report.
        n_permutations: as ``divergence``.
        seed: of the permutations.

    Returns:
        A row another report, the nearest first: report_id, region, report_year, jsd (bits),
        jsd_by_chance, p, cosine, more, less (the terms that add most, used more by the report, or
        by the other). No row where there is no other.

    Raises:
        Refusal: ``unknown_report`` or ``empty_corpus``.
    """
    own = _counts(corpus, report_id)
    reports = read_table(corpus, "reports")
    rows = []
    for other in reports[reports["report_id"] != report_id].itertuples():
        both = pd.concat([own, _counts(corpus, str(other.report_id))])
        found = divergence(both, a=list(own["unit"].unique()), n_permutations=n_permutations,
                           seed=seed)  # fmt: skip
        first = found.iloc[0]
        lead = {sign: "、".join(found[found["sign"] == sign]["term"].head(5)) for sign in (1, -1)}
        rows.append((other.report_id, other.region, other.report_year, first["jsd"],
                     first["jsd_by_chance"], first["p"], first["cosine"], lead[1],
                     lead[-1]))  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["jsd", "report_id"], ignore_index=True)


def _counts(corpus: Corpus, report_id: str) -> pd.DataFrame:
    tokens, sizes = (read_table(corpus, name, report_id=report_id) for name in ("tokens", "sizes"))
    counts = count_terms(with_passages(tokens, sizes), by="passage", stop_words=stop_words(),
                         min_length=2)  # fmt: skip
    return counts.assign(unit=report_id + " / " + counts["unit"].astype(str))
