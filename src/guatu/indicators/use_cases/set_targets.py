"""Set the targets of an item for the quarters and for the units."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.indicators.choices import TargetKind
from guatu.indicators.events.targets import TargetsSet
from guatu.indicators.inspecting import require_open_item, take_item
from guatu.indicators.models.target import Target, TargetItem
from guatu.indicators.policies.targets import may_set_targets
from guatu.organization.models import Unit

Quarters = Mapping[int, Decimal | None]


@use_case(may=may_set_targets)
def set_targets(
    *, actor: Actor, item: TargetItem, values: Mapping[UUID | None, Quarters], reason: str = ""
) -> None:
    """`values`: unit (None: the whole) → quarter → what is to be reached from January on; None takes a target away.

    Units whose sum differs from the whole are no fault: the page shows the difference. Raises `InvalidInput` at
    `target-<unit or all>-<quarter>` where an amount falls from one quarter to the next, and at `reason` where a target
    that was set is changed without one; `Refused` (`item_closed`).
    """
    item = take_item(item, actor=actor)
    require_open_item(item)
    rows = {
        (row.unit_id, row.quarter): row
        for row in Target.objects.filter(zone_id=actor.zone_id, item=item).select_related("unit")
    }
    names: dict[UUID, str] = dict(
        Unit.objects.filter(zone_id=actor.zone_id, id__in=[u for u in values if u]).values_list("id", "name")
    )
    faults = _faults(item, values, names)
    differing = [
        (unit_id, quarter, value)
        for unit_id, quarters in values.items()
        for quarter, value in quarters.items()
        if value != (rows[unit_id, quarter].value if (unit_id, quarter) in rows else None)
    ]
    if any((unit_id, quarter) in rows for unit_id, quarter, _value in differing) and not reason.strip():
        faults.append(Fault("reason", _("A target that was set is changed: say why and who decided it.")))
    if faults:
        raise InvalidInput(faults)
    changes: dict[str, tuple[Any, Any]] = {}
    for unit_id, quarter, value in differing:
        key = f"{names[unit_id] if unit_id else ''} Q{quarter}".strip()
        changes[key] = _write(item, rows.get((unit_id, quarter)), unit_id, quarter, value)
    if changes:
        record(
            TargetsSet(zone_id=actor.zone_id, campaign_id=item.goal.campaign_id, item_id=item.id),
            subject=item,
            changes=changes,
            reason=reason.strip(),
            about=(item.goal_id, item.goal.campaign_id),
        )


def _write(
    item: TargetItem, row: Target | None, unit_id: UUID | None, quarter: int, value: Decimal | None
) -> tuple[Any, Any]:
    if row is None:
        Target.objects.create(
            zone_id=item.zone_id, item=item, unit_id=unit_id, quarter=quarter, value=value or Decimal(0)
        )
        return None, value
    if value is None:
        row.delete()
        return row.value, None
    return change(row, value=value)["value"]


def _faults(
    item: TargetItem, values: Mapping[UUID | None, Quarters], names: Mapping[UUID, str]
) -> list[Fault]:
    faults = []
    for unit_id, quarters in values.items():
        if unit_id is not None and unit_id not in names:
            faults.append(Fault("unit", _("There is no such unit.")))
        last: Decimal | None = None
        for quarter in range(1, 5):
            value = quarters.get(quarter)
            if value is None:
                continue
            if item.kind == TargetKind.ABSOLUTE and last is not None and value < last:
                message = _("Counted from January on, it cannot be less than the quarter before.")
                faults.append(Fault(f"target-{unit_id or 'all'}-{quarter}", message))
            last = value
    return faults
