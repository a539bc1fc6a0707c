"""The funnel on a day: how many prospects stand in each stage, with what money, and how they move on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from guatu.core.actor import Actor
from guatu.investment.choices import Stage
from guatu.investment.models.prospects import Prospect, StageChange
from guatu.investment.rules.ageing import BOUNDS, age_class, conversions
from guatu.investment.rules.amounts import Sum
from guatu.investment.rules.stages import WAY, furthest
from guatu.investment.selectors.prospects import standing_on, visible_prospects
from guatu.investment.selectors.sums import registered_of, total_of
from guatu.projects.choices import CapitalOrigin


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """One stage: domestic and foreign apart, with their sums, and how many state neither.

    `share` is of the fullest stage, for the bar. `conversion`: of those who ever came into the stage before, the share
    that came into this one.
    """

    stage: Stage
    count: int
    share: float
    domestic: int
    domestic_total: Sum
    foreign: int
    foreign_total: Sum
    foreign_registered: Sum
    unstated: int
    conversion: Fraction | None


@dataclass(frozen=True, slots=True)
class AgeLine:
    """A prospect that stands long in its stage."""

    prospect: Any
    days: int


@dataclass(slots=True)
class Funnel:
    """The funnel at the end of `day`."""

    day: date
    lines: list[FunnelLine] = field(default_factory=list)
    dropped: int = 0
    ages: list[int] = field(default_factory=list)
    oldest: list[AgeLine] = field(default_factory=list)


def funnel(day: date, *, actor: Actor, oldest: int = 10) -> Funnel:
    """Counts and sums by stage; ages of those still talked with (lead or negotiating), the longest first."""
    by_stage: dict[str, list[Any]] = defaultdict(list)
    for prospect in standing_on(day, actor=actor).select_related("unit", "person"):
        by_stage[prospect.stage_then].append(prospect)
    fullest = max((len(by_stage[stage]) for stage in WAY), default=0)
    rates = conversions(_furthest(day, actor))
    found = Funnel(day, dropped=len(by_stage[Stage.DROPPED]))
    found.lines = [_line(stage, by_stage[stage], fullest, rates[stage]) for stage in WAY]
    waiting = [AgeLine(p, (day - p.since_then).days) for s in WAY[:2] for p in by_stage[s]]
    found.ages = [0] * (len(BOUNDS) + 1)
    for line in waiting:
        found.ages[age_class(line.prospect.since_then, day)] += 1
    found.oldest = sorted(waiting, key=lambda line: (-line.days, line.prospect.name))[:oldest]
    return found


def _line(stage: Stage, rows: list[Prospect], fullest: int, conversion: Fraction | None) -> FunnelLine:
    domestic = [p for p in rows if p.capital_origin == CapitalOrigin.DOMESTIC]
    foreign = [p for p in rows if p.capital_origin == CapitalOrigin.FOREIGN]
    return FunnelLine(
        stage=stage,
        count=len(rows),
        share=len(rows) / fullest if fullest else 0.0,
        domestic=len(domestic),
        domestic_total=total_of(domestic),
        foreign=len(foreign),
        foreign_total=total_of(foreign),
        foreign_registered=registered_of(foreign),
        unstated=len(rows) - len(domestic) - len(foreign),
        conversion=conversion,
    )


def _furthest(day: date, actor: Actor) -> list[Stage]:
    entries = StageChange.objects.filter(
        zone_id=actor.zone_id, on__lte=day, prospect_id__in=visible_prospects(actor=actor).values("id")
    )
    histories: dict[UUID, list[Stage]] = defaultdict(list)
    for prospect_id, stage in entries.values_list("prospect_id", "stage"):
        histories[prospect_id].append(Stage(stage))
    return [reached for reached in map(furthest, histories.values()) if reached is not None]
