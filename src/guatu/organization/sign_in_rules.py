"""The rules for signing in that zones have chosen, and what follows from them for one account."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from guatu.accounts.demands import Demands, strictest
from guatu.accounts.models import User
from guatu.accounts.second_factors import users_with_second_factors
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.core.walls import every_zone_open
from guatu.organization.models import Appointment, Person, SignInRulesVersion
from guatu.organization.powers import held_on
from guatu.organization.roles import ROLE_TEXTS

_DEMANDED = tuple(field.name for field in fields(Demands) if field.name != "second_factor")


def rules_on(zone_id: UUID, day: date) -> SignInRulesVersion | None:
    """The version in force on `day`; None where the zone has chosen nothing by then."""
    versions = SignInRulesVersion.objects.filter(zone_id=zone_id, in_force_from__lte=day)
    return versions.order_by("-in_force_from", "-number").first()


def demands_on(user: User) -> Demands:
    """What the zones of `user` ask today, the strictest of each; two queries, one more where roles are asked."""
    with every_zone_open("every zone of somebody who signs in has a say in how"):
        return strictest(
            _demands(person, today(person.zone))
            for person in Person.objects.filter(user=user).select_related("zone")
        )


def _demands(person: Person, day: date) -> Demands:
    rules = rules_on(person.zone_id, day)
    if rules is None:
        return Demands()
    asked = (
        bool(rules.factor_roles)
        and _held(person.zone_id, day).filter(person=person, post__roles__overlap=rules.factor_roles).exists()
    )
    return Demands(**{name: getattr(rules, name) for name in _DEMANDED}, second_factor=asked)


def _held(zone_id: UUID, day: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(held_on(day), zone_id=zone_id).filter(
        Q(post__abolished_on__isnull=True) | Q(post__abolished_on__gt=day)
    )


@dataclass(frozen=True, slots=True)
class RoleHolders:
    """How many people hold a role and can sign in, and how many of them have no second factor."""

    role: str
    people: int
    without: int


def holders_of_roles(zone: Zone) -> list[RoleHolders]:
    """Of every role, as it is today; three queries."""
    held = _held(zone.id, today(zone)).filter(person__user__is_active=True)
    users: dict[str, set[UUID]] = {role: set() for role in ROLE_TEXTS}
    for user_id, roles in held.values_list("person__user_id", "post__roles"):
        for role in roles:
            users.setdefault(role, set()).add(user_id)
    with_factor = users_with_second_factors({user for found in users.values() for user in found})
    return [RoleHolders(role, len(found), len(found - with_factor)) for role, found in users.items()]
