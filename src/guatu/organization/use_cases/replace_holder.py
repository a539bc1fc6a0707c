"""Put somebody else into a post: one appointment ends, another begins, together or not at all."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import use_case
from guatu.organization.choices import AppointmentKind
from guatu.organization.duties import Duty, open_duties
from guatu.organization.models import Appointment, Person
from guatu.organization.policies import may_manage_appointment
from guatu.organization.rules import DAY
from guatu.organization.use_cases.appoint_person import appoint_person
from guatu.organization.use_cases.end_appointment import end_appointment


@dataclass(frozen=True, slots=True)
class HandOver:
    """What a change of holder leaves: the new appointment, and what the one who left still answers for."""

    appointment: Appointment
    open_duties: list[Duty]


@use_case(may=may_manage_appointment)
def replace_holder(
    *,
    actor: Actor,
    appointment: Appointment,
    successor: Person,
    on: date,
    kind: AppointmentKind | str = AppointmentKind.FULL,
    source: str = "",
    reason: str = "",
) -> HandOver:
    """`successor` holds the post from `on` on; `appointment` ends the day before.

    The duties are returned whether or not the one who left holds other posts. Raises `InvalidInput` where `on` is
    not after the first day of `appointment`, and whatever `appoint_person` raises.
    """
    if successor.id == appointment.person_id:
        raise InvalidInput({"successor": _("%s holds the post now.") % successor.name})
    if on <= appointment.valid_from:
        raise InvalidInput({"on": _("The one who holds the post must have held it for a day at least.")})
    end_appointment(actor=actor, appointment=appointment, valid_to=on - DAY, reason=reason)
    begun = appoint_person(
        actor=actor, person=successor, post=appointment.post, valid_from=on, kind=kind, source=source
    )
    return HandOver(begun, open_duties(actor=actor, person_ids=[appointment.person_id]))
