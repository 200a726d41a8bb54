"""Counts of the State Council's reports 1954–2025, to compare with: counts, no text."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from tqdm import tqdm

from analysis.coding import WEIGHTS, code_sentences, sentences_in_context
from analysis.counts import DEFAULT_KINDS
from analysis.reuse import reuse_share
from analysis.targets import ledger, promises_and_results
from corpus import lexicon
from corpus.building import words_fingerprint
from corpus.errors import Refusal
from corpus.report import SPOKEN, read_report
from corpus.report_tables import tables_of
from corpus.spoken import segmenter

FOLDER = Path(__file__).parents[1] / "corpus" / "reference"
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
    promises = pd.read_csv(folder / PROMISES, dtype={"region_code": str}, keep_default_na=False,
                           na_values={name: [""] for name in ("target_high", "result", "difference",
                                                              "result_report")})  # fmt: skip
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


def make_reference(reports: Path, folder: Path = FOLDER) -> None:
    """Counts a folder of reports named by their years, and writes the reference anew.

    Args:
        reports: of files such as ``1954.txt``.
        folder: that the counts are written to.
    """
    paths = sorted(path for path in reports.iterdir() if path.stem.isdigit())
    found = [count_report(path) for path in tqdm(paths, unit="report")]
    for (about, *_), (before, path) in zip(found[1:], pairwise(paths), strict=True):
        about["reused"] = _reused(before, path)
    for name in TABLES:
        table = pd.concat([tables[name] for _, tables, _ in found], ignore_index=True)
        table.to_parquet(folder / f"national_{name}.parquet", index=False, compression="zstd")
    book = pd.concat([book for _, _, book in found], ignore_index=True)
    promises = promises_and_results(book)
    promises.to_csv(folder / PROMISES, index=False, lineterminator="\n", float_format="%.10g")
    content = {"fingerprint": reference_fingerprint(), "reports": [about for about, *_ in found]}
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / ABOUT).write_text(text, encoding="utf-8")


def _reused(before: Path, path: Path) -> float:
    said = pd.concat([_said(one) for one in (before, path)])
    return round(float(reuse_share(said, source=before.stem, target=path.stem)["share"]), 4)


def _said(path: Path) -> pd.DataFrame:
    tables = tables_of(read_report(path), path.stem)
    every = sentences_in_context(*(tables[one] for one in ("sentences", "paragraphs", "texts")))
    return every[every["orientation"].isin(SPOKEN)]


def count_report(
    path: Path,
) -> tuple[dict[str, object], dict[str, pd.DataFrame], pd.DataFrame]:
    """What is said of a report in the reference, its counts by table, and its ledger."""
    year = int(path.stem)
    report = read_report(path)
    tables = tables_of(report, path.stem)
    passage = passages_of(tables["sizes"])
    sizes = tables["sizes"].assign(passage=passage.to_numpy())
    inside = dict(zip(sizes["paragraph_id"], sizes["passage"], strict=True))
    summed = sizes.groupby("passage", as_index=False).agg(
        orientation=("orientation", "first"), words=("words", "sum"), tokens=("tokens", "sum"),
        characters=("characters", "sum"), sentences=("sentences", "sum"),
    )  # fmt: skip
    tokens = tables["tokens"]
    words = tokens[tokens["kind"].isin(DEFAULT_KINDS)]
    every = sentences_in_context(*(tables[one] for one in ("sentences", "paragraphs", "texts")))
    said = every[every["orientation"].isin(SPOKEN)]
    coded = said.assign(code=code_sentences(said)["code"])
    counted = {
        "passages": summed,
        "terms": _by_passage(words, inside, ["term"]),
        "mentions": _by_passage(tables["mentions"], inside, ["term", "area"]),
        "areas": _by_passage(coded, inside, ["code"]),
    }
    for table in counted.values():
        table.insert(0, "report_year", np.int32(year))
    wrong = sorted({one.code for one in report.notices})
    about = {"report_year": year, "sha256": report.source.sha256,
             "words": int(summed["words"].sum()), "notices": ", ".join(wrong)}  # fmt: skip
    where = {"report_id": path.stem, "region_code": report.metadata.region_code,
             "region": report.metadata.region, "report_year": year}  # fmt: skip
    about_it = pd.DataFrame([where])
    book = ledger(tables["quantities"], tables["sentences"], tables["texts"], about_it)
    return about, counted, book


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


def _by_passage(rows: pd.DataFrame, place: dict[int, int], columns: list[str]) -> pd.DataFrame:
    at = rows["paragraph_id"].map(place).astype("int32").rename("passage")
    counted = rows.assign(passage=at).groupby(["passage", *columns], dropna=False).size()
    return counted.rename("n").astype("int32").reset_index()


if __name__ == "__main__":
    import sys

    make_reference(Path(sys.argv[1]))
