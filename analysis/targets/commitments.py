"""Promises without a number: how strongly they are made, and on whose account."""

from __future__ import annotations

import re

import pandas as pd

# Verbs of promises without a number, from the strongest to the weakest.
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
    """Promises without a number of their own: how strongly, on whose account, measured by what.

    Args:
        sentences: the table of the store; those of the plan are taken.
        texts: the table of the store.

    Returns:
        A row a sentence of the plan that has such words: report_id, sentence_id, start, end,
        strength (binding, firm, effort or exploratory, by the strongest verb), verbs, kind
        (delegated: 完成上级下达; relative: 与经济增长同步; or plain), sentence.
    """
    text_of = dict(zip(texts["report_id"], texts["text"], strict=True))
    plan = sentences[sentences["orientation"].isin(["plan_next_year", "plan_multi_year"])]
    rows = []
    columns = ["report_id", "sentence_id", "start", "end"]
    for place in zip(*(plan[name] for name in columns), strict=True):
        said = " ".join(text_of[place[0]][place[2] : place[3]].split())
        verbs = {
            name: [verb for verb in words if verb in said] for name, words in STRENGTHS.items()
        }
        strength = next((name for name, found in verbs.items() if found), "")
        kind = (
            "delegated"
            if _DELEGATED.search(said)
            else "relative"
            if _RELATIVE.search(said)
            else "plain"
        )
        if strength or kind != "plain":
            named = "、".join(verb for found in verbs.values() for verb in found)
            rows.append((*place, strength, named, kind, said))
    return pd.DataFrame(rows, columns=[*columns, "strength", "verbs", "kind", "sentence"])
