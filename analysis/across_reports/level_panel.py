"""Likeness to the level above as a variable: one row per report, to be merged with a panel."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd
from tqdm import tqdm

from analysis.across_reports.levels import with_level_above
from analysis.across_reports.likeness import similarity
from analysis.across_reports.tf_idf_of_reports import TfIdfWeights, corpus_idf
from analysis.export.labels import Label
from analysis.uncertainty.clusters import Cluster
from corpus.collection import Corpus
from corpus.lexicon.lists import stop_words
from corpus.store.kept_tables import kept
from corpus.store.tables import query, read_table
from corpus.translation import shown

AT_ONCE = 500  # pairs whose words are in memory at the same time
_KEYS = ["region_code", "region", "level", "report_year", "report_id"]
# The columns of ``similarity`` and of the pairs, as they are called in the panel.
_NAMES = {
    "other": "to",
    "other_region": "to_region",
    "other_level": "to_level",
    "cosine": "",
    "low": "low",
    "high": "high",
    "by_chance": "by_chance",
    "shared": "shared",
    "cluster": "cluster",
    "reason": "reason",
}
_FIGURES = ("cosine", "low", "high", "by_chance", "shared")  # numbers, where all are missing too
LABELS = {
    "region_code": Label("region code (GB/T 2260)", "行政区划代码"),
    "region": Label("region", "地区"),
    "level": Label("level of government", "政府层级"),
    "report_year": Label("report year (year planned)", "报告年度"),
    "report_id": Label("report ID", "报告编号"),
    "likeness": Label("likeness to the level above (cosine, TF-IDF)", "与上级报告的相似度（余弦）"),
    "likeness_to": Label("report of the level above", "上级报告编号"),
    "likeness_to_region": Label("region of the level above", "上级地区"),
    "likeness_to_level": Label("level of that report", "上级报告的层级"),
    "likeness_low": Label("95% CI, lower limit", "95%置信区间下限"),
    "likeness_high": Label("95% CI, upper limit", "95%置信区间上限"),
    "likeness_by_chance": Label("chance baseline", "随机基准"),
    "likeness_shared": Label("share of identical sentences", "逐字相同句占比"),
    "likeness_cluster": Label("resampling unit", "重抽样单位"),
    "likeness_reason": Label("reason for a missing value", "缺失原因"),
}


@kept
def likeness_panel(
    corpus: Corpus, *, lags: Collection[int] = (0, 1), cluster: Cluster = "section"
) -> pd.DataFrame:
    """How alike each report is to that of the nearest level above, by region and year.

    The variable does not depend on the policy area: merge it with ``attention_panel`` by
    region_code and report_year. Stop words and words of one character are left out; idf is that of
    the corpus. In large corpora the pairs are taken 500 at a time, ordered by levels and year, and
    pairs are shuffled among these.

    Args:
        corpus: a corpus whose data store is up to date.
        lags: the years by which the higher level's report is older; see ``with_level_above``.
        cluster: as in ``similarity``.

    Returns:
        One row per report with a report year, by region and year: region_code, region, level,
        report_year, report_id and, for each lag, likeness (the cosine), likeness_to,
        likeness_to_region and likeness_to_level (what it is compared with), likeness_low,
        likeness_high, likeness_by_chance, likeness_shared, likeness_cluster, likeness_reason (why
        a value is missing, or ""). With lag 1 the names end in ``_lag1``, and so on.

    Raises:
        Refusal: ``empty_corpus``.

    Example:
        >>> from analysis import open_corpus
        >>> from analysis.across_reports import likeness_panel
        >>> panel = likeness_panel(open_corpus(), lags=[0])
        >>> panel[["region", "report_year", "likeness_reason"]].to_numpy().tolist()
        [['沙河口区', 2018, 'the corpus has no report of a higher level for 2018']]
    """
    reports = read_table(corpus, "reports")
    table = reports[reports["report_year"].notna()][_KEYS]
    table = table.sort_values(["region_code", "region", "report_year", "report_id"])
    table = table.astype({"report_year": "int64"}).reset_index(drop=True)
    idf = corpus_idf(corpus)
    for lag in lags:
        pairs = with_level_above(reports, lag=lag)
        found = pd.concat(list(_compared(corpus, pairs, idf, cluster)), ignore_index=True)
        found = found.astype(dict.fromkeys(_FIGURES, float))
        suffix = f"_lag{lag}" if lag else ""
        names = {old: "_".join(filter(None, ("likeness", new))) for old, new in _NAMES.items()}
        found = found[["report", *names]].rename(columns={"report": "report_id"} | names)
        found = found.set_index("report_id").add_suffix(suffix).reset_index()
        table = table.merge(found, on="report_id", how="left", validate="one_to_one")
        without = table[f"likeness_to{suffix}"].isna()
        years = (table["report_year"] - lag).astype(str)
        none = years.map("the corpus has no report of a higher level for {}".format)
        reason = f"likeness_reason{suffix}"
        table[reason] = table[reason].where(~without, none)
    return table


def panel_labels(table: pd.DataFrame) -> dict[str, Label]:
    """The labels of the columns of ``likeness_panel``, for ``write_table``.

    Args:
        table: from ``likeness_panel``.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports.level_panel import panel_labels
        >>> panel_labels(pd.DataFrame(columns=["likeness_lag1"]))["likeness_lag1"].english
        'likeness to the level above (cosine, TF-IDF), lag 1'
    """
    labels = {}
    for name in map(str, table):
        plain, _, lag = name.partition("_lag")
        own = LABELS[plain]
        added = (f", lag {lag}", f"，滞后{lag}年") if lag else ("", "")
        labels[name] = Label(own.english + added[0], own.chinese + added[1])
    return labels


def _compared(
    corpus: Corpus, pairs: pd.DataFrame, idf: pd.Series, cluster: Cluster
) -> Iterator[pd.DataFrame]:
    """The pairs with their likeness, some at a time."""
    ordered = pairs.sort_values(["group", "report_year", "other", "report"], ignore_index=True)
    weights = TfIdfWeights(idf=idf, stop_words=stop_words(), min_length=2)
    parts = range(0, max(len(ordered), 1), AT_ONCE)
    desc, unit = shown("comparing"), shown("part")
    for start in tqdm(parts, desc=desc, unit=unit, delay=2, leave=False, disable=None):
        part = ordered.iloc[start : start + AT_ONCE]
        if part.empty:  # the columns are needed
            yield pd.DataFrame(columns=["report", *_NAMES])
            continue
        words = _words(corpus, [*part["report"], *part["other"]])
        yield similarity(words, pairs=part, cluster=cluster, weights=weights)


def _words(corpus: Corpus, reports: Collection[str]) -> pd.DataFrame:
    """The words of some reports, with the headings that they are under."""
    return query(
        corpus,
        "select report_id, paragraph_id, t.sentence_id, t.start, t.term, t.kind, p.heading_path, "
        "p.level "
        "from tokens t join paragraphs p using (report_id, paragraph_id) "
        "where report_id in (select unnest(?::varchar[])) order by report_id, t.start",
        [sorted(set(reports))],
    )
