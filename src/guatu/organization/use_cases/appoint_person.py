"""Appoint a person to a post."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import record, use_case
from guatu.organization.choices import AppointmentKind
from guatu.organization.events import PersonAppointed
from guatu.organization.models import Appointment, Person, Post
from guatu.organization.policies import held_or_coming, may_manage_post
from guatu.organization.roles import ADMINISTRATORS
from guatu.organization.rules import Period


@use_case(may=may_manage_post)
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
    """`person` holds `post` from `valid_from` on. Somebody else may too: the register shows the conflict.

    Raises `InvalidInput` for dates at fault, or where the person holds the post on some of these days already;
    `Refused` where somebody would appoint themselves, or the post is abolished by then.
    """
    if actor.person_id is not None and actor.person_id == person.id:
        raise Refused(
            _("Nobody appoints themselves. Ask somebody else who manages posts."), code="own_appointment"
        )
    period = Period(valid_from, valid_to)
    faults: dict[str, str] = {}
    if kind not in AppointmentKind:
        faults["kind"] = _("“%s” is not a way to hold a post.") % kind
    if period.is_backwards:
        faults["valid_to"] = _("The appointment would end before it begins.")
    elif _overlapping(person, post, period):
        faults["person"] = _("%s holds this post on some of these days already.") % person.name
    if post.abolished_on is not None and (valid_to is None or valid_to >= post.abolished_on):
        faults["post"] = _("The post “%s” has been abolished.") % post.title
    if faults:
        raise InvalidInput(faults)
    keep_administrators_apart(person, post.roles, but=post)
    appointment = Appointment.objects.create(
        zone_id=actor.zone_id,
        person=person,
        post=post,
        valid_from=valid_from,
        valid_to=valid_to,
        kind=kind,
        source=source.strip(),
    )
    record(
        PersonAppointed(zone_id=actor.zone_id, person_id=person.id, post_id=post.id, valid_from=valid_from),
        subject=appointment,
        changes={
            "kind": (None, str(kind)),
            "valid_from": (None, valid_from),
            **({"valid_to": (None, valid_to)} if valid_to else {}),
            **({"source": (None, appointment.source)} if appointment.source else {}),
        },
        about=(person.id, post.id, post.unit_id),
    )
    return appointment


def keep_administrators_apart(person: Person, roles: Collection[str], *, but: Post) -> None:
    """Raises `Refused` where the person would be an administrator and anything else: another of the three, or
    somebody who works with what they administer. `but`: the post that carries `roles`."""
    others = held_or_coming(person).exclude(post_id=but.id).values_list("post__roles", flat=True)
    together = {*roles, *(role for held in others for role in held)}
    if len(together) > 1 and not ADMINISTRATORS.isdisjoint(together):
        raise Refused(
            _("%s would be an administrator and hold another role beside it.") % person.name,
            code="administrators_apart",
        )


def _overlapping(person: Person, post: Post, period: Period) -> bool:
    same = Appointment.objects.filter(zone_id=post.zone_id, post=post, person=person)
    same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=period.first))
    return (same.filter(valid_from__lte=period.last) if period.last else same).exists()
