"""Random tables for every reading, with ties, zeros and missing limits, and what all must obey."""

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis import findings
from analysis.findings import Reading

TERMS = ["创新", "就业", "教育", "招商", "城市", "沙河口", "农业", "企业"]
PLACES = ["Dalian", "Benxi", "Fushun", "深圳市", "沙河口区"]
CODES = [1, 6, 7, 13, 15, 99]
Call = Callable[..., Reading]
Case = tuple[Call, pd.DataFrame, dict[str, object]]


def limits(rng, values):
    """Low and high around values, some missing, alone or both."""
    low, high = values * rng.uniform(0.3, 0.95, len(values)), values * rng.uniform(1.05, 2)
    low[rng.random(len(values)) < 0.1] = np.nan
    high[rng.random(len(values)) < 0.1] = np.nan
    return {"low": low, "high": high}


def frequency(rng, units):
    rows = [(unit, term) for unit in units for term in TERMS if rng.random() < 0.8]
    table = pd.DataFrame(rows, columns=["unit", "term"])
    n = rng.integers(1, 9, len(table))
    rate = n / 2.0
    return table.assign(
        n=n,
        per_thousand=rate,
        paragraphs=rng.integers(1, 6, len(table)),
        cluster="section",
        top_share=rng.uniform(0, 1, len(table)),
        **limits(rng, rate),
    )


def areas(rng, units):
    table = pd.DataFrame([(u, c) for u in units for c in CODES], columns=["unit", "code"])
    share = np.round(rng.uniform(0, 30, len(table)), rng.integers(0, 2)) * (
        rng.random(len(table)) > 0.1
    )
    return table.assign(share=share, cluster="paragraph", **limits(rng, share))


def words(rng) -> Case:
    return findings.words_reading, frequency(rng, ["sz"]), {}


def words_by_year(rng) -> Case:
    return findings.words_by_unit_reading, frequency(rng, [2001, 2003, 2004.0]), {}


def words_by_place(rng) -> Case:
    return findings.words_by_unit_reading, frequency(rng, PLACES), {}


def lengths(rng) -> Case:
    n = int(rng.integers(1, 12))
    ids = [f"r{one}" for one in range(n)]
    warned = ['[{"code": "uncertain_parts", "message": ""}]', "[]", None]
    table = pd.DataFrame(
        {
            "report_id": ids,
            "label": range(2001, 2001 + n),
            "report_year": range(2001, 2001 + n),
            "words": rng.integers(3, 6, n) * 1000,
            "warnings": rng.choice(warned, n),
        }
    )
    parts = pd.DataFrame(
        [
            (one, part, 0.25)
            for one in ids
            for part in ("review_past_year", "plan_next_year", "closing")
        ],
        columns=["report_id", "orientation", "share"],
    )
    return findings.lengths_reading, table, {"parts": parts}


def tf_idf(rng) -> Case:
    table = frequency(rng, PLACES[: int(rng.integers(1, 6))]).assign(tf_idf=lambda t: t["n"] / 10)
    return findings.tf_idf_reading, table, {}


def keyness(rng) -> Case:
    n = int(rng.integers(1, 9))
    target, reference = rng.integers(0, 9, (2, n))
    p = np.where(rng.random(n) < 0.1, np.nan, rng.uniform(0, 0.2, n))
    table = pd.DataFrame(
        {
            "term": TERMS[:n],
            "n_target": target,
            "n_reference": reference + 1,
            "words_target": 1000,
            "words_reference": 2000,
            "log_odds_z": target - reference,
            "p": p,
            "p_adjusted": np.minimum(p * 2, 1),
            "p_method": "permutation",
        }
    )
    return findings.keyness_reading, table, {"target": "plan", "reference": "review"}


def topics(rng) -> Case:
    k = int(rng.integers(1, 6))
    value = np.round(rng.uniform(0.3, 0.9, k), 1)
    table = pd.DataFrame({"topic": range(1, k + 1), "value": value, "stable": value >= 0.6})
    terms = pd.DataFrame(
        [(one, term, 0.1) for one in table["topic"] for term in TERMS],
        columns=["topic", "term", "probability"],
    )
    labels = pd.DataFrame(
        {"topic": table["topic"], "area": pd.array([6] + [None] * (k - 1), "Int64")}
    )
    return findings.topics_reading, table, {"terms": terms, "labels": labels}


def changes(rng) -> Case:
    k = int(rng.integers(1, 5))
    change = np.round(rng.normal(0, 3, k), 1)
    p = np.where(rng.random(k) < 0.2, np.nan, rng.uniform(0, 0.1, k))
    table = pd.DataFrame(
        {
            "topic": range(1, k + 1),
            "first": 10.0,
            "last": 10 + change,
            "change": change,
            "low": change - 1,
            "high": change + 1,
            "p_adjusted": p,
            "first_years": "2001-2005",
            "last_years": "2021-2025",
        }
    )
    return findings.changes_reading, table, {}


