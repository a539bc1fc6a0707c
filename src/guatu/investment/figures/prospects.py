"""Prospects by stage, as they stood on the last day of the period."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guatu.figures import units
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.registry import figure
from guatu.investment.choices import Stage
from guatu.investment.figures.sources import PROSPECTS
from guatu.projects.choices import CapitalOrigin

_NEGOTIATING = Q(stage_then=Stage.NEGOTIATING)
_FOREIGN = Q(capital_origin=CapitalOrigin.FOREIGN)
_DOMESTIC = Q(capital_origin=CapitalOrigin.DOMESTIC)


@figure(
    Kind.COUNT,
    PROSPECTS,
    label=_("leads"),
    unit=units.ITEM,
    words=_("prospects that were leads at the end of the period"),
    mechanisms=("M09",),
)
def leads(ask: Ask) -> Q:
    return Q(stage_then=Stage.LEAD)


@figure(
    Kind.COUNT,
    PROSPECTS,
    label=_("prospects in negotiation"),
    unit=units.ITEM,
    words=_("prospects that were in negotiation at the end of the period"),
    mechanisms=("M09",),
)
def in_negotiation(ask: Ask) -> Q:
    return _NEGOTIATING


@figure(
    Kind.COUNT,
    PROSPECTS,
    label=_("foreign prospects in negotiation"),
    unit=units.ITEM,
    words=_("prospects in negotiation of foreign capital"),
    mechanisms=("M09", "M12"),
)
def foreign_in_negotiation(ask: Ask) -> Q:
    return _NEGOTIATING & _FOREIGN


@figure(
    Kind.SUM,
    PROSPECTS,
    field="total_investment",
    at_least=lambda ask: Q(total_at_least=True),
    label=_("total investment of foreign prospects in negotiation, in dollars"),
    unit=units.YI_USD,
    words=_("total investment of foreign prospects in negotiation that is stated in US dollars"),
    mechanisms=("M09", "M12"),
)
def foreign_negotiated_investment(ask: Ask) -> Q:
    return _NEGOTIATING & _FOREIGN & Q(total_currency="USD")


@figure(
    Kind.SUM,
    PROSPECTS,
    field="registered_capital",
    at_least=lambda ask: Q(registered_at_least=True),
    label=_("intended registered foreign capital"),
    unit=units.YI_USD,
    words=_("registered capital that foreign prospects in negotiation intend, stated in US dollars"),
    mechanisms=("M12",),
)
def intended_registered_capital(ask: Ask) -> Q:
    return _NEGOTIATING & _FOREIGN & Q(registered_currency="USD")


@figure(
    Kind.COUNT,
    PROSPECTS,
    label=_("domestic prospects in negotiation"),
    unit=units.ITEM,
    words=_("prospects in negotiation of domestic capital"),
    mechanisms=("M09",),
)
def domestic_in_negotiation(ask: Ask) -> Q:
    return _NEGOTIATING & _DOMESTIC


@figure(
    Kind.SUM,
    PROSPECTS,
    field="total_investment",
    at_least=lambda ask: Q(total_at_least=True),
    label=_("total investment of domestic prospects in negotiation"),
    unit=units.YI_YUAN,
    words=_("total investment of domestic prospects in negotiation that is stated in yuan"),
    mechanisms=("M09",),
)
def domestic_negotiated_investment(ask: Ask) -> Q:
    return _NEGOTIATING & _DOMESTIC & Q(total_currency="CNY")


@figure(
    Kind.COUNT,
    PROSPECTS,
    label=_("prospects landed within the period"),
    unit=units.ITEM,
    words=_("prospects that landed within the period and had not been dropped by its end"),
    mechanisms=("M09",),
)
def landed(ask: Ask) -> Q:
    return Q(stage_then=Stage.LANDED, since_then__gte=ask.first)


@figure(
    Kind.COUNT,
    PROSPECTS,
    label=_("prospects dropped within the period"),
    unit=units.ITEM,
    words=_("prospects that were dropped within the period and not taken up again by its end"),
    mechanisms=("M09",),
)
def dropped(ask: Ask) -> Q:
    return Q(stage_then=Stage.DROPPED, since_then__gte=ask.first)


@figure(
    Kind.COUNT,
    PROSPECTS,
    label=_("sci-tech talent teams landed within the period"),
    unit=units.ITEM,
    words=_("prospects with a sci-tech talent team that landed within the period"),
    mechanisms=("M14",),
)
def talent_teams_landed(ask: Ask) -> Q:
    return Q(stage_then=Stage.LANDED, since_then__gte=ask.first) & ~Q(talent_team="")
