"""The fair numbers: what fell due, was closed, rated and dispatched in the period, and the six rates.

The conditions are those of `selectors.counting`; the prose is docs/rules/fair_numbers.md.
"""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.figures import units
from guatu.figures.arithmetic import quotient
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.registry import figure
from guatu.matters.figures.sources import CLOSINGS, DISPATCHES, DUE, RATINGS, REPLIES_DUE
from guatu.matters.selectors.counting import KEPT_IN_TIME, RETURNED, RIGHT, SATISFIED, SOLVED

_ALL = Q(id__isnull=False)


@figure(
    Kind.COUNT,
    REPLIES_DUE,
    label=_("first reply fell due"),
    unit=units.MATTER,
    words=_("matters whose first reply fell due in the period, given or not"),
    mechanisms=("M32", "M37"),
)
def reply_due(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    REPLIES_DUE,
    label=_("first reply in time"),
    unit=units.MATTER,
    words=_("matters whose first reply fell due in the period and was given in time"),
    mechanisms=("M32", "M37"),
)
def replied(ask: Ask) -> Q:
    return KEPT_IN_TIME


@figure(
    Kind.COUNT,
    DUE,
    label=_("fell due"),
    unit=units.MATTER,
    words=_("matters whose time ran out in the period, open overdue ones included"),
    mechanisms=("M32", "M37"),
)
def due(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    DUE,
    label=_("done on time"),
    unit=units.MATTER,
    words=_("matters whose time ran out in the period and that were reported done or answered by then"),
    mechanisms=("M32", "M37"),
)
def on_time(ask: Ask) -> Q:
    return KEPT_IN_TIME


@figure(
    Kind.COUNT,
    CLOSINGS,
    label=_("closed in the period"),
    unit=units.MATTER,
    words=_("matters struck off or closed without being solved in the period"),
    mechanisms=("M32", "M37"),
)
def closed(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    CLOSINGS,
    label=_("solved in the period"),
    unit=units.MATTER,
    words=_("matters struck off in the period"),
    mechanisms=("M32", "M37"),
)
def solved(ask: Ask) -> Q:
    return SOLVED


@figure(
    Kind.COUNT,
    RATINGS,
    label=_("rated in the period"),
    unit=units.MATTER,
    words=_("matters that were rated in the period"),
    mechanisms=("M32", "M37"),
)
def rated(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    RATINGS,
    label=_("rated as satisfied"),
    unit=units.MATTER,
    words=_("matters rated “satisfied” or “basically satisfied” in the period"),
    mechanisms=("M32", "M37"),
)
def satisfied(ask: Ask) -> Q:
    return SATISFIED


@figure(
    Kind.COUNT,
    DISPATCHES,
    label=_("dispatched in the period"),
    unit=units.MATTER,
    words=_("matters dispatched for the first time, or after reopening, in the period"),
    mechanisms=("M32", "M37"),
)
def dispatched(ask: Ask) -> Q:
    return _ALL


@figure(
    Kind.COUNT,
    DISPATCHES,
    label=_("dispatched right at once"),
    unit=units.MATTER,
    words=_("matters dispatched in the period that neither came back nor went on to another unit"),
    mechanisms=("M32", "M37"),
)
def right(ask: Ask) -> Q:
    return RIGHT


@figure(
    Kind.COUNT,
    DISPATCHES,
    label=_("returned after dispatch"),
    unit=units.MATTER,
    words=_("matters dispatched in the period that a unit returned"),
    mechanisms=("M32", "M37"),
)
def returned(ask: Ask) -> Q:
    return RETURNED


@figure(
    Kind.RATIO,
    needs=(replied, reply_due),
    label=_("Response rate"),
    unit=units.SHARE,
    words=_("First replies given in time ÷ first replies that fell due, those not given yet included."),
    mechanisms=("M32", "M37"),
)
def response_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.RATIO,
    needs=(on_time, due),
    label=_("On-time rate"),
    unit=units.SHARE,
    words=_("Reported done or answered in time ÷ everything that fell due, open overdue matters included."),
    mechanisms=("M32", "M37"),
)
def on_time_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.RATIO,
    needs=(solved, closed),
    label=_("Solution rate"),
    unit=units.SHARE,
    words=_("Struck off as solved ÷ all closed, those closed without being solved included."),
    mechanisms=("M32", "M37"),
)
def solution_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.RATIO,
    needs=(satisfied, rated),
    label=_("Satisfaction rate"),
    unit=units.SHARE,
    words=_("“Satisfied” and “basically satisfied” ÷ all ratings given."),
    mechanisms=("M32", "M37"),
)
def satisfaction_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.RATIO,
    needs=(right, dispatched),
    label=_("Dispatch accuracy"),
    unit=units.SHARE,
    words=_("First dispatches that neither came back nor went on to another unit ÷ all first dispatches."),
    mechanisms=("M32", "M37"),
)
def accuracy_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)


@figure(
    Kind.RATIO,
    needs=(returned, dispatched),
    label=_("Return rate"),
    unit=units.SHARE,
    words=_("First dispatches that a unit returned ÷ all first dispatches."),
    mechanisms=("M32", "M37"),
)
def return_rate(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return quotient(part, whole)
