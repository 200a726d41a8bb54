"""Which indicators are compared as targets under pressure, and by what measure."""

from __future__ import annotations

from typing import Literal

from analysis.targets.indicators import indicator_name, indicators

Compared = Literal["rate", "share", "amount"]
# Those that researchers of targets use, under names short enough for a column in Stata.
COMPARED_INDICATORS = {
    "gdp": "gdp",
    "cpi": "cpi",
    "budget_revenue": "revenue",
    "fixed_investment": "investment",
    "industrial_value_added": "industry",
    "retail_sales": "retail",
    "trade": "trade",
    "disposable_income": "income",
    "urban_income": "urban_income",
    "rural_income": "rural_income",
    "new_jobs": "new_jobs",
    "unemployment_surveyed": "unemployment",
    "unemployment_registered": "registered",
    "energy_intensity": "energy",
    "grain_output": "grain",
}
# Targets of these are set as amounts, such as 1,200万人; those of all others in per cent.
_AMOUNTS = frozenset(
    {
        "new_jobs",
        "reemployment",
        "labour_transfer",
        "poverty_reduction",
        "grain_output",
        "grain_area",
        "good_farmland",
        "steel_output",
        "coal_output",
        "crude_output",
        "gas_output",
        "deficit",
        "special_bonds",
        "pm25",
        "life_expectancy",
    }
)


def compared_by(indicator: str) -> Compared:
    """What is compared of an indicator: its growth, a share, or an amount.

    Args:
        indicator: a key of the vocabulary.

    Raises:
        ValueError: if the vocabulary has no such indicator.

    Example:
        >>> from analysis.targets.pressure_indicators import compared_by
        >>> [compared_by(one) for one in ("gdp", "unemployment_surveyed", "new_jobs")]
        ['rate', 'share', 'amount']
    """
    indicator_name(indicator)  # refused where it is unknown
    if indicator in _AMOUNTS:
        return "amount"
    return "share" if indicators()[indicator].percent == "share" else "rate"