def area_parts(rng) -> Case:
    return findings.areas_reading, areas(rng, ["plan", "review"]), {}


def area_units(rng) -> Case:
    units = PLACES[: int(rng.integers(1, 6))]
    return findings.areas_reading, areas(rng, units), {}


def against_nation(rng) -> Case:
    more = {"a": "plan", "b": "nation", "nation": "nation", "region": "Benxi", "year": 2018}
    return findings.areas_reading, areas(rng, ["plan", "nation"]), more


def trends(rng) -> Case:
    years = sorted(rng.choice(range(2001, 2020), int(rng.integers(1, 14)), replace=False))
    return (
        findings.area_trends_reading,
        areas(rng, [int(one) for one in years]),
        {"region": "Benxi"},
    )


def places(rng) -> Case:
    units = [*PLACES[: int(rng.integers(1, 6))], "nation"]
    return findings.places_reading, areas(rng, units), {"nation": "nation"}


def turning(rng) -> Case:
    n = int(rng.integers(1, 12))
    p = np.where(rng.random(n) < 0.2, np.nan, rng.uniform(0, 0.15, n))
    table = pd.DataFrame(
        {
            "report_year": range(2001, 2001 + n),
            "p_adjusted": p,
            "kind": rng.choice(["step", "level shift", "odd report"], n),
            "size": np.where(np.isnan(p), np.nan, rng.uniform(0.5, 3, n)),
            "gap": np.where(np.isnan(p), 2, 1),
            "reason": "",
        }
    )
    return findings.turning_reading, table, {}


def neighbours(rng) -> Case:
    n = int(rng.integers(1, 8))
    gap = rng.integers(1, 3, n)
    year = 2001 + np.cumsum(gap)
    missing = rng.random(n) < 0.2
    table = pd.DataFrame(
        {
            "report_year": year,
            "before": year - gap,
            "gap": gap,
            "jsd": np.round(rng.uniform(0.1, 0.4, n), 1),
            "jsd_by_chance": np.where(missing, np.nan, 0.2),
            "p": np.where(missing, np.nan, rng.uniform(0, 0.1, n)),
            "more": rng.choice(["", "创新、就业"], n),
            "less": "教育",
        }
    )
    return findings.neighbours_reading, table, {}


def histories(rng) -> Case:
    kinds = ["came to stay", "came and went", "came back", "dropped", "throughout"]
    of = dict(zip(TERMS, rng.choice(kinds, len(TERMS)), strict=True))
    table = pd.DataFrame(
        [(t, y) for t in TERMS for y in range(2001, 2006)], columns=["term", "year"]
    )
    table["class"] = table["term"].map(of)
    return findings.histories_reading, table.assign(n=rng.integers(0, 3, len(table))), {}


def reuse(rng) -> Case:
    share = np.round(rng.uniform(0, 0.3, 8), 1)
    share[rng.random(8) < 0.2] = np.nan
    return (
        findings.reuse_reading,
        pd.DataFrame({"report_year": range(2001, 2009), "share": share}),
        {},
    )


def likeness(rng) -> Case:
    n = int(rng.integers(1, 5))
    cosine = np.round(rng.uniform(0.3, 0.9, n), 1)
    table = pd.DataFrame(
        {
            "report": PLACES[:n],
            "other": "Liaoning",
            "cosine": cosine,
            "by_chance": np.where(rng.random(n) < 0.2, np.nan, 0.4),
            "shared": rng.uniform(0, 0.1, n),
            **limits(rng, cosine),
        }
    )
    return findings.likeness_reading, table, {}


def first_said(rng) -> Case:
    firsts = rng.choice(["大连市", "本溪市", "大连市、本溪市"], len(TERMS))
    table = pd.DataFrame(
        {
            "term": TERMS,
            "reports": rng.integers(2, 5, len(TERMS)),
            "first_year": rng.choice([2017, 2018], len(TERMS)),
            "first": firsts,
        }
    )
    return findings.first_said_reading, table, {}


def promises(rng) -> Case:
    n = int(rng.integers(1, 9))
    verdicts = ["exceeded", "met", "within_range", "missed", "not_reported", "not_comparable"]
    verdict = rng.choice(verdicts, n)
    result = np.where(np.isin(verdict, verdicts[:4]), rng.uniform(-2, 9, n), np.nan)
    reason = rng.choice(["", "no report of 2019 in the corpus"], n)
    table = pd.DataFrame({"region": "沙河口区", "region_code": "210204",
                          "indicator_key": rng.choice(["gdp", "cpi"], n), "year": 2018,
                          "kind": "growth_rate", "base_unit": "%", "target": rng.uniform(-2, 9, n),
                          "target_high": np.nan, "bound": rng.choice(["ge", "approx", "eq"], n),
                          "result": result, "verdict": verdict, "reason": reason})  # fmt: skip
    return findings.promises_reading, table, {}


