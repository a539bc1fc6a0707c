"""A notice that makes days off moves the deadlines of months, and its preview says so."""

from datetime import date

import pytest

from guatu.calendars.open_dates import OpenDate
from guatu.calendars.selectors import working_calendar
from guatu.core.models import Zone
from guatu.organization.use_cases.open_zone import open_zone
from guatu.projects.models.progress import ReportingMonth
from guatu.projects.open_dates import MonthDeadlines
from tests.builders import console

pytestmark = pytest.mark.django_db


def dates(zone: Zone) -> dict[str, OpenDate]:
    return {d.subject: d for d in MonthDeadlines().open_dates(zone)}


def test_deadlines_ahead_are_open_dates_but_those_set_by_hand() -> None:
    zone = Zone(code="MZ", name="月区", clock_date=date(2018, 7, 2))
    open_zone(actor=console(zone), zone=zone)
    ReportingMonth.objects.create(zone=zone, year=2018, month=8, open_until=date(2018, 9, 30), reason="演示")
    found = dates(zone)
    june = found["projects.month:2018-06"]
    assert june.due == date(2018, 7, 6)
    assert june.reckon(working_calendar(zone)) == june.due
    assert "projects.month:2018-05" not in found
    assert "projects.month:2018-08" not in found
    # The National Day holiday of 2018 lasts to 7 October, with 29 and 30 September made up.
    assert found["projects.month:2018-09"].due == date(2018, 10, 12)
