"""Every notebook ends on a corpus of any shape, and every sentence that it prints is whole."""

from itertools import product
from typing import Any

import pytest

from analysis.figures.style import Drawing
from analysis.findings import Reading
from analysis.run.folders import notebook_names
from corpus.collection import corpus_at
from corpus.errors import Refusal
from corpus.store.build import build_store
from tests.notebooks.shapes import FEWER, SHAPES, UNWHOLE, outcomes, write_corpus

NAMES, SHAPE_NAMES = notebook_names(), sorted(SHAPES)
TORTURE = pytest.mark.torture
# These have sentences or refusals of their own on a shape.
ALWAYS = {("panel", "05_policy_focus"), ("tiny", "12_two_reports"), ("council", "04_topics")}


def is_usual(shape: int, name: int) -> bool:
    """Whether a pair is tried by make test: each notebook on a shape, each shape by two or three.

    Besides, make test runs each notebook on the shipped report, and on two reports.
    """
    return (shape - name) % len(SHAPES) == 0


def pairs() -> list[Any]:
    """Every notebook on every shape; most pairs are for make torture alone."""
    usual = {
        (shape, name)
        for at, shape in enumerate(SHAPE_NAMES)
        for number, name in enumerate(NAMES)
        if is_usual(at, number)
    }
    return [
        pytest.param(*pair, id="-".join(pair), marks=() if pair in usual | ALWAYS else TORTURE)
        for pair in product(SHAPE_NAMES, NAMES)
    ]


@pytest.fixture(scope="module")
def shape(request, tmp_path_factory):
    folder = write_corpus(tmp_path_factory.mktemp(request.param), SHAPES[request.param]())
    build_store(corpus_at(folder))
    return request.param, folder


def test_every_notebook_and_every_shape_is_tried_by_make_test():
    usual = [one.values for one in pairs() if not one.marks]
    for at, every in enumerate((SHAPE_NAMES, NAMES)):
        tried = [one[at] for one in usual]
        assert set(tried) == set(every)


@pytest.mark.usefixtures("the_nation_is_counted_once")
@pytest.mark.parametrize(("shape", "name"), pairs(), indirect=["shape"])
def test_a_notebook_ends_and_its_sentences_are_whole(shape, name, monkeypatch, tmp_path, capsys):
    of, folder = shape
    lang = "zh" if (len(of) + len(name)) % 2 else "en"
    monkeypatch.setenv("GWR_CORPUS", str(folder))
    monkeypatch.setenv("GWR_OUT", str(tmp_path))
    monkeypatch.setattr("analysis.figures.style.FORMATS", ())  # figures are drawn, not written
    shown = outcomes(name, lang, **FEWER.get(name, {}))
    said = [one for one in shown if isinstance(one, Reading)]
    printed = [line for line in capsys.readouterr().out.splitlines() if line]
    assert said or isinstance(shown[-1], Refusal), "no reading"
    for text in [*map(str, said), *(printed if name != "11_figures" else [])]:
        assert not UNWHOLE.search(text), text

    figures = [text for text in map(str, said) if any(map(str.isdigit, text))]
    assert len(set(figures)) == len(figures), "a reading is printed twice"
    if of == "panel" and name in ("01_the_report", "02_keywords", "05_policy_focus"):
        assert sum(isinstance(one, Drawing) for one in shown) >= 1
    if of == "tiny" and name == "12_two_reports":
        assert isinstance(shown[-1], Refusal)
