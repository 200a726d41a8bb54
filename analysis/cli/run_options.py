"""What a run analyses: checked against the corpus before the first notebook starts."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from analysis.run.folders import notebook_path
from analysis.run.notebook import Parameters, default_parameters, read_notebook
from analysis.run.runner import language_of
from analysis.selection import Selection, select_reports
from corpus.collection import Corpus, document_paths
from corpus.errors import Refusal
from corpus.language import Lang
from corpus.store.manifest import report_ids
from corpus.store.tables import read_table
from corpus.store.without_texts import has_texts

if TYPE_CHECKING:
    from nbformat import NotebookNode


# What a notebook imports where it reads the policy areas of sentences.
_CODED = frozenset({"read_codes", "own_series"})


def check_report(corpus: Corpus, parameters: Parameters) -> None:
    """Refuses a report that is not among the documents, before a store is built.

    Raises:
        Refusal: ``unknown_report``.
    """
    known = document_paths(corpus) if has_texts(corpus) else report_ids(corpus)
    for report in (parameters.get("report"), parameters.get("other")):
        if report is not None and report not in known:
            raise Refusal("unknown_report", report)


def chosen_reports(corpus: Corpus, parameters: Parameters) -> Selection:
    """The reports that the notebooks compare with these parameters.

    Args:
        corpus: a corpus whose data store is up to date.
        parameters: of the run.

    Raises:
        Refusal: ``empty_corpus``, ``unknown_report``, ``region_not_there`` or
            ``no_reports_chosen``.
    """
    if not report_ids(corpus):
        raise Refusal("empty_corpus", str(corpus.documents))
    given = {name: parameters.get(name) for name in ("report", "region", "years")}
    reports = read_table(corpus, "reports")
    return select_reports(reports, **given, lang=language_of(parameters))


def compared_reports(chosen: Selection) -> list[str]:
    """The IDs of the reports that are compared: those of the place, and those of the year."""
    return sorted({*chosen.over_years["report_id"], *chosen.across_places["report_id"]})


def unused_parameters(
    names: Sequence[str],
    parameters: Parameters,
    lang: Lang = "en",
    corpus: Corpus | None = None,
) -> list[str]:
    """The names of the parameters that none of the notebooks has."""
    known = {one for notebook in _read(names, lang, corpus) for one in default_parameters(notebook)}
    return [name for name in parameters if name not in known]


def of_other_language(
    names: Sequence[str], lang: Lang = "en", corpus: Corpus | None = None
) -> list[str]:
    """The names of the notebooks that are written in the other language, as their ``lang`` says.

    A run gives them ``lang``, so that their results change language, but their text does not.
    """
    own = zip(names, map(default_parameters, _read(names, lang, corpus)), strict=True)
    return [name for name, parameters in own if parameters.get("lang", lang) != lang]


def read_areas(names: Sequence[str], lang: Lang = "en", corpus: Corpus | None = None) -> bool:
    """Whether any of the notebooks reads the policy areas of sentences."""
    return any(_CODED & _imported(notebook) for notebook in _read(names, lang, corpus))


def _read(names: Sequence[str], lang: Lang, corpus: Corpus | None) -> Iterator[NotebookNode]:
    return (read_notebook(notebook_path(name, lang, corpus)) for name in names)


def _imported(notebook: NotebookNode) -> set[str]:
    """The names that a notebook imports from modules."""
    code = (cell.source for cell in notebook.cells if cell.cell_type == "code")
    nodes = (node for source in code for node in ast.walk(ast.parse(source)))
    return {one.name for node in nodes if isinstance(node, ast.ImportFrom) for one in node.names}
