"""Sentences by policy instrument and strength of directive, with the words that led to each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.areas.model import probabilities
from analysis.instruments import markers
from analysis.instruments.markers import DIRECTIVES, SIDES, marked
from analysis.instruments.model import (
    CODES,
    MARKERS,
    InstrumentModel,
    Read,
    documents,
    instrument_model,
    marker_values,
    read_sentences,
    vectors,
)
from corpus.arrays import Floats
from corpus.schema import check_columns

_BATCH = 2_000  # sentences coded at once
_LEAST = 0.02  # the weight from which a word is evidence
_MOST = 6  # words of evidence


def code_instruments(sentences: pd.DataFrame, *, evidence: bool = True) -> pd.DataFrame:
    """The side of the policy instrument in each sentence, and how strongly the sentence directs.

    Sides are those of Rothwell and Zegveld (1985): ``supply`` gives or builds what others need to
    act, ``environment`` sets the frame in which they act, ``demand`` pulls what they make or do;
    ``none`` is no instrument. Directives are ``mandatory``, ``firm`` (an object, number or date),
    ``exploratory``, ``encouraging`` and ``none`` (no directive, and whatever was done already).

    Two linear classifiers decide from the same features: the words of the sentence, its pairs and
    its runs of one to three characters, what each clause begins with and how it ends (``acts``),
    the words of its first clause, of the nearest heading and of the sentence before, each with
    TF-IDF weights; the marker words of ``markers``, by clause; numbers, names and dates; and how
    much the sentence, the one before and the headings sound like a review. The probability of a
    pair of codes is ``p(side) p(directive)``, 0 for a directive without an instrument, scaled to
    1; the codes are the most likely pair, and the score of each is the sum over the pairs that have
    it. Where the orientation is known and is not the plan's, the directive is none.

    Args:
        sentences: one row per sentence: the column sentence and, where known, previous (the
            sentence before it), heading (the headings above it, separated by `` > ``) and
            orientation (as in the table ``sentences`` of the store).
        evidence: False leaves out the two columns of evidence.

    Returns:
        One row per sentence, with its index: side, side_score, directive, directive_score,
        side_evidence, directive_evidence (the words with the most weight for the code, the
        strongest first; ``heading:`` and ``before:`` mark those outside the sentence).

    Raises:
        ValueError: if the column sentence is absent or has missing values.

    Example:
        >>> import pandas as pd
        >>> from analysis.instruments import code_instruments
        >>> texts = ["新建学校3所。", "严格执行环保标准。", "扩大出口，促进消费。", "各位代表！"]
        >>> coded = code_instruments(pd.DataFrame({"sentence": texts}))
        >>> print(coded[["side", "directive"]].to_string(index=False))
               side   directive
             supply        firm
        environment   mandatory
             demand encouraging
               none        none
    """
    check_columns(sentences, ["sentence"])
    if sentences["sentence"].isna().any():
        n = sentences["sentence"].isna().sum()
        raise ValueError(f"column sentence has missing values ({n}); remove these rows")
    read = read_sentences(sentences)
    batches = range(0, len(sentences), _BATCH)
    coded = [_coded(Read(*(one[at : at + _BATCH] for one in read)), evidence) for at in batches]
    names = ["side", "side_score", "directive", "directive_score"]
    names += ["side_evidence", "directive_evidence"] if evidence else []
    columns = {name: [value for batch in coded for value in batch[name]] for name in names}
    return pd.DataFrame(columns, index=sentences.index)


def _coded(read: Read, with_evidence: bool) -> dict[str, list[Any]]:
    """The columns of ``code_instruments``."""
    model = instrument_model()
    words = documents(read)
    table = vectors(words, marker_values(read), model.rows, model.idf)
    likely = {
        one: probabilities(table @ model.weights[one] + model.bias[one], model.scale[one])
        for one in CODES
    }
    columns: dict[str, list[Any]] = {}
    best = {}
    for one, (places, score) in decided(likely, read.orientation).items():
        columns[one] = [CODES[one][place] for place in places]
        columns[f"{one}_score"] = score.tolist()
        best[one] = places
    if with_evidence:
        for one, places in best.items():
            columns[f"{one}_evidence"] = _evidence(read, words, table, model, one, places)
    return columns


def decided(
    likely: Mapping[str, Floats], orientation: list[str]
) -> dict[str, tuple[list[int], Floats]]:
    """The most likely codes of sides and directives together, and the probability of each.

    Args:
        likely: the probabilities of each question, shape ``(sentences, codes)``.
        orientation: of each sentence, or "".

    Returns:
        By question: the place of the code of each sentence, and its probability.
    """
    joint = likely["side"][:, :, None] * likely["directive"][:, None, :]
    no_side, no_directive = SIDES.index("none"), DIRECTIVES.index("none")
    others = [place for place in range(len(DIRECTIVES)) if place != no_directive]
    joint[:, no_side, others] = 0.0
    done = [bool(one) and not one.startswith("plan") for one in orientation]
    joint[np.ix_(done, range(len(SIDES)), others)] = 0.0
    joint /= joint.sum(axis=(1, 2), keepdims=True)
    side, directive = np.unravel_index(
        joint.reshape(len(joint), -1).argmax(axis=1), joint.shape[1:]
    )
    every = np.arange(len(joint))
    return {
        "side": (side.tolist(), joint.sum(axis=2)[every, side]),
        "directive": (directive.tolist(), joint.sum(axis=1)[every, directive]),
    }


def _evidence(
    read: Read,
    words: Mapping[str, list[list[str]]],
    table: Any,
    model: InstrumentModel,
    question: str,
    best: list[int],
) -> list[str]:
    """The words that speak most for the code of each sentence."""
    found = []
    for place, code in enumerate(best):
        begin, end = table.indptr[place : place + 2]
        at = table.indices[begin:end]
        worth = dict(
            zip(at.tolist(), table.data[begin:end] * model.weights[question][at, code], strict=True)
        )
        said = _words(worth, model, place, read, words) if worth else {}
        found.append("; ".join(sorted(said, key=lambda one: (-said[one], one))[:_MOST]))
    return found


def _words(
    worth: Mapping[int, float],
    model: InstrumentModel,
    place: int,
    read: Read,
    words: Mapping[str, list[list[str]]],
) -> dict[str, float]:
    """What each word of a sentence, its heading and the one before adds to the code."""
    said: dict[str, float] = {}
    for kinds, shown, text in (
        (("word", "first"), "", read.sentences[place]),
        (("heading",), "heading: ", read.headings[place]),
        (("before",), "before: ", read.before[place]),
    ):
        for kind in kinds:
            for word in set(words[kind][place]):
                value = worth.get(model.rows[kind].get(word, -1), 0.0)
                if len(word) > 1 and word in text:
                    said[shown + word] = said.get(shown + word, 0.0) + value
    for word, value in _marked(worth, model, read.sentences[place]).items():
        said[word] = said.get(word, 0.0) + value
    return {word: value for word, value in said.items() if value > _LEAST}


def _marked(worth: Mapping[int, float], model: InstrumentModel, sentence: str) -> dict[str, float]:
    """What marker words and numbers add, shared among those of a group."""
    said: dict[str, float] = {}
    first = len(model.idf)
    groups = {group: marked(group, sentence) for group in markers.WORDS}
    groups["form:number"] = [one.group() for one in markers.NUMBER.finditer(sentence)]
    groups["form:name"] = [one.group() for one in markers.NAMED.finditer(sentence)]
    for group, known in groups.items():
        value = sum(
            worth.get(first + place, 0.0)
            for place, name in enumerate(MARKERS)
            if name.startswith(group)
        )
        for word in known:
            said[word] = said.get(word, 0.0) + value / len(known)
    return said
