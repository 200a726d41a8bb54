"""Texts that would do something, if a format let them, and a table of them."""

import itertools
import re

import pandas as pd

STARTS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\\input{x}", "\\write18{ls}", "$x^2$", "%", "#1",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "|a|b|", "**b**",
    "[a](http://x)", "`code`", "{{x}}", "\u202eabc", "\u200fx", "a\nb", '"quoted"', "'single'",
    "--dash--",
]  # fmt: skip
BEFORE = ["", "环境", "a_b&", "~^", "\\"]
PAYLOADS = [f"{word}{one}" for word, one in itertools.product(BEFORE, STARTS)]


def table() -> pd.DataFrame:
    return pd.DataFrame({"term": PAYLOADS, "share": [1.23456] * len(PAYLOADS)})


def seen(text: str) -> str:
    return " ".join(re.sub("[\u200e\u200f\u202a-\u202e]", "", text).split())
