"""A page to look at topics: their terms by relevance, and the paragraphs that show them best."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.pages.page import write_page
from analysis.topics.model import TopicFit
from corpus.language import Lang

_WORDS = {
    "en": {
        "topics": "Topics",
        "terms": "Terms of the topic",
        "relevance": "relevance",
        "paragraphs": "Paragraphs that show it best",
        "stability": "stability",
        "unstable": "not stable: no fact to report",
        "bars": "Blue: probability in the topic; grey: share in all units. "
        "λ = 1 ranks by probability, 0 by lift.",
        "note": "{n} topics by {method}, {units} units, {terms} terms",
    },
    "zh": {
        "topics": "主题",
        "terms": "该主题的词",
        "relevance": "相关度",
        "paragraphs": "最能体现该主题的段落",
        "stability": "稳定性",
        "unstable": "不稳定，不宜报告",
        "bars": "蓝：词在主题中的概率；灰：词在全部单元中的比例。λ=1 按概率，λ=0 按提升度排序。",
        "note": "{n} 个主题（{method}），{units} 个单元，{terms} 个词",
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
    """Writes an offline page of a topic model.

    Args:
        fit: the model.
        counts: that it was fitted to.
        units: unit and text of each unit; without a text the page shows none for it.
        path: ends in .html.
        title: of the page.
        labels: from ``proposed_labels``.
        lang: of the page.

    Raises:
        Refusal: ``not_saved``.
    """
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
    share = fit.document_topics.groupby("topic")["share"].mean().to_dict()
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
    """The first terms of each topic by probability and by lift, with both shares."""
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
