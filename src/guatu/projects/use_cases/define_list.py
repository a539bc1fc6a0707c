"""Define a project list, or change the definition of one that is not frozen."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, NotFound, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import ListLevel
from guatu.projects.details import YEARS
from guatu.projects.events.lists import ListDefined
from guatu.projects.models.lists import ProjectList
from guatu.projects.policies.lists import may_manage_lists


@use_case(may=may_manage_lists)
def define_list(
    *,
    actor: Actor,
    name: str,
    level: str,
    year: int,
    cutoff: date | None = None,
    project_list: ProjectList | None = None,
) -> ProjectList:
    """A list of `year`, new or (`project_list`) with another definition.

    The name is kept as it is worded: “市级以上” and “市级” are two lists. Raises `InvalidInput` for a taken name, an
    unknown level, a cut-off that is not in the year or the one before; `Refused` for a frozen list.
    """
    one_at_a_time("projects.lists", actor.zone_id)
    name = name.strip()
    others = ProjectList.objects.filter(zone_id=actor.zone_id, year=year, name=name)
    if project_list is not None:
        if project_list.zone_id != actor.zone_id:
            raise NotFound("project list")
        if project_list.frozen_at is not None:
            raise Refused(_("The list is frozen; its definition stays as it was."), code="list_frozen")
        others = others.exclude(id=project_list.id)
    faults: dict[str, Any] = {}
    if not name:
        faults["name"] = _("A list needs a name.")
    elif others.exists():
        faults["name"] = _("There is already a list of this name in %s.") % year
    if level not in ListLevel:
        faults["level"] = _("expected one of: %s") % ", ".join(ListLevel.values)
    if year not in YEARS:
        faults["year"] = _("expected a year such as 2018")
    elif cutoff is not None and cutoff.year not in (year - 1, year):
        faults["cutoff"] = _("The cut-off of a list lies in its year or the year before.")
    if faults:
        raise InvalidInput(faults)
    values = {"name": name, "level": level, "year": year, "cutoff": cutoff}
    if project_list is None:
        project_list = ProjectList.objects.create(zone_id=actor.zone_id, **values)
        changes = {field: (None, value) for field, value in values.items() if value is not None}
    else:
        changes = change(project_list, **values)
    if changes:
        record(
            ListDefined(zone_id=actor.zone_id, list_id=project_list.id, year=year),
            subject=project_list,
            changes=changes,
        )
    return project_list
