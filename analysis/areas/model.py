"""The model of the area coder: what it reads of a sentence, and its weights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.sparse import csr_matrix

from corpus.arrays import Floats
from corpus.lexicon.lists import FOLDER, policy_areas
from corpus.schema import PATH_SEPARATOR
from corpus.text.normalization import code_points
from corpus.text.normalization import normalize as normalize_text
from corpus.words.default_segmenter import segmenter, term_matcher

KINDS = ("word", "heading", "before", "pair")

WEIGHTS = FOLDER / "area_weights.csv"
# The weight of each kind of feature, before the vectors of a sentence are joined: its words with
# those of the heading above it, the words of that heading alone, the words of the end of the
# sentence before it, and the pairs of characters in the sentence. Chosen by cross-validation over
# reports on the labelled sentences that are not held out.
HEADING_AMONG_WORDS, HEADING, BEFORE, PAIRS = 0.3, 0.4, 0.3, 1.0
_BEFORE = 80  # characters taken from the end of the sentence before
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


class AreaModel(NamedTuple):
    """The coder: a linear classifier (one support vector machine per area) on TF-IDF weights.

    Attributes:
        rows: the row of each feature, by kind (``word``, ``heading``, ``before``, ``pair``).
        idf: the inverse document frequency of each feature.
        weights: the coefficients, shape ``(features, areas)``.
        bias: the intercept of each area.
        scale: the factor that turns decision values into logarithms of probabilities.
        areas: the codes, in the order of the columns.
    """

    rows: dict[str, dict[str, int]]
    idf: Floats
    weights: Floats
    bias: Floats
    scale: float
    areas: tuple[int, ...]


class Texts(NamedTuple):
    """Sentences, the nearest heading above each, and the end of the sentence before each."""

    sentences: list[str]
    headings: list[str]
    before: list[str]


def texts_of(sentences: pd.DataFrame) -> Texts:
    """What the coder reads of each sentence.

    Args:
        sentences: as for ``code_sentences``.
    """
    texts = [_column(sentences, name) for name in ("sentence", "heading", "previous")]
    headings = [one.split(PATH_SEPARATOR)[-1] for one in texts[1]]
    return Texts(texts[0], headings, [one[-_BEFORE:] for one in texts[2]])


def _column(sentences: pd.DataFrame, name: str) -> list[str]:
    if name not in sentences:
        return [""] * len(sentences)
    return [one if isinstance(one, str) else "" for one in sentences[name]]


def probabilities(decisions: Floats, scale: float) -> Floats:
    """Probabilities from decision values, shape ``(sentences, areas)``; see ``code_sentences``."""
    raised = np.exp(scale * (decisions - decisions.max(axis=1, keepdims=True)))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def features(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text, and ``@`` with the area code of each of its policy terms."""
    # All texts at once, one a line, since no word and no term extends over a line end.
    joined = normalize_text("\n".join(" ".join(one.splitlines()) for one in texts)).text
    words = segmenter().cut(joined)
    ends = np.cumsum([len(word) for word in words], dtype=np.int64)
    matcher = term_matcher()
    found = matcher.spans(joined, ends).mentions
    breaks = np.flatnonzero(code_points(joined) == ord("\n"))
    lists: list[list[str]] = [[] for _ in texts]
    lines = np.searchsorted(breaks, ends - 1).tolist()
    for word, line in zip(words, lines, strict=True):
        if _WORD.search(word):
            lists[line].append(word)
    areas = matcher.areas.take(pa.array(found.number)).to_pylist()
    for area, line in zip(areas, np.searchsorted(breaks, found.start).tolist(), strict=True):
        if area is not None:
            lists[line].append(f"@{area}")
    return lists


def pairs(text: str) -> list[str]:
    """The pairs of Chinese characters that stand next to each other in a text."""
    return [run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1)]


def sentence_vectors(texts: Texts, rows: Mapping[str, Mapping[str, int]], idf: Floats) -> Any:
    """The vectors of sentences, a sparse matrix of shape ``(sentences, features)``.

    Args:
        texts: the sentences.
        rows: the place of each feature, by kind.
        idf: the inverse document frequency of each feature.
    """
    words, above, before = (features(column) for column in texts)
    counted = [pairs(one) for one in texts.sentences]
    return (
        tf_idf_vectors(words, rows["word"], idf)
        + HEADING_AMONG_WORDS * tf_idf_vectors(above, rows["word"], idf)
        + HEADING * tf_idf_vectors(above, rows["heading"], idf)
        + BEFORE * tf_idf_vectors(before, rows["before"], idf)
        + PAIRS * tf_idf_vectors(counted, rows["pair"], idf)
    )


def tf_idf_vectors(documents: Sequence[Sequence[str]], rows: Mapping[str, int], idf: Floats) -> Any:
    """TF-IDF weights of one kind of feature, each row of Euclidean length 1 or 0."""
    counted = [Counter(one for one in document if one in rows) for document in documents]
    until = np.cumsum([0, *map(len, counted)])
    places = np.array([rows[one] for n in counted for one in n], dtype=np.int64)
    n = np.array([k for one in counted for k in one.values()], dtype=float)
    values = (1 + np.log(n)) * idf[places]
    table = csr_matrix((values, places, until), shape=(len(documents), len(idf)))
    from sklearn.preprocessing import normalize  # which takes longer than to read codes there are

    return normalize(table, copy=False)


@cache
def area_model() -> AreaModel:
    """The coder, read from ``area_weights.csv``; weights there are in hundredths."""
    lines = pd.read_csv(WEIGHTS, dtype={"kind": str, "feature": str}, keep_default_na=False)
    areas = tuple(int(code) for code in lines.columns[3:])
    if set(map(str, areas)) != set(policy_areas()):
        raise ValueError(f"{WEIGHTS.name}: areas differ from policy_areas.csv; run make areas")
    bias, others = lines.iloc[0], lines.iloc[1:]  # the bias has the scale in the place of idf
    rows: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    for place, (kind, feature) in enumerate(zip(others["kind"], others["feature"], strict=True)):
        rows[kind][feature] = place
    values = others.iloc[:, 2:].to_numpy(dtype=float)
    own = bias.iloc[3:].to_numpy(dtype=float) / 100
    return AreaModel(rows, values[:, 0], values[:, 1:] / 100, own, float(bias["idf"]), areas)
