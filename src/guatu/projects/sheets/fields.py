"""The columns of a project list, as offices call them."""

from django.utils.translation import gettext_noop as _

from guatu.sheets.fields import Field, FieldSet, Kind
from guatu.sheets.periods import Shape

# Field → English source label, for the page that matches columns.
LABELS = {
    "serial": _("number"),
    "name": _("project name"),
    "code": _("project code"),
    "owner_name": _("construction unit"),
    "investor_name": _("investor"),
    "capital_origin": _("domestic or foreign"),
    "industry_code": _("industry"),
    "type": _("project type"),
    "start_class": _("class (carry-over or new start)"),
    "sub_class": _("sub-class"),
    "total_investment": _("total investment"),
    "currency": _("currency"),
    "annual_plan": _("annual plan"),
    "years": _("years of construction"),
    "committed_start": _("planned start"),
    "committed_finish": _("planned completion"),
    "actual_start": _("actual start"),
    "spent": _("invested this year to date"),
    "stage_note": _("physical progress"),
    "lead_official": _("lead official"),
    "liaison": _("liaison"),
    "unit": _("responsible unit"),
    "concentrated_start": _("concentrated start"),
    "remark": _("remark"),
}

FIELDS = FieldSet(
    (
        Field("serial", "序号", ("编号", "号"), Kind.SERIAL),
        Field("name", "项目名称", ("名称", "工程名称", "建设项目", "项目"), key=True, required=True),
        Field("code", "项目代码", ("项目统一代码", "投资项目代码", "备案代码", "立项代码")),
        Field(
            "owner_name",
            "建设单位",
            (
                "项目单位",
                "业主单位",
                "项目业主",
                "企业名称",
                "实施单位",
                "实施主体",
                "项目法人",
                "法人单位",
                "建设主体",
            ),
        ),
        Field("investor_name", "投资方", ("投资主体", "投资单位", "投资人")),
        Field("capital_origin", "内外资", ("资金来源", "内资外资", "内/外资")),
        Field("industry_code", "行业代码", ("国民经济行业代码", "行业编码", "行业小类")),
        Field("type", "项目类型", ("建设性质", "建设类型")),
        Field("start_class", "项目类别", ("类别", "建设类别", "项目分类", "建设状态")),
        Field("sub_class", "子类", ("子类别", "进展类别", "项目状态", "状态")),
        Field(
            "total_investment",
            "总投资",
            ("计划总投资", "投资总额", "项目总投资", "总投资额", "投资规模", "估算总投资", "概算总投资"),
            Kind.AMOUNT,
            excludes=("完成", "累计"),
        ),
        Field("currency", "币种", (), Kind.UNIT),
        Field(
            "annual_plan",
            "年度计划投资",
            (
                "当年计划投资",
                "年内计划投资",
                "本年计划投资",
                "计划投资",
                "年度投资计划",
                "年计划投资",
                "年度目标",
                "年内计划",
            ),
            Kind.AMOUNT,
            shapes=(Shape.YEAR,),
            excludes=("完成", "累计"),
        ),
        Field(
            "years",
            "建设起止年限",
            ("建设年限", "起止年限", "建设周期", "建设期", "起止时间", "建设起止时间", "建设时间"),
            Kind.YEARS,
        ),
        Field(
            "committed_start",
            "计划开工",
            ("计划开工时间", "拟开工时间", "预计开工", "时间节点/计划开工", "开工计划", "计划开工日期"),
            Kind.DATE,
        ),
        Field(
            "committed_finish",
            "计划竣工",
            ("计划竣工时间", "预计竣工", "拟竣工时间", "计划完工", "计划投产", "时间节点/计划竣工"),
            Kind.DATE,
        ),
        Field(
            "actual_start",
            "实际开工",
            ("实际开工时间", "开工时间", "已开工时间", "时间节点/实际开工", "开工日期"),
            Kind.DATE,
            excludes=("计划", "预计", "拟"),
        ),
        Field(
            "spent",
            "完成投资",
            ("累计完成投资", "已完成投资", "实际完成投资", "本年完成投资", "到位投资", "完成投资额"),
            Kind.AMOUNT,
            shapes=(Shape.TO_DATE, Shape.MONTHS),
            excludes=("计划",),
        ),
        Field(
            "stage_note",
            "形象进度",
            (
                "工程进度",
                "目前进展",
                "进展情况",
                "项目进展",
                "目前形象进度",
                "当前进度",
                "推进情况",
                "工作进展",
            ),
            Kind.LINES,
        ),
        Field(
            "lead_official",
            "挂钩领导",
            ("挂联领导", "包保领导", "领衔领导", "挂钩工委领导", "牵头领导", "责任领导"),
        ),
        Field("liaison", "联系人", ("项目联系人", "联络员", "服务专员", "项目专员")),
        Field(
            "unit",
            "责任单位",
            ("属地", "所属板块", "所在园区", "园区", "板块", "责任板块", "属地单位", "牵头单位"),
        ),
        Field("concentrated_start", "集中开工", ("是否集中开工",), Kind.TICK),
        Field("remark", "备注", ("说明", "备 注"), Kind.LINES),
    )
)
