"""Take a project off a list."""

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.projects.events.lists import ListLeft
from guatu.projects.models.lists import ListMembership
from guatu.projects.policies.lists import may_end_membership
from guatu.projects.use_cases.enter_list import LONGEST_REASON


@use_case(may=may_end_membership)
def leave_list(*, actor: Actor, membership: ListMembership, on: date, reason: str = "") -> ListMembership:
    """`on` is the project's last day on the list; the entry stays in the list's log.

    A frozen list asks for a `reason`. Raises `Refused` where the project has left, `InvalidInput` for a day that is
    still to come or lies before the entry.
    """
    one_at_a_time("projects.list", membership.list_id)
    membership = ListMembership.objects.select_related("list").get(
        zone_id=membership.zone_id, id=membership.id
    )
    project_list = membership.list
    if membership.left_on is not None:
        raise Refused(_("The project has left this list already."), code="left_list")
    faults = {}
    if on > today(Zone.objects.get(id=membership.zone_id)):
        faults["on"] = _("A project leaves a list on a day that has come.")
    elif on < membership.entered_on:
        faults["on"] = _("The project entered the list later than that.")
    if project_list.frozen_at is not None and not reason.strip():
        faults["reason"] = _("The list is frozen: say why the project leaves.")
    elif len(reason.strip()) > LONGEST_REASON:
        faults["reason"] = _("The reason has at most %s characters.") % LONGEST_REASON
    if faults:
        raise InvalidInput(faults)
    changes = change(membership, left_on=on, exit_reason=reason.strip())
    record(
        ListLeft(
            zone_id=membership.zone_id,
            list_id=membership.list_id,
            project_id=membership.project_id,
            left_on=on,
            frozen=project_list.frozen_at is not None,
        ),
        subject=project_list,
        changes={"project": (membership.project.name, None), **changes},
        reason=reason.strip(),
        about=(membership.project_id,),
    )
    return membership
