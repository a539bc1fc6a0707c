"""Matters that may be the one somebody is about to raise: near in place, time and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from math import cos, radians
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from guatu.core.actor import Actor
from guatu.matters.choices import ENDED
from guatu.matters.models.matter import Matter
from guatu.matters.policies import DISPATCH, VERIFY
from guatu.matters.rules.distance import metres_between
from guatu.matters.selectors.matters import visible_matters, with_standing

# Citizens and field workers look around them, inspectors and supervisors over a wider stretch.
NEAR, NEAR_FOR_SUPERVISORS = 250, 1000
DAYS = 30
# Chinese titles are short: a quarter of their trigrams is much.
ALIKE = 0.25
MOST = 5
_METRES_A_DEGREE = 111_320


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is being written: as much of it as is known yet."""

    kind_id: UUID
    category_id: UUID | None = None
    title: str = ""
    subject_id: UUID | None = None
    unit_id: UUID | None = None
    longitude: Decimal | None = None
    latitude: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """An open matter that may be the same. `metres` where both places are known; `by_words`: the titles are alike."""

    matter: Matter
    metres: int | None
    by_words: bool


def possible_duplicates(wanted: Wanted, *, actor: Actor, now: datetime) -> list[Likeness]:
    """The likeliest first, five at most (two queries).

    Near: of the same category, within 250 m (1,000 m for who dispatches or verifies) and 30 days. Alike: the titles,
    where the subject or the unit is the same.
    """
    radius = NEAR_FOR_SUPERVISORS if actor.may(VERIFY) or actor.may(DISPATCH) else NEAR
    recent = visible_matters(actor=actor).exclude(status__in=ENDED)
    recent = recent.filter(raised_at__gte=now - timedelta(days=DAYS))
    wide = recent.annotate(alike=TrigramSimilarity("title", wanted.title))
    found = [
        Likeness(matter, metres, matter.alike >= ALIKE)  # type: ignore[attr-defined]
        for matter in with_standing(wide.filter(_near(wanted, radius) | _alike(wanted))).order_by("-alike")[
            :50
        ]
        for metres in [_metres(wanted, matter)]
    ]
    kept = [one for one in found if one.by_words or (one.metres is not None and one.metres <= radius)]
    return sorted(kept, key=lambda one: (not one.by_words, one.metres or 0))[:MOST]


def _near(wanted: Wanted, radius: int) -> Q:
    if wanted.longitude is None or wanted.latitude is None:
        return Q(pk__in=[])
    high = Decimal(radius / _METRES_A_DEGREE)
    wide = Decimal(radius / (_METRES_A_DEGREE * cos(radians(float(wanted.latitude)))))
    return Q(
        kind_id=wanted.kind_id,
        category_id=wanted.category_id,
        latitude__range=(wanted.latitude - high, wanted.latitude + high),
        longitude__range=(wanted.longitude - wide, wanted.longitude + wide),
    )


def _alike(wanted: Wanted) -> Q:
    same = Q()
    if wanted.subject_id is not None:
        same |= Q(subject_id=wanted.subject_id)
    if wanted.unit_id is not None:
        same |= Q(lead_unit_id=wanted.unit_id) | Q(raiser_unit_id=wanted.unit_id)
    if not same or len(wanted.title.strip()) < 2:
        return Q(pk__in=[])
    return Q(same, alike__gte=ALIKE)


def _metres(wanted: Wanted, matter: Matter) -> int | None:
    """The distance over the ground, None where a place is not known."""
    if None in (wanted.longitude, wanted.latitude, matter.longitude, matter.latitude):
        return None
    here = Decimal(wanted.longitude or 0), Decimal(wanted.latitude or 0)
    there = Decimal(matter.longitude or 0), Decimal(matter.latitude or 0)
    return metres_between(here, there)
