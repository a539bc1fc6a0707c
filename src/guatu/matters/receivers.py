"""Who hears of something: persons by their place beside a matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from guatu.core.clock import today
from guatu.matters.choices import Receiver
from guatu.matters.models.matter import Matter
from guatu.matters.policies import ASSIGN, DECIDE, DISPATCH, HANDLE, VERIFY
from guatu.organization.holders import holders_at, line_of, nearest_holders
from guatu.organization.places import unit_at
from guatu.organization.selectors import root_unit

# Whom an app above knows of beside a matter: asked where a receiver's own place has nobody.
_further: dict[Receiver, Callable[[Matter, date], list[UUID]]] = {}


def add_receiver(receiver: Receiver, persons: Callable[[Matter, date], list[UUID]]) -> None:
    """Called when an app is loaded."""
    _further[receiver] = persons


def persons_of(receivers: Iterable[str], matter: Matter) -> list[UUID]:
    """The persons behind the receivers of a rung, each once. Where a place beside the matter has nobody, whoever
    dispatches hears instead: a rung is never rung to an empty room."""
    day = today(matter.zone)
    found = [person for receiver in receivers for person in _persons(Receiver(receiver), matter, day)]
    return list(dict.fromkeys(found or _office(matter, day)))


def _persons(receiver: Receiver, matter: Matter, day: date) -> list[UUID]:
    match receiver:
        case Receiver.HANDLER:
            return [matter.handler_id] if matter.handler_id else at_unit(matter, day)
        case Receiver.UNIT:
            return at_unit(matter, day)
        case Receiver.DEPARTMENT:
            return _above(matter, day)
        case Receiver.GRID | Receiver.CENTRAL:
            there = _grid(matter, day) if receiver is Receiver.GRID else []
            asked = _further.get(receiver)
            return there or (asked(matter, day) if asked is not None else [])
        case Receiver.LEADERS:
            root = root_unit(matter.zone_id).id
            office = set(_office(matter, day))
            leaders = holders_at(matter.zone_id, ASSIGN, [root], day)
            return [person for person in leaders if person not in office] or leaders
        case _:
            return _office(matter, day)


def at_unit(matter: Matter, day: date) -> list[UUID]:
    """Those who handle matters at the lead unit, or at the next unit above that has somebody."""
    if matter.lead_unit_id is None:
        return _office(matter, day)
    return nearest_holders(matter.zone_id, HANDLE, matter.lead_unit_id, day)


def verifiers(matter: Matter, day: date) -> list[UUID]:
    unit_id = matter.lead_unit_id or root_unit(matter.zone_id).id
    return nearest_holders(matter.zone_id, VERIFY, unit_id, day)


def deciders(matter: Matter, day: date) -> list[UUID]:
    unit_id = matter.lead_unit_id or root_unit(matter.zone_id).id
    return nearest_holders(matter.zone_id, DECIDE, unit_id, day)


def dispatchers(matter: Matter, day: date) -> list[UUID]:
    """Those who dispatch at the unit that raised it, or above; the office where that is unknown."""
    unit_id = matter.raiser_unit_id or root_unit(matter.zone_id).id
    return nearest_holders(matter.zone_id, DISPATCH, unit_id, day)


def _office(matter: Matter, day: date) -> list[UUID]:
    return holders_at(matter.zone_id, DISPATCH, [root_unit(matter.zone_id).id], day)


def _above(matter: Matter, day: date) -> list[UUID]:
    if matter.lead_unit_id is None:
        return _office(matter, day)
    line = line_of(matter.zone_id, matter.lead_unit_id)
    return nearest_holders(matter.zone_id, DISPATCH, line[1] if len(line) > 1 else line[0], day)


def _grid(matter: Matter, day: date) -> list[UUID]:
    if matter.longitude is None or matter.latitude is None:
        return []
    answer = unit_at(matter.zone_id, float(matter.longitude), float(matter.latitude), day)
    return [answer.person_id] if answer is not None and answer.person_id is not None else []
