"""The panel as files: the table, a Stata script that loads it, and a codebook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.export.labels import Label
from analysis.export.stata import (
    coded_columns,
    labels_of,
    numbered,
    stata_name,
)
from analysis.export.table_labels import labels_for
from analysis.export.write import write_table
from corpus.files import save_text
from corpus.language import Lang, check_language
from corpus.lexicon.lists import policy_areas
from corpus.locking import locked
from corpus.place_names import bare_region, place_keys
from corpus.schema import check_columns

LABELS = {
    "region_code": Label("region code (GB/T 2260)", "行政区划代码"),
    "region": Label("region", "地区"),
    "level": Label("level of government", "政府层级"),
    "report_year": Label("report year (year planned)", "报告年度"),
    "year": Label("report year, as a key for merging", "年份（合并用）"),
    "code": Label("region code as a number, as a key for merging", "行政区划代码（数值，合并用）"),
    "latest_code": Label("latest code of the same place, a number", "该地最新行政区划代码（数值）"),
    "name": Label("region without its kind, as a key for merging", "地区简称（合并用）"),
    "orientation": Label("time reference", "时间指向"),
    "report_id": Label("report ID", "报告编号"),
    "area": Label("policy area (Comparative Agendas Project code)", "政策领域代码"),
    "area_name": Label("policy area", "政策领域"),
    "term": Label("term", "词"),
    "n": Label("count", "频次"),
    "lost": Label("mentions lost to longer policy terms", "被更长政策词占用的频次"),
    "size": Label("denominator", "分母"),
    "share": Label("rate per 1,000 words", "每千词频次"),
    "low": Label("95% CI, lower limit", "95%置信区间下限"),
    "high": Label("95% CI, upper limit", "95%置信区间上限"),
    "sentences": Label("sentences with the term", "含该词句数"),
    "paragraphs": Label("paragraphs with the term", "含该词段落数"),
    "blocks": Label("all paragraphs", "段落总数"),
    "reports": Label("number of reports", "报告数"),
    "cluster": Label("resampling unit", "重抽样单位"),
    "basis": Label("clusters with it, of all", "含该项的重抽样单位数与总数"),
    "variant": Label("specification", "测量口径"),
    "reason": Label("reason for missing CI", "区间缺失原因"),
    # of an index
    "list": Label("word list or coding sheet", "词表或编码表"),
    "terms": Label("terms of the list that occur", "出现的词数"),
    "value": Label("index (weighted rate per 1,000 words)", "指数（每千词加权频次）"),
    "z": Label("index, standardised within this table (z)", "指数（表内标准化，z值）"),
    "min_max": Label("index, 0 to 1 within this table (min–max)", "指数（表内极差标准化，0至1）"),
    "carried_by": Label("term that contributes most", "贡献最大的词"),
    "carried": Label("its share of the index", "该词占指数的份额"),
    "weighting": Label("weights", "权重"),
    "documents": Label("number of documents", "文件数"),
    "mean": Label("mean per row of the sheet", "编码表每行均值"),
    "missing": Label("rows without a score", "缺评分的行数"),
}
# What a rate is out of, by the denominator at the end of a specification.
_OUT_OF = {
    "words": Label("1,000 words", "每千词"),
    "tokens": Label("1,000 tokens", "每千词例"),
    "characters": Label("1,000 Chinese characters", "每千字"),
    "sentences": Label("1,000 sentences", "每千句"),
}
_INTENSITY = Label("intensity, Σ (m + g) p", "政策力度，Σ (m + g) p")
TITLE = "Policy attention panel of government work reports"


def write_panel(table: pd.DataFrame, path: str | Path, *, lang: Lang = "en") -> list[Path]:
    """Writes a panel and its codebook, and for Stata a script that declares the panel.

    Args:
        table: from ``attention_panel``; or an index, with the columns list and value.
        path: a file name ending in .csv, .dta, .parquet or .xlsx.
        lang: language of the value labels in .dta: en or zh.

    Returns:
        The paths of the files written, the panel first.

    Raises:
        Refusal: ``unknown_table_format``, ``not_saved`` or ``busy``.

    Example:
        >>> from pathlib import Path
        >>> from analysis import open_corpus
        >>> from analysis.panel import attention_panel, write_panel
        >>> panel = attention_panel(open_corpus(), areas=[6, 7])
        >>> [path.name for path in write_panel(panel, Path("attention.dta"))]
        ['attention.dta', 'attention_codebook.md', 'attention.do']
    """
    check_language(lang)
    figure = "value" if "value" in table else "share"
    check_columns(table, ["n", figure, "variant"], "the table (from attention_panel)")
    path, named = Path(path), merge_keys(with_names(table))
    script, note = _stata(named, path), _note(named)
    labels = LABELS | _of_rates(table)
    return write_with_codebook(
        named, path, labels=labels, title=TITLE, note=note, script=script, lang=lang
    )


def _of_rates(table: pd.DataFrame) -> dict[str, Label]:
    """The labels of the figures, which say what they are out of; several in one table: none."""
    if "mean" in table:
        return {"value": _INTENSITY}
    out_of = set(table["variant"].str.rpartition("/")[2])
    if len(out_of) != 1 or not out_of <= set(_OUT_OF):
        return {}
    per = _OUT_OF[out_of.pop()]
    return {
        "share": Label(f"rate per {per.english}", f"{per.chinese}频次"),
        "value": Label(
            f"index (weighted rate per {per.english})", f"指数（{per.chinese}加权频次）"
        ),
    }


def write_with_codebook(
    table: pd.DataFrame,
    path: Path,
    *,
    labels: Mapping[str, Label],
    title: str,
    note: str,
    script: str,
    lang: Lang = "en",
) -> list[Path]:
    """Writes a panel and its codebook, and for Stata its script, while no one else does.

    Args:
        table: the panel, with its merge keys.
        path: of the panel.
        labels: of all columns, in both languages.
        title: of the codebook.
        note: how the panel is made, in a line.
        script: for Stata; written beside a .dta only.
        lang: language of the value labels in .dta: en or zh.

    Returns:
        The paths of the files written, the panel first.
    """
    labels = labels_for(table, labels)
    codebook, is_stata = path.with_name(f"{path.stem}_codebook.md"), path.suffix.lower() == ".dta"
    page = _codebook(table, labels, title, note, is_stata=is_stata)
    with locked(path.with_name(f".{path.name}.lock")):  # so that the files go together
        written = [write_table(table, path, labels=labels, title=title, note=note, lang=lang)]
        written.append(save_text(page, codebook))
        if is_stata:
            written.append(save_text(script, path.with_suffix(".do")))
    return written


def with_names(table: pd.DataFrame) -> pd.DataFrame:
    """The panel with the English names of the policy areas next to their codes."""
    if "area" not in table:
        return table
    names = table["area"].map(lambda code: policy_areas()[str(code)]["name_en"])
    place = list(table).index("area") + 1
    named = table.copy()
    named.insert(place, "area_name", names)
    return named


def merge_keys(table: pd.DataFrame) -> pd.DataFrame:
    """A table with year, code and name, to merge it with tables of others, such as a yearbook.

    Args:
        table: with any of report_year, region_code and region, such as ``attention_panel``.

    Returns:
        The same table; after these columns it has ``year`` (a whole number), ``code`` (the code of
        GB/T 2260 in that year as a whole number, missing where a region has none), ``latest_code``
        (that of the same place today: 130608 also for 清苑县, then 130622) and ``name`` (深圳 for
        深圳市, 内蒙古 for 内蒙古自治区; 唐县 stays whole). Names are unique among provinces and
        among prefecture-level cities, but not among counties; codes are.

    Example:
        >>> import pandas as pd
        >>> from analysis.panel import merge_keys
        >>> panel = pd.DataFrame({"region_code": ["440300"], "region": ["深圳市"],
        ...                       "report_year": [2018], "share": [6.2]})
        >>> yearbook = pd.DataFrame({"name": ["深圳"], "year": [2018], "gdp": [24222.0]})
        >>> merged = merge_keys(panel).merge(yearbook, on=["name", "year"], how="left")
        >>> print(merged[["code", "name", "year", "share", "gdp"]].to_string(index=False))
          code name  year  share     gdp
        440300   深圳  2018    6.2 24222.0
    """
    made = {
        "report_year": ("year", lambda years: years.astype("Int64")),
        "region_code": ("code", _as_numbers),
        "region": ("name", lambda names: names.map(bare_region, na_action="ignore")),
    }
    given = [name for name in made if name in table]
    place = max((list(table).index(name) + 1 for name in given), default=0)
    keyed = table.copy()
    for name in reversed(given):
        key, of = made[name]
        if key not in table:
            keyed.insert(place, key, of(table[name]))
    if {"region_code", "region"} <= set(table) and "latest_code" not in table:
        after = list(keyed).index("code") + 1
        keyed.insert(after, "latest_code", _as_numbers(place_keys(table)))
    return keyed


def _as_numbers(codes: pd.Series) -> pd.Series:
    """Codes of six digits as whole numbers; others are missing."""
    text = codes.astype("string")
    return text.where(text.str.fullmatch(r"\d{6}").fillna(False)).astype("Int64")


def _note(table: pd.DataFrame) -> str:
    variants = ", ".join(sorted(set(table["variant"])))
    if "weighting" in table:
        variants += f"; weights: {', '.join(sorted(set(table['weighting'])))}"
    if "mean" in table:
        return f"Specification: {variants}. CIs: documents or rows as draws (see cluster)."
    return f"Specification: {variants}. CIs: effective sample size, clustered (see cluster)."


def _codebook(
    table: pd.DataFrame,
    labels: Mapping[str, Label],
    title: str,
    note: str,
    *,
    is_stata: bool,
) -> str:
    """What the columns are, and the values of those that have a code.

    Args:
        table: the panel.
        labels: of its columns.
        title: of the page.
        note: how the panel is made.
        is_stata: whether the file has names and numbers as Stata has them.
    """
    coded = coded_columns(table, labels) if is_stata else []
    lines = [
        f"# {title}",
        "",
        note,
        "",
        "| variable | label | 变量说明 | missing |",
        "|---|---|---|---|",
    ]
    for name in table:
        label, missing = labels[str(name)], table[name].isna().sum()
        called = stata_name(str(name)) if is_stata else name
        lines.append(f"| {called} | {label.english} | {label.chinese} | {missing} |")
        if name in coded:
            number = f"{label.english}, as a number | {label.chinese}（数值）"
            lines.append(f"| {name}_code | {number} | {missing} |")
    for name in [one for one in map(str, table) if one != "area"]:
        if name in coded or labels[name].values:
            lines += _values(name, labels_of(name, labels), numbers=name in coded)
    if "area" in table:
        head = "area, area_code" if "area" in coded else "area"
        lines += ["", f"| {head} | name | 名称 | sphere |", "|---|---|---|---|"]
        lines += [
            f"| {code} | {row['name_en']} | {row['name_zh']} | {row['sphere']} |"
            for code, row in policy_areas().items()
            if int(code) in set(table["area"])
        ]
    return "\n".join(lines) + "\n"


def _values(name: str, known: Mapping[str, Label], *, numbers: bool) -> list[str]:
    """The values of a column with their labels, and the numbers that stand for them in Stata."""
    number = numbered(known)
    return [
        "",
        *(
            [f"| {name}_code | {name} | label | 标签 |"]
            if numbers
            else [f"| {name} | label | 标签 |"]
        ),
        "|---|---|---|---|" if numbers else "|---|---|---|",
        *(
            f"| {f'{number[one]} | ' if numbers else ''}{one} | {label.english} | {label.chinese} |"
            for one, label in known.items()
        ),
    ]


def _stata(table: pd.DataFrame, path: Path) -> str:
    """A Stata script that loads the panel, declares its units and years, and tabulates it."""
    item = next(name for name in ("area", "term", "list") if name in table)
    figure = "value" if "value" in table else "share"
    region = "region_code" if "region_code" in table else "region"
    several = "report_id" if item == "list" else ""  # an index by report has a row for each
    units = [name for name in (region, "orientation", several, item) if name in table]
    lines = [
        "version 14",
        f'use "{path.name}", clear',
        f'note: "{_note(table)}"',
        f"egen long panel_unit = group({' '.join(units)}), label missing",
    ]
    if "report_year" in table:
        lines += [
            "drop if missing(report_year)",
            "isid panel_unit report_year",
            "xtset panel_unit report_year",
        ]
    if "area" in table:
        lines.append("label values area area_code")
    lines += [f"tabstat {figure}, by({item}) statistics(n mean sd min max)"]
    return "\n".join(lines) + "\n"
