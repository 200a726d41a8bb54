"""Notebooks as pages: whatever stands in them, nothing runs and nothing is asked for."""

import base64
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from fontTools.ttLib import TTFont

from analysis.fonts import EMBEDDED
from analysis.run.html import write_html, write_index
from analysis.run.notebook import write_notebook

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe src=http://127.0.0.1:9/></iframe>",
    "<svg onload=alert(1)></svg>",
    "<link rel=stylesheet href=http://127.0.0.1:9/>",
]


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def links(self) -> list[str | None]:
        return [one["href"] for tag, one in self.elements if tag == "a"]


def notebook_of(*cells) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells))


def table_of(html: str) -> nbformat.NotebookNode:
    shown = nbformat.v4.new_output("execute_result", {"text/html": html})
    return nbformat.v4.new_code_cell("x", outputs=[shown])


def test_a_page_runs_nothing_and_asks_for_nothing_whatever_is_in_it(tmp_path):
    cells = [table_of(f"<table><tr><td>{one}</td></tr></table>") for one in PAYLOADS]
    write_html(
        notebook_of(*cells, nbformat.v4.new_markdown_cell("\n\n".join(PAYLOADS))),
        tmp_path / "p.html",
    )
    page = Page(tmp_path / "p.html")
    assert not {"script", "iframe", "svg", "link", "object"} & {tag for tag, _ in page.elements}
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert not (attributes.get("src") or "").startswith(("http", "//", "x"))
    assert sum(tag == "table" for tag, _ in page.elements) == len(PAYLOADS)
    [policy] = [
        one["content"]
        for _, one in page.elements
        if one.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'" and "script-src" not in rules
    assert not [rule for rule in rules.values() if "http" in rule or "*" in rule]


@pytest.mark.parametrize("name", ["p.html", "index.html"])
def test_pages_bring_the_font_for_their_chinese(name, tmp_path):
    write_html(notebook_of(nbformat.v4.new_markdown_cell("# 龘")), tmp_path / "html" / "p.html")
    write_notebook(
        notebook_of(nbformat.v4.new_markdown_cell("# 龘")), tmp_path / "notebooks" / "p.ipynb"
    )
    write_index(tmp_path, {}, lang="zh")
    text = next(tmp_path.rglob(name)).read_text(encoding="utf-8")
    content = re.search(r"ttf;base64,([^\"]+)", text)[1]
    assert ord("龘") in TTFont(io.BytesIO(base64.b64decode(content))).getBestCmap()
    assert text.count(EMBEDDED) > 1  # defined, and named


def test_the_policy_comes_before_anything_that_it_is_to_rule(tmp_path):
    write_html(notebook_of(nbformat.v4.new_markdown_cell("# 题")), tmp_path / "p.html")
    elements = Page(tmp_path / "p.html").elements
    head = [tag for tag, _ in elements].index("head")
    tag, attributes = elements[head + 1]
    assert (tag, attributes["http-equiv"]) == ("meta", "Content-Security-Policy")


def test_tables_and_pictures_are_in_the_page_and_the_notebook_stays_as_it_was(tmp_path):
    picture = nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo="})
    notebook = notebook_of(
        nbformat.v4.new_markdown_cell("# 政府工作报告"),
        table_of('<table><td style="text-align: right">8.8</td></table><script>1</script>'),
        nbformat.v4.new_code_cell("y", outputs=[picture]),
    )
    before = nbformat.writes(notebook)
    write_html(notebook, tmp_path / "02_keywords.html")
    page = Page(tmp_path / "02_keywords.html")
    [cell] = [one for tag, one in page.elements if tag == "td"]
    assert cell["style"].rstrip(";") == "text-align: right"
    [source] = [one["src"] for tag, one in page.elements if tag == "img"]
    assert source.startswith("data:image/png;base64,")
    assert "政府工作报告" in page.text and "8.8" in page.text
    assert "<title>02_keywords</title>" in (tmp_path / "02_keywords.html").read_text("utf-8")
    assert nbformat.writes(notebook) == before


def test_the_index_links_all_there_is_and_says_what_is_of_an_earlier_run(tmp_path):
    for path in (
        "html/a.html",
        "html/b.html",
        "pages/c.html",
        "figures/a-x.png",
        "figures/a-x.pdf",
    ):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()
    heading, none = nbformat.v4.new_markdown_cell("# 谁 & <b>"), nbformat.v4.new_code_cell("x")
    write_notebook(notebook_of(none, heading), tmp_path / "notebooks" / "a.ipynb")
    write_notebook(notebook_of(none), tmp_path / "notebooks" / "b.ipynb")
    write_index(tmp_path, {"a": "complete", "b": "earlier"})
    page = Page(tmp_path / "index.html")
    pages = {"html/a.html", "html/b.html", "pages/c.html"}
    assert set(page.links()) == pages | {"figures/a-x.pdf", "tables/", "run.json"}
    assert [one["src"] for tag, one in page.elements if tag == "img"] == ["figures/a-x.png"]
    lines = page.text.splitlines()
    assert "谁 & <b>" in lines  # the title of a notebook is text
    assert [line for line in lines if line.startswith("b ") and "earlier run" in line]
    assert page.text.count("earlier run") == 1


NOTES = ("complete", "earlier", "cannot answer", "incomplete")


def index_of(folder: Path, lang: str) -> Page:
    """The index of a page of each kind, and of one of which nothing is known."""
    (folder / "html").mkdir(exist_ok=True)
    for name in (*NOTES, "other"):
        (folder / "html" / f"{name}.html").touch()
        write_notebook(notebook_of(), folder / "notebooks" / f"{name}.ipynb")
    write_index(folder, {one: one for one in NOTES}, lang=lang)
    return Page(folder / "index.html")


def test_the_index_says_how_each_notebook_ended_in_its_language(tmp_path):
    english, chinese = (index_of(tmp_path, lang) for lang in ("en", "zh"))
    lines = [line for line in english.text.splitlines() if line.startswith(("complete", "other"))]
    assert lines == ["complete", "other (from an earlier run)"]
    for note, words in (("cannot answer", "cannot be"), ("incomplete", "stopped with an error")):
        assert any(one.startswith(f"{note} (") and words in one for one in english.text.split("\n"))
    for words in ("结果", "图", "表格见", "来自此前的运行", "无法回答", "不完整"):
        assert words in chinese.text
    assert not {"Results", "Figures", "earlier", "Tables"} & set(chinese.text.split())
    assert [page.elements[0] for page in (english, chinese)] == [
        ("html", {"lang": "en"}),
        ("html", {"lang": "zh"}),
    ]


def test_a_page_names_its_language(tmp_path):
    for lang in ("en", "zh"):
        write_html(
            notebook_of(nbformat.v4.new_markdown_cell("# 题")), tmp_path / "p.html", lang=lang
        )
        [html] = [one for tag, one in Page(tmp_path / "p.html").elements if tag == "html"]
        assert html["lang"] == lang


def test_a_page_is_the_same_whatever_was_written_before_it(tmp_path):
    picture = nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo="})
    first = notebook_of(nbformat.v4.new_markdown_cell("# 题"), table_of("<b>1</b>"))
    other = notebook_of(nbformat.v4.new_code_cell("print(1)", outputs=[picture]))
    other.metadata["language_info"] = {"name": "r"}
    write_html(first, tmp_path / "page.html")
    alone = (tmp_path / "page.html").read_bytes()
    write_html(other, tmp_path / "other.html", lang="zh")
    write_html(other, tmp_path / "other.html")
    write_html(first, tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == alone
