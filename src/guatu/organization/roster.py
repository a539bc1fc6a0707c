"""The roster: which units and posts there are on a day, and who holds them.

“Who was responsible on that date” is answered here, with names as they were then. The tree's shape is today's:
where a unit stood before it was moved is in its history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from guatu.core.actor import Actor
from guatu.organization.choices import AliasKind, AppointmentKind
from guatu.organization.models import Appointment, Person, Post, Unit, UnitAlias
from guatu.organization.powers import held_on
from guatu.organization.rules import Period, name_on
from guatu.organization.selectors import units


@dataclass(slots=True)
class PostOnDay:
    """A post, and whoever holds it on the day."""

    post: Post
    appointments: list[Appointment] = field(default_factory=list)

    @property
    def is_vacant(self) -> bool:
        return not self.appointments

    @property
    def is_contradictory(self) -> bool:
        """Whether several people hold the post in full: the register contradicts itself."""
        return sum(a.kind == AppointmentKind.FULL for a in self.appointments) > 1


@dataclass(slots=True)
class UnitOnDay:
    """A unit with its name on the day, its posts, and the units below it."""

    unit: Unit
    name: str
    depth: int = 0
    posts: list[PostOnDay] = field(default_factory=list)
    below: list[UnitOnDay] = field(default_factory=list)

    @property
    def head(self) -> PostOnDay:
        """The first post that is held, else the first: what one line says of the unit (which has posts)."""
        return next((line for line in self.posts if not line.is_vacant), self.posts[0])

    def walk(self) -> Iterator[UnitOnDay]:
        """This unit and all below it, from the top."""
        yield self
        for child in self.below:
            yield from child.walk()

    @property
    def units_below(self) -> int:
        return sum(1 for _ in self.walk()) - 1


def roster_on(day: date, *, actor: Actor) -> list[UnitOnDay]:
    """The zone's tree on `day`. Four queries, however many units.

    Units closed by then or opened after are left out, and so are posts abolished by then.
    """
    existing = [u for u in units(actor=actor) if _exists(u, day)]
    names = former_names(actor.zone_id, day)
    posts = _posts_on(actor.zone_id, day)
    nodes = {u.id: UnitOnDay(u, names.get(u.id, u.name), posts=posts.get(u.id, [])) for u in existing}
    tops: list[UnitOnDay] = []
    for u in existing:
        parent = nodes.get(u.parent_id) if u.parent_id else None
        (parent.below if parent is not None else tops).append(nodes[u.id])
    for top in tops:
        _set_depths(top, 0)
    return tops


def _exists(unit: Unit, day: date) -> bool:
    return (unit.closed_on is None or day < unit.closed_on) and (
        unit.opened_on is None or unit.opened_on <= day
    )


def _set_depths(node: UnitOnDay, depth: int) -> None:
    node.depth = depth
    for child in node.below:
        _set_depths(child, depth + 1)


def former_names(zone_id: UUID, day: date, unit_ids: Iterable[UUID] | None = None) -> Mapping[UUID, str]:
    """Unit → the former name it bore on `day`, for the units that bore one."""
    aliases = UnitAlias.objects.filter(held_on_or_since_ever(day), zone_id=zone_id, kind=AliasKind.FORMER)
    if unit_ids is not None:
        aliases = aliases.filter(unit_id__in=list(unit_ids))
    return dict(aliases.values_list("unit_id", "name"))


def held_on_or_since_ever(day: date) -> Q:
    """Rows in force on `day`, where an empty beginning means since ever."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def unit_name_on(unit: Unit, day: date) -> str:
    """What the unit was called on that day."""
    former = UnitAlias.objects.filter(zone_id=unit.zone_id, unit=unit, kind=AliasKind.FORMER)
    return name_on(
        day,
        unit.name,
        [
            (name, Period(first, last))
            for name, first, last in former.values_list("name", "valid_from", "valid_to")
        ],
    )


def _posts_on(zone_id: UUID, day: date, unit: Unit | None = None) -> dict[UUID, list[PostOnDay]]:
    """Unit → its posts on `day`, in the roster's order (two queries)."""
    rows = Post.objects.filter(zone_id=zone_id).filter(Q(abolished_on__isnull=True) | Q(abolished_on__gt=day))
    if unit is not None:
        rows = rows.filter(unit=unit)
    posts = {post.id: PostOnDay(post) for post in rows}
    held = Appointment.objects.filter(held_on(day), zone_id=zone_id)
    if unit is not None:
        held = held.filter(post__unit=unit)
    for appointment in held.select_related("person").order_by("valid_from"):
        if appointment.post_id in posts:
            posts[appointment.post_id].appointments.append(appointment)
    by_unit: dict[UUID, list[PostOnDay]] = defaultdict(list)
    for line in posts.values():
        by_unit[line.post.unit_id].append(line)
    return by_unit


def posts_on(unit: Unit, day: date) -> list[PostOnDay]:
    """The posts of one unit on `day`, with whoever held them."""
    return _posts_on(unit.zone_id, day, unit).get(unit.id, [])


def part_of(roster: Iterable[UnitOnDay], unit: Unit) -> UnitOnDay | None:
    """Where `unit` stands in a roster, with all below it; None where it did not exist that day."""
    return next((node for top in roster for node in top.walk() if node.unit.id == unit.id), None)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A post that several people hold in full on the same day."""

    unit: UnitOnDay
    post: Post
    people: list[Person]


def conflicts_in(roster: Iterable[UnitOnDay]) -> list[Conflict]:
    """Every post of a roster whose register contradicts itself."""
    return [
        Conflict(node, line.post, [a.person for a in line.appointments if a.kind == AppointmentKind.FULL])
        for top in roster
        for node in top.walk()
        for line in node.posts
        if line.is_contradictory
    ]
