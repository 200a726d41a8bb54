"""One report against others: passages of about the same length, and how far apart reports are."""

from __future__ import annotations

import pandas as pd

from analysis.across_reports.nation import passages_of
from analysis.across_reports.reuse import reuse_share
from analysis.comparison import divergence
from analysis.counts import count_terms
from analysis.sentences import spoken_sentences
from corpus.collection import Corpus
from corpus.lexicon.lists import stop_words
from corpus.store.tables import query, read_table

COLUMNS = (
    "report_id",
    "region",
    "report_year",
    "jsd",
    "jsd_by_chance",
    "p",
    "cosine",
    "more",
    "less",
)


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
        found = divergence(
            both, a=list(own["unit"].unique()), n_permutations=n_permutations, seed=seed
        )
        first = found.iloc[0]
        lead = {sign: "、".join(found[found["sign"] == sign]["term"].head(5)) for sign in (1, -1)}
        rows.append(
            (
                other.report_id,
                other.region,
                other.report_year,
                first["jsd"],
                first["jsd_by_chance"],
                first["p"],
                first["cosine"],
                lead[1],
                lead[-1],
            )
        )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["jsd", "report_id"], ignore_index=True)


def first_said(corpus: Corpus, *, min_reports: int = 2) -> pd.DataFrame:
    """Who used each policy term first, of the reports of the corpus.

    Args:
        corpus: whose store is up to date.
        min_reports: in fewer reports than these a term is left out.

    Returns:
        A row a term, the one in most reports first, then by code points: term, area, reports,
        regions, first_year, first (the regions that used it in that year, in order of their codes,
        joined by 、), level (the levels of these), last_year. Reports without a year are left out.

    Raises:
        Refusal: ``empty_corpus``.
    """
    return query(
        corpus,
        """
        with used as (
            select distinct m.term, m.area, r.report_id, r.region, r.region_code, r.level,
                   r.report_year as year
            from mentions m join reports r using (report_id) where r.report_year is not null
        ), starts as (
            select *, min(year) over (partition by term) as first_year from used
        )
        select term, any_value(area) as area, count(distinct report_id) as reports,
               count(distinct region) as regions, any_value(first_year) as first_year,
               string_agg(distinct region, '、' order by region)
                   filter (year = first_year) as first,
               string_agg(distinct level, '、' order by level)
                   filter (year = first_year) as level,
               max(year) as last_year
        from starts group by term having count(distinct report_id) >= ?
        order by reports desc, term
    """,
        [min_reports],
    )


def reused_from(corpus: Corpus, report_id: str, *, at_least: float = 0.7) -> pd.DataFrame:
    """How much of a report stands, nearly the same, in each earlier or contemporary report.

    Args:
        corpus: whose store is up to date.
        report_id: of the report that may repeat.
        at_least: see ``reused_sentences``.

    Returns:
        A row another report of the same year or before, the most reused first: report_id, region,
        report_year, sentences, reused_sentences, characters, reused_characters, share (of the
        characters of the report).

    Raises:
        Refusal: ``unknown_report`` or ``empty_corpus``.
    """
    own, about = spoken_sentences(corpus, report_id), read_table(corpus, "reports")
    year = about.loc[about["report_id"] == report_id, "report_year"].iloc[0]
    rows = []
    # A comparison with a missing year is missing, and takes nothing.
    before = (about["report_year"] <= year).fillna(False) & (about["report_id"] != report_id)
    for other in about[before].itertuples():
        both = pd.concat([own, spoken_sentences(corpus, str(other.report_id))])
        found = reuse_share(both, source=str(other.report_id), target=report_id, at_least=at_least)
        rows.append(
            {
                "report_id": other.report_id,
                "region": other.region,
                "report_year": other.report_year,
                **found,
            }
        )
    columns = [
        "report_id",
        "region",
        "report_year",
        "sentences",
        "reused_sentences",
        "characters",
        "reused_characters",
        "share",
    ]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["share", "report_id"], ascending=[False, True], ignore_index=True)


def _counts(corpus: Corpus, report_id: str) -> pd.DataFrame:
    tokens, sizes = (read_table(corpus, name, report_id=report_id) for name in ("tokens", "sizes"))
    counts = count_terms(
        with_passages(tokens, sizes), by="passage", stop_words=stop_words(), min_length=2
    )
    return counts.assign(unit=report_id + " / " + counts["unit"].astype(str))
