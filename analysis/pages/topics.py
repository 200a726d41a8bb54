"""An offline page for reading topics: their terms by relevance, and their typical text units."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.pages.page import write_page
from analysis.topics.model import TopicFit
from corpus.language import Lang, check_language

_WORDS = {
    "en": {
        "topics": "Topics",
        "terms": "Terms of the topic",
        "relevance": "relevance",
        "paragraphs": "Text units with the largest share of the topic",
        "stability": "stability",
        "unstable": "unstable: do not interpret",
        "bars": "Blue: probability in the topic; grey: share in all text units. "
        "λ = 1 orders by probability, λ = 0 by lift.",
        "note": "{n} topics ({method}), {units} text units, {terms} terms",
    },
    "zh": {
        "topics": "主题",
        "terms": "该主题的词",
        "relevance": "相关度",
        "paragraphs": "该主题占比最高的文本单元",
        "stability": "稳定性",
        "unstable": "不稳定，不宜解读",
        "bars": "蓝：词在该主题中的概率；灰：词在全部文本单元中的占比。"
        "λ = 1按概率排序，λ = 0按提升度排序。",
        "note": "{n}个主题（{method}），{units}个文本单元，{terms}个词",
    },
}
_TERMS, _PARAGRAPHS = 200, 15


def write_topic_page(
    fit: TopicFit,
    counts: pd.DataFrame,
    units: pd.DataFrame,
    path: Path,
    *,
    title: str,
    labels: pd.DataFrame | None = None,
    lang: Lang = "en",
) -> Path:
    """Writes an offline page for reading the topics of a model.

    Args:
        fit: the model.
        counts: the counts that it was fitted to: unit, term, n.
        units: the text of each text unit: unit, text; a unit without a row is shown without text.
        path: of the page, ending in .html.
        title: of the page.
        labels: suggested labels of the topics, from ``proposed_labels``; None for no labels.
        lang: language of the page: en or zh.

    Returns:
        The path.

    Raises:
        Refusal: ``not_saved``.

    Example:
        >>> from pathlib import Path
        >>> import pandas as pd
        >>> from analysis.pages import write_topic_page
        >>> from analysis.topics import fit_topics
        >>> words = ["企业 创新 项目 企业", "学校 教育 教师 学校"] * 6
        >>> rows = [(unit, term, 1) for unit, text in enumerate(words) for term in text.split()]
        >>> counts = pd.DataFrame(rows, columns=["unit", "term", "n"])
        >>> counts = counts.groupby(["unit", "term"], as_index=False).sum()
        >>> fit = fit_topics(counts, n_topics=2, min_words=1, n_runs=2)
        >>> units = pd.DataFrame({"unit": range(12), "text": words})
        >>> path = write_topic_page(fit, counts, units, Path("topics.html"), title="Two topics")
        >>> "2 topics (nmf), 12 text units, 6 terms" in path.read_text(encoding="utf-8")
        True
    """
    check_language(lang)
    words = _WORDS[lang]
    note = words["note"].format(
        n=fit.n_topics, method=fit.method, units=fit.n_units, terms=fit.n_terms
    )
    data = {
        "title": title,
        "note": note,
        "words": words,
        "topics": _topics(fit, labels),
        "terms": _terms(fit, counts),
        "paragraphs": _paragraphs(fit, units),
    }
    return write_page(path, name="topics", title=title, data=data, lang=lang)


def _topics(fit: TopicFit, labels: pd.DataFrame | None) -> list[dict[str, Any]]:
    said = {} if labels is None else dict(zip(labels["topic"], labels["label"], strict=True))
    share = fit.shares.to_dict()
    first = fit.topic_terms.groupby("topic")["term"].agg(lambda terms: list(terms.head(6)))
    rows = fit.stability[["topic", "value", "stable"]].to_numpy().tolist()
    return [
        {
            "topic": topic,
            "label": said.get(topic, ""),
            "first": first[topic],
            "share": round(share[topic], 4),
            "stability": round(value, 3),
            "stable": stable,
        }
        for topic, value, stable in rows
    ]


def _terms(fit: TopicFit, counts: pd.DataFrame) -> dict[str, list[list[Any]]]:
    """The leading terms of each topic by probability and by lift, with both shares."""
    n = counts.groupby("term")["n"].sum()
    overall = fit.topic_terms["term"].map(n / n.sum())
    table = fit.topic_terms.assign(overall=overall, lift=fit.topic_terms["probability"] / overall)
    table = table[table["probability"] > 1e-6]
    found = {}
    for topic, own in table.groupby("topic"):
        by_lift = own.sort_values(["lift", "term"], ascending=[False, True]).head(_TERMS // 2)
        kept = own.loc[own.index[: _TERMS // 2].union(by_lift.index)]
        found[str(topic)] = [
            [term, float(f"{p:.4g}"), float(f"{q:.4g}")]
            for term, p, q in zip(kept["term"], kept["probability"], kept["overall"], strict=True)
        ]
    return found


def _paragraphs(fit: TopicFit, units: pd.DataFrame) -> dict[str, list[list[Any]]]:
    text = dict(zip(units["unit"], units["text"], strict=True))
    shares = fit.document_topics.assign(rounded=fit.document_topics["share"].round(4))
    shares = shares.sort_values(["topic", "rounded", "unit"], ascending=[True, False, True])
    return {
        str(topic): [
            [one.rounded, one.unit, text.get(one.unit, "")]
            for one in own.head(_PARAGRAPHS).itertuples()
        ]
        for topic, own in shares.groupby("topic")
    }
