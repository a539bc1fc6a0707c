"""Every figure of a zone with its value, in one evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.figures.asking import Wanted
from guatu.figures.definition import Figure, Kind
from guatu.figures.reading import Reading
from guatu.figures.registry import figures_of
from guatu.reports.selectors.asking import VIEW, read_figures

# What the apps are called here; one that is not named stands under its own name.
GROUPS: dict[str, Any] = {
    "projects": _("Projects"),
    "matters": _("Matters"),
    "enterprises": _("Enterprises"),
    "meetings": _("Meetings"),
    "grids": _("Grids"),
    "investment": _("Attracting investment"),
    "indicators": _("Reported indicators"),
    "organization": _("Organization"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with what it says; None where it is not told for such a period, or only for a unit."""

    figure: Figure
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one app."""

    label: Any
    lines: Sequence[Line]


def catalogue(*, actor: Actor, zone: Zone, period: Period, words: str = "") -> list[Group]:
    """By app in their usual order; `words` let through figures with all of them in name, label or formula."""
    if not actor.may(VIEW):
        raise NotAllowed(VIEW)
    figures = [figure for figure in figures_of(zone.id) if _has(figure, words)]
    wanted = {
        figure.name: Wanted(figure.name, period)
        for figure in figures
        if period.type in figure.periods and figure.kind is not Kind.RANK
    }
    found = read_figures(wanted.values(), actor=actor, zone=zone)
    groups: dict[str, list[Line]] = {}
    for figure in figures:
        one = wanted.get(figure.name)
        groups.setdefault(figure.app, []).append(Line(figure, found[one] if one else None))
    return [Group(GROUPS.get(app, app), lines) for app, lines in groups.items()]


def _has(figure: Figure, words: str) -> bool:
    text = f"{figure.name} {figure.label} {figure.words}".lower()
    return all(word in text for word in words.lower().split())
