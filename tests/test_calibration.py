"""The made-up reports of ``make calibrate`` are what they are said to be."""

from __future__ import annotations

import inspect
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from analysis.uncertainty import share_intervals
from corpus.report import read_report
from corpus.store.rows import tables_of
from tests.benchmarks import calibrate
from tests.benchmarks.calibrate_reports import population, real_reports
from tests.benchmarks.calibrate_shares import (
    SECTIONS,
    TWO,
    Mixed,
    One,
    _cover_one,
    cover_mixed,
    cover_one,
    cover_two,
    limits_of,
)
from tests.benchmarks.calibrate_shares import log_jackknife as former
from tests.benchmarks.calibrate_tests import (
    Pair,
    _rejections,
    discoveries,
    rejections,
    shares_of,
)
from tests.benchmarks.designs import (
    DESIGNS,
    LENGTHS,
    LONG,
    SHAHEKOU,
    Text,
    clustered,
    rate_for,
    rate_of,
    share_at,
    written,
)
from tests.benchmarks.monte_carlo import Estimate, Setting, estimate, markdown, percent, repeated
from tests.benchmarks.published import agree, drifted, figure, printed
from tests.crossed import crossed

ROOT = Path(__file__).parents[1]
DRAWN = 20_000


@crossed("name, lengths", list(DESIGNS), list(LENGTHS))
def test_counts_have_the_mean_variance_and_paragraphs_that_a_design_says(name, lengths):
    rng, design = np.random.default_rng(1), DESIGNS[name]
    text = written(rng, lengths, 60, LONG)
    rate = rate_for(design, text.size, 9)
    x = design.draw(rng, text, rate, DRAWN)
    holding, total = (x > 0).sum(axis=0), x.sum(axis=0)
    assert holding.mean() == pytest.approx(9, abs=5 * holding.std() / DRAWN**0.5)
    truth = share_at(design, text.size, rate) * text.size.sum()
    assert total.mean() == pytest.approx(truth, abs=5 * total.std() / DRAWN**0.5)
    squares = (total - truth) ** 2
    error = squares.std() / DRAWN**0.5
    assert squares.mean() == pytest.approx(design.variance(text, rate), abs=5 * error)


@pytest.mark.parametrize("name", DESIGNS)
def test_a_share_has_the_rate_that_gives_it(name):
    size, design = np.array([4.0, 30.0, 80.0, 500.0]), DESIGNS[name]
    rate = rate_of(design, size, 0.003)
    assert share_at(design, size, rate) == pytest.approx(0.003)
    assert rate_of(design, size, 0) == 0


def test_words_of_a_section_that_share_a_rate_correlate_between_its_paragraphs_only():
    rng = np.random.default_rng(2)
    text = Text(np.full(4, 50.0), np.array([0, 0, 1, 1]))
    x = DESIGNS["sections share a rate"].draw(rng, text, 0.02, DRAWN)
    correlation = np.corrcoef(x)
    # Var = 1 + 1, of which the shared rate has 1.
    assert correlation[0, 1] == pytest.approx(0.5, abs=0.04)
    assert abs(correlation[1, 2]) < 0.04


@pytest.mark.parametrize("lengths", LENGTHS)
def test_a_text_has_the_paragraphs_and_sections_asked_for(lengths):
    rng = np.random.default_rng(3)
    sections = np.bincount(written(rng, lengths, 200, LONG).section)
    assert sections.sum() == 200 and (sections[:-1] >= 8).all() and (sections <= 15).all()
    assert np.bincount(written(rng, lengths, 60, 4).section).tolist() == [15] * 4
    assert (written(rng, lengths, 200).size >= 1).all()


def test_the_frozen_lengths_are_those_of_the_shipped_report():
    path = ROOT / "corpus/reports/shahekou-2018.txt"
    sizes = tables_of(read_report(path), path.stem)["sizes"]
    found = sizes.groupby("section")["words"].agg(list).tolist()
    assert len(found) == pytest.approx(len(SHAHEKOU), abs=2)
    assert sum(map(sum, SHAHEKOU)) == pytest.approx(sizes["words"].sum(), rel=0.02)


