"""From the posts somebody holds to what they may do and where."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from guatu.accounts.models import User
from guatu.core.actor import Actor, PersonActor, Reach, SystemActor
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.organization.models import Appointment, Unit
from guatu.organization.rules import subtree


def role_permissions() -> Mapping[str, frozenset[str]]:
    """Role → permissions, from the table that the settings name."""
    roles: Mapping[str, frozenset[str]] = import_string(f"{settings.GUATU_ROLES}.ROLES")
    return roles


def system_actor(name: str, zone: Zone) -> SystemActor:
    """The named job (or the console) acting in `zone`."""
    table: Mapping[str, frozenset[str]] = import_string(f"{settings.GUATU_ROLES}.SYSTEM_ACTORS")
    return SystemActor(name=name, zone_id=zone.id, permissions=table[name])


def powers_of(
    posts: Iterable[tuple[UUID, Iterable[str]]], parents: Mapping[UUID, UUID | None]
) -> dict[str, Reach]:
    """Permission → reach, from (unit, roles) pairs: a post's powers cover its unit's subtree."""
    permissions = role_permissions()
    powers: dict[str, Reach] = {}
    for unit_id, roles in posts:
        reach = (
            Reach(whole_zone=True)
            if unit_id in parents and parents[unit_id] is None
            else Reach(unit_ids=subtree(parents, unit_id))
        )
        for role in roles:
            for permission in permissions.get(role, ()):
                powers[permission] = powers.get(permission, Reach()) | reach
    return powers


def held_on(day: date) -> Q:
    """Appointments in force on `day`."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def actor_for(user: User, zone: Zone) -> Actor | None:
    """`user` acting in `zone` today, or None where they hold no post there (one or two queries)."""
    return next(iter(_acting(zone, person__user=user).values()), None)


def actors_for(person_ids: Collection[UUID], zone: Zone) -> dict[UUID, PersonActor]:
    """Those people acting in `zone` today, by their ids; who holds no post there is left out (two queries)."""
    return _acting(zone, person__in=person_ids)


def _acting(zone: Zone, **whose: Any) -> dict[UUID, PersonActor]:
    """Who of the people that `whose` picks holds a post today, as actors: one query for their posts, one for the tree.
    Every request begins here."""
    day = today(zone)
    held = (
        Appointment.objects.filter(held_on(day), zone=zone, **whose)
        .filter(Q(post__abolished_on__isnull=True) | Q(post__abolished_on__gt=day))
        .values_list("person_id", "person__name", "person__user_id", "post__unit_id", "post__roles")
    )
    people: dict[UUID, tuple[str, UUID | None]] = {}
    posts: dict[UUID, list[tuple[UUID, Iterable[str]]]] = {}
    for person_id, name, user_id, unit_id, roles in held:
        people[person_id] = name, user_id
        posts.setdefault(person_id, []).append((unit_id, roles))
    if not posts:
        return {}
    parents = dict(Unit.objects.filter(zone=zone).values_list("id", "parent_id"))
    return {
        person_id: PersonActor(
            name=name,
            zone_id=zone.id,
            user_id=user_id,
            person_id=person_id,
            powers=powers_of(posts[person_id], parents),
        )
        for person_id, (name, user_id) in people.items()
    }
