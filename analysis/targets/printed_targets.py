"""Targets and amounts as sentences print them: around 7%, 1.2 trillion yuan."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.export.labels import UNITS
from corpus.language import Lang

_BOUNDS = {
    "ge": ("at least {}", "{}以上"),
    "gt": ("more than {}", "超过{}"),
    "le": ("at most {}", "{}以内"),
    "lt": ("less than {}", "低于{}"),
    "approx": ("around {}", "{}左右"),
    "approx_over": ("just over {}", "略高于{}"),
    "approx_under": ("nearly {}", "近{}"),
}
# Amounts are in base units in the tables; in a sentence 1.2e13 yuan is not read by anybody.
_SCALES = {
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
}


def goal_text(row: dict[Any, Any], lang: Lang) -> str:
    """A target with its bound: around 7%, 7%左右.

    Args:
        row: of ``promises_and_results``: target, target_high, bound, kind, base_unit.
        lang: en or zh.

    Example:
        >>> from analysis.targets.printed_targets import goal_text
        >>> row = {"target": 7.0, "target_high": None, "bound": "approx", "kind": "growth_rate",
        ...        "base_unit": "%"}
        >>> goal_text(row, "en"), goal_text(row, "zh")
        ('growth of around 7%', '增长7%左右')
    """
    low, high = float(row["target"]), row.get("target_high", float("nan"))
    zh = lang == "zh"
    form = _BOUNDS.get(row["bound"], ("{}", "{}"))[zh]
    if high is None or pd.isna(high) or float(high) == low:
        return amount_text(row, low, lang, form=form)
    ends = sorted((abs(low), abs(float(high))))
    first = amount_text({**row, "kind": "level"}, ends[0], lang)
    last = amount_text({**row, "kind": "level"}, ends[1], lang)
    return _way(row, low, lang, f"{first}至{last}" if zh else f"{first} to {last}")


def amount_text(row: dict[Any, Any], value: float, lang: Lang, *, form: str = "{}") -> str:
    """A value in its unit: 7%, 1.2 trillion yuan; of growth, with the direction.

    Args:
        row: of ``promises_and_results``: kind, base_unit.
        value: in the base unit.
        lang: en or zh.
        form: what is put around the number and its unit, such as around {}.

    Example:
        >>> from analysis.targets.printed_targets import amount_text
        >>> amount_text({"kind": "level", "base_unit": "元"}, 1.2e12, "en")
        '1.2 trillion yuan'
    """
    unit = row.get("base_unit")
    unit = unit if isinstance(unit, str) else ""
    growth = row.get("kind") == "growth_rate"
    size = abs(value) if growth else value
    for scale, name in _SCALES[lang]:
        if abs(size) >= scale and unit != "%":
            size, unit = size / scale, f"{name}{_unit(unit, lang)}"
            break
    else:
        unit = _unit(unit, lang)
    return _way(row, value, lang, form.format(f"{shortest(size)}{unit}"))


def _unit(unit: str, lang: Lang) -> str:
    if lang == "zh" or unit in ("%", ""):
        return unit
    english = UNITS[unit].english if unit in UNITS else unit
    return f" {english}" if english else ""


def shortest(value: float) -> str:
    """A number with at most two decimals, none of which are 0 at the end, and a minus sign.

    Args:
        value: the number.

    Example:
        >>> from analysis.targets.printed_targets import shortest
        >>> shortest(7.0), shortest(-1234.56)
        ('7', '−1,234.56')
    """
    # A value just below 0.625 is printed as 0.625 is: the last bit may differ between machines.
    text = f"{abs(round(float(value), 9)):,.2f}".rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 and text != "0" else text


def _way(row: dict[Any, Any], value: float, lang: Lang, text: str) -> str:
    if row.get("kind") != "growth_rate":
        return text
    if lang == "zh":
        return f"{'下降' if value < 0 else '增长'}{text}"
    return f"{'a fall' if value < 0 else 'growth'} of {text}"
