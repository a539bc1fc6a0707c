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
    roles = [role for role, permissions in role_permissions().items() if permission in permissions]
    rows = Appointment.objects.filter(
        held_on(day), zone_id=zone_id, post__unit_id__in=list(units), post__roles__overlap=roles
    ).values_list("post__unit_id", "person_id")
    place = {unit_id: number for number, unit_id in enumerate(units)}
    found = sorted(rows, key=lambda row: (place[row[0]], row[1]))
    return list(dict.fromkeys(person_id for _unit, person_id in found))


def nearest_holders(zone_id: UUID, permission: str, unit_id: UUID, day: date) -> list[UUID]:
    """The holders at the unit itself, or where it has none at the next unit above that has."""
    for unit in line_of(zone_id, unit_id):
        found = holders_at(zone_id, permission, [unit], day)
        if found:
            return found
    return []
