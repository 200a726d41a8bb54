"""How often intervals hold the truth and tests cry wolf, on made-up reports whose truth is known.

Run with ``make calibrate REPORTS=folder``; it prints tables in Markdown, each figure with its Monte
Carlo error. ``designs`` says how texts are made up, ``calibrate_shares`` and ``calibrate_tests``
what is tried on them; ``calibrate_reports`` draws sections from real reports, if the folder has
some. Last, it says which figures of calibration.md the run does not confirm, and then fails.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.benchmarks.calibrate_reports import real_reports
from tests.benchmarks.calibrate_shares import few_sections, mixed, one_share, two_shares
from tests.benchmarks.calibrate_tests import false_alarms, false_discoveries, power
from tests.benchmarks.monte_carlo import Setting
from tests.benchmarks.published import printed

CONDITIONS = """
Coverage, misses and rejections are in %, each ± one Monte Carlo error. `paragraphs with it`: in how
many a term is expected. `lent`: terms of like frequency lend each other their design effect, as in
`share_intervals`; `alone`: they do not, as in `share_interval`; `former`: t on the log scale with
the error of the jackknife. `held`: intervals that hold the true share; `below`, `above`: that lie
below or above it. `width`: the median width over 2 × 1.96 times the true standard deviation.
""".strip().replace("\n", " ")

# A part gives paragraphs and tables of Markdown, one after another.
Part = Callable[[Setting], Iterator[str]]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Calibrates intervals and tests.")
    parser.add_argument("reports", nargs="?", type=Path, help="a folder of reports")
    parser.add_argument("--effort", type=float, default=1.0, help="runs, as a part of the usual")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", nargs="*", default=[], help="names of parts, such as power")
    return parser.parse_args()


def pieces(parts: Sequence[Part], setting: Setting) -> Iterator[str]:
    for part in parts:
        yield from part(setting)


def main() -> None:
    given = options()
    parts = [part for part in PARTS if not given.only or part.__name__ in given.only]
    print(CONDITIONS, end="\n\n")
    setting = Setting(effort=given.effort, reports=given.reports)
    if given.processes < 2:
        printed(pieces(parts, setting))
        return
    with ProcessPoolExecutor(given.processes) as pool:
        printed(pieces(parts, setting._replace(each=pool.map)))


PARTS: list[Part] = [
    one_share,
    mixed,
    few_sections,
    two_shares,
    false_alarms,
    power,
    false_discoveries,
    real_reports,
]

if __name__ == "__main__":
    main()
