"""Matters in bulk: a few are made by the product's own use cases, then copied by COPY under ids of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Max, Model

from guatu.core.actor import Actor
from guatu.core.bulk import copy_values
from guatu.core.clock import frozen_at
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
from guatu.organization.models import Unit
from guatu.organization.powers import system_actor

BLOCK = 20_000
# How many days ago the matters of each unit were raised: of one such age, some are late and some are not.
_AGES = (12, 2)
_THERE: Mapping[Any, Any] = MappingProxyType({})


def fill_matters(
    zone: Zone, parks: Sequence[Unit], clerks: Sequence[Actor], count: int, *, now: datetime
) -> None:
    """Open problems, shared among the parks, half of them old; `count` in all, or none for 0.

    One of each age is made in the first park; the others of that age are copies, there and in the other parks.
    """
    patterns: dict[int, Matter] = {}
    pairs = [(park, clerk, age) for park, clerk in zip(parks, clerks, strict=True) for age in _AGES]
    for number, (park, clerk, age) in enumerate(pairs):
        share = count // len(pairs) + (number < count % len(pairs))
        if age not in patterns and share:
            patterns[age], share = replied_matter(zone, clerk, park, now - timedelta(days=age)), share - 1
        if share:
            elsewhere = {
                parks[0].id: park.id,
                clerks[0].person_id: clerk.person_id,
                clerks[0].name: clerk.name,
            }
            copy_matter(patterns[age], share, elsewhere)


def replied_matter(zone: Zone, clerk: Actor, park: Unit, at: datetime) -> Matter:
    """A problem that was raised, dispatched, signed for and answered at that moment."""
    with frozen_at(at):
        matter = raise_matter(actor=clerk, kind=kind_coded("problem", zone.id), title="事项（虚构）")
        matter = dispatch_matter(actor=system_actor("console", zone), matter=matter, unit=park)
        matter = sign_for_matter(actor=clerk, matter=matter)
        reply_on_matter(actor=clerk, matter=matter, text="已安排（虚构）")
        return matter


def copy_matter(pattern: Matter, count: int, elsewhere: Mapping[Any, Any] = _THERE) -> None:
    """`count` more like it, with its moves, clocks and standing, each with a number of its own. `elsewhere`: the values
    of its place and people → those of another."""
    numbered = Matter.objects.filter(zone_id=pattern.zone_id, kind_id=pattern.kind_id, year=pattern.year)
    last = numbered.aggregate(last=Max("sequence"))["last"]
    parts = [
        (model, _values(model, pattern, elsewhere)) for model in (MatterMove, MatterClock, MatterStanding)
    ]
    whole = _row(Matter.objects.get(zone_id=pattern.zone_id, id=pattern.id), elsewhere)
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


def _values(model: type[Model], pattern: Matter, elsewhere: Mapping[Any, Any]) -> list[dict[str, Any]]:
    rows = model._default_manager.filter(zone_id=pattern.zone_id, matter_id=pattern.id)
    return [_row(row, elsewhere) for row in rows]


def _row(instance: Model, elsewhere: Mapping[Any, Any]) -> dict[str, Any]:
    values = {f.attname: getattr(instance, f.attname) for f in instance._meta.concrete_fields}
    return {name: elsewhere.get(value, value) for name, value in values.items()}
