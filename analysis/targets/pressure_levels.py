"""Target pressure by level of government."""

from __future__ import annotations

import pandas as pd

from corpus.schema import check_columns

_LEVELS = {"national": 0, "provincial": 1, "prefecture": 2, "county": 3}
_WORDINGS = ("hard", "soft", "point", "in_step", "absent")
COLUMNS = [
    "level",
    "reports",
    *_WORDINGS,
    "compared",
    "higher",
    "same",
    "lower",
    "median_amplification",
    "median_pressure",
]


def pressure_by_level(panel: pd.DataFrame) -> pd.DataFrame:
    """How reports of each level of government word their targets, and how these compare.

    Args:
        panel: from ``pressure_panel`` or ``target_pressure``, of one indicator: level, wording,
            amplification, pressure.

    Returns:
        One row per level, from the top down, the last for reports of an unknown level: level,
        reports, then how many have which wording (hard, soft, point, in_step, absent), compared
        (with a target of the level above), of which higher, same and lower,
        median_amplification and median_pressure (in percentage points; missing where none can be
        compared).

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import national_reference
        >>> from analysis.targets import pressure_by_level, pressure_panel
        >>> panel = pressure_panel(open_corpus(), nation=national_reference().promises)
        >>> pressure_by_level(panel)[["level", "reports", "point", "compared", "higher"]].to_numpy()
        array([['county', 1, 1, 1, 1]], dtype=object)
    """
    check_columns(panel, ["level", "wording", "amplification", "pressure"], "panel")
    level = panel["level"].astype("object").where(panel["level"].notna(), "")
    order = sorted(set(level), key=lambda one: (_LEVELS.get(one, 9), one))
    rows = [_of_level(one, panel[level == one]) for one in order]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"median_amplification": "float64", "median_pressure": "float64"})


def _of_level(level: str, rows: pd.DataFrame) -> dict[str, object]:
    gap = rows["amplification"].dropna().astype(float).round(9)
    words = {one: int(rows["wording"].eq(one).sum()) for one in _WORDINGS}
    sides = {
        "higher": int((gap > 0).sum()),
        "same": int((gap == 0).sum()),
        "lower": int((gap < 0).sum()),
    }
    medians = {"median_amplification": gap.median(), "median_pressure": rows["pressure"].median()}
    return {"level": level, "reports": len(rows), **words, "compared": len(gap), **sides, **medians}
