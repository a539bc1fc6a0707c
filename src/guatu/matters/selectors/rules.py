"""Reading kinds, categories, and the tables by which matters are timed and dispatched."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.matters.models.kinds import DispatchRule, MatterCategory, MatterKind, MatterRuleSet
from guatu.matters.rules.routing import Route


def rules_in_force(zone_id: UUID, day: date) -> MatterRuleSet:
    """The newest version in force on `day`; the first one for a day before all. Raises `NotFound` without any."""
    versions = MatterRuleSet.objects.filter(zone_id=zone_id)
    found = versions.filter(in_force_from__lte=day).order_by("-number").first()
    found = found or versions.order_by("number").first()
    if found is None:
        raise NotFound("matter rules")
    return found


def matter_kinds(*, actor: Actor) -> QuerySet[MatterKind]:
    """The kinds in use, with the categories in use as `open_categories` (two queries)."""
    categories = MatterCategory.objects.filter(closed_on__isnull=True)
    return MatterKind.objects.filter(zone_id=actor.zone_id, closed_on__isnull=True).prefetch_related(
        Prefetch("categories", queryset=categories, to_attr="open_categories")
    )


def every_kind(*, actor: Actor) -> QuerySet[MatterKind]:
    """All kinds, closed ones last, with all their categories as `all_categories` (two queries)."""
    categories = MatterCategory.objects.order_by(F("closed_on").asc(nulls_first=True), "order", "code")
    return (
        MatterKind.objects.filter(zone_id=actor.zone_id)
        .order_by(F("closed_on").asc(nulls_first=True), "order", "code")
        .prefetch_related(Prefetch("categories", queryset=categories, to_attr="all_categories"))
    )


def kinds_to_raise(*, actor: Actor) -> list[MatterKind]:
    """The kinds that the actor may raise."""
    return [kind for kind in matter_kinds(actor=actor) if actor.may(kind.raised_with)]


def kind_coded(code: str, zone_id: UUID) -> MatterKind:
    """The kind with that code. Raises `NotFound`."""
    kind = MatterKind.objects.filter(zone_id=zone_id, code=code).first()
    if kind is None:
        raise NotFound("kind of matter")
    return kind


def category_coded(kind: MatterKind, code: str) -> MatterCategory | None:
    """The category in use with that code; None where there is none, or it was closed."""
    return MatterCategory.objects.filter(
        zone_id=kind.zone_id, kind=kind, code=code, closed_on__isnull=True
    ).first()


def dispatch_rules(zone_id: UUID) -> QuerySet[DispatchRule]:
    """The table of dispatch, in order."""
    return DispatchRule.objects.filter(zone_id=zone_id).select_related(
        "kind", "category", "within", "to_unit"
    )


def routes(zone_id: UUID) -> list[Route]:
    """The table of dispatch as the rule reads it (one query)."""
    return [
        Route(
            order=row.order,
            kind=row.kind.code if row.kind else "",
            category=row.category.code if row.category else "",
            subject_type=row.subject_type,
            words=tuple(row.words),
            within=row.within_id,
            to_unit=row.to_unit_id,
        )
        for row in dispatch_rules(zone_id)
    ]
