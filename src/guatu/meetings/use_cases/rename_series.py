"""Rename a series of meetings from a day on; its numbers go on."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import InvalidInput
from guatu.core.use_case import change, record, use_case
from guatu.meetings.choices import MeetingStatus
from guatu.meetings.events import SeriesRenamed
from guatu.meetings.models.meeting import Meeting
from guatu.meetings.models.series import MeetingSeries, SeriesName
from guatu.meetings.policies import may_rename_series
from guatu.meetings.taking import take_series


@use_case(may=may_rename_series)
def rename_series(*, actor: Actor, series: MeetingSeries, name: str, valid_from: date) -> MeetingSeries:
    """From `valid_from` on it is called `name`. Meetings on or after that day that are not over take the new name.

    Raises `InvalidInput` for a name in use and for a day that is not after the last change of name.
    """
    series = take_series(series, actor=actor)
    name = name.strip()
    faults: dict[str, str] = {}
    taken = MeetingSeries.objects.filter(zone_id=actor.zone_id, name=name).exclude(id=series.id)
    if not name or len(name) > 80:
        faults["name"] = _("A name of up to 80 characters, please.")
    elif name == series.name:
        faults["name"] = _("It is called that already.")
    elif taken.exists():
        faults["name"] = _("There is already a series called “%(name)s”.") % {"name": name}
    names = SeriesName.objects.filter(zone_id=actor.zone_id, series=series)
    last = names.order_by("-valid_from").first()
    if last is not None and valid_from <= last.valid_from:
        faults["valid_from"] = _("After the day from which it has its present name.")
    if faults:
        raise InvalidInput(faults)
    SeriesName.objects.create(zone_id=actor.zone_id, series=series, name=name, valid_from=valid_from)
    changes = change(series, name=name)
    ahead = Meeting.objects.filter(zone_id=actor.zone_id, series=series, day__gte=valid_from)
    for meeting in ahead.exclude(status__in=(MeetingStatus.CLOSED, MeetingStatus.CANCELLED)):
        change(meeting, name=name)
    record(
        SeriesRenamed(zone_id=actor.zone_id, series_id=series.id, new_name=name, valid_from=valid_from),
        subject=series,
        changes=changes,
    )
    return series
