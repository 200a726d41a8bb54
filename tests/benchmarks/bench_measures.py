"""Times the measures beside attention: pressure, tone, instruments and the index of a list.

Run it as ``make bench REPORTS=folder``. Beside tone stands what it is usually done with:
scikit-learn's CountVectorizer with a list as its vocabulary, on the words already segmented.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sklearn.feature_extraction.text import CountVectorizer

from analysis.dictionaries import list_index, published_list
from analysis.instruments import instrument_panel
from analysis.targets import COMPARED_INDICATORS, pressure_panel
from analysis.tone import tone_panel
from analysis.tone.word_lists import tone_words
from corpus.collection import Corpus, corpus_at
from corpus.store.build import build_store
from corpus.store.tables import read_table
from tests.benchmarks.corpora import documents

PATTERN = r"\d{6}-202[56]|深圳市-\d{4}|shahekou-2018"


def counted_by_vectorizer(corpus: Corpus) -> object:
    """The words of a list in each report, as scikit-learn counts them."""
    tokens = read_table(corpus, "tokens")
    texts = tokens.groupby("report_id")["term"].agg("\n".join)
    known = sorted(set(tone_words().positive) | set(tone_words().negative))
    return CountVectorizer(vocabulary=known, analyzer=str.splitlines).transform(texts)


def timed(name: str, work: Callable[[], object], reports: int) -> None:
    """Prints the CPU seconds of some work, for each report."""
    start = time.process_time()
    work()
    spent = time.process_time() - start
    print(f"| {name} | {spent:.2f} | {1000 * spent / reports:.1f} |", flush=True)


def main(folder: Path) -> None:
    with TemporaryDirectory() as place:
        for one in documents(folder, PATTERN):
            shutil.copy(one, place)
        corpus = corpus_at(Path(place))
        build_store(corpus)
        n = len(read_table(corpus, "reports"))
        print(f"{n} reports\n\n| measure | CPU s | ms per report |\n|---|---|---|")
        indicators = list(COMPARED_INDICATORS)
        environment = published_list("environment_chen_chen_2018")
        timed("pressure, GDP", lambda: pressure_panel(corpus), n)
        timed("pressure, 15 indicators", lambda: pressure_panel(corpus, indicator=indicators), n)
        timed("tone, with intervals", lambda: tone_panel(corpus), n)
        timed("two word lists by CountVectorizer", lambda: counted_by_vectorizer(corpus), n)
        timed("instruments and directives", lambda: instrument_panel(corpus), n)
        timed("index of a list", lambda: list_index(corpus, terms=environment), n)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
