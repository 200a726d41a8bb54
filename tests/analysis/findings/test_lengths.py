"""Readings of the lengths of reports and of their parts."""

import pandas as pd

from analysis.findings import lengths_reading


def table(words, **more):
    ids = [f"r{at}" for at in range(len(words))]
    years = range(2001, 2001 + len(words))
    return pd.DataFrame({"report_id": ids, "words": words, "report_year": years, **more})


def test_longest_and_shortest_with_ties():
    three = table([5000, 8000, 5000], label=["Benxi", "Dalian", "Fushun"])
    assert str(lengths_reading(three)) == (
        "Dalian has the longest of 3 reports (8,000 words), Benxi and Fushun the shortest (5,000)."
    )
    assert str(lengths_reading(three, lang="zh")) == (
        "3份报告中，Dalian最长（8,000词），Benxi和Fushun最短（5,000词）。"
    )
    same = table([5000, 5000]).drop(columns="report_year")
    assert str(lengths_reading(same)) == "Both reports have the same length, 5,000 words."


def test_one_report_and_characters():
    one = table([5000]).assign(characters=9000)
    assert str(lengths_reading(one, value="characters", lang="zh")) == (
        "r0共9,000字；仅有一份报告，无从比较长短。"
    )
    assert str(lengths_reading(one)) == (
        "r0 has 5,000 words; with one report there is no length to compare."
    )


def test_a_trend_is_told_only_beyond_its_interval():
    grown = table([5000, 5100, 4900, 5050, 4950, 9000, 9100, 8900, 9050, 8950])
    said = lengths_reading(grown).sentences[1]
    assert said.startswith(
        "The reports have grown longer: from a mean of 5,000 words in 2001–2005 to"
    )
    assert "9,000 in 2006–2010 (change: 95% CI [" in said
    shrunk = grown.assign(words=grown["words"].to_numpy()[::-1])
    assert "报告趋于变短：2001—2005年平均9,000词" in str(lengths_reading(shrunk, lang="zh"))
    noisy = table([5000, 9000, 4000, 8000, 6000, 5000, 9000, 4000, 8100, 6000])
    assert lengths_reading(noisy).sentences[1].endswith(": no trend can be told.")
    assert "不能断定有升降趋势" in str(lengths_reading(noisy, lang="zh"))


def test_no_trend_of_few_years_or_of_several_places_a_year():
    assert len(lengths_reading(table([5000, 6000, 7000])).sentences) == 1
    places = table([5000, 6000] * 5).assign(report_year=2025)
    assert len(lengths_reading(places).sentences) == 1


def test_shares_of_plan_and_review():
    parts = pd.DataFrame(
        [
            ("r0", "plan_next_year", 0.5),
            ("r0", "plan_multi_year", 0.1),
            ("r0", "problems", 0.3),
            ("r1", "plan_next_year", 0.4),
            ("r1", "closing", 0.6),
            ("x", "plan_next_year", 0.9),
        ],
        columns=["report_id", "orientation", "share"],
    )
    two = table([5000, 6000])
    assert lengths_reading(two, parts=parts).sentences[1] == (
        "The plan takes 40–60% (median 50%) and the review takes 0–30% (median 15%) of the words."
    )
    assert lengths_reading(two.head(1), parts=parts, lang="zh").sentences[1] == (
        "部署部分占词数的60%，回顾部分占词数的30%。"
    )


def test_weak_readings_are_not_to_be_compared():
    weak = '[{"code": "uncertain_parts", "message": "m", "start": null, "end": null}]'
    two = table([5000, 6000], warnings=[weak, "[]"])
    assert lengths_reading(two).sentences[1] == (
        "In 1 report (r0) the parts were inferred from weak signs; do not compare plan with review "
        "there."
    )
    assert lengths_reading(two.head(1), lang="zh").sentences[1] == (
        "本报告各部分的划分依据不足，由语句推断，不宜比较部署与回顾。"
    )


def test_several_longest_reports_have_a_plural():
    table = pd.DataFrame(
        {"report_id": list("abc"), "label": ["A", "B", "C"], "words": [9000, 9000, 5000]}
    )
    assert str(lengths_reading(table)).startswith("A and B have the longest of 3 reports")