def test_counts_and_sizes_are_summed_by_section():
    text = Text(np.array([3.0, 4.0, 5.0]), np.array([0, 1, 1]))
    x, m = clustered(np.array([[1], [2], [4]]), text, "section")
    assert x.tolist() == [[1], [6]] and m.tolist() == [3, 9]
    assert clustered(np.array([[1], [2], [4]]), text, "paragraph")[1].tolist() == [3, 4, 5]


def test_a_monte_carlo_error_is_that_of_runs_and_not_of_terms():
    alike = estimate(np.array([0.0, 50, 0, 50]), np.full(4, 50.0))
    assert alike.value == 0.5 and alike.error == pytest.approx(np.std([0, 1, 0, 1], ddof=1) / 2)
    assert percent(alike) == "50.0 ± 28.9"
    assert percent(estimate(np.zeros(3), np.zeros(3))) == "–"


def test_a_cell_gives_the_same_figures_each_time_and_another_cell_others():
    def run(rng):
        return {"a": (rng.random(), 1.0)}

    assert repeated(run, 5, "one") == repeated(run, 5, "one") != repeated(run, 5, "other")


def test_a_table_has_a_row_for_each_cell():
    assert markdown("T", ["a", "b"], [["1", "2"]]) == "T\n\n| a | b |\n|---|---|\n| 1 | 2 |"


def test_the_former_interval_is_that_of_the_log_t_jackknife():
    x, m = np.array([[2.0], [0], [1], [3]]), np.array([50.0, 40, 60, 50])
    low, high = former(x, m)
    without = np.log([4 / 150, 6 / 160, 5 / 140, 3 / 150])
    half = 3.182446 * np.sqrt(3 / 4 * ((without - without.mean()) ** 2).sum())
    assert [low[0], high[0]] == pytest.approx([0.03 * np.exp(-half), 0.03 * np.exp(half)])


@pytest.mark.parametrize("borrow", [True, False])
def test_the_limits_tried_are_those_that_users_get(borrow):
    rng = np.random.default_rng(5)
    x, m = rng.poisson(0.2, (30, 25)).astype(float), rng.integers(5, 90, 30).astype(float)
    table = share_intervals(x, m, borrow=borrow)
    low, high = limits_of(x, m, borrow=borrow)
    assert table["low"].tolist() == low.tolist() and table["high"].tolist() == high.tolist()


def test_intervals_of_independent_words_hold_the_truth():
    cell = next(one for one in SECTIONS if one.design == "independent" and one.holding == 20)
    found = cover_one(cell, 12)
    for name in ("lent", "alone", "former", "words"):
        parts = [found[f"{name} {part}"].value for part in ("held", "below", "above")]
        assert sum(parts) == pytest.approx(1) and parts[0] > 0.9
    assert 0.9 < found["words width"].value < 1.1  # the oracle's, as words are independent


def test_a_pair_and_a_mixed_table_have_figures():
    pair = cover_two(TWO[2], 3)
    assert all(0.8 < pair[f"lent {one}"].value <= 1 for one in ("ratio", "difference"))
    assert all(one.value > 0.5 for one in cover_mixed(Mixed("real", "section"), 3).values())


def test_shares_on_either_side_have_the_ratio_and_the_mean():
    assert shares_of(3) == (1.5, 0.5) and shares_of(np.inf) == (2, 0)


def test_a_test_finds_a_large_difference_and_little_else():
    alone = partial(Pair, "independent", "section", 40)
    assert rejections(alone(), 5)["studentised"].value < 0.15
    assert rejections(alone(ratio=np.inf), 5)["studentised"].value > 0.9
    found = discoveries(Pair("independent", "paragraph", 20, ratio=np.inf), 2)
    assert found["found"].value > 0.5 and found["false"].value < 0.3


