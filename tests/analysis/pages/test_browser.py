"""What a reader sees, in a real browser: pages without requests or errors, and JupyterLab."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from analysis.fonts.coverage import FONT_FILE
from analysis.pages.explorer import write_explorer
from analysis.pages.topics import write_topic_page
from analysis.run.folders import NOTEBOOKS
from analysis.run.html import write_html as _write_html
from analysis.run.notebook import read_notebook
from analysis.topics.model import TopicFit
from corpus.collection import PROJECT, corpus_at
from corpus.store.build import build_store

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
REPORT = PROJECT / "corpus" / "reports" / "shahekou-2018.txt"
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is not installed; apt-get install chromium runs these tests"
)
PATIENCE = 240_000  # milliseconds; a guard, not a measure

# Reports and names that would do something, if anything let them.
PAYLOADS = [
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    "<svg onload=window.hacked=1>",
    "javascript:window.hacked=1",
    "<iframe src=http://127.0.0.1:9/>",
    '"><body onload=window.hacked=1>',
    "{{constructor.constructor('window.hacked=1')()}}",
]


@pytest.fixture(scope="module")
def font_only(tmp_path_factory) -> Path:
    """A fontconfig that knows the project's own font and no other."""
    folder = tmp_path_factory.mktemp("fonts")
    path = folder / "fonts.conf"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{FONT_FILE.parent}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def browser(font_only) -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox"],
            env={**os.environ, "FONTCONFIG_FILE": str(font_only)},
        )
        yield opened
        opened.close()


class Watched:
    """A page that remembers what it asked for, and what went wrong in it."""

    def __init__(self, browser: Any) -> None:
        self.page = browser.new_page(viewport={"width": 1400, "height": 900})
        self.page.set_default_timeout(PATIENCE)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda one: self.requests.append(one.url))
        self.page.on("pageerror", lambda one: self.errors.append(str(one)))
        self.page.on("console", self._console)

    def _console(self, message: Any) -> None:
        # That a policy kept something from running is what it is there for.
        if message.type == "error" and "Content Security Policy" not in message.text:
            self.errors.append(message.text)

    def open(self, path: Path) -> Any:
        self.page.goto(path.as_uri())
        return self.page

    def asked(self) -> list[str]:
        """Addresses beyond the file itself and what is within it."""
        return [url for url in self.requests[1:] if not url.startswith(("data:", "blob:"))]


@pytest.fixture
def watched(browser) -> Iterator[Watched]:
    found = Watched(browser)
    yield found
    found.page.close()


DRAWN = """(text) => {
  const draw = (text) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 64;
    const pen = canvas.getContext("2d");
    pen.font = "48px " + getComputedStyle(document.body).fontFamily;
    pen.fillText(text, 4, 52);
    return Array.from(pen.getImageData(0, 0, 64, 64).data).join();
  };
  const box = draw("\\u{10FFFD}"), blank = draw(" ");
  return Array.from(text).every((one) => draw(one) !== box && draw(one) !== blank);
}"""


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory) -> Any:
    """The district report, and one generated from it with hostile names and text."""
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copy(REPORT, folder)
    text = (
        REPORT.read_text(encoding="utf-8").replace("2018年", "2020年").replace("2017年", "2019年")
    )
    lines = text.replace("沙河口区", "西岗区").splitlines()
    lines[10] += "".join(PAYLOADS)
    (folder / "other.txt").write_text("\n".join(lines), encoding="utf-8")
    found = corpus_at(folder)
    build_store(found)
    return found


