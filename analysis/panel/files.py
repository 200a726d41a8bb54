"""The panel as files: the table, a Stata script that loads it, and a codebook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.export.labels import Label
from analysis.export.write import write_table
from corpus.files import save_text
from corpus.lexicon.lists import policy_areas

LABELS = {
    "region_code": Label("GB/T 2260 code of the region", "行政区划代码"),
    "region": Label("region", "地区"),
    "level": Label("level of government", "政府层级"),
    "report_year": Label("year that the report plans for", "报告年份"),
    "orientation": Label("part of the report by time", "时间指向"),
    "report_id": Label("name of the report", "报告编号"),
    "area": Label("policy area (Comparative Agendas Project)", "政策领域代码"),
    "area_name": Label("policy area, by name", "政策领域"),
    "term": Label("term", "词"),
    "n": Label("hits", "命中次数"),
    "size": Label("size of the denominator", "分母"),
    "share": Label("hits in 1,000 of the denominator", "每千单位命中数"),
    "low": Label("lower end of the 95% interval", "95%区间下限"),
    "high": Label("upper end of the 95% interval", "95%区间上限"),
    "paragraphs": Label("paragraphs with a hit", "命中段落数"),
    "blocks": Label("paragraphs with words", "段落总数"),
    "reports": Label("reports of the unit", "报告数"),
    "variant": Label("how it is measured", "测量方式"),
    "reason": Label("why there is no interval", "无区间的原因"),
}
TITLE = "Attention to policy areas in government work reports"


def write_panel(table: pd.DataFrame, path: Path) -> list[Path]:
    """Writes a panel, and beside it a codebook, and for Stata a script that declares it.

    Args:
        table: from ``attention_panel``.
        path: ends in .csv, .dta, .parquet or .xlsx.

    Returns:
        The files: the panel first.

    Raises:
        Refusal: ``unknown_table_format`` or ``not_saved``.
    """
    named = with_names(table)
    written = [write_table(named, path, labels=LABELS, title=TITLE, note=_note(named))]
    codebook = path.with_name(f"{path.stem}_codebook.md")
    written.append(save_text(_codebook(named), codebook))
    if path.suffix.lower() == ".dta":
        script = path.with_suffix(".do")
        written.append(save_text(_stata(named, path), script))
    return written


def with_names(table: pd.DataFrame) -> pd.DataFrame:
    """The panel with the English names of its policy areas beside their codes."""
    if "area" not in table:
        return table
    names = table["area"].map(lambda code: policy_areas()[str(code)]["name_en"])
    place = list(table).index("area") + 1
    named = table.copy()
    named.insert(place, "area_name", names)
    return named


def _note(table: pd.DataFrame) -> str:
    variants = ", ".join(sorted(set(table["variant"])))
    return f"Variant: {variants}. Intervals by paragraphs (jackknife, log scale, t)."


def _codebook(table: pd.DataFrame) -> str:
    lines = [
        f"# {TITLE}",
        "",
        _note(table),
        "",
        "| column | what it is | 含义 | missing |",
        "|---|---|---|---|",
    ]
    for name in table:
        label = LABELS[str(name)]
        lines.append(f"| {name} | {label.english} | {label.chinese} | {table[name].isna().sum()} |")
    if "area" in table:
        lines += ["", "| area | name | 名称 | sphere |", "|---|---|---|---|"]
        lines += [
            f"| {code} | {row['name_en']} | {row['name_zh']} | {row['sphere']} |"
            for code, row in policy_areas().items()
            if int(code) in set(table["area"])
        ]
    return "\n".join(lines) + "\n"


def _stata(table: pd.DataFrame, path: Path) -> str:
    """A script that loads the panel, declares what the panel is of, and tabulates."""
    item = "area" if "area" in table else "term"
    units = [name for name in ("region_code", "orientation", item) if name in table]
    lines = [
        "version 14",
        f'use "{path.name}", clear',
        f'note: "{_note(table)}"',
        f"egen long unit = group({' '.join(units)}), label missing",
    ]
    if "report_year" in table:
        lines += ["drop if missing(report_year)", "isid unit report_year", "xtset unit report_year"]
    if "area" in table:
        lines += [
            f'label define area {code} "{row["name_en"]} {row["name_zh"]}", modify'
            for code, row in policy_areas().items()
        ]
        lines.append("label values area area")
    lines += [f"tabstat share, by({item}) statistics(n mean sd min max)"]
    return "\n".join(lines) + "\n"
