"""Shares of sides and directives: by group with intervals, as a panel, and corrected by coders."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import astuple
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.confidence import with_confidence
from analysis.instruments.classify import code_instruments
from analysis.instruments.model import CODES
from analysis.sentences import sentences_in_context
from analysis.uncertainty.clusters import clusters, summed
from analysis.uncertainty.correction import design_based
from analysis.uncertainty.inference import INFERENCE, Inference
from analysis.uncertainty.lending import across_texts
from analysis.uncertainty.share_limits import Spread, limits, spread
from analysis.uncertainty.shares import basis, few_blocks
from corpus.collection import Corpus
from corpus.errors import Refusal
from corpus.schema import SPOKEN, check_columns
from corpus.store.kept_tables import kept
from corpus.store.manifest import groups_of, report_ids
from corpus.store.tables import read_table

InstrumentKind = Literal["side", "directive"]
PLAN = ("plan_next_year", "plan_multi_year")
_KEYS = ["report_id", "start", "end"]
_FIGURES = ["n", "sentences", "share", "low", "high", "cluster", "basis", "reason"]
_REASON = "too few coded sentences"


def instrument_shares(
    coded: pd.DataFrame,
    *,
    by: str | Sequence[str] = "report_id",
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """The share of each side and each directive in the sentences of each group.

    ``share = 100 n / sentences``. The intervals are those of ``share_interval``, clustered by
    section where the sentences name theirs and a group has three or more, otherwise by paragraph.
    Ten groups or more lend each other the design effect of each code (``across_texts``): the
    interval of a group is another, and mostly a closer one, beside many than alone. The machine's
    errors are not in them: see ``corrected_instruments``.

    Args:
        coded: one row per sentence: report_id, paragraph_id, side, directive (of
            ``code_instruments``), the columns of ``by`` and, where known, section.
        by: the column, or columns, that define a group, such as region and year.
        inference: confidence, cluster and min_blocks of the intervals.

    Returns:
        One row per group, kind (``side`` or ``directive``) and code, zeros included: the columns of
        by, kind, code, n, sentences (of the group), share (in %), low, high, cluster, basis (how
        many sections or paragraphs have it), reason (why there is no interval, or "").

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.instruments import instrument_shares
        >>> coded = pd.DataFrame({"report_id": "x", "paragraph_id": range(4),
        ...                       "side": ["supply", "supply", "demand", "none"],
        ...                       "directive": ["firm", "firm", "encouraging", "none"]})
        >>> table = instrument_shares(coded)
        >>> table.loc[table["kind"] == "side", ["code", "n", "share"]].to_numpy().tolist()
        [['supply', 2, 50.0], ['environment', 0, 0.0], ['demand', 1, 25.0], ['none', 1, 25.0]]
    """
    by = [by] if isinstance(by, str) else list(by)
    check_columns(coded, ["report_id", "paragraph_id", *CODES, *by], "coded")
    tables, spreads = [], []
    for group, rows in coded.groupby(by, sort=True, dropna=False):
        table, found = _of_group(rows.reset_index(drop=True), inference)
        tables.append(pd.DataFrame([group] * len(table), columns=by).join(table))
        spreads.append(found)
    if not tables:
        return pd.DataFrame(columns=[*by, "kind", "code", *_FIGURES])
    whole = _with_limits(pd.concat(tables, ignore_index=True), spreads, inference)
    return with_confidence(whole, inference.confidence)


def _of_group(rows: pd.DataFrame, inference: Inference) -> tuple[pd.DataFrame, Spread]:
    """The shares of one group, and how its counts vary over clusters."""
    number, cluster = clusters(rows, np.zeros(len(rows), dtype=np.int64), inference.cluster)
    pairs = [(kind, code) for kind, codes in CODES.items() for code in codes]
    hits = np.column_stack([rows[kind] == code for kind, code in pairs]).astype(float)
    n, size = summed(hits, np.ones(len(rows)), number)
    table = pd.DataFrame(pairs, columns=["kind", "code"])
    table["n"], table["sentences"] = hits.sum(axis=0).astype(int), len(rows)
    table["share"] = 100 * table["n"] / len(rows)
    held = np.asarray((n > 0).sum(axis=0))
    table["cluster"], table["basis"] = cluster, basis(held, len(size), cluster)
    table["reason"] = few_blocks("the text", len(size), inference.min_blocks, cluster)
    return table, spread(n, size)


def _with_limits(
    table: pd.DataFrame, spreads: Sequence[Spread], inference: Inference
) -> pd.DataFrame:
    """The shares of all groups with the limits of each, the codes lent across groups."""
    columns = [np.concatenate(one) for one in zip(*map(astuple, spreads), strict=True)]
    found = Spread(*columns)
    code = np.arange(len(table)) % (len(table) // len(spreads))
    lent = across_texts(code, found.blocks, table["cluster"])
    ends = limits(found, confidence=inference.confidence, borrow=lent)
    for name, end in zip(("low", "high"), ends, strict=True):
        table[name] = np.where(table["reason"] == "", 100 * end, np.nan)
    by = [one for one in table if one not in ("kind", "code", *_FIGURES)]
    return table[[*by, "kind", "code", *_FIGURES]]


@kept
def read_instruments(
    corpus: Corpus,
    *,
    report_id: Collection[str] | None = None,
    orientation: Collection[str] | None = PLAN,
) -> pd.DataFrame:
    """The side and directive of each sentence of a corpus, by default of the plans.

    Args:
        corpus: a corpus whose store is up to date.
        report_id: of the reports that are coded; None for all.
        orientation: of the sentences (see the table ``sentences``); None for the whole body.

    Returns:
        One row per sentence, by report ID and then in the order of the document: report_id,
        paragraph_id, section, sentence_id, start, end, orientation, and the columns of
        ``code_instruments`` without evidence.

    Raises:
        Refusal: ``empty_corpus``, or ``unknown_report``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.instruments import read_instruments
        >>> coded = read_instruments(open_corpus())
        >>> len(coded), coded["side"].value_counts().index[0]
        (211, 'environment')
    """
    there = report_ids(corpus)
    if not there:
        raise Refusal("empty_corpus", str(corpus.documents))
    if report_id is not None:
        for one in report_id:
            if one not in there:
                raise Refusal("unknown_report", one)
        there = sorted(set(report_id))
    wanted = SPOKEN if orientation is None else tuple(orientation)
    return pd.concat(_read(corpus, there, wanted), ignore_index=True)


def _read(
    corpus: Corpus, there: Collection[str], wanted: Collection[str]
) -> Iterator[pd.DataFrame]:
    columns = ["report_id", "paragraph_id", "section", "sentence_id", "start", "end", "orientation"]
    for group in groups_of(list(there)):
        every = sentences_in_context(
            *(
                read_table(corpus, name, report_id=group)
                for name in ("sentences", "paragraphs", "texts")
            )
        )
        body = every[every["orientation"].isin(wanted)]
        yield body[columns].join(code_instruments(body, evidence=False))


def instrument_panel(
    corpus: Corpus,
    *,
    orientation: Collection[str] | None = PLAN,
    inference: Inference = INFERENCE,
) -> pd.DataFrame:
    """The share of each side and directive in each report: one row per report, kind and code.

    Args:
        corpus: a corpus whose store is up to date.
        orientation: the sentences counted, by default those of the plan; None for the whole body.
        inference: as ``instrument_shares``.

    Returns:
        report_id, region_code, region, level, year (the report year), then the columns of
        ``instrument_shares``. A report without such sentences has no rows.

    Raises:
        Refusal: ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.instruments import instrument_panel
        >>> panel = instrument_panel(open_corpus())
        >>> len(panel), int(panel.loc[panel["kind"] == "side", "n"].sum())
        (9, 211)
    """
    shares = instrument_shares(
        read_instruments(corpus, orientation=orientation), inference=inference
    )
    keys = ["report_id", "region_code", "region", "level", "report_year"]
    about = read_table(corpus, "reports")[keys]
    about = about.rename(columns={"report_year": "year"}).astype({"year": "Int64"})
    return about.merge(shares, on="report_id").sort_values(
        "report_id", kind="stable", ignore_index=True
    )


def corrected_instruments(
    coded: pd.DataFrame,
    sheet: pd.DataFrame,
    *,
    kind: InstrumentKind,
    by: pd.Series | None = None,
    cluster: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """The shares of sides or directives, naive and corrected by sentences that a person coded.

    For each code and group the mean of ``design_based`` (Egami and others 2023): the share by
    machine, plus the errors seen in the coded sentences, each weighted by one over the probability
    with which it was drawn.

    Args:
        coded: all sentences with the machine's codes: report_id, start, end and the column called
            like ``kind``; from ``read_instruments``.
        sheet: the sentences drawn: report_id, start, end, probability, and the coder's code in the
            column called like ``kind``, missing where none was given; from ``read_sheet``. Where
            both tables have orientation, sentences of parts that are not in coded are left out.
            Those left blank are accounted for by stratum, where there is such a column.
        kind: ``side`` or ``directive``.
        by: the group of each report, with report_id as index, such as its year; by default all are
            one group.
        cluster: a column of ``coded`` within which sentences are not independent, such as
            report_id, or None.
        confidence: the confidence level; unless it is 0.95, a column ``confidence_level`` has it.

    Returns:
        One row per group and code: the group (in a column called like ``by``, or ``group``), kind,
        code, sentences, coded (by the coder), naive, corrected, low, high (in %; missing where too
        few were coded), reason.

    Raises:
        ValueError: if kind or a code is unknown, a sentence of the sheet is not in coded, or
            nothing is coded.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.instruments import corrected_instruments, read_instruments
        >>> coded = read_instruments(open_corpus())
        >>> sheet = coded.iloc[::2].assign(probability=0.5)  # a coder who always agrees
        >>> table = corrected_instruments(coded, sheet, kind="side")
        >>> bool((table["naive"] - table["corrected"]).abs().max() < 1e-9)
        True
    """
    check_columns(coded, _KEYS, "coded")
    if kind not in tuple(CODES):
        raise ValueError(f"{kind!r} is not a kind; choose side or directive")
    rows = _with_coder(coded, sheet, kind)
    name = "group" if by is None else str(by.name or "group")
    rows[name] = "all" if by is None else rows["report_id"].map(by)
    if rows[name].isna().any():
        one = rows.loc[rows[name].isna(), "report_id"].iloc[0]
        raise ValueError(f"report {one} has no group in by; give a group for every report")
    table = [
        (group, kind, code, *_corrected(part, kind, code, cluster, confidence))
        for group, part in rows.groupby(name)
        for code in CODES[kind]
    ]
    columns = ["sentences", "coded", "naive", "corrected", "low", "high", "reason"]
    shares = pd.DataFrame(table, columns=[name, "kind", "code", *columns])
    return with_confidence(shares, confidence)


def _with_coder(coded: pd.DataFrame, sheet: pd.DataFrame, kind: str) -> pd.DataFrame:
    """All sentences, with the coder's code and the probability of having one."""
    check_columns(coded, [*_KEYS, kind], "coded")
    check_columns(sheet, [*_KEYS, "probability", kind], "sheet")
    if "orientation" in sheet and "orientation" in coded:
        sheet = sheet[sheet["orientation"].isin(coded["orientation"])]
    filled = sheet[sheet[kind].notna()]
    if filled.empty:
        raise ValueError(f"the sheet has no coded sentence; fill in the column {kind}")
    unknown = sorted(set(filled[kind]) - set(CODES[kind]))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is not a {kind}; choose from {', '.join(CODES[kind])}")
    # Of the sentences drawn, those left blank count as not drawn.
    strata = sheet["stratum"] if "stratum" in sheet else pd.Series(0, index=sheet.index)
    answered = sheet[kind].notna().groupby(strata).transform("mean")
    drawn = filled[[*_KEYS, "probability"]].assign(by_coder=filled[kind])
    drawn["probability"] *= answered
    rows = coded.merge(drawn, on=_KEYS, how="left", validate="one_to_one")
    lost = len(filled) - int(rows["by_coder"].notna().sum())
    if lost:
        raise ValueError(
            f"{lost} of {len(filled)} coded sentences are not in coded; read the instruments of "
            "the corpus that the sheet was drawn from"
        )
    return rows


def _corrected(
    rows: pd.DataFrame, kind: str, code: str, cluster: str | None, confidence: float
) -> tuple[Any, ...]:
    known = rows["by_coder"].notna()
    data = rows.assign(
        by_machine=(rows[kind] == code).astype(float),
        truth=(rows["by_coder"] == code).astype(float).where(known),
    )
    naive = 100 * float(data["by_machine"].mean())
    if known.sum() < 2:
        return len(rows), int(known.sum()), naive, np.nan, np.nan, np.nan, _REASON
    found = design_based(
        data,
        outcome="truth",
        covariates=[],
        predicted={"truth": "by_machine"},
        sampling_probability="probability",
        model="mean",
        cluster=cluster,
        confidence=confidence,
    ).iloc[0]
    share, low, high = (100 * float(found[one]) for one in ("estimate", "low", "high"))
    return len(rows), int(known.sum()), naive, share, max(low, 0.0), min(high, 100.0), ""
