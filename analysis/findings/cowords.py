"""Readings of terms that occur together: which pairs go beyond chance, and the groups they form."""

from __future__ import annotations

import pandas as pd

from analysis.findings.reading import Reading, reading
from analysis.findings.wording import listed, number, quoted, several
from corpus.language import Lang
from corpus.schema import check_columns

_NEEDED = ["term", "collocate", "n_pair", "ratio", "linked", "cluster", "cluster_collocate"]


def cowords_reading(table: pd.DataFrame, *, top: int = 3, lang: Lang = "en") -> Reading:
    """Which terms share sentences beyond chance, most often and most of all, and their groups.

    Args:
        table: from ``coword_table``.
        top: how many terms of the largest group are named.
        lang: en or zh.

    Raises:
        ValueError: if a column is missing.

    Example:
        >>> import pandas as pd
        >>> from analysis.collocation import collocations
        >>> from analysis.figures import coword_table
        >>> from analysis.findings import cowords_reading
        >>> terms = ["教育", "学校"] * 9 + ["地铁", "公交"] * 9
        >>> rows = pd.DataFrame({"term": terms, "report_id": "x", "kind": "word"})
        >>> rows["sentence_id"] = [place // 2 for place in range(36)]
        >>> table = coword_table(collocations(rows, window=None))
        >>> print(cowords_reading(table, lang="zh").sentences[0])
        4个词的2对中，2对同句次数多于随机水平（2倍及以上，校正后p < 0.05）。
    """
    check_columns(table, _NEEDED)
    linked = table[table["linked"].astype(bool)]
    if linked.empty:
        return reading([_nothing(lang)], lang)
    said = [_how_many(table, linked, lang), _pairs(linked, lang), _groups(table, top, lang)]
    return reading([*said, _caution(lang)], lang)


def _nothing(lang: Lang) -> str:
    return (
        "没有两个词的同句次数多于随机水平，未作图。"
        if lang == "zh"
        else "No two terms share sentences beyond chance often enough to be drawn."
    )


def _how_many(table: pd.DataFrame, linked: pd.DataFrame, lang: Lang) -> str:
    terms = len({*table["term"], *table["collocate"]})
    if lang == "zh":
        return (
            f"{terms}个词的{len(table)}对中，{len(linked)}对同句次数多于随机水平"
            "（2倍及以上，校正后p < 0.05）。"
        )
    share = "shares" if len(linked) == 1 else "share"
    return (
        f"Of {several(len(table), 'pair', 'pairs')} of {terms} terms, {len(linked)} {share} more "
        "sentences than by chance (twice as many or more, adjusted p < 0.05)."
    )


def _pairs(linked: pd.DataFrame, lang: Lang) -> str:
    """The pair with the most sentences, and that furthest beyond chance, if it is another."""
    keys = ["term", "collocate"]
    often = linked.sort_values(["n_pair", *keys], ascending=[False, True, True]).iloc[0]
    beyond = linked.sort_values(["ratio", *keys], ascending=[False, True, True]).iloc[0]
    first, last = _pair(often, lang), _pair(beyond, lang)
    if lang == "zh":
        return f"同句最多的是{first}" + (f"，倍数最高的是{last}" if last != first else "") + "。"
    further = f"; furthest beyond chance are {last}" if last != first else ""
    return f"Most often together are {first}{further}."


def _pair(row: pd.Series, lang: Lang) -> str:
    names = listed([quoted(row["term"], lang), quoted(row["collocate"], lang)], lang)
    n, ratio = int(row["n_pair"]), number(row["ratio"])
    if lang == "zh":
        return f"{names}（{n}句，为随机水平的{ratio}倍）"
    return f"{names} ({several(n, 'sentence', 'sentences')}, {ratio} times chance)"


def _groups(table: pd.DataFrame, top: int, lang: Lang) -> str:
    """How many groups of two or more terms there are, and the first terms of the largest."""
    ends = [table[["term", "cluster"]], table[["collocate", "cluster_collocate"]]]
    every = pd.concat([one.set_axis(["term", "cluster"], axis=1) for one in ends])
    sizes = every.drop_duplicates("term")["cluster"].value_counts()
    sizes = sizes[sizes > 1]
    if sizes.empty:
        return ""
    largest = min(sizes[sizes == sizes.max()].index)
    members = every[every["cluster"] == largest]["term"].value_counts()
    order = sorted(members.index, key=lambda one: (-members[one], one))[:top]
    names = listed([quoted(one, lang) for one in order], lang)
    if lang == "zh":
        return f"这些词聚为{len(sizes)}组，最大的一组（{sizes.max()}个词）有{names}等。"
    return (
        f"The terms form {several(len(sizes), 'group', 'groups')}; the largest, of {sizes.max()} "
        f"terms, has {names} among others."
    )


def _caution(lang: Lang) -> str:
    return (
        "检验将句子视为相互独立，同段反复出现的词对因此显得过于显著。"
        if lang == "zh"
        else "The test takes sentences as independent; pairs that recur in a paragraph look surer."
    )
