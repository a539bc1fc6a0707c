"""Choices of units, people and posts, as people recognise them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.organization.models import Appointment, Person, Post, Unit
from guatu.organization.policies import POSTS
from guatu.organization.powers import held_on
from guatu.organization.roles import ADMINISTRATORS
from guatu.organization.rules import subtree
from guatu.organization.selectors import open_units, people, with_posts_on
from guatu.organization.selectors import units as all_units

_INDENT = "\u3000"
_NONE = _("none")


def unit_choices(
    *, actor: Actor, permission: str | None = None, without: Unit | None = None, closed_too: bool = False
) -> list[tuple[UUID, str]]:
    """The open units as an indented tree: those within reach of `permission`, without one unit and all below it."""
    units = list(all_units(actor=actor) if closed_too else open_units(actor=actor))
    by_parent: dict[UUID | None, list[Unit]] = {}
    for unit in units:
        by_parent.setdefault(unit.parent_id, []).append(unit)
    left_out = subtree({u.id: u.parent_id for u in units}, without.id) if without is not None else frozenset()
    reach = actor.reach(permission) if permission is not None else None

    def walk(parent: UUID | None, depth: int) -> Iterator[tuple[UUID, str]]:
        for unit in by_parent.get(parent, ()):
            if unit.id not in left_out and (reach is None or reach.covers(unit.id)):
                yield unit.id, _INDENT * depth + unit.name
            yield from walk(unit.id, depth + 1)

    return list(walk(None, 0))


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the zone's open units."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), **kwargs)

    def offer(
        self,
        *,
        actor: Actor,
        permission: str | None = None,
        without: Unit | None = None,
        closed_too: bool = False,
        empty: Any = _NONE,
    ) -> None:
        """Fill the choices for `actor`; `empty` is said where none is chosen."""
        choices = unit_choices(actor=actor, permission=permission, without=without, closed_too=closed_too)
        self.queryset = Unit.objects.filter(
            zone_id=actor.zone_id, id__in=[unit_id for unit_id, _name in choices]
        )
        self.choices = [("", "" if self.required else empty), *choices]


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the zone's people, with the posts they hold, since two may bear one name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Person.objects.none(), **kwargs)

    def offer(self, *, actor: Actor, day: date, without: Person | None = None) -> None:
        """Fill the choices for `actor`, with the posts held on `day`."""
        persons = people(actor=actor)
        if without is not None:
            persons = persons.exclude(id=without.id)
        self.queryset = persons
        self.choices = [("", ""), *((p.id, person_label(p)) for p in with_posts_on(persons, day))]


def person_label(person: Person) -> str:
    """“张三 · 经发局 局长”, for somebody read by `with_posts_on`."""
    posts = "、".join(f"{a.post.unit.name} {a.post.title}" for a in person.current)  # type: ignore[attr-defined]
    return f"{person.name} · {posts}" if posts else person.name


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the posts within reach."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Post.objects.none(), **kwargs)

    def offer(self, *, actor: Actor, day: date) -> None:
        """Fill the choices: the posts `actor` manages, each with who holds it on `day`."""
        reach = actor.reach(POSTS)
        rows = Post.objects.filter(zone_id=actor.zone_id, abolished_on__isnull=True)
        rows = rows.exclude(roles__overlap=list(ADMINISTRATORS))
        if not reach.whole_zone:
            rows = rows.filter(unit_id__in=reach.unit_ids)
        rows = rows.select_related("unit").order_by("unit__order", "unit__code", "order", "title")
        self.queryset = rows
        current = Appointment.objects.filter(held_on(day), zone_id=actor.zone_id)
        held = set(current.values_list("post_id", flat=True))
        vacant = _("vacant")
        self.choices = [
            ("", ""),
            *((p.id, f"{p.unit.name} {p.title}" + ("" if p.id in held else f" ({vacant})")) for p in rows),
        ]
