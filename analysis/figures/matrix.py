"""Pairs as a matrix: terms that co-occur, and topics that share their terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle
from scipy.cluster.hierarchy import fcluster, leaves_list, linkage, optimal_leaf_ordering
from scipy.spatial.distance import squareform
from scipy.stats import chi2, false_discovery_control

from analysis.figures import page
from analysis.figures.style import BLUES, CONTEXT, DOUBLE, SECONDARY, STRIPE, TEXT, Drawing, style
from analysis.figures.words import says
from corpus.arrays import Floats
from corpus.language import Lang
from corpus.schema import check_columns

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RATIOS = (2.0, 4.0, 8.0)  # times more than by chance: where each shade begins
OVERLAPS = (0.1, 0.25, 0.5)
SIGNIFICANT = 0.05
TOGETHER = 0.15  # the mean NPMI of a cluster's terms with each other, at least
_CELL, _LEAST = 4.6, 4.0  # millimetres
_SMALL = 7.0


def coword_table(table: pd.DataFrame, *, top: int = 30, min_together: int = 5) -> pd.DataFrame:
    """The pairs that ``coword_matrix`` draws, with their ratio to chance and their clusters.

    Two terms are linked if they share ``min_together`` sentences or more, at least twice as many as
    by chance, with an adjusted p below 0.05 (G² with one degree of freedom, which treats sentences
    as independent; Benjamini and Hochberg over all pairs with that many). The ``top`` terms with
    the most sentences shared with linked terms are kept, ties by code point, and of these the ones
    linked to another one that is kept. Terms are ordered by average linkage of 1 − NPMI (0 for
    pairs that are not linked) with optimal leaf order (Bar-Joseph and others 2001); a cluster has a
    mean NPMI of 0.15 or more.

    Args:
        table: from ``collocations`` without a window: term, collocate, n_pair, expected, npmi, g2.
        top: number of terms, at most.
        min_together: pairs that share fewer sentences are left out.

    Returns:
        One row per pair, in the order of the matrix: term, collocate, n_pair, expected, ratio,
        p_adjusted, linked, place, place_collocate (from 1, in the order of the terms), cluster,
        cluster_collocate.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.collocation import collocations
        >>> from analysis.figures import coword_table
        >>> terms = ["教育", "学校"] * 9 + ["地铁", "公交"] * 9
        >>> rows = pd.DataFrame({"term": terms, "report_id": "x", "kind": "word"})
        >>> rows["sentence_id"] = [place // 2 for place in range(36)]
        >>> found = coword_table(collocations(rows, window=None))
        >>> print(found[["term", "collocate", "n_pair", "ratio"]].to_string(index=False))
        term collocate  n_pair  ratio
          公交        地铁       9    2.0
          学校        教育       9    2.0
    """
    check_columns(table, ["term", "collocate", "n_pair", "expected", "npmi", "g2"])
    pairs = table[(table["n_pair"] >= min_together) & (table["term"] != table["collocate"])].copy()
    pairs["ratio"] = pairs["n_pair"] / pairs["expected"]
    p = chi2.sf(pairs["g2"].to_numpy(dtype=float), 1)
    pairs["p_adjusted"] = false_discovery_control(p) if len(p) else p
    pairs["linked"] = (pairs["ratio"] >= RATIOS[0]) & (pairs["p_adjusted"] < SIGNIFICANT)
    pairs = _kept(pairs, top)
    order, clusters = _ordered(pairs)
    place = {term: number for number, term in enumerate(order, start=1)}
    for end, column in (("", "term"), ("_collocate", "collocate")):
        pairs[f"place{end}"] = pairs[column].map(place)
        pairs[f"cluster{end}"] = pairs[column].map(clusters)
    shown = [
        "term",
        "collocate",
        "n_pair",
        "expected",
        "ratio",
        "p_adjusted",
        "linked",
        "place",
        "place_collocate",
        "cluster",
        "cluster_collocate",
    ]
    return pairs.sort_values(["place", "place_collocate"], ignore_index=True)[shown]


def _kept(pairs: pd.DataFrame, top: int) -> pd.DataFrame:
    """The pairs between the terms that share most sentences with terms they are linked to."""
    links = pairs[pairs["linked"]]
    other = links[["collocate", "n_pair"]].rename(columns={"collocate": "term"})
    ends = pd.concat([links[["term", "n_pair"]], other])
    shared = ends.groupby("term")["n_pair"].sum().reset_index()
    chosen = set(shared.sort_values(["n_pair", "term"], ascending=[False, True])["term"].head(top))
    links = links[links["term"].isin(chosen) & links["collocate"].isin(chosen)]
    chosen = set(links["term"]) | set(links["collocate"])
    return pairs[pairs["term"].isin(chosen) & pairs["collocate"].isin(chosen)].copy()


def _ordered(pairs: pd.DataFrame) -> tuple[list[str], dict[str, int]]:
    """The terms in the order of the matrix, and the cluster of each, numbered in that order."""
    terms = sorted(set(pairs["term"]) | set(pairs["collocate"]))
    place = {term: number for number, term in enumerate(terms)}
    near = np.zeros((len(terms), len(terms)))
    links = pairs[pairs["linked"]]
    for a, b, npmi in zip(links["term"], links["collocate"], links["npmi"], strict=True):
        near[place[a], place[b]] = near[place[b], place[a]] = max(round(npmi, 9), 0)
    order, cluster = seriated(near, TOGETHER)
    return [terms[one] for one in order], {terms[one]: cluster[one] for one in order}


def seriated(near: Floats, together: float) -> tuple[list[int], dict[int, int]]:
    """The order of the leaves of a clustering of similarities, and the clusters, in that order."""
    if len(near) < 3:
        return list(range(len(near))), dict.fromkeys(range(len(near)), 1)
    apart = 1 - near
    np.fill_diagonal(apart, 0)
    distances = squareform(apart, checks=False)
    tree = optimal_leaf_ordering(linkage(distances, "average"), distances)
    found = fcluster(tree, 1 - together, criterion="distance")
    order = [int(one) for one in leaves_list(tree)]
    number = {one: place for place, one in enumerate(dict.fromkeys(found[order]), start=1)}
    return order, {one: number[found[one]] for one in order}


def coword_matrix(
    table: pd.DataFrame,
    *,
    top: int = 30,
    min_together: int = 5,
    gloss: bool = True,
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """Which terms occur in the same sentences, as a matrix: number of sentences, shade by ratio.

    Each term stands on the diagonal; its row and column have the numbers of sentences that it
    shares with the others. Cells are shaded where the pair is linked, see ``coword_table``, by how
    many times more sentences there are than by chance (2, 4, 8); other numbers have no shade. A
    line goes round each cluster. A narrow page has room for fewer terms. Policy areas can be drawn
    likewise: pass rows whose terms are areas. In English, terms have their English names alone.

    Args:
        table: from ``collocations`` without a window: term, collocate, n_pair, expected, npmi, g2.
        top: number of terms, at most.
        min_together: pairs that share fewer sentences are left out.
        gloss: in English, print English names.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        None if fewer than three terms are linked.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.collocation import collocations
        >>> from analysis.figures import coword_matrix
        >>> from corpus.store import read_table
        >>> mentions = read_table(open_corpus(), "mentions").assign(kind="word")
        >>> figure = coword_matrix(collocations(mentions, window=None), min_together=3, lang="zh")
        >>> figure.texts[0].get_text()
        '数字：两词共现的句数（至少3句）；自词向左、向下读；折线：聚类'
    """
    cells = coword_table(table, top=min(top, _room_for(width)), min_together=min_together)
    order = _terms_of(cells)
    if len(order) < 3:
        return None
    steps = np.where(cells["linked"], np.searchsorted(RATIOS, cells["ratio"], side="right"), 0)
    drawn = cells.assign(step=steps, said=[f"{n:,}" for n in cells["n_pair"]])
    names = page.names_alone([term for term, _ in order], lang, gloss=gloss)
    lines = [says("cowords_guide", lang, n=min_together), says("cowords_shade", lang)]
    keys = ["2–4", "4–8", says("or_more", lang, n=8)]
    return _draw_matrix(drawn, names, [cluster for _, cluster in order], lines, keys, width)


def _room_for(width: float) -> int:
    """How many cells of the least size fit beside a name of 38 mm."""
    return int((width - 2 * page.MARGIN - 38) // _LEAST)


def _terms_of(cells: pd.DataFrame) -> list[tuple[str, int]]:
    """The terms of the matrix in order, with their clusters."""
    names = ["term", "place", "cluster"]
    other = cells[["collocate", "place_collocate", "cluster_collocate"]].set_axis(names, axis=1)
    every = pd.concat([cells[names], other]).drop_duplicates("place").sort_values("place")
    return list(zip(every["term"], every["cluster"], strict=True))


def topic_overlap(
    table: pd.DataFrame,
    *,
    names: Mapping[int, str],
    lang: Lang = "en",
    width: float = DOUBLE,
) -> Drawing | None:
    """How far topics share their terms, as a matrix: the overlap in %, shaded from 10, 25 and 50.

    Topics are ordered as the terms of ``coword_matrix``, by the overlap, so that topics that share
    terms stand side by side.

    Args:
        table: from ``topic_overlaps``: topic, other, overlap (0 to 1).
        names: a label for each topic.
        lang: language of the labels: en or zh.
        width: of the figure, in millimetres.

    Returns:
        None if there are fewer than three topics.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.figures import topic_overlap
        >>> table = pd.DataFrame({"topic": [1, 1, 2], "other": [2, 3, 3]})
        >>> table["overlap"] = [0.05, 0.55, 0.1]
        >>> names = {1: "schools", 2: "roads", 3: "teachers"}
        >>> figure = topic_overlap(table, names=names)
        >>> [text.get_text() for text in figure.axes[0].texts if text.get_text() in names.values()]
        ['roads', 'teachers', 'schools']
    """
    check_columns(table, ["topic", "other", "overlap"])
    topics = sorted(set(table["topic"]) | set(table["other"]))
    if len(topics) < 3:
        return None
    at = {topic: number for number, topic in enumerate(topics)}
    near = np.zeros((len(topics), len(topics)))
    for a, b, overlap in zip(table["topic"], table["other"], table["overlap"], strict=True):
        near[at[a], at[b]] = near[at[b], at[a]] = round(overlap, 9)
    order, _ = seriated(near, 0)
    place = {topics[one]: number for number, one in enumerate(order, start=1)}
    drawn = table.assign(
        place=table["topic"].map(place),
        place_collocate=table["other"].map(place),
        step=np.searchsorted(OVERLAPS, table["overlap"], side="right"),
        said=[f"{100 * one:.0f}" for one in table["overlap"]],
    )
    labels = [names.get(topics[one], str(topics[one])) for one in order]
    keys = ["10–25%", "25–50%", says("or_more", lang, n="50%")]
    lines = [says("overlap_guide", lang)]
    return _draw_matrix(drawn, labels, [1] * len(labels), lines, keys, width)


def _draw_matrix(
    cells: pd.DataFrame,
    names: Sequence[str],
    clusters: Sequence[int],
    lines: Sequence[str],
    keys: Sequence[str],
    width: float,
) -> Drawing:
    """The lower triangle of a matrix, names on its diagonal.

    Args:
        cells: place, place_collocate, step (0 to 3), said (the text of the cell).
        names: of the rows, in order.
        clusters: of the rows, in order; a line goes round each if there are several.
        lines: unit and reading aid.
        keys: what the three shades mean.
        width: of the figure, in millimetres.
    """
    lines = page.note_lines(lines, width)
    room = width - 2 * page.MARGIN - min(page.widest(names) + 2, 38)
    cell = min(_CELL, room / len(names)) if len(names) > 8 else min(7.0, room / len(names))
    head = page.MARGIN + len(lines) * page.LINE + page.ROW + 3
    with style():
        figure, sheet = page.new_sheet(width, head + len(names) * cell + page.MARGIN)
        page.write_note(figure, lines)
        _write_key(sheet, keys, head - page.ROW / 2 - 2)
        for row in range(len(names)):
            _cell(sheet, (page.MARGIN, head + row * cell), (row * cell, cell), STRIPE)
        one: Any
        for one in cells.itertuples():
            low, high = sorted((int(one.place), int(one.place_collocate)))
            corner = (page.MARGIN + (low - 1) * cell, head + (high - 1) * cell)
            _cell(sheet, corner, (cell, cell), (STRIPE, *BLUES)[one.step])
            colour = "white" if one.step == len(BLUES) else TEXT
            middle = corner[0] + cell / 2, corner[1] + cell / 2
            page.write_in_row(sheet, *middle, one.said, size=_SMALL, colour=colour, ha="center")
        for row, name in enumerate(names):
            x = page.MARGIN + row * cell + 1
            short = page.fitted(name, width - page.MARGIN - x)
            page.write_in_row(sheet, x, head + (row + 0.5) * cell, short)
        _draw_clusters(sheet, clusters, head, cell)
    return figure


def _cell(sheet: Axes, corner: tuple[float, float], size: tuple[float, float], colour: str) -> None:
    sheet.add_patch(Rectangle(corner, *size, facecolor=colour, edgecolor="white", linewidth=0.5))


def _write_key(sheet: Axes, keys: Sequence[str], y: float) -> None:
    """The three shades and what they mean, in one line."""
    x = page.MARGIN
    for colour, key in zip(BLUES, keys, strict=True):
        _cell(sheet, (x, y - 1.7), (5, 3.4), colour)
        page.write_in_row(sheet, x + 6, y, key, size=page.NOTE, colour=SECONDARY)
        x += 10 + page.text_width(key, page.NOTE)


def _draw_clusters(sheet: Axes, clusters: Sequence[int], head: float, cell: float) -> None:
    """A line round the triangle of each cluster."""
    if len(set(clusters)) < 2:
        return
    ends = [place for place in range(1, len(clusters)) if clusters[place] != clusters[place - 1]]
    for start, end in zip([0, *ends], [*ends, len(clusters)], strict=True):
        x, right = page.MARGIN + start * cell, page.MARGIN + end * cell
        top, bottom = head + start * cell, head + end * cell
        sheet.plot([x, x, right], [top, bottom, bottom], color=CONTEXT, linewidth=1.0, zorder=2)
