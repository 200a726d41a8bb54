"""The counts that an archive without texts has instead: they quote nothing."""

from __future__ import annotations

from io import BytesIO

import pandas as pd

from analysis.package.quotes import LENGTH
from corpus.collection import Corpus
from corpus.lexicon.lists import policy_terms
from corpus.store.manifest import report_ids
from corpus.store.tables import read_table

MOST = 5_000  # reports; the counts of more would be larger than an archive should be
_PART = ["report_id", "orientation"]
_SIZES = ["words", "tokens", "characters", "sentences"]


def counts_of(corpus: Corpus) -> dict[str, bytes]:
    """The counts of a corpus by report and part, as Parquet files by their place in an archive.

    ``counts/words.parquet``: report_id, orientation, term, kind, n; ``counts/terms.parquet``: the
    same of policy term mentions, with area; ``counts/sizes.parquet``: report_id, orientation and,
    for rates, words, tokens, characters, sentences. Rows are in the order of terms, so that they
    say nothing of the order in a text. A word of 13 characters or more that is no policy term is
    left out.

    Args:
        corpus: with its store.

    Returns:
        None of them where there are no reports, or more than 5,000.
    """
    if not 0 < len(report_ids(corpus)) <= MOST:
        return {}
    words = read_table(corpus, "counts", columns=[*_PART, "term", "kind", "n"])
    mentions = _with_parts(corpus)
    sizes = read_table(corpus, "sizes", columns=[*_PART, *_SIZES])
    tables = {
        "words": _unquoting(words).sort_values([*_PART, "term", "kind"]),
        "terms": mentions.groupby([*_PART, "term", "area"], dropna=False, observed=True)
        .size()
        .rename("n")
        .reset_index(),
        "sizes": sizes.groupby(_PART, observed=True)[_SIZES].sum().reset_index(),
    }
    return {f"counts/{name}.parquet": _parquet(table) for name, table in tables.items()}


def _with_parts(corpus: Corpus) -> pd.DataFrame:
    """The mentions with the part of the report that each is in."""
    place = ["report_id", "paragraph_id"]
    mentions = read_table(corpus, "mentions", columns=[*place, "term", "area"])
    return mentions.merge(read_table(corpus, "sizes", columns=[*place, "orientation"]), on=place)


def _unquoting(words: pd.DataFrame) -> pd.DataFrame:
    known = {one.term for one in policy_terms()}
    return words[(words["term"].str.len() < LENGTH) | words["term"].isin(known)]


def _parquet(table: pd.DataFrame) -> bytes:
    file = BytesIO()
    table.reset_index(drop=True).to_parquet(file, index=False, compression="zstd")
    return file.getvalue()
