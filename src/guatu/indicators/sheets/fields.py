"""The columns of a workbook of reported values, as offices call them."""

from guatu.sheets.fields import Field, FieldSet, Kind

FIELDS = FieldSet(
    (
        Field("serial", "序号", ("编号",), Kind.SERIAL),
        Field("indicator", "指标", ("指标名称", "指标代码", "名称", "indicator"), key=True, required=True),
        Field("unit", "填报单位", ("单位", "属地", "板块", "unit")),
        Field("measure", "计量单位", ("measure",)),
        Field("period", "报告期", ("时期", "期别", "所属期", "period"), required=True),
        Field("value", "数值", ("指标值", "完成", "实绩", "value"), required=True),
        Field("growth", "同比增长", ("增长", "增幅", "同比", "growth"), Kind.RATE),
        Field("target", "目标", ("年度目标", "目标值", "target"), Kind.NUMBER),
        Field("rank", "位次", ("排名", "rank")),
        Field("source", "数据来源", ("来源", "出处", "source"), required=True),
        Field("source_date", "发布日", ("发布日期", "source_date"), Kind.DATE),
        Field("provisional", "初步数", ("初步", "provisional"), Kind.TICK),
        Field("origin", "数据性质", ("性质", "origin")),
        Field("note", "说明", ("备注", "note")),
    )
)
