"""Freeze a project list at its cut-off."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now, today
from guatu.core.errors import Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.projects.events.lists import ListFrozen
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.policies.lists import may_manage_list


@use_case(may=may_manage_list)
def freeze_list(*, actor: Actor, project_list: ProjectList) -> ProjectList:
    """From now on entry and exit need a reason, and the definition stays. A cut-off left open becomes today.

    Raises `Refused` where the list is frozen already, where its cut-off is still to come, and where nothing
    stands on it.
    """
    one_at_a_time("projects.list", project_list.id)
    project_list.refresh_from_db()
    if project_list.frozen_at is not None:
        raise Refused(_("The list has been frozen already."), code="list_frozen")
    day = today(Zone.objects.get(id=project_list.zone_id))
    if project_list.cutoff is not None and project_list.cutoff > day:
        raise Refused(_("The cut-off of the list is still to come."), code="before_cutoff")
    count = ListMembership.objects.filter(
        zone_id=project_list.zone_id, list_id=project_list.id, left_on__isnull=True
    ).count()
    if not count:
        raise Refused(_("There is no project on the list to freeze."), code="list_empty")
    changes = change(project_list, frozen_at=now(), cutoff=project_list.cutoff or day)
    record(
        ListFrozen(
            zone_id=project_list.zone_id, list_id=project_list.id, year=project_list.year, projects=count
        ),
        subject=project_list,
        changes=changes,
    )
    return project_list
