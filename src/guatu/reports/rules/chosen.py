"""Which figures stand on a dashboard, part of the work by part, and which in the columns of its table of units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the work: the figures that tell of it, and those compared over the units below."""

    label: Any
    head: tuple[str, ...]
    columns: tuple[str, ...]


PROJECTS = "projects"
# By the name in the address, in the order of the page. One is shown at a time, so that a page asks few questions.
AREAS: Mapping[str, Area] = {
    PROJECTS: Area(
        _("Projects"),
        (
            "projects.listed",
            "projects.construction_start_rate",
            "projects.started_new_starts",
            "projects.overdue_starts",
            "projects.total_investment",
            "projects.annual_plan",
            "projects.investment_to_date",
            "projects.investment_completion_rate",
            "projects.red_lights",
            "projects.yellow_lights",
            "projects.lead_coverage",
            "projects.liaison_coverage",
        ),
        (
            "projects.listed",
            "projects.construction_start_rate",
            "projects.investment_to_date",
            "projects.investment_completion_rate",
            "projects.red_lights",
        ),
    ),
    "matters": Area(
        _("Matters"),
        (
            "matters.raised",
            "matters.open_matters",
            "matters.overdue",
            "matters.overdue_rate",
            "matters.response_rate",
            "matters.on_time_rate",
            "matters.solution_rate",
            "matters.satisfaction_rate",
        ),
        ("matters.open_matters", "matters.overdue", "matters.overdue_rate", "matters.on_time_rate"),
    ),
    "meetings": Area(
        _("Meetings and visits"),
        (
            "meetings.meetings_held",
            "meetings.resolutions",
            "meetings.resolutions_overdue",
            "meetings.resolution_rate",
            "meetings.supervision_visits",
            "meetings.supervision_coverage",
            "meetings.leader_coverage",
            "meetings.settled_on_site_rate",
        ),
        ("meetings.resolutions", "meetings.resolution_rate", "meetings.supervision_coverage"),
    ),
    "investment": Area(
        _("Investment promotion"),
        (
            "investment.in_negotiation",
            "investment.signed",
            "investment.signed_investment",
            "investment.signed_foreign",
            "investment.signed_registered_capital",
            "investment.capital_paid_in",
            "investment.landed",
            "investment.same_year_enrolment_rate",
        ),
        (
            "investment.in_negotiation",
            "investment.signed",
            "investment.signed_investment",
            "investment.landed",
        ),
    ),
    "enterprises": Area(
        _("Enterprises"),
        (
            "enterprises.registered",
            "enterprises.visits",
            "enterprises.visit_coverage",
            "enterprises.liaison_coverage",
            "enterprises.findings",
            "enterprises.on_the_spot_rate",
        ),
        ("enterprises.registered", "enterprises.visit_coverage", "enterprises.on_the_spot_rate"),
    ),
}
# What can be read from the end of a hall.
SCREEN = (
    "projects.listed",
    "projects.construction_start_rate",
    "projects.investment_to_date",
    "projects.investment_completion_rate",
    "projects.total_investment",
    "projects.red_lights",
    "matters.overdue",
    "investment.signed_investment",
)
BY_UNIT_ON_SCREEN = "projects.construction_start_rate"
