"""The suite's default segmenter and matcher, each created once."""

from __future__ import annotations

from functools import cache

from corpus.lexicon.lists import policy_terms
from corpus.words.segmentation import Segmenter
from corpus.words.terms import TermMatcher


@cache
def term_matcher() -> TermMatcher:
    """The matcher of the policy terms in the lexicon.

    Example:
        >>> from corpus.words import term_matcher
        >>> mentions, nested = term_matcher().find("深化供给侧结构性改革，优化营商环境")
        >>> [(one.start, one.end, one.term) for one in mentions]
        [(2, 10, '供给侧结构性改革'), (13, 17, '营商环境')]
        >>> [(one.term, one.relation) for one in nested]
        [('供给侧', 'nested'), ('改革', 'nested')]
    """
    return TermMatcher(policy_terms())


@cache
def segmenter() -> Segmenter:
    """The segmenter used for all counts: jieba with the policy terms of the lexicon.

    Example:
        >>> from corpus.words import segmenter
        >>> [token.term for token in segmenter().tokens("着力优化营商环境，支持创新。")]
        ['着力', '优化', '营商环境', '，', '支持', '创新', '。']
        >>> [token.kind for token in segmenter().tokens("就业1.2万人")]
        ['word', 'number', 'word']
    """
    return Segmenter(term.term for term in policy_terms())
