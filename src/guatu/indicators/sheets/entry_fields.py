"""The columns of a unit's entries in a workbook."""

from guatu.indicators.choices import Qualifier
from guatu.sheets.fields import Field, FieldSet, Kind

FIELDS = FieldSet(
    (
        Field("indicator", "指标", ("指标名称", "指标代码", "名称", "indicator"), key=True, required=True),
        Field("unit", "填报单位", ("单位", "unit")),
        Field("period", "报告期", ("期别", "period")),
        Field("measure", "计量单位", ("measure",)),
        Field("value", "本期数", ("数值", "指标值", "value")),
        Field("growth", "同比增长", ("增长", "增幅", "同比", "growth"), Kind.RATE),
        Field("target", "目标", ("目标值", "target")),
        Field("qualifier", "表述", ("stated as",)),
        Field("note", "说明", ("备注", "note")),
    )
)
SAID = {
    Qualifier.EXACT: "准确",
    Qualifier.ABOUT: "约",
    Qualifier.OVER: "超",
    Qualifier.UNDER: "不到",
}
