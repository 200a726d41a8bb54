"""Whether readers recognise the topics: word and topic intrusion tests (Chang and others 2009)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.export.excel import write_coding_sheet
from analysis.topics.model import TopicFit
from analysis.uncertainty.proportions import wilson_interval
from corpus.errors import Refusal
from corpus.files import read_regular
from corpus.reading.workbook import check_workbook
from corpus.schema import check_columns

WORDS, TOPICS = 5, 3  # shown with the intruder
_WORD_LINES = (
    "Each row shows six terms. Five belong to the same topic, one does not.",
    "In the last column, choose the letter of the term that does not belong.",
    "If you are unsure, guess; leave no row empty.",
)
_TOPIC_LINES = (
    "Each row shows a paragraph and four topics, each represented by its top terms.",
    "Three are topics of the paragraph, one is not.",
    "In the last column, choose the letter of the topic that does not belong.",
)


def word_intrusion(fit: TopicFit, *, seed: int = 1) -> pd.DataFrame:
    """A word intrusion test: per topic, its five top terms and an intruder, in random order.

    The intruder is one of the top ten terms of another topic, and in the lower half of this one.

    Args:
        fit: the model.
        seed: the seed of the choice and the order.

    Returns:
        One row per topic: topic, a … f (terms), answer (the letter of the intruder), intruder. A
        topic for which no other topic offers an intruder is left out.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import fit_topics, word_intrusion
        >>> themes = ["教育 学校 教师 就业 医院 医疗"] * 12 + ["企业 创新 产业 项目 投资 科技"] * 8
        >>> rows = [(i, term, 3) for i, theme in enumerate(themes) for term in theme.split()]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> test = word_intrusion(fit_topics(counts, n_topics=2, n_runs=2))
        >>> test[["topic", "answer", "intruder"]].values.tolist()
        [[1, 'e', '创新'], [2, 'c', '教育']]
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
    """A topic intrusion test: per text unit, its three leading topics and an intruder, shuffled.

    The intruder is one of the least prevalent topics of the unit.

    Args:
        fit: the model, with at least four topics.
        paragraphs: unit and text of the units that the model was fitted to.
        rows: the number of units drawn at random.
        seed: the seed of the draw and the order.

    Returns:
        One row per unit: unit, text, a … d (the six top terms of a topic), answer (the letter of
        the intruder), intruder (its topic).

    Raises:
        ValueError: if the model has fewer than four topics.

    Example:
        >>> import pandas as pd
        >>> from analysis.topics import fit_topics, topic_intrusion
        >>> themes = ["教育 学校 教师"] * 8 + ["企业 创新 产业"] * 7 + ["环境 污染 绿化"] * 6
        >>> themes += ["道路 交通 桥梁"] * 5 + ["教育 学校 教师 企业 创新 环境"]
        >>> rows = [(i, term, 4) for i, theme in enumerate(themes) for term in theme.split()]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> fit = fit_topics(counts, n_topics=4, n_runs=2)
        >>> texts = pd.DataFrame({"unit": [26], "text": ["发展教育，鼓励企业创新，保护环境。"]})
        >>> row = topic_intrusion(fit, texts).loc[0]
        >>> row["answer"], row[row["answer"]][:8]
        ('d', '交通、桥梁、道路')
    """
    if fit.n_topics < TOPICS + 1:
        raise ValueError(
            f"the model has {fit.n_topics} topics; a topic intrusion test requires {TOPICS + 1}"
        )
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


def write_intrusion_sheet(table: pd.DataFrame, path: str | Path) -> Path:
    """Writes an intrusion test as a spreadsheet for a reader; the answers are on a hidden page.

    Args:
        table: from ``word_intrusion`` or ``topic_intrusion``.
        path: the file to write; it ends in .xlsx.

    Returns:
        The path.

    Raises:
        Refusal: ``unknown_table_format`` or ``not_saved``.

    Example:
        >>> from pathlib import Path
        >>> import pandas as pd
        >>> from analysis.topics import write_intrusion_sheet
        >>> row = [1, *"教育 学校 创新 教师 学生 课程".split(), "c", "创新"]
        >>> test = pd.DataFrame([row], columns=["topic", *"abcdef", "answer", "intruder"])
        >>> written = write_intrusion_sheet(test, Path("intrusion.xlsx"))
        >>> pd.read_excel(written, sheet_name="sentences").loc[0, list("abc")].tolist()
        ['教育', '学校', '创新']
    """
    check_columns(
        table, ["answer", "intruder"], "the table (from word_intrusion or topic_intrusion)"
    )
    is_word = "f" in table
    letters = list("abcdef" if is_word else "abcd")
    shown = table[letters if is_word else ["text", *letters]].assign(choice="")
    hidden = ["topic" if is_word else "unit", "answer", "intruder"]
    lines = _WORD_LINES if is_word else _TOPIC_LINES
    return write_coding_sheet(Path(path), shown, table[hidden], {"choice": letters}, lines)


def score_intrusion(*paths: Path) -> pd.DataFrame:
    """How often readers found the intruder: model precision, for word intrusion by topic.

    Args:
        paths: the completed sheets, all of word intrusion or all of topic intrusion.

    Returns:
        One row per topic (for topic intrusion a single row, ``all``): topic, n (answers), found,
        precision, low, high (Wilson's 95% interval), by_chance (the precision of guessing). Empty
        cells do not count as answers.

    Raises:
        Refusal: ``not_found``, ``unreadable``, ``damaged`` or ``no_sheet``, with the file and what
            is wrong in it.

    Example:
        >>> from pathlib import Path
        >>> import pandas as pd
        >>> from analysis.topics import score_intrusion
        >>> key = pd.DataFrame({"topic": [1, 2], "answer": ["c", "f"]})
        >>> with pd.ExcelWriter("completed.xlsx") as book:  # a reader chose c and b
        ...     pd.DataFrame({"choice": ["c", "b"]}).to_excel(book, sheet_name="sentences")
        ...     key.to_excel(book, sheet_name="key")
        >>> found = score_intrusion(Path("completed.xlsx"))
        >>> found["precision"].tolist(), found["by_chance"].round(2).tolist()
        ([1.0, 0.0], [0.17, 0.17])
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
    check_workbook(read_regular(path), str(path))
    try:
        shown = pd.read_excel(path, sheet_name="sentences", dtype=str)
        key = pd.read_excel(path, sheet_name="key", dtype={"answer": str})
    except ValueError as error:
        raise Refusal("no_sheet", str(path), str(error)) from error
    if "choice" not in shown or len(shown) != len(key):
        raise Refusal("no_sheet", str(path), "rows or the column choice have been removed")
    key["choice"] = shown["choice"].str.strip().str.lower().to_numpy()
    answered = key.dropna(subset="choice")
    wrong = answered[~answered["choice"].isin(list("abcdef"))]
    if len(wrong):
        detail = f"row {wrong.index[0] + 2} has {wrong['choice'].iloc[0]!r}; choose a letter shown"
        raise Refusal("no_sheet", str(path), detail)
    return answered
