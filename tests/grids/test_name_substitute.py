"""People in grids: who works, who stands in, who answers on a day, and handing work over."""

from datetime import date, timedelta
from typing import Any

import pytest

from guatu.audit.models import Entry
from guatu.core.clock import frozen_at
from guatu.core.errors import InvalidInput, NotFound, Refused
from guatu.core.models import Zone
from guatu.grids.models import Grid, GridWorker, Substitute
from guatu.grids.selectors.staff import worker_on
from guatu.grids.use_cases.end_grid_worker import end_grid_worker
from guatu.grids.use_cases.end_substitute import end_substitute
from guatu.grids.use_cases.hand_over_grid_work import hand_over_grid_work
from guatu.grids.use_cases.name_substitute import name_substitute
from guatu.organization.duties import open_duties, provider_named
from guatu.organization.models import Person
from tests.builders import a_person, a_zone, console
from tests.grids.grid_builders import DAY, NOON, SINCE, a_grid, a_worker

FIRST, LAST = date(2018, 6, 25), date(2018, 7, 13)


@pytest.fixture
def zone(db: None) -> Zone:
    return a_zone()


@pytest.fixture
def grid(zone: Zone) -> Grid:
    return a_grid(zone)


def on_leave(
    worker: GridWorker, by: Person, first: date = FIRST, last: date = LAST, **given: Any
) -> Substitute:
    return name_substitute(
        actor=console(worker.zone), worker=worker, person=by, valid_from=first, valid_to=last, **given
    )


def test_on_leave_the_substitute_answers(zone: Zone, grid: Grid) -> None:
    worker, other = a_worker(grid, a_person(zone, "甲")), a_person(zone, "乙")
    substitute = on_leave(worker, other, reason="年休")
    answers = {
        day: worker_on(grid, day)
        for day in (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1))
    }
    assert [answer.person.name for answer in answers.values() if answer] == ["甲", "乙", "乙", "甲"]
    there = answers[FIRST]
    assert there is not None
    assert there.why == "甲 is the grid worker; 甲 is on leave and 乙 stands in"
    assert worker_on(grid, SINCE - timedelta(days=1)) is None
    end_substitute(actor=console(zone), substitute=substitute, valid_to=date(2018, 7, 1))
    back = worker_on(grid, DAY)
    assert back is not None
    assert back.person.name == "甲"
    assert Entry.objects.get(event="grids.substitute.ended").about == [
        substitute.id, grid.id, worker.person_id, other.id,
    ]  # fmt: skip


def test_a_substitute_on_leave_has_one_too_but_never_in_a_ring(zone: Zone, grid: Grid) -> None:
    first, second, third = (a_person(zone, name) for name in ("甲", "乙", "丙"))
    one = a_worker(grid, first)
    two = a_worker(a_grid(zone, "G2", 1), second)
    three = a_worker(a_grid(zone, "G3", 2), third)
    on_leave(one, second)
    on_leave(two, third)
    answer = worker_on(grid, DAY)
    assert answer is not None
    assert [step.person.name for step in answer.chain] == ["乙", "丙"]
    with pytest.raises(InvalidInput) as caught:
        on_leave(three, first, LAST, LAST + timedelta(days=5))
    assert [fault.place for fault in caught.value.faults] == ["person"]
    on_leave(three, first, LAST + timedelta(days=1), LAST + timedelta(days=5))


@pytest.mark.parametrize(
    ("first", "last", "place"),
    [
        (date(2017, 12, 31), date(2018, 1, 5), "valid_from"),
        (date(2018, 12, 1), date(2019, 1, 1), "valid_to"),
        (date(2018, 3, 2), date(2018, 3, 1), "valid_to"),
        (date(2018, 7, 13), date(2018, 7, 20), "valid_from"),
    ],
)
def test_days_that_cannot_be(zone: Zone, grid: Grid, first: date, last: date, place: str) -> None:
    worker = a_worker(grid, a_person(zone, "甲"), valid_to=date(2018, 12, 31))
    on_leave(worker, a_person(zone, "乙"))
    with pytest.raises(InvalidInput) as caught:
        on_leave(worker, a_person(zone, "丙"), first, last)
    assert [fault.place for fault in caught.value.faults] == [place]


