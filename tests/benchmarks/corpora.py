"""Runs every notebook on real corpora of each shape, in both languages, and prints what they say.

Run it as ``make corpora REPORTS=folder``; the folder is laid out as tests/benchmarks/gallery.py
says, with other places and the State Council besides. Each sentence is printed, to be read, and on
stderr how far the run has come; at the end each fault is named with its corpus, language and
notebook. The command fails if a notebook does, or if a sentence has an unfilled place or a number
that is none. Shapes named after the folder are run alone, such as "places" or "the State Council".
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.figures import style
from analysis.findings import Reading
from analysis.run.folders import notebook_names
from corpus.collection import PROJECT, corpus_at
from corpus.errors import Refusal
from corpus.store.build import build_store
from tests.notebooks.shapes import UNWHOLE, outcomes

KEYS = PROJECT / "tests" / "corpus" / "keys"
PATTERNS = {
    "years": r"深圳市-\d{4}",
    "places": r"\d{6}-2025",
    "districts": r"深圳(?!市).*-\d{4}(-\d)?",
    "provinces in two years": r"\d{6}-202[56]",
    "four levels": r"(?:20(?:1[4-9]))|(?:广东省|深圳).*201[4-9]",
    "province and counties": r"河北省-\d{4}|baoding-.*",
    "the State Council": r"\d{4}",
    "one short report": r"海拉尔区-2013",
    "one report": r"shahekou-2018",
}


def held_out() -> set[str]:
    """The reports set aside to measure how well reports are read, which nobody looks at."""
    aside = re.compile(r"held_out\W+true")
    keys = [one for one in KEYS.rglob("*.*") if aside.search(one.read_text(encoding="utf-8"))]
    return {re.sub(r"^(?:local|national|provincial-20\d\d)-", "", one.stem) for one in keys}


def documents(reports: Path, pattern: str) -> Iterator[Path]:
    """The reports of a corpus, by the names of their files."""
    aside = held_out()
    seen: set[str] = set()
    for path in sorted(reports.rglob("*")):
        named = re.fullmatch(pattern, path.stem) and path.suffix in (".txt", ".docx")
        version = re.sub(r"(\d{4})-\d$", r"\1", path.stem)  # one set aside is so in every scrape
        set_aside = path.stem in aside or version in aside
        if named and not set_aside and path.stem not in seen and "govcn-pages" not in path.parts:
            seen.add(path.stem)
            yield path


def said_by(name: str, lang: str) -> tuple[list[str], list[str]]:
    """The sentences of a notebook, and what is wrong with them."""
    try:
        shown = outcomes(name, lang)
    except Exception as error:  # every notebook is tried, and what fails is named
        return [], [f"{type(error).__name__}: {error}"]
    said = [str(one) for one in shown if isinstance(one, Reading)]
    said += [
        one.message("zh" if lang == "zh" else "en") for one in shown if isinstance(one, Refusal)
    ]
    return said, [one for one in said if UNWHOLE.search(one)]


def main(reports: Path, shapes: Sequence[str] = ()) -> int:
    """Prints the sentences of every corpus, and returns how many notebooks failed."""
    style.FORMATS = ()  # figures are drawn, not written
    wanted = {one: PATTERNS[one] for one in shapes or PATTERNS}
    faults: list[str] = []
    with TemporaryDirectory() as folder:
        for number, (shape, pattern) in enumerate(wanted.items(), 1):
            place = Path(folder) / str(number)
            place.mkdir()
            found = list(documents(reports, pattern))
            for one in found:
                shutil.copy(one, place)
            built = build_store(corpus_at(place))
            print(f"\n{shape}: {len(found)} documents", *built.refused, sep="\n  ")
            os.environ |= {"GWR_CORPUS": str(place), "GWR_OUT": str(place / "out")}
            faults += _run(shape, f"corpus {number} of {len(wanted)}")
    print(f"\n{len(faults)} faults", *faults, sep="\n  ")
    return len(faults)


def _run(shape: str, how_far: str) -> list[str]:
    """Runs every notebook in both languages, prints what it says, and returns what is wrong."""
    faults: list[str] = []
    for lang in ("en", "zh"):
        for name in notebook_names():
            print(f"{how_far}: {shape}, {lang}, {name}", file=sys.stderr, flush=True)
            start = time.perf_counter()
            said, wrong = said_by(name, lang)
            print(f"\n{shape}, {lang}, {name} ({time.perf_counter() - start:.0f} s)", end="")
            print("", *said, sep="\n  ", flush=True)
            faults += [f"{shape}, {lang}, {name}: {one}" for one in wrong]
    return faults


if __name__ == "__main__":
    sys.exit(min(main(Path(sys.argv[1]), sys.argv[2:]), 1))