def test_few_reports_are_no_population():
    folder = ROOT / "corpus/reports"
    assert population(folder) is None
    (said,) = real_reports(Setting(reports=folder))
    assert "REPORTS=folder" in said


def test_sections_of_real_reports_are_drawn(tmp_path):
    shipped = (ROOT / "corpus/reports/shahekou-2018.txt").read_bytes()
    for name in range(5):
        (tmp_path / f"{name}.txt").write_bytes(shipped)
    assert population(tmp_path).x.shape[0] == 5 * sum(map(len, SHAHEKOU))
    *_, table = real_reports(Setting(effort=0.01, reports=tmp_path))
    rows = [line.split("|")[1:4] for line in table.splitlines()[4:]]
    assert {row[0].strip() for row in rows} == {"12", "29", "100"}
    assert all(float(row[2].split("±")[0]) > 80 for row in rows)


def standard(fresh, title, name, heads):
    """By how many Monte Carlo errors a run differs from what is published, for each figure."""
    far = []
    for head in heads:
        published, now = figure(title, name, head), fresh[head.replace(":", "")]
        error = np.hypot(published.error, max(now.error, 0.002))
        far.append((now.value - published.value) / error)
    return far


_HEADS = ["lent: held", "lent: width", "alone: held", "alone: width"]


@pytest.mark.parametrize(
    ("cluster", "lengths", "words", "holding"),
    [
        ("section", "gamma", "independent", 3),
        ("section", "Pareto", "bursts, ρ 0.05", 20),
        ("section", "real", "repeats, Zipf 2.1", 10),
        ("paragraph", "real", "repeats, Zipf 2.5", 20),
    ],
)
def test_another_run_confirms_the_published_intervals(cluster, lengths, words, holding):
    cell = One(lengths, words, holding, cluster)
    fresh = repeated(partial(_cover_one, cell), 30, ("another run", cell))
    title = f"Coverage of 95% intervals of a share, by {cluster}"
    far = standard(fresh, title, (lengths, words, str(holding)), _HEADS)
    assert np.abs(far).max() < 4


def test_another_run_confirms_the_published_tests():
    cell = Pair("independent", "section", 30)
    fresh = repeated(partial(_rejections, cell), 15, ("another run", cell))
    name = ("section", "independent", "60 / 60", "1", "30")
    assert np.abs(standard(fresh, "False alarms at 0.05", name, ["studentised"])).max() < 4


def test_a_figure_that_chance_does_not_explain_is_named():
    table = "Coverage\n\n| words | held | width |\n|---|---|---|\n| {} | {} | 1.00 ± 0.01 |"
    published = table.format("bursts", "96.0 ± 0.5")
    assert not [*drifted(published, table.format("bursts", "94.0 ± 0.5"))]
    (said,) = drifted(published, table.format("bursts", "92.0 ± 0.5"))
    assert said == "Coverage: bursts: held is 92.0 ± 0.5, not 96.0 ± 0.5"
    (said,) = drifted(published, table.format("others", "96.0 ± 0.5"))
    assert said == "Coverage: others: not in calibration.md"
    assert agree("0.0 ± 0.0", "0.1 ± 0.0") and not agree("0.0 ± 0.0", "2.0 ± 0.1")
    assert agree("–", "3.0 ± 0.1") and agree("94.2 ± 1.1 to 99.1 ± 0.2", "1.0 ± 0.1")


def test_a_run_that_confirms_nothing_fails(capsys):
    with pytest.raises(SystemExit, match="no longer holds in 1 figures"):
        printed(["False alarms\n\n| a | b |\n|---|---|\n| 1 | 2.0 ± 0.1 |"])
    assert "False alarms" in capsys.readouterr().out
    printed(["nothing to compare"])


def test_every_part_is_run_by_its_name():
    assert all(inspect.isgeneratorfunction(part) for part in calibrate.PARTS)
    assert isinstance(estimate(np.ones(2), np.ones(2)), Estimate)
