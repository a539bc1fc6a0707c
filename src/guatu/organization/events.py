"""What can happen to the organisation."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ZoneCreated(Event):
    name = "organization.zone.created"
    sentence = _("opened the zone")

    code: str


@dataclass(frozen=True, kw_only=True)
class UnitCreated(Event):
    name = "organization.unit.created"
    sentence = _("created the unit")

    unit_id: UUID


@dataclass(frozen=True, kw_only=True)
class UnitEdited(Event):
    name = "organization.unit.edited"
    sentence = _("edited the unit")

    unit_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(Event):
    name = "organization.person.registered"
    sentence = _("entered the person in the register")

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PostCreated(Event):
    name = "organization.post.created"
    sentence = _("created the post")

    post_id: UUID


@dataclass(frozen=True, kw_only=True)
class PersonAppointed(Event):
    name = "organization.person.appointed"
    sentence = _("appointed to a post")

    person_id: UUID
    post_id: UUID
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Event):
    name = "organization.appointment.ended"
    sentence = _("ended an appointment")

    person_id: UUID
    post_id: UUID
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class TaskForceFormed(Event):
    name = "organization.task_force.formed"
    sentence = _("formed the task force")

    task_force_id: UUID


@dataclass(frozen=True, kw_only=True)
class TaskForceMembersChanged(Event):
    name = "organization.task_force.members_changed"
    sentence = _("changed the members of the task force")

    task_force_id: UUID
