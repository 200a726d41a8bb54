"""Formulaic language: planted sentences, a slow count, and rarefaction by every sample."""

import itertools
import random

import numpy as np
import pandas as pd
import pytest

from analysis.tone import formulaic
from analysis.tone.formulaic import Formula, formulaic_language
from tests.analysis.tone.made import random_reports, tokens_of

SET = "坚持 稳中求进 工作 总 基调 ， 全面 深化 改革 开放 。"
OWN = {
    "a": "建设 甲县 美丽 家园 新 城市 好 地方 。",
    "b": "发展 乙县 特色 产业 集群 大 平台 项目 。",
}


def about(names: str, places: str, years: list[int]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "report_id": list(names),
            "region_code": None,
            "region": list(places),
            "report_year": years,
        }
    )


def values(*given, **formula) -> pd.DataFrame:
    table = formulaic_language(*given, formula=Formula(**formula))
    return table.pivot(index="report_id", columns="measure", values="value")


def test_a_planted_formula_and_what_a_place_repeats():
    said = {
        "a": [[SET, OWN["a"]]],
        "b": [[SET, OWN["b"]]],
        "c": [[SET, OWN["a"]]],
        "d": [["今年 城镇 就业 人数 再 创 新高 了 。"]],
    }
    reports = about("abcd", "甲乙甲丁", [2018, 2018, 2019, 2018])
    found = values(tokens_of(said), reports, length=8, at_least=2, sample=2)
    share = 100 * 9 / 17
    assert found["formulaic"].to_dict() == pytest.approx(
        {"a": share, "b": share, "c": share, "d": 0}
    )
    none = np.nan  # 乙 and 丁 have no other year, so that nothing could be repeated from it
    assert found["formulaic_own"].to_dict() == pytest.approx(
        {"a": 100, "b": none, "c": 100, "d": none}, nan_ok=True
    )
    assert found["formulaic_others"].to_dict() == pytest.approx(
        {"a": 0, "b": share, "c": 0, "d": 0}
    )


def test_two_versions_of_one_report_are_no_others_of_each_other():
    said = {name: [[SET]] for name in "abc"}
    two = about("abc", "甲甲乙", [2018, 2018, 2018])
    found = values(tokens_of(said), two, length=8, at_least=1, sample=1)
    assert found["formulaic_own"].isna().all()
    assert found["formulaic"].tolist() == [100, 100, 100]
    assert values(tokens_of(said), two, length=8, sample=2)["formulaic"].isna().all()


def test_what_too_few_other_reports_could_have_is_missing_with_the_reason():
    said = {name: [[SET]] for name in "abcd"}
    reports = about("abcd", "甲甲乙丙", [2018, 2019, 2018, 2018])
    table = formulaic_language(
        tokens_of(said), reports, formula=Formula(length=8, at_least=3, sample=3)
    )
    rows = table.set_index(["measure", "report_id"])
    assert rows.loc["formulaic", "value"].tolist() == [100] * 4
    assert rows.loc[("formulaic_own", "b"), "value"] == 100
    for (name, report), why in {
        ("formulaic_own", "c"): "there are 0 reports of the place for other years; the share "
        "requires 1",
        ("formulaic_others", "a"): "there are 2 reports of other places; the share requires 3",
    }.items():
        row = rows.loc[(name, report)]
        assert row[["n", "value", "low", "high"]].isna().all() and row["reason"] == why
    assert rows.loc[("formulaic_others", "c"), "value"] == 100


def test_numbers_and_punctuation_do_not_part_a_sequence_but_sentences_do():
    said = {
        "a": [["增长 7 % ， 其中 工业 。"]],
        "b": [["增长 8 % 其中 ， 工业 。"]],
        "c": [["增长 。", "其中 工业 。"]],
    }
    found = values(
        tokens_of(said), about("abc", "甲乙丙", [1, 1, 1]), length=3, at_least=1, sample=1
    )
    assert found["formulaic"].to_dict() == {"a": 100, "b": 100, "c": 0}


def slowly(tokens: pd.DataFrame, reports: pd.DataFrame, length: int, at_least: int) -> pd.DataFrame:
    """The same shares, sequence by sequence."""
    of = reports.set_index("report_id")
    sequences: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    n_words, at = {}, 0
    for name, own in tokens[tokens["kind"] == "word"].groupby("report_id"):
        sequences[name], n_words[name] = [], len(own)
        for _, sentence in own.groupby("sentence_id"):
            words = sentence["term"].tolist()
            sequences[name] += [
                (at + i, tuple(words[i : i + length])) for i in range(len(words) - length + 1)
            ]
            at += len(words)
    sets = {name: {one for _, one in found} for name, found in sequences.items()}
    rows = []
    for name, found in sequences.items():
        covered: dict[str, set[int]] = {"any": set(), "own": set(), "others": set()}
        for start, one in found:
            having = {
                (of.loc[x, "region"], of.loc[x, "report_year"]) for x in sets if one in sets[x]
            }
            having.discard((of.loc[name, "region"], of.loc[name, "report_year"]))
            own = sum(place == of.loc[name, "region"] for place, _ in having)
            for kind, enough in (
                ("any", len(having) >= at_least),
                ("own", own >= 1),
                ("others", len(having) - own >= at_least),
            ):
                covered[kind] |= set(range(start, start + length)) if enough else set()
        rows.append(
            {
                "report_id": name,
                **{kind: 100 * len(x) / n_words[name] for kind, x in covered.items()},
            }
        )
    return pd.DataFrame(rows).set_index("report_id")


