"""Reading the target tree: each item with its quarters and units, sums, pace, forecast, and what inspections found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.core.models import Zone
from guatu.figures.asking import Wanted
from guatu.figures.evaluating import evaluate
from guatu.figures.reading import Reading
from guatu.indicators.choices import TargetKind, Verdict
from guatu.indicators.models.target import (
    Campaign,
    Goal,
    Highlight,
    Inspection,
    InspectionLine,
    PaceSetter,
    Target,
    TargetItem,
)
from guatu.indicators.policies.readings import VIEW
from guatu.indicators.rules.periods import months_of
from guatu.indicators.rules.targets import (
    HalfCheck,
    forecast,
    half_check,
    is_reached,
    needed_a_month,
    share_due,
    sum_gap,
)
from guatu.organization.models import Unit
from guatu.organization.selectors import unit_tree


def visible_campaigns(*, actor: Actor) -> QuerySet[Campaign]:
    """Whoever may view indicators knows what was promised."""
    found = Campaign.objects.filter(zone_id=actor.zone_id)
    return found if actor.may(VIEW) else found.none()


def _one(rows: QuerySet[Any], object_id: UUID, name: str) -> Any:
    found = rows.filter(id=object_id).first()
    if found is None:
        raise NotFound(name)
    return found


def get_campaign(campaign_id: UUID, *, actor: Actor) -> Campaign:
    found: Campaign = _one(visible_campaigns(actor=actor), campaign_id, "campaign")
    return found


def get_goal(goal_id: UUID, *, actor: Actor) -> Goal:
    rows = Goal.objects.filter(zone_id=actor.zone_id, campaign__in=visible_campaigns(actor=actor))
    found: Goal = _one(rows.select_related("campaign", "lead_unit"), goal_id, "goal")
    return found


def get_item(item_id: UUID, *, actor: Actor) -> TargetItem:
    rows = TargetItem.objects.filter(zone_id=actor.zone_id, goal__campaign__in=visible_campaigns(actor=actor))
    found: TargetItem = _one(rows.select_related("goal__campaign", "goal__lead_unit"), item_id, "item")
    return found


def get_line(line_id: UUID, *, actor: Actor) -> InspectionLine:
    rows = InspectionLine.objects.filter(
        zone_id=actor.zone_id, inspection__campaign__in=visible_campaigns(actor=actor)
    )
    found: InspectionLine = _one(
        rows.select_related("inspection__campaign", "item__goal__lead_unit"), line_id, "inspected item"
    )
    return found


def get_inspection(inspection_id: UUID, *, actor: Actor) -> Inspection:
    rows = Inspection.objects.filter(zone_id=actor.zone_id, campaign__in=visible_campaigns(actor=actor))
    found: Inspection = _one(rows.select_related("campaign"), inspection_id, "inspection")
    return found


@dataclass(frozen=True, slots=True)
class QuarterCell:
    """A quarter of the whole or of a unit: what is to be reached, what is, and whether that is enough."""

    quarter: int
    target: Decimal | None
    actual: Decimal | None
    reached: bool | None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's share of an item; of the whole item where `unit` is None."""

    unit: Unit | None
    cells: Sequence[QuarterCell]


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item. `gaps`: by quarter, what the units' targets lack or have too much. The rest is for amounts, as of the
    newest quarter with an actual value. `is_open`: neither it nor what it belongs to is closed."""

    item: TargetItem
    whole: UnitRow
    units: Sequence[UnitRow]
    gaps: Sequence[Decimal | None]
    annual: Decimal | None
    actual: Decimal | None
    quarter: int
    done: Decimal | None
    due: Decimal | None
    needed: Decimal | None
    so_far: Decimal | None
    forecast: Decimal | None
    half: HalfCheck | None
    line: InspectionLine | None

    is_open: bool = True

    @property
    def is_behind(self) -> bool:
        """Whether it lags behind its pace, which is asked of nothing that is closed."""
        return self.is_open and bool(self.done is not None and self.due and self.done < self.due)

    @property
    def has_gap(self) -> bool:
        return any(gap for gap in self.gaps)


@dataclass(frozen=True, slots=True)
class GoalView:
    """`is_open`: neither the goal nor its campaign is closed."""

    goal: Goal
    is_open: bool
    items: Sequence[ItemView]
    highlights: Sequence[Highlight]
    pace_setters: Sequence[PaceSetter]


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign. `quarter` is the one inspected last, or the newest with an actual value."""

    campaign: Campaign
    goals: Sequence[GoalView]
    inspections: Sequence[Inspection]


