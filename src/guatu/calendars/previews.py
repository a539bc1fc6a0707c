"""What a notice would change before it is applied: days, and the open dates reckoned from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from guatu.calendars.choices import DayKind, NoticeStatus
from guatu.calendars.models import Calendar, Notice
from guatu.calendars.open_dates import DateMove, OpenDate, providers
from guatu.calendars.rules import YEAR_END, WorkingCalendar
from guatu.calendars.selectors import applied_notices, get_notice, read_notices, with_notices
from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.core.models import Zone


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """A day that the default calendar takes for something else once the notice is applied."""

    date: date
    before: DayKind
    after: DayKind
    name: str


@dataclass(frozen=True)
class NoticePreview:
    """`moves` are the open dates that applying the notice moves, by provider; `kept` would move too but do
    not stand where the calendar puts them (somebody set them), so they stay. `before` and `after` are the
    default calendar without and with the notice."""

    notice: Notice
    before: WorkingCalendar
    after: WorkingCalendar
    moves: dict[str, tuple[DateMove, ...]]
    kept: tuple[OpenDate, ...]

    @property
    def all_moves(self) -> list[DateMove]:
        """Every move, the earliest new date first."""
        found = [move for moves in self.moves.values() for move in moves]
        return sorted(found, key=lambda move: (str(move.new_due), move.open_date.label))

    @property
    def digest(self) -> str:
        """Names exactly this notice as it reads now and this set of moves; `apply_notice` asks for it."""
        lines = [
            f"{name} {move.open_date.subject} {move.open_date.due.isoformat()} {move.new_due.isoformat()}"
            for name, moves in self.moves.items()
            for move in moves
        ]
        return hashlib.sha256("\n".join([str(self.notice.version), *sorted(lines)]).encode()).hexdigest()

    @cached_property
    def days(self) -> tuple[ChangedDay, ...]:
        """The days that change. The library's days of the year fall away where the notice is silent, so the
        whole year is compared."""
        first, last = date(self.notice.year - 1, *YEAR_END), date(self.notice.year, 12, 31)
        days = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
        return tuple(
            ChangedDay(day, self.before.kind_on(day), self.after.kind_on(day), self._name_on(day))
            for day in days
            if self.before.kind_on(day) != self.after.kind_on(day)
        )

    def _name_on(self, day: date) -> str:
        rule = self.after.rule_on(day) or self.before.rule_on(day)
        return rule.name if rule else ""


def preview_notice(notice_id: UUID, *, actor: Actor) -> NoticePreview:
    """The preview of a draft; of an applied notice, an empty one.

    Raises `NotFound` for a notice of another zone, and where the zone has no default calendar.
    """
    notice = get_notice(notice_id, actor=actor)
    applied = list(applied_notices(actor.zone_id))
    *without, drafted = read_notices(actor.zone_id, [*(n.id for n in applied), notice.id])
    read = list(without)
    if notice.status == NoticeStatus.DRAFT:
        # Among those published the same day it would be the last applied.
        read.insert(sum(n.published_on <= notice.published_on for n in applied), drafted)
    pairs = {}
    for row in Calendar.objects.filter(zone_id=actor.zone_id):
        pairs[row.code] = with_notices(row, without), with_notices(row, read)
        if row.is_default:
            pairs[""] = pairs[row.code]
    if "" not in pairs:
        raise NotFound(_("The zone has no default calendar."))
    zone = Zone.objects.get(id=actor.zone_id)
    moves: dict[str, tuple[DateMove, ...]] = {}
    kept: list[OpenDate] = []
    for provider in providers():
        moves[provider.name], set_by_hand = _moves(provider.open_dates(zone), pairs)
        kept += set_by_hand
    return NoticePreview(notice, *pairs[""], moves, tuple(kept))


def _moves(
    open_dates: Iterable[OpenDate], pairs: dict[str, tuple[WorkingCalendar, WorkingCalendar]]
) -> tuple[tuple[DateMove, ...], list[OpenDate]]:
    moves: list[DateMove] = []
    kept: list[OpenDate] = []
    for open_date in open_dates:
        if open_date.calendar not in pairs:
            continue  # its calendar is gone, so no notice reaches it
        before, after = pairs[open_date.calendar]
        old, new = open_date.reckon(before), open_date.reckon(after)
        if old == new:
            continue
        if old == open_date.due:
            moves.append(DateMove(open_date, new))
        else:
            kept.append(open_date)
    return tuple(moves), kept
