"""Notebooks as HTML pages that run no script and request nothing from the network."""

from __future__ import annotations

import copy
import html
import re
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from analysis.fonts import EMBEDDED, font_rule
from analysis.run.notebook import read_notebook
from corpus.files import save_text
from corpus.language import Lang

if TYPE_CHECKING:
    from nbconvert import HTMLExporter
    from nbformat import NotebookNode


# The markup of the notebooks' text and tables; any other markup is shown as text.
_TAGS = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "em",
    "strong",
    "code",
    "pre",
    "a",
    "br",
    "hr",
    "sup",
    "sub",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "span",
    "blockquote",
]
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
_ATTRIBUTES = {"*": ["id", "class", "style"], "a": ["href", "title"], "img": ["alt", "title"]}


# What the page brings along, and the fonts of the computer for everything else.
_SANS = f"'{EMBEDDED}',system-ui,'Segoe UI',Helvetica,Arial,sans-serif"
_MONO = f"'{EMBEDDED}',Menlo,Consolas,'DejaVu Sans Mono',monospace"
_FAMILIES = (
    f":root{{--jp-ui-font-family:{_SANS};--jp-content-font-family:{_SANS};"
    f"--jp-code-font-family:{_MONO}}}"
)


Note = Literal["earlier", "complete", "cannot answer", "incomplete"]
_INDEX = {
    "title": ("Results", "结果"),
    "earlier": (" (from an earlier run)", "（来自此前的运行）"),
    "complete": ("", ""),
    "cannot answer": (" (cannot be answered with these reports)", "（现有报告无法回答）"),
    "incomplete": (" (incomplete: it stopped with an error)", "（不完整：运行出错）"),
    "interactive": (" (interactive)", "（交互页面）"),
    "elsewhere": (
        'Tables are in <a href="tables/">tables/</a>; inputs, versions and parameters of the run '
        'are in <a href="run.json">run.json</a>.',
        '表格见 <a href="tables/">tables/</a>；运行的输入、版本和参数见'
        ' <a href="run.json">run.json</a>。',
    ),
    "figures": ("Figures", "图"),
}


def write_html(notebook: NotebookNode, path: Path, *, lang: Lang = "en") -> None:
    """Writes a notebook as one HTML page that runs no script and requests nothing.

    This holds whatever markup a report may contain: the addresses from which nbconvert would load
    scripts are blank, markup in outputs is sanitised, and the page's content security policy
    admits neither scripts nor requests.

    Args:
        notebook: with its outputs.
        path: of the page; its name without extension is the title.
        lang: en or zh, of the notebook.

    Raises:
        Refusal: ``not_saved``.
    """
    from nbconvert.preprocessors.sanitize import SanitizeHTML

    clean = SanitizeHTML(tags=_TAGS, attributes=_ATTRIBUTES)
    notebook, _ = clean.preprocess(copy.deepcopy(notebook), {})
    named = {"metadata": {"name": path.stem}}
    with _TURN:
        page, _ = _exporter(lang).from_notebook_node(notebook, resources=named)
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    page = _SCRIPT.sub("", page)
    page = page.replace("<head>", f"<head>{meta}", 1)
    page = page.replace("</head>", f"<style>{font_rule(page)}{_FAMILIES}</style></head>", 1)
    save_text(page, path)


# Notebooks are executed in threads, and an exporter keeps what it is at.
_TURN = threading.Lock()


@cache
def _exporter(lang: Lang) -> HTMLExporter:
    """What makes the pages of a language; its templates are compiled for the first of them."""
    from nbconvert import HTMLExporter

    return HTMLExporter(
        mathjax_url="",
        require_js_url="",
        jquery_url="",
        mermaid_js_url="",
        language_code=lang,
    )


def write_index(out: Path, notes: Mapping[str, Note], *, lang: Lang = "en") -> None:
    """Writes the index page: links to all notebooks, interactive pages, figures and tables.

    Args:
        out: the folder of the results.
        notes: what the link of each notebook says of its results; pages of others are earlier.
        lang: en or zh, of the words of the page.

    Raises:
        Refusal: ``not_saved``.
    """
    said = {name: words[lang == "zh"] for name, words in _INDEX.items()}
    pages = sorted((out / "html").glob("*.html"))
    pictures = sorted((out / "figures").glob("*.png"))
    links = "\n".join(
        f'<li><a href="html/{one.name}">{html.escape(_title(out, one.stem))}</a>'
        f"{said[notes.get(one.stem, 'earlier')]}</li>"
        for one in pages
    )
    links += "".join(
        f'\n<li><a href="pages/{one.name}">{html.escape(one.stem)}{said["interactive"]}</a></li>'
        for one in sorted((out / "pages").glob("*.html"))
    )
    figures = "\n".join(
        f'<figure><a href="figures/{one.stem}.pdf"><img src="figures/{one.name}" loading="lazy"'
        f' alt="{one.stem}"></a><figcaption>{one.stem}</figcaption></figure>'
        for one in pictures
    )
    style = (
        f"{font_rule(links + figures + ''.join(said.values()))}"
        f"body{{font:16px/1.5 {_SANS};max-width:60rem;margin:2rem auto;padding:0 1rem}}"
        "figure{margin:2rem 0}img{max-width:100%;border:1px solid #ddd}figcaption{color:#555}"
    )
    page = (
        f'<!DOCTYPE html>\n<html lang="{lang}"><meta charset="utf-8">'
        f"<title>{said['title']}</title>\n<style>{style}</style>\n<h1>{said['title']}</h1>\n"
        f"<ol>\n{links}\n</ol>\n<p>{said['elsewhere']}</p>\n"
        f"<h2>{said['figures']}</h2>\n{figures}\n</html>\n"
    )
    save_text(page, out / "index.html")


def _title(out: Path, name: str) -> str:
    """The first heading of a notebook; its name where it has no heading."""
    notebook = read_notebook(out / "notebooks" / f"{name}.ipynb")
    first = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), name)
    return str(first.splitlines()[0].lstrip("# ") or name)
