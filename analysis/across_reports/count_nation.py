"""Counts the State Council reports for the reference data: run by make reference."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from tqdm import tqdm

from analysis.across_reports.counts_by_passage import NEEDED, passage_counts
from analysis.across_reports.nation import (
    ABOUT,
    FOLDER,
    PROMISES,
    TABLES,
    reference_fingerprint,
)
from analysis.across_reports.reuse import reuse_share
from analysis.areas.classify import code_sentences
from analysis.sentences import spoken_sentences
from analysis.targets.ledger_table import ledger
from analysis.targets.promises import promises_and_results
from corpus.collection import Corpus
from corpus.files import save_json
from corpus.store.build import build_store
from corpus.store.manifest import report_ids
from corpus.store.tables import read_table
from corpus.translation import shown


def make_reference(reports: Path, folder: Path = FOLDER) -> None:
    """Counts a folder of reports named by year and writes the reference data.

    Args:
        reports: a folder of files such as ``1954.txt``.
        folder: where the counts are written.
    """
    with TemporaryDirectory() as outputs:
        corpus = Corpus(documents=reports, outputs=Path(outputs))
        build_store(corpus)
        years = [one for one in report_ids(corpus) if one.isdigit()]
        found = [count_report(corpus, one) for one in tqdm(years, unit=shown("report"))]
        for (about, *_), (before, year) in zip(found[1:], pairwise(years), strict=True):
            about["reused"] = _reused(corpus, before, year)
    for name in TABLES:
        table = pd.concat([tables[name] for _, tables, _ in found], ignore_index=True)
        table.to_parquet(folder / f"national_{name}.parquet", index=False, compression="zstd")
    book = pd.concat([book for _, _, book in found], ignore_index=True)
    promises = promises_and_results(book)
    promises = promises.drop(columns=["target_sentence", "result_sentence"])
    promises.to_csv(folder / PROMISES, index=False, lineterminator="\n", float_format="%.10g")
    content = {"fingerprint": reference_fingerprint(), "reports": [about for about, *_ in found]}
    save_json(content, folder / ABOUT)


def _reused(corpus: Corpus, before: str, year: str) -> float:
    both = pd.concat([spoken_sentences(corpus, one) for one in (before, year)])
    return round(float(reuse_share(both, source=before, target=year)["share"]), 4)


def count_report(
    corpus: Corpus, report_id: str
) -> tuple[dict[str, object], dict[str, pd.DataFrame], pd.DataFrame]:
    """The entry of a report in the reference data, its counts by table, and its ledger.

    Args:
        corpus: a corpus whose data store is up to date.
        report_id: of the report, which is its year.
    """
    year = int(report_id)
    tables = {
        name: read_table(corpus, name, report_id=report_id)
        for name in (*NEEDED, "quantities", "sentences", "texts")
    }
    body = spoken_sentences(corpus, report_id)
    counted = passage_counts(tables, body.assign(code=code_sentences(body)["code"]))
    about = _entry(year, tables["reports"].iloc[0], int(counted["passages"]["words"].sum()))
    for table in counted.values():
        table.insert(0, "report_year", np.int32(year))
    place = tables["reports"][["report_id", "region_code", "region"]].assign(report_year=year)
    book = ledger(tables["quantities"], tables["sentences"], tables["texts"], place)
    return about, counted, book


def _entry(year: int, report: pd.Series, words: int) -> dict[str, object]:
    wrong = sorted({one["code"] for one in json.loads(report["warnings"])})
    return {
        "report_year": year,
        "kind": str(_kinds()[year]),
        "sha256": report["sha256"],
        "words": words,
        "notices": ", ".join(wrong),
    }


@cache
def _kinds() -> pd.Series:
    """Whose report that of each year is; see ``nation.ReportKind``."""
    return pd.read_csv(FOLDER / "national_reports.csv").set_index("year")["kind"]


if __name__ == "__main__":
    import sys

    make_reference(Path(sys.argv[1]))
