"""Where a limit of an interval is missing, the row says why."""

import numpy as np
import pandas as pd
import pytest

from analysis.across_reports import (
    against_others,
    pair_profiles,
    plan_ranks,
    similarity,
    smoothed_trends,
)
from analysis.export.cell_messages import cell_message
from analysis.scaling import latent_semantic
from analysis.themes import Grouping, themes
from analysis.tone.rates import cluster_numbers, rated
from analysis.uncertainty import Inference
from tests.analysis.scaling.test_by_seed_words import SEEDS, sentences
from tests.analysis.test_confidence import MADE
from tests.analysis.themes.generated import mentions_of

NAN = float("nan")


def unexplained(table):
    """The limits missing in a row without a reason, in a column of its own or in ``reason``."""
    found = []
    for name in table:
        stem, _, end = str(name).rpartition("_")
        if (end or name) not in ("low", "high"):
            continue
        reasons = [one for one in (f"{stem}_reason", "reason") if one in table]
        assert reasons, f"{name} has no column for its reason"
        silent = table[name].isna() & (table[reasons[0]] == "")
        found += [(name, at) for at in table.index[silent]]
    return found


def series(years, share=4.0, **missing):
    table = pd.DataFrame({"name": "a", "unit": years, "share": share})
    table = table.assign(low=table["share"] - 1, high=table["share"] + 1, reason="")
    for year in missing.get("without", []):
        table.loc[table["unit"] == year, ["low", "high", "reason"]] = NAN, NAN, "few"
    return table


def areas(codes, low):
    return pd.DataFrame(
        {"code": codes, "n": 9, "sentences": 50, "share": 18.0, "low": low, "high": 30.0}
    )


def one_cluster():
    rows = pd.DataFrame({"report_id": "r", "paragraph_id": range(4), "section": list("abcd")})
    rows = rows.assign(words=50, hits=[9, 0, 0, 0], of=[3, 0, 0, 0])
    return rated(cluster_numbers(rows), "hits", "of", kind="mean")


def one_word():
    tokens = sentences(6)
    one = tokens[tokens["report_id"] == "r00"].head(1)
    return pd.concat([tokens, one.assign(report_id="short", term="a1")], ignore_index=True)


TABLES = {
    "no year without a mean": lambda: smoothed_trends(series(range(2001, 2011))),
    "a long gap": lambda: smoothed_trends(series([*range(2001, 2007), 2015, 2016])),
    "few years": lambda: smoothed_trends(series([2001, 2002])),
    "one year without limits": lambda: smoothed_trends(series(range(2001, 2011), without=[2003])),
    "a last year without limits": lambda: smoothed_trends(series([2001, 2002], without=[2002])),
    "no mean at all": lambda: smoothed_trends(series([2001, 2006, 2011, 2016, 2021])),
    "ranks": lambda: plan_ranks(
        pd.concat([series([2001, 2002], without=[2001]), series([2001]).assign(name="b")])
    ),
    "a unit that is alone": lambda: against_others(series([2001])),
    "a unit without limits": lambda: against_others(series([2001, 2002, 2003], without=[2002])),
    "a pair": lambda: pair_profiles(areas([6, 7], [9.0, NAN]), areas([6, 13], [9.0, 8.0])),
    "no word in common": lambda: similarity(
        pd.DataFrame(
            {"report_id": list("aab"), "paragraph_id": [0, 1, 0], "term": ["教育", "医疗", "养老"]}
        ).assign(kind="word"),
        pairs=pd.DataFrame({"report": ["a"], "other": ["b"]}),
    ),
    "all in one section": one_cluster,
    "one word": lambda: latent_semantic(one_word(), seeds=SEEDS).documents,
    "themes that never meet": lambda: themes(
        mentions_of(range(2001, 2006), noise=0.0), grouping=Grouping(min_units=1), bootstraps=9
    ).dropna(subset="theme"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_limit_has_its_reason(name):
    table = TABLES[name]()
    assert unexplained(table) == []
    if name != "no year without a mean":
        ends = [one for one in table if str(one).endswith(("low", "high"))]
        assert table[ends].isna().any(axis=None)  # or nothing was tried


@pytest.mark.parametrize("name", TABLES)
def test_a_reason_is_said_in_chinese(name):
    table = TABLES[name]()
    reasons = [one for one in table if str(one).endswith("reason") and one != "reason"]
    for one in reasons or ["reason"]:
        for said in set(table[one]) - {"", "few"}:
            assert not any(
                letter.isascii() and letter.isalpha() for letter in cell_message(said, "zh")
            )


@pytest.mark.parametrize(
    "name", sorted(MADE.keys() - {"design_based", "topic_prevalence", "similarity"})
)
def test_tables_of_few_sections_say_so(name, district):
    table = MADE[name](district, Inference(min_blocks=999, n_permutations=9))
    assert unexplained(table) == []


def test_a_silent_row_would_be_seen():
    table = pd.DataFrame({"low": [NAN, 1.0], "high": [2.0, NAN], "reason": ["", "why"]})
    assert unexplained(table) == [("low", 0)]
    assert np.isnan(table["low"][0])
