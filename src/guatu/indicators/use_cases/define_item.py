"""Define what is to be reached for a goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import record, use_case
from guatu.figures.registry import get_figure
from guatu.indicators.choices import Direction, TargetKind
from guatu.indicators.events.targets import ItemDefined
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

    Raises `InvalidInput` naming every fault.
    """
    name, figure = terms.name.strip(), terms.figure.strip()
    known = TargetItem.objects.filter(zone_id=actor.zone_id, goal=goal)
    faults: dict[str, str] = {}
    if not 0 < len(name) <= 80:
        faults["name"] = _("A name of up to 80 characters, please.")
    elif known.filter(name=name).exists():
        faults["name"] = _("The goal has an item of that name already.")
    if terms.kind not in TargetKind.values:
        faults["kind"] = _("Choose one of the list.")
    if not is_pace(terms.pace):
        faults["pace"] = _("Four shares in percent that never fall and end at 100, such as 20, 50, 75, 100.")
    measure = terms.measure.strip()
    if figure:
        try:
            found = get_figure(figure, actor.zone_id)
        except InvalidInput as error:
            faults["figure"] = str(error.faults[0].message)
        else:
            measure = str(found.unit.symbol)[:20]
    if faults:
        raise InvalidInput(faults)
    item = TargetItem.objects.create(
        zone_id=actor.zone_id,
        goal=goal,
        name=name,
        order=known.count() + 1,
        kind=terms.kind,
        direction=terms.direction,
        measure=measure,
        figure=figure,
        adds_up=terms.adds_up and terms.kind == TargetKind.ABSOLUTE,
        pace=list(terms.pace),
    )
    record(
        ItemDefined(zone_id=actor.zone_id, campaign_id=goal.campaign_id, item_id=item.id),
        subject=item,
        about=(goal.id, goal.campaign_id),
    )
    return item
