"""Policy areas of sentences: which one each is mainly about, and the words that say so."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, cast

import numpy as np
import pandas as pd

from corpus.arrays import Floats
from corpus.lexicon.lists import FOLDER, policy_areas
from corpus.schema import PATH_SEPARATOR, check_columns
from corpus.words.suite import segmenter, term_matcher

NONE = 99
WEIGHTS = FOLDER / "area_weights.csv"
# How much each kind of evidence counts: the sentence itself, the heading above it, and the end of
# the sentence before it; of the terms of the lexicon, and of the weights of all words. Chosen by
# cross-validation on the labelled sentences that are not held out.
TERMS = (1.0, 0.5, 0.4)
WORDS = (1.0, 0.3, 0.3)
PRIOR_OF_NONE = 0.05
_BEFORE = 80  # characters of the sentence before
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
# Formulas that are about nothing, whatever they name.
_FORMULA = re.compile(
    r"^\W*(?:各位|同志们|谢谢)[^，。]{0,12}[：:！!。]?\W*$|现在，?我(?:代表|向)|请予?(?:大会)?审[议查]"
    r"|(?:致以|表示)(?:衷心|诚挚|崇高|亲切|最)[^。]*(?:感谢|敬意|问候)"
)


class Model(NamedTuple):
    """The weights of words: a softmax of the tf-idf of a sentence's words.

    Attributes:
        features: words, and ``@`` with a code for a term of that area, by their row.
        idf: of each.
        weights: shape ``(features, areas)``.
        bias: of each area.
        areas: codes, by their column.
    """

    features: dict[str, int]
    idf: Floats
    weights: Floats
    bias: Floats
    areas: tuple[int, ...]


def code_sentences(sentences: pd.DataFrame) -> pd.DataFrame:
    """The policy area that each sentence is mainly about.

    Two kinds of evidence are added up. The terms of the lexicon that stand in the sentence, in the
    heading above it and in the end of the sentence before it, each weighted by its length: the
    share of an area in them. And the words of the same three, by weights that were learnt from
    sentences read and labelled (``make areas``): the probability of an area by a multinomial
    logistic regression of their tf-idf. The area with the largest sum is the code. It is 99 where
    nothing speaks for an area, and in salutations, thanks and other formulas.

    Args:
        sentences: with the column sentence, and where they are known, previous (the sentence
            before) and heading (the headings above, the nearest last, `` > `` between).

    Returns:
        A row a sentence, with its index: code, score (the code's share of all that was added up,
        between 0 and 1: no probability), evidence (the terms and words that speak for the code
        most, the strongest first, with where they stand if not in the sentence).

    Raises:
        ValueError: where there is no column sentence, or one is missing.
    """
    check_columns(sentences, ["sentence"])
    if sentences["sentence"].isna().any():
        raise ValueError(f"column sentence has {sentences['sentence'].isna().sum()} missing values")
    texts = [_column(sentences, name) for name in ("sentence", "heading", "previous")]
    texts[1] = [one.split(PATH_SEPARATOR)[-1] for one in texts[1]]
    texts[2] = [one[-_BEFORE:] for one in texts[2]]
    codes = [_code(*three) for three in zip(*texts, strict=True)]
    return pd.DataFrame(codes, columns=["code", "score", "evidence"], index=sentences.index)


def _column(sentences: pd.DataFrame, name: str) -> list[str]:
    if name not in sentences:
        return [""] * len(sentences)
    return [one if isinstance(one, str) else "" for one in sentences[name]]


def _code(sentence: str, heading: str, before: str) -> tuple[int, float, str]:
    model = area_model()
    if _FORMULA.search(sentence) or not _WORD.search(sentence):
        return NONE, 1.0, ""
    total = np.zeros(len(model.areas))
    total[model.areas.index(NONE)] += PRIOR_OF_NONE
    evidence: list[tuple[str, str, Floats]] = []
    places = zip(
        (sentence, heading, before), TERMS, WORDS, ("", "heading: ", "before: "), strict=True
    )
    for text, of_terms, of_words, place in places:
        if text:
            shares = _term_shares(text)
            for term, share in shares:
                total += of_terms * share
                evidence.append((place + term, term, of_terms * share))
            total += of_words * word_probabilities(text)
            evidence += [
                (place + word, word, 0.2 * of_words * weight)
                for word, weight in _word_weights(text)
            ]
    best = int(total.argmax())
    return model.areas[best], float(total[best] / total.sum()), _strongest(evidence, best)


def _strongest(evidence: Sequence[tuple[str, str, Floats]], area: int) -> str:
    speaking = sorted(
        ((share[area], shown) for shown, _, share in evidence if share[area] > 0.02),
        key=lambda one: (-one[0], one[1]),
    )
    return "; ".join(dict.fromkeys(shown for _, shown in speaking[:6]))


def _term_shares(text: str) -> list[tuple[str, Floats]]:
    """The terms with an area, each with its part in their whole length at its area's place."""
    areas = area_model().areas
    found = [one for one in term_matcher().mentions(text) if one.area is not None]
    length = sum(len(one.term) for one in found)
    shares = []
    for one in found:
        share = np.zeros(len(areas))
        share[areas.index(cast(int, one.area))] = len(one.term) / length
        shares.append((one.term, share))
    return shares


def features(text: str) -> list[str]:
    """What the model sees of a text: its words, and ``@`` with the code of each policy term."""
    words = [word for word in segmenter().cut(text) if _WORD.search(word)]
    return words + [f"@{one.area}" for one in term_matcher().mentions(text) if one.area is not None]


def _tf_idf(text: str) -> tuple[list[int], Floats]:
    """Rows of the model and the values of a text there, of Euclidean length 1."""
    model = area_model()
    known = [model.features[one] for one in features(text) if one in model.features]
    rows, n = np.unique(np.array(known, dtype=np.int64), return_counts=True)
    values = (1 + np.log(n)) * model.idf[rows]
    length = np.sqrt((values**2).sum())
    return rows.tolist(), values / length if length else values


def word_probabilities(text: str) -> Floats:
    """The probability of each area by the words of a text, in the order of the model's areas."""
    model = area_model()
    rows, values = _tf_idf(text)
    z = values @ model.weights[rows] + model.bias
    raised = np.exp(z - z.max())
    return np.asarray(raised / raised.sum())


def _word_weights(text: str) -> list[tuple[str, Floats]]:
    model = area_model()
    names = {row: name for name, row in model.features.items()} if text else {}
    rows, values = _tf_idf(text)
    return [
        (names[row], value * model.weights[row])
        for row, value in zip(rows, values, strict=True)
        if not names[row].startswith("@") and len(names[row]) > 1
    ]


@cache
def area_model() -> Model:
    """The weights of ``area_weights.csv``."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    areas = tuple(int(code) for code in header[2:])
    if set(map(str, areas)) != set(policy_areas()):
        raise ValueError(f"{WEIGHTS.name} has other areas than policy_areas.csv; run make areas")
    values = np.array([[float(cell) for cell in row[1:]] for row in rows])
    return Model(
        {row[0]: place for place, row in enumerate(rows[1:])},
        values[1:, 0],
        values[1:, 1:],
        values[0, 1:],
        areas,
    )
