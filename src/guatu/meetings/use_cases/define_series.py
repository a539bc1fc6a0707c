"""Define a series of meetings: its name, its rhythm, who convenes and chairs, where, and who attends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.meetings.choices import Cadence, SeriesKind
from guatu.meetings.events import SeriesDefined
from guatu.meetings.models.series import MeetingSeries, SeriesMember, SeriesName
from guatu.meetings.policies import may_define_series
from guatu.meetings.taking import take_series
from guatu.organization.models import Person, Post, Unit


@dataclass(frozen=True, slots=True)
class SeriesTerms:
    """What a series is, but for its name. `first_number` is the number of the first meeting kept here: a series that
    met before is counted on."""

    starts_at: time
    starts_on: date
    venue: str
    kind: str = SeriesKind.PROJECTS.value
    cadence: str = Cadence.WEEKLY.value
    weekday: int = 1
    month_day: int = 1
    first_number: int = 1
    ends_on: date | None = None
    branch_venues: Sequence[str] = ()
    chair: Person | None = None
    chair_post: Post | None = None
    attending: Sequence[Unit] = field(default_factory=tuple)
    sitting_in: Sequence[Unit] = field(default_factory=tuple)


@use_case(may=may_define_series)
def define_series(
    *, actor: Actor, unit: Unit, name: str, terms: SeriesTerms, series: MeetingSeries | None = None
) -> MeetingSeries:
    """A new series convened by `unit`, or new terms for `series`; its name is changed by `rename_series` alone.

    Raises `InvalidInput` naming every fault; `StaleVersion` where somebody has changed the series since it was read.
    """
    name = series.name if series is not None else name.strip()
    one_at_a_time("meetings.series_name", actor.zone_id)
    faults = _faults(actor, name, terms, series)
    if faults:
        raise InvalidInput(faults)
    values = {
        "kind": terms.kind,
        "cadence": terms.cadence,
        "weekday": terms.weekday,
        "month_day": terms.month_day,
        "starts_at": terms.starts_at,
        "starts_on": terms.starts_on,
        "first_number": terms.first_number,
        "ends_on": terms.ends_on,
        "unit": unit,
        "venue": terms.venue.strip(),
        "branch_venues": [v.strip() for v in terms.branch_venues if v.strip()],
        "chair": terms.chair,
        "chair_post": terms.chair_post,
    }
    if series is None:
        series = MeetingSeries.objects.create(zone_id=actor.zone_id, name=name, **values)
        SeriesName.objects.create(zone_id=actor.zone_id, series=series, name=name, valid_from=terms.starts_on)
        changes: dict[str, Any] = {"name": ("", name)}
    else:
        take_series(series, actor=actor)
        changes = change(series, **values)
    changes |= _set_members(series, terms)
    if changes:
        record(SeriesDefined(zone_id=actor.zone_id, series_id=series.id), subject=series, changes=changes)
    return series


def _set_members(series: MeetingSeries, terms: SeriesTerms) -> dict[str, tuple[list[str], list[str]]]:
    wanted = {unit.id: (unit, True) for unit in terms.sitting_in}
    wanted |= {unit.id: (unit, False) for unit in terms.attending}
    rows = SeriesMember.objects.filter(zone_id=series.zone_id, series=series).select_related("unit")
    known = {row.unit_id: row for row in rows}
    old = sorted(row.unit.name for row in known.values())
    if {i: row.sits_in for i, row in known.items()} == {i: sits for i, (_unit, sits) in wanted.items()}:
        return {}
    rows.delete()
    SeriesMember.objects.bulk_create(
        SeriesMember(zone_id=series.zone_id, series=series, unit=unit, sits_in=sits)
        for unit, sits in wanted.values()
    )
    return {"members": (old, sorted(unit.name for unit, _sits in wanted.values()))}


def _faults(actor: Actor, name: str, terms: SeriesTerms, series: MeetingSeries | None) -> dict[str, str]:
    faults: dict[str, str] = {}
    others = MeetingSeries.objects.filter(zone_id=actor.zone_id, name=name)
    if not name or len(name) > 80:
        faults["name"] = _("A name of up to 80 characters, please.")
    elif (others.exclude(id=series.id) if series else others).exists():
        faults["name"] = _("There is already a series called “%(name)s”.") % {"name": name}
    if terms.kind not in SeriesKind.values:
        faults["kind"] = _("Not a kind of series.")
    if terms.cadence not in Cadence.values:
        faults["cadence"] = _("Every week, every month, or when it is called.")
    if not 1 <= terms.weekday <= 7:
        faults["weekday"] = _("A day from Monday (1) to Sunday (7).")
    if not 1 <= terms.month_day <= 31:
        faults["month_day"] = _("A day from 1 to 31.")
    if terms.first_number < 1:
        faults["first_number"] = _("Numbers begin at 1.")
    if not terms.venue.strip():
        faults["venue"] = _("Say where it meets.")
    if terms.ends_on is not None and terms.ends_on < terms.starts_on:
        faults["ends_on"] = _("It cannot end before it begins.")
    if terms.starts_on > today(Zone.objects.get(id=actor.zone_id)).replace(month=12, day=31):
        faults["starts_on"] = _("This year at the latest.")
    return faults
