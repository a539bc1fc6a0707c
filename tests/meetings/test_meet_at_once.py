"""Two people at once: one number each, one agenda, one resolution."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from guatu.core.errors import Refused
from guatu.matters.models.matter import Matter
from guatu.meetings.models.meeting import AgendaItem, Meeting, Resolution
from guatu.meetings.use_cases.build_agenda import build_agenda
from guatu.meetings.use_cases.call_meeting import call_meeting
from guatu.meetings.use_cases.close_meeting import close_meeting
from guatu.meetings.use_cases.move_item import move_item
from guatu.meetings.use_cases.pass_resolution import pass_resolution
from tests.matters.matter_builders import a_cast, at
from tests.meetings.meeting_builders import a_light, a_meeting, a_series, an_item, running

pytestmark = pytest.mark.usefixtures("committed_db")


def together(*acts: Callable[[], Any]) -> list[Any]:
    """The answers of acts that begin at the same moment; a refusal is an answer."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=30)
            with at(2):
                return act()
        except Refused as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_who_call_get_a_number_each() -> None:
    cast = a_cast()
    with at(2):
        series = a_series(cast)
    together(*[lambda: call_meeting(actor=cast.office, series=series)] * 2)
    assert sorted(Meeting.objects.values_list("number", "day")) == [
        (1, date(2018, 7, 2)),
        (2, date(2018, 7, 9)),
    ]


def test_two_who_bring_the_agenda_up_to_date_add_each_item_once() -> None:
    cast = a_cast()
    with at(2):
        meeting = a_meeting(cast)
    for name in ("甲", "乙"):
        a_light(cast, name, "red")
    added = together(*[lambda: build_agenda(actor=cast.office, meeting=meeting)] * 2)
    assert sorted(added) == [0, 2]
    assert sorted(AgendaItem.objects.values_list("order", flat=True)) == [1, 2]


def test_a_resolution_sent_twice_is_one_and_two_have_two_places() -> None:
    cast, key = a_cast(), uuid4()
    with at(2):
        item = an_item(cast, running(cast))

    def resolve(client_key: Any) -> Any:
        return pass_resolution(
            actor=cast.leader,
            item=item,
            text="增容。",
            lead_unit=cast.park,
            due_on=date(2018, 7, 6),
            client_key=client_key,
        ).id

    first, second, _third = together(lambda: resolve(key), lambda: resolve(key), lambda: resolve(uuid4()))
    assert first == second
    assert sorted(Resolution.objects.values_list("place", flat=True)) == [1, 2]
    assert Matter.objects.count() == 2


def test_closed_and_moved_at_once_the_item_goes_on_once() -> None:
    cast = a_cast()
    with at(2):
        meeting = running(cast)
        item = an_item(cast, meeting)
    together(
        lambda: close_meeting(actor=cast.office, meeting=meeting),
        lambda: move_item(actor=cast.office, item=item),
    )
    assert AgendaItem.objects.filter(title=item.title).count() == 2
    assert Meeting.objects.get(id=meeting.id).status == "closed"
