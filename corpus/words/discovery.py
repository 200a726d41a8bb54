"""Term discovery: fixed phrases of a corpus that the lexicon lacks, for a reader to select."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from corpus.arrays import Bools, Floats, Ints
from corpus.lexicon.lists import policy_terms, stop_words
from corpus.schema import check_columns

_OPENING, _CLOSING = "“‘《", "”’》"
_SPOKEN = ("word", "latin", "number")
# A word that ends a clause in a smaller share of its occurrences is an unlikely end of a phrase.
_ENDS_OFTEN = 0.1
COLUMNS = (
    "term",
    "words",
    "n",
    "reports",
    "quoted",
    "entropy_left",
    "entropy_right",
    "npmi",
    "edges",
    "c_value",
    "score",
    "in_lexicon",
    "report_id",
    "start",
    "end",
)


@dataclass(frozen=True)
class _Grams:
    """The phrases of one length.

    Attributes:
        code: the code of the phrase that begins at each token; −1 if there is none.
        first: the token at which each phrase first occurs.
        n: the number of occurrences of each phrase.
        words: the number of tokens in each phrase.
    """

    code: Ints
    first: Ints
    n: Ints
    words: int


@dataclass(frozen=True)
class Limits:
    """The thresholds that a phrase must meet to be proposed as a term.

    Attributes:
        min_words: minimum length in tokens; 2 excludes the words of the segmenter.
        max_words: maximum length in tokens.
        max_length: maximum length in characters.
        min_n: minimum number of occurrences.
        min_reports: minimum number of reports.
        min_entropy: minimum entropy, in bits, on the side with less.
        min_npmi: minimum association between its parts.
        min_edges: minimum suitability of its first and last word as edges of a phrase, 0 to 1.
        min_score: minimum score.
    """

    min_words: int = 1
    max_words: int = 5
    max_length: int = 12
    min_n: int = 5
    min_reports: int = 1
    min_entropy: float = 1.0
    min_npmi: float = 0.15
    min_edges: float = 0.0
    min_score: float = 0.0


LIMITS = Limits()  # the defaults


def discover_terms(
    tokens: pd.DataFrame,
    *,
    texts: pd.DataFrame | None = None,
    known: Collection[str] | None = None,
    keep_known: bool = False,
    limits: Limits = LIMITS,
    window: int = 12,
) -> pd.DataFrame:
    """Phrases used as fixed terms in a corpus that the lexicon does not contain.

    A candidate is a sequence of tokens within one sentence, without punctuation or digits (or
    百分之) among them, that neither begins nor ends with a function word, a measure word or a
    number. With n its count and N the number of tokens other than punctuation and digits:

    - entropy_left, entropy_right: ``−Σ p log2 p`` over the tokens before it, or after it; each
      clause boundary counts as a distinct token (branching entropy: Feng and others 2004, Jin and
      Tanaka-Ishii 2006). A phrase that always occurs in the same longer one has 0 on one side.
    - npmi: the minimum, over all divisions into two parts, of
      ``ln(n N / (n_a n_b)) / −ln(n / N)`` (Bouma 2009); 1 if the parts occur nowhere else, and 1
      for a single token.
    - quoted: the number of occurrences in quotation marks.
    - edges: ``(1 − max(0, b − e))² × min(1, e' / 0.1) / (1 + f)``, where b and e are the shares of
      the first word's occurrences that begin and end a clause, e' is e for the last word, and f is
      the number of function words in the phrase. Verbs often begin clauses and seldom end them
      (推进, 完善); adjectives seldom end them (重大, 新型). The measure is our own and needs no
      dictionary.
    - c_value: ``log2(1 + words) × (n − m)``, where m is the mean count of the longer candidates
      that contain it, or 0 if there are none (Frantzi and others 2000, with words + 1 so that
      single words do not have 0).
    - score: ``log2(1 + max(0, c_value)) × min(entropy_left, entropy_right) × npmi × edges``.

    Candidates below a threshold for entropy, npmi or edges are left out, unless at least a third
    of their occurrences are in quotation marks.

    Args:
        tokens: one row per token, of one report or many: report_id, sentence_id, start, end, term,
            kind.
        texts: the table ``texts`` of the store; with it, a column ``context`` shows the first
            occurrence.
        known: terms that are not proposed; None for the policy terms of the lexicon.
        keep_known: whether known terms are kept nevertheless, marked in ``in_lexicon``.
        limits: the thresholds; see ``Limits``.
        window: the number of characters of context on each side.

    Returns:
        One row per candidate, the highest score first, then by code points: the columns above with
        term, words, n, reports (the number of reports that contain it), in_lexicon, and report_id,
        start, end of its first occurrence.

    Raises:
        ValueError: if a column is missing, or a limit is less than 1.

    Example:
        >>> from analysis import open_corpus
        >>> from corpus.store import read_table
        >>> from corpus.words import discover_terms
        >>> from corpus.words.discovery import Limits
        >>> tokens = read_table(open_corpus(), "tokens")
        >>> found = discover_terms(tokens, limits=Limits(min_words=2, min_n=4))
        >>> print(found[["term", "n", "npmi", "score"]].head(3).round(2).to_string(index=False))
          term  n  npmi  score
         党的十九大 10  0.97   4.61
          升级改造  4  0.76   4.35
          各项工作  5  0.66   4.03
    """
    check_columns(tokens, ["report_id", "sentence_id", "start", "end", "term", "kind"])
    _check_limits(limits, window)
    rows = tokens.sort_values(["report_id", "start"], ignore_index=True)
    grams = _grams(rows, limits.max_words)
    edges = _clause_edges(rows)
    parts = [_candidates(rows, grams, k, limits.min_n, edges) for k in range(1, len(grams) + 1)]
    if not parts:
        return pd.DataFrame(columns=[*COLUMNS, *([] if texts is None else ["context"])])
    table = pd.concat(parts, ignore_index=True)
    table = _chosen(table, limits)
    table = _with_score(table.assign(c_value=_c_value(table, grams)))
    lexicon = {one.term for one in policy_terms()} if known is None else set(known)
    table = table.assign(in_lexicon=table["term"].isin(list(lexicon)))
    kept = (table["words"] >= limits.min_words) & (table["score"] >= limits.min_score)
    table = table[kept & (keep_known | ~table["in_lexicon"])]
    table = table.sort_values(["score", "term"], ascending=[False, True], ignore_index=True)
    table = table.drop_duplicates("term", ignore_index=True)[list(COLUMNS)]
    return table if texts is None else table.assign(context=_contexts(table, texts, window))


def _with_score(table: pd.DataFrame) -> pd.DataFrame:
    least = np.minimum(table["entropy_left"], table["entropy_right"])
    weight = np.log2(1 + table["c_value"].clip(lower=0))
    return table.assign(score=weight * least * table["npmi"].clip(lower=0) * table["edges"])


def _check_limits(limits: Limits, window: int) -> None:
    names = ("min_words", "max_words", "max_length", "min_n", "min_reports")
    values = {**{name: getattr(limits, name) for name in names}, "window": window}
    wrong = [name for name, value in values.items() if value < 1]
    if wrong:
        raise ValueError(f"{wrong[0]} is {values[wrong[0]]}; it must be 1 or more")


def _grams(rows: pd.DataFrame, max_words: int) -> list[_Grams]:
    """The phrases of 1, 2, … tokens."""
    code, terms = pd.factorize(rows["term"], sort=True)
    said = _said(rows)
    joined = _joined(rows, said)
    found = [_numbered(np.where(said, code, -1), 1)]
    for words in range(2, min(max_words, len(rows)) + 1):
        if not len(found[-1].n):  # no sentence is that long
            return found[:-1]
        before, n_terms = found[-1].code, len(terms) + 1
        last = np.append(code[words - 1 :], np.full(words - 1, -1))
        whole = (before >= 0) & (last >= 0)
        for step in range(words - 1):
            whole &= np.append(joined[step:], np.zeros(step, dtype=bool))
        found.append(_numbered(np.where(whole, before * n_terms + last, -1), words))
    return found if len(found[-1].n) else found[:-1]


def _said(rows: pd.DataFrame) -> Bools:
    """Which tokens a phrase may contain: all except punctuation and digits, which bound it."""
    digits = (rows["kind"] == "number") & rows["term"].str.contains("[0-9]")
    digits |= rows["term"].str.startswith("百分之")
    return np.asarray(rows["kind"].isin(_SPOKEN) & ~digits)


def _clause_edges(rows: pd.DataFrame) -> tuple[Floats, Floats]:
    """For each token, the shares of its term's occurrences that begin and that end a clause."""
    said = _said(rows)
    joined = _joined(rows, said)
    code, terms = pd.factorize(rows["term"], sort=True)
    n = np.maximum(np.bincount(code, minlength=len(terms)), 1)
    begins = np.bincount(code[~np.append(False, joined)[: len(rows)]], minlength=len(terms)) / n
    ends = np.bincount(code[~joined], minlength=len(terms)) / n
    return begins[code], ends[code]


def _joined(rows: pd.DataFrame, said: Bools) -> Bools:
    """Whether the next token is in the same sentence and a phrase may contain both."""
    report, _ = pd.factorize(rows["report_id"])
    sentence = rows["sentence_id"].to_numpy()
    same = (report[1:] == report[:-1]) & (sentence[1:] == sentence[:-1])
    return np.append(same & said[1:] & said[:-1], False)[: len(rows)]


def _numbered(key: Ints, words: int) -> _Grams:
    there = np.flatnonzero(key >= 0)
    _, first, code, n = np.unique(
        key[there], return_index=True, return_inverse=True, return_counts=True
    )
    every = np.full(len(key), -1, dtype=np.int64)
    every[there] = code
    return _Grams(every, there[first], n, words)


def _candidates(
    rows: pd.DataFrame,
    grams: list[_Grams],
    words: int,
    min_n: int,
    edges: tuple[Floats, Floats],
) -> pd.DataFrame:
    """The phrases of the given length that occur often enough, with their statistics."""
    own = grams[words - 1]
    chosen = np.flatnonzero((own.n >= min_n) & _bounded(rows, own))
    place = np.full(len(own.n), -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    at = np.flatnonzero((own.code >= 0) & (place[own.code] >= 0))
    which = place[own.code[at]]
    first = own.first[chosen]
    said = rows["term"].to_numpy(dtype=object)
    term = ["".join(said[one : one + words]) for one in first]
    left, right = (_entropy(rows, at, at + step, which, own.n[chosen]) for step in (-1, words))
    last = first + words - 1
    return pd.DataFrame(
        {
            "term": term,
            "words": words,
            "gram": chosen,
            "place": first,
            "n": own.n[chosen],
            "reports": _in_reports(rows, at, which, len(chosen)),
            "quoted": _quoted(rows, at, words, which, len(chosen)),
            "entropy_left": left,
            "entropy_right": right,
            "npmi": _least_npmi(grams, words, chosen),
            "edges": _edges(rows, edges, first, last),
            "report_id": rows["report_id"].to_numpy()[first],
            "start": rows["start"].to_numpy()[first],
            "end": rows["end"].to_numpy()[last],
        }
    )


def _edges(rows: pd.DataFrame, shares: tuple[Floats, Floats], first: Ints, last: Ints) -> Floats:
    """The suitability of the first and last word as edges; formula in ``discover_terms``."""
    begins, ends = shares
    begun = (1 - np.maximum(0, begins[first] - ends[first])) ** 2
    function = np.append(0, np.cumsum(rows["term"].isin(list(stop_words(("function",))))))
    inside = function[last + 1] - function[first]
    return np.asarray(begun * np.minimum(1, ends[last] / _ENDS_OFTEN) / (1 + inside))


def _c_value(table: pd.DataFrame, grams: list[_Grams]) -> Floats:
    """The C-value of each candidate, given the longer candidates that contain it."""
    inside = [np.zeros(len(one.n)) for one in grams]
    longer = [np.zeros(len(one.n)) for one in grams]
    for words in range(2, len(grams) + 1):
        group = table[table["words"] == words]
        first, n = group["place"].to_numpy(), group["n"].to_numpy(dtype=float)
        for part in range(1, words):
            for step in range(words - part + 1):
                code = grams[part - 1].code[first + step]
                inside[part - 1] += np.bincount(code, n, len(inside[part - 1]))
                longer[part - 1] += np.bincount(code, minlength=len(longer[part - 1]))
    own = list(zip(table["words"] - 1, table["gram"], strict=True))
    mean = np.array([inside[k][gram] / max(longer[k][gram], 1) for k, gram in own], dtype=float)
    return np.asarray(np.log2(1 + table["words"]) * (table["n"] - mean), dtype=np.float64)


def _bounded(rows: pd.DataFrame, own: _Grams) -> Bools:
    """Whether neither the first nor the last token is a function word, measure or number."""
    function = rows["term"].isin(list(stop_words(("function", "measure")))).to_numpy()
    fit = ~function & (rows["kind"] != "number").to_numpy()
    ends = np.minimum(own.first + own.words - 1, len(rows) - 1)
    return np.asarray(fit[own.first] & fit[ends])


def _entropy(rows: pd.DataFrame, own: Ints, neighbour: Ints, which: Ints, n: Ints) -> Floats:
    """The entropy, in bits, of the tokens beside each phrase; clause boundaries are distinct."""
    code, terms = pd.factorize(rows["term"], sort=True)
    inside = np.clip(neighbour, 0, len(rows) - 1)
    said = _said(rows)
    report = pd.factorize(rows["report_id"])[0]
    sentence = rows["sentence_id"].to_numpy()
    free = (neighbour < 0) | (neighbour >= len(rows)) | ~said[inside]
    free |= (report[inside] != report[own]) | (sentence[inside] != sentence[own])
    pair = which * (len(terms) + 1) + code[inside]
    _, where, count = np.unique(pair[~free], return_index=True, return_counts=True)
    share = count / n[which[~free][where]]
    bits = np.bincount(which[~free][where], -share * np.log2(share), len(n))
    ends = np.bincount(which[free], minlength=len(n))
    return np.asarray(bits + ends / n * np.log2(n))


def _in_reports(rows: pd.DataFrame, at: Ints, which: Ints, count: int) -> Ints:
    report, names = pd.factorize(rows["report_id"])
    pairs = np.unique(which * max(len(names), 1) + report[at])
    return np.bincount(pairs // max(len(names), 1), minlength=count)


def _quoted(rows: pd.DataFrame, at: Ints, words: int, which: Ints, count: int) -> Ints:
    term = rows["term"]
    opens = term.isin(list(_OPENING)).to_numpy()
    closes = term.isin(list(_CLOSING)).to_numpy()
    before, after = at - 1, at + words
    fits = (before >= 0) & (after < len(rows))
    both = fits & opens[np.maximum(before, 0)] & closes[np.minimum(after, len(rows) - 1)]
    return np.bincount(which[both], minlength=count)


def _least_npmi(grams: list[_Grams], words: int, chosen: Ints) -> Floats:
    """The association between the two parts of each phrase at its weakest division."""
    own = grams[words - 1]
    total = float(grams[0].n.sum())
    n, first = own.n[chosen].astype(float), own.first[chosen]
    least = np.ones(len(chosen))
    for cut in range(1, words):
        head, tail = grams[cut - 1], grams[words - cut - 1]
        a, b = head.n[head.code[first]], tail.n[tail.code[first + cut]]
        least = np.minimum(least, np.log(n * total / (a * b)) / -np.log(n / total))
    return least


def _chosen(table: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    least = np.minimum(table["entropy_left"], table["entropy_right"])
    free = (least >= limits.min_entropy) & (table["npmi"] >= limits.min_npmi)
    free &= table["edges"] >= limits.min_edges
    quoted = 3 * table["quoted"] >= table["n"].clip(lower=3)
    length = table["term"].str.len()
    fits = (length >= 2) & (length <= limits.max_length)
    fits &= table["reports"] >= limits.min_reports
    return table[fits & (free | quoted)]


def _contexts(table: pd.DataFrame, texts: pd.DataFrame, window: int) -> list[str]:
    text_of = dict(zip(texts["report_id"], texts["text"], strict=True))
    places = zip(table["report_id"], table["start"], table["end"], strict=True)
    around = (text_of[one][max(0, start - window) : end + window] for one, start, end in places)
    return [" ".join(context.split()) for context in around]
