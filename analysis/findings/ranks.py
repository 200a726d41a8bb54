"""Readings of ranks by five-year plan: who leads, and which ranks change beyond their ranges."""

from __future__ import annotations

import pandas as pd

from analysis.findings.reading import Reading, reading
from analysis.findings.wording import bracketed, listed, several
from corpus.language import Lang
from corpus.schema import check_columns

_FEW = 3  # reports of a period, below which their number is told


def ranks_reading(table: pd.DataFrame, *, of: str = "", top: int = 2, lang: Lang = "en") -> Reading:
    """Which area leads in which plan periods, and whose rank is another in the last than the first.

    A rank has changed if its ranges in the first and the last period do not overlap.

    Args:
        table: from ``plan_ranks``: unit, name, rank, rank_low, rank_high.
        of: whose reports the ranks are of, such as "State Council"; "" where it is known.
        top: how many areas that rise, and that fall, are named.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import ranks_reading
        >>> table = pd.DataFrame({"unit": ["2001–05"] * 2 + ["2021–25"] * 2,
        ...                       "name": ["Energy", "Health"] * 2, "rank": [1, 2, 2, 1],
        ...                       "rank_low": [1, 2, 2, 1], "rank_high": [1, 2, 2, 1]})
        >>> print(ranks_reading(table))
        The first rank is held by Energy in 2001–05 and Health in 2021–25. From 2001–05 to 2021–25,
        the ranks of 2 of 2 areas change beyond their 95% ranges: up Health (2 to 1); down Energy (1
        to 2).
    """
    check_columns(table, ["unit", "name", "rank", "rank_low", "rank_high"])
    units = list(dict.fromkeys(table["unit"]))
    if len(units) < 2:
        none = "Ranks of one period alone cannot change."
        return reading(["只有一个时期，无从比较位次。" if lang == "zh" else none], lang)
    first, last = (table[table["unit"] == one].set_index("name") for one in (units[0], units[-1]))
    both = first.merge(last, on="name", suffixes=("_first", "_last"))
    whose = _whose(of, lang)
    return reading([whose + _leaders(table, units, lang), _changes(both, units, top, lang)], lang)


def _whose(of: str, lang: Lang) -> str:
    """Whose reports the first sentence is about."""
    if not of:
        return ""
    return f"{of}报告：" if lang == "zh" else f"{of}: "


def _leaders(table: pd.DataFrame, units: list[str], lang: Lang) -> str:
    firsts = table[table["rank"] == 1].drop_duplicates("unit").set_index("unit")["name"]
    held = {one: [unit for unit in units if firsts.get(unit) == one] for one in firsts.unique()}
    if len(held) == 1:
        name = next(iter(held))
        return (
            f"{len(units)}个时期均以{name}居首。"
            if lang == "zh"
            else f"{name} holds the first rank in all {len(units)} periods."
        )
    if lang == "zh":
        said = [f"{name}（{'、'.join(held[name])}）" for name in held]
        return f"居首的领域：{'，'.join(said)}。"
    said = [f"{name} in {listed(held[name], lang)}" for name in held]
    return f"The first rank is held by {listed(said, lang)}."


def _changes(both: pd.DataFrame, units: list[str], top: int, lang: Lang) -> str:
    """Whose ranges of the two periods are apart, the largest steps first."""
    up = both[both["rank_high_last"] < both["rank_low_first"]]
    down = both[both["rank_low_last"] > both["rank_high_first"]]
    known = both.dropna(subset=["rank_low_first", "rank_low_last"])
    when, n, k = _when(both, units, lang), len(known), len(up) + len(down)
    if not k:
        return _unchanged(when, n, lang)
    said = [_steps(up, "上升" if lang == "zh" else "up", top, lang)]
    said.append(_steps(down, "下降" if lang == "zh" else "down", top, lang))
    if lang == "zh":
        what = "；".join(filter(None, said))
        return f"{when[0]}至{when[1]}，{n}个领域中{k}个位次变化超出95%范围：{what}。"
    rank = "rank" if k == 1 else "ranks"
    change, their = ("changes", "its") if k == 1 else ("change", "their")
    return (
        f"From {when[0]} to {when[1]}, the {rank} of {k} of {several(n, 'area', 'areas')} {change} "
        f"beyond {their} 95% ranges: {'; '.join(filter(None, said))}."
    )


def _when(both: pd.DataFrame, units: list[str], lang: Lang) -> tuple[str, str]:
    """The first and the last period, with the number of reports where one has few of them."""
    said = []
    for unit, end in ((units[0], "first"), (units[-1], "last")):
        n = int(both[f"years_{end}"].max()) if f"years_{end}" in both and len(both) else 0
        few = f"{n}份报告" if lang == "zh" else several(n, "report", "reports")
        said.append(f"{unit}{bracketed(few if 0 < n < _FEW else '', lang=lang)}")
    return said[0], said[1]


def _unchanged(when: tuple[str, str], n: int, lang: Lang) -> str:
    if lang == "zh":
        return f"{when[0]}至{when[1]}，{n}个领域的位次范围均有重叠，不能断定有升降。"
    return (
        f"From {when[0]} to {when[1]}, the 95% ranges of the ranks of all {n} areas overlap: no "
        "rise or fall can be told."
    )


def _steps(rows: pd.DataFrame, which: str, top: int, lang: Lang) -> str:
    if rows.empty:
        return ""
    step = (rows["rank_last"] - rows["rank_first"]).abs()
    order = rows.assign(_step=step).sort_values("_step", ascending=False, kind="stable")
    names = [
        f"{name}（第{row['rank_first']:.0f}至第{row['rank_last']:.0f}）"
        if lang == "zh"
        else f"{name} ({row['rank_first']:.0f} to {row['rank_last']:.0f})"
        for name, row in order.head(top).iterrows()
    ]
    rest = len(rows) - len(names)
    if lang == "zh":
        return f"{which}的有{'、'.join(names)}" + (f"等{len(rows)}个" if rest else "")
    return f"{which} {listed([*names, *([f'{rest} more'] if rest else [])], lang)}"
