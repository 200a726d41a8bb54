"""Figures for print: one style, Chinese drawn from the project's own font."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.figure_words import Language, says
from analysis.fonts import FONT_FILE, FONT_NAME
from analysis.outputs import figure_folder

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Widths of a column and of a page of a journal, in millimetres.
SINGLE, DOUBLE = 85.0, 175.0
FORMATS = ("pdf", "svg", "png")
PRINT_DPI = 600
SCREEN_DPI = 110

# Okabe and Ito (2008): told apart by colour-blind readers, and in grey.
BLUE, ORANGE, GREEN, VERMILION, PURPLE, GREY = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#7F7F7F"
)  # fmt: skip
PART_COLOURS = {
    "opening": "#D9D9D9",
    "review_past_year": "#56B4E9",
    "review_multi_year": BLUE,
    "problems": VERMILION,
    "plan_multi_year": "#F0C95A",
    "plan_next_year": ORANGE,
    "closing": "#BFBFBF",
}
PART_NAMES = {part: says(part, "en") for part in PART_COLOURS}

STYLE: dict[str, Any] = {
    "font.family": FONT_NAME,
    "font.size": 8.0,
    "axes.titlesize": 8.5,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "axes.unicode_minus": True,
    "axes.grid": True,
    "axes.grid.axis": "x",
    "axes.axisbelow": True,
    "grid.color": "#E5E5E5",
    "grid.linewidth": 0.5,
    "xtick.major.width": 0.6,
    "ytick.major.size": 0,
    "legend.frameon": False,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "gov-work-report",
}


@contextmanager
def style() -> Iterator[None]:
    """The style of all figures, for the time of a ``with`` block; nothing outside it changes."""
    known = {font.name for font in font_manager.fontManager.ttflist}
    if FONT_NAME not in known:
        font_manager.fontManager.addfont(str(FONT_FILE))
    with mpl.rc_context(STYLE):  # type: ignore[arg-type]
        yield


class Drawing(Figure):
    """A figure that a notebook shows as a picture, whatever backend is set."""

    def _repr_png_(self) -> bytes:
        picture = io.BytesIO()
        with style():
            self.savefig(picture, format="png", dpi=SCREEN_DPI, metadata={"Software": None})
        return picture.getvalue()


def new_figure(width: float = DOUBLE, height: float = 90.0) -> Drawing:
    """An empty figure, sizes in millimetres; draw on it within ``style()``."""
    return Drawing(figsize=(width / 25.4, height / 25.4), layout="constrained")


def save_figure(
    figure: Figure, name: str, *, caption: str = "", folder: Path | None = None
) -> list[Path]:
    """Writes a figure as PDF, SVG and PNG, the same bytes each time.

    Args:
        figure: from this module.
        name: of the files, without ending; begins with the notebook's name.
        caption: written beside them as .txt, such as from ``captions.caption``; "" for none.
        folder: None for ``figures/`` in the outputs.

    Returns:
        The three paths.
    """
    target = folder or figure_folder()
    target.mkdir(parents=True, exist_ok=True)
    paths = [target / f"{name}.{ending}" for ending in FORMATS]
    # Without these a file holds the time and the version that made it.
    metadata: dict[str, dict[str, Any]] = {
        "pdf": {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": None},
        "svg": {"Date": None, "Creator": None},
        "png": {"Software": None},
    }
    with style():
        for ending, path in zip(FORMATS, paths, strict=True):
            figure.savefig(path, dpi=PRINT_DPI, metadata=metadata[ending])
    if caption:
        (target / f"{name}.txt").write_text(caption + "\n", encoding="utf-8", newline="\n")
    return paths


def term_bars(
    table: pd.DataFrame,
    *,
    value: str,
    label: str,
    term: str = "term",
    notes: Sequence[str] | None = None,
    colour: str = BLUE,
    width: float = DOUBLE,
) -> Drawing:
    """Bars, the first row of the table on top; with their intervals where the table has any.

    Args:
        table: a row a bar; where it has low and high, they are the ends of its interval.
        value: the column that is drawn.
        label: of the axis, with its unit.
        term: the column of names.
        notes: what is set at the end of each bar.
        colour: of the bars.
        width: in millimetres.
    """
    with style():
        figure = new_figure(width, 16 + 4.6 * len(table))
        axes = figure.add_subplot()
        _bars(axes, table, value, term, colour)
        ends = table[value].to_numpy(dtype=float)
        if {"low", "high"} <= set(table):
            axes.hlines(np.arange(len(table)), table["low"], table["high"], linewidth=1.0,
                        color="black", zorder=3)  # fmt: skip
            ends = np.fmax(ends, table["high"].to_numpy(dtype=float))
        for place, (end, note) in enumerate(zip(ends, notes or (), strict=False)):
            axes.annotate(note, (end, place), (4, 0), textcoords="offset points", va="center",
                          color="#555555", fontsize=7)  # fmt: skip
        axes.set_xlim(0, float(ends.max()) * (1.35 if notes else 1.03))
        axes.set_xlabel(label)
    return figure


def _bars(axes: Axes, table: pd.DataFrame, value: str, term: str, colour: str) -> None:
    places = np.arange(len(table))
    axes.barh(places, table[value], height=0.68, color=colour)
    axes.set_yticks(places, list(table[term]))
    axes.set_ylim(len(table) - 0.4, -0.6)


def bar_panels(
    table: pd.DataFrame,
    *,
    panel: str,
    value: str,
    label: str,
    term: str = "term",
    titles: Mapping[Any, str] | None = None,
    colours: Mapping[Any, str] | None = None,
    columns: int = 3,
    width: float = DOUBLE,
) -> Drawing:
    """Bars in panels beside each other, on one scale.

    Args:
        table: a row a bar, in order within each panel.
        panel: the column that says which panel a row is in; panels stand in order of appearance.
        value: the column that is drawn.
        label: of the axes, with the unit.
        term: the column of names.
        titles: of the panels; the value of ``panel`` where there is none.
        colours: of the panels.
        columns: panels in a row.
        width: in millimetres.
    """
    keys = list(dict.fromkeys(table[panel]))
    rows = -(-len(keys) // columns)
    deepest = int(table.groupby(panel).size().max())
    with style():
        figure = new_figure(width, rows * (15 + 4.4 * deepest) + 6)
        grid = figure.subplots(rows, columns, squeeze=False, sharex=True)
        for axes, key in zip(grid.flat, keys, strict=False):
            _bars(axes, table[table[panel] == key], value, term, (colours or {}).get(key, BLUE))
            axes.set_title((titles or {}).get(key, str(key)))
            axes.tick_params(labelbottom=True)
            axes.set_xlim(0, float(table[value].max()) * 1.03)
        for axes in list(grid.flat)[len(keys) :]:
            axes.remove()
        figure.supxlabel(label, fontsize=STYLE["font.size"])
    return figure


def part_strip(
    paragraphs: pd.DataFrame, *, lang: Language = "en", width: float = DOUBLE
) -> Drawing:
    """Where in the report each time is spoken of: a strip a report, coloured by orientation.

    Args:
        paragraphs: the rows of the speech, with report_id, start, end and orientation.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    reports = list(dict.fromkeys(paragraphs["report_id"]))
    with style():
        figure = new_figure(width, 26 + 8 * len(reports))
        axes = figure.add_subplot()
        for place, report in enumerate(reports):
            rows = paragraphs[paragraphs["report_id"] == report]
            length = (rows["end"] - rows["start"]).cumsum()
            left = length - (rows["end"] - rows["start"])
            colours = rows["orientation"].map(PART_COLOURS)
            axes.barh(np.full(len(rows), place), rows["end"] - rows["start"], left=left,
                      color=colours, height=0.7, edgecolor="white", linewidth=0.3)  # fmt: skip
        axes.set_yticks(range(len(reports)), reports)
        axes.invert_yaxis()
        axes.set_xlabel(says("characters", lang))
        axes.grid(visible=False)
        there = [part for part in PART_COLOURS if part in set(paragraphs["orientation"])]
        _part_legend(figure, there, lang)
    return figure


