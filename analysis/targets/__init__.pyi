from .cascade import target_cascade as target_cascade
from .commitments import soft_commitments as soft_commitments
from .indicators import Indicator as Indicator
from .indicators import in_base_unit as in_base_unit
from .indicators import indicator_key as indicator_key
from .indicators import indicator_name as indicator_name
from .ledger_table import ledger as ledger
from .pressure import pressure_panel as pressure_panel
from .pressure import target_pressure as target_pressure
from .pressure_columns import pressure_wide as pressure_wide
from .pressure_indicators import COMPARED_INDICATORS as COMPARED_INDICATORS
from .pressure_levels import pressure_by_level as pressure_by_level
from .promises import completeness as completeness
from .promises import promises_and_results as promises_and_results
from .promises import read_promises as read_promises
from .promises import target_revisions as target_revisions
from .wording import rate_sub as rate_sub

__all__ = [
    "COMPARED_INDICATORS",
    "Indicator",
    "completeness",
    "in_base_unit",
    "indicator_key",
    "indicator_name",
    "ledger",
    "pressure_by_level",
    "pressure_panel",
    "pressure_wide",
    "promises_and_results",
    "rate_sub",
    "read_promises",
    "soft_commitments",
    "target_cascade",
    "target_pressure",
    "target_revisions",
]
