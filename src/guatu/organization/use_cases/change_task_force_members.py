"""Let members into a task force and out of it."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import record, use_case
from guatu.organization.events import TaskForceMembersChanged
from guatu.organization.models import TaskForce, TaskForceMember
from guatu.organization.policies import may_manage_task_force
from guatu.organization.rules import DAY
from guatu.organization.use_cases.form_task_force import Seat, add_members, seat_faults


@use_case(may=may_manage_task_force)
def change_task_force_members(
    *,
    actor: Actor,
    task_force: TaskForce,
    on: date,
    joining: Sequence[Seat] = (),
    leaving: Collection[UUID] = (),
    reason: str = "",
) -> TaskForce:
    """From `on` on those joining are members; those leaving (ids of `TaskForceMember`) were so until the day before.

    Somebody may leave and join at once, with another role. Raises `InvalidInput` where nothing would change, where
    somebody is a member already, or would leave on or before their first day; `Refused` for a disbanded one.
    """
    if task_force.valid_to is not None:
        raise Refused(_("The task force “%s” has been disbanded.") % task_force.name)
    seats = list(
        TaskForceMember.objects.filter(
            zone_id=task_force.zone_id, task_force=task_force, valid_to__isnull=True
        ).select_related("person")
    )
    going = [member for member in seats if member.id in set(leaving)]
    staying = [member.person for member in seats if member.id not in set(leaving)]
    faults = seat_faults(joining, taken=staying)
    if len(going) != len(set(leaving)):
        faults["leaving"] = _("Somebody chosen is no longer a member. Look at the list again.")
    if not joining and not going:
        faults["seats"] = _("Choose who joins or who leaves.")
    if on < task_force.valid_from:
        faults["on"] = _("The task force was formed later.")
    for member in going:
        if on <= member.valid_from:
            faults["on"] = _("%s must have been a member for a day at least.") % member.person.name
    if faults:
        raise InvalidInput(faults)
    for member in going:
        member.valid_to = on - DAY
        member.save(update_fields=["valid_to"])
    add_members(task_force, joining, on)
    record(
        TaskForceMembersChanged(zone_id=task_force.zone_id, task_force_id=task_force.id),
        subject=task_force,
        changes={
            "members": ([m.person.name for m in going], [seat.person.name for seat in joining]),
            "valid_from": (None, on),
        },
        reason=reason,
        about=tuple({*(m.person_id for m in going), *(seat.person.id for seat in joining)}),
    )
    return task_force
