"""Fill in a unit's values for a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.periods import Period
from guatu.core.use_case import record, use_case
from guatu.indicators.choices import EntryMove, Qualifier
from guatu.indicators.events.entries import EntriesSaved
from guatu.indicators.models.entry import EntrySet, EntrySetItem, EntryValue, Submission
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.policies.entries import may_enter
from guatu.indicators.rules.periods import fits, plain
from guatu.indicators.taking import require_open, take_submission
from guatu.organization.models import Unit

_LARGEST = Decimal(10) ** 18
_NAMES = ("value", "growth", "target", "qualifier", "note")


@dataclass(frozen=True, slots=True)
class Cell:
    """What is entered for one indicator. `note` is the written reason that a warning asks for."""

    value: Decimal | None = None
    growth: Decimal | None = None
    target: Decimal | None = None
    qualifier: str = Qualifier.EXACT
    note: str = ""


@use_case(may=may_enter)
def save_entries(
    *, actor: Actor, entry_set: EntrySet, unit: Unit, period: Period, cells: Mapping[str, Cell]
) -> Submission:
    """Keep what is entered, by indicator code; nothing is checked against rules before it is submitted.

    Raises `Refused` (`not_yet`, `closed`, `moved_on`) and `InvalidInput` naming every cell (`value-<code>` …).
    """
    period = plain(period)
    items = {
        item.indicator.code: item.indicator
        for item in EntrySetItem.objects.filter(zone_id=actor.zone_id, entry_set=entry_set).select_related(
            "indicator"
        )
    }
    faults = _faults(entry_set, unit, period, cells, items)
    if faults:
        raise InvalidInput(faults)
    require_open(entry_set, unit, period)
    submission = _submission(actor, entry_set, unit, period)
    changes = _write(submission, cells, items)
    if changes:
        record(
            EntriesSaved(
                zone_id=actor.zone_id,
                submission_id=submission.id,
                set_id=entry_set.id,
                unit_id=unit.id,
                period=submission.period,
            ),
            subject=submission,
            changes=changes,
        )
    return submission


def _submission(actor: Actor, entry_set: EntrySet, unit: Unit, period: Period) -> Submission:
    one_at_a_time("indicators.submission", entry_set.id, unit.id, period.last)
    known = Submission.objects.filter(
        zone_id=actor.zone_id,
        entry_set=entry_set,
        unit=unit,
        first_day=period.first,
        last_day=period.last,
    ).first()
    if known is not None:
        return take_submission(known, EntryMove.SAVE, actor=actor)
    return Submission.objects.create(
        zone_id=actor.zone_id,
        entry_set=entry_set,
        unit=unit,
        period=period.text,
        first_day=period.first,
        last_day=period.last,
    )


def _write(
    submission: Submission, cells: Mapping[str, Cell], items: Mapping[str, Indicator]
) -> dict[str, tuple[Any, Any]]:
    rows = EntryValue.objects.filter(zone_id=submission.zone_id, submission=submission)
    known: dict[UUID, EntryValue] = {row.indicator_id: row for row in rows}
    changes: dict[str, tuple[Any, Any]] = {}
    new, changed = [], []
    for code, cell in cells.items():
        row = known.get(items[code].id)
        values = asdict(cell) | {"note": cell.note.strip()}
        if row is None:
            if cell == Cell():
                continue
            new.append(
                EntryValue(zone_id=submission.zone_id, submission=submission, indicator=items[code], **values)
            )
            changes[items[code].label] = (None, cell.value)
            continue
        differing = {n: (getattr(row, n), values[n]) for n in _NAMES if getattr(row, n) != values[n]}
        if differing:
            for name, (_old, value) in differing.items():
                setattr(row, name, value)
            changed.append(row)
            label = items[code].label
            changes |= {label if n == "value" else f"{label} {n}": pair for n, pair in differing.items()}
    EntryValue.objects.bulk_create(new)
    EntryValue.objects.bulk_update(changed, _NAMES)
    return changes


def _faults(
    entry_set: EntrySet,
    unit: Unit,
    period: Period,
    cells: Mapping[str, Cell],
    items: Mapping[str, Indicator],
) -> list[Fault]:
    faults = []
    if (
        not fits(period, entry_set.periodicity, to_date=entry_set.to_date)
        or period.last < entry_set.starts_on
    ):
        faults.append(Fault("period", _("%s is no period of this set.") % period))
    if unit.type not in entry_set.unit_types:
        faults.append(Fault("unit", _("This unit does not fill in the set.")))
    for code, cell in cells.items():
        if code not in items:
            faults.append(Fault(f"value-{code}", _("The set has no such indicator.")))
            continue
        for name in ("value", "target"):
            number = getattr(cell, name)
            if number is not None and (abs(number) >= _LARGEST or number != round(number, 6)):
                message = _("Up to 18 digits before the point and six behind it.")
                faults.append(Fault(f"{name}-{code}", message))
        if cell.growth is not None and not -1 <= cell.growth <= 1000:
            faults.append(Fault(f"growth-{code}", _("A growth from −100 % up.")))
        if len(cell.note.strip()) > 300:
            faults.append(Fault(f"note-{code}", _("Up to %s characters.") % 300))
    return faults
