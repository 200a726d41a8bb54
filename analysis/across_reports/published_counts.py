"""What others counted in State Council reports, beside counts of the same reports made anew."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analysis.across_reports.list_in_nation import within_words
from analysis.across_reports.nation import FOLDER, Reference
from analysis.uncertainty.clusters import MIN_SECTIONS
from analysis.uncertainty.shares import share_intervals

PUBLISHED = FOLDER / "published_counts.csv"
RECOUNTS = FOLDER / "national_recounts.csv"
RECOUNTED_LIST = "environment_chen_chen_2018"
WHOLE = "all"  # the term of what is counted of a whole text
_LIMITS = ["low", "high"]


def recounted(reference: Reference, *, source: str) -> pd.DataFrame:
    """Published counts of State Council reports, beside counts of the same years in several ways.

    ``icu``: words between ICU's word breaks (ICU 78.3), of a pair side by side; ``icu_stopped``:
    pairs side by side once punctuation and stop words are out; ``jieba``: words of jieba 0.42.1
    without the policy lexicon, of a pair as one word; ``substring``: the character string wherever
    it occurs; ``mention``: as by ``rates_in_nation``, of single words only. Of whole texts,
    ``text`` and ``body`` are their Chinese characters. The sources are in
    ``corpus/reference/README.md``.

    Args:
        reference: from ``national_reference(kinds=None)``, which has the years that others counted.
        source: ``quanteda`` or ``CGTN``.

    Returns:
        One row per published count and way, in the order of publication, the nearest way first:
        first, last (years), term (``all``: characters), published, way, ours, difference
        (``ours − published``), off_percent (the same in % of the published), reports (how many are
        counted).

    Raises:
        ValueError: if there is no such source.

    Example:
        >>> from analysis.across_reports import national_reference, recounted
        >>> table = recounted(national_reference(kinds=None), source="CGTN")
        >>> table = table[table["term"] == "发展"].head(4)
        >>> print(table[["first", "last", "published", "way", "ours"]].to_string(index=False))
         first  last  published       way  ours
          1954  2019       5410     jieba  5445
          1954  2019       5410   mention  5911
          1954  2019       5410       icu  5930
          1954  2019       5410 substring  5963
    """
    published = pd.read_csv(PUBLISHED)
    sources = sorted(set(published["source"]))
    published = published[published["source"] == source].reset_index(drop=True)
    if published.empty:
        raise ValueError(f"{source!r} is no source; choose from {', '.join(sources)}")
    ours = pd.concat([pd.read_csv(RECOUNTS), _mentions(reference, published["term"])])
    rows = published.rename(columns={"n": "published"}).assign(order=published.index)
    both = rows.merge(ours[ours["way"] != "tokens"], on="term")
    both = both[both["report_year"].between(both["first"], both["last"])]
    keys = ["order", "first", "last", "term", "published", "way"]
    found = both.groupby(keys, as_index=False).agg(ours=("n", "sum"), reports=("n", "size"))
    found["difference"] = found["ours"] - found["published"]
    found["off_percent"] = 100 * found["difference"] / found["published"]
    found["apart"] = found["difference"].abs()
    found = found.sort_values(["order", "apart", "way"], ignore_index=True)
    return found[[*keys[1:], "ours", "difference", "off_percent", "reports"]]


def _mentions(reference: Reference, terms: Collection[str]) -> pd.DataFrame:
    """The mentions of each term by itself, by year; those of years without it are 0."""
    years = pd.Index(reference.about["report_year"])
    single = [one for one in dict.fromkeys(terms) if one != WHOLE and " " not in one]
    found = [
        _hits(reference, [one], ["report_year"]).reindex(years, fill_value=0).rename("n")
        for one in single
    ]
    return pd.concat(found, keys=single, names=["term"]).reset_index().assign(way="mention")


def _hits(reference: Reference, terms: Collection[str], keys: list[str]) -> pd.Series:
    """How often a list occurs in the counted words, by year or passage."""
    within = within_words(sorted(reference.terms["term"].unique()), sorted(set(terms)))
    counted = reference.terms[reference.terms["term"].isin(list(within))]
    n = counted["n"] * counted["term"].map(within)
    return n.groupby([counted[one] for one in keys]).sum().astype("int64")


def word_rates(
    reference: Reference, terms: Collection[str], *, first: int, last: int
) -> pd.DataFrame:
    """The rates of words in State Council reports of some years together, with intervals.

    Mentions are found in the counted words, as by ``rates_in_nation``, each term by itself. The
    interval is that of ``share_intervals`` with the report as the unit that varies, since passages
    of one report are alike.

    Args:
        reference: from ``national_reference``.
        terms: the words.
        first: the first year.
        last: the last year.

    Returns:
        One row per term, the most frequent first: term, n, words, per_thousand
        (``1000 n / words``), low, high, reports (in which it occurs), cluster, basis, reason.

    Raises:
        ValueError: if there are no terms, or no reports in these years.

    Example:
        >>> from analysis.across_reports import national_reference, word_rates
        >>> reference = national_reference(kinds=None)
        >>> table = word_rates(reference, ["经济", "改革"], first=1954, last=2017)
        >>> table[["term", "n"]].to_numpy().tolist()
        [['经济', 4948], ['改革', 2912]]
        >>> table.loc[0, ["per_thousand", "low", "high"]].round(1).tolist()
        [11.6, 10.0, 13.7]
    """
    if isinstance(terms, str) or not terms:
        raise ValueError("terms must be a list of one term or more")
    passages = reference.passages
    words = passages[passages["report_year"].between(first, last)].groupby("report_year")["words"]
    size = words.sum()
    if size.empty:
        raise ValueError(f"the reference has no report of {first} to {last}")
    counts = pd.DataFrame(
        {
            one: _hits(reference, [one], ["report_year"]).reindex(size.index, fill_value=0)
            for one in dict.fromkeys(terms)
        }
    )
    found = share_intervals(counts, size, block="report", borrow=False)
    table = pd.DataFrame(
        {
            "term": counts.columns,
            "n": counts.sum().to_numpy(),
            "words": int(size.sum()),
            "per_thousand": 1000 * found["share"].to_numpy(),
            **{one: 1000 * found[one].to_numpy() for one in _LIMITS},
            "reports": found["blocks"].to_numpy(),
            "cluster": "report",
            "basis": found["basis"].to_numpy(),
            "reason": found["reason"].to_numpy(),
        }
    )
    return table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)


def recipe_in_nation(reference: Reference, terms: Collection[str]) -> pd.DataFrame:
    """The usual recipe of a word list in State Council reports, beside its rate as mentions.

    The recipe: ``1000 ×`` the occurrences of the list's character strings over all tokens of jieba,
    punctuation included. The rate: ``1000 n / words``, of mentions as by ``rates_in_nation`` over
    words, with the interval of ``share_intervals`` by passage.

    Args:
        reference: from ``national_reference``.
        terms: the words of the list; those of the published list on the environment have been
            counted as strings (``analysis.dictionaries.published_list``).

    Returns:
        One row per year: year, hits, tokens, recipe, n, words, value, low, high, cluster, reason.

    Raises:
        ValueError: if a term has not been counted as a string.

    Example:
        >>> from analysis.across_reports import national_reference, recipe_in_nation
        >>> table = recipe_in_nation(national_reference(), ["减排", "污染"])
        >>> columns = ["hits", "recipe", "n", "value"]
        >>> table.loc[table["year"] == 2018, columns].round(2).to_numpy().tolist()
        [[12.0, 1.08, 12.0, 1.58]]
    """
    counts = pd.read_csv(RECOUNTS)
    strings = counts[counts["way"] == "substring"]
    missing = sorted(set(terms) - set(strings["term"]))
    if missing or isinstance(terms, str) or not terms:
        raise ValueError(f"terms: not counted as strings in these reports: {missing or 'none'}")
    hits = strings[strings["term"].isin(list(terms))].groupby("report_year")["n"].sum()
    tokens = counts[counts["way"] == "tokens"].set_index("report_year")["n"]
    rates = _by_year(reference, terms)
    table = rates.assign(hits=rates["year"].map(hits), tokens=rates["year"].map(tokens))
    table["recipe"] = 1000 * table["hits"] / table["tokens"]
    return table[["year", "hits", "tokens", "recipe", *rates.columns[1:]]]


def _by_year(reference: Reference, terms: Collection[str]) -> pd.DataFrame:
    """The rate of a list in each year, with its interval by passage."""
    keys = ["report_year", "passage"]
    passages = reference.passages.set_index(keys)[["words"]]
    passages["n"] = _hits(reference, terms, keys).reindex(passages.index, fill_value=0)
    rows = []
    for year, own in passages.groupby(level="report_year"):
        found = share_intervals(
            own[["n"]], own["words"], block="passage", borrow=False, min_blocks=MIN_SECTIONS
        ).iloc[0]
        rows.append(
            {
                "year": year,
                "n": int(own["n"].sum()),
                "words": int(own["words"].sum()),
                "value": 1000 * found["share"],
                **{one: 1000 * found[one] for one in _LIMITS},
                "cluster": "passage",
                "reason": found["reason"],
            }
        )
    return pd.DataFrame(rows)
