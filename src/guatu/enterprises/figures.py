"""The numbers of enterprises: registered, in operation, visited, with a liaison and a grid; findings of visits."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.enterprises.choices import VisitStatus
from guatu.enterprises.models.enterprise import Enterprise
from guatu.enterprises.models.visits import Finding, Visit
from guatu.enterprises.policies import VIEW
from guatu.enterprises.selectors.enterprises import visible_enterprises
from guatu.figures import units
from guatu.figures.arithmetic import quotient
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.reading import Row
from guatu.figures.registry import figure
from guatu.figures.source import Source

_ALL = Q(id__isnull=False)


def _seen(actor: Actor) -> QuerySet[Enterprise] | None:
    return None if actor.may(VIEW) else visible_enterprises(actor=actor)


def _describe(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    found = Enterprise.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related("unit")
    return [
        Row(
            id=one.id,
            label=one.name,
            route="enterprises:enterprise",
            route_args={"enterprise_id": one.id},
            detail=str(one.unit),
        )
        for one in found.order_by("name", "id")
    ]


ENTERPRISES = Source(
    name="enterprises",
    label=_("enterprises"),
    rows=lambda ask: Enterprise.objects.filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=ask.day), zone_id__in=ask.zone_ids
    ),
    visible=_seen,
    models=(Enterprise, Visit),
    describe=_describe,
    dimensions={
        "industry": lambda values, ask: Q(industry_code__in=values),
        "enterprise": lambda values, ask: Q(name__in=values),
        "grid": lambda values, ask: Q(grid_label__in=values),
    },
)


def _made(ask: Ask) -> Q:
    return Q(status=VisitStatus.DONE, made_on__range=(ask.first, ask.day))


def _seen_visits(actor: Actor) -> QuerySet[Visit] | None:
    enterprises = _seen(actor)
    if enterprises is None:
        return None
    return Visit.objects.filter(zone_id=actor.zone_id, enterprise_id__in=enterprises.values("id"))


def _describe_visits(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    visits = Visit.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related("enterprise")
    return [
        Row(
            id=visit.id,
            label=f"{visit.enterprise} · {visit.purpose}",
            route="enterprises:visit",
            route_args={"visit_id": visit.id},
            detail=str(visit.day),
        )
        for visit in visits.order_by("made_on", "id")
    ]


VISITS = Source(
    name="enterprises_visits",
    label=_("visits to enterprises"),
    rows=lambda ask: Visit.objects.filter(_made(ask), zone_id__in=ask.zone_ids),
    visible=_seen_visits,
    models=(Enterprise, Visit),
    describe=_describe_visits,
    unit="enterprise__unit_id",
    dimensions={
        "ground": lambda values, ask: Q(ground__in=values),
        "enterprise": lambda values, ask: Q(enterprise__name__in=values),
    },
)


def _findings(ask: Ask) -> QuerySet[Finding]:
    made = Visit.objects.filter(_made(ask), zone_id__in=ask.zone_ids)
    return Finding.objects.filter(zone_id__in=ask.zone_ids, visit_id__in=made.values("id"))


def _seen_findings(actor: Actor) -> QuerySet[Finding] | None:
    visits = _seen_visits(actor)
    return (
        None
        if visits is None
        else Finding.objects.filter(zone_id=actor.zone_id, visit_id__in=visits.values("id"))
    )


def _describe_findings(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    findings = Finding.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related(
        "visit__enterprise"
    )
    return [
        Row(
            id=finding.id,
            label=finding.text,
            route="enterprises:visit",
            route_args={"visit_id": finding.visit_id},
            detail=f"{finding.visit.enterprise} · {finding.visit.day}",
        )
        for finding in findings.order_by("visit__made_on", "visit_id", "place")
    ]


FINDINGS = Source(
    name="enterprises_findings",
    label=_("findings of visits to enterprises"),
    rows=_findings,
    visible=_seen_findings,
    models=(Enterprise, Visit, Finding),
    describe=_describe_findings,
    unit="visit__enterprise__unit_id",
    dimensions={"enterprise": lambda values, ask: Q(visit__enterprise__name__in=values)},
    register=Visit,
)


@figure(
    Kind.COUNT,
    ENTERPRISES,
    label=_("enterprises in operation"),
    unit=units.ENTERPRISE,
    words=_("enterprises of the register that were not closed by the last day of the period"),
    mechanisms=("M37",),
)
def registered(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    ENTERPRISES,
    label=_("enterprises visited"),
    unit=units.ENTERPRISE,
    words=_("enterprises in operation that were visited in the period, each once"),
    mechanisms=("M36", "M37"),
)
def visited(ask: Ask) -> Q:
    made = Visit.objects.filter(
        _made(ask), zone_id__in=ask.zone_ids, zone_id=OuterRef("zone_id"), enterprise_id=OuterRef("id")
    )
    return Q(Exists(made))


@figure(
    Kind.RATIO,
    needs=(visited, registered),
    label=_("enterprises visited, share"),
    unit=units.SHARE,
    words=_("enterprises visited ÷ enterprises in operation"),
    mechanisms=("M36", "M37"),
)
def visit_coverage(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.COUNT,
    ENTERPRISES,
    label=_("enterprises with a liaison"),
    unit=units.ENTERPRISE,
    words=_("enterprises in operation for which a liaison answers"),
    mechanisms=("M37",),
)
def with_liaison(ask: Ask) -> Q:
    return Q(liaison__isnull=False)


@figure(
    Kind.RATIO,
    needs=(with_liaison, registered),
    label=_("enterprises with a liaison, share"),
    unit=units.SHARE,
    words=_("enterprises with a liaison ÷ enterprises in operation"),
    mechanisms=("M37",),
)
def liaison_coverage(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.COUNT,
    ENTERPRISES,
    label=_("enterprises in a grid"),
    unit=units.ENTERPRISE,
    words=_("enterprises in operation whose place lies in a grid"),
    mechanisms=("M35",),
)
def in_a_grid(ask: Ask) -> Q:
    return Q(grid_id__isnull=False)


@figure(
    Kind.RATIO,
    needs=(in_a_grid, registered),
    label=_("enterprises in a grid, share"),
    unit=units.SHARE,
    words=_("enterprises in a grid ÷ enterprises in operation"),
    mechanisms=("M35",),
)
def grid_coverage(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.COUNT,
    VISITS,
    label=_("visits to enterprises"),
    unit=units.TIMES,
    words=_("visits to enterprises made in the period"),
    mechanisms=("M36", "M37"),
)
def visits(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    FINDINGS,
    label=_("findings of visits to enterprises"),
    unit=units.ITEM,
    words=_("what came up in visits to enterprises in the period"),
    mechanisms=("M36", "M37"),
)
def findings(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    FINDINGS,
    label=_("solved on the spot"),
    unit=units.ITEM,
    words=_("what came up in visits to enterprises in the period and was solved on the spot"),
    mechanisms=("M36", "M37"),
)
def solved_on_the_spot(ask: Ask) -> Q:
    return Q(is_solved=True)


@figure(
    Kind.RATIO,
    needs=(solved_on_the_spot, findings),
    label=_("solved on the spot, share"),
    unit=units.SHARE,
    words=_("solved on the spot ÷ findings of visits to enterprises"),
    mechanisms=("M36", "M37"),
)
def on_the_spot_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)
