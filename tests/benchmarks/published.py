"""The tables of calibration.md, and which of their figures a fresh run does not confirm."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.monte_carlo import Estimate

CALIBRATION = Path(__file__).with_name("calibration.md")
# Of differences that chance alone makes, 1 in 16,000 is larger: the tables have some 3,000 figures.
MOST_ERRORS = 4.0
_FIGURE = re.compile(r"(\d+\.\d+) ± (\d+\.\d+)")
_BY_CHANCE = "number of blocks"  # a mean, without its error


class Table(NamedTuple):
    """A table of Markdown: its title, its heads, and its rows by the cells that name them."""

    title: str
    heads: list[str]
    rows: dict[tuple[str, ...], list[str]]


def tables_in(text: str) -> Iterator[Table]:
    """The tables of a text, each with the line that stands above it."""
    for title, block in re.findall(r"^([^|\n]+)\n\n((?:\|.*\n?)+)", text, flags=re.MULTILINE):
        lines = [
            [one.strip() for one in line.strip("| ").split("|")] for line in block.splitlines()
        ]
        heads, _, *rows = lines
        yield Table(title, heads, {_name(heads, row): row for row in rows})


def printed(pieces: Iterable[str]) -> None:
    """Prints a run as it comes, and says which published figures it does not confirm.

    Raises:
        SystemExit: if there are any.
    """
    found = []
    for piece in pieces:
        print(piece, end="\n\n", flush=True)
        found += drifted(CALIBRATION.read_text("utf-8"), piece)
    if found:
        lines = [f"{CALIBRATION.name} no longer holds in {len(found)} figures:", *found]
        sys.exit("\n".join(lines))


def _name(heads: Sequence[str], row: Sequence[str]) -> tuple[str, ...]:
    """The cells that say what was tried."""
    given = zip(heads, row, strict=True)
    return tuple(one for head, one in given if "±" not in one and one != "–" and head != _BY_CHANCE)


def drifted(published: str, fresh: str) -> Iterator[str]:
    """What no longer holds: a sentence for each figure that chance hardly explains."""
    known = {one.title: one for one in tables_in(published)}
    for table in tables_in(fresh):
        before = known.get(table.title)
        for name, row in table.rows.items():
            where = f"{table.title}: {', '.join(name)}"
            if before is None or name not in before.rows or before.heads != table.heads:
                yield f"{where}: not in {CALIBRATION.name}"
                continue
            for head, old, new in zip(table.heads, before.rows[name], row, strict=True):
                if not agree(old, new):
                    yield f"{where}: {head} is {new}, not {old}"


def agree(old: str, new: str) -> bool:
    """Whether two figures are alike, up to their Monte Carlo errors and rounding."""
    both = [_FIGURE.fullmatch(one) for one in (old, new)]
    if both[0] is None or both[1] is None:  # a range of figures, or no figure
        return True
    (value, error), (other, its) = (map(float, one.groups()) for one in both if one)
    least = 10.0 ** -len(old.split(" ")[0].partition(".")[2])  # an error of 0.0 is up to half
    limit = MOST_ERRORS * max((error**2 + its**2) ** 0.5, least) + least
    return abs(value - other) <= limit


def figure(title: str, name: tuple[str, ...], head: str) -> Estimate:
    """A published figure as a share or a width, by the title, row and column that it stands in."""
    (table,) = (one for one in tables_in(CALIBRATION.read_text("utf-8")) if one.title == title)
    (row,) = (row for key, row in table.rows.items() if key == name)
    found = _FIGURE.fullmatch(row[table.heads.index(head)])
    if found is None:
        raise ValueError(f"{head} of {', '.join(name)} is no figure")
    times = 1 if head.endswith("width") else 100
    return Estimate(*(float(one) / times for one in found.groups()))
