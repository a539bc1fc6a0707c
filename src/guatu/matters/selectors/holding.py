"""How long which unit has held matters: the days that are charged to each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from guatu.matters.choices import Move
from guatu.matters.models.history import MatterMove
from guatu.matters.rules.clocks import Happened
from guatu.matters.rules.holding import days_held, holdings
from guatu.organization.models import Unit


@dataclass(frozen=True, slots=True)
class HeldDays:
    """Calendar days; `unit` None: waiting to be dispatched."""

    unit: Unit | None
    days: int


def held_days(matter_ids: Collection[UUID], *, zone_id: UUID, now: datetime) -> list[HeldDays]:
    """Days by holder over some matters, most first (two queries). Days of matters held at the same time add up."""
    histories: dict[UUID, list[Happened]] = defaultdict(list)
    moves = MatterMove.objects.filter(zone_id=zone_id, matter_id__in=list(matter_ids))
    for row in moves.order_by("matter_id", "place").values_list("matter_id", "move", "at", "unit_id"):
        histories[row[0]].append(Happened(Move(row[1]), row[2], row[3]))
    total: dict[UUID | None, int] = defaultdict(int)
    for history in histories.values():
        for unit_id, days in days_held(holdings(history), now).items():
            total[unit_id] += days
    units = Unit.objects.filter(zone_id=zone_id).in_bulk([i for i in total if i is not None])
    found = [HeldDays(units.get(i) if i else None, days) for i, days in total.items() if days]
    return sorted(found, key=lambda held: -held.days)