WORDS = "坚持 稳中求进 总 基调 深化 改革 开放 建设"


def random_corpus(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    tokens = tokens_of(random_reports(9, WORDS, seed=seed))
    names = sorted(tokens["report_id"].unique())
    reports = pd.DataFrame(
        {
            "report_id": names,
            "region_code": None,
            "region": list("甲甲甲乙乙丙丙丁丁"),
            "report_year": [2018, 2019, 2019, 2018, 2019, 2018, 2019, 2018, 2018],
        }
    )
    return tokens, reports


@pytest.mark.parametrize(("seed", "length", "at_least"), [(1, 4, 2), (2, 3, 1), (3, 5, 3)])
def test_a_slow_count_finds_the_same(seed, length, at_least):
    tokens, reports = random_corpus(seed)
    found = values(tokens, reports, length=length, at_least=at_least, sample=5)
    expected = slowly(tokens, reports, length, at_least)
    assert expected["any"].between(1, 99).any()
    alone = reports.loc[reports["region"] == "丁", "report_id"].tolist()
    assert found.loc[alone, "formulaic_own"].isna().all()  # 丁 has no other year
    found.loc[alone, "formulaic_own"] = 0
    for kind, name in (
        ("any", "formulaic"),
        ("own", "formulaic_own"),
        ("others", "formulaic_others"),
    ):
        assert found[name].to_dict() == pytest.approx(expected[kind].to_dict())


def test_the_rarefied_share_is_the_mean_over_every_sample_of_other_reports():
    """Every sentence is one sequence, so that each word lies in one alone."""
    said = {
        name: [[f"{x} {x} 建设 。" for x in words]]
        for name, words in zip("abcdef", ("甲乙丙", "甲乙", "甲", "乙", "丙甲", "丁"), strict=True)
    }
    reports = about("abcdef", "子丑寅卯辰巳", [2018] * 6)
    found = values(tokens_of(said), reports, length=3, at_least=2, sample=3)
    sets = {name: {one[0] for one in paragraphs[0]} for name, paragraphs in said.items()}
    for name, own in sets.items():
        samples = list(itertools.combinations([x for x in sets if x != name], 3))
        shares = [
            np.mean([sum(one in sets[x] for x in sample) >= 2 for one in own]) for sample in samples
        ]
        assert found.loc[name, "formulaic_rarefied"] == pytest.approx(100 * np.mean(shares))


def test_rarefied_to_all_others_nothing_changes_and_to_too_many_it_is_missing():
    tokens, reports = random_corpus(4)
    others = 6  # two pairs of the nine are versions of one
    found = values(tokens, reports, length=4, sample=others)
    pd.testing.assert_series_equal(
        found["formulaic_rarefied"], found["formulaic"], check_names=False
    )
    table = formulaic_language(tokens, reports, formula=Formula(length=4, sample=others + 1))
    rarefied = table[table["measure"] == "formulaic_rarefied"]
    assert rarefied[["n", "value", "low", "high"]].isna().all(axis=None)
    assert set(rarefied["reason"]) == {"there are 6 other reports; the rarefied share requires 7"}


def test_a_larger_corpus_has_more_formulas_but_the_rarefied_share_stays():
    """On average over the smaller corpora that a report may be in."""
    tokens = tokens_of(random_reports(40, WORDS + " 甲 乙 丙 丁 戊 己", seed=5))
    names = sorted(tokens["report_id"].unique())
    reports = pd.DataFrame(
        {"report_id": names, "region_code": None, "region": names, "report_year": 2018}
    )
    whole = values(tokens, reports, length=4, sample=9).loc["r00"]
    draw, found = random.Random(1), []
    for _ in range(30):
        few = {"r00", *draw.sample(names[1:], 11)}
        part = tokens[tokens["report_id"].isin(few)]
        found.append(values(part, reports, length=4, sample=9).loc["r00"])
    smaller = pd.DataFrame(found).mean()
    assert whole["formulaic"] / smaller["formulaic"] > 1.2
    assert whole["formulaic_rarefied"] / smaller["formulaic_rarefied"] == pytest.approx(1, abs=0.08)


def test_parts_and_buckets_change_nothing(monkeypatch):
    tokens, reports = random_corpus(6)
    sizes = tokens.groupby(["report_id", "paragraph_id"]).size().rename("words").reset_index()
    sizes = sizes.assign(section=sizes["paragraph_id"].astype(str))
    whole = formulaic_language(tokens, reports, sizes, formula=Formula(length=4, sample=3))
    monkeypatch.setattr(formulaic, "_AT_ONCE", 50)
    assert formulaic._buckets_for(sizes) > 5
    parts = (own for _, own in tokens.groupby("report_id"))
    again = formulaic_language(parts, reports, sizes, formula=Formula(length=4, sample=3))
    pd.testing.assert_frame_equal(whole, again)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"length": 0}, "length is 0; it must be 1 or more"),
        ({"at_least": 0}, "at_least is 0"),
        ({"sample": 1}, r"sample is 1; it must not be below at_least \(2\)"),
    ],
)
def test_numbers_out_of_range_are_refused(options, said):
    with pytest.raises(ValueError, match=said):
        Formula(**options)
