"""Coverage in real reports: sections of a folder's reports are the population that is drawn from.

The truth is the share in all sections together. Sections are drawn one by one, so that what
sections of one report have in common is not part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.random import Generator
from scipy import sparse

from analysis.uncertainty.clusters import clusters, summed
from analysis.uncertainty.shares import share_intervals
from corpus.arrays import Floats, Ints
from corpus.errors import Refusal
from corpus.report import read_report
from corpus.store.rows import tables_of
from tests.benchmarks.calibrate_shares import log_jackknife
from tests.benchmarks.monte_carlo import Estimate, Found, Setting, markdown, repeated, shown

DRAWN = (12, 29, 100)
MIN_REPORTS = 5
# How many of the sections drawn are expected to contain an item: what it is grouped by.
_EXPECTED = (1, 3, 10, 20)
_KEYS = ["report_id", "paragraph_id"]
_EVERY = 6  # of the commonest 400 terms


class Population(NamedTuple):
    """What the paragraphs of all reports hold.

    Attributes:
        x: counts of areas, then terms, in each paragraph, a sparse matrix.
        size: the words of each paragraph.
        section: the number of its section.
        areas: how many columns are areas.
        holding: the part of all sections that contain each area or term.
    """

    x: Any
    size: Floats
    section: Ints
    areas: int
    holding: Floats


def population(folder: Path) -> Population | None:
    """The paragraphs of a folder's reports, or None if there are too few reports."""
    found = [one for path in sorted(folder.iterdir()) if (one := _read(path))]
    if len(found) < MIN_REPORTS:
        return None
    mentions, sizes = (pd.concat(parts, ignore_index=True) for parts in zip(*found, strict=True))
    sizes = sizes[sizes["words"] > 0].reset_index(drop=True)
    number, _ = clusters(sizes, np.zeros(len(sizes), dtype=np.int64), "section")
    common = mentions["term"].value_counts().index[:400:_EVERY]
    columns = (pd.factorize(mentions["area"])[0], common.get_indexer(mentions["term"]))
    row = mentions[_KEYS].merge(sizes[_KEYS].reset_index(), on=_KEYS, how="left")["index"]
    each = [_counted(row, one, len(sizes)) for one in columns]
    x = sparse.csr_array(sparse.hstack(each))
    size = sizes["words"].to_numpy(dtype=float)
    holding = (summed(x, size, number)[0].toarray() > 0).mean(axis=0)
    return Population(x, size, number, each[0].shape[1], holding)


def _read(path: Path) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Mentions and sizes of one report, or None if it is none, as the register is not."""
    if path.suffix == ".csv" or not path.is_file():
        return None
    try:
        tables = tables_of(read_report(path), path.name)
    except Refusal:
        return None
    return tables["mentions"], tables["sizes"]


def _counted(row: pd.Series, column: Ints, rows: int) -> Any:
    known = row.notna().to_numpy() & (column >= 0)
    places = (row[known].astype(int), column[known])
    shape = (rows, int(column.max()) + 1)
    return sparse.csr_array((np.ones(known.sum()), places), shape=shape)


def cover_drawn(of: Population, sections: int, runs: int) -> dict[str, Estimate]:
    rows = pd.Series(np.arange(len(of.size))).groupby(of.section).apply(np.asarray).tolist()
    return repeated(partial(_cover_drawn, of, rows, sections), runs, sections)


def _cover_drawn(of: Population, rows: list[Ints], sections: int, rng: Generator) -> Found:
    drawn = [rows[one] for one in rng.integers(len(rows), size=sections)]
    at, section = np.concatenate(drawn), np.repeat(np.arange(sections), [len(one) for one in drawn])
    x, m = summed(of.x[at], of.size[at], section)
    truth = of.x.sum(axis=0) / of.size.sum()
    areas, terms = x[:, : of.areas], x[:, of.areas :]
    expected = sections * of.holding
    former = log_jackknife(terms.toarray(), m)
    limits = {
        "areas alone": share_intervals(areas, m, borrow=False),
        "terms lent": share_intervals(terms, m),
        "terms alone": share_intervals(terms, m, borrow=False),
        "terms former": pd.DataFrame(dict(zip(_ENDS, former, strict=True))),
        "areas by paragraph": share_intervals(of.x[at][:, : of.areas], of.size[at], borrow=False),
        "terms by paragraph": share_intervals(of.x[at][:, of.areas :], of.size[at]),
    }
    found: Found = {}
    for name, table in limits.items():
        own = slice(None, of.areas) if name.startswith("areas") else slice(of.areas, None)
        found |= _by_expected(name, table, truth[own], expected[own])
    return found


_ENDS = ["low", "high"]


def _by_expected(name: str, table: pd.DataFrame, truth: Floats, expected: Floats) -> Found:
    low, high = table["low"].to_numpy(dtype=float), table["high"].to_numpy(dtype=float)
    given, held = np.isfinite(low) & np.isfinite(high), (low <= truth) & (truth <= high)
    group = np.searchsorted(_EXPECTED, expected)
    found = {f"{name} all": (held[given].sum(), given.sum())}
    for one in range(len(_EXPECTED) + 1):
        some = given & (group == one)
        found[f"{name} {one}"] = (held[some].sum(), some.sum())
    return found


def real_reports(setting: Setting) -> Iterator[str]:
    """Coverage for policy areas and terms in sections of real reports."""
    title = "Coverage where sections of real reports are drawn"
    of = population(setting.reports) if setting.reports else None
    if of is None:
        yield (
            f"{title}: left out, as this needs a folder of {MIN_REPORTS} reports or more "
            "(make calibrate REPORTS=folder)."
        )
        return
    runs, sections = setting.runs(400), len(np.unique(of.section))
    many = len(DRAWN)
    every = setting.each(cover_drawn, [of] * many, DRAWN, [runs] * many)
    kinds = ("areas alone", "terms lent", "terms alone", "terms former")
    kinds = (*kinds, "areas by paragraph", "terms by paragraph")
    rows = []
    for drawn, found in zip(DRAWN, every, strict=True):
        for kind in kinds:
            names = [f"{kind} all", *(f"{kind} {one}" for one in range(len(_EXPECTED) + 1))]
            rows.append([str(drawn), kind, *shown(found, names)])
    heads = ["sections drawn", "what", "all", *_ranges()]
    yield (
        f"Each row: {runs} draws of the {sections:,} sections, for {of.areas} policy areas and "
        f"{of.x.shape[1] - of.areas} terms, by the number of sections expected to contain them."
    )
    yield markdown(title, heads, rows)


def _ranges() -> list[str]:
    between = [f"{low}–{high}" for low, high in pairwise(_EXPECTED)]
    return [f"up to {_EXPECTED[0]}", *between, f"above {_EXPECTED[-1]}"]
