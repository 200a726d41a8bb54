"""The suite's own segmenter and matcher, made once."""

from __future__ import annotations

from functools import cache

from corpus.lexicon.lists import policy_terms
from corpus.words.segmentation import Segmenter
from corpus.words.terms import TermMatcher


@cache
def term_matcher() -> TermMatcher:
    """The suite's matcher of policy terms."""
    return TermMatcher(policy_terms())


@cache
def segmenter() -> Segmenter:
    """The suite's segmenter: jieba with the policy terms."""
    return Segmenter(term.term for term in policy_terms())