def test_the_explorer_is_clicked_through(watched, two_reports, tmp_path):
    page = watched.open(write_explorer(two_reports, tmp_path / "x.html"))
    page.click('.term[data-term="营商环境"] >> nth=0')
    lines = page.locator("aside .line")
    assert page.inner_text("#chosen") == "营商环境"
    assert lines.count() == page.locator('.term[data-term="营商环境"]').count() > 1
    assert page.locator("aside svg line").count() > 50
    for view in ("terms", "areas", "quantities"):
        page.click(f'[data-view="{view}"]')
        assert page.locator("article table tbody tr").count() > 5
    page.select_option("#right", "1")
    assert page.locator("article").count() == 2
    page.click("#language")
    assert page.inner_text("header h1") == "报告浏览器"
    page.click('[data-view="text"]')
    page.check("#show-areas")
    assert page.locator(".code").count() > 20
    page.uncheck("#show-terms")
    assert page.locator("article .term").count() == 0
    assert page.evaluate(DRAWN, "沙河口区政府工作报告")
    assert (watched.asked(), watched.errors) == ([], [])


@pytest.mark.parametrize(
    ("lang", "head"), [pytest.param("en", "minus", marks=pytest.mark.torture), ("zh", "减")]
)
def test_two_reports_are_side_by_side_at_once_with_their_differences(
    watched, two_reports, tmp_path, lang, head
):
    path = write_explorer(
        two_reports, tmp_path / "x.html", reports=["shahekou-2018", "other"], lang=lang
    )
    page = watched.open(path)
    assert page.locator("article").count() == 2
    assert head in page.inner_text("aside h3")
    assert page.locator("aside tbody tr").count() > 5
    for view, digits in (("areas", 1), ("terms", 2)):
        page.click(f'[data-view="{view}"]')
        rows = [row.split("\t") for row in page.locator(".pair tbody tr").all_inner_texts()]
        values = [[float(one.replace("−", "-")) for one in row[-4:-1]] for row in rows]
        assert len(values) > 5
        for own, other, difference in values:
            assert difference == pytest.approx(own - other, abs=1.6 * 10**-digits)
        shown = [difference for *_, difference in values]
        assert shown == sorted(shown, reverse=True)
        assert any("…" in row[-1] for row in rows)
    page.select_option("#left", "1")
    page.select_option("#right", "0")
    rows = [row.split("\t") for row in page.locator(".pair tbody tr").all_inner_texts()]
    turned = [float(row[-2].replace("−", "-")) for row in rows]
    assert sorted(turned) == sorted(-one for one in shown)
    page.click('.pair [data-term="营商环境"]')
    assert page.inner_text("#chosen") == "营商环境"
    page.select_option("#right", "1")  # the same report twice is one
    assert page.locator("article").count() == 1 and page.locator(".pair").count() == 0
    assert (watched.asked(), watched.errors) == ([], [])


def test_hostile_text_is_text_in_the_explorer(watched, two_reports, tmp_path):
    page = watched.open(write_explorer(two_reports, tmp_path / "x.html", reports=["other"]))
    shown = page.inner_text("article")
    assert all(payload.split("(")[0][:12] in shown for payload in PAYLOADS)
    assert page.evaluate("window.hacked") is None
    assert (watched.asked(), watched.errors) == ([], [])


def test_the_topic_page_is_clicked_through(watched, tmp_path):
    terms = pd.DataFrame(
        {
            "topic": [1, 1, 2, 2],
            "term": ["企业", PAYLOADS[1], "学校", "教师"],
            "probability": [0.7, 0.3, 0.6, 0.4],
        }
    )
    shares = pd.DataFrame(
        {"unit": ["a", "a", "b", "b"], "topic": [1, 2, 1, 2], "share": [0.9, 0.1, 0.2, 0.8]}
    )
    stability = pd.DataFrame(
        {"topic": [1, 2], "value": [0.9, 0.4], "stable": [True, False], "seeded": ""}
    )
    counts = pd.DataFrame({"unit": list("aabb"), "term": terms["term"], "n": [5, 5, 5, 5]})
    path = write_topic_page(
        TopicFit(terms, shares, stability, terms, 2, 2, 4, "nmf", 1),
        counts,
        pd.DataFrame({"unit": ["a", "b"], "text": [PAYLOADS[0], "办好学校"]}),
        tmp_path / "t.html",
        title="主题",
    )
    page = watched.open(path)
    page.click('[data-topic="2"]')
    assert page.locator(".term").all_inner_texts()[:2] == ["学校", "教师"]
    page.fill("#relevance", "0")
    assert page.inner_text("output") == "λ = 0.00"
    page.click("summary >> nth=0")
    assert page.inner_text("details[open] p") == "办好学校"
    assert page.evaluate("window.hacked") is None
    assert (watched.asked(), watched.errors) == ([], [])


