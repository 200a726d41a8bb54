"""The suite's default segmenter and matcher, each created once."""

from __future__ import annotations

import re
from functools import cache

from corpus.lexicon.lists import policy_terms, word_borders
from corpus.words.segmentation import Segmenter
from corpus.words.terms import TermMatcher
from corpus.words.word_borders import WordBorders

_LATIN = re.compile(r"[A-Za-z0-9.]+")


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
    return TermMatcher(policy_terms(), borders=borders())


@cache
def borders() -> WordBorders:
    """Tells which occurrences of terms begin or end within a word.

    Example:
        >>> from corpus.lexicon import PolicyTerm
        >>> from corpus.words import TermMatcher, borders
        >>> terms = [PolicyTerm(one, "", None, "own list") for one in ("市政", "化工")]
        >>> matcher = TermMatcher(terms, borders=borders())
        >>> _, nested = matcher.find("市政府推进一体化工程")
        >>> [(one.term, one.mention, one.relation) for one in nested]
        [('市政', '市政府', 'crossing'), ('化工', '一体化工程', 'crossing')]
    """
    return WordBorders(segmenter().cut, word_borders())


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
    # Letters and digits that stand together are one word already; 5G as a word would divide 15G.
    return Segmenter(term.term for term in policy_terms() if not _LATIN.fullmatch(term.term))
