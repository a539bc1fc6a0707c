"""Reading the organisation: units, persons, task forces, and what somebody may see live.

Who holds what on a day is read in `roster`.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import NotAllowed, NotFound
from guatu.core.models import Zone
from guatu.core.walls import every_zone_open, zone_open
from guatu.core.zoned import ZonedModel, ZonedQuerySet
from guatu.figures.asking import UnitTree
from guatu.organization.models import (
    Appointment,
    Person,
    Post,
    TaskForce,
    TaskForceMember,
    Unit,
    UnitAlias,
)
from guatu.organization.policies import MOBILES, VIEW
from guatu.organization.powers import actor_for, held_on

M = TypeVar("M", bound=ZonedModel)


def zones_of(user: User) -> list[Zone]:
    """The zones in which the user holds a post today, each by its own clock."""
    with every_zone_open("somebody who signs in has chosen no zone yet"):
        persons = Person.objects.filter(user=user).values_list("zone_id", "id")
        zones = Zone.objects.filter(id__in=[zone_id for zone_id, _ in persons])
        person_ids = dict(persons)
        return [
            zone
            for zone in zones
            if Appointment.objects.filter(
                held_on(today(zone)), zone=zone, person_id=person_ids[zone.id]
            ).exists()
        ]


def _seen(model: type[M], actor: Actor) -> QuerySet[M]:
    """A roster is known to everyone who works in the zone; nobody else learns of it."""
    if not actor.may(VIEW):
        raise NotAllowed(VIEW)
    return _rows(model, actor)


def _rows(model: type[M], actor: Actor) -> QuerySet[M]:
    """The same for looking one up, which for nobody else is there."""
    rows: QuerySet[M] = ZonedQuerySet(model).filter(zone_id=actor.zone_id)
    return rows if actor.may(VIEW) else rows.none()


def _found(rows: QuerySet[M], object_id: UUID) -> M:
    row = rows.filter(id=object_id).first()
    if row is None:
        raise NotFound(rows.model._meta.model_name)
    return row


def units(*, actor: Actor) -> QuerySet[Unit]:
    """The zone's units, the closed ones too."""
    return _seen(Unit, actor)


def open_units(*, actor: Actor) -> QuerySet[Unit]:
    """The units that are not closed."""
    return units(actor=actor).filter(closed_on__isnull=True)


def unit_tree(zone_id: UUID) -> UnitTree:
    """The zone's units as figures need to know them (one query)."""
    rows = list(Unit.objects.filter(zone_id=zone_id).values_list("id", "parent_id", "type", "name"))
    return UnitTree(
        parents={row[0]: row[1] for row in rows},
        types={row[0]: row[2] for row in rows},
        names={row[0]: row[3] for row in rows},
    )


def root_unit(zone_id: UUID) -> Unit:
    """The zone's own authority."""
    return Unit.objects.get(zone_id=zone_id, parent=None)


def get_unit(unit_id: UUID, *, actor: Actor) -> Unit:
    return _found(_rows(Unit, actor).select_related("parent"), unit_id)


def get_unit_alias(alias_id: UUID, *, actor: Actor) -> UnitAlias:
    return _found(_rows(UnitAlias, actor).select_related("unit"), alias_id)


def find_unit_by_name(zone_id: UUID, name: str) -> Unit | None:
    """The unit with that name, short name or alias."""
    return (
        Unit.objects.filter(zone_id=zone_id)
        .filter(Q(name=name) | Q(short_name=name) | Q(aliases__name=name))
        .order_by("id")
        .first()
    )


def get_post(post_id: UUID, *, actor: Actor) -> Post:
    return _found(_rows(Post, actor).select_related("unit"), post_id)


def get_appointment(appointment_id: UUID, *, actor: Actor) -> Appointment:
    return _found(_rows(Appointment, actor).select_related("person", "post__unit"), appointment_id)


def people(*, actor: Actor) -> QuerySet[Person]:
    """Everybody in the zone's register."""
    return _seen(Person, actor)


