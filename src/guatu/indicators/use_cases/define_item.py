"""Define what is to be reached for a goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput
from guatu.core.use_case import record, use_case
from guatu.figures.registry import get_figure
from guatu.indicators.choices import Direction, TargetKind
from guatu.indicators.events.targets import ItemDefined
from guatu.indicators.inspecting import require_open_goal
from guatu.indicators.models.target import Goal, TargetItem
from guatu.indicators.policies.targets import may_change_goal
from guatu.indicators.rules.targets import EVEN_PACE, is_pace


@dataclass(frozen=True, slots=True)
class ItemTerms:
    """What an item is. `figure`: the name of the figure that its actual values come from; empty: they are reported."""

    name: str
    kind: str = TargetKind.ABSOLUTE
    direction: str = Direction.UP
    measure: str = ""
    figure: str = ""
    adds_up: bool = True
    pace: Sequence[Decimal] = EVEN_PACE


@use_case(may=may_change_goal)
def define_item(*, actor: Actor, goal: Goal, terms: ItemTerms) -> TargetItem:
    """A new item, behind those that the goal has. Its measure is the figure's where it has one.

    Raises `InvalidInput` naming every fault, and `Refused` (`goal_closed`, `campaign_closed`).
    """
    require_open_goal(goal)
    known = TargetItem.objects.filter(zone_id=actor.zone_id, goal=goal)
    values, faults = read_terms(actor.zone_id, terms, known)
    if faults:
        raise InvalidInput(faults)
    item = TargetItem.objects.create(zone_id=actor.zone_id, goal=goal, order=known.count() + 1, **values)
    record(
        ItemDefined(zone_id=actor.zone_id, campaign_id=goal.campaign_id, item_id=item.id),
        subject=item,
        about=(goal.id, goal.campaign_id),
    )
    return item


def read_terms(
    zone_id: UUID, terms: ItemTerms, others: QuerySet[TargetItem]
) -> tuple[dict[str, Any], list[Fault]]:
    """The terms as an item keeps them, beside the goal's `others`, and what is wrong with them."""
    name, figure, measure = terms.name.strip(), terms.figure.strip(), terms.measure.strip()
    faults = []
    if not 0 < len(name) <= 80:
        faults.append(Fault("name", _("A name of up to 80 characters, please.")))
    elif others.filter(name=name).exists():
        faults.append(Fault("name", _("The goal has an item of that name already.")))
    if terms.kind not in TargetKind.values:
        faults.append(Fault("kind", _("Choose one of the list.")))
    if not is_pace(terms.pace):
        message = _("Four shares in percent that never fall and end at 100, such as 20, 50, 75, 100.")
        faults.append(Fault("pace", message))
    if figure:
        try:
            measure = str(get_figure(figure, zone_id).unit.symbol)[:20]
        except InvalidInput as error:
            faults.append(Fault("figure", str(error.faults[0].message)))
    values = {
        "name": name,
        "kind": terms.kind,
        "direction": terms.direction,
        "measure": measure,
        "figure": figure,
        "adds_up": terms.adds_up and terms.kind == TargetKind.ABSOLUTE,
        "pace": list(terms.pace),
    }
    return values, faults
