"""Policy areas of sentences: the main area of each, and the words that indicate it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.areas.model import (
    AreaModel,
    Texts,
    area_model,
    pairs,
    probabilities,
    sentence_vectors,
    texts_of,
)
from corpus.lexicon.lists import term_areas
from corpus.schema import check_columns
from corpus.words.default_segmenter import segmenter

NONE = 99
# A code is sure from this probability on; README.md of the package says how many are right there.
SURE = 0.55
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
# Formulas without policy content, whatever words they contain. Of expressions that repeat before
# the thanks, the last counts: looking on from each takes quadratic time.
_EXPRESSES = r"(?:致以|表示)(?:衷心|诚挚|崇高|亲切|最)"
_FORMULA = re.compile(
    r"^\W*(?:各位|同志们|谢谢)[^，。]{0,12}[：:！!。]?\W*$|现在，?我(?:代表|向)|请予?(?:大会)?审[议查]"
    rf"|{_EXPRESSES}(?:(?!{_EXPRESSES})[^。])*(?:感谢|敬意|问候)"
)
_LEAST = 0.02  # the weight from which a word is evidence
_BATCH = 2_000  # sentences coded at once


def code_sentences(sentences: pd.DataFrame, *, evidence: bool = True) -> pd.DataFrame:
    """The policy area that each sentence is mainly about.

    A linear classifier decides from the words of the sentence, with ``@`` and the area code for
    each policy term, its pairs of Chinese characters, the nearest heading above it and the end of
    the sentence before it. Each kind of feature has TF-IDF weights, ``(1 + ln n) × idf``, scaled
    to Euclidean length 1. The probability of an area is ``exp(s f) / Σ exp(s f)``, where f are the
    decision values and s was fitted to the labels by cross-validation (temperature scaling: Guo
    and others 2017). The code is the area with the highest probability, and 99 for salutations,
    thanks and other formulas. The labels were assigned by machine under written rules, not by
    human coders: hand-code a sample (``gwr sample``) before reporting differences.

    Args:
        sentences: one row per sentence: the column sentence and, where known, previous (the
            sentence before it) and heading (the headings above it, the nearest last, separated by
            `` > ``).
        evidence: False leaves out the column evidence, which takes half of the time.

    Returns:
        One row per sentence, with its index: code, score (the probability of the code), sure
        (whether it is 0.55 or more), evidence (the terms and words with the most weight for the
        code, the strongest first; ``heading:`` and ``before:`` mark those outside the sentence).

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
    texts = texts_of(sentences)
    batches = range(0, len(sentences), _BATCH)
    coded = [_coded(Texts(*(one[at : at + _BATCH] for one in texts)), evidence) for at in batches]
    columns = {
        name: [value for batch in coded for value in batch[name]]
        for name in ("code", "score", "sure", "evidence")[: 4 if evidence else 3]
    }
    return pd.DataFrame(columns, index=sentences.index)


def _coded(texts: Texts, with_evidence: bool) -> dict[str, list[Any]]:
    """The columns of ``code_sentences``."""
    model = area_model()
    vectors = sentence_vectors(texts, model.rows, model.idf)
    likely = probabilities(vectors @ model.weights + model.bias, model.scale)
    best = likely.argmax(axis=1)
    formula = [_is_formula(one) for one in texts.sentences]
    score = np.where(formula, 1.0, likely.max(axis=1))
    code = np.where(formula, NONE, np.array(model.areas)[best])
    columns = {"code": code.tolist(), "score": score.tolist(), "sure": (score >= SURE).tolist()}
    if with_evidence:
        evidence = _evidence(texts, vectors, model, best)
        said = ["" if none else one for none, one in zip(formula, evidence, strict=True)]
        columns["evidence"] = said
    return columns


def _is_formula(sentence: str) -> bool:
    """Whether a sentence is a salutation, thanks or another formula, or has no word."""
    return bool(_FORMULA.search(sentence)) or not _WORD.search(sentence)


def _evidence(texts: Texts, vectors: Any, model: AreaModel, best: NDArray[np.int64]) -> list[str]:
    """The words that speak most for the code of each sentence."""
    found = []
    for place, area in enumerate(best.tolist()):
        begin, end = vectors.indptr[place : place + 2]
        worth = dict(
            zip(
                vectors.indices[begin:end].tolist(),
                vectors.data[begin:end] * model.weights[vectors.indices[begin:end], area],
                strict=True,
            )
        )
        found.append(_strongest(worth, model, *(one[place] for one in texts)))
    return found


def _strongest(
    worth: Mapping[int, float], model: AreaModel, sentence: str, heading: str, before: str
) -> str:
    """The six words with the most weight, of those with some, and where they are.

    A policy term also has the weight of its area. Where no word is known, pairs of characters are.
    """
    said: dict[str, float] = {}
    places = (
        ("word", "", sentence),
        ("word", "heading: ", heading),
        ("before", "before: ", before),
    )
    for kind, shown, text in places:
        rows = model.rows[kind]
        for word in set(segmenter().cut(text)):
            own = (word, f"@{term_areas().get(word)}")
            value = sum(worth.get(rows.get(one, -1), 0.0) for one in own)
            if value > _LEAST and len(word) > 1:
                said[shown + word] = value
    if not said:
        rows = model.rows["pair"]
        pairs_worth = {one: worth.get(rows.get(one, -1), 0.0) for one in pairs(sentence)}
        said = {one: value for one, value in pairs_worth.items() if value > _LEAST}
    return "; ".join(sorted(said, key=lambda one: (-said[one], one))[:6])
