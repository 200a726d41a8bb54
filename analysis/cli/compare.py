"""The command for two reports: compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.common import (
    CorpusOption,
    JsonOption,
    build_with_progress,
    chosen_language,
    command,
    corpus_of,
    finish,
    refuse,
    wrong_usage,
)
from corpus.errors import Refusal

if TYPE_CHECKING:
    from analysis.across_reports.two_reports import TwoReports
    from corpus.language import Lang


@command("compare")
def compare(
    a: Annotated[str, typer.Argument(help="ID of a report, as gwr list shows it.")],
    b: Annotated[str, typer.Argument(help="ID of another; differences are A minus B.")],
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for the tables and the figure.", show_default=False),
    ] = None,
    lang: Annotated[str, typer.Option(help="Language: en or zh.")] = "",
    corpus: CorpusOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare two reports: policy areas, terms, targets, and what both say word for word."""
    from analysis.across_reports.two_reports import compare_reports
    from analysis.across_reports.two_reports_sentences import two_summary

    where, language = corpus_of(corpus), chosen_language(lang)
    try:
        refused = build_with_progress(where, jobs=None)
        two = compare_reports(where, a, b)
        folder = out or where.outputs / "compare" / f"{a}_{b}"
        files = _written(two, folder, language)
    except Refusal as refusal:
        refuse(refusal, as_json=as_json)
    except ValueError as error:
        wrong_usage(str(error))
    lines = two_summary(two, language)
    sizes = {name: len(getattr(two, name)) for name in ("areas", "terms", "targets", "repeated")}
    content = {"files": files, "summary": lines, "rows": sizes}
    finish(content, *lines, *files, refused=refused, as_json=as_json)


def _written(two: TwoReports, folder: Path, lang: Lang) -> list[str]:
    """The tables and the figure as files."""
    from analysis.across_reports.two_reports_labels import LABELS, TITLES, figure_caption
    from analysis.across_reports.two_reports_sentences import two_names
    from analysis.export.write import write_table
    from analysis.figures.pairs import shares_and_difference
    from analysis.figures.style import save_figure

    names = two_names(two, lang)
    paths = []
    for name, (english, chinese) in TITLES.items():
        title = (chinese if lang == "zh" else english).format(a=names[0], b=names[1])
        for ending in ("csv", "xlsx"):
            path = folder / f"{name}.{ending}"
            paths.append(write_table(getattr(two, name), path, labels=LABELS, title=title))
    figure = shares_and_difference(two.areas, names=names, lang=lang)
    if figure is not None:
        said = figure_caption(two, names, lang)
        paths += save_figure(figure, f"areas-{lang}", caption=said, folder=folder)
    return [str(path) for path in paths]
