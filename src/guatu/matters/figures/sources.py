"""The rows from which the numbers of matters are counted. What is left out of the rates is left out here too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import DecimalField, ExpressionWrapper, F, Func, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.core.clock import CHINA
from guatu.figures.asking import Ask
from guatu.figures.reading import Row
from guatu.figures.source import Source
from guatu.matters.choices import ClockKind
from guatu.matters.models.clocks import MatterClock
from guatu.matters.models.history import LadderStep, MatterMove
from guatu.matters.models.kinds import MatterCategory, MatterKind
from guatu.matters.models.matter import Matter
from guatu.matters.policies import VIEW_CONFIDENTIAL
from guatu.matters.rules.rates import Figure
from guatu.matters.selectors.counting import COUNTED, COUNTINGS
from guatu.matters.selectors.matters import visible_matters

Dimension = Callable[[Sequence[str], Ask], Q]
MODELS = (Matter, MatterKind, MatterCategory)
# Only a matter that was reopened can count again in the same figure.
REOPENED = Q(matter__round__gt=1)


def seen(actor: Actor) -> QuerySet[Matter] | None:
    """The matters that the actor may see; None for all of the zone, the confidential ones too."""
    return None if actor.reach(VIEW_CONFIDENTIAL).whole_zone else visible_matters(actor=actor)


def dimensions(path: str) -> Mapping[str, Dimension]:
    """What matters can be sliced by; `path` leads from the row to the matter ("" or "matter__"). Kinds and categories
    by their codes; `subject` is the name of what it is about, `subject_type` its kind, `matter` the title."""

    def by(field: str) -> Dimension:
        return lambda values, ask: Q(**{f"{path}{field}__in": values})

    return {
        "kind": by("kind__code"),
        "category": by("category__code"),
        "source": by("source"),
        "urgency": by("urgency"),
        "subject": by("subject_label"),
        "subject_type": by("subject_type"),
        "matter": by("title"),
    }


def describe(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    matters = Matter.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related("kind", "lead_unit")
    return [
        Row(
            id=matter.id,
            label=f"{matter.number} {matter.title}",
            route="matters:matter",
            route_args={"matter_id": matter.id},
            detail=" · ".join(str(part) for part in (matter.lead_unit, matter.get_status_display()) if part),
        )
        for matter in matters.order_by("raised_at", "id")
    ]


MATTERS = Source(
    name="matters",
    label=_("matters"),
    rows=lambda ask: Matter.objects.filter(
        zone_id__in=ask.zone_ids, excluded_reason="", raised_at__lte=ask.until
    ),
    visible=seen,
    models=(*MODELS, MatterClock, MatterMove),
    describe=describe,
    unit="lead_unit_id",
    dimensions=dimensions(""),
)

LEFT_OUT = Source(
    name="matters_left_out",
    label=_("matters left out of the rates"),
    rows=lambda ask: Matter.objects.filter(
        zone_id__in=ask.zone_ids, raised_at__range=(ask.begins, ask.until)
    ).exclude(excluded_reason=""),
    visible=seen,
    models=MODELS,
    describe=describe,
    unit="lead_unit_id",
    dimensions=dimensions(""),
)


def _counting(whole: Figure, label: Any, model: type[Any]) -> Source:
    counting = COUNTINGS[whole]
    return Source(
        name=f"matters_{whole.value}",
        label=label,
        rows=lambda ask: counting.rows(ask.zone_ids, ask.begins, ask.until),
        visible=seen,
        models=tuple(dict.fromkeys((*MODELS, model, MatterMove))),
        describe=describe,
        object="matter_id",
        again=REOPENED,
        unit=counting.unit,
        dimensions=dimensions("matter__"),
        register=Matter,
    )


REPLIES_DUE = _counting(Figure.REPLY_DUE, _("first replies that fell due"), MatterClock)
DUE = _counting(Figure.DUE, _("matters that fell due"), MatterClock)
CLOSINGS = _counting(Figure.CLOSED, _("closings of matters"), MatterMove)
RATINGS = _counting(Figure.RATED, _("ratings of matters"), MatterMove)
DISPATCHES = _counting(Figure.DISPATCHED, _("first dispatches"), MatterMove)


def _hours(field: str, since: str) -> ExpressionWrapper[Any]:
    """Exact to the microsecond."""
    seconds = Func(F(field) - F(since), template="EXTRACT(EPOCH FROM %(expressions)s)")
    amount: DecimalField[Any, Any] = DecimalField(max_digits=14, decimal_places=6)
    return ExpressionWrapper(ExpressionWrapper(seconds, amount) / Value(3600), amount)


def _days(field: str, since: str) -> ExpressionWrapper[Any]:
    """Calendar days in China: 0 on the same day, 1 on the next."""
    between = TruncDate(field, tzinfo=CHINA), TruncDate(since, tzinfo=CHINA)
    days = Func(*between, template="(%(expressions)s)", arg_joiner=" - ")
    return ExpressionWrapper(days, DecimalField(max_digits=7, decimal_places=0))


def _responses(ask: Ask) -> QuerySet[MatterClock]:
    """First replies given in the period, of the first round, with `hours` and `days` from raising to replying."""
    given: tuple[datetime, datetime] = (ask.begins, ask.until)
    return MatterClock.objects.filter(
        COUNTED,
        zone_id__in=ask.zone_ids,
        kind=ClockKind.FIRST_REPLY,
        round=1,
        kept=True,
        ended_at__range=given,
    ).annotate(hours=_hours("ended_at", "started_at"), days=_days("ended_at", "started_at"))


RESPONSES = Source(
    name="matters_responses",
    label=_("first replies given"),
    rows=_responses,
    visible=seen,
    models=(*MODELS, MatterClock),
    describe=describe,
    object="matter_id",
    once="matter_id",
    unit="held_by_id",
    dimensions=dimensions("matter__"),
    register=Matter,
)


def _seen_steps(actor: Actor) -> QuerySet[LadderStep] | None:
    matters = seen(actor)
    if matters is None:
        return None
    return LadderStep.objects.filter(zone_id=actor.zone_id, matter_id__in=matters.order_by().values("id"))


def _describe_steps(ids: Sequence[UUID], ask: Ask) -> list[Row]:
    steps = LadderStep.objects.filter(zone_id__in=ask.zone_ids, id__in=ids).select_related("matter__kind")
    return [
        Row(
            id=step.id,
            label=f"{step.matter.number} {step.matter.title}",
            route="matters:matter",
            route_args={"matter_id": step.matter_id},
            detail=step.name,
        )
        for step in steps.order_by("reached_at", "id")
    ]


STEPS = Source(
    name="matters_steps",
    label=_("rungs that were reached"),
    rows=lambda ask: LadderStep.objects.filter(
        COUNTED, zone_id__in=ask.zone_ids, reached_at__range=(ask.begins, ask.until)
    ),
    visible=_seen_steps,
    models=(*MODELS, LadderStep),
    describe=_describe_steps,
    unit="matter__lead_unit_id",
    dimensions={
        **dimensions("matter__"),
        "rung": lambda values, ask: Q(name__in=values),
        "colour": lambda values, ask: Q(colour__in=values),
    },
    register=Matter,
)
