"""Which prospects somebody may see, where they stood on a day, and how one is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.investment.choices import Stage
from guatu.investment.models.prospects import Prospect, StageChange
from guatu.investment.policies import VIEW


def visible_prospects(*, actor: Actor) -> QuerySet[Prospect]:
    """Those of the units within the actor's reach, and those the actor is in charge of."""
    found = Prospect.objects.filter(zone_id=actor.zone_id)
    reach = actor.reach(VIEW)
    if reach.whole_zone:
        return found
    seen = Q(unit_id__in=reach.unit_ids)
    if actor.person_id is not None:
        seen |= Q(person_id=actor.person_id)
    return found.filter(seen)


def get_prospect(prospect_id: UUID, *, actor: Actor) -> Prospect:
    """Raises `NotFound` where there is none that the actor may see."""
    read_along = ("unit", "park", "ppp", "fund", "referrer", "person", "project", "zone")
    prospect = visible_prospects(actor=actor).select_related(*read_along).filter(id=prospect_id).first()
    if prospect is None:
        raise NotFound("prospect")
    return prospect


def standing_on(day: date, *, actor: Actor) -> QuerySet[Any]:
    """The prospects that were known at the end of `day`, with `stage_then` and `since_then` from their history."""
    entries = StageChange.objects.filter(
        zone_id=OuterRef("zone_id"), prospect_id=OuterRef("pk"), on__lte=day
    ).order_by("-id")
    return (
        visible_prospects(actor=actor)
        .annotate(
            stage_then=Subquery(entries.values("stage")[:1]), since_then=Subquery(entries.values("on")[:1])
        )
        .filter(stage_then__isnull=False)
    )


def in_stage(stage: Stage | str, day: date, *, actor: Actor) -> QuerySet[Any]:
    """The prospects that stood in `stage` at the end of `day`."""
    return standing_on(day, actor=actor).filter(stage_then=stage)


@dataclass(frozen=True, slots=True)
class ProspectFilters:
    """Which prospects a list shows; what is empty does not narrow. `group` “-” are the unclassified."""

    words: str = ""
    stage: str = ""
    origin: str = ""
    group: str = ""
    unit_id: UUID | None = None
    route: str = ""
    ppp_id: UUID | None = None
    fund_id: UUID | None = None
    park_id: UUID | None = None
    referrer_id: UUID | None = None
    listed: bool = False
    big: bool = False
    talent: bool = False
    mine: bool = False
    as_of: date | None = None


def filtered_prospects(filters: ProspectFilters, *, actor: Actor, day: date) -> QuerySet[Any]:
    """As they stood on the day asked for; with their stage then."""
    found = standing_on(filters.as_of or day, actor=actor).select_related("unit", "person", "park")
    for word in filters.words.split():
        found = found.filter(named(word))
    if filters.stage:
        found = found.filter(stage_then=filters.stage)
    if filters.group:
        found = found.filter(industry_group="" if filters.group == "-" else filters.group)
    plain = {
        "capital_origin": filters.origin,
        "unit_id": filters.unit_id,
        "route": filters.route,
        "ppp_id": filters.ppp_id,
        "fund_id": filters.fund_id,
        "park_id": filters.park_id,
        "referrer_id": filters.referrer_id,
        "listed_investor": filters.listed or None,
    }
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if filters.big:
        found = found.filter(is_big())
    if filters.talent:
        found = found.exclude(talent_team="")
    if filters.mine:
        found = found.filter(person_id=actor.person_id) if actor.person_id else found.none()
    return found.order_by("name", "id")


def named(word: str) -> Q:
    """Prospects whose name, investor, source or industry holds `word`."""
    return (
        Q(name__icontains=word)
        | Q(investor_name__icontains=word)
        | Q(source__icontains=word)
        | Q(industry_group__icontains=word)
    )


def is_big() -> Q:
    """Manufacturing of 1 billion yuan and more 招大: whatever has no value in yuan is not counted."""
    return Q(is_manufacturing=True, total_currency="CNY", total_investment__gte=10**9)


def groups_of(*, actor: Actor) -> list[str]:
    """The industry groups in use."""
    rows = visible_prospects(actor=actor).exclude(industry_group="").order_by("industry_group")
    return list(rows.values_list("industry_group", flat=True).distinct())
