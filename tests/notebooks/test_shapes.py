"""Every notebook ends on a corpus of any shape, and every sentence that it prints is whole."""

from functools import cache, wraps

import pytest

import analysis.across_reports
from analysis.figures.style import Drawing
from analysis.findings import Reading
from analysis.run.folders import notebook_names
from corpus.collection import corpus_at
from corpus.errors import Refusal
from corpus.store.build import build_store
from tests.notebooks.shapes import SHAPES, UNWHOLE, outcomes, write_corpus

NAMES = notebook_names()
# Repetitions are fewer than a paper needs: the sentences are the same.
FEWER = {
    "04_topics": {"grid": (4, 7)},
    "14_word_lists": {"bootstraps": 5, "dimensions": 30},
    "19_themes": {"bootstraps": 10},
}


# What is computed of the State Council's reports alone, whatever the corpus.
OF_NATION = ("area_trends", "rates_in_nation", "recipe_in_nation", "recounted", "word_rates")


def made_once(function):
    """The function, with tables that are made once; every caller has a copy of its own."""

    @cache
    def made(reference, args, options):
        return function(known[reference], *args, **dict(options))

    known = {}

    @wraps(function)
    def copied(reference, *args, **options):
        known[id(reference)] = reference
        words = tuple(tuple(one) if isinstance(one, list) else one for one in args)
        return made(id(reference), words, tuple(options.items())).copy()

    return copied


@pytest.fixture(scope="module", autouse=True)
def the_nation_is_counted_once():
    with pytest.MonkeyPatch.context() as patched:
        national = cache(analysis.across_reports.national_reference)
        patched.setattr(analysis.across_reports, "national_reference", national)
        for name in OF_NATION:
            function = getattr(analysis.across_reports, name)
            patched.setattr(analysis.across_reports, name, made_once(function))
        yield


@pytest.fixture(scope="module", params=sorted(SHAPES))
def shape(request, tmp_path_factory):
    folder = write_corpus(tmp_path_factory.mktemp(request.param), SHAPES[request.param]())
    build_store(corpus_at(folder))
    return request.param, folder


@pytest.mark.parametrize("name", NAMES)
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
