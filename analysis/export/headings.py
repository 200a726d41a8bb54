"""Headings of columns and names of their values, as readers of a table see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from analysis.export.cell_messages import cell_message, holds_messages
from analysis.export.labels import DIRECTIVES, SIDES, UNITS, Label, value_labels
from corpus.language import Lang
from corpus.place_names import place_name

_HEADINGS: Final = {
    # where it is
    "report_id": Label("Report ID", "报告编号"),
    "report": Label("Report", "报告"),
    "other": Label("Other report", "另一报告"),
    "other_term": Label("Other term", "另一词"),
    "label": Label("Report", "报告"),
    "title": Label("Title", "标题"),
    "place": Label("Place", "地区"),
    "region": Label("Region", "地区"),
    "regions": Label("Regions", "地区数"),
    "region_code": Label("Region code", "行政区划代码"),
    "level": Label("Level of government", "政府层级"),
    "report_year": Label("Report year", "报告年度"),
    "year": Label("Year", "年份"),
    "first_year": Label("First year", "最早年份"),
    "last_year": Label("Last year", "最近年份"),
    "missing_years": Label("Missing years", "缺失年份"),
    "delivery_date": Label("Date delivered", "作报告日期"),
    "encoding": Label("Encoding", "文字编码"),
    "paragraph_id": Label("Paragraph", "段落编号"),
    "orientation": Label("Time reference", "时间指向"),
    "start": Label("First character", "起始字符位置"),
    "end": Label("End", "结束字符位置"),
    "number": Label("Number", "序号"),
    "text": Label("Text", "文本"),
    "style": Label("Heading style", "标题样式"),
    "left": Label("Left context", "上文"),
    "keyword": Label("Keyword", "关键词"),
    "hit": Label("Keyword", "关键词"),
    "right": Label("Right context", "下文"),
    "sentence": Label("Sentence", "原句"),
    "other_sentence": Label("Sentence of the other", "另一报告原句"),
    "unit": Label("Text unit", "文本单元"),
    "part": Label("Part", "部分"),
    # how much of it
    "reports": Label("Reports", "报告数"),
    "documents": Label("Reports with it", "含该词报告数"),
    "paragraphs": Label("Paragraphs", "段落数"),
    "sentences": Label("Sentences", "句数"),
    "words": Label("Words", "词数"),
    "terms": Label("Terms", "词数"),
    "sections": Label("Sections", "节数"),
    "other_sections": Label("Sections of the other", "另一报告节数"),
    "not_counted": Label("Share not counted", "未计入的比例"),
    "term": Label("Term", "词"),
    "english": Label("In English", "英文名称"),
    "n": Label("Count", "频次"),
    "size": Label("Denominator", "分母"),
    "share": Label("Rate per 1,000", "每千词频次"),
    "percent": Label("Share (%)", "占比（%）"),
    "per_thousand": Label("Rate per 1,000 words", "每千词频次"),
    "value": Label("Value", "数值"),
    "rank": Label("Rank", "位次"),
    "low": Label("95% CI, lower", "95%置信区间下限"),
    "high": Label("95% CI, upper", "95%置信区间上限"),
    "basis": Label("Basis of the CI", "区间依据"),
    "cluster": Label("Resampling unit", "重抽样单位"),
    "p": Label("p", "p值"),
    "p_adjusted": Label("Adjusted p", "校正后p值"),
    "reason": Label("Reason", "原因"),
    "mean_reason": Label("Reason (mean)", "原因（均值）"),
    "change_reason": Label("Reason (change)", "原因（变化）"),
    "difference_reason": Label("Reason (difference)", "原因（差值）"),
    "note": Label("Note", "使用提示"),
    "finding": Label("Finding", "问题"),
    "detail": Label("Detail", "详情"),
    "advice": Label("Advice", "建议"),
    "score": Label("Similarity", "相似度"),
    "name": Label("Name", "名称"),
    # words of a report
    "dp_norm": Label("Dispersion (0 = even)", "离散度（0为均匀）"),
    "top_share": Label("Largest share of a paragraph", "单个段落最大占比"),
    "df": Label("Parts with the term", "含该词的部分数"),
    "tf_idf": Label("TF-IDF weight", "TF-IDF权重"),
    "variant": Label("Specification", "测量口径"),
    "collocate": Label("Collocate", "共现词"),
    "n_pair": Label("Co-occurrences", "共现频次"),
    "expected": Label("Expected", "期望频次"),
    "linked": Label("Linked", "是否相连"),
    "place_collocate": Label("Position of the collocate", "共现词位置"),
    "cluster_collocate": Label("Group of the collocate", "共现词所在群组"),
    # two sides compared
    "n_target": Label("Count, focus text", "考察文本频次"),
    "n_reference": Label("Count, reference text", "参照文本频次"),
    "ratio": Label("Ratio", "比值"),
    "log_ratio": Label("Log ratio (base 2)", "对数比（以2为底）"),
    "confidence_level": Label("Confidence level", "置信水平"),
    "log_ratio_low": Label("95% CI, lower", "95%置信区间下限"),
    "log_ratio_high": Label("95% CI, upper", "95%置信区间上限"),
    "log_ratio_low_words": Label("Lower, words independent", "下限（视各词独立）"),
    "log_ratio_high_words": Label("Upper, words independent", "上限（视各词独立）"),
    "width_by_section_over_by_word": Label("CI width, section / word", "区间宽度之比（逐节/逐词）"),
    "test": Label("Test", "检验"),
    "p < 0.05": Label("p < 0.05", "p < 0.05的词数"),
    "adjusted p < 0.05": Label("Adjusted p < 0.05", "校正后p < 0.05的词数"),
    "more": Label("More frequent", "增多的词"),
    "less": Label("Less frequent", "减少的词"),
    "change": Label("Size of the change", "变化幅度"),
    "cosine": Label("Cosine similarity", "余弦相似度"),
    "by_chance": Label("By chance", "随机基准"),
    "shuffled": Label("Shuffled pairs", "随机配对数"),
    "cosine_ppmi": Label("Cosine similarity (PPMI)", "余弦相似度（PPMI）"),
    "ppmi_by_chance": Label("By chance (PPMI)", "随机基准（PPMI）"),
    "shared": Label("Share of identical sentences", "逐字相同句占比"),
    # other years and places
    "area": Label("Policy area", "政策领域"),
    "first": Label("First region", "最早出现的地区"),
    "others_there": Label("Other regions with reports", "当时有报告的其他地区数"),
    "may_be_earlier": Label("May be earlier", "可能更早"),
    "nation_same_year": Label("State Council report compared", "所比较的国务院报告频次"),
    "nation_all_years": Label("State Council reports, all years", "国务院历年报告频次"),
    "nation_first": Label("First State Council report", "国务院报告首次出现年份"),
    # robustness and word lists
    "numerator": Label("What is counted", "计数方式"),
    "denominator": Label("Denominator", "分母"),
    "kendall_tau": Label("Kendall’s τ", "肯德尔τ系数"),
    "flips": Label("Pairs in reverse order", "次序相反的对数"),
    "leading": Label("Ranked first", "居首位者"),
    "as_published": Label("As in published studies, per 1,000", "已发表研究的算法（每千词）"),
    "mentions": Label("Mentions", "提及频次"),
    "substrings": Label("Substrings", "字符串频次"),
    "within_words": Label("Within other words", "在其他词内"),
    "inside": Label("Inside longer terms", "在更长政策词内"),
    "inside_terms": Label("The longer terms", "更长的政策词"),
    "of_all": Label("Share of all mentions", "占全部提及的比例"),
    "share_without": Label("Rate without the word", "剔除该词后每千词频次"),
    "similarity": Label("Similarity", "相似度"),
    "inclusion": Label("Inclusion", "入选率"),
    "kept": Label("Kept", "是否保留"),
    "value_idf": Label("Value with idf weights", "数值（IDF加权）"),
    "z": Label("z score", "z值"),
    "min_max": Label("Min–max", "极差标准化"),
    "carried_by": Label("Largest contribution", "贡献最大的词"),
    "carried": Label("Its share", "该词所占份额"),
    # targets and results
    "indicator": Label("Indicator", "指标"),
    "indicator_key": Label("Indicator key", "指标代码"),
    "indicator_en": Label("Indicator", "指标英文名称"),
    "kind": Label("Kind", "类型"),
    "base_unit": Label("Unit", "单位"),
    "target": Label("Target", "目标值"),
    "target_high": Label("Target, upper end", "目标上限"),
    "bound": Label("Bound", "界限"),
    "result": Label("Reported result", "完成值"),
    "verdict": Label("Verdict", "完成情况"),
    "difference": Label("Difference", "差值"),
    "targets": Label("Targets", "目标数"),
    "reported": Label("With a comparable result", "有可比完成值"),
    "no_next_report": Label("No next report", "缺次年报告"),
    "year_a": Label("Year, A", "年份（A）"),
    "target_a": Label("Target, A", "目标值（A）"),
    "target_high_a": Label("Upper end, A", "目标上限（A）"),
    "year_b": Label("Year, B", "年份（B）"),
    "target_b": Label("Target, B", "目标值（B）"),
    "target_high_b": Label("Upper end, B", "目标上限（B）"),
    "strength": Label("Strength", "措辞力度"),
    "rate": Label("Growth target (%)", "增长目标（%）"),
    "rate_sub": Label("Wording of the target", "目标措辞"),
    "wording": Label("Kind of wording", "措辞类型"),
    "last_result": Label("Last result (%)", "上年完成值（%）"),
    "pressure": Label("Target minus last result (points)", "目标压力（百分点）"),
    "parent": Label("Level above", "上级"),
    "parent_target": Label("Target above (%)", "上级目标（%）"),
    "amplification": Label("Target minus that above (points)", "目标加码（百分点）"),
    "result_before": Label("Last result", "上年完成值"),
    "above_result": Label("Target minus last result", "目标压力"),
    "above_parent": Label("Target minus that above", "目标加码"),
    "compared": Label("Compared", "可比数"),
    "higher": Label("Above that above", "高于上级"),
    "same": Label("Same", "与上级相同"),
    "lower": Label("Below that above", "低于上级"),
    "median_amplification": Label("Median difference (points)", "目标加码中位数（百分点）"),
    "median_pressure": Label("Median pressure (points)", "目标压力中位数（百分点）"),
    # what others counted
    "published": Label("Published", "已发表频次"),
    "way": Label("Way of counting", "计数方式"),
    "ours": Label("Counted here", "本文频次"),
    "off_percent": Label("Difference (%)", "相差（%）"),
    "icu": Label("ICU words", "ICU分词"),
    "icu_stopped": Label("ICU words, stop words out", "ICU分词（去停用词）"),
    "jieba": Label("Words (jieba)", "jieba分词"),
    "mention": Label("Mentions", "政策词提及"),
    "substring": Label("Substrings", "字符串"),
    "token": Label("Tokens", "词例"),
    "last": Label("Last year", "最近年份"),
    "change_low": Label("95% CI, lower", "95%置信区间下限"),
    "change_high": Label("95% CI, upper", "95%置信区间上限"),
    "hits": Label("Occurrences (substrings)", "字符串频次"),
    "recipe": Label("Substrings per 1,000 tokens", "字符串每千词频次"),
    # instruments, positions, themes
    "side": Label("Instrument", "政策工具"),
    "directive": Label("Directive", "措辞力度"),
    "side_evidence": Label("Words behind the instrument", "政策工具的依据"),
    "directive_evidence": Label("Words behind the directive", "措辞力度的依据"),
    "position": Label("Position", "位置"),
    "weight": Label("Weight", "权重"),
    "pull": Label("Pull", "拉力"),
    "seed": Label("Seed word", "种子词"),
    "direction": Label("Direction", "方向"),
    "theme": Label("Theme", "主题"),
    "centrality": Label("Centrality", "中心度"),
    "density": Label("Density", "密度"),
    "quadrant": Label("Quadrant", "象限"),
    "stability": Label("Stability", "稳定性"),
    "rule": Label("Stopping rule", "停止规则"),
    "rounds": Label("Iterations", "迭代次数"),
    "converged": Label("Converged", "是否收敛"),
    "log_posterior": Label("Log posterior", "对数后验"),
    "largest_shift": Label("Largest shift of a position", "位置最大变动"),
    "se": Label("Standard error", "标准误"),
    "given": Label("Given position", "给定位置"),
    "scored": Label("Share of words scored", "计分词占比"),
    "r_without": Label("Correlation without it", "剔除该种子词后的r"),
    "line": Label("Measure of position", "位置的测量"),
    "wordfish": Label("Wordfish", "Wordfish法"),
    "wordscores": Label("Wordscores", "Wordscores法"),
    "firmness": Label("Firmness", "措辞力度"),
    "variable": Label("Variable", "变量"),
    "r": Label("Correlation", "相关系数r"),
    "units": Label("Texts", "文本数"),
    "warning": Label("Warning", "提示"),
    "with_theme": Label("Other theme", "另一主题"),
    "centrality_low": Label("Centrality, lower limit", "中心度下限"),
    "centrality_high": Label("Centrality, upper limit", "中心度上限"),
    "density_low": Label("Density, lower limit", "密度下限"),
    "density_high": Label("Density, upper limit", "密度上限"),
    "centrality_rank": Label("Rank by centrality", "中心度位次"),
    "density_rank": Label("Rank by density", "密度位次"),
    "in_quadrant": Label("Share in the same quadrant", "处于同一象限的比例"),
    "clusters": Label("Units drawn", "重抽样单位数"),
    "bootstraps": Label("Bootstraps", "重抽样次数"),
    "n_term": Label("Count of the term", "该词频次"),
    "n_other": Label("Count of the other", "另一词频次"),
    "n_together": Label("Occurrences together", "共现频次"),
    "equivalence": Label("Equivalence", "等价系数"),
    "setting": Label("Setting", "设定"),
    "themes": Label("Themes", "主题数"),
    "overlap": Label("Overlap", "重合度"),
    "better": Label("Better if", "较优方向"),
}
# Of columns of numbers, where those of words are called otherwise.
_OF_NUMBERS: Final = {
    "level": Label("Level", "标题层级"),
    "place": Label("Position", "位置"),
    "cluster": Label("Group", "群组"),
    "first": Label("First year", "最早年份"),
    "side": Label("Direction", "方向"),
}
# Of columns of words, where those of numbers are called otherwise.
_OF_WORDS: Final = {"words": Label("Words behind it", "依据的词")}

_TF_IDF: Final = {
    "smooth": Label("smooth idf", "平滑IDF"),
    "unsmoothed": Label("unsmoothed idf", "不平滑IDF"),
    "sublinear": Label("sublinear tf", "次线性TF"),
    "textbook": Label("textbook", "教科书公式"),
    "c_tf_idf": Label("class-based (c-TF-IDF)", "按类计算（c-TF-IDF）"),
}
_NAMES: Final[dict[str, Mapping[str, Label]]] = {
    "variant": _TF_IDF,
    "base_unit": UNITS,
    "style": {
        "own_line": Label("own line", "独立成行"),
        "run_in_numbered": Label("run-in, numbered", "段首标题（带序号）"),
        "run_in": Label("run-in", "段首标题"),
    },
    "cluster": {"section": Label("section", "节"), "paragraph": Label("paragraph", "段落")},
    "bound": {
        "eq": Label("exactly", "等于"),
        "ge": Label("at least", "不低于"),
        "gt": Label("more than", "超过"),
        "le": Label("at most", "不超过"),
        "lt": Label("less than", "低于"),
        "approx": Label("around", "左右"),
        "approx_over": Label("somewhat over", "略高于"),
        "approx_under": Label("nearly", "近"),
        "at_reached": Label("reaching", "达到"),
        "range": Label("range", "区间"),
    },
    "kind": {
        "level": Label("level", "水平值"),
        "growth_rate": Label("growth rate", "增长率"),
        "count": Label("count", "数量"),
        "share": Label("share", "占比"),
        "duration": Label("duration", "时长"),
        "multiple": Label("multiple", "倍数"),
        "ratio": Label("ratio", "比率"),
        "pp_difference": Label("percentage points", "百分点"),
        "level shift": Label("level shift", "此后不同"),
        "odd report": Label("odd report", "单份报告异常"),
        "step": Label("step", "单步变化"),
        "delegated": Label("delegated", "上级下达"),
        "relative": Label("relative", "与其他指标挂钩"),
        "plain": Label("plain", "一般"),
    },
    "rate_sub": {
        "ensure": Label("ensure", "确保"),
        "strive": Label("strive for", "力争"),
        "range": Label("range", "区间"),
        "at_least": Label("at least", "不低于"),
        "about": Label("around", "左右"),
        "at_most": Label("at most", "不超过"),
        "exact": Label("number alone", "仅有数值"),
        "in_step": Label("in step", "同步"),
        "none": Label("no number", "无数值"),
    },
    "strength": {
        "binding": Label("binding", "约束"),
        "firm": Label("firm", "明确承诺"),
        "effort": Label("effort", "力争"),
        "exploratory": Label("exploratory", "探索试行"),
    },
    "part": {
        "all": Label("whole report", "全文"),
        "plan": Label("plan", "部署部分"),
        "review": Label("review", "回顾部分"),
        "plan / review": Label("plan / review", "部署部分 / 回顾部分"),
    },
    "test": {
        "words (G² or Fisher)": Label("words (G² or Fisher)", "词相互独立（G²或Fisher）"),
        "paragraphs moved": Label("paragraphs moved", "置换段落"),
        "sections moved": Label("sections moved", "置换节"),
    },
    "way": {
        "icu": Label("ICU words", "ICU分词"),
        "icu_stopped": Label("ICU words, stop words out", "ICU分词（去停用词）"),
        "jieba": Label("jieba words", "jieba分词"),
        "mention": Label("mentions", "政策词提及"),
        "substring": Label("substrings", "字符串"),
        "text": Label("whole text", "全部文字"),
        "body": Label("body", "报告正文"),
    },
    "better": {"more": Label("higher", "较高"), "less": Label("lower", "较低")},
    "rule": {
        "converged": Label("to convergence", "迭代至收敛"),
        "quanteda": Label("as in quanteda", "同quanteda"),
    },
    "line": {
        "wordfish": Label("Wordfish", "Wordfish法"),
        "wordscores": Label("Wordscores", "Wordscores法"),
        "firmness": Label("firmness", "措辞力度"),
    },
    "variable": {
        "year": Label("report year", "报告年度"),
        "length": Label("length (log words)", "文本长度（词数的对数）"),
    },
    "setting": {
        "half as many terms": Label("half as many terms", "词数减半"),
        "twice as many terms": Label("twice as many terms", "词数加倍"),
        "coarser": Label("coarser", "主题较粗"),
        "finer": Label("finer", "主题较细"),
        "in paragraphs": Label("in paragraphs", "按段落共现"),
        "by association": Label("by association", "按关联强度"),
    },
    "quadrant": {
        "motor": Label("motor", "驱动主题"),
        "basic": Label("basic", "基础主题"),
        "niche": Label("niche", "专门主题"),
        "emerging_or_declining": Label("emerging or declining", "新兴或衰退主题"),
    },
    "side": SIDES,
    "directive": DIRECTIVES,
}

_REGIONS: Final = ("region", "other_region", "first")  # columns of names in Chinese
_LISTED: Final = "、"
_SPREAD: Final = ("orientation", "verdict", "wording", "variant", "setting")


def heading(column: object, lang: Lang, *, numeric: bool = False) -> str:
    """What a table is headed with where the column is called so; a name of one's own stays.

    Columns that are values of another, as in a table of parts by report, are called like these.

    Args:
        column: the name of the column.
        lang: en or zh.
        numeric: whether the column has numbers.

    Example:
        >>> from analysis.export.headings import heading
        >>> heading("report_year", "en"), heading("verdict", "zh"), heading("my_column", "zh")
        ('Report year', '完成情况', 'my_column')
        >>> heading("plan_next_year", "zh")
        '当年部署'
    """
    name = str(column)
    special = (_OF_NUMBERS if numeric else _OF_WORDS).get(name)
    label = special or _HEADINGS.get(name) or _spread(name)
    return name if label is None else label.in_language(lang)


def value_name(column: object, value: str, lang: Lang) -> str:
    """What a table has for a value where it is one of a few codes; other values stay.

    Args:
        column: the name of the column.
        value: of one of its cells.
        lang: en or zh.

    Example:
        >>> from analysis.export.headings import value_name
        >>> value_name("verdict", "not_reported", "en"), value_name("level", "county", "zh")
        ('not reported', '县级')
        >>> value_name("basis", "24 of 29 sections", "zh")
        '29节中的24节'
        >>> value_name("region", "徐水区、河北省", "en")
        'Xushui, Hebei'
    """
    names = _names(column)
    if len(parts := value.split(_LISTED)) > 1 and all(part in names for part in parts):
        return (", " if lang == "en" else _LISTED).join(
            names[part].in_language(lang) for part in parts
        )
    if value in names:
        return names[value].in_language(lang)
    if lang == "en" and column in _REGIONS:
        return ", ".join(map(place_name, parts))
    return cell_message(value, lang) if holds_messages(column) else value


def _names(column: object) -> Mapping[str, Label]:
    """The names of a column's values, by code."""
    name = str(column)
    return _NAMES.get(name) or value_labels(name)


def _spread(name: str) -> Label | None:
    """The heading of a column that is a value of another."""
    for column in _SPREAD:
        if label := _names(column).get(name):
            return Label(label.english[0].upper() + label.english[1:], label.chinese)
    return None
