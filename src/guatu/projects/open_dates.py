"""The dates of projects that hang on the working calendar: until when months take investment figures."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guatu.calendars.choices import DeadlineUnit
from guatu.calendars.deadlines import Deadline
from guatu.calendars.open_dates import DateMove, OpenDate, register
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.models import Zone
from guatu.core.periods import month_end
from guatu.projects.models.progress import ReportingMonth
from guatu.projects.rules.investment import ENTRY_WORKING_DAYS
from guatu.projects.selectors.ledgers import entry_calendar, month_deadlines


class MonthDeadlines:
    """Deadlines of the months from the last one on; a month that was opened by hand keeps its day."""

    name = "projects"

    def open_dates(self, zone: Zone) -> Iterable[OpenDate]:
        day = today(zone)
        by_hand = set(ReportingMonth.objects.filter(zone=zone).values_list("year", "month"))
        calendar = entry_calendar(zone.id)
        for year in (day.year, day.year + 1):
            for deadline in month_deadlines(zone.id, year, calendar=calendar):
                if deadline.closes_on < day or (year, deadline.month) in by_hand:
                    continue
                yield OpenDate(
                    subject=f"projects.month:{year}-{deadline.month:02}",
                    label=_("Investment figures of %(month)s")
                    % {"month": date_format(date(year, deadline.month, 1), "YEAR_MONTH_FORMAT")},
                    url=reverse("projects:months", args=[zone.code, year]),
                    start=month_end(year, deadline.month),
                    deadline=Deadline(ENTRY_WORKING_DAYS, DeadlineUnit.WORKING_DAY),
                    due=deadline.by_rule,
                )

    def move(self, moves: Sequence[DateMove], *, actor: Actor, reason: str) -> None:
        """Nothing is stored: a month's deadline is reckoned from the calendar whenever it is asked for."""


register(MonthDeadlines())
