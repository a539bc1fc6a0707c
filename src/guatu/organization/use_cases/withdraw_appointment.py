"""Withdraw an appointment that has not begun."""

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import Refused
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.organization.events import AppointmentWithdrawn
from guatu.organization.models import Appointment
from guatu.organization.policies import may_manage_appointment


@use_case(may=may_manage_appointment)
def withdraw_appointment(*, actor: Actor, appointment: Appointment, reason: str) -> None:
    """Nobody ever held the post by it, so the row goes; the record keeps what it said and why it went.

    Raises `Refused` for one that has begun: that one is ended, and stays on file.
    """
    day = today(Zone.objects.get(id=appointment.zone_id))
    if appointment.valid_from <= day:
        raise Refused(_("This appointment has begun. End it instead; who held the post stays on file."))
    record(
        AppointmentWithdrawn(
            zone_id=appointment.zone_id,
            person_id=appointment.person_id,
            post_id=appointment.post_id,
            valid_from=appointment.valid_from,
        ),
        subject=appointment,
        changes={"valid_from": (appointment.valid_from, None)},
        reason=reason,
        about=(appointment.person_id, appointment.post_id, appointment.post.unit_id),
    )
    appointment.delete()
