"""Targets compared with the results that later reports give."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analysis.next_reports import NO_NEXT_REPORT, without_next_report
from analysis.targets.ledger_table import ledger
from analysis.targets.pairing import (
    COLUMNS,
    compared,
    results_of,
    targets_of,
    without_target,
)
from analysis.targets.parent_targets import middles
from analysis.targets.rows import tuples, whole
from analysis.targets.said_of_targets import statements
from analysis.targets.unchanged import with_unchanged
from analysis.targets.verdicts import VERDICTS
from analysis.targets.words_around import with_words
from corpus.collection import Corpus
from corpus.schema import Table, check_columns
from corpus.store.kept_tables import kept
from corpus.store.tables import read_table
from corpus.text.numerals import fold

_NEEDED = [
    "report_id",
    "region_code",
    "indicator_key",
    "kind",
    "status",
    "period",
    "base_value",
    "base_high",
    "base_unit",
    "bound",
    "change",
    "modifier",
    "sentence",
    "printed",
    "report_year",
]


def promises_and_results(ledger: pd.DataFrame) -> pd.DataFrame:
    """The targets set for each year, beside the results that the next reports give for that year.

    A target is compared with the result for the same region, year, indicator, measure (a rate with
    a rate, a level with a level), unit and basis, in the report of the following year; where the
    corpus lacks that report, with one that a later report gives for the year by name. Means and
    sums of several years, parts of a year and changes since another year are no results of a year.
    Growth of revenue that is like for like (同口径, 剔除不可比因素) is compared with its like.
    Where there is none, it is a result of a target that names no basis; and growth that names no
    basis is one of a like-for-like target, as ``reason`` tells.
    Rates that fall are negative; a level is the level (降到5.2% is 5.2). The verdicts:

    - ``exceeded``: better than the bound by over half a unit of its last printed digit, or beyond
      the better end of a range;
    - ``met``: within half a unit of that digit (7.6% meets 8%以上 and misses 8.0%); ``missed``:
      worse; 左右 is treated likewise;
    - ``within_range``: inside a range;
    - ``not_reported``: the next report gives no result for the year; ``not_comparable``: it gives
      one of another kind, unit or basis, or only a bound that may be either side of the target
      (7%以上 where 8% was aimed at). ``reason`` says more.

    Lower is better for 以内 and 不超过 and for indicators that should fall. What the next report
    itself says of the target (没有实现, 超额完成) has precedence and is quoted in ``reason``.

    Args:
        ledger: from ``ledger``.

    Returns:
        One row per target for a single year of an indicator in the vocabulary: region_code,
        indicator_key, kind, base_unit, year, target, target_high (upper end of a range), bound,
        target_report, target_start, result, result_report, result_start, difference (result minus
        target; for a range, minus the nearer end, and 0 within it), verdict, reason, region,
        indicator_en, target_end, result_end, rate_sub (how a rate is worded, see ``rate_sub``),
        target_sentence, result_sentence. A year for which a report sets no number for growth, but
        the next one gives it, has a row without a target.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis import open_corpus
        >>> from analysis.targets import ledger, promises_and_results
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("quantities", "sentences", "texts", "reports")
        >>> book = ledger(*(read_table(corpus, name) for name in names))
        >>> later = book[book["status"] == "target"].assign(  # a simulated report of 2019
        ...     report_id="2019", report_year=2019, status="achieved",
        ...     base_value=lambda table: table["base_value"] - 0.6)
        >>> table = promises_and_results(pd.concat([book, later])).query("indicator_key == 'gdp'")
        >>> print(table[["year", "target", "result", "verdict"]].to_string(index=False))
         year  target  result verdict
         2018     7.0     6.4  missed
    """
    check_columns(ledger, _NEEDED)
    book = whole(ledger)
    known = with_unchanged(book)
    targets, results = targets_of(known), results_of(known)
    said = statements(with_words(book).assign(folded=lambda rows: rows["sentence"].map(fold)))
    years = set(zip(book["place"], book["report_year"], strict=True))
    rows = [compared(one, results, said, years) for one in tuples(targets)]
    rows += without_target(known, targets, results)
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = ["region_code", "indicator_key", "year", "target_report", "target_start"]
    table = table.sort_values(order, ignore_index=True)
    places = ["target_start", "target_end", "result_start", "result_end"]
    # Where no place is known, its columns are empty text, not numbers.
    texts = dict.fromkeys(["region", "region_code"], "object")
    return table.astype({name: "Int64" for name in places} | {"year": "int64"} | texts)


@kept
def read_promises(corpus: Corpus, *, report_id: Collection[str] | None = None) -> pd.DataFrame:
    """The targets of the reports of a corpus, compared with results: ``promises_and_results``.

    Args:
        corpus: a corpus whose data store is up to date.
        report_id: of the reports that are compared; None for all.

    Returns:
        As ``promises_and_results``.

    Raises:
        Refusal: ``empty_corpus`` or ``unknown_report``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.targets import read_promises
        >>> table = read_promises(open_corpus())
        >>> table.loc[table["indicator_key"] == "gdp", ["target", "verdict"]].values.tolist()
        [[7.0, 'not_reported']]
    """
    names: tuple[Table, ...] = ("quantities", "sentences", "texts", "reports")
    return promises_and_results(
        ledger(*(read_table(corpus, name, report_id=report_id) for name in names))
    )


def completeness(book: pd.DataFrame) -> pd.DataFrame:
    """How many targets of each report have a comparable result later, and with which verdicts.

    ``targets = reported + not_reported + not_comparable + no_next_report``, and ``reported =
    exceeded + met + within_range + missed``. Not reported is not missed: a report may leave a
    target out for many reasons.

    Args:
        book: from ``ledger``.

    Returns:
        One row per report with targets as in ``promises_and_results``: target_report, targets
        (their number), reported (those with a result that can be compared, or of which the later
        report itself says what became of them), and the number of each verdict: exceeded, met,
        within_range, missed, not_reported, not_comparable; no_next_report counts those that
        ``promises_and_results`` calls not_reported since the corpus lacks the report of the next
        year.

    Example:
        >>> import pandas as pd
        >>> from analysis import open_corpus
        >>> from analysis.targets import completeness, ledger
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("quantities", "sentences", "texts", "reports")
        >>> book = ledger(*(read_table(corpus, name) for name in names))
        >>> later = book[book["indicator_key"].eq("gdp") & book["status"].eq("target")].assign(
        ...     report_id="2019", report_year=2019, status="achieved")  # a simulated report of 2019
        >>> print(completeness(pd.concat([book, later])).iloc[:, :5].to_string(index=False))
        target_report  targets  reported  exceeded  met
        shahekou-2018        6         1         0    1
    """
    table = promises_and_results(book).dropna(subset="target")
    verdict = table["verdict"].mask(without_next_report(table), NO_NEXT_REPORT)
    given = pd.crosstab(table["target_report"], verdict)
    given = given.reindex(columns=[*VERDICTS, NO_NEXT_REPORT], fill_value=0)
    told = given.drop(columns=["not_reported", "not_comparable", NO_NEXT_REPORT])
    counts = {"targets": given.sum(axis=1), "reported": told.sum(axis=1), **given}
    return pd.DataFrame(counts).reset_index()


def target_revisions(book: pd.DataFrame) -> pd.DataFrame:
    """The targets that a later report sets again for the same year, and how they changed.

    Args:
        book: from ``ledger``.

    Returns:
        One row per target that an earlier report of the region had set for the same year:
        region_code, region, indicator_key, kind, base_unit, year, first_report, first (the target
        in that report), target_report, target, revision (target minus first, of ranges the
        midpoints).

    Example:
        >>> import pandas as pd
        >>> from analysis import open_corpus
        >>> from analysis.targets import ledger, target_revisions
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("quantities", "sentences", "texts", "reports")
        >>> book = ledger(*(read_table(corpus, name) for name in names))
        >>> before = book[book["indicator_key"].eq("gdp") & book["status"].eq("target")].assign(
        ...     report_id="2017", report_year=2017, base_value=7.5)  # a simulated report of 2017
        >>> table = target_revisions(pd.concat([book, before]))
        >>> print(table[["year", "first", "target", "revision"]].to_string(index=False))
         year  first  target  revision
         2018    7.5     7.0      -0.5
    """
    table = promises_and_results(book).dropna(subset="target")
    keys = ["region_code", "indicator_key", "kind", "base_unit", "year"]
    order = book.drop_duplicates("report_id").set_index("report_id")["report_year"]
    rate = middles(table["target"], table["target_high"])
    table = table.assign(named=table["target_report"].map(order), rate=rate).sort_values("named")
    first = table.drop_duplicates(keys)[[*keys, "target_report", "target", "rate"]]
    names = {"target_report": "first_report", "target": "first", "rate": "first_rate"}
    first = first.rename(columns=names)
    again = table.merge(first, on=keys)
    again = again[again["target_report"] != again["first_report"]]
    again = again.assign(revision=(again["rate"] - again["first_rate"]).round(9))
    columns = [
        "region_code",
        "region",
        "indicator_key",
        "kind",
        "base_unit",
        "year",
        "first_report",
        "first",
        "target_report",
        "target",
        "revision",
    ]
    return again.sort_values([*keys, "named"], ignore_index=True)[columns]
