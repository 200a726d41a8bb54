"""What the strategic map of themes and their evolution show."""

from __future__ import annotations

import pandas as pd

from analysis.findings.reading import Reading, reading
from analysis.findings.wording import listed, number, quoted, several
from corpus.language import Lang
from corpus.schema import check_columns

STABLE, LEVEL = 0.6, 0.05
BETWEEN = "、"  # the two terms of a theme's name
_SHOWN = 2


def themes_reading(table: pd.DataFrame, *, lang: Lang = "en") -> Reading:
    r"""Which themes are stable, which of these are motor themes, and what must not be read.

    Args:
        table: from ``strategic_map``, of one period.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import themes_reading
        >>> table = pd.DataFrame({"theme": [1, 2], "name": ["学校、教师", "地铁、公交"],
        ...                       "stability": [0.8, 0.4], "by_chance": [0.1, 0.1],
        ...                       "stable": [True, False], "quadrant": ["motor", "basic"],
        ...                       "in_quadrant": [0.9, 0.5], "cluster": "report"})
        >>> print(*themes_reading(table, lang="zh").sentences, sep="\n")
        2个共词主题中有1个稳定（稳定性不低于0.60）。
        最稳定的是“学校、教师”（0.80，随机基准0.10）。
        其中1个在至少80%的自助样本中为驱动主题：“学校、教师”。
        其余1个随抽到的报告而变，不宜解读。
    """
    check_columns(
        table,
        ["theme", "name", "stability", "by_chance", "stable", "quadrant", "in_quadrant", "cluster"],
    )
    if table.empty:
        return reading(["表中没有共词主题。" if lang == "zh" else "The table has no themes."], lang)
    if table["stability"].isna().all():
        return reading([_untested(len(table), lang)], lang)
    stable = table[table["stable"].fillna(value=False).astype(bool)]
    best = table.sort_values(["stability", "theme"], ascending=[False, True]).iloc[0]
    said = [_how_many(len(table), len(stable), lang), _best(best, lang)]
    return reading([*said, _motor(stable, lang), _others(table, stable, lang)], lang)


def _untested(n: int, lang: Lang) -> str:
    if lang == "zh":
        return f"找到{n}个共词主题，但未做自助抽样，稳定性未知，不宜解读。"
    return (
        f"{several(n, 'theme', 'themes')} found; without bootstraps their stability is not known, "
        "so do not interpret them."
    )


def _how_many(n: int, k: int, lang: Lang) -> str:
    if lang == "zh":
        return f"{n}个共词主题中有{k}个稳定（稳定性不低于{number(STABLE, 2)}）。"
    are = "is" if k == 1 else "are"
    return f"{k} of {several(n, 'theme', 'themes')} {are} stable ({number(STABLE, 2)} or more)."


def _best(row: pd.Series, lang: Lang) -> str:
    name, value, chance = (
        _name(row["name"], lang),
        number(row["stability"], 2),
        number(row["by_chance"], 2),
    )
    if lang == "zh":
        return f"最稳定的是{name}（{value}，随机基准{chance}）。"
    return f"The most stable is {name} ({value}; chance baseline {chance})."


def _motor(stable: pd.DataFrame, lang: Lang) -> str:
    """The stable themes that are central and dense whichever reports are drawn."""
    sure = stable[(stable["quadrant"] == "motor") & (stable["in_quadrant"] >= 0.8)]
    if sure.empty:
        return ""
    names = listed([_name(one, lang) for one in sure["name"].head(_SHOWN)], lang)
    if lang == "zh":
        more = "等" if len(sure) > _SHOWN else ""
        return f"其中{len(sure)}个在至少80%的自助样本中为驱动主题：{names}{more}。"
    most = "among them " if len(sure) > _SHOWN else ""
    are = "is a motor theme" if len(sure) == 1 else "are motor themes"
    return f"{len(sure)} of these {are} in at least 80% of bootstraps: {most}{names}."


def _others(table: pd.DataFrame, stable: pd.DataFrame, lang: Lang) -> str:
    rest = len(table) - len(stable)
    if not rest:
        return ""
    cluster = str(table["cluster"].iloc[0])
    zh = {"report": "报告", "section": "节", "paragraph": "段落"}.get(cluster, cluster)
    if lang == "zh":
        which = "其余" if len(stable) else "这"
        return f"{which}{rest}个随抽到的{zh}而变，不宜解读。"
    which = "The other" if len(stable) else "The"
    what = "theme depends" if rest == 1 else "themes depend"
    them = "it" if rest == 1 else "them"
    count = "" if rest == 1 else f"{rest} "
    return f"{which} {count}{what} on which {cluster}s are drawn: do not interpret {them}."


