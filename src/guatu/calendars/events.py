"""What happens to calendars and notices."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class CalendarDefined(Event):
    name = "calendars.calendar.defined"
    sentence: ClassVar = _("defined a calendar")

    calendar_id: UUID
    code: str


@dataclass(frozen=True, kw_only=True)
class NoticeDrafted(Event):
    name = "calendars.notice.drafted"
    sentence: ClassVar = _("drafted a notice of days off")

    notice_id: UUID
    year: int
    document_number: str
    days_off: tuple[date, ...]
    days_worked: tuple[date, ...]
    half_days: tuple[date, ...]


@dataclass(frozen=True, kw_only=True)
class NoticeApplied(Event):
    name = "calendars.notice.applied"
    sentence: ClassVar = _("applied a notice of days off")

    notice_id: UUID
    year: int
    document_number: str
    # How many open dates moved with it; each has its own entry.
    moved: int
