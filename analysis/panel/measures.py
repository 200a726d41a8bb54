"""Panels of measures beside attention, by name: target pressure, tone, likeness, instruments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.across_reports.level_panel import likeness_panel, panel_labels
from analysis.export.cell_messages import cell_message, holds_messages
from analysis.export.labels import DIRECTIVES, SIDES, Label
from analysis.instruments.shares import instrument_panel
from analysis.panel.files import LABELS, merge_keys, write_with_codebook
from analysis.targets.labels import PRESSURE_LABELS, PRESSURE_TITLE
from analysis.targets.pressure import pressure_panel
from analysis.targets.pressure_columns import pressure_wide, wide_labels
from analysis.targets.pressure_indicators import COMPARED_INDICATORS
from analysis.tone.formulaic import MEASURES as FORMULA
from analysis.tone.measures import MEASURES as TONE
from analysis.tone.naming import measure_labels
from analysis.tone.panel import LABELS as TONE_LABELS
from analysis.tone.panel import TITLE as TONE_TITLE
from analysis.tone.panel import formula_panel, tone_panel
from corpus.collection import Corpus
from corpus.language import Lang, check_language


@dataclass(frozen=True)
class MeasurePanel:
    """A panel of a measure, with all that its files say of it.

    Attributes:
        name: that it was asked for by.
        table: one row per region and year, and per measure where it has a column ``measure``.
        labels: of its columns, in both languages.
        title: of the codebook.
        note: how it is made, in a line.
        values: the columns that a Stata script summarises.
    """

    name: str
    table: pd.DataFrame
    labels: Mapping[str, Label]
    title: str
    note: str
    values: tuple[str, ...] = ("value",)


LIKENESS_TITLE = "Likeness of government work reports to those of the level above"
CODED_TITLE = "Policy instruments and directives in government work reports"
CODED_LABELS = {
    "measure": Label("side of the instrument, or strength of the directive", "政策工具或措辞力度"),
    "n": Label("sentences of the plan with this code", "部署部分中该类句数"),
    "size": Label("sentences of the plan", "部署部分句数"),
    "value": Label("% of sentences of the plan", "占部署部分句数的百分比"),
}
_Make = Callable[[Corpus, "pd.DataFrame | None", Lang], MeasurePanel]


def _pressure(corpus: Corpus, nation: pd.DataFrame | None, lang: Lang) -> MeasurePanel:
    every = pressure_panel(corpus, indicator=list(COMPARED_INDICATORS), nation=nation, lang=lang)
    note = (
        "rate to note: growth of GDP. pressure = rate - last_result; amplification = rate - "
        "parent_target; percentage points (amounts: their unit), as reports say."
    )
    labels = {**PRESSURE_LABELS, **wide_labels()}
    values = ("rate", "pressure", "amplification")
    return MeasurePanel("pressure", pressure_wide(every), labels, PRESSURE_TITLE, note, values)


def _tone(corpus: Corpus, _: pd.DataFrame | None, lang: Lang) -> MeasurePanel:
    note = "Rough measures (see note). CIs: clustered (see cluster)."
    labels = _naming(TONE_LABELS, measure_labels(TONE))
    return MeasurePanel("tone", tone_panel(corpus, lang=lang), labels, TONE_TITLE, note)


def _formula(corpus: Corpus, _: pd.DataFrame | None, lang: Lang) -> MeasurePanel:
    note = "Against the other reports of this corpus (see note). CIs: clustered (see cluster)."
    labels = _naming(TONE_LABELS, measure_labels(FORMULA))
    return MeasurePanel("formula", formula_panel(corpus, lang=lang), labels, TONE_TITLE, note)


def _likeness(corpus: Corpus, _: pd.DataFrame | None, lang: Lang) -> MeasurePanel:
    table = likeness_panel(corpus)
    for name in filter(holds_messages, table if lang == "zh" else ()):
        table[name] = table[name].map(lambda one: cell_message(one, lang)).astype(object)
    note = (
        "Cosine of TF-IDF weights with the report of the nearest level above that the corpus has, "
        "of the same year and (lag1) of the year before. Compare likeness_by_chance."
    )
    values = ("likeness", "likeness_lag1")
    return MeasurePanel("likeness", table, panel_labels(table), LIKENESS_TITLE, note, values)


def _coded(name: str, kind: str, codes: Mapping[str, Label]) -> _Make:
    """The shares of the sides of instruments, or of the strengths of directives, as measures."""

    def make(corpus: Corpus, _: pd.DataFrame | None, lang: Lang) -> MeasurePanel:
        every = instrument_panel(corpus)
        names = {"code": "measure", "sentences": "size", "share": "value"}
        table = every[every["kind"] == kind].drop(columns="kind").rename(columns=names)
        note = "Sentences of plans, coded by machine, not corrected. CIs: clustered (see cluster)."
        labels = _naming(CODED_LABELS, codes)
        return MeasurePanel(name, table.reset_index(drop=True), labels, CODED_TITLE, note)

    return make


def _naming(labels: Mapping[str, Label], measures: Mapping[str, Label]) -> dict[str, Label]:
    """The labels of columns, of which ``measure`` has those of its values."""
    return {**labels, "measure": labels["measure"]._replace(values=measures)}


# By the name that ``gwr panel --index`` takes.
PANELS: Mapping[str, _Make] = {
    "pressure": _pressure,
    "tone": _tone,
    "formula": _formula,
    "likeness": _likeness,
    "instruments": _coded("instruments", "side", SIDES),
    "directives": _coded("directives", "directive", DIRECTIVES),
}


def measure_panel(
    corpus: Corpus, name: str, *, nation: pd.DataFrame | None = None, lang: Lang = "en"
) -> MeasurePanel:
    """The panel of a measure, by its name.

    Args:
        corpus: a corpus whose data store is up to date.
        name: pressure (of targets for gross domestic product, then in columns of their own for
            the others of ``COMPARED_INDICATORS``), tone, formula, likeness (to the level above),
            instruments or directives.
        nation: the targets of the State Council, as in ``pressure_panel``.
        lang: language of reasons and notes: en or zh.

    Raises:
        ValueError: if there is no such measure.
        Refusal: ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.panel import measure_panel
        >>> panel = measure_panel(open_corpus(), "pressure")
        >>> panel.title, panel.table["rate"].tolist()
        ('Target pressure in government work reports', [7.0])
    """
    check_language(lang)
    if name not in PANELS:
        raise ValueError(f"no measure {name!r}; choose {', '.join(PANELS)}")
    return PANELS[name](corpus, nation, lang)


def write_measures(panel: MeasurePanel, path: str | Path, *, lang: Lang = "en") -> list[Path]:
    """Writes the panel of a measure with merge keys and codebook, and for Stata a script.

    Args:
        panel: from ``measure_panel``.
        path: a file name ending in .csv, .dta, .parquet or .xlsx.
        lang: language of the value labels in .dta: en or zh.

    Returns:
        The paths of the files written, the panel first.

    Raises:
        Refusal: ``unknown_table_format``, ``not_saved`` or ``busy``.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.panel import measure_panel, write_measures
        >>> panel = measure_panel(open_corpus(), "tone")
        >>> [path.name for path in write_measures(panel, Path("tone.dta"))]
        ['tone.dta', 'tone_codebook.md', 'tone.do']
    """
    check_language(lang)
    path, table = Path(path), merge_keys(panel.table)
    return write_with_codebook(
        table,
        path,
        labels=LABELS | dict(panel.labels),
        title=panel.title,
        note=panel.note,
        script=_stata(table, path, panel),
        lang=lang,
    )


def _stata(table: pd.DataFrame, path: Path, panel: MeasurePanel) -> str:
    """A Stata script that loads the panel, declares its units and years, and summarises it."""
    item = ["measure"] if "measure" in table else []
    keys = ["region_code", "region", *item, "year"]
    lines = [
        "version 14",
        f'use "{path.name}", clear',
        f'note: "{panel.note}"',
        'generate place = cond(region_code == "", region, region_code)',
        f"egen long panel_unit = group({' '.join(['place', *item])}), label missing",
        "drop if missing(year)",
    ]
    if table.dropna(subset="year").duplicated(keys).any():
        lines.append(
            "* a place has several reports for a year: keep one, then xtset panel_unit year"
        )
    else:
        lines += ["isid panel_unit year", "xtset panel_unit year"]
    by = " by(measure)" if item else ""
    lines.append(f"tabstat {' '.join(panel.values)},{by} statistics(n mean sd min max)")
    return "\n".join(lines) + "\n"
