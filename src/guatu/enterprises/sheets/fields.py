"""The columns of a register of enterprises, as offices call them."""

from guatu.sheets.fields import Field, FieldSet, Kind

FIELDS = FieldSet(
    (
        Field("serial", "序号", ("编号", "号"), Kind.SERIAL),
        Field("name", "企业名称", ("单位名称", "公司名称", "名称", "企业"), key=True, required=True),
        Field("credit_code", "统一社会信用代码", ("社会信用代码", "信用代码", "统一信用代码")),
        Field(
            "unit",
            "属地",
            ("属地单位", "所属板块", "板块", "园区", "所属园区", "镇街", "属地板块", "责任单位"),
            required=True,
        ),
        Field("industry_code", "行业代码", ("国民经济行业代码", "行业", "行业类别")),
        Field("address", "地址", ("详细地址", "经营地址", "企业地址", "注册地址")),
        Field("longitude", "经度", ("东经",)),
        Field("latitude", "纬度", ("北纬",)),
        Field("liaison", "联络员", ("挂钩人员", "服务专员", "网格员", "联系干部")),
    )
)
# What a blank workbook to fill in has, with an invented line.
EXAMPLE = {
    "serial": "1",
    "name": "示例精密机械有限公司",
    "credit_code": "",
    "unit": "",
    "industry_code": "C3670",
    "address": "示例路1号",
    "longitude": "119.580000",
    "latitude": "32.010000",
    "liaison": "",
}
