"""Calendars of a zone: defining, the default one, and the set that a new zone gets."""

from datetime import date
from typing import Any

import pytest
from tests.builders import a_unit, a_zone, an_actor, console

from guatu.audit.selectors import history_of
from guatu.calendars.models import Calendar, Notice
from guatu.calendars.official import chinese_calendar, official_notices
from guatu.calendars.patterns import OFFICE_HOURS, WeeklyPattern, five_days
from guatu.calendars.selectors import (
    calendars,
    get_calendar,
    notices,
    shipped_notices,
    working_calendar,
    working_day_mask,
)
from guatu.calendars.use_cases.define_calendar import define_calendar
from guatu.calendars.use_cases.load_official_notices import load_official_notices
from guatu.calendars.use_cases.set_up_calendars import set_up_calendars
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from guatu.core.models import Zone

pytestmark = pytest.mark.django_db

YARD = five_days(("07:00", "11:00"), ("13:00", "18:00"))


@pytest.fixture
def zone() -> Zone:
    zone = a_zone()
    set_up_calendars(actor=console(zone))
    return zone


def test_new_zone_has_the_chinese_calendar(zone: Zone) -> None:
    calendar = working_calendar(zone)
    assert calendar == chinese_calendar()
    assert calendar.pattern == OFFICE_HOURS
    assert [c.code for c in calendars(actor=console(zone))] == ["office", "all-hours"]
    assert notices(actor=console(zone)).count() == len(official_notices())
    assert shipped_notices(actor=console(zone)) == []


def test_setting_up_twice_changes_nothing(zone: Zone) -> None:
    before = list(Notice.objects.filter(zone=zone).values_list("id", "version"))
    set_up_calendars(actor=console(zone))
    assert load_official_notices(actor=console(zone)) == []
    assert list(Notice.objects.filter(zone=zone).values_list("id", "version")) == before


def test_missing_notices_are_loaded_again(zone: Zone) -> None:
    Notice.objects.filter(zone=zone, year=2020).delete()
    assert [n.document_number for n in shipped_notices(actor=console(zone))] == [
        "国办发明电〔2020〕1号",
        "国办发明电〔2019〕16号",
    ]
    added = load_official_notices(actor=console(zone))
    assert [n.year for n in added] == [2020, 2020]
    assert working_calendar(zone) == chinese_calendar()


def test_defines_a_calendar_and_records_it(zone: Zone) -> None:
    office = an_actor(zone, "office")
    yard = define_calendar(actor=office, code="yard", name="Yard", pattern=YARD)
    assert working_calendar(zone, "yard").shifts_on(date(2018, 3, 5)) == YARD.shifts[0]
    assert working_calendar(zone, "yard").days == working_calendar(zone).days
    (entry,) = history_of(yard.id, zone_id=zone.id)
    assert entry.event == "calendars.calendar.defined"
    assert entry.changes["name"] == [None, "Yard"]


def test_a_changed_calendar_counts_at_once(zone: Zone) -> None:
    calendar = get_calendar("office", actor=console(zone))
    old = working_calendar(zone)
    define_calendar(
        actor=console(zone), calendar=calendar, code="office", name="Office", pattern=YARD, is_default=True
    )
    assert working_calendar(zone).pattern == YARD
    assert old.pattern == OFFICE_HOURS
    entry = history_of(calendar.id, zone_id=zone.id)[0]
    assert entry.changes["pattern"] == [OFFICE_HOURS.dump(), YARD.dump()]


def test_one_calendar_is_the_default(zone: Zone) -> None:
    define_calendar(actor=console(zone), code="yard", name="Yard", pattern=YARD, is_default=True)
    assert [c.code for c in Calendar.objects.filter(zone=zone, is_default=True)] == ["yard"]
    assert working_calendar(zone).pattern == YARD
    yard = get_calendar("yard", actor=console(zone))
    with pytest.raises(Refused, match="make another one the default"):
        define_calendar(actor=console(zone), calendar=yard, code="yard", name="Yard", pattern=YARD)


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"code": "", "name": "Yard", "pattern": YARD}, "code"),
        ({"code": "yard", "name": "", "pattern": YARD}, "name"),
        ({"code": "yard", "name": "Yard"}, "pattern"),
        ({"code": "office", "name": "Yard", "pattern": YARD}, "code"),
    ],
)
def test_refuses_what_is_missing_or_taken(zone: Zone, values: dict[str, Any], place: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        define_calendar(actor=console(zone), **values)
    assert [fault.place for fault in caught.value.faults] == [place]
    assert Calendar.objects.filter(zone=zone).count() == 2


def test_only_those_over_the_whole_zone_may(zone: Zone) -> None:
    park = an_actor(zone, "office", unit=a_unit(zone), username="park-office")
    for actor in (an_actor(zone, "leader"), park):
        with pytest.raises(NotAllowed, match=r"calendars\.define_calendar"):
            define_calendar(actor=actor, code="yard", name="Yard", pattern=YARD)
    auditor = an_actor(zone, "auditor")
    for read in (calendars, notices, shipped_notices):
        with pytest.raises(NotAllowed, match=r"calendars\.view_calendar"):
            read(actor=auditor)
    with pytest.raises(NotAllowed):
        set_up_calendars(actor=park)


def test_missing_calendar_is_named(zone: Zone) -> None:
    bare = a_zone("OT")
    Calendar.objects.filter(zone=bare).delete()
    with pytest.raises(NotFound, match="yard"):
        working_calendar(zone, "yard")
    with pytest.raises(NotFound, match="no default calendar"):
        working_calendar(bare)
    with pytest.raises(NotFound):
        get_calendar("yard", actor=console(zone))


def test_mask_for_scheduling_starts_on_its_first_day(zone: Zone) -> None:
    first, mask = working_day_mask(zone, date(2018, 2, 10), date(2018, 2, 25))
    assert first == date(2018, 2, 10)
    assert mask.tolist() == [False] + [True] * 4 + [False] * 7 + [True] * 3 + [False]
    always = working_day_mask(zone.id, date(2018, 2, 10), date(2018, 2, 25), "all-hours")[1]
    assert always.all()


def test_half_day_weekday_survives_storage(zone: Zone) -> None:
    shifts = (*YARD.shifts[:5], OFFICE_HOURS.shifts[0][:1], ())
    define_calendar(
        actor=console(zone), code="six", name="Six days", pattern=WeeklyPattern(shifts, frozenset({5}))
    )
    calendar = working_calendar(zone, "six")
    # From Friday 2 March 2018: half a Saturday, then Monday.
    assert calendar.add_working_days(date(2018, 3, 2), 1) == date(2018, 3, 5)
    assert str(calendar.working_days_between(date(2018, 3, 2), date(2018, 3, 5))) == "1.5"