def get_person(person_id: UUID, *, actor: Actor) -> Person:
    return _found(_rows(Person, actor).select_related("user"), person_id)


def with_posts_on(persons: QuerySet[Person], day: date) -> QuerySet[Person]:
    """Prefetch the posts held on `day`, as `person.current` (one further query)."""
    current = (
        Appointment.objects.filter(held_on(day))
        .select_related("post__unit")
        .order_by("post__unit__order", "post__order")
    )
    return persons.prefetch_related(Prefetch("appointments", queryset=current, to_attr="current"))


def people_named(words: str, *, actor: Actor) -> QuerySet[Person]:
    """Persons whose name holds `words`, or whose telephone number, for those who see it: others could guess at it."""
    found = people(actor=actor)
    if not words:
        return found
    by_name = Q(name__icontains=words)
    return found.filter(by_name | Q(mobile__contains=words) if actor.may(MOBILES) else by_name)


def people_within(actor: Actor, permission: str, persons: QuerySet[Person], day: date) -> QuerySet[Person]:
    """Of `persons`, those none of whose posts held on `day` or later lies outside the reach of `permission`."""
    reach = actor.reach(permission)
    if reach.whole_zone:
        return persons
    outside = Appointment.objects.filter(zone=OuterRef("zone"), person=OuterRef("pk")).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day), ~Q(post__unit_id__in=reach.unit_ids)
    )
    return persons.filter(~Exists(outside))


def appointments_of(person: Person) -> QuerySet[Appointment]:
    """Every post the person holds, held or will hold, newest first."""
    return (
        Appointment.objects.filter(zone_id=person.zone_id, person=person)
        .select_related("post__unit")
        .order_by("-valid_from")
    )


def task_forces(*, actor: Actor) -> QuerySet[TaskForce]:
    """The zone's task forces, those still at work first."""
    return _seen(TaskForce, actor).select_related("unit").order_by("-valid_to", "name")


def get_task_force(task_force_id: UUID, *, actor: Actor) -> TaskForce:
    return _found(_rows(TaskForce, actor).select_related("unit"), task_force_id)


def members_of(task_force: TaskForce) -> QuerySet[TaskForceMember]:
    """Everybody who is or was a member; heads first."""
    return (
        TaskForceMember.objects.filter(zone_id=task_force.zone_id, task_force=task_force)
        .select_related("person", "unit")
        .order_by("valid_from")
    )


def seats_of(person: Person) -> QuerySet[TaskForceMember]:
    """The person's places in task forces, newest first."""
    return (
        TaskForceMember.objects.filter(zone_id=person.zone_id, person=person)
        .select_related("task_force")
        .order_by("-valid_from")
    )


@dataclass(frozen=True, slots=True)
class LiveScope:
    """What somebody watching a zone may be told of. Ids carry no names; the page reads the rest itself."""

    actor: Actor

    def may_see(self, subject: str, object_id: str) -> bool:
        """Whether to pass on that `subject` (an app's object type) has changed."""
        app = subject.partition(".")[0]
        if subject == "*" or app == "projects":
            return self.actor.may("projects.view_project")
        if subject == "notifications.person":
            return object_id == str(self.actor.person_id)
        if app == "matters":
            # Which matters somebody may see, the page asks; the id of another's matter tells nobody anything.
            return self.actor.may("matters.view_matter")
        if app == "grids":
            return self.actor.may("grids.view_grid")
        if app == "organization":
            return self.actor.may(VIEW)
        return app == "calendars" and self.actor.may("calendars.view_calendar")


def live_scope(user_id: UUID, zone_code: str) -> LiveScope | None:
    """For the stream of live updates: None where the user holds no post in the zone."""
    user = User.objects.filter(id=user_id, is_active=True).first()
    zone = Zone.objects.filter(code=zone_code).first()
    if user is None or zone is None:
        return None
    with zone_open(zone.id):
        actor = actor_for(user, zone)
    return LiveScope(actor) if actor is not None else None
