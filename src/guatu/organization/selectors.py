"""Reading the organisation: the tree, who holds what on a day, and what somebody may see live."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import NotAllowed, NotFound
from guatu.core.models import Zone
from guatu.organization.choices import AppointmentKind
from guatu.organization.models import Appointment, Person, Post, TaskForce, Unit
from guatu.organization.powers import actor_for, held_on


def zones_of(user: User) -> list[Zone]:
    """The zones in which the user holds a post today."""
    day = today()
    return list(
        Zone.objects.filter(
            id__in=Person.objects.filter(user=user, appointments__valid_from__lte=day).values("zone_id")
        )
    )


def units(*, actor: Actor) -> QuerySet[Unit]:
    """The zone's units; a roster is known to everyone who works there."""
    if not actor.may("organization.view_unit"):
        raise NotAllowed("organization.view_unit")
    return Unit.objects.filter(zone_id=actor.zone_id)


def root_unit(zone_id: UUID) -> Unit:
    """The zone's own authority."""
    return Unit.objects.get(zone_id=zone_id, parent=None)


def get_unit(unit_id: UUID, *, actor: Actor) -> Unit:
    unit = units(actor=actor).filter(id=unit_id).first()
    if unit is None:
        raise NotFound("unit")
    return unit


def get_person(person_id: UUID, *, actor: Actor) -> Person:
    person = Person.objects.filter(zone_id=actor.zone_id, id=person_id).first()
    if person is None or not actor.may("organization.view_unit"):
        raise NotFound("person")
    return person


def unit_name_on(unit: Unit, day: date) -> str:
    """What the unit was called on that day: an alias in force, else its name."""
    for alias in unit.aliases.all():
        if (alias.valid_from is None or alias.valid_from <= day) and (
            alias.valid_to is None or day <= alias.valid_to
        ):
            return alias.name
    return unit.name


def find_unit_by_name(zone_id: UUID, name: str) -> Unit | None:
    """The unit with that name, short name or alias."""
    return (
        Unit.objects.filter(zone_id=zone_id)
        .filter(Q(name=name) | Q(short_name=name) | Q(aliases__name=name))
        .order_by("id")
        .first()
    )


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held a post on a day."""

    post: Post
    person: Person
    kind: str


def holders_on(unit: Unit, day: date) -> list[Holder]:
    """“Who was responsible on that date”: the posts of a unit with whoever held them."""
    appointments = (
        Appointment.objects.filter(held_on(day), zone_id=unit.zone_id, post__unit=unit)
        .select_related("person", "post")
        .order_by("post__order", "valid_from")
    )
    return [Holder(a.post, a.person, a.kind) for a in appointments]


def conflicts_on(zone_id: UUID, day: date) -> list[tuple[Post, list[Person]]]:
    """Posts that several people hold in full on the same day: the register contradicts itself."""
    held: dict[UUID, tuple[Post, list[Person]]] = {}
    for appointment in (
        Appointment.objects.filter(held_on(day), zone_id=zone_id, kind=AppointmentKind.FULL)
        .select_related("person", "post__unit")
        .order_by("valid_from")
    ):
        held.setdefault(appointment.post_id, (appointment.post, []))[1].append(appointment.person)
    return [(post, people) for post, people in held.values() if len(people) > 1]


def roster(*, actor: Actor, day: date) -> QuerySet[Unit]:
    """Units with their posts and who holds them on `day`, in two further queries."""
    current = Appointment.objects.filter(held_on(day), zone_id=actor.zone_id).select_related("person")
    posts = Post.objects.filter(zone_id=actor.zone_id, abolished_on__isnull=True).prefetch_related(
        Prefetch("appointments", queryset=current, to_attr="current")
    )
    return units(actor=actor).prefetch_related(Prefetch("posts", queryset=posts), "aliases", "territories")


def people(*, actor: Actor) -> QuerySet[Person]:
    """Everybody in the zone's register."""
    if not actor.may("organization.view_unit"):
        raise NotAllowed("organization.view_unit")
    return Person.objects.filter(zone_id=actor.zone_id)


def task_forces(*, actor: Actor) -> QuerySet[TaskForce]:
    if not actor.may("organization.view_unit"):
        raise NotAllowed("organization.view_unit")
    return TaskForce.objects.filter(zone_id=actor.zone_id)


@dataclass(frozen=True, slots=True)
class LiveScope:
    """What somebody watching a zone may be told of. Ids carry no names; the page reads the rest itself."""

    actor: Actor

    def may_see(self, subject: str, object_id: str) -> bool:
        """Whether to pass on that `subject` (an app's object type) has changed."""
        app = subject.partition(".")[0]
        if subject == "*" or app == "projects":
            return self.actor.may("projects.view_project")
        return app in {"organization", "calendars"}


def live_scope(user_id: UUID, zone_code: str) -> LiveScope | None:
    """For the stream of live updates: None where the user holds no post in the zone."""
    user = User.objects.filter(id=user_id, is_active=True).first()
    zone = Zone.objects.filter(code=zone_code).first()
    actor = actor_for(user, zone) if user is not None and zone is not None else None
    return LiveScope(actor) if actor is not None else None
