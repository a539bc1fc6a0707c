"""Raised and dispatched in one act: its clocks are reckoned once, and say what they say when reckoned again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guatu.matters.models.clocks import MatterClock, MatterStanding
from guatu.matters.models.matter import Matter
from guatu.matters.rules.routing import Route
from guatu.matters.standing import refresh_standing
from guatu.matters.use_cases.set_dispatch_table import set_dispatch_table
from tests.matters.matter_builders import MONDAY, Cast, a_cast, a_matter, after

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_cast()


def stored(matter: Matter) -> tuple[list[Any], list[Any]]:
    """The clocks and the standing as rows, without their ids."""
    clocks = MatterClock.objects.filter(zone_id=matter.zone_id, matter_id=matter.id)
    standings = MatterStanding.objects.filter(zone_id=matter.zone_id, matter_id=matter.id)
    return (
        list(
            clocks.order_by("kind", "round", "started_at").values_list(
                "kind", "started_at", "due_at", "ended_at"
            )
        ),
        list(standings.values_list("is_open", "due_at", "next_at", "rung")),
    )


@pytest.mark.parametrize("way", ["waits", "by hand", "by the table"])
def test_its_clocks_are_those_of_its_history(cast: Cast, way: str) -> None:
    with after(hours=1):
        if way == "by the table":
            set_dispatch_table(actor=cast.office, lines=[Route(1, words=("积水",), to_unit=cast.bureau.id)])
        matter = a_matter(cast, actor=cast.office, lead_unit=cast.park if way == "by hand" else None)
        found = stored(matter)
        assert matter.lead_unit == {"waits": None, "by hand": cast.park, "by the table": cast.bureau}[way]
        assert found[0]
        assert len(found[1]) == 1
        refresh_standing(matter.zone_id, [matter.id], MONDAY)
        assert stored(matter)[0] == found[0]


def test_they_are_written_once(cast: Cast) -> None:
    with after(hours=1), CaptureQueriesContext(connection) as asked:
        a_matter(cast, actor=cast.office, lead_unit=cast.park)
    written = [
        query["sql"] for query in asked if query["sql"].startswith('INSERT INTO "matters_matterclock"')
    ]
    assert len(written) == 1
    assert len(asked) <= 47