def _part_legend(figure: Figure, parts: Sequence[str], lang: Language) -> None:
    handles = [
        mpl.patches.Patch(color=PART_COLOURS[part], label=says(part, lang)) for part in parts
    ]
    figure.legend(handles=handles, loc="outside upper left", ncols=4, handlelength=1.0)


def word_cloud(
    weights: Mapping[str, float], *, seed: int = 1, width: float = DOUBLE, height: float = 95.0
) -> Drawing:
    """A word cloud, a picture and not a measurement.

    Args:
        weights: of each term. The letters are sized half by weight, half by rank (wordcloud's
            relative_scaling 0.5), and smaller where there is no room: read the table for numbers.
        seed: of the places.
        width: in millimetres.
        height: in millimetres.
    """
    with style():
        figure = Drawing(figsize=(width / 25.4, height / 25.4))
        axes = figure.add_axes((0, 0, 1, 1))
        draw_cloud(axes, weights, seed=seed, width=width, height=height)
    return figure


def draw_cloud(
    axes: Axes,
    weights: Mapping[str, float],
    *,
    seed: int,
    width: float,
    height: float,
    colour: str | None = None,
) -> None:
    """Draws a cloud; arguments as ``word_cloud``, with one colour for all terms or three."""
    from wordcloud import WordCloud

    pixels = 1750
    cloud = WordCloud(
        font_path=str(FONT_FILE), width=pixels, height=int(pixels * height / width),
        random_state=seed, background_color="white", prefer_horizontal=1.0, relative_scaling=0.5,
        margin=6, color_func=_ranked_colour(weights, colour),
    )  # fmt: skip
    cloud.generate_from_frequencies(dict(weights))
    axes.set_axis_off()
    axes.set_xlim(0, cloud.width)
    axes.set_ylim(cloud.height, 0)
    _draw_words(axes, cloud, points=72 * width / 25.4 / pixels)


