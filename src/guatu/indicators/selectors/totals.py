"""Who reports an indicator that adds up, and what the units below report together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from guatu.indicators.models.entry import EntrySetItem
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.reading import Reading
from guatu.indicators.rules.totals import Total, total_below
from guatu.organization.models import Unit


@dataclass(frozen=True)
class Reporting:
    """The units of a zone and the types of those that fill in an indicator, by their sets."""

    units: Collection[Unit]
    items: Collection[EntrySetItem]

    def total(
        self, indicator: Indicator, unit_id: UUID, day: date, readings: Iterable[Reading]
    ) -> Total[UUID]:
        """What the units below `unit_id` report of the period that ends on `day`, of the `readings` of that period."""
        values: Mapping[UUID, Decimal] = {r.unit_id: r.value for r in readings if r.value is not None}
        children: dict[UUID, list[UUID]] = defaultdict(list)
        for unit in self.units:
            if unit.parent_id is not None:
                children[unit.parent_id].append(unit.id)
        types = self._types(indicator, day)
        expected = {unit.id for unit in self.units if unit.type in types and _is_open(unit, day)}
        return total_below(unit_id, children=children, values=values, expected=expected)

    def _types(self, indicator: Indicator, day: date) -> set[str]:
        """Of the sets that ask for it at the time; of the indicator where no set does."""
        sets = [item.entry_set for item in self.items if item.indicator_id == indicator.id]
        asked = {
            kind
            for one in sets
            if one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)
            for kind in one.unit_types
        }
        return asked or set(indicator.unit_types)


def _is_open(unit: Unit, day: date) -> bool:
    return (unit.opened_on is None or unit.opened_on <= day) and (
        unit.closed_on is None or unit.closed_on > day
    )


def reporting(zone_id: UUID, indicators: Collection[Indicator]) -> Reporting:
    """Two queries; none where no indicator adds up."""
    if not indicators:
        return Reporting((), ())
    items = EntrySetItem.objects.filter(zone_id=zone_id, indicator__in=indicators)
    units = Unit.objects.filter(zone_id=zone_id).order_by("order", "code")
    return Reporting(list(units), list(items.select_related("entry_set")))
