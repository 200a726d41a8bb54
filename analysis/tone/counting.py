"""What is counted in each paragraph: words by tone, sentences and their length, characters."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from analysis.tone.word_lists import ToneWords
from corpus.arrays import Bools, Ints
from corpus.schema import WORD_KINDS, check_columns

LONG = 60  # characters; a sentence with more is long
NEAR = 2  # words; how far before a word what negates it may be
_PARTS = re.compile("[，,；;：:]")  # what divides a sentence into clauses; 、 divides a list
KEYS = ["report_id", "paragraph_id"]
COUNTS = (
    "words",
    "positive",
    "negative",
    "overcome",
    "polar",
    "modal",
    "modal_strong",
    "modal_weak",
    "sentences",
    "sentence_words",
    "sentence_characters",
    "long",
    "clauses",
    "han",
    "uncommon",
)


def is_common(character: str) -> bool:
    """Whether a character is among the 3,755 of level 1 of GB/T 2312 (1980), by frequency of use.

    Example:
        >>> from analysis.tone.counting import is_common
        >>> is_common("经"), is_common("犄")
        (True, False)
    """
    try:
        first = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xB0 <= first <= 0xD7


def paragraph_counts(tokens: pd.DataFrame, words: ToneWords) -> pd.DataFrame:
    """The counts of each paragraph.

    Args:
        tokens: of whole reports: report_id, paragraph_id, sentence_id, term, kind, in order of
            report and place, and, where known, level (of the paragraph; headings, above 0, have no
            sentences).
        words: the words by tone.

    Returns:
        One row per paragraph with tokens: report_id, paragraph_id, words (without punctuation and
        numbers), positive, negative, overcome (words for what is wrong, after a verb that does away
        with it), polar (positive and negative), modal (of all three kinds), modal_strong,
        modal_weak, sentences (with a word), sentence_words and sentence_characters (punctuation
        aside), long (sentences of more than 60 characters), clauses (between ，；：), han
        (Chinese characters), uncommon (those beyond level 1 of GB/T 2312).
    """
    check_columns(tokens, [*KEYS, "sentence_id", "term", "kind"], "tokens")
    code, terms = pd.factorize(tokens["term"])
    listed = pd.Index(terms).astype(str)
    is_word = tokens["kind"].isin(WORD_KINDS).to_numpy()
    is_sign = tokens["kind"].eq("punctuation").to_numpy()
    sentence = _numbers(tokens, [*KEYS, "sentence_id"])
    paragraph, first = _groups(tokens)
    near = _near(sentence, is_sign)
    found = _toned(code, listed, words, near) | _modal(code, listed, words)
    length = np.array([len(one) for one in listed], dtype=np.int64)[code]
    text = np.ones(len(tokens), dtype=bool)
    if "level" in tokens:
        text = tokens["level"].to_numpy() == 0
    found |= {"words": np.ones(len(code), dtype=bool)}
    table = {name: _summed(one & is_word, paragraph, len(first)) for name, one in found.items()}
    table |= _sentences(sentence, paragraph, len(first), text & is_word, text & ~is_sign, length)
    table["clauses"] = _clauses(
        sentence, _parts(code, listed), text & is_word, paragraph, len(first)
    )
    table |= _characters(code, listed, paragraph, len(first))
    keys = tokens[KEYS].iloc[first].reset_index(drop=True)
    return keys.assign(**table)[[*KEYS, *COUNTS]]


def _numbers(tokens: pd.DataFrame, names: list[str]) -> Ints:
    """A number for each run of equal keys, from 0."""
    new = np.zeros(len(tokens), dtype=bool)
    for name in names:
        column = tokens[name].to_numpy()
        new[1:] |= column[1:] != column[:-1]
    return np.asarray(np.cumsum(new), dtype=np.int64)


def _groups(tokens: pd.DataFrame) -> tuple[Ints, Ints]:
    """The number of the paragraph of each token, and where each begins."""
    number = _numbers(tokens, KEYS)
    return number, np.flatnonzero(np.diff(number, prepend=-1))


def _summed(values: Any, group: Ints, many: int) -> Ints:
    return np.bincount(group, np.asarray(values, dtype=float), many).astype(np.int64)


def _near(sentence: Ints, is_sign: Bools) -> list[Bools]:
    """Whether the words before each, one and two back, are in its clause: no sign between."""
    open_, near = np.ones(len(sentence), dtype=bool), []
    for back in range(1, NEAR + 1):
        same = np.zeros(len(sentence), dtype=bool)
        same[back:] = (sentence[back:] == sentence[:-back]) & ~is_sign[:-back]
        open_ = open_ & same
        near.append(open_)
    return near


def _after(marked: Bools, near: list[Bools]) -> Bools:
    """Whether one of the words just before is marked."""
    found = np.zeros(len(marked), dtype=bool)
    for back, allowed in enumerate(near, start=1):
        found[back:] |= marked[:-back] & allowed[back:]
    return found


def _toned(code: Ints, listed: pd.Index, words: ToneWords, near: list[Bools]) -> dict[str, Bools]:
    """Which words praise, which name what is wrong, and which name what is overcome.

    A word of praise that is negated (不够充分) names what is wrong, unless the word that negates it
    is counted as such itself; a negated word for what is wrong (没有困难) counts as neither.
    """
    positive, negative = (listed.isin(one)[code] for one in (words.positive, words.negative))
    negator, remover = (listed.isin(one)[code] for one in (words.negator, words.remover))
    negated, counted = _after(negator, near), _after(negator & negative, near)
    overcome = negative & _after(remover, near) & ~negated
    wrong = (negative & ~negated & ~overcome) | (positive & negated & ~counted)
    praise = positive & ~negated
    return {"positive": praise, "negative": wrong, "overcome": overcome, "polar": praise | wrong}


def _modal(code: Ints, listed: pd.Index, words: ToneWords) -> dict[str, Bools]:
    weak, strong, other = (
        listed.isin(one)[code] for one in (words.modal_weak, words.modal_strong, words.modal)
    )
    return {"modal": weak | strong | other, "modal_strong": strong, "modal_weak": weak}


def _sentences(
    sentence: Ints, paragraph: Ints, many: int, is_word: Bools, said: Bools, length: Ints
) -> dict[str, Ints]:
    """Sentences with a word, their words and characters, and how many are long."""
    whole = int(sentence[-1]) + 1 if len(sentence) else 0
    n_words = np.bincount(sentence, is_word, whole)
    characters = np.bincount(sentence, length * said, whole)
    first = np.flatnonzero(np.diff(sentence, prepend=-1))
    of, real = paragraph[first], n_words > 0
    return {
        "sentences": _summed(real, of, many),
        "sentence_words": _summed(n_words, of, many),
        "sentence_characters": _summed(characters * real, of, many),
        "long": _summed(real & (characters > LONG), of, many),
    }


def _parts(code: Ints, listed: pd.Index) -> Bools:
    """Which tokens divide a sentence into clauses."""
    divides = np.array([_PARTS.fullmatch(one) is not None for one in listed], dtype=bool)
    return np.asarray(divides[code])


def _clauses(sentence: Ints, divides: Bools, is_word: Bools, paragraph: Ints, many: int) -> Ints:
    """The number of clauses with a word."""
    clause = np.cumsum(divides) + sentence  # another number after each sign and each sentence
    words = clause[is_word]
    first = np.diff(words, prepend=-1) != 0
    return _summed(first, paragraph[is_word], many)


def _characters(code: Ints, listed: pd.Index, paragraph: Ints, many: int) -> dict[str, Ints]:
    """Chinese characters, and those that are uncommon."""
    han = [[one for one in term if "\u4e00" <= one <= "\u9fff"] for term in listed]
    every = np.array([len(one) for one in han], dtype=np.int64)
    rare = np.array([sum(not is_common(x) for x in one) for one in han], dtype=np.int64)
    return {
        "han": _summed(every[code], paragraph, many),
        "uncommon": _summed(rare[code], paragraph, many),
    }
