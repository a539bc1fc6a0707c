"""Opening a month for late entry."""

from datetime import UTC, date, datetime

import pytest

from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotAllowed
from guatu.core.models import Zone
from guatu.projects.models.progress import ReportingMonth
from guatu.projects.selectors.ledgers import month_deadline
from guatu.projects.use_cases.open_month import open_month
from tests.builders import a_unit, a_zone, an_actor
from tests.projects.progress_builders import with_calendars

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

TODAY = datetime(2018, 7, 9, 1, tzinfo=UTC)


@pytest.fixture
def zone() -> Zone:
    return with_calendars(a_zone())


def test_extends_the_deadline_and_keeps_why(zone: Zone) -> None:
    actor = an_actor(zone, "office")
    assert month_deadline(zone.id, 2018, 6).closes_on == date(2018, 7, 6)
    with frozen_at(TODAY):
        open_month(actor=actor, year=2018, month=6, open_until=date(2018, 7, 10), reason="停电")
        again = open_month(actor=actor, year=2018, month=6, open_until=date(2018, 7, 12), reason="又停电")
    deadline = month_deadline(zone.id, 2018, 6)
    assert (deadline.by_rule, deadline.closes_on, deadline.opened_because) == (
        date(2018, 7, 6),
        date(2018, 7, 12),
        "又停电",
    )
    assert ReportingMonth.objects.get().id == again.id
    entries = Entry.objects.filter(event="projects.month.opened").order_by("sequence")
    assert [e.changes["open_until"] for e in entries] == [
        ["2018-07-06", "2018-07-10"],
        ["2018-07-10", "2018-07-12"],
    ]


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"month": 8}, "month"),
        ({"month": 0}, "month"),
        ({"year": 2019, "month": 1}, "month"),
        ({"open_until": date(2018, 7, 8)}, "open_until"),
        ({"reason": " "}, "reason"),
        ({"month": 7, "open_until": date(2018, 8, 3)}, "open_until"),
    ],
)
def test_refuses_what_makes_no_sense(zone: Zone, values: dict[str, object], place: str) -> None:
    given = {"year": 2018, "month": 6, "open_until": date(2018, 7, 10), "reason": "停电"} | values
    with frozen_at(TODAY), pytest.raises(InvalidInput) as caught:
        open_month(actor=an_actor(zone, "office"), **given)  # type: ignore[arg-type]
    assert {f.place for f in caught.value.faults} == {place}


@pytest.mark.parametrize("role", ["clerk", "leader", "statistician", "grid_worker"])
def test_refuses_all_but_the_office(zone: Zone, role: str) -> None:
    with pytest.raises(NotAllowed):
        open_month(actor=an_actor(zone, role), year=2018, month=6, open_until=date(2030, 1, 1), reason="x")


def test_a_months_deadline_is_the_whole_zones(zone: Zone) -> None:
    actor = an_actor(zone, "office", unit=a_unit(zone))
    with pytest.raises(NotAllowed):
        open_month(actor=actor, year=2018, month=6, open_until=date(2030, 1, 1), reason="x")
