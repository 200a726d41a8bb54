"""Which words are used like those of a list, each with how stable its place among them is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from analysis.checks import check_number, check_places
from analysis.concordance import concordance
from analysis.counts import of_kinds
from analysis.vectors import decomposed, ppmi, unit_rows
from corpus.arrays import Bools, Floats, Ints
from corpus.schema import WORD_KINDS, check_columns, check_words

MIN_DOCUMENTS = 5  # fewer, drawn with replacement, are too often the same ones
COLUMNS = (
    "term",
    "similarity",
    "inclusion",
    "kept",
    "place",
    "n",
    "documents",
    "bootstraps",
    "basis",
    "reason",
)
# A minimum count of 5 is for 50,000 words and more; a smaller corpus has a smaller one, down to 2.
_USUAL, _LEAST, _WORDS_OF_ONE = 5, 2, 10_000
_OF_TERMS = 4  # vectors have at most one dimension for four words: full rank tells nothing apart
_SMALL = 40  # so few words have vectors of this length, or of as many as there are
_ROUNDS = 2  # of power iteration: with more, 93% of a list are the same


@dataclass(frozen=True)
class Space:
    """Which words have vectors, and how these are made.

    Attributes:
        kinds: the kinds of tokens that are words; None for all.
        stop_words: words that are left out before the neighbours of others are counted.
        min_length: the minimum length of a candidate, in characters.
        window: how many words to each side of a word it occurs with, within its sentence.
        min_count: words that occur less often have no vector; None for 5 from 50,000 words on, in
            smaller corpora one per 10,000 words, at least 2.
        dimensions: the length of the vectors; of a small vocabulary, a quarter of its words.
        smoothing: the exponent of the contexts' counts in PPMI.
        weighting: the exponent of the singular values.
        seed: of the decomposition.

    Raises:
        ValueError: if stop_words is no list of words, or a number is out of range.

    Example:
        >>> from analysis.dictionaries import Space
        >>> Space(window=5).dimensions
        300
    """

    kinds: Collection[str] | None = WORD_KINDS
    stop_words: Collection[str] = frozenset()
    min_length: int = 2
    window: int = 3
    min_count: int | None = None
    dimensions: int = 300
    smoothing: float = 0.75
    weighting: float = 0.5
    seed: int = 1

    def __post_init__(self) -> None:
        check_words(self.stop_words, "stop_words")
        for name in ("window", "dimensions"):
            check_number(name, getattr(self, name), 1)
        for name in ("min_length", "seed"):
            check_number(name, getattr(self, name), 0)
        if self.min_count is not None:
            check_number("min_count", self.min_count, 1)
        for name in ("smoothing", "weighting"):
            check_number(name, getattr(self, name), 0, whole=False)


SPACE = Space()  # the defaults


@dataclass(frozen=True)
class _Counted:
    """Which words occur near which in each document.

    ``sums`` has a row for each pair of words and a column for each document; ``first`` and
    ``second`` are the words of each row.
    """

    terms: pd.Index
    n: Ints
    documents: Ints
    first: Ints
    second: Ints
    sums: sparse.csr_array

    def together(self, weights: Floats) -> sparse.csr_array:
        """How often each word occurs near each, with each document counted so many times."""
        shape = (len(self.terms), len(self.terms))
        half = sparse.coo_array((self.sums @ weights, (self.first, self.second)), shape).tocsr()
        both = half + half.T
        both.eliminate_zeros()
        return both


def expand(
    tokens: pd.DataFrame,
    *,
    seeds: Collection[str],
    n: int = 20,
    bootstraps: int = 50,
    keep: float = 0.8,
    space: Space = SPACE,
    seed: int = 1,
) -> pd.DataFrame:
    """Words that are used like those of a list, as candidates to be read before they enter it.

    Words near which the same words occur have similar vectors: the rows of ``U S^0.5`` of the
    singular value decomposition ``U S V'`` of ``PPMI = max(0, ln(n_wc S / (n_w n_c^0.75)))``, where
    ``n_wc`` is how often c occurs within 3 words of w in its sentence, ``n_w`` and ``n_c`` are its
    sums, and ``S = Σ n_c^0.75`` (Levy, Goldberg and Dagan 2015). ``similarity`` is the cosine of a
    word with the mean of the seeds' vectors, all of length 1.

    ``inclusion`` is the share of bootstraps in which the word is among the first n, where each
    bootstrap draws as many documents as there are, with replacement, and everything but the
    vocabulary is computed anew. The decomposition has a fixed seed and
    runs on one thread.

    Words in like contexts need not mean the same: opposites (新建, 关停), parts of one series
    (教育, 医疗) and things that are merely listed together are neighbours too. Look at
    ``candidate_lines`` before a word enters a list.

    Args:
        tokens: one row per word: report_id, term and, where known, kind, sentence_id, paragraph_id
            and start; without start, in the order of the text. Terms of the lexicon are words of
            the store's tokens already; ``join_terms`` makes others so.
        seeds: words of the list, such as five; those that do not occur are named in ``basis``.
        n: how many words a list has.
        bootstraps: how many times documents are drawn; 0 for none.
        keep: the inclusion from which a word is kept.
        space: which words have vectors, and how these are made.
        seed: of the draws of documents.

    Returns:
        One row per word that is among the first n in all documents or in a bootstrap, by inclusion
        and similarity: term, similarity, inclusion (missing with fewer than 5 documents), kept,
        place (its place by similarity, from 1), n (how often it occurs), documents (in how many),
        bootstraps, basis (what was used), reason (why it is not kept, or "").

    Raises:
        ValueError: if a column is missing, there are no seeds, none of them occurs often enough, or
            an option is out of range.

    Example:
        >>> import numpy as np
        >>> import pandas as pd
        >>> from analysis.dictionaries import Space, expand
        >>> rng = np.random.default_rng(1)  # generated: 治污 is used like 减排, 招商 is not
        >>> rows = [(f"r{n}", rng.choice(["减排", "治污"] if n % 2 else ["招商", "引资"]), word)
        ...         for n in range(40)
        ...         for word in rng.choice(list("蓝天碧水" if n % 2 else "工业项目"), 9)]
        >>> table = pd.DataFrame(rows, columns=["report_id", "one", "two"])
        >>> tokens = table.melt("report_id", ["one", "two"], value_name="term", ignore_index=False)
        >>> tokens = tokens.sort_index(kind="stable").assign(kind="word")
        >>> found = expand(tokens, seeds=["减排"], n=1, space=Space(min_count=5))
        >>> print(found.loc[found["kept"], ["term", "inclusion"]].to_string(index=False))
        term  inclusion
          治污        1.0
    """
    check_columns(tokens, ["report_id", "term"], "tokens")
    _check(seeds, n, bootstraps, keep)
    words = _words(tokens, space)
    least = _min_count(len(words)) if space.min_count is None else space.min_count
    counted = _counted(words, space.window, least)
    own = _own(counted, words, seeds, least)
    candidate = np.asarray(counted.terms.astype(str).str.len() >= space.min_length, dtype=bool)
    candidate[own] = False
    many = int(words["report_id"].nunique())
    with threadpool_limits(1):  # the last bits depend on how many
        similarity = _to_seeds(_units(counted, np.ones(many), space), own)
        times = np.zeros(len(candidate), dtype=np.int64)
        drawn = bootstraps if many >= MIN_DOCUMENTS else 0
        for weights in _draws(many, drawn, seed):
            again = _to_seeds(_units(counted, weights, space), own)
            times[_first(again, candidate, n)] += 1
    order = _first(similarity, candidate, len(candidate))
    table = _table(counted, similarity, times, order, n, drawn)
    missing = sorted(set(seeds) - set(counted.terms[own]))
    return _finished(table, keep, many, _basis(len(own), missing, many, drawn, least))


def _check(seeds: Collection[str], n: int, bootstraps: int, keep: float) -> None:
    if isinstance(seeds, str) or not seeds:
        raise ValueError("seeds must be a list of one word or more")
    check_number("n", n, 1)
    check_number("bootstraps", bootstraps, 0)
    if not 0 < keep <= 1:
        raise ValueError(f"keep is {keep}; it must be above 0 and at most 1")


def _min_count(words: int) -> int:
    return min(_USUAL, max(_LEAST, words // _WORDS_OF_ONE))


def _words(tokens: pd.DataFrame, space: Space) -> pd.DataFrame:
    """The words counted, by document and place, with the number of their sentence."""
    check_places(tokens)
    listed = ~tokens["term"].isin(list(space.stop_words))
    found = tokens[of_kinds(tokens, space.kinds) & listed]
    inner = next((one for one in ("sentence_id", "paragraph_id") if one in found), None)
    within = ["report_id"] if inner is None else ["report_id", inner]
    by = ["report_id", "start"] if "start" in found else within
    found = found.dropna(subset=["term"]).sort_values(by, kind="stable", ignore_index=True)
    return found[["report_id", "term"]].assign(within=found.groupby(within, sort=True).ngroup())


def _counted(words: pd.DataFrame, window: int, least: int) -> _Counted:
    code, terms = pd.factorize(words["term"], sort=True)
    document = pd.factorize(words["report_id"], sort=True)[0]
    n = np.bincount(code, minlength=len(terms))
    often = np.flatnonzero(n >= least)
    number = np.full(len(terms), -1)
    number[often] = np.arange(len(often))
    kept = number[code] >= 0
    code, document = number[code][kept], document[kept]
    pairs, at, of = _pairs(code, document, words["within"].to_numpy()[kept], window, len(often))
    shape = (len(pairs), int(words["report_id"].nunique()))
    sums = sparse.coo_array((np.ones(len(at)), (at, of)), shape).tocsr()
    both = np.unique(code * shape[1] + document) // max(shape[1], 1)
    return _Counted(
        terms=pd.Index(terms)[often],
        n=n[often],
        documents=np.bincount(both, minlength=len(often)),
        first=pairs // max(len(often), 1),
        second=pairs % max(len(often), 1),
        sums=sums,
    )


def _pairs(
    code: Ints, document: Ints, within: Ints, window: int, terms: int
) -> tuple[Ints, Ints, Ints]:
    """Pairs of words that occur near each other: which, and for each time its row and document."""
    keys, of = [], []
    for distance in range(1, window + 1):
        same = within[distance:] == within[:-distance]
        a, b = code[:-distance][same], code[distance:][same]
        keys.append(np.minimum(a, b) * terms + np.maximum(a, b))
        of.append(document[distance:][same])
    pairs, at = np.unique(np.concatenate(keys), return_inverse=True)
    return pairs, at, np.concatenate(of)


def _own(counted: _Counted, words: pd.DataFrame, seeds: Collection[str], least: int) -> Ints:
    """The numbers of the seeds that occur."""
    own = np.flatnonzero(counted.terms.isin(list(seeds)))
    if len(own) == 0:
        named = ", ".join(sorted(set(seeds)))
        some = words["term"].isin(list(seeds)).any()
        how = f"occurs {least} times or more" if some else "occurs as a word of the reports"
        raise ValueError(f"none of the seeds {how} ({named}); choose others, or see join_terms")
    return np.asarray(own, dtype=np.int64)


def _units(counted: _Counted, weights: Floats, space: Space) -> Floats:
    """The vector of each word at length 1; missing where a word does not occur."""
    near = counted.together(weights)
    most = min(near.shape[0], max(near.shape[0] // _OF_TERMS, _SMALL))
    vectors = decomposed(
        ppmi(near, smoothing=space.smoothing).astype(np.float32),
        min(space.dimensions, most),
        weighting=space.weighting,
        seed=space.seed,
        rounds=_ROUNDS,
    )
    units = unit_rows(vectors.astype(float))
    units[np.asarray(near.sum(axis=1)).ravel() == 0] = np.nan
    return units


def _to_seeds(units: Floats, own: Ints) -> Floats:
    """The cosine of each word with the mean of the seeds."""
    mean = np.nan_to_num(units[own]).sum(axis=0, keepdims=True)
    return np.asarray(units @ unit_rows(mean)[0])


def _draws(documents: int, bootstraps: int, seed: int) -> list[Floats]:
    """How many times each document is drawn, in each bootstrap."""
    rng = np.random.default_rng(seed)
    every = [rng.integers(0, documents, documents) for _ in range(bootstraps)]
    return [np.bincount(one, minlength=documents).astype(float) for one in every]


def _first(similarity: Floats, candidate: Bools, n: int) -> Ints:
    """The n candidates with the highest similarity, which is above 0; ties by code point."""
    known = np.flatnonzero(candidate & (np.nan_to_num(similarity) > 0))
    return known[np.argsort(-similarity[known], kind="stable")[:n]]


def _table(
    counted: _Counted, similarity: Floats, times: Ints, order: Ints, n: int, drawn: int
) -> pd.DataFrame:
    place = pd.Series(np.arange(1, len(order) + 1), index=order)
    listed = np.union1d(order[:n], np.flatnonzero(times))
    return pd.DataFrame(
        {
            "term": counted.terms[listed].astype(str),
            "similarity": similarity[listed],
            "inclusion": times[listed] / drawn if drawn else np.nan,
            "place": place.reindex(listed).astype("Int64").to_numpy(),
            "n": counted.n[listed],
            "documents": counted.documents[listed],
            "bootstraps": drawn,
        }
    )


def _basis(found: int, missing: list[str], documents: int, drawn: int, least: int) -> str:
    seeds = f"{found} of {found + len(missing)} seeds"
    without = f" (not found {least} times or more: {', '.join(missing)})" if missing else ""
    some = f"{documents} document" if documents == 1 else f"{documents} documents"
    return f"{seeds}{without}; {drawn} bootstraps of {some}"


def _finished(table: pd.DataFrame, keep: float, documents: int, basis: str) -> pd.DataFrame:
    """The table with what is kept and why not, in order."""
    kept = table["inclusion"] >= keep - 1e-12
    below = (
        _without_inclusion(documents)
        if table["inclusion"].isna().any()
        else (f"inclusion is below {keep:g}")
    )
    table = table.assign(kept=kept, reason=kept.map({True: "", False: below}), basis=basis)
    order = ["inclusion", "similarity", "term"]
    table = table.sort_values(order, ascending=[False, False, True], ignore_index=True)
    return table[list(COLUMNS)]


def _without_inclusion(documents: int) -> str:
    if documents >= MIN_DOCUMENTS:
        return "no bootstraps were asked for"
    some = f"{documents} document" if documents == 1 else f"{documents} documents"
    return f"{some}; inclusion requires {MIN_DOCUMENTS}"


def list_overlap(expansion: pd.DataFrame) -> pd.DataFrame:
    """How much the lists of two bootstraps have in common, of all words and of those kept.

    With c the number of B bootstraps in which a word is listed, two of them have
    ``Σ c (c − 1) / (B (B − 1))`` words in common on average, of ``Σ c / B`` that each has.

    Args:
        expansion: from ``expand``.

    Returns:
        One row for ``all`` words and one for those ``kept``: words, terms (how many a bootstrap
        lists of them, on average), overlap (the share that two bootstraps have in common).

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.dictionaries import list_overlap
        >>> found = pd.DataFrame({"inclusion": [1.0, 0.5, 0.5], "kept": [True, False, False]})
        >>> print(list_overlap(found.assign(bootstraps=10)).round(2).to_string(index=False))
        words  terms  overlap
          all    2.0     0.72
         kept    1.0     1.00
    """
    check_columns(expansion, ["inclusion", "kept", "bootstraps"], "the table (from expand)")
    parts = {"all": expansion, "kept": expansion[expansion["kept"].astype(bool)]}
    rows = [
        (name, *_overlap(part["inclusion"], part["bootstraps"])) for name, part in parts.items()
    ]
    return pd.DataFrame(rows, columns=["words", "terms", "overlap"])


def _overlap(inclusion: pd.Series, bootstraps: pd.Series) -> tuple[float, float]:
    terms = float(inclusion.sum())
    if terms == 0 or int(bootstraps.iloc[0]) < 2:
        return terms, float("nan")
    both = inclusion * (inclusion * bootstraps - 1) / (bootstraps - 1)
    return terms, float(both.sum()) / terms


def candidate_lines(
    expansion: pd.DataFrame,
    tokens: pd.DataFrame,
    texts: pd.DataFrame,
    *,
    lines: int = 5,
    kept_only: bool = True,
    window: int = 20,
) -> pd.DataFrame:
    """Concordance lines of candidates, to be read before a word enters a list.

    Args:
        expansion: from ``expand``.
        tokens: those it was made from, with their places.
        texts: the table of the store.
        lines: how many lines of each word, spread evenly over its occurrences.
        kept_only: whether words that are not kept are left out.
        window: the number of characters of context on each side.

    Returns:
        One row per line, by the order of the candidates and of the text: term, then the columns of
        ``concordance``.

    Raises:
        ValueError: if a column is missing, or lines is below 1.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.dictionaries import candidate_lines, expand
        >>> from corpus.store import read_table
        >>> tokens, texts = (read_table(open_corpus(), one) for one in ("tokens", "texts"))
        >>> found = expand(tokens, seeds=["环境", "绿化"], n=3)
        >>> found["reason"].unique().tolist()
        ['1 document; inclusion requires 5']
        >>> shown = candidate_lines(found, tokens, texts, lines=1, kept_only=False)
        >>> len(shown), list(shown)[:5]
        (3, ['term', 'report_id', 'paragraph_id', 'start', 'end'])
    """
    check_columns(expansion, ["term", "kept"], "the table (from expand)")
    check_columns(tokens, ["report_id", "start", "end", "term"], "tokens")
    if lines < 1:
        raise ValueError(f"lines is {lines}; it must be 1 or more")
    terms = expansion.loc[expansion["kept"].astype(bool) | (not kept_only), "term"]
    rows = tokens[tokens["term"].isin(terms)].sort_values(["report_id", "start"])
    chosen = [_spread(rows[rows["term"] == one], lines) for one in terms] or [rows]
    found = [
        concordance(one, texts, window=window).assign(term=one["term"].to_numpy()) for one in chosen
    ]
    table = pd.concat(found, ignore_index=True)
    return table[["term", *(one for one in table if one != "term")]]


def _spread(rows: pd.DataFrame, lines: int) -> pd.DataFrame:
    """So many of the rows, evenly spread."""
    places = np.linspace(0, len(rows) - 1, min(lines, len(rows))).round().astype(int)
    return rows.iloc[places]


def join_terms(tokens: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Tokens in which the words of each mention are one word, so that longer terms can be compared.

    Args:
        tokens: the table of the store.
        mentions: from ``find_mentions``, which do not overlap.

    Returns:
        The tokens; where a mention covers whole tokens, one row has the place and term of the
        mention (kind ``word``) in place of theirs. A mention that begins or ends within a token is
        left out.

    Raises:
        ValueError: if a column is missing, or mentions overlap.

    Example:
        >>> import pandas as pd
        >>> from analysis.dictionaries import join_terms
        >>> tokens = pd.DataFrame({"report_id": "r", "start": [0, 2, 4], "end": [2, 4, 6],
        ...                        "term": ["建设", "数字", "政府"], "kind": "word"})
        >>> mentions = pd.DataFrame({"report_id": "r", "start": [2], "end": [6],
        ...                          "term": ["数字政府"]})
        >>> join_terms(tokens, mentions)["term"].tolist()
        ['建设', '数字政府']
    """
    place = ["report_id", "start", "end"]
    check_columns(tokens, [*place, "term"], "tokens")
    check_columns(mentions, [*place, "term"], "mentions")
    found = mentions[[*place, "term"]].sort_values(["report_id", "start"], ignore_index=True)
    before = found.groupby("report_id")["end"].shift()
    if (found["start"] < before).any():
        raise ValueError("mentions overlap; take them from find_mentions with match='mention'")
    rows = tokens.sort_values(["report_id", "start"], ignore_index=True)
    fits = found.merge(rows[place[:2]], on=place[:2]).merge(
        rows[["report_id", "end"]], on=["report_id", "end"]
    )
    return _joined(rows, fits)


def _joined(rows: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """The tokens with each of these mentions in the row of its first word, and no others of it."""
    mentions = mentions.sort_values("start").rename(
        columns={"start": "first", "end": "last", "term": "whole"}
    )
    by_start = rows.assign(line=np.arange(len(rows))).sort_values("start", kind="stable")
    over = pd.merge_asof(by_start, mentions, left_on="start", right_on="first", by="report_id")
    over = over.sort_values("line", ignore_index=True)
    inside = over["start"] < over["last"].fillna(-1)
    begins = inside & (over["start"] == over["first"])
    table = rows.copy()
    table.loc[begins, "end"] = over.loc[begins, "last"].astype("int64")
    table.loc[begins, "term"] = over.loc[begins, "whole"]
    if "kind" in table:
        table.loc[begins, "kind"] = "word"
    return table[begins | ~inside].reset_index(drop=True)
