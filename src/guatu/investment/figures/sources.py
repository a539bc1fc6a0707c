"""The rows from which the numbers of investment promotion are counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.figures.asking import Ask
from guatu.figures.reading import Row
from guatu.figures.source import Source
from guatu.investment.choices import Stage
from guatu.investment.models.agreements import Agreement
from guatu.investment.models.capital import CapitalPaidIn
from guatu.investment.models.prospects import Prospect, StageChange
from guatu.investment.models.registers import Fund, Park, PppProject
from guatu.investment.policies import VIEW
from guatu.investment.selectors.prospects import visible_prospects
from guatu.projects.models.enrolment import StatisticalEnrolment

Dimension = Callable[[Sequence[str], Ask], Q]


def seen(actor: Actor) -> QuerySet[Prospect] | None:
    """The prospects that the actor may see; None for all of the zone."""
    return None if actor.reach(VIEW).whole_zone else visible_prospects(actor=actor)


def _history(ask: Ask, prospect: str) -> QuerySet[StageChange]:
    """The stages of the prospect that the outer row leads to, the last by the day judged on first."""
    return StageChange.objects.filter(
        zone_id__in=ask.zone_ids, zone_id=OuterRef("zone_id"), prospect_id=OuterRef(prospect), on__lte=ask.day
    ).order_by("-id")


def _dimensions(path: str) -> Mapping[str, Dimension]:
    """What prospects can be sliced by; `path` leads from the row to the prospect ("" or "prospect__")."""
    return {
        "origin": lambda values, ask: Q(**{f"{path}capital_origin__in": values}),
        "group": lambda values, ask: Q(**{f"{path}industry_group__in": values}),
        "route": lambda values, ask: Q(**{f"{path}route__in": values}),
        "basis": lambda values, ask: Q(**{f"{path}basis__in": values}),
        "park": lambda values, ask: Q(**{f"{path}park__name__in": values}),
        "prospect": lambda values, ask: Q(**{f"{path}name__in": values}),
    }


def _describe(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    rows = Prospect.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related("unit")
    return [
        Row(
            id=prospect.id,
            label=prospect.name,
            route="investment:prospect",
            route_args={"prospect_id": prospect.id},
            detail=str(prospect.unit),
        )
        for prospect in rows.order_by("name")
    ]


PROSPECTS = Source(
    name="prospects",
    label=_("prospects"),
    rows=lambda ask: (
        Prospect.objects.filter(zone_id__in=ask.zone_ids)
        .annotate(
            stage_then=Subquery(_history(ask, "id").values("stage")[:1]),
            since_then=Subquery(_history(ask, "id").values("on")[:1]),
        )
        .filter(stage_then__isnull=False)
    ),
    visible=seen,
    models=(Prospect, StageChange, Park),
    describe=_describe,
    once="id",
    dimensions={**_dimensions(""), "stage": lambda values, ask: Q(stage_then__in=values)},
)


def _agreements(ask: Ask) -> QuerySet[Any]:
    """Signed within the period and holding on the day judged on, with the day on which the project entered the
    statistics library by then (`stat_entry_date`)."""
    entries = StatisticalEnrolment.objects.filter(
        zone_id__in=ask.zone_ids,
        zone_id=OuterRef("zone_id"),
        project_id=OuterRef("prospect__project_id"),
        entered_on__lte=ask.day,
    ).order_by("-id")
    return (
        Agreement.objects.filter(zone_id__in=ask.zone_ids, signed_on__gte=ask.first, signed_on__lte=ask.day)
        .annotate(
            stage_then=Subquery(_history(ask, "prospect_id").values("stage")[:1]),
            stat_entry_date=Subquery(entries.values("entered_on")[:1]),
        )
        .filter(stage_then__in=[Stage.SIGNED, Stage.LANDED])
    )


AGREEMENTS = Source(
    name="agreements",
    label=_("agreements signed within the period"),
    rows=_agreements,
    visible=seen,
    models=(Agreement, Prospect, StageChange, StatisticalEnrolment, Park),
    describe=_describe,
    object="prospect_id",
    once="prospect_id",
    unit="prospect__unit_id",
    dimensions=_dimensions("prospect__"),
    register=Prospect,
)

VOUCHERS = Source(
    name="capital_vouchers",
    label=_("vouchers of capital paid in"),
    rows=lambda ask: CapitalPaidIn.objects.filter(
        zone_id__in=ask.zone_ids, paid_on__gte=ask.first, paid_on__lte=ask.day
    ),
    visible=seen,
    models=(CapitalPaidIn, Prospect, Park),
    describe=_describe,
    object="prospect_id",
    unit="prospect__unit_id",
    dimensions=_dimensions("prospect__"),
)


def _register(name: str, label: Any, model: type[PppProject] | type[Fund] | type[Park]) -> Source:
    """A register: its entries that were open on the day judged on. They belong to the zone itself."""

    def rows(ask: Ask) -> QuerySet[Any]:
        found = model._default_manager.filter(zone_id__in=ask.zone_ids, since__lte=ask.day)
        return found.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=ask.day))

    def visible(actor: Actor) -> QuerySet[Any] | None:
        return None if actor.may(VIEW) else model._default_manager.none()

    def describe(ids: Sequence[UUID], ask: Ask) -> list[Row]:
        entries = model._default_manager.filter(zone_id__in=ask.zone_ids, id__in=ids).order_by("name")
        return [Row(id=e.id, label=e.name, route="investment:registers", detail=e.remark) for e in entries]

    return Source(
        name=name,
        label=label,
        rows=rows,
        visible=visible,
        models=(model,),
        describe=describe,
        once="id",
        unit="",
        dimensions={"basis": lambda values, ask: Q(basis__in=values)},
    )


PPP_PROJECTS = _register("ppp_projects", _("PPP projects"), PppProject)
FUNDS = _register("industrial_funds", _("industrial funds"), Fund)
PARKS = _register("theme_parks", _("theme parks"), Park)
