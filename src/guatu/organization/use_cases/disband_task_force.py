"""Disband a task force."""

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.organization.events import TaskForceDisbanded
from guatu.organization.models import TaskForce, TaskForceMember
from guatu.organization.policies import may_manage_task_force


@use_case(may=may_manage_task_force)
def disband_task_force(*, actor: Actor, task_force: TaskForce, valid_to: date, reason: str = "") -> TaskForce:
    """`valid_to` is its last day, and that of its members. Raises `InvalidInput` for a day before a member joined,
    `Refused` for one disbanded already.
    """
    if task_force.valid_to is not None:
        raise Refused(_("The task force “%s” has been disbanded.") % task_force.name)
    members = list(
        TaskForceMember.objects.filter(
            zone_id=task_force.zone_id, task_force=task_force, valid_to__isnull=True
        )
    )
    begun = max([task_force.valid_from, *(member.valid_from for member in members)])
    if valid_to < begun:
        raise InvalidInput({"valid_to": _("Somebody joined after that day.")})
    changes = change(task_force, valid_to=valid_to)
    for member in members:
        member.valid_to = valid_to
        member.save(update_fields=["valid_to"])
    record(
        TaskForceDisbanded(zone_id=task_force.zone_id, task_force_id=task_force.id, disbanded_on=valid_to),
        subject=task_force,
        changes=changes,
        reason=reason,
        about=(task_force.unit_id, *(member.person_id for member in members)),
    )
    return task_force