def _ranked_colour(weights: Mapping[str, float], one: str | None = None) -> Any:
    """Thirds of the terms in blue, green and grey; or all in one colour."""
    ranked = sorted(weights, key=lambda term: (-weights[term], term))
    third = max(1, len(ranked) // 3)
    colours = {
        term: (BLUE, GREEN, GREY)[min(place // third, 2)] for place, term in enumerate(ranked)
    }

    def colour(word: str, **_: Any) -> str:
        return one or colours[word]

    return colour


def _draw_words(axes: Axes, cloud: Any, points: float) -> None:
    """The cloud's words as text, so that a PDF can be searched, at the places it found for them.

    wordcloud names the top of a word's strokes; text is set by its baseline.
    """
    from PIL import ImageFont

    for (word, _), size, (top, left), _orientation, colour in cloud.layout_:
        font = ImageFont.truetype(str(FONT_FILE), size)
        baseline = top + font.getmetrics()[0] - font.getbbox(word)[1]
        axes.text(left, baseline, word, fontsize=size * points, color=colour, va="baseline")


def keyness_dots(
    table: pd.DataFrame,
    *,
    target: str,
    reference: str,
    lang: Language = "en",
    width: float = DOUBLE,
) -> Drawing:
    """The terms that set two sides apart: log ratio, with the counts of both sides.

    Filled dots: p_adjusted below 0.05.

    Args:
        table: from ``keyness``, the rows to draw, in order.
        target: the name of the target.
        reference: the name of the reference.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    with style():
        figure = new_figure(width, 20 + 4.6 * len(table))
        axes = figure.add_subplot()
        places = np.arange(len(table))
        colours = np.where(table["log_ratio"] > 0, ORANGE, BLUE)
        sure = table["p_adjusted"] < 0.05
        axes.axvline(0, color="black", linewidth=0.6)
        axes.hlines(places, 0, table["log_ratio"], color="#C9C9C9", linewidth=1.0)
        axes.scatter(table["log_ratio"], places, s=24, zorder=3, edgecolors=list(colours),
                     c=np.where(sure, colours, "white"))  # fmt: skip
        counted = zip(table["n_target"], table["n_reference"], strict=True)
        labels = [f"{term}  {a}:{b}" for term, (a, b) in zip(table["term"], counted, strict=True)]
        axes.set_yticks(places, labels)
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.set_xlabel(
            says("log_ratio", lang, reference=reference, target=target)
            + "\n"
            + says("counts_filled", lang, reference=reference, target=target)
        )
    return figure


def keyness_scatter(
    table: pd.DataFrame,
    *,
    target: str,
    reference: str,
    labels: int = 24,
    lang: Language = "en",
    width: float = DOUBLE,
) -> Drawing:
    """Effect against evidence: how many times more often a term is used, and how sure that is.

    Across stands the log ratio, upwards the p of moving paragraphs, small ones on top. Filled dots:
    p_adjusted below 0.05. The terms with the smallest p are labelled, of equal ones those with the
    larger log ratio.

    Args:
        table: from ``keyness``.
        target: the name of the target.
        reference: the name of the reference.
        labels: how many terms are labelled.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    with style():
        figure = new_figure(width, 110)
        axes = figure.add_subplot()
        colours = np.where(table["log_ratio"] > 0, ORANGE, BLUE)
        sure = table["p_adjusted"] < 0.05
        size = 6 + 4 * np.sqrt(table["n_target"] + table["n_reference"])
        axes.axvline(0, color="black", linewidth=0.6)
        axes.axhline(0.05, color=GREY, linewidth=0.6, linestyle="dashed")
        axes.scatter(table["log_ratio"], table["p"], s=size, edgecolors=list(colours), zorder=3,
                     c=np.where(sure, colours, "white"), linewidths=0.8, clip_on=False)  # fmt: skip
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_ylim(1.3, float(table["p"].min()) / 1.6)
        axes.set_ylabel(says("p_moving", lang))
        axes.set_xlabel(
            says("log_ratio", lang, reference=reference, target=target)
            + "\n"
            + says("size_filled", lang)
        )
        axes.margins(x=0.08)
        _label_points(figure, axes, table, _most_evident(table, labels), x="log_ratio", y="p")
    return figure


def _most_evident(table: pd.DataFrame, labels: int) -> pd.DataFrame:
    order = table.assign(effect=-table["log_ratio"].abs()).sort_values(["p", "effect", "term"])
    return order.head(labels)


def _label_points(
    figure: Figure, axes: Axes, table: pd.DataFrame, rows: pd.DataFrame, *, x: str, y: str
) -> None:
    """The terms beside their dots, moved until they do not overlap, each with a line to its dot."""
    from adjustText import adjust_text

    figure.draw_without_rendering()  # the layout must be known before labels can be placed
    texts = [axes.text(across, up, term, fontsize=7, zorder=4)
             for term, across, up in zip(rows["term"], rows[x], rows[y], strict=True)]  # fmt: skip
    adjust_text(texts, x=table[x].to_numpy(), y=table[y].to_numpy(), ax=axes,
                target_x=rows[x].to_numpy(), target_y=rows[y].to_numpy(),
                iter_lim=400, expand=(1.1, 1.3), force_text=(0.3, 0.5),
                arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.4})  # fmt: skip


def interval_dots(
    table: pd.DataFrame,
    *,
    name: str,
    label: str,
    group: str,
    colours: Mapping[Any, str],
    titles: Mapping[Any, str],
    lang: Language = "en",
    width: float = DOUBLE,
) -> Drawing:
    """Dots with intervals where there are intervals, groups beside each other on each line.

    Args:
        table: a row a name and group: per_thousand, low, high.
        name: the column of the lines; they stand in order of appearance.
        label: of the axis, with its unit.
        group: the column of the groups.
        colours: of the groups.
        titles: of the groups.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    names = list(dict.fromkeys(table[name]))
    groups = [key for key in titles if key in set(table[group])]
    with style():
        figure = new_figure(width, 26 + 6.2 * len(names))
        axes = figure.add_subplot()
        for number, key in enumerate(groups):
            rows = table[table[group] == key].set_index(name).reindex(names)
            places = np.arange(len(names)) + 0.26 * (number - (len(groups) - 1) / 2)
            axes.hlines(places, rows["low"], rows["high"], color=colours[key], linewidth=1.2)
            hollow = np.where(rows["low"].isna(), "white", colours[key])
            axes.scatter(rows["per_thousand"], places, s=20, c=hollow, edgecolors=colours[key],
                         label=titles[key], zorder=3, linewidths=1.0, clip_on=False)  # fmt: skip
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_xlim(left=0)
        without = says("hollow", lang) if table["low"].isna().any() else ""
        axes.set_xlabel(label + without)
        legend = figure.legend(loc="outside upper left", ncols=len(groups))
        for handle, key in zip(legend.legend_handles, groups, strict=True):
            handle.set_facecolor(colours[key])  # type: ignore[union-attr]
    return figure


def heat_map(table: pd.DataFrame, *, label: str, width: float = DOUBLE) -> Drawing:
    """A table of shares as shades, each with its number.

    Args:
        table: rows and columns as drawn, values between 0 and 1; missing ones are left white.
        label: of the columns.
        width: in millimetres.
    """
    with style():
        figure = new_figure(width, 24 + 6.5 * len(table))
        axes = figure.add_subplot()
        darkest = max(0.5, float(np.nanmax(table)))
        axes.imshow(table, cmap="Blues", vmin=0, vmax=darkest, aspect="auto")
        axes.set_yticks(range(len(table)), table.index)
        axes.set_xticks(range(table.shape[1]), table.columns)
        axes.set_xlabel(label)
        axes.grid(visible=False)
        for (row, column), value in np.ndenumerate(table.to_numpy(dtype=float)):
            if np.isfinite(value):
                shade = "white" if value > 0.6 * darkest else "black"
                axes.text(column, row, f"{value:.0%}", ha="center", va="center", color=shade)
    return figure


def trend_panels(
    table: pd.DataFrame,
    *,
    panel: str,
    label: str,
    mark: pd.DataFrame | None = None,
    mark_label: str = "",
    periods: Sequence[tuple[str, int, int]] = (),
    columns: int = 3,
    lang: Language = "en",
    width: float = DOUBLE,
) -> Drawing:
    """Shares over the years, a panel each, with bands where there are intervals.

    Gaps between years are gaps in the line.

    Args:
        table: a row a panel and year: unit (the year), share, low, high.
        panel: the column of the panels; they stand in order of appearance.
        label: of the axes, with the unit.
        mark: one more report's values, a row a panel: unit, share, and low, high.
        mark_label: what it is.
        periods: names with their first and last year, such as who was in office; every second one
            is shaded, and the first row of panels names them.
        columns: panels in a row.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    keys = list(dict.fromkeys(table[panel]))
    rows = -(-len(keys) // columns)
    with style():
        figure = new_figure(width, 34 * rows + 10)
        grid = figure.subplots(rows, columns, squeeze=False, sharex=True)
        for axes, key in zip(grid.flat, keys, strict=False):
            own = table[table[panel] == key].set_index("unit").sort_index()
            every = own.reindex(range(int(own.index.min()), int(own.index.max()) + 1))
            axes.plot(every.index, every["share"], color=BLUE, linewidth=1.0)
            alone = every["share"].notna() & every["share"].shift(1).isna()
            alone &= every["share"].shift(-1).isna()
            axes.scatter(every.index[alone], every["share"][alone], color=BLUE, s=5)
            axes.fill_between(every.index, every["low"].astype(float),
                              every["high"].astype(float), color=BLUE, alpha=0.25,
                              linewidth=0)  # fmt: skip
            if mark is not None:
                axes.scatter(*_marked(mark, panel, key), color=VERMILION, s=18, zorder=4)
            axes.set_title(str(key), fontsize=7.5, pad=9 if periods else 4)
            axes.set_ylim(bottom=0)
            _shade(axes, periods, named=axes in list(grid[0]))
        for axes in list(grid.flat)[len(keys) :]:
            axes.remove()
        note = says("dot", lang, mark=mark_label) if mark is not None else ""
        figure.supylabel(label, fontsize=STYLE["font.size"])
        figure.supxlabel(says("year_of_report", lang) + note, fontsize=STYLE["font.size"])
    return figure


def _shade(axes: Axes, periods: Sequence[tuple[str, int, int]], *, named: bool) -> None:
    for place, (name, first, last) in enumerate(periods):
        if place % 2 == 0:
            axes.axvspan(first - 0.5, last + 0.5, color="0.93", linewidth=0, zorder=0)
        if named:
            axes.annotate(name, ((first + last) / 2, 1), xycoords=("data", "axes fraction"),
                          xytext=(0, 1.5), textcoords="offset points", ha="center", va="bottom",
                          fontsize=4.5, color="0.35")  # fmt: skip


def _marked(mark: pd.DataFrame, panel: str, key: Any) -> tuple[list[Any], list[Any]]:
    own = mark[mark[panel] == key]
    return list(own["unit"]), list(own["share"])


def promise_lines(
    table: pd.DataFrame, *, label: str, lang: Language = "en", width: float = DOUBLE
) -> Drawing:
    """What was promised for each year, and what was reached: ranges as ranges, gaps as gaps.

    Args:
        table: a row a year: year, target, target_high, bound, result; as ``promises_and_results``
            of one region and indicator.
        label: of the indicator, with its unit.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    rows = table.drop_duplicates("year").set_index("year").sort_index()
    rows = rows.reindex(range(int(rows.index.min()), int(rows.index.max()) + 1))
    high = rows["target_high"].fillna(rows["target"])
    ranged = rows["target_high"].notna()
    with style():
        figure = new_figure(width, 75)
        axes = figure.subplots()
        axes.plot(rows.index, rows["result"], color=BLUE, linewidth=1.0, zorder=2)
        axes.scatter(
            rows.index, rows["result"], color=BLUE, s=10, zorder=3, label=says("reached", lang)
        )
        axes.vlines(rows.index[ranged], rows["target"][ranged], high[ranged], color=VERMILION,
                    linewidth=3, zorder=4)  # fmt: skip
        axes.scatter(rows.index[~ranged], rows["target"][~ranged], color=VERMILION, marker="_",
                     s=60, linewidths=1.8, zorder=4, label=says("target_bar", lang))  # fmt: skip
        for year in rows.index[rows["target"].isna()]:
            axes.axvspan(year - 0.5, year + 0.5, color="0.93", linewidth=0, zorder=0)
        axes.set_ylabel(label)
        axes.set_xlabel(says("no_target", lang))
        axes.grid(axis="y")
        axes.grid(visible=False, axis="x")
        axes.legend(loc="upper right")
    return figure


CHOICES = ("stability", "stable", "npmi", "c_v", "npmi_reference", "c_v_reference", "exclusivity",
           "held_out")  # fmt: skip


def choice_panels(
    table: pd.DataFrame, *, columns: int = 4, lang: Language = "en", width: float = DOUBLE
) -> Drawing:
    """What speaks for each number of topics, a panel a measure; the recommended one is orange.

    Args:
        table: from ``choose_n_topics``.
        columns: panels in a row.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    shown = [name for name in CHOICES if name in table]
    rows = -(-len(shown) // columns)
    with style():
        figure = new_figure(width, 34 * rows + 10)
        grid = figure.subplots(rows, columns, squeeze=False, sharex=True)
        for axes, name in zip(grid.flat, shown, strict=False):
            axes.plot(table["n_topics"], table[name], color=BLUE, linewidth=1.0)
            colours = np.where(table["recommended"], ORANGE, BLUE)
            axes.scatter(table["n_topics"], table[name], c=colours, s=14, zorder=3)
            axes.set_title(says(name, lang), fontsize=7.5)
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        for axes in list(grid.flat)[len(shown) :]:
            axes.remove()
        figure.supxlabel(says("number_of_topics", lang), fontsize=STYLE["font.size"])
    return figure


def topic_scatter(
    table: pd.DataFrame, *, labels: Mapping[int, str], lang: Language = "en", width: float = DOUBLE
) -> Drawing:
    """Where topics lie to each other: near ones share terms, large ones take up more words.

    Args:
        table: from ``topic_map``: topic, x, y, share, shown.
        labels: of each topic, such as its first terms.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    with style():
        figure = new_figure(width, 0.62 * width)
        axes = figure.subplots()
        axes.scatter(table["x"], table["y"], s=4000 * table["share"], color=BLUE, alpha=0.25)
        axes.scatter(table["x"], table["y"], s=6, color=BLUE)
        axes.margins(0.18)
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        shown = table["shown"].iloc[0]
        axes.set_xlabel(says("topic_distance", lang, share=f"{shown:.0%}"))
        axes.set_yticks([])
        axes.set_xticks([])
        names = table.assign(term=table["topic"].map(labels))
        _label_points(figure, axes, names, names, x="x", y="y")
    return figure


def specification_curve(
    table: pd.DataFrame,
    *,
    choices: Sequence[str],
    value: str,
    label: str,
    lang: Language = "en",
    width: float = DOUBLE,
) -> Drawing:
    """One result by every way to measure it, from the smallest to the largest.

    Above stand the results, below which choices made each. The suite's own way is orange.

    Args:
        table: a row a variant: value, the columns of the choices, default.
        choices: the columns of the choices.
        value: the column of the result.
        label: of the result.
        lang: of the words that the figure brings with it: en or zh.
        width: in millimetres.
    """
    rows = table.dropna(subset=[value]).sort_values(value, ignore_index=True)
    options = [(name, one) for name in choices for one in dict.fromkeys(table[name])]
    with style():
        figure = new_figure(width, 50 + 4.2 * len(options))
        heights = (45, 4.2 * len(options))
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=heights)
        colours = np.where(rows["default"], ORANGE, BLUE)
        above.scatter(rows.index, rows[value], c=colours, s=14)
        above.set_ylabel(label)
        for place, (name, one) in enumerate(options):
            here = rows.index[rows[name] == one]
            below.scatter(here, np.full(len(here), place), c=colours[here], s=9, marker="|")
        below.set_yticks(range(len(options)), [f"{name}: {one}" for name, one in options])
        below.set_ylim(len(options) - 0.4, -0.6)
        below.set_xlabel(says("ways", lang, n=len(rows)))
        below.grid(visible=False)
    return figure
