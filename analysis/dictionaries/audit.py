"""How much each word of a list contributes to its result, and where it misleads."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
from scipy import sparse

from analysis.uncertainty.clustered import clustered_intervals
from corpus.collection import Corpus
from corpus.schema import check_columns
from corpus.store.kept_tables import kept
from corpus.store.own_terms import find_mentions
from corpus.store.tables import read_table

COLUMNS = (
    "term",
    "mentions",
    "substrings",
    "within_words",
    "inside",
    "inside_terms",
    "of_all",
    "share",
    "share_without",
    "finding",
)


@kept
def read_audit(corpus: Corpus, terms: list[str], *, report_id: Collection[str]) -> pd.DataFrame:
    """How much each word of a list contributes to its result in some reports of a corpus.

    Args:
        corpus: a corpus whose store is up to date.
        terms: the word list.
        report_id: the IDs of the reports.

    Returns:
        As ``audit``.

    Raises:
        Refusal: ``empty_corpus`` or ``unknown_report``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.dictionaries import read_audit
        >>> table = read_audit(open_corpus(), ["环境", "市政"], report_id=["shahekou-2018"])
        >>> table["finding"].tolist()
        ['mostly inside longer terms', 'mostly within other words']
    """
    found = [
        find_mentions(corpus, terms, match="mention"),
        find_mentions(corpus, terms, match="substring"),
    ]
    mentions, substrings = (one[one["report_id"].isin(report_id)] for one in found)
    lexicon = read_table(corpus, "mentions", report_id=report_id)
    sizes = read_table(corpus, "sizes", report_id=report_id)
    return audit(terms, mentions, substrings, lexicon, sizes)


def audit(
    terms: list[str],
    mentions: pd.DataFrame,
    substrings: pd.DataFrame,
    lexicon: pd.DataFrame,
    sizes: pd.DataFrame,
) -> pd.DataFrame:
    """How much each word of a list contributes to its result, and which words mislead.

    Args:
        terms: the word list.
        mentions: from ``find_mentions``, of the reports in the other tables.
        substrings: from ``find_mentions`` with ``match="substring"``.
        lexicon: the table ``mentions`` of the store.
        sizes: the table of the store.

    Returns:
        One row per word, the most frequent first: term, mentions (occurrences by longest match
        within the list), substrings (occurrences of its characters, as a plain search counts
        them), within_words (those of them that begin or end within a word, or lie in a longer
        word of the list), inside (mentions that lie in a longer policy term of the lexicon),
        inside_terms (the five commonest of these, with counts), of_all (the word's share of the
        mentions of the list), share (rate of the whole list per 1,000 words), share_without (that
        rate without the word), finding (``never found``; ``mostly within other words``; ``mostly
        inside longer terms``; ``carries the result``, where of_all is 0.5 or more; or "").

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.dictionaries.audit import audit
        >>> from corpus.store import find_mentions, read_table
        >>> corpus, words = open_corpus(), ["环境", "绿化", "市政"]
        >>> found = [find_mentions(corpus, words, match=one) for one in ("mention", "substring")]
        >>> tables = [read_table(corpus, one) for one in ("mentions", "sizes")]
        >>> table = audit(words, *found, *tables)
        >>> print(table[["term", "mentions", "substrings", "finding"]].to_string(index=False))
        term  mentions  substrings                    finding
          环境        29          29 mostly inside longer terms
          绿化         2           2
          市政         0           6  mostly within other words
    """
    check_columns(sizes, ["words"], "sizes")
    check_columns(mentions, ["term"], "mentions")
    check_columns(substrings, ["term"], "substrings")
    words = int(sizes["words"].sum())
    n, plain = (found["term"].value_counts() for found in (mentions, substrings))
    total = int(mentions["term"].isin(terms).sum())
    longer = _longer_terms(mentions, lexicon)
    rows = []
    for term in terms:
        here, everywhere = int(n.get(term, 0)), int(plain.get(term, 0))
        inside = longer.loc[longer["term"] == term, "longer"].value_counts()
        rows.append(
            {
                "term": term,
                "mentions": here,
                "substrings": everywhere,
                "within_words": everywhere - here,
                "inside": int(inside.sum()),
                "inside_terms": "; ".join(f"{one} {k}" for one, k in inside.head(5).items()),
                "of_all": here / total if total else float("nan"),
                "share": 1000 * total / words if words else float("nan"),
                "share_without": 1000 * (total - here) / words if words else float("nan"),
                "finding": _finding(here, everywhere, total, int(inside.sum())),
            }
        )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["mentions", "term"], ascending=[False, True], ignore_index=True)


def _longer_terms(mentions: pd.DataFrame, lexicon: pd.DataFrame) -> pd.DataFrame:
    """The mentions that lie in a longer mention of the lexicon, with its term in ``longer``."""
    keys = ["report_id", "sentence_id"]
    terms = lexicon[[*keys, "start", "end", "term"]].rename(
        columns={"start": "from", "end": "until", "term": "longer"}
    )
    both = mentions.merge(terms, on=keys)
    within = (both["from"] <= both["start"]) & (both["end"] <= both["until"])
    # By place, since a list may have the term itself in another form (ＡＩ).
    longer = both["until"] - both["from"] > both["end"] - both["start"]
    return both[within & longer]


def _finding(mentions: int, substrings: int, total: int, inside: int) -> str:
    if substrings == 0:
        return "never found"
    if substrings > 2 * mentions:
        return "mostly within other words"
    if 2 * inside > mentions:
        return "mostly inside longer terms"
    return "carries the result" if total and mentions / total >= 0.5 else ""


def list_interval(
    mentions: pd.DataFrame, sizes: pd.DataFrame, terms: list[str]
) -> dict[str, object]:
    """The rate of a whole list per 1,000 words, with a 95% interval clustered by section.

    Args:
        mentions: from ``find_mentions``, of the reports in ``sizes``.
        sizes: the table of the data store.
        terms: the word list.

    Returns:
        n (mentions of the list), words (the denominator), share, low and high (per 1,000 words, see
        ``share_interval``), paragraphs (with a mention), cluster (what varies in the interval: as
        a rule the section), basis (how many it rests on), reason (why the interval is missing, or
        "").

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.dictionaries import list_interval
        >>> from corpus.store import find_mentions, read_table
        >>> corpus, words = open_corpus(), ["创新", "改革", "发展", "开放"]
        >>> found = list_interval(find_mentions(corpus, words), read_table(corpus, "sizes"), words)
        >>> found["n"], found["words"]
        (107, 5047)
        >>> [round(found[name], 1) for name in ("share", "low", "high")]
        [21.2, 13.0, 36.1]
    """
    check_columns(mentions, ["report_id", "paragraph_id", "term"], "mentions")
    check_columns(sizes, ["report_id", "paragraph_id", "words"], "sizes")
    keys = ["report_id", "paragraph_id"]
    own = mentions[mentions["term"].isin(terms)].groupby(keys).size().rename("n")
    blocks = sizes.merge(own.reset_index(), on=keys, how="left")
    n = blocks["n"].fillna(0).to_numpy()
    counts = sparse.csr_array(n[:, None])
    found = clustered_intervals(blocks, counts, blocks["words"], borrow=False).iloc[0]
    return {
        "n": int(blocks["n"].sum()),
        "words": int(blocks["words"].sum()),
        "share": 1000 * float(found["share"]),
        "low": 1000 * float(found["low"]),
        "high": 1000 * float(found["high"]),
        "paragraphs": int((n > 0).sum()),
        "cluster": found["cluster"],
        "basis": found["basis"],
        "reason": found["reason"],
    }