def test_the_html_of_a_notebook_asks_for_nothing(watched, tmp_path):
    path = tmp_path / "02.html"
    _write_html(read_notebook(NOTEBOOKS / "02_keywords.ipynb"), path)
    page = watched.open(path)
    assert page.locator("table").count() > 1 and page.locator("img").count() > 1
    widths = page.evaluate("Array.from(document.images).map((one) => one.naturalWidth)")
    assert min(widths) > 100
    assert page.evaluate(DRAWN, "词频")
    assert (watched.asked(), watched.errors) == ([], [])


def test_hostile_outputs_of_a_notebook_stay_text(watched, tmp_path):
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(
                "x",
                outputs=[
                    nbformat.v4.new_output(
                        "execute_result",
                        {"text/html": f"<table><tr><td>{payload}</td></tr></table>"},
                    )
                    for payload in PAYLOADS
                ],
            )
        ]
    )
    path = tmp_path / "x.html"
    _write_html(notebook, path)
    page = watched.open(path)
    assert page.evaluate("window.hacked") is None
    assert (watched.asked(), watched.errors) == ([], [])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def lab(tmp_path, font_only) -> Iterator[tuple[str, Path]]:
    """JupyterLab on loopback, on a copy of one notebook: its address, and the folder."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    shutil.copy(NOTEBOOKS / "01_the_report.ipynb", folder)
    port, out = free_port(), tmp_path / "log"
    home = {
        name: str(tmp_path / name)
        for name in (
            "HOME",
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTER_RUNTIME_DIR",
            "IPYTHONDIR",
            "GWR_OUT",
        )
    }
    with out.open("wb") as log:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "jupyterlab",
                "--no-browser",
                "--allow-root",
                f"--ServerApp.port={port}",
                "--ServerApp.ip=127.0.0.1",
                "--IdentityProvider.token=t",
                f"--ServerApp.root_dir={folder}",
                "--LabApp.expose_app_in_browser=True",
                "--LabApp.extensions_in_dev_mode=False",
            ],
            stdout=log,
            stderr=log,
            env={**os.environ, **home, "FONTCONFIG_FILE": str(font_only)},
        )
        try:
            yield f"http://127.0.0.1:{port}/lab/tree/01_the_report.ipynb?token=t", folder
        finally:
            server.terminate()
            server.wait(30)


READY = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  return panel?.sessionContext?.session?.kernel?.status === "idle";
}"""
# Every code cell has its number, and the kernel has nothing left to do.
RUN = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const cells = Array.from(panel?.content?.model?.cells ?? []).filter((one) => one.type === "code");
  return cells.length > 0 && cells.every((one) => one.executionCount > 0)
    && panel.sessionContext.session?.kernel?.status === "idle";
}"""


def test_a_notebook_runs_in_jupyterlab(watched, lab):
    address, folder = lab
    page = watched.page
    for _ in range(240):
        try:
            page.goto(address)
            break
        except Exception:
            time.sleep(0.5)
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.wait_for_function("() => window.jupyterapp !== undefined")
    page.evaluate("async () => { await window.jupyterapp.restored; }")
    page.wait_for_function(READY)
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(RUN)
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    saved = folder / "01_the_report.ipynb"
    for _ in range(60):
        notebook = nbformat.read(saved, 4)
        if all(cell.get("execution_count", 1) for cell in notebook.cells):
            break
        time.sleep(0.5)
    outputs = [one for cell in notebook.cells if cell.cell_type == "code" for one in cell.outputs]
    assert outputs and not [one for one in outputs if one.output_type == "error"]
    assert page.locator(".jp-OutputArea-output img").count() >= 1
    assert page.evaluate(DRAWN, "政府工作报告")
