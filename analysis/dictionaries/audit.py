"""How much each word of a list contributes to its result, and where it misleads."""

from __future__ import annotations

import pandas as pd

from analysis.uncertainty.shares import share_interval
from corpus.store.own_terms import body_texts
from corpus.text.normalization import normalize

COLUMNS = ("term", "mentions", "substrings", "inside", "inside_terms", "of_all", "share",
           "share_without", "finding")  # fmt: skip


def audit(
    terms: list[str],
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    texts: pd.DataFrame,
    sizes: pd.DataFrame,
) -> pd.DataFrame:
    """How much each word of a list contributes to its result, and which words mislead.

    Args:
        terms: the word list.
        mentions: from ``find_mentions`` with the lexicon, of the reports in the other tables.
        sentences: the table of the data store.
        texts: the table of the data store.
        sizes: the table of the data store.

    Returns:
        One row per word, the most frequent first: term, mentions (occurrences by longest match,
        together with the lexicon), substrings (occurrences in a plain search of the body), inside
        (mentions of longer terms that contain the word), inside_terms (the five commonest of
        these, with counts), of_all (the word's share of the mentions of the list), share (rate of
        the whole list per 1,000 words), share_without (that rate without the word), finding
        (``never found``; ``mostly inside longer terms``; ``carries the result``, where of_all is
        0.5 or more; or "").

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.dictionaries.audit import audit
        >>> from corpus.store import find_mentions, read_table
        >>> corpus, words = open_corpus(), ["环境", "绿化", "污染"]
        >>> tables = [read_table(corpus, name) for name in ("sentences", "texts", "sizes")]
        >>> table = audit(words, find_mentions(corpus, words), *tables)
        >>> print(table[["term", "mentions", "substrings", "finding"]].to_string(index=False))
        term  mentions  substrings                    finding
          环境        14          29 mostly inside longer terms
          绿化         2           2
          污染         0           2 mostly inside longer terms
    """
    words = int(sizes["words"].sum())
    body = body_texts(sentences, texts)
    n = mentions.loc[mentions["term"].isin(terms), "term"].value_counts()
    total = int(n.sum())
    rows = []
    for term in terms:
        here, plain = int(n.get(term, 0)), normalize(term).text
        substrings = sum(text.count(plain) for text in body)
        inside = _inside(term, plain, mentions)
        rows.append(
            {
                "term": term,
                "mentions": here,
                "substrings": substrings,
                "inside": int(inside.sum()),
                "inside_terms": "; ".join(f"{one} {k}" for one, k in inside.head(5).items()),
                "of_all": here / total if total else float("nan"),
                "share": 1000 * total / words if words else float("nan"),
                "share_without": 1000 * (total - here) / words if words else float("nan"),
                "finding": _finding(here, substrings, total, int(inside.sum())),
            }
        )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["mentions", "term"], ascending=[False, True], ignore_index=True)


def _inside(term: str, plain: str, mentions: pd.DataFrame) -> pd.Series:
    """The mentions of longer terms that contain a word, counted by term."""
    longer = [one for one in set(mentions["term"]) if plain in one and one != term]
    return mentions.loc[mentions["term"].isin(longer), "term"].value_counts()


def _finding(mentions: int, substrings: int, total: int, inside: int) -> str:
    if substrings == 0:
        return "never found"
    if inside > mentions:
        return "mostly inside longer terms"
    return "carries the result" if total and mentions / total >= 0.5 else ""


def list_interval(
    mentions: pd.DataFrame, sizes: pd.DataFrame, terms: list[str]
) -> dict[str, object]:
    """The rate of a whole list per 1,000 words, with a 95% interval clustered by paragraph.

    Args:
        mentions: from ``find_mentions``, of the reports in ``sizes``.
        sizes: the table of the data store.
        terms: the word list.

    Returns:
        n (mentions of the list), words (the denominator), share, low and high (per 1,000 words, see
        ``share_interval``), paragraphs (with a mention), reason (why the interval is missing, or
        "").

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.dictionaries import list_interval
        >>> from corpus.store import find_mentions, read_table
        >>> corpus, words = open_corpus(), ["创新", "改革", "发展", "开放"]
        >>> found = list_interval(find_mentions(corpus, words), read_table(corpus, "sizes"), words)
        >>> found["n"], found["words"]
        (71, 5061)
        >>> [round(found[name], 1) for name in ("share", "low", "high")]
        [14.0, 9.3, 21.2]
    """
    keys = ["report_id", "paragraph_id"]
    own = mentions[mentions["term"].isin(terms)].groupby(keys).size().rename("n")
    blocks = sizes.merge(own.reset_index(), on=keys, how="left")
    found = share_interval(blocks["n"].fillna(0), blocks["words"])
    return {
        "n": int(blocks["n"].sum()),
        "words": int(blocks["words"].sum()),
        "share": 1000 * found.share,
        "low": 1000 * found.low,
        "high": 1000 * found.high,
        "paragraphs": found.blocks,
        "reason": found.reason,
    }
