"""Appoint a person to a post."""

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.organization.choices import AppointmentKind
from guatu.organization.events import PersonAppointed
from guatu.organization.models import Appointment, Person, Post
from guatu.organization.policies import may_manage_posts


@use_case(may=may_manage_posts)
def appoint_person(
    *,
    actor: Actor,
    person: Person,
    post: Post,
    valid_from: date,
    valid_to: date | None = None,
    kind: AppointmentKind | str = AppointmentKind.FULL,
    source: str = "",
) -> Appointment:
    """`person` holds `post` from `valid_from` on. Somebody else may too: the register shows the conflict."""
    if valid_to is not None and valid_to < valid_from:
        raise InvalidInput({"valid_to": _("The appointment would end before it begins.")})
    appointment = Appointment.objects.create(
        zone_id=actor.zone_id,
        person=person,
        post=post,
        valid_from=valid_from,
        valid_to=valid_to,
        kind=kind,
        source=source,
    )
    record(
        PersonAppointed(zone_id=actor.zone_id, person_id=person.id, post_id=post.id, valid_from=valid_from),
        subject=appointment,
        about=(person.id, post.id, post.unit_id),
    )
    return appointment
