"""From a number to the sentences behind it: one row per occurrence counted."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from corpus.schema import check_columns


def evidence(
    table: pd.DataFrame,
    rows: pd.DataFrame,
    sentences: pd.DataFrame,
    texts: pd.DataFrame,
    *,
    by: Sequence[str],
    n: str = "n",
) -> pd.DataFrame:
    """The sentences behind each number of a table.

    Args:
        table: one row per cell: the columns ``by``, and the count.
        rows: what was counted, with the same columns ``by``: tokens, mentions, quantities, or
            coded sentences; report_id, start, end.
        sentences: the table of the store.
        texts: the table of the store.
        by: the columns that assign a row to a cell, such as term, or area and side.
        n: the column of the count.

    Returns:
        One row per occurrence, in the order of the table and of the text: the columns ``by``,
        report_id, start, end, hit (as printed), sentence_id, sentence_start, sentence_end,
        sentence. Offsets are those of the document's text.

    Raises:
        ValueError: if a column is missing, or the rows of a cell do not add up to its count, so
            that the table was made from other rows.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.evidence import evidence
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> mentions, sentences = read_table(corpus, "mentions"), read_table(corpus, "sentences")
        >>> table = mentions.value_counts("term").rename("n").reset_index().query("term == '社区'")
        >>> found = evidence(table, mentions, sentences, read_table(corpus, "texts"), by=["term"])
        >>> len(found), found.loc[0, "sentence"]
        (8, '加快发展老龄事业,新建10处具备就餐、医疗、文化、健康等综合功能的社区居家养老服务中心。')
    """
    keys = list(by)
    check_columns(table, [*keys, n])
    check_columns(rows, [*keys, "report_id", "start", "end"])
    cells = table[keys].drop_duplicates()
    cells = cells.assign(_order=range(len(cells)))
    hits = rows[[*dict.fromkeys([*keys, "report_id", "start", "end"])]].merge(cells, on=keys)
    _check_sums(table, hits, keys, n)
    hits = _with_sentences(hits, sentences)
    text_of = dict(zip(texts["report_id"], texts["text"], strict=True))
    spans = zip(
        hits["report_id"],
        hits["start"],
        hits["end"],
        hits["sentence_start"],
        hits["sentence_end"],
        strict=True,
    )
    found = [(text_of[one][a:b], " ".join(text_of[one][c:d].split())) for one, a, b, c, d in spans]
    hits["hit"], hits["sentence"] = [one for one, _ in found], [one for _, one in found]
    columns = [
        *keys,
        "report_id",
        "start",
        "end",
        "hit",
        "sentence_id",
        "sentence_start",
        "sentence_end",
        "sentence",
    ]
    ordered = hits.sort_values(["_order", "report_id", "start", "end"], ignore_index=True)
    return ordered[list(dict.fromkeys(columns))]


def _check_sums(table: pd.DataFrame, hits: pd.DataFrame, keys: list[str], n: str) -> None:
    counted = hits.groupby(keys).size().rename("_hits").reset_index()
    joined = table[[*keys, n]].merge(counted, on=keys, how="left").fillna({"_hits": 0})
    wrong = joined[joined[n] != joined["_hits"]]
    if len(wrong):
        first = wrong.iloc[0]
        cell = ", ".join(f"{key} {first[key]}" for key in keys)
        raise ValueError(
            f"the cell {cell} has the count {first[n]}, but {first['_hits']:.0f} rows "
            "belong to it; give the rows that were counted"
        )


def _with_sentences(hits: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Each occurrence with the sentence that it begins in."""
    named = {"start": "sentence_start", "end": "sentence_end"}
    places = sentences[["report_id", "sentence_id", "start", "end"]].rename(columns=named)
    places = places.assign(start=places["sentence_start"]).sort_values("start")
    found = pd.merge_asof(hits.sort_values("start"), places, on="start", by="report_id")
    outside = found["sentence_id"].isna() | (found["start"] >= found["sentence_end"])
    if outside.any():
        first = found[outside].iloc[0]
        raise ValueError(
            f"no sentence of {first['report_id']} contains the place {first['start']}; "
            "give the sentences of the same store"
        )
    whole = ["sentence_id", "sentence_start", "sentence_end"]
    return found.astype(dict.fromkeys(whole, "int64"))
