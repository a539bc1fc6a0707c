"""Change what an item of the targets is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.indicators.events.targets import ItemEdited
from guatu.indicators.inspecting import (
    faults_of_reason,
    is_item_reported,
    is_judged,
    require_open_item,
    take_item,
)
from guatu.indicators.models.target import Target, TargetItem
from guatu.indicators.policies.targets import may_change_item
from guatu.indicators.use_cases.define_item import ItemTerms, read_terms

# What a verdict was passed by.
_MEASURES = ("kind", "direction", "measure")


@use_case(may=may_change_item)
def edit_item(*, actor: Actor, item: TargetItem, terms: ItemTerms, reason: str = "") -> TargetItem:
    """New terms, kept beside the old ones in the record. Once targets are set or something is reported a change needs a
    `reason`; once the item has been judged, kind, direction and measure stay as they are.

    Raises `InvalidInput` naming every fault, and `Refused` (`item_closed`). The same terms again change nothing.
    """
    item = take_item(item, actor=actor)
    require_open_item(item)
    others = TargetItem.objects.filter(zone_id=actor.zone_id, goal=item.goal_id).exclude(id=item.id)
    values, faults = read_terms(actor.zone_id, terms, others)
    if item.figure and values["figure"] == item.figure:
        values["measure"] = item.measure  # the figure's symbol, in the language of whoever defined the item
    differing = [name for name, value in values.items() if getattr(item, name) != value]
    if is_judged(item):
        message = _("The item has been judged by it. Close the item and define another one.")
        places = [n for n in _MEASURES if n in differing]
        faults += [Fault("figure" if n == "measure" and terms.figure else n, message) for n in places]
    bound = Target.objects.filter(zone_id=item.zone_id, item=item).exists() or is_item_reported(item)
    faults += faults_of_reason(reason, needed=bool(differing) and bound)
    if faults:
        raise InvalidInput(faults)
    changes = change(item, **values)
    if changes:
        record(
            ItemEdited(zone_id=actor.zone_id, campaign_id=item.goal.campaign_id, item_id=item.id),
            subject=item,
            changes=changes,
            reason=reason.strip(),
            about=(item.goal_id, item.goal.campaign_id),
        )
    return item
