"""A report beside the State Council report of its year: its words, and its policy terms."""

from __future__ import annotations

import pandas as pd

from analysis.across_reports.nation import Reference, national_reference
from analysis.across_reports.places import with_passages
from analysis.counts import count_terms, in_context
from analysis.keyness import keyness
from analysis.uncertainty.inference import Inference
from corpus.collection import Corpus
from corpus.lexicon.lists import english_terms, stop_words
from corpus.schema import SIDES, check_columns
from corpus.store.tables import read_table


def keyness_against_nation(
    corpus: Corpus,
    report_id: str,
    *,
    year: int,
    side: str | None = "plan",
    min_count: int = 5,
    seed: int = 1,
) -> pd.DataFrame:
    """Keyness of a report's words against a State Council report: plan against plan.

    Stop words and words of one character are left out. The unit of intervals and tests is the
    passage, in which the reference is counted. Where either has no passage of the side, the whole
    reports are compared.

    Args:
        corpus: a corpus whose data store is up to date.
        report_id: of the report.
        year: of the State Council report; see ``nearest_year``.
        side: plan or review, which is compared with the same; None for the whole reports.
        min_count: see ``keyness``.
        seed: of the permutations.

    Returns:
        As ``keyness``, with the column compared: plan, review, or whole.

    Raises:
        Refusal: ``unknown_report`` or ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import keyness_against_nation
        >>> table = keyness_against_nation(open_corpus(), "shahekou-2018", year=2018)
        >>> print(table[["term", "n_target", "n_reference"]].head(1).to_string(index=False))
        term  n_target  n_reference
          建设        48           32
    """
    own, theirs = _own(corpus, report_id), _theirs(national_reference(), year)
    if side is None or not all((one["side"] == side).any() for one in (own, theirs)):
        side = None
    units = [
        count_terms(rows if side is None else rows[rows["side"] == side], by="passage").assign(
            of=name
        )
        for name, rows in (("own", own), ("nation", theirs))
    ]
    counts = pd.concat(units)
    counts["unit"] = counts["of"] + " " + counts["unit"].astype(str)
    kept = ~counts["term"].isin(stop_words()) & (counts["term"].str.len() > 1)
    counts = counts.loc[kept, ["unit", "term", "n"]]
    target = [one for one in counts["unit"].unique() if one.startswith("own")]
    found = keyness(
        counts,
        target=target,
        min_count=min_count,
        inference=Inference(seed=seed),
        block="passage",
    )
    return found.assign(compared=side or "whole")


def _own(corpus: Corpus, report_id: str) -> pd.DataFrame:
    tokens, sizes, paragraphs = (
        read_table(corpus, name, report_id=report_id) for name in ("tokens", "sizes", "paragraphs")
    )
    rows = in_context(with_passages(tokens, sizes), paragraphs)
    rows = rows[rows["passage"].notna()]
    return rows.assign(side=rows["orientation"].map(SIDES))


def _theirs(nation: Reference, year: int) -> pd.DataFrame:
    """The words of a State Council report, one row per occurrence as in a table of tokens."""
    terms = nation.terms[nation.terms["report_year"] == year]
    rows = terms.loc[terms.index.repeat(terms["n"])].reset_index(drop=True)
    passages = nation.passages[nation.passages["report_year"] == year]
    side = dict(zip(passages["passage"], passages["orientation"].map(SIDES), strict=True))
    return rows.assign(side=rows["passage"].map(side), report_id=str(year), kind="word")


def terms_against_nation(mentions: pd.DataFrame, *, year: int) -> pd.DataFrame:
    """The policy terms of a report, and how often the State Council reports have them.

    Args:
        mentions: the table of the data store, rows of one report.
        year: of the State Council report to compare with.

    Returns:
        One row per term, the most frequent first: term, english, n, nation_same_year
        (missing if there is no report of the year), nation_all_years (occurrences on their own or
        within a longer term), nation_first (the year of the first State Council report with the
        term; missing if none has it).

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import terms_against_nation
        >>> from corpus.store import read_table
        >>> table = terms_against_nation(read_table(open_corpus(), "mentions"), year=2018)
        >>> print(table[["term", "n", "nation_same_year", "nation_first"]].head(2).to_string())
          term   n  nation_same_year  nation_first
        0   企业  21                51          1954
        1   城市  14                 7          1954
    """
    check_columns(mentions, ["term"], "mentions")
    said = national_reference().occurrences
    table = mentions["term"].value_counts().rename("n").reset_index()
    same = said[said["report_year"] == year].set_index("term")["n"]
    table["english"] = table["term"].map(english_terms())
    table["nation_same_year"] = table["term"].map(same).astype("Int64")
    if year in set(said["report_year"]):
        table["nation_same_year"] = table["nation_same_year"].fillna(0)
    every = said.groupby("term")["n"].sum()
    table["nation_all_years"] = table["term"].map(every).fillna(0).astype(int)
    first = said.groupby("term")["report_year"].min()
    table["nation_first"] = table["term"].map(first).astype("Int64")
    table = table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)
    return table[["term", "english", "n", "nation_same_year", "nation_all_years", "nation_first"]]
