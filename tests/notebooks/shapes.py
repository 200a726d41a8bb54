"""Generated corpora of each shape, made from the shipped report, and notebooks run cell by cell."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from analysis.run.folders import notebook_path
from analysis.run.notebook import UNANSWERED
from corpus.collection import PROJECT
from corpus.errors import Refusal

# Numbers that are none, placeholders that were not filled, and IDs where a name should be.
UNWHOLE = re.compile(r"\bnan\b|\bNone\b(?! of )|\binf\b|\bNaT\b|<NA>|[{}]|\d{4}-2\b|  ")
REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"
# Repetitions are fewer than a paper needs: the sentences are the same.
FEWER = {
    "04_topics": {"grid": (4, 7)},
    "14_word_lists": {"bootstraps": 5, "dimensions": 30},
    "19_themes": {"bootstraps": 10},
}


def report(place: str, year: int, *, seed: int = 0) -> str:
    """The shipped report as that of another place and year, with other paragraphs left out."""
    text = REPORT.read_text(encoding="utf-8").replace("沙河口区", place)
    years = {"2018年": f"{year}年", "2017年": f"{year - 1}年"}
    text = re.sub("2018年|2017年", lambda found: years[found.group()], text)
    lines = text.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("一、"))
    kept = [
        line for at, line in enumerate(lines) if at <= first or len(line) < 40 or (at + seed) % 7
    ]
    changed = "\n".join(kept)
    return changed.replace("创新", "改革") if seed % 2 else changed


def write_corpus(folder: Path, reports: Mapping[str, str]) -> Path:
    """Writes the documents of a corpus, by report ID."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reports.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def years(place: str, first: int, n: int) -> dict[str, str]:
    return {
        f"{place}-{year}": report(place, year, seed=year - first)
        for year in range(first, first + n)
    }


def places(year: int = 2018) -> dict[str, str]:
    names = ("沙河口区", "西岗区", "中山区")
    return {f"{name}-{year}": report(name, year, seed=at) for at, name in enumerate(names)}


def two_years() -> dict[str, str]:
    """Three places in each of two years: more places than years, and still a year to go back."""
    return {**places(2017), **places(2018)}


def panel() -> dict[str, str]:
    return {**years("沙河口区", 2012, 6), **years("西岗区", 2015, 3), **years("中山区", 2017, 1)}


def with_faults() -> dict[str, str]:
    """Two identical years, two versions of a year, one without a year, one without a place."""
    whole = report("沙河口区", 2015)
    undated = "\n".join(
        line
        for line in report("西岗区", 2016)
        .replace("2016年", "今年")
        .replace("2015年", "去年")
        .splitlines()
    )
    return {
        "a-2015": whole,
        "a-2016": whole.replace("2015年", "2016年").replace("2014年", "2015年"),
        "a-2015-2": report("沙河口区", 2015, seed=3),
        "undated": undated,
        "nowhere": report("我区", 2015, seed=2).replace("大连市", "").replace("大连", ""),
    }


def tiny() -> dict[str, str]:
    """A short report, without a plan."""
    lines = report("沙河口区", 2018).splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("一、"))
    end = next(at for at, line in enumerate(lines) if at > start and line.startswith("二、"))
    return {"tiny-2018": "\n".join(lines[: min(end, start + 30)])}


def undated() -> dict[str, str]:
    """A report whose year is nowhere."""
    return {"undated": report("西岗区", 2016).replace("2016年", "今年").replace("2015年", "去年")}


def nowhere() -> dict[str, str]:
    """Reports of two years whose place is nowhere."""
    return {
        f"n-{year}": report("我区", year, seed=year).replace("大连市", "").replace("大连", "")
        for year in (2015, 2016)
    }


def council() -> dict[str, str]:
    """Twelve years of the State Council, alike enough for stable topics, in two versions."""
    texts = {year: report("沙河口区", year, seed=year % 2) for year in range(2010, 2022)}
    return {
        f"council-{year}": text.replace("沙河口区人民政府", "国务院").replace("沙河口区", "全国")
        for year, text in texts.items()
    }


SHAPES = {
    "places": places,
    "two years": two_years,
    "panel": panel,
    "faults": with_faults,
    "tiny": tiny,
    "undated": undated,
    "nowhere": nowhere,
    "council": council,
}


def outcomes(name: str, lang: str, **parameters: Any) -> list[object]:
    """What each cell of a notebook shows, run in this process; a refusal ends it."""
    known: dict[str, Any] = {}
    shown: list[object] = []
    notebook = nbformat.read(notebook_path(name, lang), as_version=4)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        try:
            shown.append(_run(cell.source, known))
        except Refusal as refusal:
            if refusal.code not in UNANSWERED:
                raise
            return [*shown, refusal]
        if "parameters" in cell.metadata.get("tags", []):
            known |= parameters
    return shown


def _run(source: str, known: dict[str, Any]) -> object:
    """Runs a cell, and returns the value of its last line where that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), known)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), known)
