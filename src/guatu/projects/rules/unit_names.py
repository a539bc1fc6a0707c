"""What kind of unit a name speaks of; used when a workbook names a unit that is not in the register yet."""

from guatu.organization.choices import UnitType

_ENDINGS: tuple[tuple[tuple[str, ...], UnitType], ...] = (
    (("街道", "街道办", "街道办事处"), UnitType.STREET),
    (("社区", "村", "村委会", "居委会"), UnitType.VILLAGE),
    (("园", "园区", "产业园", "科技园", "片区", "板块", "集中区"), UnitType.PARK),
    (("镇", "乡", "镇政府"), UnitType.TOWN),
    (("公司", "集团", "平台"), UnitType.STATE_COMPANY),
    (("局", "办", "办公室", "委", "部", "处", "科", "中心", "大队", "分局"), UnitType.DEPARTMENT),
)


def guess_unit_type(name: str) -> UnitType:
    """The type that the ending of `name` speaks of; a park where it says nothing."""
    for endings, unit_type in _ENDINGS:
        if name.endswith(endings):
            return unit_type
    return UnitType.PARK
