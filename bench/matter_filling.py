"""Open matters in bulk: a few are made by the product's own use cases, then copied by COPY under ids of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.bulk import copy_values
from guatu.core.clock import CHINA, frozen_at, now
from guatu.core.ids import new_id
from guatu.core.models import Zone
from guatu.matters.models.clocks import MatterClock, MatterStanding
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.organization.choices import UnitType
from guatu.organization.models import Unit
from guatu.organization.powers import actor_for, system_actor
from guatu.organization.selectors import root_unit
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.create_post import create_post
from guatu.organization.use_cases.create_unit import create_unit
from guatu.organization.use_cases.open_zone import open_zone
from guatu.organization.use_cases.register_person import register_person

BLOCK = 20_000


def fill(code: str, *, total: int, due: int) -> Zone:
    """A zone with `total` open matters; `due` of them ring before tomorrow, the others not within a week."""
    zone = Zone(code=code, name="测试新区")
    console = system_actor("console", zone)
    open_zone(actor=console, zone=zone)
    unit = create_unit(actor=console, name="园区", type=UnitType.PARK, parent=root_unit(zone.id))
    clerk = _clerk(zone, console, unit)
    today = now().astimezone(CHINA)
    old = _one(zone, console, clerk, unit, today - timedelta(days=12))
    new = _one(zone, console, clerk, unit, today)
    MatterStanding.objects.filter(matter=old).update(next_at=today)
    _copy(old, due - 1)
    if total > due:
        MatterStanding.objects.filter(matter=new).update(next_at=today + timedelta(days=30))
        _copy(new, total - due - 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return zone


def _clerk(zone: Zone, console: Actor, unit: Unit) -> Actor:
    user = User.objects.create_user(f"clerk-{zone.code}", "a long enough password")
    person = register_person(actor=console, name="办事员", user=user)
    post = create_post(actor=console, unit=unit, title="办事员", roles=["clerk"])
    appoint_person(actor=console, person=person, post=post, valid_from=datetime(2010, 1, 1).date())  # noqa: DTZ001
    actor = actor_for(user, zone)
    if actor is None:
        raise LookupError("clerk")
    return actor


def _one(zone: Zone, console: Actor, clerk: Actor, unit: Unit, at: datetime) -> Matter:
    with frozen_at(at):
        matter = raise_matter(actor=clerk, kind=kind_coded("problem", zone.id), title="测试事项")
        matter = dispatch_matter(actor=console, matter=matter, unit=unit)
        matter = sign_for_matter(actor=clerk, matter=matter)
        reply_on_matter(actor=clerk, matter=matter, text="已安排")
        return matter


def _copy(pattern: Matter, count: int) -> None:
    last = (
        Matter.objects.filter(zone=pattern.zone, kind=pattern.kind, year=pattern.year)
        .latest("sequence")
        .sequence
    )
    parts = [(model, _values(model, pattern)) for model in (MatterMove, MatterClock, MatterStanding)]
    whole = _row(Matter.objects.get(id=pattern.id))
    for start in range(0, count, BLOCK):
        ids = [new_id() for _number in range(min(BLOCK, count - start))]
        copy_values(
            Matter,
            [whole | {"id": id_, "sequence": last + start + number + 1} for number, id_ in enumerate(ids)],
        )
        for model, rows in parts:
            copy_values(model, list(_under(rows, ids)))


def _under(rows: list[dict[str, Any]], ids: list[UUID]) -> Iterator[dict[str, Any]]:
    for id_ in ids:
        for row in rows:
            yield row | {"id": new_id(), "matter_id": id_}


def _values(model: type[Model], pattern: Matter) -> list[dict[str, Any]]:
    return [_row(row) for row in model._default_manager.filter(matter_id=pattern.id)]


def _row(instance: Model) -> dict[str, Any]:
    return {f.attname: getattr(instance, f.attname) for f in instance._meta.concrete_fields}
