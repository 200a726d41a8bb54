"""Counts the State Council's reports in the ways in which others counted them.

    make recounts REPORTS=folder

The reports are files such as ``1954.txt``. Written is ``corpus/reference/national_recounts.csv``,
one row per report, way and term, with counts alone. It needs icu4py (the extra ``compare``), which
carries the library of word breaks that R's stringi and so quanteda use. Ways:

- ``icu``: words between ICU's word breaks; of a pair, which is written with a space, the words that
  follow each other;
- ``icu_stopped``: pairs that follow each other once punctuation and the suite's stop words are out;
- ``jieba``: words of jieba 0.42.1 without added terms;
- ``substring``: occurrences of the character string;
- ``tokens``: all tokens of jieba, punctuation included, and ``text`` and ``body``: Chinese
  characters in the whole text and in the body; all three of the term ``all``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pandas as pd
from icu4py.breakers import WordBreaker  # type: ignore[import-not-found]

from analysis.across_reports.published_counts import PUBLISHED, RECOUNTED_LIST, RECOUNTS, WHOLE
from analysis.dictionaries.word_list import published_list
from corpus.lexicon.lists import stop_words
from corpus.report import read_report
from corpus.words.segmentation import Segmenter

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SIGNS = re.compile(r"[\W_]+")


def counted(text: str, terms: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """The way, term and count of each term in a text; ways that cannot find a term are left out.

    Args:
        text: of a report.
        terms: words, and pairs of words with a space between them.
    """
    words = list(WordBreaker(text, "zh_CN"))
    stopped = stop_words()
    kept = [one for one in words if one not in stopped and not _SIGNS.fullmatch(one)]
    tokens = [one.term for one in Segmenter().tokens(text)]
    single, pairs = Counter(words), Counter(pairwise(words))
    without, jieba = Counter(pairwise(kept)), Counter(tokens)
    for term in terms:
        parts, whole = term.split(" "), term.replace(" ", "")
        if len(parts) == 1:
            yield "icu", term, single[term]
        else:
            pair = (parts[0], parts[1])
            yield "icu", term, pairs[pair]
            if stopped.isdisjoint(pair):
                yield "icu_stopped", term, without[pair]
        yield "jieba", term, jieba[whole]
        yield "substring", term, text.count(whole)
    yield "tokens", WHOLE, len(tokens)


def count_folder(reports: Path) -> pd.DataFrame:
    """The counts of a folder of reports that are named by year.

    Args:
        reports: the folder.

    Returns:
        One row per report, way and term: report_year, way, term, n.
    """
    published = pd.read_csv(PUBLISHED)
    listed = published_list(RECOUNTED_LIST)
    terms = [*dict.fromkeys([*published["term"], *listed])]
    rows = []
    for path in sorted(one for one in reports.glob("*.txt") if one.stem.isdigit()):
        report = read_report(path)
        text = report.source.text
        start, end = report.body
        found = list(counted(text, [one for one in terms if one != WHOLE]))
        found += [
            (way, WHOLE, len(_HAN.findall(one)))
            for way, one in (("text", text), ("body", text[start:end]))
        ]
        rows += [(int(path.stem), *one) for one in found]
    return pd.DataFrame(rows, columns=["report_year", "way", "term", "n"])


if __name__ == "__main__":
    count_folder(Path(sys.argv[1])).to_csv(RECOUNTS, index=False, lineterminator="\n")
