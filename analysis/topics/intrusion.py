"""Do readers see the topics? Word and topic intrusion (Chang and others 2009), as sheets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.export.excel import write_coding_sheet
from analysis.topics.model import TopicFit
from analysis.uncertainty.proportions import wilson_interval
from corpus.errors import Refusal

WORDS, TOPICS = 5, 3  # shown beside the intruder
_WORD_LINES = (
    "Each row has six terms. Five belong to one topic, one does not.",
    "Choose in the last column the letter of the term that does not belong.",
    "Guess where you cannot tell; leave no row empty.",
)
_TOPIC_LINES = (
    "Each row has a paragraph and four topics, each told by its first terms.",
    "Three of them are topics of the paragraph, one is not.",
    "Choose in the last column the letter of the topic that does not belong.",
)


def word_intrusion(fit: TopicFit, *, seed: int = 1) -> pd.DataFrame:
    """A row a topic: five of its first terms, and one that is improbable in it, shuffled.

    The intruder is among the first ten terms of another topic, and in the lower half of this one.

    Args:
        fit: the model.
        seed: of the choice and the order.

    Returns:
        topic, a … f (terms), answer (the letter of the intruder), intruder. A topic that no other
        topic has an intruder for is left out.
    """
    rng = np.random.default_rng(seed)
    first = fit.topic_terms.groupby("topic")["term"].agg(lambda terms: list(terms.head(10)))
    rows = []
    for topic, own in first.items():
        terms = fit.topic_terms.loc[fit.topic_terms["topic"] == topic, "term"]
        low = set(terms.tail(len(terms) // 2))
        foreign = sorted({one for other in first.drop(topic) for one in other} & low)
        if not foreign or len(own) < WORDS:
            continue
        intruder = foreign[rng.integers(len(foreign))]
        shown = [*own[:WORDS], intruder]
        shown = [shown[place] for place in rng.permutation(len(shown))]
        rows.append((topic, *shown, "abcdef"[shown.index(intruder)], intruder))
    return pd.DataFrame(rows, columns=["topic", *"abcdef", "answer", "intruder"])


def topic_intrusion(
    fit: TopicFit, paragraphs: pd.DataFrame, *, rows: int = 40, seed: int = 1
) -> pd.DataFrame:
    """A row a paragraph: its three first topics, and one of its last, shuffled.

    Args:
        fit: the model; with four topics or more.
        paragraphs: unit and text of what the model was fitted to.
        rows: how many paragraphs, drawn at random.
        seed: of the draw and the order.

    Returns:
        unit, text, a … d (the six first terms of a topic), answer, intruder (the topic).

    Raises:
        ValueError: where the model has fewer than four topics.
    """
    if fit.n_topics < TOPICS + 1:
        raise ValueError(f"{fit.n_topics} topics are too few to hide one among {TOPICS}")
    rng = np.random.default_rng(seed)
    words = fit.topic_terms.groupby("topic")["term"].agg(lambda terms: "、".join(terms.head(6)))
    wide = fit.document_topics.pivot(index="unit", columns="topic", values="share").dropna()
    texts = dict(zip(paragraphs["unit"], paragraphs["text"], strict=True))
    known = wide[wide.index.isin(list(texts))]
    chosen = known.iloc[np.sort(rng.choice(len(known), min(rows, len(known)), replace=False))]
    found = []
    for unit, shares in chosen.iterrows():
        order = list(shares.sort_values(ascending=False, kind="stable").index)
        rest = order[TOPICS:]
        intruder = rest[-1 - int(rng.integers((len(rest) + 1) // 2))]
        shown = [*order[:TOPICS], intruder]
        shown = [shown[place] for place in rng.permutation(len(shown))]
        found.append(
            (
                unit,
                texts[unit],
                *(words[one] for one in shown),
                "abcd"[shown.index(intruder)],
                intruder,
            )
        )
    return pd.DataFrame(found, columns=["unit", "text", *"abcd", "answer", "intruder"])


def write_intrusion_sheet(table: pd.DataFrame, path: Path) -> Path:
    """Writes the sheet that a reader fills in; the answers are on a hidden page of it.

    Args:
        table: from ``word_intrusion`` or ``topic_intrusion``.
        path: ends in .xlsx.

    Raises:
        Refusal: ``unknown_table_format`` or ``not_saved``.
    """
    is_word = "f" in table
    letters = list("abcdef" if is_word else "abcd")
    shown = table[letters if is_word else ["text", *letters]].assign(choice="")
    hidden = ["topic" if is_word else "unit", "answer", "intruder"]
    return write_coding_sheet(
        path, shown, table[hidden], letters, _WORD_LINES if is_word else _TOPIC_LINES
    )


def score_intrusion(*paths: Path) -> pd.DataFrame:
    """How often readers found the intruder: model precision, by topic where words were shown.

    Args:
        paths: of filled sheets, of one kind.

    Returns:
        A row a topic (or one row, for topic intrusion): topic, n (answers), found, precision, low,
        high (Wilson's 95%), by_chance. Empty cells are no answers.

    Raises:
        Refusal: ``not_found`` or ``no_sheet``, with the file and what is wrong in it.
    """
    filled = pd.concat([_filled(path) for path in paths], ignore_index=True)
    groups = filled.groupby("topic") if "topic" in filled else [("all", filled)]
    chance = 1 / (WORDS + 1) if "topic" in filled else 1 / (TOPICS + 1)
    rows = []
    for topic, own in groups:
        n, found = len(own), int((own["choice"] == own["answer"]).sum())
        low, high = wilson_interval(found, n)
        rows.append((topic, n, found, found / n, float(low), float(high), chance))
    columns = ["topic", "n", "found", "precision", "low", "high", "by_chance"]
    return pd.DataFrame(rows, columns=columns)


def _filled(path: Path) -> pd.DataFrame:
    if not path.is_file():
        raise Refusal("not_found", str(path))
    try:
        shown = pd.read_excel(path, sheet_name="sentences", dtype=str)
        key = pd.read_excel(path, sheet_name="key", dtype={"answer": str})
    except ValueError as error:
        raise Refusal("no_sheet", str(path), str(error)) from error
    if "choice" not in shown or len(shown) != len(key):
        raise Refusal("no_sheet", str(path), "rows or the column choice were taken out")
    key["choice"] = shown["choice"].str.strip().str.lower().to_numpy()
    answered = key.dropna(subset="choice")
    wrong = answered[~answered["choice"].isin(list("abcdef"))]
    if len(wrong):
        detail = f"row {wrong.index[0] + 2} has {wrong['choice'].iloc[0]!r}; choose a letter"
        raise Refusal("no_sheet", str(path), detail)
    return answered
