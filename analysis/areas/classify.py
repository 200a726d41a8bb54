"""Policy areas of sentences: the main area of each, and the words that indicate it."""

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
# The weights of the sentence itself, of the heading above it and of the end of the sentence before
# it: first for terms of the lexicon, then for the word model. Chosen by cross-validation on the
# labelled sentences that are not held out.
TERMS = (1.0, 0.5, 0.4)
WORDS = (1.0, 0.3, 0.3)
PRIOR_OF_NONE = 0.05
_BEFORE = 80  # characters taken from the end of the sentence before
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
# Formulas without policy content, whatever words they contain.
_FORMULA = re.compile(
    r"^\W*(?:各位|同志们|谢谢)[^，。]{0,12}[：:！!。]?\W*$|现在，?我(?:代表|向)|请予?(?:大会)?审[议查]"
    r"|(?:致以|表示)(?:衷心|诚挚|崇高|亲切|最)[^。]*(?:感谢|敬意|问候)"
)


class Model(NamedTuple):
    """The word model: a multinomial logistic regression on the TF-IDF weights of words.

    Attributes:
        features: the row of each word, and of ``@`` with a code for the terms of that area.
        idf: the inverse document frequency of each feature.
        weights: the coefficients, shape ``(features, areas)``.
        bias: the intercept of each area.
        areas: the codes, in the order of the columns.
    """

    features: dict[str, int]
    idf: Floats
    weights: Floats
    bias: Floats
    areas: tuple[int, ...]


def code_sentences(sentences: pd.DataFrame) -> pd.DataFrame:
    """The policy area that each sentence is mainly about.

    Each area gets a score from two kinds of evidence, both taken from the sentence, from the
    heading above it and from the end of the sentence before it. The first is the share of the area
    in the terms of the lexicon, by length. The second is the probability of the area by a
    multinomial logistic regression on the TF-IDF weights of all words, fitted to labelled
    sentences (``make areas``). The code is the area with the highest score. It is 99 where there
    is no evidence for any area, and for salutations, thanks and other formulas. The labels were
    assigned by machine, not by human coders: hand-code a sample (``gwr sample``) before reporting
    differences.

    Args:
        sentences: one row per sentence: the column sentence and, where known, previous (the
            sentence before it) and heading (the headings above it, the nearest last, separated by
            `` > ``).

    Returns:
        One row per sentence, with its index: code, score (the code's share of the scores of all
        areas, between 0 and 1; not a probability), evidence (the terms and words with the most
        weight for the code, the strongest first; ``heading:`` and ``before:`` mark those outside
        the sentence).

    Raises:
        ValueError: if the column sentence is absent or has missing values.

    Example:
        >>> import pandas as pd
        >>> from analysis.areas import code_sentences
        >>> texts = ["新建幼儿园5所。", "持续优化营商环境。", "各位代表！"]
        >>> coded = code_sentences(pd.DataFrame({"sentence": texts}))
        >>> coded["code"].tolist()  # education; banking, finance and domestic commerce; none
        [6, 15, 99]
        >>> coded["evidence"].tolist()
        ['幼儿园', '营商环境; 优化', '']
    """
    check_columns(sentences, ["sentence"])
    if sentences["sentence"].isna().any():
        n = sentences["sentence"].isna().sum()
        raise ValueError(f"column sentence has missing values ({n}); remove these rows")
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
    """The terms with an area, each with its share of their total length in its area's column."""
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
    """The features of a text: its words, and ``@`` with the area code of each policy term."""
    words = [word for word in segmenter().cut(text) if _WORD.search(word)]
    return words + [f"@{one.area}" for one in term_matcher().mentions(text) if one.area is not None]


def _tf_idf(text: str) -> tuple[list[int], Floats]:
    """The rows of the model that a text has, and their weights, of Euclidean length 1."""
    model = area_model()
    known = [model.features[one] for one in features(text) if one in model.features]
    rows, n = np.unique(np.array(known, dtype=np.int64), return_counts=True)
    values = (1 + np.log(n)) * model.idf[rows]
    length = np.sqrt((values**2).sum())
    return rows.tolist(), values / length if length else values


def word_probabilities(text: str) -> Floats:
    """The probability of each area given the words of a text, in the order of the model's areas."""
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
    """The word model, read from ``area_weights.csv``."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    areas = tuple(int(code) for code in header[2:])
    if set(map(str, areas)) != set(policy_areas()):
        raise ValueError(f"{WEIGHTS.name}: areas differ from policy_areas.csv; run make areas")
    values = np.array([[float(cell) for cell in row[1:]] for row in rows])
    return Model(
        {row[0]: place for place, row in enumerate(rows[1:])},
        values[1:, 0],
        values[1:, 1:],
        values[0, 1:],
        areas,
    )
