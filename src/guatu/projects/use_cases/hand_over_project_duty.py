"""Hand somebody's duty in a project over to somebody else."""

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.organization.models import Person
from guatu.organization.rules import DAY
from guatu.projects.events.duties import ProjectDutyHandedOver
from guatu.projects.models.project import ProjectDuty
from guatu.projects.policies.duties import may_hand_over_project_duty


@use_case(may=may_hand_over_project_duty)
def hand_over_project_duty(
    *, actor: Actor, duty: ProjectDuty, to: Person, on: date, reason: str = ""
) -> ProjectDuty:
    """`to` answers in the duty's role from `on` on; who did so until then stays on file up to the day before.

    Returns the new duty. Raises `Refused` for a duty that has ended; `InvalidInput` where `on` is in the future, or
    not after the duty's first day, or `to` holds the duty.
    """
    if duty.valid_to is not None:
        raise Refused(_("%s no longer answers for this.") % duty.person.name)
    faults = {}
    if to.id == duty.person_id:
        faults["to"] = _("%s answers for this already.") % to.name
    if on > today(Zone.objects.get(id=duty.zone_id)):
        faults["on"] = _("A duty is handed over on a day that has come.")
    elif on <= duty.valid_from:
        faults["on"] = _("%(person)s answers for “%(project)s” since that day or later.") % {
            "person": duty.person.name,
            "project": duty.project.name,
        }
    if faults:
        raise InvalidInput(faults)
    change(duty, valid_to=on - DAY)
    begun = ProjectDuty.objects.create(
        zone_id=duty.zone_id, project_id=duty.project_id, role=duty.role, person=to, valid_from=on
    )
    record(
        ProjectDutyHandedOver(
            zone_id=duty.zone_id,
            project_id=duty.project_id,
            role=duty.role,
            from_person_id=duty.person_id,
            to_person_id=to.id,
            valid_from=on,
        ),
        subject=begun,
        changes={
            "role": (duty.role, duty.role),
            "person": (duty.person.name, to.name),
            "valid_from": (None, on),
        },
        reason=reason,
        about=(duty.project_id, duty.person_id, to.id),
    )
    return begun
