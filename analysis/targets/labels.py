"""What the columns of the ledger are, in both languages."""

from __future__ import annotations

from analysis.export.labels import Label

TITLE = "Ledger of the quantities in government work reports"
LABELS = {
    "report_id": Label("name of the report", "报告编号"),
    "region_code": Label("GB/T 2260 code of the region", "行政区划代码"),
    "region": Label("region", "地区"),
    "report_year": Label("year that the report plans for", "报告年份"),
    "start": Label("first character of the number in the document", "起始字符"),
    "end": Label("one past its last character", "结束字符"),
    "printed": Label("the number as printed", "原文数字"),
    "value": Label("value in the printed unit", "数值"),
    "value_high": Label("upper end of a range", "区间上限"),
    "unit": Label("unit as printed", "单位"),
    "base_value": Label("value in the base unit", "基本单位数值"),
    "base_high": Label("upper end in the base unit", "基本单位上限"),
    "base_unit": Label("base unit", "基本单位"),
    "indicator": Label("what is measured, as printed", "指标原文"),
    "indicator_key": Label("indicator of the vocabulary", "指标代号"),
    "indicator_en": Label("indicator in English", "指标英文名"),
    "kind": Label("kind of quantity", "数量类型"),
    "change": Label("up, down or none", "升降"),
    "bound": Label("bound", "界限"),
    "status": Label("achieved or target", "已完成或目标"),
    "period": Label("period", "时期"),
    "modifier": Label("basis, such as 可比 or 年均", "口径"),
    "warning": Label("what looks wrong in the number", "数字存疑"),
    "orientation": Label("part of the report by time", "时间指向"),
    "sentence_id": Label("number of the sentence", "句号"),
    "sentence": Label("the sentence", "原句"),
}
