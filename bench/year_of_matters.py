"""A year of invented matters by COPY: raised, dispatched, some returned, answered, closed, rated, a few reopened."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from guatu.core.bulk import copy_values, new_row
from guatu.core.clock import CHINA
from guatu.core.ids import new_id
from guatu.core.models import Zone
from guatu.core.openers import openers
from guatu.matters.choices import ClockKind, MatterStatus, Move, Outcome, Satisfaction, Source
from guatu.matters.models.clocks import MatterClock
from guatu.matters.models.history import MatterMove
from guatu.matters.models.kinds import MatterKind, MatterRuleSet
from guatu.matters.models.matter import Matter
from guatu.organization.models import Unit
from guatu.organization.powers import system_actor

BLOCK = 20_000
FIRST = datetime(2017, 11, 1, 9, tzinfo=CHINA)
DAYS = 240
REPLY, WHOLE = timedelta(days=2), timedelta(days=10)
Rows = dict[type[Any], list[dict[str, Any]]]


def fill_year(zone: Zone, *, total: int) -> None:
    """Give the zone, which has units, `total` matters raised over eight months up to the end of June 2018."""
    for opener in openers():
        opener(system_actor("console", zone))
    random = Random(total)
    units = list(Unit.objects.filter(zone=zone, parent__isnull=False).values_list("id", flat=True))
    kinds = list(MatterKind.objects.filter(zone=zone).values_list("id", flat=True))
    rules = MatterRuleSet.objects.filter(zone=zone).values_list("id", flat=True)[0]
    for start in range(0, total, BLOCK):
        rows: Rows = {Matter: [], MatterMove: [], MatterClock: []}
        for number in range(start, min(start + BLOCK, total)):
            _one(rows, zone, number, units, kinds[number % len(kinds)], rules, random)
        with transaction.atomic():
            for model, values in rows.items():
                copy_values(model, values)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _one(
    rows: Rows, zone: Zone, number: int, units: list[UUID], kind: UUID, rules: UUID, random: Random
) -> None:
    matter_id = new_id()
    raised = FIRST + timedelta(minutes=random.randrange(DAYS * 24 * 60))
    place, at, unit = 0, raised, random.choice(units)
    status, closed_at, round_ = MatterStatus.CLOSED, None, 1

    def move(name: Move, hours: float, **values: Any) -> None:
        nonlocal place, at
        place, at = place + 1, at + timedelta(hours=hours)
        rows[MatterMove].append(
            new_row(
                MatterMove, zone_id=zone.id, matter_id=matter_id, place=place, round=round_, move=name, at=at,
                by_name="测试", new_status=status, **values,
            )
        )  # fmt: skip

    def clock(name: ClockKind, began: datetime, limit: timedelta, ended: datetime | None) -> None:
        rows[MatterClock].append(
            new_row(
                MatterClock, zone_id=zone.id, matter_id=matter_id, kind=name, round=round_, held_by_id=unit,
                started_at=began, due_at=began + limit, ended_at=ended, kept=ended is not None,
                limit_amount=limit.days, limit_unit="calendar_day",
            )
        )  # fmt: skip

    move(Move.RAISE, 0)
    while True:
        began = at
        move(Move.DISPATCH, random.randrange(1, 30), unit_id=unit)
        if random.random() < 0.06:
            move(Move.RETURN, 5, reason="not_ours")
            unit = random.choice(units)
            move(Move.DISPATCH, 5, unit_id=unit)
        elif random.random() < 0.03:
            unit = random.choice(units)
            move(Move.TRANSFER, 5, unit_id=unit)
        move(Move.SIGN_FOR, 2)
        move(Move.REPLY, random.randrange(1, 60))
        clock(ClockKind.FIRST_REPLY, began, REPLY, at)
        if random.random() < 0.02:
            move(Move.ASK_HELP, 1)
        if random.random() < 0.1:
            status = MatterStatus.IN_HAND
            clock(ClockKind.WHOLE, began, WHOLE, None)
            break
        move(Move.REPORT_DONE, random.randrange(10, 300))
        clock(ClockKind.WHOLE, began, WHOLE, at)
        move(Move.CLOSE_OUT, 20)
        closed_at = at
        if random.random() < 0.4:
            move(Move.RATE, 10, reason=random.choice(Satisfaction.values))
        if round_ > 1 or random.random() > 0.03:
            break
        round_, closed_at = 2, None
        move(Move.REOPEN, 30)
    rows[Matter].append(
        new_row(
            Matter, id=matter_id, zone_id=zone.id, kind_id=kind, year=2018, sequence=number + 1,
            title=f"测试事项{number}", status=status, source=Source.DESK, raiser_name="测试", raised_at=raised,
            outcome=Outcome.SOLVED if status == MatterStatus.CLOSED else "", lead_unit_id=unit, rule_set_id=rules,
            round=round_, closed_at=closed_at if status == MatterStatus.CLOSED else None,
            excluded_reason="重复登记" if random.random() < 0.01 else "",
        )
    )  # fmt: skip
