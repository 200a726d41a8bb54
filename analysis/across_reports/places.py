"""One report compared with others: passages, divergence, first use of terms, and reuse."""

from __future__ import annotations

import pandas as pd

from analysis.across_reports.nation import passages_of
from analysis.across_reports.reuse import reuse_share
from analysis.comparison import divergence
from analysis.counts import count_terms
from analysis.sentences import spoken_sentences
from corpus.collection import Corpus
from corpus.lexicon.lists import stop_words
from corpus.place_names import place_keys
from corpus.schema import check_columns
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
    """The tokens of one report with the passage of each, formed as in the reference data.

    Args:
        tokens: the table of the data store, rows of one report.
        sizes: the table of the data store, rows of the same report.

    Returns:
        The tokens with a column passage; see ``passages_of``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import with_passages
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> words = with_passages(read_table(corpus, "tokens"), read_table(corpus, "sizes"))
        >>> int(words["passage"].nunique())
        18
    """
    check_columns(tokens, ["paragraph_id"], "tokens")
    check_columns(sizes, ["paragraph_id", "orientation", "words"], "sizes")
    place = dict(zip(sizes["paragraph_id"], passages_of(sizes), strict=True))
    return tokens.assign(passage=tokens["paragraph_id"].map(place))


def against_each(
    corpus: Corpus, report_id: str, *, n_permutations: int = 199, seed: int = 1
) -> pd.DataFrame:
    """How much the wording of a report differs from that of each other report in the corpus.

    Stop words and words of one character are left out.

    Args:
        corpus: a corpus whose data store is up to date.
        report_id: of the report.
        n_permutations: as in ``divergence``.
        seed: of the permutations.

    Returns:
        One row per other report, the most similar first: report_id, region, report_year, jsd
        (Jensen–Shannon divergence in bits), jsd_by_chance and p (passages assigned to the two
        reports at random), cosine, more and less (the five terms that contribute most to jsd and
        are used more, or less, in the report than in the other). The table has no rows if the
        corpus has one report.

    Raises:
        Refusal: ``unknown_report`` or ``empty_corpus``.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import against_each
        >>> from corpus import build_store, corpus_at
        >>> text = (open_corpus().documents / "shahekou-2018.txt").read_text(encoding="utf-8")
        >>> for year, word in ((2018, "创新"), (2019, "改革")):  # the second report is simulated
        ...     changed = text.replace("2018年", f"{year}年").replace("2017年", f"{year - 1}年")
        ...     path = Path(f"shahekou-{year}.txt")
        ...     _ = path.write_text(changed.replace("创新", word), encoding="utf-8")
        >>> _ = build_store(corpus_at("."), jobs=1)
        >>> table = against_each(corpus_at("."), "shahekou-2019").round(2)
        >>> print(table[["report_id", "jsd", "p", "more"]].to_string(index=False))
            report_id  jsd   p                           more
        shahekou-2018 0.01 1.0 改革、自主、万众、人才队伍、技术
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
    """When and where each policy term first occurs, and who else was there to say it.

    A term occurs on its own or within a longer one: who says 现代服务业 has said 服务业.

    Args:
        corpus: a corpus whose data store is up to date.
        min_reports: terms in fewer reports are left out.

    Returns:
        One row per term, the one in most reports first, then by code points: term, area, reports
        and regions (how many use it), first_year, first (the regions that use it in that year, by
        the name in their last report, joined by 、), level (their levels of government), last_year,
        others_there (how many other regions have a report of that year or before, and so could have
        said it first), may_be_earlier (whether the corpus has no earlier report of a region that is
        first: it may have said it before). Reports without a report year are left out.

    Raises:
        Refusal: ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import first_said
        >>> table = first_said(open_corpus(), min_reports=1).query("term == '15分钟便民服务圈'")
        >>> columns = ["term", "first_year", "first", "others_there", "may_be_earlier"]
        >>> print(table[columns].to_string(index=False))
                    term  first_year first  others_there  may_be_earlier
        15分钟便民服务圈        2018  沙河口区             0            True
    """
    reports = read_table(corpus, "reports", columns=["report_id", "region_code", "region"])
    place = place_keys(reports)
    keys = place.where(place.notna(), reports["report_id"]).astype(str)
    return query(corpus, _FIRST_SAID, [reports["report_id"].tolist(), keys.tolist(), min_reports])


# A report without place is of a place of its own.
_FIRST_SAID = """
    with keys as (
        select unnest(?::varchar[]) as report_id, unnest(?::varchar[]) as place
    ), dated as (
        select report_id, place, level, report_year as year,
               last_value(coalesce(region, report_id)) over (
                   partition by place order by report_year, report_id
                   rows between unbounded preceding and unbounded following
               ) as region
        from reports join keys using (report_id) where report_year is not null
    ), places as (
        select place, min(year) as since from dated group by place
    ), said as (
        select report_id, term, area from mentions
        union select report_id, term, area from nested where relation != 'crossing'
    ), used as (
        select said.term, said.area, dated.* from said join dated using (report_id)
    ), starts as (
        select *, min(year) over (partition by term) as first_year
        from used join places using (place)
    ), firsts as (
        select term, any_value(area) as area, count(distinct report_id) as reports,
               count(distinct place) as regions, any_value(first_year) as first_year,
               string_agg(distinct region, '、' order by region)
                   filter (year = first_year) as first,
               string_agg(distinct level, '、' order by level)
                   filter (year = first_year) as level,
               max(year) as last_year,
               count(distinct place) filter (year = first_year) as first_places,
               bool_or(since = first_year and year = first_year) as may_be_earlier
        from starts group by term having count(distinct report_id) >= ?
    ), there as (
        select year, (select count(*) from places where since <= year) as places
        from (select distinct first_year as year from firsts)
    )
    select term, area, reports, regions, first_year, first, level, last_year,
           there.places - first_places as others_there, may_be_earlier
    from firsts join there on there.year = firsts.first_year
    order by reports desc, term
"""


def reused_from(corpus: Corpus, report_id: str, *, at_least: float = 0.7) -> pd.DataFrame:
    """How much of a report repeats, almost word for word, each report of the same year or before.

    Args:
        corpus: a corpus whose data store is up to date.
        report_id: of the report that may repeat others.
        at_least: as in ``reused_sentences``.

    Returns:
        One row per other report, the most reused first: report_id, region, report_year, sentences
        and characters (of the report examined), reused_sentences, reused_characters, share (of its
        characters).

    Raises:
        Refusal: ``unknown_report`` or ``empty_corpus``.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import reused_from
        >>> from corpus import build_store, corpus_at
        >>> text = (open_corpus().documents / "shahekou-2018.txt").read_text(encoding="utf-8")
        >>> for year, word in ((2018, "创新"), (2019, "改革")):  # the second report is simulated
        ...     changed = text.replace("2018年", f"{year}年").replace("2017年", f"{year - 1}年")
        ...     path = Path(f"shahekou-{year}.txt")
        ...     _ = path.write_text(changed.replace("创新", word), encoding="utf-8")
        >>> _ = build_store(corpus_at("."), jobs=1)
        >>> table = reused_from(corpus_at("."), "shahekou-2019").round(2)
        >>> columns = ["report_id", "sentences", "reused_sentences", "share"]
        >>> print(table[columns].to_string(index=False))
            report_id  sentences  reused_sentences  share
        shahekou-2018        333               296   0.97
    """
    own, about = spoken_sentences(corpus, report_id), read_table(corpus, "reports")
    year = about.loc[about["report_id"] == report_id, "report_year"].iloc[0]
    rows = []
    # The comparison with a missing year is missing; such a report is left out.
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
