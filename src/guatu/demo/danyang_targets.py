"""An invented campaign of targets in the demo zone: goals, quarters, units, an inspection of the first half-year."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from guatu.core.clock import CHINA, frozen_at
from guatu.core.models import Zone
from guatu.demo.danyang_life import acting, picture
from guatu.indicators.choices import TargetKind, Verdict
from guatu.indicators.models.target import Goal, InspectionLine, TargetItem
from guatu.indicators.use_cases.add_goal import add_goal
from guatu.indicators.use_cases.close_inspection import close_inspection
from guatu.indicators.use_cases.define_campaign import define_campaign
from guatu.indicators.use_cases.define_item import ItemTerms, define_item
from guatu.indicators.use_cases.file_highlight import file_highlight
from guatu.indicators.use_cases.judge_item import judge_item
from guatu.indicators.use_cases.name_pace_setter import name_pace_setter
from guatu.indicators.use_cases.open_inspection import open_inspection
from guatu.indicators.use_cases.report_item import report_item
from guatu.indicators.use_cases.set_targets import set_targets
from guatu.organization.choices import UnitType
from guatu.organization.models import Unit
from guatu.organization.selectors import root_unit

# A year of building: slow in winter, most of it from spring to autumn.
_SEASON = tuple(Decimal(share) for share in ("0.2", "0.48", "0.76", "1"))


def set_the_pace(zone: Zone) -> None:
    """Set targets in January, inspect the first quarter in April, and open the second one on the zone's clock date."""
    with frozen_at(_at(date(2018, 1, 15))):
        goals = _campaign(zone)
    park = Unit.objects.get(zone=zone, name="生命科学产业园")
    office, leader = acting(zone, "office"), acting(zone, "leader")
    campaign = goals[0].campaign
    with frozen_at(_at(date(2018, 4, 10))):
        first = open_inspection(actor=office, campaign=campaign, quarter=1)
        for line in InspectionLine.objects.filter(zone=zone, inspection=first).select_related("item__goal"):
            report_item(actor=office, line=line, text="一季度工作按计划推进。（演示）")
            judge_item(actor=acting(zone, "supervisor"), line=line, verdict=Verdict.MET)
        close_inspection(actor=office, inspection=first)
        name_pace_setter(
            actor=leader, goal=goals[0], unit=park, quarter=1, reason="一季度调度投资居各板块之首。（演示）"
        )
    with frozen_at(_at(date(2018, 7, 2))):
        second = open_inspection(actor=office, campaign=campaign, quarter=2)
        lines = InspectionLine.objects.filter(zone=zone, inspection=second).select_related("item__goal")
        line = lines.get(item__name="安全隐患按期整改率")
        report_item(
            actor=office,
            line=line,
            text="上半年检查企业96家，隐患按期整改率96%。（演示）",
            actual=Decimal(96),
            evidence=[picture("2018 H1 safety", 41)],
        )
        judge_item(
            actor=acting(zone, "supervisor"),
            line=line,
            verdict=Verdict.PARTLY,
            finding="3处隐患逾期未整改。（演示）",
        )
        file_highlight(
            actor=acting(zone, "park"),
            goal=goals[0],
            unit=park,
            quarter=2,
            title="鱼跃湖东厂房主体封顶（演示）",
            text="四栋厂房主体封顶，比计划提前。（演示）",
            evidence=[picture("2018-06 highlight", 57)],
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), CHINA)


def _campaign(zone: Zone) -> list[Goal]:
    office, root = acting(zone, "office"), root_unit(zone.id)
    campaign = define_campaign(
        actor=office, name="五争一创（演示）", year=2018, text="目标分解到季度、到板块，按季督查。（演示）"
    )
    growth, safety = (
        add_goal(actor=office, campaign=campaign, name=name, lead_unit=root)
        for name in ("争当抢发展标兵", "争当保安全标兵")
    )
    sales = define_item(
        actor=office, goal=growth, terms=ItemTerms("工业应税销售", figure="indicators.industrial_sales")
    )
    _set(zone, sales, "85", "185", "285", "390")
    exports = define_item(
        actor=office,
        goal=growth,
        terms=ItemTerms("出口增幅", kind=TargetKind.GROWTH, figure="indicators.export_growth"),
    )
    _set(zone, exports, "12", "13", "13", "13")
    invested = define_item(
        actor=office,
        goal=growth,
        terms=ItemTerms("重点项目调度投资", figure="indicators.dispatched_investment", pace=_SEASON),
    )
    _set(zone, invested, "13", "31", "48", "64", parks=True)
    hazards = define_item(
        actor=office,
        goal=safety,
        terms=ItemTerms("安全隐患按期整改率", kind=TargetKind.GROWTH, measure="%", adds_up=False),
    )
    _set(zone, hazards, "98", "98", "98", "98")
    rank = define_item(
        actor=office,
        goal=safety,
        terms=ItemTerms("安全生产考核全市位次", kind=TargetKind.RANK, measure="位", adds_up=False),
    )
    _set(zone, rank, "3", "3", "3", "2")
    return [growth, safety]


def _set(zone: Zone, item: TargetItem, *values: str, parks: bool = False) -> None:
    """The quarters of the whole; with `parks` shared out among them, a little short of the whole at the year's end."""
    quarters: dict[UUID | None, dict[int, Decimal | None]] = {
        None: {quarter: Decimal(value) for quarter, value in enumerate(values, start=1)}
    }
    if parks:
        shares = (("4.6", "10.8", "16.8", "22.4"), ("2.6", "6", "9.3", "12.4"), ("1.8", "4.3", "6.7", "8.9"),
                  ("2.7", "6.6", "10.2", "13.6"), ("1.3", "3.3", "5", "6"))  # fmt: skip
        units = Unit.objects.filter(zone=zone, type=UnitType.PARK).order_by("order", "code")
        for unit, own in zip(units, shares, strict=False):
            quarters[unit.id] = {quarter: Decimal(value) for quarter, value in enumerate(own, start=1)}
    set_targets(actor=acting(zone, "office"), item=item, values=quarters)
