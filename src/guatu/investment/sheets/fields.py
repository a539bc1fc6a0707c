"""The columns of the office's sheets of prospects and agreements, as offices call them."""

from django.utils.translation import gettext_noop as _

from guatu.investment.choices import DealSheet
from guatu.sheets.amounts import Unit
from guatu.sheets.fields import Field, FieldSet, Kind

# Field → English source label, for the page that matches columns.
LABELS = {
    "serial": _("number"),
    "name": _("project name"),
    "investor_name": _("investor"),
    "capital_origin": _("domestic or foreign"),
    "industry_group": _("industry group"),
    "total_investment": _("total investment"),
    "currency": _("currency"),
    "registered_capital": _("registered capital"),
    "investor_kind": _("kind of investor"),
    "signed_on": _("signed on"),
    "source": _("where it came from"),
    "person": _("person in charge"),
    "remark": _("remark"),
}

_DOLLARS = Unit("万", "USD")
_NAME = Field("name", "项目名称", ("名称", "项目"), key=True, required=True)
_TOTAL = Field(
    "total_investment",
    "总投资",
    ("计划总投资", "投资总额", "项目总投资", "总投资额", "投资规模"),
    Kind.AMOUNT,
)
_SHARED = (
    Field("serial", "序号", ("编号",), Kind.SERIAL),
    _NAME,
    Field("investor_name", "投资方", ("投资主体", "投资单位", "投资人", "客商")),
    Field("capital_origin", "内外资", ("资金来源", "内资外资", "内/外资"), required=True),
    Field("industry_group", "行业类别", ("产业类别", "产业", "行业")),
    _TOTAL,
    Field("currency", "币种", ("单位",), Kind.UNIT),
    Field("investor_kind", "投资方属性", ("投资方类型", "企业属性", "挂牌情况")),
    Field("source", "线索来源", ("信息来源", "来源")),
    Field("person", "负责人", ("招商负责人", "项目负责人", "跟踪人", "责任人")),
    Field("remark", "备注", ("说明",), Kind.LINES),
)
_REGISTERED = Field(
    "registered_capital",
    "拟注册外资",
    ("拟注册资本", "注册资本", "注册外资", "拟注册外资额", "协议外资"),
    Kind.AMOUNT,
    default_unit=_DOLLARS,
)
_SIGNED_ON = Field("signed_on", "签约日期", ("签约时间", "签订日期", "签约"), Kind.DATE, required=True)

FIELDS = {
    DealSheet.PROSPECTS: FieldSet((*_SHARED, _REGISTERED)),
    DealSheet.AGREEMENTS: FieldSet((*_SHARED, _REGISTERED, _SIGNED_ON)),
}
# What the name of the right sheet holds, where several sheets would do.
SHEET_WORDS = {DealSheet.PROSPECTS: ("在谈", "洽谈"), DealSheet.AGREEMENTS: ("签约",)}