def test_nobody_stands_in_for_themselves_or_from_another_zone(zone: Zone, grid: Grid) -> None:
    worker = a_worker(grid, a_person(zone, "甲"))
    with pytest.raises(InvalidInput):
        on_leave(worker, worker.person)
    with pytest.raises(NotFound):
        on_leave(worker, a_person(a_zone("OZ", "别区"), "外人"))


def test_the_end_of_work_cuts_and_takes_back_substitutions(zone: Zone, grid: Grid) -> None:
    worker, other = a_worker(grid, a_person(zone, "甲")), a_person(zone, "乙")
    cut = on_leave(worker, other)
    gone = on_leave(worker, other, date(2018, 8, 1), date(2018, 8, 5))
    end_grid_worker(actor=console(zone), worker=worker, valid_to=DAY)
    assert Substitute.objects.get(id=cut.id).valid_to == DAY
    assert not Substitute.objects.filter(id=gone.id).exists()
    assert Entry.objects.filter(event="grids.substitute.ended").count() == 2
    for wrong in (SINCE - timedelta(days=1), DAY + timedelta(days=1)):
        with pytest.raises(InvalidInput):
            end_grid_worker(actor=console(zone), worker=worker, valid_to=wrong)


def test_nobody_works_twice_in_a_grid_at_once(zone: Zone, grid: Grid) -> None:
    person = a_person(zone, "甲")
    a_worker(grid, person, valid_from=date(2018, 3, 1), valid_to=date(2018, 3, 31))
    for days in ({}, {"valid_to": date(2018, 3, 1)}, {"valid_from": date(2018, 3, 31)}):
        with pytest.raises(InvalidInput) as caught:
            a_worker(grid, person, **days)
        assert [fault.place for fault in caught.value.faults] == ["person"]
    a_worker(grid, person, valid_from=date(2018, 4, 1))
    with pytest.raises(InvalidInput) as caught:
        a_worker(grid, a_person(zone, "乙"), "boss", valid_from=date(2017, 1, 1), valid_to=date(2016, 1, 1))
    assert {fault.place for fault in caught.value.faults} == {"role", "valid_from", "valid_to"}


def test_work_is_a_duty_and_is_handed_over(zone: Zone, grid: Grid) -> None:
    worker, to = a_worker(grid, a_person(zone, "甲")), a_person(zone, "乙")
    actor = console(zone)
    with frozen_at(NOON):
        (duty,) = open_duties(actor=actor, person_ids=[worker.person_id])
        assert (duty.provider, duty.subject, str(duty.what), duty.may_hand_over) == (
            "grids",
            "网格G1",
            "grid worker",
            True,
        )
        provider = provider_named("grids")
        assert provider is not None
        provider.hand_over(duty.id, actor=actor, to=to, on=DAY, reason="调岗")
        assert not open_duties(actor=actor, person_ids=[worker.person_id])
        assert [one.person_id for one in open_duties(actor=actor, person_ids=None)] == [to.id]
        before, after = worker_on(grid, DAY - timedelta(days=1)), worker_on(grid, DAY)
        assert before is not None
        assert after is not None
        assert (before.person, after.person) == (worker.person, to)
        with pytest.raises(NotFound):
            provider.hand_over(worker.id, actor=actor, to=to, on=DAY, reason="")
        new = GridWorker.objects.get(person=to)
        for wrong, place in ((SINCE, "on"), (DAY + timedelta(days=1), "on")):
            with pytest.raises(InvalidInput) as caught:
                hand_over_grid_work(actor=actor, worker=new, to=worker.person, on=wrong)
            assert [fault.place for fault in caught.value.faults] == [place]
        worker.refresh_from_db()
        with pytest.raises(Refused):
            hand_over_grid_work(actor=actor, worker=worker, to=a_person(zone, "丙"), on=DAY)
