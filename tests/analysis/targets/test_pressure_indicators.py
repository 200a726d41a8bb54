"""What is compared of each indicator."""

import pytest

from analysis.targets.indicators import indicators
from analysis.targets.pressure_indicators import COMPARED_INDICATORS, compared_by


def test_the_indicators_of_the_panel_are_known_and_their_names_are_short_and_different():
    assert set(COMPARED_INDICATORS) <= set(indicators())
    names = list(COMPARED_INDICATORS.values())
    assert len(set(names)) == len(names)
    assert all(len(f"amplification_{one}") <= 32 for one in names)  # Stata's limit


@pytest.mark.parametrize(
    ("indicator", "measure"),
    [
        ("gdp", "rate"),
        ("cpi", "rate"),
        ("energy_intensity", "rate"),
        ("new_jobs", "amount"),
        ("grain_output", "amount"),
        ("unemployment_registered", "share"),
        ("deficit_ratio", "share"),
    ],
)
def test_rates_shares_and_amounts(indicator, measure):
    assert compared_by(indicator) == measure


def test_every_indicator_that_is_compared_by_amount_has_a_known_key():
    assert {compared_by(one) for one in indicators()} == {"rate", "share", "amount"}
    with pytest.raises(ValueError, match="no indicator 'jobs'"):
        compared_by("jobs")
