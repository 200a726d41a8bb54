"""Occurrences of a researcher's own terms in the texts of a corpus."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, cast, get_args

import numpy as np
import pandas as pd

from corpus.collection import Corpus
from corpus.lexicon.lists import PolicyTerm, policy_terms, term_areas
from corpus.schema import SCHEMAS, check_words, to_frame
from corpus.store.kept_tables import kept
from corpus.store.rows import occurrences_of
from corpus.store.tables import query, read_rows_of_parts
from corpus.text.normalization import normalize
from corpus.text.readable import readable
from corpus.words.default_segmenter import borders
from corpus.words.terms import TermMatcher, mention_of_each

Match = Literal["mention", "mention_with_lexicon", "token", "substring"]
_COLUMNS = ("report_id", "start", "end", "sentence_id", "paragraph_id", "term")
_SELECTED = ", ".join(f'"{name}"' for name in _COLUMNS)  # since end is a word of SQL


@kept
def find_mentions(
    corpus: Corpus,
    terms: Collection[str],
    *,
    match: Match = "mention",
) -> pd.DataFrame:
    """The occurrences of a list of terms in the texts of a corpus.

    Args:
        corpus: a corpus whose store is up to date.
        terms: the terms of the list; full-width letters and digits in them are half-width ones.
        match: ``mention``: the longest term of the list at each place, where it begins and ends
            with a word; ``mention_with_lexicon``: the longest term of the list or the lexicon, so
            that 环境 in 营商环境 does not count as an occurrence of 环境; ``token``: the words of
            the segmenter that are a term; ``substring``: the characters of each term wherever they
            occur, also within words and within longer terms of the list.

    Returns:
        One row per occurrence, by report and place: report_id, start, end, sentence_id,
        paragraph_id, term, area (of the term in the lexicon, or missing). With the lexicon, its
        mentions have rows too.

    Raises:
        ValueError: if ``match`` is not one of its choices, or terms is not a list of words.
        Refusal: ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus.store import find_mentions
        >>> corpus, terms = open_corpus(), ["环境", "市政"]
        >>> for match in ("mention", "mention_with_lexicon", "token", "substring"):
        ...     found = find_mentions(corpus, terms, match=match)
        ...     print(match, *(int((found["term"] == one).sum()) for one in terms))
        mention 29 0
        mention_with_lexicon 14 0
        token 12 0
        substring 29 6
    """
    if match not in get_args(Match):
        raise ValueError(f"{match!r} is not a match; choose from {', '.join(get_args(Match))}")
    check_words(terms)
    # As the texts are compared: １ and 1 are one character in both.
    asked = {normalize(one).text: one for one in sorted(set(terms), reverse=True)}
    wanted = sorted(asked)
    if match == "token":
        found = _tokens(corpus, wanted)
    elif match == "substring":
        found = _without_overlaps_of_itself(_in_texts(corpus, wanted, whole_words=False))
    else:
        found = _longest(_words(corpus, wanted, with_lexicon=match == "mention_with_lexicon"))
    found = found.assign(
        area=found["term"].map(term_areas()).astype("Int64"),
        term=found["term"].map(lambda one: asked.get(one, one)),
    )
    return found[SCHEMAS["mentions"].names].reset_index(drop=True)


def _tokens(corpus: Corpus, terms: Sequence[str]) -> pd.DataFrame:
    """The tokens that are a term."""
    sql = f"select {_SELECTED} from tokens where term in (select unnest(?)) order by all"
    return query(corpus, sql, [list(terms)])


def _words(corpus: Corpus, terms: Sequence[str], *, with_lexicon: bool) -> pd.DataFrame:
    """All occurrences of terms as words; those of the lexicon are in the store already."""
    known = {one.term for one in policy_terms()}
    listed = [one for one in terms if one in known]
    sql = " union all ".join(
        f"select {_SELECTED} from {table} where {which}"
        for table, which in (
            ("mentions", "? or term in (select unnest(?))"),
            ("nested", "relation <> 'crossing' and (? or term in (select unnest(?)))"),
        )
    )
    found = [query(corpus, sql, [with_lexicon, listed] * 2)] if listed or with_lexicon else []
    others = [one for one in terms if one not in known]
    if others or not found:
        found.append(_in_texts(corpus, others, whole_words=True))
    return pd.concat(found, ignore_index=True)


def _in_texts(corpus: Corpus, terms: Sequence[str], *, whole_words: bool) -> pd.DataFrame:
    """All occurrences of terms in the bodies of the reports, also within one another."""
    listed = [PolicyTerm(one, "", None, "own list") for one in terms]
    matcher = TermMatcher(listed, borders=borders() if whole_words else None)
    found = [to_frame(SCHEMAS["mentions"].empty_table())]
    for tables in read_rows_of_parts(corpus.store, ("texts", "sentences")):
        texts = dict(zip(tables["texts"]["report_id"], tables["texts"]["text"], strict=True))
        for report_id, sentences in tables["sentences"].groupby("report_id"):
            plain = readable(texts[report_id]).text
            found.append(occurrences_of(sentences, plain, matcher, cast(str, report_id)))
    return pd.concat(found, ignore_index=True)[list(_COLUMNS)]


def _longest(found: pd.DataFrame) -> pd.DataFrame:
    """The leftmost of the occurrences that overlap, and the longest of those."""
    by_place = found.sort_values(
        ["report_id", "start", "end"], ascending=[True, True, False], kind="stable"
    )
    return _leftmost(by_place, by_place["report_id"])


def _without_overlaps_of_itself(found: pd.DataFrame) -> pd.DataFrame:
    """Occurrences as ``str.count`` counts them: those of one term do not overlap."""
    by_term = found.sort_values(["report_id", "term", "start"], kind="stable")
    kept = _leftmost(by_term, by_term["report_id"] + "\n" + by_term["term"])
    return kept.sort_values(["report_id", "start", "end", "term"], kind="stable")


def _leftmost(found: pd.DataFrame, text: pd.Series) -> pd.DataFrame:
    """The occurrences, in order, that begin where the last one kept in the same text has ended."""
    # As if the texts stood one behind the other.
    shift = pd.factorize(text)[0] * int(found["end"].max() if len(found) else 0)
    starts, ends = (found[name].to_numpy() + shift for name in ("start", "end"))
    return found[mention_of_each(starts.tolist(), ends.tolist()) == np.arange(len(found))]
