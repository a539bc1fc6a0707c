"""Reading calendars: the working calendar of a zone as a value, notices, and which years are provisional."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from guatu.calendars.choices import DayKind, NoticeStatus
from guatu.calendars.days import DayRule
from guatu.calendars.models import Calendar, Notice, NoticeDay
from guatu.calendars.official import OfficialNotice, official_notices
from guatu.calendars.patterns import WeeklyPattern
from guatu.calendars.policies import may_view_calendar
from guatu.calendars.rules import WorkingCalendar, seven_by_twenty_four
from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed, NotFound, hidden
from guatu.core.models import Zone


def calendars(*, actor: Actor) -> QuerySet[Calendar]:
    """The zone's calendars, the default one first."""
    _require_view(actor)
    return Calendar.objects.filter(zone_id=actor.zone_id)


def get_calendar(code: str, *, actor: Actor) -> Calendar:
    with hidden(_("There is no such calendar.")):
        calendar = calendars(actor=actor).filter(code=code).first()
    if calendar is None:
        raise NotFound(_("There is no such calendar."))
    return calendar


def notices(*, actor: Actor) -> QuerySet[Notice]:
    """The zone's notices, drafts among them, newest first, each with `off_count` and `worked_count`."""
    _require_view(actor)
    return (
        Notice.objects.filter(zone_id=actor.zone_id)
        .annotate(
            off_count=Count("days", filter=Q(days__kind=DayKind.OFF)),
            worked_count=Count("days", filter=Q(days__kind=DayKind.WORKING)),
        )
        .order_by("-published_on", "-id")
    )


def notices_naming(year: int, *, actor: Actor) -> QuerySet[Notice]:
    """The applied notices that name a day of `year`, the one for the year after at New Year among them."""
    naming = NoticeDay.objects.filter(zone_id=actor.zone_id, date__year=year).values("notice_id")
    return notices(actor=actor).filter(status=NoticeStatus.APPLIED, id__in=naming)


def get_notice(notice_id: UUID, *, actor: Actor) -> Notice:
    with hidden(_("There is no such notice.")):
        notice = notices(actor=actor).filter(id=notice_id).first()
    if notice is None:
        raise NotFound(_("There is no such notice."))
    return notice


def days_of(notice: Notice) -> dict[date, DayRule]:
    """The dates that `notice` names, in order."""
    rows = NoticeDay.objects.filter(zone_id=notice.zone_id, notice=notice).order_by("date")
    return {row.date: DayRule(DayKind(row.kind), row.name) for row in rows}


def shipped_notices(*, actor: Actor) -> list[OfficialNotice]:
    """The official notices that ship with the program and are not in the zone yet, newest first."""
    known = set(notices(actor=actor).values_list("document_number", flat=True))
    return [notice for notice in reversed(official_notices()) if notice.document_number not in known]


def working_calendar(zone: Zone | UUID, code: str | None = None) -> WorkingCalendar:
    """The zone's calendar `code` (the default one where none is named) with all applied notices.

    Two queries; the value itself is kept until a calendar or the applied notices change. Raises `NotFound`
    where the zone has no such calendar.
    """
    zone_id = zone if isinstance(zone, UUID) else zone.id
    wanted = Q(code=code) if code else Q(is_default=True)
    calendar = Calendar.objects.filter(wanted, zone_id=zone_id).first()
    if calendar is None:
        raise NotFound(
            _("The zone has no calendar “%(code)s”.") % {"code": code}
            if code
            else _("The zone has no default calendar.")
        )
    applied = tuple(applied_notices(zone_id).values_list("id", "version"))
    return _working_calendar(zone_id, json.dumps(calendar.pattern), calendar.all_hours, applied)


def applied_notices(zone_id: UUID) -> QuerySet[Notice]:
    """The notices that count, the one that wins over the others last."""
    return Notice.objects.filter(zone_id=zone_id, status=NoticeStatus.APPLIED).order_by(
        "published_on", "applied_at", "id"
    )


@lru_cache(maxsize=256)
def _working_calendar(
    zone_id: UUID, pattern: str, all_hours: bool, applied: tuple[tuple[UUID, int], ...]
) -> WorkingCalendar:
    # The arguments say all that the answer depends on, so that even an answer given within a transaction that
    # was rolled back is never wrong later: a notice cannot come back applied, with other days, in a version
    # it was applied in before.
    read = [] if all_hours else read_notices(zone_id, [notice_id for notice_id, _version in applied])
    return _build(json.loads(pattern), all_hours, read)


@dataclass(frozen=True, slots=True)
class NamedDays:
    """The year a notice is for, and the dates it names."""

    year: int
    days: Mapping[date, DayRule]


def read_notices(zone_id: UUID, notice_ids: Sequence[UUID]) -> list[NamedDays]:
    """The contents of those notices, in the same order (two queries)."""
    years = dict(Notice.objects.filter(zone_id=zone_id, id__in=notice_ids).values_list("id", "year"))
    named: dict[UUID, dict[date, DayRule]] = {notice_id: {} for notice_id in notice_ids}
    rows = NoticeDay.objects.filter(zone_id=zone_id, notice_id__in=notice_ids)
    for notice_id, day, kind, name in rows.values_list("notice_id", "date", "kind", "name"):
        named[notice_id][day] = DayRule(DayKind(kind), name)
    return [NamedDays(years[notice_id], named[notice_id]) for notice_id in notice_ids]


def with_notices(calendar: Calendar, notices: Iterable[NamedDays]) -> WorkingCalendar:
    """`calendar` as it is, or would be, with just these notices; later ones win over earlier ones."""
    return _build(calendar.pattern, calendar.all_hours, notices)


def _build(pattern: Any, all_hours: bool, notices: Iterable[NamedDays]) -> WorkingCalendar:
    if all_hours:
        return seven_by_twenty_four()
    days: dict[date, DayRule] = {}
    years = set()
    for notice in notices:
        days |= notice.days
        years.add(notice.year)
    return WorkingCalendar(pattern=WeeklyPattern.parse(pattern), days=days, official_years=frozenset(years))


def provisional_years(zone: Zone | UUID, first: int, last: int) -> list[int]:
    """The years from `first` to `last`, both included, for which no notice is applied."""
    zone_id = zone if isinstance(zone, UUID) else zone.id
    covered = set(
        Notice.objects.filter(
            zone_id=zone_id, status=NoticeStatus.APPLIED, year__gte=first, year__lte=last
        ).values_list("year", flat=True)
    )
    return [year for year in range(first, last + 1) if year not in covered]


def working_day_mask(
    zone: Zone | UUID, first: date, last: date, code: str | None = None
) -> tuple[date, NDArray[np.bool_]]:
    """First day and one truth value per day from `first` to `last`, both included: what scheduling takes."""
    return first, working_calendar(zone, code).working_days(first, last)


def _require_view(actor: Actor) -> None:
    if not may_view_calendar(actor):
        raise NotAllowed("calendars.view_calendar")
