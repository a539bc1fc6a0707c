"""Which matters somebody may see, and how one is found."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.matters.models.clocks import MatterStanding
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter, SupportingUnit
from guatu.matters.policies import HANDLE, VIEW, VIEW_CONFIDENTIAL


def visible_matters(*, actor: Actor) -> QuerySet[Matter]:
    """The matters that units within the actor's reach lead, support or raised, and those that the actor raised or
    handles; who acts in the name of an object sees what was raised in that name. A confidential one is seen by those
    who hold it, raised it, or have the power for that."""
    matters = Matter.objects.filter(zone_id=actor.zone_id)
    own = Q()
    if actor.person_id is not None:
        own = Q(raiser_id=actor.person_id) | Q(handler_id=actor.person_id)
    if actor.speaks_for is not None:
        party = actor.speaks_for
        own = Q(subject_id=party.id, raiser__isnull=True, raiser_name__in=party.names)
    reach, secret = actor.reach(VIEW), actor.reach(VIEW_CONFIDENTIAL)
    if secret.whole_zone:
        return matters
    if not reach:
        return matters.filter(own) if own else matters.none()
    seen = Q(is_confidential=False)
    if not reach.whole_zone:
        supports = SupportingUnit.objects.filter(
            zone_id=actor.zone_id, matter_id=OuterRef("id"), unit_id__in=reach.unit_ids
        )
        units = Q(lead_unit_id__in=reach.unit_ids) | Q(raiser_unit_id__in=reach.unit_ids)
        seen &= units | Q(Exists(supports))
    holds = actor.reach(HANDLE)
    if holds.whole_zone:
        seen |= Q(lead_unit_id__isnull=False)
    elif secret or holds:
        seen |= Q(lead_unit_id__in=secret.unit_ids | holds.unit_ids)
    return matters.filter(seen | own)


def get_matter(matter_id: UUID, *, actor: Actor) -> Matter:
    """Raises `NotFound` where there is none that the actor may see."""
    read_along = (
        "kind", "category", "rule_set", "lead_unit", "handler", "raiser_unit", "duplicate_of__kind", "zone",
    )  # fmt: skip
    matters = visible_matters(actor=actor).select_related(*read_along, "recurrence_of__kind")
    try:
        return matters.get(id=matter_id)
    except Matter.DoesNotExist as error:
        raise NotFound("matter") from error


def with_standing(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """What a row of a list shows: kind, units, handler, and the standing as `matter.standing[0]` (one more query)."""
    return matters.select_related("kind", "category", "lead_unit", "handler").prefetch_related(
        Prefetch("standings", queryset=MatterStanding.objects.all(), to_attr="standing")
    )


def moves_of(matter: Matter, *, public_only: bool = False) -> Sequence[MatterMove]:
    """The history, oldest first; for the raiser only what is meant for the raiser."""
    moves = MatterMove.objects.filter(zone_id=matter.zone_id, matter=matter).select_related("unit", "by")
    return list(moves.filter(is_public=True) if public_only else moves)


def matters_about(subject_id: UUID, *, actor: Actor, open_only: bool = False) -> QuerySet[Matter]:
    """Matters about an object or about what belongs to it, newest first, as far as the actor may see them."""
    found = visible_matters(actor=actor).filter(Q(subject_id=subject_id) | Q(parent_id=subject_id))
    if open_only:
        found = found.exclude(status__in=("closed", "withdrawn"))
    return with_standing(found).order_by("-raised_at")