def campaign_view(campaign: Campaign, *, actor: Actor, zone: Zone, day: date) -> CampaignView:
    """The whole tree (seven queries, and those of the figures)."""
    goals = list(Goal.objects.filter(zone_id=zone.id, campaign=campaign).select_related("lead_unit"))
    items = list(TargetItem.objects.filter(zone_id=zone.id, goal__campaign=campaign))
    targets = list(Target.objects.filter(zone_id=zone.id, item__in=items).select_related("unit"))
    inspections = list(Inspection.objects.filter(zone_id=zone.id, campaign=campaign))
    lines = list(
        InspectionLine.objects.filter(zone_id=zone.id, inspection__in=inspections)
        .select_related("inspection", "item__goal")
        .order_by("-inspection__quarter")
    )
    actuals = _actuals(campaign, items, targets, lines, actor=actor, zone=zone, day=day)
    is_running = campaign.closed_on is None
    open_goals = {goal.id for goal in goals if is_running and goal.closed_on is None}
    newest: dict[UUID, InspectionLine] = {}
    for line in lines:
        newest.setdefault(line.item_id, line)
    views: dict[UUID, list[ItemView]] = {}
    for item in items:
        own = [t for t in targets if t.item_id == item.id]
        is_open = item.goal_id in open_goals and item.closed_on is None
        view = _item_view(item, own, actuals, newest.get(item.id))
        views.setdefault(item.goal_id, []).append(replace(view, is_open=is_open))
    shown = Highlight.objects.filter(zone_id=zone.id, goal__in=goals).select_related("unit")
    named = PaceSetter.objects.filter(zone_id=zone.id, goal__in=goals).select_related("unit")
    return CampaignView(
        campaign,
        [
            GoalView(
                goal,
                goal.id in open_goals,
                views.get(goal.id, []),
                [h for h in shown if h.goal_id == goal.id],
                [p for p in named if p.goal_id == goal.id],
            )
            for goal in goals
        ],
        inspections,
    )


Actuals = dict[tuple[UUID, UUID | None, int], Decimal]


def _actuals(
    campaign: Campaign,
    items: Sequence[TargetItem],
    targets: Sequence[Target],
    lines: Sequence[InspectionLine],
    *,
    actor: Actor,
    zone: Zone,
    day: date,
) -> Actuals:
    """From the figures, of every quarter that is over; else what the lead unit reported for the whole. What was
    reported and judged stays, even where a figure has come into its place since."""
    reported = {
        (line.item_id, None, line.inspection.quarter): line for line in lines if line.actual is not None
    }
    found: Actuals = {key: line.actual for key, line in reported.items() if line.actual is not None}
    judged = {key for key, line in reported.items() if line.verdict != Verdict.OPEN}
    places = {(t.item_id, t.unit_id) for t in targets} | {(item.id, None) for item in items}
    asked: dict[tuple[UUID, UUID | None, int], Wanted] = {}
    for quarter in range(1, 5):
        period = months_of(campaign.year, 1, 3 * quarter)
        if period.last >= day:
            continue
        for item in items:
            for unit_id in (u for i, u in places if i == item.id and item.figure):
                asked[item.id, unit_id, quarter] = Wanted(item.figure, period, unit_id)
    readings = evaluate(asked.values(), actor=actor, zone=zone, tree=unit_tree(zone.id)) if asked else {}
    for key, wanted in asked.items():
        value = _shown(readings[wanted])
        if value is not None and key not in judged:
            found[key] = value
    return found


def _shown(reading: Reading) -> Decimal | None:
    """In the figure's unit of measure, as targets are."""
    return None if reading.value is None else reading.value / reading.figure.unit.scale


def _item_view(
    item: TargetItem, targets: Sequence[Target], actuals: Actuals, line: InspectionLine | None
) -> ItemView:
    wanted: dict[UUID | None, dict[int, Decimal]] = {None: {}}
    units: dict[UUID, Unit] = {}
    for target in sorted(targets, key=lambda t: (t.unit.order, t.unit.code) if t.unit else (0, "")):
        wanted.setdefault(target.unit_id, {})[target.quarter] = target.value
        if target.unit is not None:
            units[target.unit.id] = target.unit
    rows = {u: _row(item, units.get(u) if u else None, t, actuals) for u, t in wanted.items()}
    whole = rows.pop(None)
    gaps = [
        sum_gap(cell.target, [row.cells[cell.quarter - 1].target for row in rows.values()])
        if item.adds_up and rows
        else None
        for cell in whole.cells
    ]
    known = [cell for cell in whole.cells if cell.actual is not None]
    last = known[-1] if known else None
    annual, actual = whole.cells[3].target, last.actual if last else None
    quarter, month = (last.quarter, 3 * last.quarter) if last else (0, 0)
    half_cell = whole.cells[1].actual
    amount = item.kind == TargetKind.ABSOLUTE and annual is not None and annual > 0 and actual is not None
    return ItemView(
        item=item,
        whole=whole,
        units=list(rows.values()),
        gaps=gaps,
        annual=annual,
        actual=actual,
        quarter=quarter,
        done=actual / annual if amount and annual and actual is not None else None,
        due=share_due(item.pace, month) if amount else None,
        needed=needed_a_month(annual, actual, month) if amount and annual and actual is not None else None,
        so_far=actual / month if amount and actual is not None else None,
        forecast=forecast(actual, item.pace, month) if amount and actual is not None else None,
        half=half_check(annual, half_cell)
        if amount and annual is not None and half_cell is not None
        else None,
        line=line,
    )


def _row(item: TargetItem, unit: Unit | None, targets: dict[int, Decimal], actuals: Actuals) -> UnitRow:
    cells = []
    for quarter in range(1, 5):
        target = targets.get(quarter)
        actual = actuals.get((item.id, unit.id if unit else None, quarter))
        reached = is_reached(item.kind, item.direction, target, actual)
        cells.append(QuarterCell(quarter, target, actual, reached))
    return UnitRow(unit, cells)


def targets_of(item: TargetItem) -> dict[tuple[UUID | None, int], Decimal]:
    """By unit and quarter."""
    rows = Target.objects.filter(zone_id=item.zone_id, item=item)
    return {(row.unit_id, row.quarter): row.value for row in rows}
