"""Counts of the State Council's reports 1954–2025, to compare with: counts, no text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.areas.classify import WEIGHTS
from corpus.collection import PROJECT
from corpus.errors import Refusal
from corpus.lexicon import lists as lexicon
from corpus.store.fingerprint import words_fingerprint
from corpus.words.suite import segmenter

FOLDER = PROJECT / "corpus" / "reference"
ABOUT = "national_counts.json"
TABLES = ("passages", "terms", "mentions", "areas")
PROMISES = "national_promises.csv"
PASSAGE_WORDS = 300


@dataclass(frozen=True)
class Reference:
    """Counts of a series of reports by passage: paragraphs of one part, some 300 words together.

    Attributes:
        about: a row a report: report_year, sha256 (of its text), words, notices (what is wrong
            with the text: abridged, cut short, amended; "" if nothing is), reused (the share of its
            characters in sentences that the report before it has too, see ``reuse_share``).
        passages: a row a passage: report_year, passage, orientation, words, tokens, characters,
            sentences.
        terms: a row a passage and word: report_year, passage, term, n.
        mentions: a row a passage and policy term: report_year, passage, term, area, n.
        areas: a row a passage and policy area: report_year, passage, code, n (sentences).
        promises: a row a target: as ``promises_and_results``; figures, no text.
    """

    about: pd.DataFrame
    passages: pd.DataFrame
    terms: pd.DataFrame
    mentions: pd.DataFrame
    areas: pd.DataFrame
    promises: pd.DataFrame


@cache
def national_reference(folder: Path = FOLDER) -> Reference:
    """The counts of the State Council's reports.

    Raises:
        Refusal: ``other_lexicon``, where they were counted with another lexicon than the one in
            use, so that they cannot be compared; ``not_found``.
    """
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
        na_values={name: [""] for name in ("target_high", "result", "difference", "result_report")},
    )
    return Reference(about=pd.DataFrame(about["reports"]), promises=promises, **tables)


def nearest_year(reference: Reference, year: int) -> int:
    """The year of the reference to compare a report with: its own, else the last before it.

    A report from before the first year is compared with the first.

    Args:
        reference: from ``national_reference``.
        year: that the report plans for.
    """
    years = sorted(int(one) for one in reference.about["report_year"])
    return max((one for one in years if one <= year), default=years[0])


def reference_fingerprint() -> str:
    """The sha256 of what the counts depend on: segmenter, lexicon, and the coder's weights."""
    parts = [segmenter().fingerprint, words_fingerprint(), lexicon.fingerprint(WEIGHTS)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def passages_of(sizes: pd.DataFrame) -> pd.Series:
    """The number of the passage each paragraph is in.

    A passage ends where it has 300 words or more, and where the orientation changes.

    Args:
        sizes: the rows of one report: orientation, words.
    """
    numbers, words, before = [], 0, None
    number = -1
    for orientation, size in zip(sizes["orientation"], sizes["words"], strict=True):
        if orientation != before or words >= PASSAGE_WORDS:
            number, words, before = number + 1, 0, orientation
        words += size
        numbers.append(number)
    return pd.Series(numbers, index=sizes.index, dtype="int32", name="passage")
