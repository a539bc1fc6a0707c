"""Asking figures in a zone: what every page, command and briefing of this app shares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed
from guatu.core.models import Zone
from guatu.figures.asking import Wanted
from guatu.figures.definition import Figure
from guatu.figures.evaluating import evaluate, rows_behind
from guatu.figures.reading import Reading, Row
from guatu.organization.selectors import unit_tree

VIEW = "reports.view_figure"


def read_figures(
    wanted: Iterable[Wanted], *, actor: Actor, zone: Zone, as_of: datetime | None = None
) -> dict[Wanted, Reading]:
    """Every reading asked for, over what the actor may see; `as_of` an aware moment, None for now.

    Raises `NotAllowed`, and `InvalidInput` for a figure, period or slice that there is not.
    """
    _check(actor)
    return evaluate(wanted, actor=actor, zone=zone, tree=unit_tree(zone.id), as_of=as_of)


def read_rows(
    wanted: Wanted, *, actor: Actor, zone: Zone, as_of: datetime | None = None, limit: int | None = None
) -> list[tuple[Figure, list[Row]]]:
    """The rows behind a figure, by each count or sum that it is worked out from."""
    _check(actor)
    tree = unit_tree(zone.id)
    return rows_behind(wanted, actor=actor, zone=zone, tree=tree, as_of=as_of, limit=limit)


def _check(actor: Actor) -> None:
    if not actor.may(VIEW):
        raise NotAllowed(VIEW)
