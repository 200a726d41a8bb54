"""What each word of a list does to its result."""

from __future__ import annotations

import pandas as pd

from analysis.uncertainty.shares import share_interval
from corpus.store.own_terms import body_texts
from corpus.text.normalization import normalize


def audit(
    terms: list[str],
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    texts: pd.DataFrame,
    sizes: pd.DataFrame,
) -> pd.DataFrame:
    """What each word of a list does to its result.

    Args:
        terms: the list.
        mentions: from ``find_mentions``, with the lexicon.
        sentences: the table of the store.
        texts: the table of the store.
        sizes: the table of the store.

    Returns:
        A row a word, the one that carries most of the result first: term, mentions (longest match,
        beside the lexicon), substrings (as a plain search in the sentences counts), inside (how
        many of these stand inside a longer term), inside_terms (the commonest of them with their
        counts), of_all (its share in the mentions of the list), share (of the whole list, in 1,000
        words), share_without (of the list without the word: leave one out), finding (never found;
        carries the result: half of it or more; mostly inside longer terms; or "").
    """
    words = int(sizes["words"].sum())
    spoken = body_texts(sentences, texts)
    own = mentions[mentions["term"].isin(terms)]
    n = own["term"].value_counts()
    total = int(n.sum())
    rows = []
    for term in terms:
        here, plain = int(n.get(term, 0)), normalize(term).text
        substrings = sum(text.count(plain) for text in spoken)
        longer = [one for one in set(mentions["term"]) if plain in one and one != term]
        inside = mentions[mentions["term"].isin(longer)]["term"].value_counts()
        shown = "; ".join(f"{name} {count}" for name, count in inside.head(5).items())
        rows.append(
            (
                term,
                here,
                substrings,
                int(inside.sum()),
                shown,
                here / total if total else float("nan"),
                1000 * total / words if words else float("nan"),
                1000 * (total - here) / words if words else float("nan"),
                _finding(here, substrings, total, int(inside.sum())),
            )
        )
    columns = [
        "term",
        "mentions",
        "substrings",
        "inside",
        "inside_terms",
        "of_all",
        "share",
        "share_without",
        "finding",
    ]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["mentions", "term"], ascending=[False, True], ignore_index=True)


def _finding(mentions: int, substrings: int, total: int, inside: int) -> str:
    if substrings == 0:
        return "never found"
    if inside > mentions:
        return "mostly inside longer terms"
    return "carries the result" if total and mentions / total >= 0.5 else ""


def list_interval(
    mentions: pd.DataFrame, sizes: pd.DataFrame, terms: list[str]
) -> dict[str, object]:
    """The share of a whole list in 1,000 words, with its interval by paragraphs.

    Args:
        mentions: from ``find_mentions``.
        sizes: the table of the store.
        terms: the list.
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
