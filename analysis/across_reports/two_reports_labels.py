"""Labels, titles and the caption of the comparison of two reports, in both languages."""

from __future__ import annotations

from analysis.across_reports.two_reports import TwoReports
from analysis.confidence import at_confidence, confidence_of
from analysis.export.labels import Label
from analysis.figures.captions import CLUSTERS
from corpus.language import Lang, check_language

TITLES = {
    "areas": ("Policy areas, {a} and {b}", "{a}与{b}政府工作报告的政策领域"),
    "terms": ("Key terms of {a} against {b}", "{a}相对{b}的特征词"),
    "targets": ("Targets of {a} and {b}", "{a}与{b}政府工作报告的目标值"),
    "repeated": ("Near-identical sentences of {a} and {b}", "{a}与{b}几乎逐字相同的句子"),
    "likeness": ("Likeness of {a} and {b}", "{a}与{b}政府工作报告的相似度"),
}
_OF_EACH = {
    "n": Label("sentences of the area", "该领域句数"),
    "sentences": Label("sentences", "句数"),
    "share": Label("share of sentences (%)", "占句数的比例（%）"),
    "low": Label("95% CI, lower limit", "95%置信区间下限"),
    "high": Label("95% CI, upper limit", "95%置信区间上限"),
    "year": Label("year of the target", "目标年度"),
    "target": Label("target (falls of rates negative)", "目标值（下降为负）"),
    "target_high": Label("upper end of a target range", "目标区间上限"),
    "bound": Label("bound (at least, at most, around, …)", "界限"),
    "target_start": Label("first character of the target (from 0)", "目标值起始字符位置"),
    "target_sentence": Label("sentence of the target", "目标原句"),
}
_SENTENCE = {
    "sentence_id": Label("sentence ID", "句子编号"),
    "start": Label("first character (from 0)", "起始字符位置"),
    "end": Label("position after the last character", "结束字符位置"),
    "sentence": Label("sentence", "原句"),
}
LABELS = {
    **{
        f"{name}_{side}": Label(f"{one.english}, {side.upper()}", f"{one.chinese}，{side.upper()}")
        for name, one in _OF_EACH.items()
        for side in "ab"
    },
    **_SENTENCE,
    **{
        f"other_{name}": Label(f"{one.english}, other report", f"{one.chinese}，另一报告")
        for name, one in _SENTENCE.items()
    },
    "code": Label("policy area (Comparative Agendas Project code)", "政策领域代码"),
    "name_en": Label("policy area", "政策领域（英文）"),
    "name_zh": Label("policy area (Chinese)", "政策领域"),
    "difference": Label("difference, A minus B", "差值（A减B）"),
    "difference_low": Label("95% CI of the difference, lower limit", "差值的95%置信区间下限"),
    "difference_high": Label("95% CI of the difference, upper limit", "差值的95%置信区间上限"),
    "indicator_key": Label("indicator key", "指标代码"),
    "indicator_en": Label("indicator in English", "指标英文名称"),
    "kind": Label("kind of quantity", "数值类型"),
    "base_unit": Label("base unit", "基本单位"),
    "term": Label("term", "词"),
    "n_target": Label("count in A", "A中频次"),
    "n_reference": Label("count in B", "B中频次"),
    "words_target": Label("words in A", "A的词数"),
    "words_reference": Label("words in B", "B的词数"),
    "log_ratio": Label("log ratio (base 2)", "对数比（以2为底）"),
    "log_ratio_low": Label("95% CI, lower limit", "95%置信区间下限"),
    "log_ratio_high": Label("95% CI, upper limit", "95%置信区间上限"),
    "p": Label("p value", "p值"),
    "p_adjusted": Label("adjusted p (Benjamini–Hochberg)", "校正后p值"),
    "report": Label("report ID", "报告编号"),
    "other": Label("ID of the other report", "另一报告编号"),
    "passage": Label("passage of successive sentences", "连续句子的编号"),
    "score": Label("share of sequences shared", "共有字序列占比"),
    "date": Label("delivery date", "报告日期"),
    "other_date": Label("delivery date, other report", "报告日期，另一报告"),
    "first": Label("report that came first", "在先的报告"),
    "cosine": Label("cosine (TF-IDF)", "余弦相似度（TF-IDF）"),
    "cosine_low": Label("95% CI, lower limit", "95%置信区间下限"),
    "cosine_high": Label("95% CI, upper limit", "95%置信区间上限"),
    "by_chance": Label("chance baseline", "随机基准"),
    "shuffled": Label("pairs behind the chance baseline", "随机基准所含报告对数"),
    "shared": Label("share of identical sentences", "逐字相同句占比"),
    "low": Label("95% CI, lower limit", "95%置信区间下限"),
    "high": Label("95% CI, upper limit", "95%置信区间上限"),
    "sections": Label("sections", "节数"),
    "other_sections": Label("sections, other report", "节数，另一报告"),
    "cluster": Label("resampling unit", "重抽样单位"),
    "basis": Label("basis of the CI", "区间依据"),
    "reason": Label("reason for a missing value", "缺失原因"),
}


def figure_caption(two: TwoReports, names: tuple[str, str], lang: Lang = "en") -> str:
    """The caption of ``shares_and_difference``: title and notes.

    Args:
        two: from ``compare_reports``.
        names: the labels of the two reports.
        lang: en or zh.

    Example:
        >>> import pandas as pd
        >>> from analysis.across_reports import TwoReports, areas_of_two, figure_caption
        >>> coded = pd.DataFrame({"report_id": ["x"] * 4 + ["y"] * 4, "paragraph_id": range(8),
        ...                       "code": [6, 6, 6, 1, 6, 1, 1, 1]})
        >>> two = TwoReports(coded, areas_of_two(coded, a="x", b="y"), *[coded] * 4)
        >>> figure_caption(two, ("Shenzhen 2026", "Shenzhen 2006")).splitlines()[0]
        'Policy areas, Shenzhen 2026 and Shenzhen 2006'
    """
    check_language(lang)
    a, b = names
    table = two.areas
    n, m = (int(table[f"sentences_{side}"].iloc[0]) for side in "ab")
    cluster = str(table["cluster"].iloc[0])
    title = TITLES["areas"][lang == "zh"].format(a=a, b=b)
    level = confidence_of(table)
    if lang == "zh":
        notes = (
            f"{title}\n注：数值为占句数的百分比，每句归入一个领域（CAP，机器编码）；{a} n = {n}，"
            f"{b} n = {m}。误差线为95%置信区间（以{CLUSTERS[cluster]}为重抽样单位）；"
            f"右图为{a}减{b}，实心点的区间不含0。按差值排序；两份报告均未涉及的领域略去。"
        )
        return at_confidence(notes, level)
    notes = (
        f"{title}\nNotes: % of sentences, one area each (CAP, coded by machine); n = {n} ({a}), "
        f"{m} ({b}). Bars: 95% CIs, clustered by {cluster}. Right: {a} minus {b}; filled: the CI "
        "excludes 0. Ordered by difference; areas in neither report are left out."
    )
    return at_confidence(notes, level)
