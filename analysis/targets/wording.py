"""How strongly growth targets are worded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.targets.comparable import comparable, is_target
from analysis.targets.indicators import indicator_key, indicators
from analysis.targets.rows import records, tuples, whole
from analysis.targets.words_around import clause_of
from corpus.schema import check_columns
from corpus.text.numerals import fold

Wording = Literal[
    "about", "at_least", "ensure", "strive", "range", "in_step", "none", "exact", "at_most"
]
COLUMNS = [
    "report_id",
    "region_code",
    "region",
    "report_year",
    "indicator_key",
    "indicator_en",
    "start",
    "end",
    "target",
    "target_high",
    "rate_sub",
    "words",
    "sentence",
]
# Verbs come first: 力争增长8%以上 is an effort, whatever the bound.
_VERBS: tuple[tuple[Wording, re.Pattern[str]], ...] = (
    ("ensure", re.compile("确保|务必|必须|保证")),
    ("strive", re.compile("力争|争取|努力|奋力")),
)
_BOUNDS: dict[str, Wording] = {
    "range": "range",
    "ge": "at_least",
    "gt": "at_least",
    "approx": "about",
    "approx_over": "about",
    "approx_under": "about",
    "le": "at_most",
    "lt": "at_most",
}
_BOUND_WORDS = re.compile(
    "以[上内下]|之内|左右|上下|不[低少小]于|至少|不[高大]于|不超过|[高多大低少]于|超过|突破|控制在"
    "|区间|约|近"
)
_BEFORE_GROWTH = (
    "力争",
    "争取",
    "确保",
    "努力",
    "继续",
    "保持",
    "实现",
    "稳定",
    "较快",
    "平稳",
    "正",
    "基本",
    "速度",
    "增速",
)
_IN_STEP = re.compile(
    r"(?:[与和同跟][^，。；、]{0,14}(?:经济|GDP|生产总值|全国|全省|全市)[^，。；、]{0,10}(?:同步|相适应|一致|持平)"
    r"|(?:高于|快于|不低于)[^，。；、]{0,10}(?:经济增[长速]|平均)[^，。；、]{0,4}"
    r"|在全[国省市][^，。；、]{0,4}平均[^，。；、]{0,4}以上)"
)
_GOALS = re.compile(r"(?:预期|主要|发展|奋斗|工作)目标|目标(?:是|为|建议)")
_GROWS = re.compile("增长|增速|增收|增幅|同步|适应")
_NO_FIGURE = re.compile(
    r"(?:没有|不|未)(?:再)?(?:提出|设定?|确定|制定)[^，。；]{0,14}(?:经济)?(?:增速|增长)[^，。；]{0,10}目标"
)
_CLAUSE = re.compile(r"[^，。；;,：:]+")


def worded(before: str, after: str, bound: str) -> tuple[Wording, str]:
    """How the number of a target is worded, and the words that say so.

    Args:
        before: the words of the sentence before the number.
        after: those after it.
        bound: as in the ledger.

    Example:
        >>> from analysis.targets.wording import worded
        >>> worded("地区生产总值力争增长", "%以上", "ge")
        ('strive', '力争')
    """
    clause = clause_of(before)
    for name, pattern in _VERBS:
        found = pattern.search(clause)
        if found:
            return name, found.group()
    wording: Wording = _BOUNDS.get(bound, "exact")
    places = (re.split("[，。；、]", after)[0][:8], clause[-8:])
    near = next((found for one in places if (found := _BOUND_WORDS.search(one))), None)
    return wording, near.group() if near and wording != "exact" else ""


def rate_sub(book: pd.DataFrame, sentences: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """The growth targets of each report, with how strongly each is worded.

    With a number they are those of the ledger; without one, those that a sentence of the plan with
    目标 names. A report without a number for economic growth has a row for it in any case.

    Args:
        book: from ``ledger``.
        sentences: the table of the data store.
        texts: the table of the data store.

    Returns:
        One row per growth target of the report's own year: report_id, region_code, region,
        report_year, indicator_key, indicator_en, start, end, target, target_high, rate_sub (ensure
        确保; strive 力争; range; at_least 以上, 不低于; about 左右; at_most 以内; exact, a number
        alone; in_step 与经济增长同步; none, no number named), words, sentence. A verb has
        precedence: 力争增长8%以上 is strive. Places are missing where nothing is said.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.targets import ledger, rate_sub
        >>> from corpus.store import read_table
        >>> corpus, names = open_corpus(), ("quantities", "sentences", "texts", "reports")
        >>> tables = {name: read_table(corpus, name) for name in names}
        >>> book = ledger(*tables.values())
        >>> table = rate_sub(book, tables["sentences"], tables["texts"])
        >>> print(table[["indicator_key", "target", "rate_sub", "words"]].to_string(index=False))
                 indicator_key  target rate_sub   words
                           gdp     7.0    exact
                budget_revenue     7.0    exact
              fixed_investment    10.0    exact
                  retail_sales     8.0    exact
        industrial_value_added     8.0    exact
             disposable_income     NaN  in_step 与经济保持同步
    """
    check_columns(book, ["report_id", "indicator_key"], "book")
    check_columns(sentences, ["report_id", "sentence_id", "start", "end"], "sentences")
    check_columns(texts, ["report_id", "text"], "texts")
    book = whole(book)
    numbered = [_numbered(row) for row in records(_with_number(book))]
    known = {(one["report_id"], one["indicator_key"]) for one in numbered}
    worded_only = [
        one
        for one in _without_number(book, sentences, texts)
        if (one["report_id"], one["indicator_key"]) not in known
    ]
    found = pd.DataFrame([*numbered, *worded_only], columns=COLUMNS)
    found = found.drop_duplicates(["report_id", "indicator_key"], keep="first")
    table = pd.concat([found, _silent(book, found)], ignore_index=True)
    table = table.sort_values(["report_id", "start"], ignore_index=True)[COLUMNS]
    places = dict.fromkeys(("start", "end"), "Int64")
    return table.astype(places | dict.fromkeys(("target", "target_high"), "float64"))


def _with_number(book: pd.DataFrame) -> pd.DataFrame:
    """The rates of growth that reports set for their own year."""
    known = comparable(book)
    chosen = np.array([is_target(row) for row in tuples(known)], dtype=bool)
    own = known[chosen]
    own = own[(own["year"] == own["report_year"]) & (own["measure"] == "rate")]
    goal = own["sentence"].str.contains(_GOALS)
    own = own.assign(goal=goal).sort_values("goal", ascending=False, kind="stable")
    return own.drop_duplicates(["report_id", "indicator_key"])


def _numbered(row: dict[str, Any]) -> dict[str, Any]:
    wording, words = worded(row["before"], row["after"], row["bound"])
    aimed = {"target": row["amount"], "target_high": row["amount_high"]}
    return row | aimed | {"rate_sub": wording, "words": words}


def _without_number(
    book: pd.DataFrame, sentences: pd.DataFrame, texts: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    """What sentences of the plan with 目标 aim at without a number."""
    text_of = dict(zip(texts["report_id"], texts["text"], strict=True))
    about = book.drop_duplicates("report_id").set_index("report_id")
    plan = sentences[sentences["orientation"] == "plan_next_year"]
    for row in tuples(plan[plan["report_id"].isin(about.index)]):
        said = fold(text_of[row.report_id][row.start : row.end])
        if not (_GOALS.search(said) or _IN_STEP.search(said) or _NO_FIGURE.search(said)):
            continue
        of_report = about.loc[row.report_id]
        place = {
            "report_id": row.report_id,
            "region_code": of_report["region_code"],
            "region": of_report["region"],
            "report_year": of_report["report_year"],
            "target": np.nan,
            "target_high": np.nan,
            "sentence": " ".join(said.split()),
        }
        for start, end, key, wording, words in _worded_only(said):
            named = {"indicator_key": key, "indicator_en": indicators()[key].name_en}
            spot = {"start": row.start + start, "end": row.start + end}
            yield place | named | spot | {"rate_sub": wording, "words": words}


def _worded_only(said: str) -> Iterator[tuple[int, int, str, Wording, str]]:
    """The clauses of a sentence that name growth of an indicator and no number."""
    unset = _NO_FIGURE.search(said)
    if unset:
        yield unset.start(), unset.end(), "gdp", "none", unset.group()
        return
    for clause in _CLAUSE.finditer(said):
        words = clause.group()
        grows = _GROWS.search(words)
        if not grows or re.search(r"\d", words):
            continue
        step = _IN_STEP.search(words)
        key = _key_of(words[: step.start()] if step else words[: grows.start()])
        if key is not None:
            wording: Wording = "in_step" if step else "none"
            yield clause.start(), clause.end(), key, wording, step.group() if step else ""


def _key_of(words: str) -> str | None:
    """The indicator that begins a clause: 居民收入增长与经济增长同步, 进出口总额力争保持正增长."""
    plain = words.strip()
    end = len(plain)
    while before := next((one for one in _BEFORE_GROWTH if plain.endswith(one, 0, end)), ""):
        end -= len(before)
    return indicator_key(plain[:end])


def _silent(book: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """A row for each report that has no target for economic growth, in numbers or words."""
    named = found[found["indicator_key"].isin(["gdp", "gnp"])]["report_id"]
    reports = book.drop_duplicates("report_id")
    silent = reports[~reports["report_id"].isin(named)]
    gdp = {"indicator_key": "gdp", "indicator_en": indicators()["gdp"].name_en}
    nothing = {
        "start": pd.NA,
        "end": pd.NA,
        "target": np.nan,
        "target_high": np.nan,
        "rate_sub": "none",
        "words": "",
        "sentence": "",
    }
    return pd.DataFrame([row | gdp | nothing for row in records(silent)], columns=COLUMNS)
