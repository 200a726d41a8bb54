"""A researcher's own list of words: read, found in the texts, and audited."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pandas as pd

from analysis.uncertainty import share_interval
from corpus.errors import Notice, Refusal
from corpus.folder import Corpus
from corpus.lexicon import FOLDER, PolicyTerm, policy_terms
from corpus.normalization import normalize
from corpus.readable import readable
from corpus.reading import decode
from corpus.report_tables import mentions_of
from corpus.store import read_rows_of_parts
from corpus.terms import TermMatcher

PUBLISHED = FOLDER / "published"
_SIGNS = set("\\^$.|?*+()[]{}")
_FEW = 400  # bytes
_HEADS = ("term", "word", "keyword", "词", "词语", "关键词")


@dataclass(frozen=True)
class WordList:
    """A list of words.

    Attributes:
        terms: in the order of the file, each once.
        notices: what was found wrong with the file, one sentence each.
    """

    terms: tuple[str, ...]
    notices: tuple[Notice, ...]


def read_word_list(path: Path) -> WordList:
    """The words of a file: one a line, or the first column of a csv, or its column ``term``.

    Empty lines and words that are there twice are left out, and said so. Signs of regular
    expressions are taken as the characters that they are, and said so.

    Raises:
        Refusal: ``not_found``, ``unreadable``, ``not_text`` or ``no_terms``.
    """
    try:
        text = _decoded(path.read_bytes())
    except FileNotFoundError as error:
        raise Refusal("not_found", str(path)) from error
    except OSError as error:
        raise Refusal("unreadable", str(path), error.strerror or str(error)) from error
    rows = list(csv.reader(text.splitlines()))
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    column = next((place for place, cell in enumerate(head) if cell in _HEADS), None)
    first = 0 if column is None else 1
    notices: list[Notice] = []
    terms: dict[str, int] = {}
    for line, row in enumerate(rows[first:], start=first + 1):
        term = row[column or 0].strip() if len(row) > (column or 0) else ""
        if not term:
            notices.append(Notice("empty_line", f"line {line} is empty; it is left out"))
        elif term in terms:
            message = f"line {line} has {term!r} again, after line {terms[term]}; it counts once"
            notices.append(Notice("twice", message))
        else:
            terms[term] = line
            if _SIGNS & set(term):
                message = f"line {line}, {term!r}, is searched for as it stands, not as a pattern"
                notices.append(Notice("pattern", message))
    if not terms:
        raise Refusal("no_terms", str(path))
    return WordList(tuple(terms), tuple(notices))


def published_list(name: str) -> tuple[str, ...]:
    """A list of words from the literature, as printed: see ``corpus/lexicon/published``.

    Raises:
        ValueError: where there is none of this name.
    """
    path = PUBLISHED / f"{name}.csv"
    if not path.is_file():
        names = ", ".join(sorted(one.stem for one in PUBLISHED.glob("*.csv")))
        raise ValueError(f"there is no published list {name!r}; it is {names}")
    return read_word_list(path).terms


def _decoded(data: bytes) -> str:
    """A few words are too little to tell an encoding by: then it is UTF-8, or Excel's GB18030."""
    for encoding in ("utf-8-sig", "gb18030") if len(data) < _FEW else ():
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return decode(data)[0]


def find_mentions(corpus: Corpus, terms: list[str], *, with_lexicon: bool = True) -> pd.DataFrame:
    """Where terms stand in the texts of a corpus, as mentions: the longest at each place.

    Args:
        corpus: whose store is up to date.
        terms: that are searched for.
        with_lexicon: whether the terms of the lexicon are searched for too, so that 环境 in
            营商环境 is no hit.

    Returns:
        A row a mention, of the terms given and of the lexicon's: report_id, paragraph_id,
        sentence_id, start, end, term, area.
    """
    known = {one.term for one in policy_terms()} if with_lexicon else set()
    extra = [PolicyTerm(one, "", None, "own list") for one in terms if one not in known]
    matcher = TermMatcher([*(policy_terms() if with_lexicon else ()), *extra])
    found = []
    for tables in read_rows_of_parts(corpus.store, ("texts", "sentences")):
        texts = dict(zip(tables["texts"]["report_id"], tables["texts"]["text"], strict=True))
        for report_id, sentences in tables["sentences"].groupby("report_id"):
            plain = readable(texts[report_id]).text
            found.append(mentions_of(sentences, plain, matcher, cast(str, report_id)))
    return pd.concat(found, ignore_index=True)


def audit(
    terms: list[str], mentions: pd.DataFrame, sentences: pd.DataFrame, texts: pd.DataFrame,
    sizes: pd.DataFrame,
) -> pd.DataFrame:  # fmt: skip
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
    spoken = _said(sentences, texts)
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
        rows.append((term, here, substrings, int(inside.sum()), shown,
                     here / total if total else float("nan"),
                     1000 * total / words if words else float("nan"),
                     1000 * (total - here) / words if words else float("nan"),
                     _finding(here, substrings, total, int(inside.sum()))))  # fmt: skip
    columns = ["term", "mentions", "substrings", "inside", "inside_terms", "of_all", "share",
               "share_without", "finding"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["mentions", "term"], ascending=[False, True], ignore_index=True)


def _finding(mentions: int, substrings: int, total: int, inside: int) -> str:
    if substrings == 0:
        return "never found"
    if inside > mentions:
        return "mostly inside longer terms"
    return "carries the result" if total and mentions / total >= 0.5 else ""


def _said(sentences: pd.DataFrame, texts: pd.DataFrame) -> list[str]:
    """The readable text of each report's sentences."""
    from corpus.report_tables import spoken_text

    text_of = dict(zip(texts["report_id"], texts["text"], strict=True))
    return [spoken_text(rows, readable(text_of[report]).text)
            for report, rows in sentences.groupby("report_id")]  # fmt: skip


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
    return {"n": int(blocks["n"].sum()), "words": int(blocks["words"].sum()),
            "share": 1000 * found.share, "low": 1000 * found.low, "high": 1000 * found.high,
            "paragraphs": found.blocks, "reason": found.reason}  # fmt: skip