def ladder(rng) -> Case:
    n = int(rng.integers(1, 9))
    target = np.round(rng.uniform(3, 9, n), 1)
    above = np.where(rng.random(n) < 0.3, np.nan, np.round(rng.uniform(3, 9, n), 1))
    table = pd.DataFrame(
        {
            "indicator_key": rng.choice(["gdp", "cpi"], n),
            "year": 2018,
            "kind": "growth_rate",
            "level": "county",
            "region": rng.choice(PLACES, n),
            "target": target,
            "above": above,
            "over": target - above,
        }
    )
    return findings.ladder_reading, table, {}


def scaling(rng) -> Case:
    n = int(rng.integers(1, 6))
    position = np.round(rng.normal(size=n), rng.integers(0, 3))
    table = pd.DataFrame(
        {
            "unit": PLACES[:n],
            "position": position,
            "n": 9000,
            "se": np.where(rng.random(n) < 0.2, np.nan, 0.2),
            **limits(rng, position),
        }
    )
    if rng.random() < 0.5:
        table = table.assign(cluster="section")
    strong = rng.random(2) < 0.3
    against = pd.DataFrame(
        {
            "variable": ["year", "length"],
            "units": n,
            "r": np.where(rng.random(2) < 0.2, np.nan, np.where(strong, -0.9, 0.1)),
            "warning": np.where(strong, "strong", ""),
        }
    )
    terms = pd.DataFrame({"term": TERMS, "weight": np.round(rng.normal(size=8), 1), "n": 9})
    return findings.scaling_reading, table, {"against": against, "terms": terms}


def robustness(rng) -> Case:
    rows = [(one, n, d) for one in ("Energy", "Health", "Culture") for n in "ab" for d in "cd"]
    table = pd.DataFrame(rows, columns=["list", "numerator", "denominator"])
    table["variant"] = table["numerator"] + table["denominator"]
    table = table.assign(rank=rng.integers(1, 4, len(table)), default=table["variant"] == "ac")
    return findings.robustness_reading, table, {"studied": "Energy"}


def instruments(rng) -> Case:
    sides = ["supply", "environment", "demand", "none"]
    units = rng.choice(np.arange(2011, 2019), int(rng.integers(1, 5)), replace=False)
    rows = [(unit, "side", code) for unit in units for code in sides]
    table = pd.DataFrame(rows, columns=["unit", "kind", "code"])
    share = np.round(rng.uniform(0, 60, len(table)), 1)
    return findings.instruments_reading, table.assign(share=share, **limits(rng, share)), {}


def ratios(rng) -> Case:
    rows = [(n, d) for n in "ab" for d in "cd"]
    table = pd.DataFrame(rows, columns=["numerator", "denominator"])
    ratio = np.where(rng.random(len(table)) < 0.2, np.nan, np.exp(rng.normal(0, 1, len(table))))
    table = table.assign(
        ratio=ratio,
        low=ratio * rng.uniform(0.3, 1, len(table)),
        high=ratio * rng.uniform(1, 3, len(table)),
        default=[True, False, False, False],
    )
    names = {"studied": "Energy", "target": "2022–2026", "reference": "2001–2005"}
    return findings.ratios_reading, table, names


CASES = (
    words, words_by_year, words_by_place, lengths, tf_idf, keyness, topics, changes, area_parts,
    area_units, against_nation, trends, places, turning, neighbours, histories, reuse, likeness,
    first_said, promises, ladder, robustness, instruments, ratios, scaling,
)  # fmt: skip

_END = re.compile(r"[.!?](?=\s|$)|[。！？]")
_NEVER = re.compile(
    r"\bnan\b|none,|\bNone\b(?! of)|\binf\b|NaN|<NA>|−0\.0+\b"
    r"|p = 0\.000|\b1 terms\b|\b1 areas\b"
    r"|\bfirst 1\b|  |\.\.|,,|。。|，，|（）|\(\)|\[\]"
)
_SPACED = re.compile(r"[\u4e00-\u9fff] \d|\d [\u4e00-\u9fff]")


def obey(reading: Reading) -> None:
    """What every reading obeys: one to four sentences, each whole, without signs of a slip."""
    assert 1 <= len(reading.sentences) <= 4, reading
    for one in reading.sentences:
        assert _END.findall(one) == [one[-1]], one
        assert not _NEVER.search(one), one
        if reading.lang == "zh":
            assert not _SPACED.search(one), one
        else:
            assert re.match(r"[A-Z0-9“一-鿿]", one), one


def numbers(text: str) -> list[str]:
    """The numbers that a text prints."""
    return re.findall(r"\d[\d,]*(?:\.\d+)?", text)
