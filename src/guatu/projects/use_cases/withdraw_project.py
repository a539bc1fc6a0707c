"""Withdraw a project: it is built no more, and leaves every list."""

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.projects.events.lists import ListLeft
from guatu.projects.events.projects import ProjectWithdrawn
from guatu.projects.models.lists import ListMembership
from guatu.projects.models.project import Project
from guatu.projects.policies.projects import may_withdraw_project


@use_case(may=may_withdraw_project)
def withdraw_project(*, actor: Actor, project: Project, on: date, reason: str) -> Project:
    """From `on` on the project counts nowhere; its lists keep it in their log, with the reason.

    Raises `Refused` where it is withdrawn or finished; `InvalidInput` without a reason or for a day to come.
    """
    if project.withdrawn_on is not None:
        raise Refused(_("The project has been withdrawn already."), code="withdrawn")
    if project.actual_finish is not None:
        raise Refused(_("The project is finished; what is built cannot be withdrawn."), code="finished")
    faults = {}
    if on > today(Zone.objects.get(id=project.zone_id)):
        faults["on"] = _("A project is withdrawn on a day that has come.")
    if not reason.strip():
        faults["reason"] = _("Say why the project is withdrawn, and who decided.")
    if faults:
        raise InvalidInput(faults)
    changes = change(project, withdrawn_on=on)
    record(
        ProjectWithdrawn(zone_id=project.zone_id, project_id=project.id, withdrawn_on=on),
        subject=project,
        changes=changes,
        reason=reason.strip(),
    )
    members = ListMembership.objects.filter(
        zone_id=project.zone_id, project_id=project.id, left_on__isnull=True
    ).select_related("list")
    for membership in members:
        left = max(on, membership.entered_on)
        record(
            ListLeft(
                zone_id=project.zone_id,
                list_id=membership.list_id,
                project_id=project.id,
                left_on=left,
                frozen=membership.list.frozen_at is not None,
            ),
            subject=membership.list,
            changes=change(membership, left_on=left, exit_reason=reason.strip()[:200]),
            reason=reason.strip(),
            about=(project.id,),
        )
    return project
