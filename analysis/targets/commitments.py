"""Qualitative commitments: how strongly they are worded, and what they depend on."""

from __future__ import annotations

import re

import pandas as pd

from corpus.schema import check_columns

# Verbs of commitment, from the strongest to the weakest.
STRENGTHS = {
    "binding": ("必须", "确保", "坚决", "严格", "严禁", "决不", "务必", "不得"),
    "firm": ("实现", "完成", "建成", "实施", "落实", "推进", "加快", "全面"),
    "effort": ("力争", "努力", "争取", "着力", "积极", "大力", "促进", "支持", "鼓励", "引导"),
    "exploratory": ("探索", "研究", "谋划", "试点", "逐步", "适时", "有序", "稳妥"),
}
_DELEGATED = re.compile(
    r"(?:完成|达到|落实)(?:上级|市里|省里|市|省|国家)?(?:下达|要求|规定|核定)的?"
)
_RELATIVE = re.compile(
    r"与[^，。；]{2,20}(?:同步|基本同步|相适应|相协调|相匹配|持平)|高于[^，。；]{2,16}平均"
)


def soft_commitments(sentences: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """The commitments of the plan: the strength of their wording, and what they depend on.

    Sentences are found by their verbs, and are not screened for numbers: for qualitative
    commitments alone, leave out the sentences that the ledger lists as targets.

    Args:
        sentences: the table of the data store; only sentences of the plan are used.
        texts: the table of the data store.

    Returns:
        One row per sentence of the plan with such wording: report_id, sentence_id, start, end,
        strength (that of the strongest verb: binding, as 确保; firm, as 实现; effort, as 力争;
        exploratory, as 探索; or ""), verbs (all that occur), kind (delegated: a task set from
        above, 完成上级下达的; relative: tied to another quantity, 与经济增长同步; or plain),
        sentence.

    Example:
        >>> import pandas as pd
        >>> from analysis.targets import soft_commitments
        >>> text = "力争引进企业20家。居民收入与经济增长同步。"
        >>> sentences = pd.DataFrame({"report_id": "a", "sentence_id": [0, 1], "start": [0, 10],
        ...                           "end": [10, 22], "orientation": "plan_next_year"})
        >>> found = soft_commitments(sentences, pd.DataFrame({"report_id": ["a"], "text": [text]}))
        >>> print(found[["strength", "verbs", "kind", "sentence"]].to_string(index=False))
        strength verbs     kind            sentence
          effort  力争    plain   力争引进企业20家。
                       relative 居民收入与经济增长同步。
    """
    check_columns(
        sentences, ["report_id", "sentence_id", "start", "end", "orientation"], "sentences"
    )
    check_columns(texts, ["report_id", "text"], "texts")
    text_of = dict(zip(texts["report_id"], texts["text"], strict=True))
    plan = sentences[sentences["orientation"].isin(["plan_next_year", "plan_multi_year"])]
    rows = []
    columns = ["report_id", "sentence_id", "start", "end"]
    for place in zip(*(plan[name] for name in columns), strict=True):
        sentence = " ".join(text_of[place[0]][place[2] : place[3]].split())
        verbs = {
            name: [verb for verb in words if verb in sentence] for name, words in STRENGTHS.items()
        }
        strength = next((name for name, found in verbs.items() if found), "")
        kind = (
            "delegated"
            if _DELEGATED.search(sentence)
            else "relative"
            if _RELATIVE.search(sentence)
            else "plain"
        )
        if strength or kind != "plain":
            named = "、".join(verb for found in verbs.values() for verb in found)
            rows.append((*place, strength, named, kind, sentence))
    return pd.DataFrame(rows, columns=[*columns, "strength", "verbs", "kind", "sentence"])
