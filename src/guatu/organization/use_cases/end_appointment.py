"""End an appointment."""

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.organization.duties import Duty, open_duties
from guatu.organization.events import AppointmentEnded
from guatu.organization.models import Appointment
from guatu.organization.policies import may_manage_appointment


@use_case(may=may_manage_appointment)
def end_appointment(
    *, actor: Actor, appointment: Appointment, valid_to: date, reason: str = ""
) -> list[Duty]:
    """`valid_to` is the last day; an end that is on file already can be put right the same way.

    Returns what the person still answers for where no other appointment goes on after that day, for hand-over.
    Raises `InvalidInput` where the last day lies before the first.
    """
    if valid_to < appointment.valid_from:
        raise InvalidInput({"valid_to": _("The appointment would end before it begins.")})
    changes = change(appointment, valid_to=valid_to)
    if changes:
        record(
            AppointmentEnded(
                zone_id=appointment.zone_id,
                person_id=appointment.person_id,
                post_id=appointment.post_id,
                valid_to=valid_to,
            ),
            subject=appointment,
            changes=changes,
            reason=reason,
            about=(appointment.person_id, appointment.post_id, appointment.post.unit_id),
        )
    return (
        []
        if _goes_on(appointment, valid_to)
        else open_duties(actor=actor, person_ids=[appointment.person_id])
    )


def _goes_on(ended: Appointment, after: date) -> bool:
    others = Appointment.objects.filter(zone_id=ended.zone_id, person_id=ended.person_id).exclude(id=ended.id)
    return any(other.valid_to is None or other.valid_to > after for other in others)
