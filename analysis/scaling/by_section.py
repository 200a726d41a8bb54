"""Standard errors of positions that take words as they come: in sections."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from analysis.counts import of_kinds, unit_codes, unit_columns
from analysis.scaling.by_seed_words import LatentFit
from analysis.scaling.by_words_alone import ScalingFit
from corpus.arrays import Floats, Ints
from corpus.schema import WORD_KINDS, check_columns

Z = 1.959963984540054
_FEWEST = 3  # sections or paragraphs, as for the intervals of shares


def clustered_errors(
    tokens: pd.DataFrame,
    fit: ScalingFit | LatentFit,
    *,
    by: str | Sequence[str] = "report_id",
    cluster: Literal["section", "paragraph"] = "section",
    kinds: Collection[str] | None = WORD_KINDS,
) -> pd.DataFrame:
    """Positions with standard errors clustered by section, or by paragraph.

    The standard errors of the models take words as independent. Here those of the same section vary
    together: with d_b the sum over the words of section b of their weight less the mean weight of
    the text's words, and B sections, ``se = f sqrt(B / (B − 1) Σ d_b²)``, where f is the inverse of
    the information (Wordfish: the square of the model's se) or, where the score is a mean, 1 over
    the words and the divisor of the scores. Weights are taken as known.

    Args:
        tokens: those that were counted, with report_id, paragraph_id and, for sections, section
            (see ``in_context``).
        fit: from ``wordfish`` or ``latent_semantic``.
        by: the column or columns that define the unit, as they were for the fit.
        cluster: what varies.
        kinds: the kinds of tokens counted; None for all.

    Returns:
        The documents of the fit with se, low and high so made, cluster, and basis (how many
        sections or paragraphs); a text with fewer than three has no se, and a reason.

    Raises:
        ValueError: if a column is missing, or the tokens are not those of the fit.

    Example:
        >>> from analysis import count_terms, in_context, open_corpus
        >>> from analysis.scaling import clustered_errors, wordfish
        >>> from corpus.store import read_table
        >>> corpus = open_corpus()
        >>> tokens = in_context(read_table(corpus, "tokens"), read_table(corpus, "paragraphs"))
        >>> fit = wordfish(count_terms(tokens, by="chapter"))
        >>> table = clustered_errors(tokens, fit, by="chapter", cluster="paragraph")
        >>> bool((table["se"] / fit.documents["se"]).median() > 1)
        True
    """
    columns = unit_columns(tokens, by)
    own = ["report_id", *([cluster] if cluster == "section" else ["paragraph_id"])]
    check_columns(tokens, ["term", *own, *columns], "tokens")
    tokens = tokens[of_kinds(tokens, kinds) & tokens["term"].isin(fit.terms["term"])]
    code, units = unit_codes(tokens, columns)
    place = pd.Index(fit.documents["unit"]).get_indexer(units)[code]
    weight = tokens["term"].map(fit.terms.set_index("term")["weight"]).to_numpy(dtype=float)
    words = np.bincount(place[place >= 0], minlength=len(fit.documents))
    if (place < 0).any() or (words != fit.documents["n"]).any():
        raise ValueError("the tokens are not those of the fit; give the same, with the same by")
    total = np.bincount(place, weights=weight, minlength=len(words))
    apart = weight - (total / np.maximum(words, 1))[place]
    keys = [tokens[one].fillna("") if one == "section" else tokens[one] for one in own]
    blocks = (
        pd.DataFrame({"unit": place, "d": apart})
        .groupby(["unit", *(one.to_numpy() for one in keys)], sort=True)["d"]
        .sum()
    )
    squares = (blocks**2).groupby("unit").sum().reindex(range(len(words)), fill_value=0.0)
    number = blocks.groupby("unit").size().reindex(range(len(words)), fill_value=0)
    return _table(
        fit, _factor(fit), squares.to_numpy(float), np.asarray(number, dtype=np.int64), cluster
    )


def _factor(fit: ScalingFit | LatentFit) -> Floats:
    """What the sums of weights are multiplied by."""
    if isinstance(fit, ScalingFit):
        return fit.documents["se"].to_numpy() ** 2
    spread = fit.documents["raw"].std(ddof=1)
    return 1 / (fit.documents["n"].to_numpy(dtype=float, na_value=np.nan) * spread)


def _table(
    fit: ScalingFit | LatentFit, factor: Floats, squares: Floats, number: Ints, cluster: str
) -> pd.DataFrame:
    table = fit.documents.copy()
    value = table["position" if "position" in table else "score"]
    enough = number >= _FEWEST
    table["se"] = np.where(
        enough, factor * np.sqrt(squares * number / np.maximum(number - 1, 1)), np.nan
    )
    table["low"], table["high"] = (value + z * table["se"] for z in (-Z, Z))
    few = f"fewer than {_FEWEST} {cluster}s"
    table["reason"] = table["reason"].where(enough | (table["reason"] != ""), few)
    return table.assign(cluster=cluster, basis=[f"{one} {cluster}s" for one in number])
