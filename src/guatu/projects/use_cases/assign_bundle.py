"""Name who answers for a project: lead official, liaison, task force."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.organization.models import Person, TaskForce
from guatu.organization.rules import DAY
from guatu.projects.choices import DutyRole
from guatu.projects.events.bundle import BundleAssigned
from guatu.projects.models.project import Project, ProjectDuty
from guatu.projects.policies.bundle import may_assign_bundle
from guatu.projects.rules.bundle import is_at_work


@dataclass(frozen=True, kw_only=True, slots=True)
class Bundle:
    """Who answers; None where nobody does. The fourth part, the plan, is committed by approving it."""

    lead_official: Person | None
    liaison: Person | None
    task_force: TaskForce | None

    def holder(self, role: DutyRole) -> Person | None:
        return self.lead_official if role is DutyRole.LEAD_OFFICIAL else self.liaison


@use_case(may=may_assign_bundle)
def assign_bundle(*, actor: Actor, project: Project, bundle: Bundle, on: date, reason: str = "") -> Project:
    """From `on` on these answer for the project. Whoever did so until then stays on file up to the day before.

    One holder of each role at a time. A naming that is put right on its own first day replaces the name. Nothing is
    recorded where nothing differs. Raises `InvalidInput` for a day to come, or one before the present holder began,
    somebody of another zone, or a task force that is not at work; `Refused` for a withdrawn project.
    """
    if project.withdrawn_on is not None:
        raise Refused(_("Nobody is named for a withdrawn project."), code="withdrawn")
    one_at_a_time("projects.bundle", project.id)
    held = {
        DutyRole(duty.role): duty
        for duty in ProjectDuty.objects.filter(
            zone_id=project.zone_id, project_id=project.id, valid_to__isnull=True
        ).select_related("person")
    }
    moving = [role for role in DutyRole if _person_id(held.get(role)) != _id(bundle.holder(role))]
    faults = _faults(project, bundle, on, [held[role] for role in moving if role in held])
    if faults:
        raise InvalidInput(faults)
    changes: dict[str, tuple[Any, Any]] = {}
    about = [project.id]
    for role in moving:
        former, holder = held.get(role), bundle.holder(role)
        changes[role.value] = (former.person.name if former else None, holder.name if holder else None)
        about += [person_id for person_id in (_person_id(former), _id(holder)) if person_id is not None]
        _hand_on(project, role, former, holder, on)
    changes |= change(project, task_force=bundle.task_force)
    if changes:
        record(
            BundleAssigned(
                zone_id=project.zone_id,
                project_id=project.id,
                lead_official_id=_id(bundle.lead_official),
                liaison_id=_id(bundle.liaison),
                task_force_id=_id(bundle.task_force),
                on=on,
            ),
            subject=project,
            changes=changes,
            reason=reason.strip(),
            about=tuple(dict.fromkeys(about[1:])),
        )
    return project


def _hand_on(
    project: Project, role: DutyRole, former: ProjectDuty | None, holder: Person | None, on: date
) -> None:
    if former is not None and former.valid_from == on and holder is not None:
        change(former, person=holder)
        return
    if former is not None:
        change(former, valid_to=max(on - DAY, former.valid_from))
    if holder is not None:
        ProjectDuty.objects.create(
            zone_id=project.zone_id, project=project, role=role, person=holder, valid_from=on
        )


def _faults(project: Project, bundle: Bundle, on: date, ending: list[ProjectDuty]) -> dict[str, Any]:
    faults: dict[str, Any] = {}
    if on > today(Zone.objects.get(id=project.zone_id)):
        faults["on"] = _("Somebody is named from a day that has come.")
    later = [duty for duty in ending if duty.valid_from > on]
    if later:
        faults["on"] = _("%(person)s answers for the project since a later day than that.") % {
            "person": later[0].person.name
        }
    for role in DutyRole:
        person = bundle.holder(role)
        if person is not None and person.zone_id != project.zone_id:
            faults[role.value] = _("expected somebody of this zone")
    force = bundle.task_force
    if force is not None and force.id != project.task_force_id:
        if force.zone_id != project.zone_id:
            faults["task_force"] = _("expected a task force of this zone")
        elif not is_at_work(force.valid_from, force.valid_to, on):
            faults["task_force"] = _("“%s” is not at work on that day.") % force.name
    return faults


def _person_id(duty: ProjectDuty | None) -> Any:
    return duty.person_id if duty is not None else None


def _id(thing: Person | TaskForce | None) -> Any:
    return thing.id if thing is not None else None