def _name(name: str, lang: Lang) -> str:
    """The name in quotation marks; in English each term with its English name."""
    if lang == "zh":
        return f"“{name}”"
    return listed([quoted(one, lang) for one in str(name).split(BETWEEN)], lang)


def flows_reading(table: pd.DataFrame, *, lang: Lang = "en") -> Reading:
    """Which themes go on, split and merge, among the pairs that share more terms than by chance.

    Args:
        table: from ``theme_evolution``.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.findings import flows_reading
        >>> table = pd.DataFrame({"period": "2001-2005", "theme": [1, 1], "name": "学校、教师",
        ...                       "next_period": "2006-2010", "next_theme": [1, 2],
        ...                       "next_name": ["学校、大学", "教师、待遇"],
        ...                       "inclusion": [1.0, 0.8], "p_adjusted": [0.001, 0.02]})
        >>> print(flows_reading(table))
        Of 2 pairs of themes of neighbouring periods, 2 share more terms than by chance (adjusted
        p < 0.05). 1 theme splits and none merges among these pairs. The highest inclusion (1.00) is
        that of “学校” [schools] and “教师” [teachers] (2001–2005) and “学校” [schools] and “大学”
        [universities] (2006–2010). Shared terms show that a theme goes on only where both themes
        are stable.
    """
    check_columns(
        table,
        [
            "period",
            "theme",
            "name",
            "next_period",
            "next_theme",
            "next_name",
            "inclusion",
            "p_adjusted",
        ],
    )
    sure = table[table["p_adjusted"] < LEVEL]
    said = [_pairs(len(table), len(sure), lang)]
    if len(sure):
        said += [_split(sure, lang), _strongest(sure, lang), _warning(lang)]
    return reading(said, lang)


def _pairs(n: int, k: int, lang: Lang) -> str:
    if lang == "zh":
        if not k:
            return f"相邻时期的{n}对主题，共有的词校正后均不多于随机水平，不能据此断定主题延续。"
        return f"相邻时期的{n}对主题中，{k}对共有的词多于随机水平（校正后p < 0.05）。"
    if not k:
        return (
            f"Of {several(n, 'pair', 'pairs')} of themes of neighbouring periods, none shares more "
            "terms than by chance after adjustment; this does not show that themes go on."
        )
    return (
        f"Of {several(n, 'pair', 'pairs')} of themes of neighbouring periods, {k} "
        f"{'shares' if k == 1 else 'share'} more terms than by chance (adjusted p < 0.05)."
    )


def _split(sure: pd.DataFrame, lang: Lang) -> str:
    """How many themes have several successors, and how many several predecessors."""
    split, merge = (
        int((sure.groupby([f"{end}period", f"{end}theme"]).size() > 1).sum())
        for end in ("", "next_")
    )
    if lang == "zh":
        found = f"{split}个主题分化，{merge}个由合并而来"
        return f"按这些对计，{found if split or merge else '没有主题分化或合并'}。"
    one = f"{several(split, 'theme', 'themes')} {'splits' if split == 1 else 'split'}"
    one = one if split else "No theme splits"
    two = "none merges" if not merge else f"{merge} {'is' if merge == 1 else 'are'} a merger"
    two = two if merge < 2 else f"{merge} are mergers"
    return f"{one} and {two} among these pairs."


def _strongest(sure: pd.DataFrame, lang: Lang) -> str:
    order = sure.sort_values(
        ["inclusion", "p_adjusted", "period", "theme", "next_theme"],
        ascending=[False, True, True, True, True],
    )
    row = order.iloc[0]
    value = number(row["inclusion"], 2)
    names = [_name(row[one], lang) for one in ("name", "next_name")]
    dash = "—" if lang == "zh" else "–"
    years = [str(row[one]).replace("-", dash) for one in ("period", "next_period")]
    if lang == "zh":
        return f"包含度最高（{value}）的是{names[0]}（{years[0]}年）与{names[1]}（{years[1]}年）。"
    return (
        f"The highest inclusion ({value}) is that of {names[0]} ({years[0]}) and {names[1]} "
        f"({years[1]})."
    )


def _warning(lang: Lang) -> str:
    if lang == "zh":
        return "只有两个主题都稳定，共有的词才说明主题延续。"
    return "Shared terms show that a theme goes on only where both themes are stable."
