"""Form a task force 专班."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.organization.choices import MemberRole
from guatu.organization.events import TaskForceFormed
from guatu.organization.models import Person, TaskForce, TaskForceMember, Unit
from guatu.organization.policies import may_create_task_force


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place in a task force, and the unit that sends them."""

    person: Person
    role: MemberRole | str = MemberRole.MEMBER
    unit: Unit | None = None


@use_case(may=may_create_task_force)
def form_task_force(
    *, actor: Actor, name: str, unit: Unit, valid_from: date, seats: Sequence[Seat] = ()
) -> TaskForce:
    """A new task force led from `unit`, with its first members. Raises `InvalidInput` for a name missing or taken
    and for somebody named twice.
    """
    name = name.strip()
    faults = {}
    if not name:
        faults["name"] = _("A task force needs a name.")
    elif TaskForce.objects.filter(zone_id=actor.zone_id, name=name).exists():
        faults["name"] = _("There is, or was, a task force “%s”.") % name
    faults |= seat_faults(seats, taken=())
    if faults:
        raise InvalidInput(faults)
    task_force = TaskForce.objects.create(zone_id=actor.zone_id, name=name, unit=unit, valid_from=valid_from)
    add_members(task_force, seats, valid_from)
    record(
        TaskForceFormed(zone_id=actor.zone_id, task_force_id=task_force.id),
        subject=task_force,
        changes={
            "valid_from": (None, valid_from),
            **({"members": (None, [seat.person.name for seat in seats])} if seats else {}),
        },
        about=(unit.id, *(seat.person.id for seat in seats)),
    )
    return task_force


def seat_faults(seats: Sequence[Seat], *, taken: Sequence[Person]) -> dict[str, str]:
    """Somebody named twice, or a role unknown; `taken` are those who are members already."""
    seen = {person.id for person in taken}
    for seat in seats:
        if seat.role not in MemberRole:
            return {"seats": _("“%s” is not a role in a task force.") % seat.role}
        if seat.person.id in seen:
            return {"seats": _("%s is a member already.") % seat.person.name}
        seen.add(seat.person.id)
    return {}


def add_members(task_force: TaskForce, seats: Sequence[Seat], valid_from: date) -> None:
    """Write the seats; called by the use cases that record them."""
    for seat in seats:
        TaskForceMember.objects.create(
            zone_id=task_force.zone_id,
            task_force=task_force,
            person=seat.person,
            unit=seat.unit,
            role=seat.role,
            valid_from=valid_from,
        )
