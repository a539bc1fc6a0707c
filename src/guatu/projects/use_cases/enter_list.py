"""Put projects on a list."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Fault, InvalidInput, NotFound
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.projects.events.lists import ListEntered
from guatu.projects.models.lists import ListMembership, ProjectList
from guatu.projects.models.project import Project
from guatu.projects.policies.lists import may_manage_list
from guatu.projects.selectors.projects import visible_projects

_OPEN = Q(left_on__isnull=True)
LONGEST_REASON = 200


@use_case(may=may_manage_list)
def enter_list(
    *, actor: Actor, project_list: ProjectList, projects: Sequence[Project], on: date, reason: str = ""
) -> list[ListMembership]:
    """The projects stand on the list from `on` on: all of them, or (`InvalidInput`) none.

    A frozen list asks for a `reason`. A project may stand on several lists, on one only once; having left, it may
    come back. Raises `NotFound` for a project that the actor may not see.
    """
    one_at_a_time("projects.list", project_list.id)
    project_list.refresh_from_db()
    ids = [project.id for project in projects]
    known = {p.id: p for p in visible_projects(actor=actor).filter(id__in=ids)}
    if len(known) < len(set(ids)):
        raise NotFound("project")
    entering = [known[project_id] for project_id in dict.fromkeys(ids)]
    faults = _faults(project_list, entering, on, reason)
    if faults:
        raise InvalidInput(faults)
    entered = []
    for project in entering:
        membership = ListMembership.objects.create(
            zone_id=project_list.zone_id,
            list=project_list,
            project=project,
            entered_on=on,
            entry_reason=reason.strip(),
        )
        record(
            ListEntered(
                zone_id=project_list.zone_id,
                list_id=project_list.id,
                project_id=project.id,
                entered_on=on,
                frozen=project_list.frozen_at is not None,
            ),
            subject=project_list,
            changes={"project": (None, project.name), "entered_on": (None, on)},
            reason=reason.strip(),
            about=(project.id,),
        )
        entered.append(membership)
    return entered


def _faults(project_list: ProjectList, projects: Sequence[Project], on: date, reason: str) -> list[Fault]:
    faults = []
    if not projects:
        faults.append(Fault("projects", _("Choose at least one project.")))
    if on > today(Zone.objects.get(id=project_list.zone_id)):
        faults.append(Fault("on", _("A project enters a list on a day that has come.")))
    if project_list.frozen_at is not None and not reason.strip():
        faults.append(Fault("reason", _("The list is frozen: say why the project still enters.")))
    if len(reason.strip()) > LONGEST_REASON:
        faults.append(Fault("reason", _("The reason has at most %s characters.") % LONGEST_REASON))
    before = {
        row["project_id"]: (row["open"], row["left"])
        for row in ListMembership.objects.filter(
            zone_id=project_list.zone_id, list=project_list, project_id__in=[p.id for p in projects]
        )
        .order_by()
        .values("project_id")
        .annotate(left=Max("left_on"), open=Max("entered_on", filter=_OPEN))
    }
    for project in projects:
        is_open, left = before.get(project.id, (None, None))
        if project.withdrawn_on is not None:
            faults.append(Fault("projects", _("“%s” has been withdrawn.") % project.name))
        elif is_open is not None:
            faults.append(Fault("projects", _("“%s” stands on the list already.") % project.name))
        elif left is not None and on <= left:
            faults.append(Fault("on", _("“%s” was still on the list on that day.") % project.name))
    return faults
