"""Reference data: counts of the State Council reports of 1954–2025, without their texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

import pandas as pd

from analysis.areas.model import WEIGHTS
from corpus.collection import PROJECT
from corpus.errors import Refusal
from corpus.lexicon import lists as lexicon
from corpus.schema import check_columns, check_words
from corpus.store.fingerprint import words_fingerprint
from corpus.words.default_segmenter import segmenter

FOLDER = PROJECT / "corpus" / "reference"
ABOUT = "national_counts.json"
TABLES = ("passages", "terms", "mentions", "occurrences", "areas")
PROMISES = "national_promises.csv"
PASSAGE_WORDS = 300
# What a text of the series is: the premier's report on the work of the government or, where there
# is none of that year, a report on the plan, the budget or a programme by another speaker.
ReportKind = Literal["work", "plan", "budget", "programme"]
WORK: tuple[ReportKind, ...] = ("work",)
# The columns of the promises in which nothing means missing.
_NUMBERS = (
    "target",
    "target_high",
    "target_start",
    "target_end",
    "result",
    "result_report",
    "result_start",
    "result_end",
    "difference",
)


@dataclass(frozen=True)
class Reference:
    """Counts of a series of reports by passage: adjoining paragraphs of one part, about 300 words.

    Attributes:
        about: one row per report: report_year, kind (``work``, the premier's report on the work of
            the government; ``plan``, ``budget`` or ``programme``, a report by another speaker),
            sha256 (of its text), words, notices (warnings
            about the text, such as abridged; "" if there are none), reused (the share of its
            characters in sentences that the previous report also has, see ``reuse_share``).
        passages: one row per passage: report_year, passage, orientation, words, tokens,
            characters, sentences.
        terms: one row per passage and word: report_year, passage, term, n.
        mentions: one row per passage and policy term: report_year, passage, term, area, n.
        occurrences: one row per report and policy term, also within longer terms: report_year,
            term, n.
        areas: one row per passage and policy area: report_year, passage, code, n (sentences).
        promises: one row per target, as ``promises_and_results``; numbers without sentences.
    """

    about: pd.DataFrame
    passages: pd.DataFrame
    terms: pd.DataFrame
    mentions: pd.DataFrame
    occurrences: pd.DataFrame
    areas: pd.DataFrame
    promises: pd.DataFrame


def national_reference(
    folder: Path = FOLDER, *, kinds: Collection[ReportKind] | None = WORK
) -> Reference:
    """The counts of the State Council reports.

    Args:
        folder: where ``make reference`` wrote them.
        kinds: the kinds of reports to include; None for all. By default those of 1955, 1956, 1958,
            1960, 1980 and 1991 are left out, which are reports on the plan, the budget or the
            agricultural programme by other speakers, and unlike the others in what they stress.

    Raises:
        Refusal: ``not_found``, or ``other_lexicon`` if they were made with a different lexicon,
            segmentation or area model, and so cannot be compared with counts made now.

    Example:
        >>> from analysis.across_reports import national_reference
        >>> reference = national_reference()
        >>> years = reference.about["report_year"]
        >>> len(years), int(years.min()), int(years.max())
        (51, 1954, 2025)
        >>> len(national_reference(kinds=None).about)
        57
        >>> mentions = reference.mentions.query("term == '营商环境'")
        >>> mentions.groupby("report_year")["n"].sum().loc[2018:2019].tolist()
        [4, 5]
    """
    every = _every_report(folder)
    if kinds is None:
        return every
    about = every.about[every.about["kind"].isin(list(kinds))].reset_index(drop=True)
    years = set(about["report_year"])
    tables = {
        name: table[table["report_year"].isin(years)].reset_index(drop=True)
        for name in TABLES
        for table in [getattr(every, name)]
    }
    return Reference(about=about, promises=every.promises, **tables)


@cache
def _every_report(folder: Path) -> Reference:
    """The counts of all reports of the series."""
    path = folder / ABOUT
    if not path.is_file():
        raise Refusal("not_found", str(path))
    about = json.loads(path.read_text(encoding="utf-8"))
    if about["fingerprint"] != reference_fingerprint():
        raise Refusal("other_lexicon", str(path))
    tables = {name: pd.read_parquet(folder / f"national_{name}.parquet") for name in TABLES}
    promises = pd.read_csv(
        folder / PROMISES,
        dtype={"region_code": str},
        keep_default_na=False,
        na_values={name: [""] for name in _NUMBERS},
    )
    return Reference(about=pd.DataFrame(about["reports"]), promises=promises, **tables)


def content_words(
    reference: Reference, *, stop_words: Collection[str], min_length: int = 2
) -> Reference:
    """The counts without stop words and words of one character, for comparisons of wording.

    Args:
        reference: from ``national_reference`` or ``own_series``.
        stop_words: the words to leave out.
        min_length: the fewest characters of a word.

    Returns:
        The same reports; only ``terms`` has fewer rows.

    Example:
        >>> from analysis.across_reports import content_words, national_reference
        >>> from corpus.lexicon import stop_words
        >>> terms = content_words(national_reference(), stop_words=stop_words()).terms
        >>> bool(terms["term"].isin(["的", "和"]).any())
        False
    """
    check_words(stop_words, "stop_words")
    kept = ~reference.terms["term"].isin(list(stop_words))
    kept &= reference.terms["term"].str.len() >= min_length
    return replace(reference, terms=reference.terms[kept].reset_index(drop=True))


def nearest_year(reference: Reference, year: int) -> int:
    """The year of the State Council report to compare with: the same year, or the last before it.

    A report older than the reference is compared with its first year.

    Args:
        reference: from ``national_reference``.
        year: the report year.

    Example:
        >>> from analysis.across_reports import national_reference, nearest_year
        >>> [nearest_year(national_reference(), year) for year in (2018, 1976)]
        [2018, 1975]
    """
    years = sorted(int(one) for one in reference.about["report_year"])
    return max((one for one in years if one <= year), default=years[0])


def reference_fingerprint() -> str:
    """The sha256 of what the counts depend on: segmenter, lexicon and area model."""
    parts = [segmenter().fingerprint, words_fingerprint(), lexicon.fingerprint(WEIGHTS)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def passages_of(sizes: pd.DataFrame) -> pd.Series:
    """The number of the passage that each paragraph belongs to.

    A passage ends with the paragraph that brings it to 300 words, and where the time reference
    changes.

    Args:
        sizes: the paragraphs of one report, in order: orientation, words.

    Returns:
        The numbers from 0, with the index of ``sizes``.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import passages_of
        >>> parts = ["review_past_year"] * 3 + ["plan_next_year"]
        >>> passages_of(pd.DataFrame({"orientation": parts, "words": [200, 150, 90, 120]})).tolist()
        [0, 0, 1, 2]
    """
    check_columns(sizes, ["orientation", "words"], "sizes")
    numbers, words, before = [], 0, None
    number = -1
    for orientation, size in zip(sizes["orientation"], sizes["words"], strict=True):
        if orientation != before or words >= PASSAGE_WORDS:
            number, words, before = number + 1, 0, orientation
        words += size
        numbers.append(number)
    return pd.Series(numbers, index=sizes.index, dtype="int32", name="passage")
