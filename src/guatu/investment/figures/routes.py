"""The registers of the three combinations 三个结合, on the last day of the period."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.figures import units
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.registry import figure
from guatu.investment.choices import PppLevel
from guatu.investment.figures.sources import FUNDS, PARKS, PPP_PROJECTS


@figure(
    Kind.COUNT,
    PPP_PROJECTS,
    label=_("provincial key PPP projects"),
    unit=units.ITEM,
    words=_("PPP projects of provincial level on the register at the end of the period"),
    mechanisms=("M10",),
)
def provincial_ppp_projects(ask: Ask) -> Q:
    return Q(level=PppLevel.PROVINCIAL)


@figure(
    Kind.COUNT,
    FUNDS,
    label=_("industrial funds"),
    unit=units.ITEM,
    words=_("industrial funds on the register at the end of the period"),
    mechanisms=("M10",),
)
def industrial_funds(ask: Ask) -> Q:
    return Q()


@figure(
    Kind.COUNT,
    PARKS,
    label=_("theme parks"),
    unit=units.ITEM,
    words=_("theme parks on the register at the end of the period"),
    mechanisms=("M10",),
)
def theme_parks(ask: Ask) -> Q:
    return Q()
