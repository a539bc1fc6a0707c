"""Who holds a power at a unit on a day: whom to tell, whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from guatu.organization.models import Appointment, Unit
from guatu.organization.powers import held_on, role_permissions


def line_of(zone_id: UUID, unit_id: UUID) -> list[UUID]:
    """The unit and everything above it, up to the root (one query)."""
    parents = dict(Unit.objects.filter(zone_id=zone_id).values_list("id", "parent_id"))
    line: list[UUID] = []
    at: UUID | None = unit_id
    while at is not None and at in parents and at not in line:
        line.append(at)
        at = parents[at]
    return line


def holders_at(zone_id: UUID, permission: str, units: Sequence[UUID], day: date) -> list[UUID]:
    """Ids of the persons with a post *in* one of `units` that carries `permission` on `day`, in the units' order."""
    found = holders_of(zone_id, permission, units, day)
    return list(dict.fromkeys(person_id for unit_id in units for person_id in found.get(unit_id, ())))


def holders_of(zone_id: UUID, permission: str, units: Sequence[UUID], day: date) -> dict[UUID, list[UUID]]:
    """The same by unit, in the order of their ids (one query); a unit that has nobody is left out."""
    roles = [role for role, permissions in role_permissions().items() if permission in permissions]
    rows = Appointment.objects.filter(
        held_on(day), zone_id=zone_id, post__unit_id__in=list(units), post__roles__overlap=roles
    ).values_list("post__unit_id", "person_id")
    found: dict[UUID, list[UUID]] = {}
    for unit_id, person_id in sorted(set(rows)):
        found.setdefault(unit_id, []).append(person_id)
    return found


def nearest_holders(zone_id: UUID, permission: str, unit_id: UUID, day: date) -> list[UUID]:
    """The holders at the unit itself, or where it has none at the next unit above that has."""
    line = line_of(zone_id, unit_id)
    found = holders_of(zone_id, permission, line, day)
    return next((found[unit] for unit in line if unit in found), [])
