"""Draws the gallery of notebooks/README.md: figures of real corpora, without their texts.

Run it as ``make gallery REPORTS=folder``. FOLDER has the yearly reports of 深圳市 and, in
``provincial-2025``, the reports of provinces for one year.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.figures import style
from corpus.collection import PROJECT, corpus_at
from corpus.store.build import build_store
from tests.notebooks.shapes import outcomes

GALLERY = PROJECT / "notebooks" / "gallery"
DPI = 150
HELD_OUT = ("深圳市-2016",)  # set aside to measure how well reports are read
# Corpus, notebook, language, and the figures that are kept.
DRAWN = [
    ("shenzhen", "01_the_report", "en", ["parts"]),
    ("shenzhen", "02_keywords", "zh", ["cloud"]),
    ("shenzhen", "03_tf_idf", "en", ["units"]),
    ("shenzhen", "04_topics", "en", ["terms", "by_unit"]),
    ("shenzhen", "05_policy_focus", "en", ["areas", "by_unit", "words"]),
    ("shenzhen", "05_policy_focus", "zh", ["areas"]),
    ("shenzhen", "07_against_other_years", "en", ["terms", "divergence"]),
    ("shenzhen", "10_promises_and_results", "en", ["gaps", "verdicts", "ladder"]),
    ("shenzhen", "11_figures", "en", ["cowords", "ranks"]),
    ("provinces", "08_against_other_places", "en", ["heat", "areas"]),
]


def corpora(reports: Path) -> dict[str, list[Path]]:
    """The documents of each corpus."""
    shenzhen = [one for one in sorted(reports.rglob("深圳市-*.txt")) if one.stem not in HELD_OUT]
    return {"shenzhen": shenzhen, "provinces": sorted((reports / "provincial-2025").iterdir())}


def main(reports: Path) -> None:
    """Builds the corpora in a temporary folder, and draws the figures that are kept."""
    style.FORMATS, style.PRINT_DPI = ("pdf", "png"), DPI
    shutil.rmtree(GALLERY, ignore_errors=True)
    GALLERY.mkdir(parents=True)
    with TemporaryDirectory() as folder:
        for name, documents in corpora(reports).items():
            place = Path(folder) / name
            place.mkdir()
            for one in documents:
                shutil.copy(one, place)
            build_store(corpus_at(place))
        for name, notebook, lang, kept in DRAWN:
            out = Path(folder) / f"{name}-{notebook}-{lang}"
            os.environ |= {"GWR_CORPUS": str(Path(folder) / name), "GWR_OUT": str(out)}
            outcomes(notebook, lang)
            for one in kept:
                figure = out / "figures" / f"{notebook}-{one}.png"
                shutil.copy(figure, GALLERY / f"{name}-{notebook}-{one}-{lang}.png")
            print(name, notebook, lang, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
