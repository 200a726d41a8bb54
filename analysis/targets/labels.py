"""Labels for the columns of the ledger and of promises and results, in both languages."""

from __future__ import annotations

from analysis.export.labels import Label

TITLE = "Ledger of quantities in government work reports"
LABELS = {
    "report_id": Label("report ID", "报告编号"),
    "region_code": Label("region code (GB/T 2260)", "行政区划代码"),
    "region": Label("region", "地区"),
    "report_year": Label("report year (year planned)", "报告年度"),
    "start": Label("position of the number's first character (from 0)", "起始字符位置"),
    "end": Label("position after the number's last character", "结束字符位置"),
    "printed": Label("number as printed", "原文数字"),
    "value": Label("value in the printed unit", "数值（原文单位）"),
    "value_high": Label("upper limit of a range", "数值区间上限"),
    "unit": Label("unit as printed", "原文单位"),
    "base_value": Label("value in the base unit", "数值（基本单位）"),
    "base_high": Label("upper limit in the base unit", "数值区间上限（基本单位）"),
    "base_unit": Label("base unit", "基本单位"),
    "indicator": Label("indicator as printed", "指标原文"),
    "indicator_key": Label("indicator key", "指标代码"),
    "indicator_en": Label("indicator in English", "指标英文名称"),
    "kind": Label("kind of quantity", "数值类型"),
    "change": Label("direction of change (up, down, none)", "变动方向"),
    "bound": Label("bound (at least, at most, around, …)", "界限"),
    "status": Label("reported result or target", "完成值或目标值"),
    "period": Label("period", "所属时期"),
    "modifier": Label("statistical basis, such as 可比 or 年均", "统计口径"),
    "warning": Label("possible extraction error", "识别存疑"),
    "orientation": Label("time reference", "时间指向"),
    "sentence_id": Label("sentence ID", "句子编号"),
    "sentence": Label("sentence", "原句"),
}

PROMISES_TITLE = "Targets and results in government work reports"
PROMISES_LABELS = {
    "region_code": LABELS["region_code"],
    "indicator_key": LABELS["indicator_key"],
    "kind": LABELS["kind"],
    "base_unit": LABELS["base_unit"],
    "year": Label("year of the target", "目标年度"),
    "target": Label("target (falls of rates negative)", "目标值（下降为负）"),
    "target_high": Label("upper end of a target range", "目标区间上限"),
    "bound": LABELS["bound"],
    "target_report": Label("report that sets the target", "提出目标的报告"),
    "target_start": Label("first character of the target (from 0)", "目标值起始字符位置"),
    "result": Label("reported result", "完成值"),
    "result_report": Label("report that gives the result", "报告完成值的报告"),
    "result_start": Label("first character of the result (from 0)", "完成值起始字符位置"),
    "difference": Label("result minus target, 0 within a range", "完成值与目标值之差"),
    "verdict": Label("verdict on the result", "完成情况"),
    "reason": Label("why nothing is compared, or what the report says", "说明"),
    "region": LABELS["region"],
    "indicator_en": LABELS["indicator_en"],
    "target_end": Label("position after the target", "目标值结束字符位置"),
    "result_end": Label("position after the result", "完成值结束字符位置"),
    "rate_sub": Label("wording of a growth target", "增长目标措辞"),
    "target_sentence": Label("sentence of the target", "目标原句"),
    "result_sentence": Label("sentence of the result", "完成情况原句"),
}
