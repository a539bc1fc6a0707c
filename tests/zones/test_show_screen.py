"""The big screen of a city: a tile for each zone below it, part after part where there are many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from guatu.core.models import ZoneKind
from guatu.zones.rules.rolling import part_of
from guatu.zones.selectors.screen import ROOM
from tests.zones.province import Land, a_place, noon, with_projects
from tests.zones.test_walk_zone_pages import signed_in, text


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with noon():
        yield


def test_a_tile_for_each_zone_the_furthest_first(land: Land) -> None:
    client = signed_in(land.province, "leader")
    answer = client.get("/z/PP/zones/screen/")
    tiles = answer.context["screen"].part.items
    assert [(one.zone.code, one.city and one.city.code) for one in tiles] == [
        ("ZS", "CN"),
        ("ZB", "CN"),
        ("ZE", None),
        ("ZX", "CS"),
    ]
    assert [one.is_known for one in tiles] == [True, True, True, False]
    page = answer.content.decode()
    assert page.count("This zone has entered no projects.") == 1
    assert "/z/PP/zones/below/ZB/figures/projects.red_lights/" in page
    assert 'hx-trigger="every 60s"' in page
    assert land.foreign.name not in page


def test_only_for_a_post_above(land: Land) -> None:
    assert signed_in(land.province, "clerk").get("/z/PP/zones/screen/").status_code == 404
    assert signed_in(land.big, "leader").get("/z/ZB/zones/screen/").status_code == 404


def test_many_zones_come_in_parts_without_more_queries(db: None) -> None:
    city = a_place("CC", ZoneKind.CITY)
    client, counts = signed_in(city, "leader"), []
    client.get("/z/CC/zones/screen/")
    for number in range(12):
        with_projects(a_place(f"Z{number}", above="CC"), 100, spent=50)
        if number in (2, 11):
            with CaptureQueriesContext(connection) as seen:
                text(client, "/z/CC/zones/screen/")
            counts.append(len(seen))
    assert counts[0] == counts[1]
    shown = []
    for part in ("1", "2"):
        answer = client.get(f"/z/CC/zones/screen/?part={part}")
        found = answer.context["screen"].part
        assert (len(found.items), found.of) == (6, 2)
        assert f"?part={found.following}" in answer.content.decode()
        shown += [one.zone.code for one in found.items]
    assert sorted(shown) == sorted(f"Z{number}" for number in range(12))
    assert client.get("/z/CC/zones/screen/?part=nonsense").context["screen"].part.number == 1


@given(st.lists(st.integers(), max_size=60), st.integers(1, 12))
def test_a_round_shows_everything_once_and_begins_again(items: list[int], room: int) -> None:
    part, shown, sizes = part_of(items, 1, room), [], set()
    for _round in range(part.of):
        shown += part.items
        sizes.add(len(part.items))
        part = part_of(items, part.following, room)
    assert shown == items
    assert part.number == 1
    assert max(sizes) <= room
    assert max(sizes) - min(sizes) <= 1


@given(st.integers(-5, 500))
def test_a_part_that_there_is_not_is_the_first(number: int) -> None:
    found = part_of(range(20), number, ROOM)
    assert found.number == (number if 1 <= number <= 3 else 1)
