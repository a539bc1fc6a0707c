"""The registers of PPP projects, funds and parks, with what hangs on each; who refers prospects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.enterprises.models.enterprise import Enterprise
from guatu.investment.choices import Stage
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.investment.policies import VIEW
from guatu.investment.rules.amounts import Sum
from guatu.investment.selectors.prospects import standing_on
from guatu.investment.selectors.sums import total_of

E = TypeVar("E", PppProject, Fund, Park)


def visible_entries(model: type[E], *, actor: Actor) -> QuerySet[E]:
    """The zone's, for whoever works with prospects anywhere in it."""
    found = model._default_manager.filter(zone_id=actor.zone_id)
    return found if actor.may(VIEW) else found.none()


def open_entries(model: type[E], *, actor: Actor) -> QuerySet[E]:
    return visible_entries(model, actor=actor).filter(closed_on__isnull=True)


def entries_on(model: type[E], day: date, *, actor: Actor) -> QuerySet[E]:
    """The entries that were on the register on `day`."""
    found = visible_entries(model, actor=actor).filter(since__lte=day)
    return found.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))


def get_entry(model: type[E], entry_id: UUID, *, actor: Actor) -> E:
    """Raises `NotFound`."""
    entry = visible_entries(model, actor=actor).filter(id=entry_id).first()
    if entry is None:
        raise NotFound("register entry")
    return entry


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One entry with the prospects that hang on it."""

    entry: Any
    prospects: int
    landed: int
    total: Sum


def register_lines(model: type[E], field: str, day: date, *, actor: Actor) -> list[RegisterLine]:
    """Every entry with how many prospects hang on it by `field`, how many of them landed, and with what money.
    Dropped ones do not count."""
    hanging: dict[UUID, list[Any]] = defaultdict(list)
    rows = standing_on(day, actor=actor).exclude(stage_then=Stage.DROPPED)
    for prospect in rows.filter(**{f"{field}__isnull": False}):
        hanging[getattr(prospect, f"{field}_id")].append(prospect)
    return [
        RegisterLine(
            entry,
            len(hanging[entry.id]),
            sum(p.stage_then == Stage.LANDED for p in hanging[entry.id]),
            total_of(hanging[entry.id]),
        )
        for entry in visible_entries(model, actor=actor)
    ]


@dataclass(frozen=True, slots=True)
class Referrer:
    """An enterprise that brought others 以商引商."""

    enterprise: Enterprise
    prospects: int
    signed: int


def referrers(day: date, *, actor: Actor) -> list[Referrer]:
    """Who referred most, first those whose prospects were signed."""
    brought: dict[UUID, list[Any]] = defaultdict(list)
    for prospect in standing_on(day, actor=actor).filter(referrer__isnull=False).select_related("referrer"):
        if prospect.referrer_id is not None:
            brought[prospect.referrer_id].append(prospect)
    table = [
        Referrer(
            rows[0].referrer,
            len(rows),
            sum(p.stage_then in (Stage.SIGNED, Stage.LANDED) for p in rows),
        )
        for rows in brought.values()
    ]
    return sorted(table, key=lambda one: (-one.signed, -one.prospects, one.enterprise.name))
