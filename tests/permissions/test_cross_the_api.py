"""Everything that the API reads × every role × objects of the own unit, of a sibling unit and of another zone.

Everybody comes with a token of all their powers. What is expected stands in `matrix/api.txt`, like that of the pages.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from guatu.api.collections.table import COLLECTIONS
from guatu.core.clock import frozen_at
from guatu.core.models import Zone
from guatu.matters.use_cases.load_matter_defaults import load_matter_defaults
from guatu.organization.powers import actor_for
from tests.api.clients import a_program, a_token
from tests.builders import a_unit, a_zone, console
from tests.permissions import table
from tests.permissions.asking import in_a_word
from tests.permissions.people import EVERYBODY, STRANGER, WITHOUT_SESSION, everybody
from tests.permissions.rows import NOW, Rows, belonging
from tests.permissions.scene import from_beneath, put_into_tree
from tests.permissions.table import Line
from tests.projects.progress_builders import with_calendars

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]


# What is read beside collections.
_OTHERS = {
    "figures": "figures",
    "figure": "figures/projects.listed?period=2026",
    "events": "events",
    "token": "token",
    "zones": "zones",
    "zone-table": "zones/table?period=2026",
    "zone-standing": "zones/standing?period=2026&criterion=projects.listed",
    "figure-over-zones": "zones/figures/projects.listed?period=2026",
    "figure-of-zone": "zones/BZ/figures/projects.listed?period=2026",
}


def test_who_reads_what(request: pytest.FixtureRequest) -> None:
    with frozen_at(NOW):
        zone, clients, paths, hidden = _scene()
        answered = {
            Line(f"api:{name}", "GET", whose): _all(clients, path)
            for name, by_whose in paths.items()
            for whose, path in by_whose.items()
        }
        with from_beneath(zone):
            answered[Line("api:zone-places", "GET", "list")] = _all(clients, "/api/v1/zones/places")
        told_apart = [
            f"{far} {who.name}: {said}"
            for far, none in hidden
            for who, client in zip(EVERYBODY, clients, strict=True)
            if (said := [client.get(path).status_code for path in (far, none)])
            not in ([401, 401], [403, 403], [404, 404])
            and who is not STRANGER
        ]
    assert told_apart == [], "another zone's objects answer as none at all"
    if request.config.getoption("--renew-matrix"):
        table.write("api", answered)
        return
    assert {
        line: answers for line, answers in answered.items() if answers != table.read("api").get(line)
    } == {}
    assert answered.keys() == table.read("api").keys()


def _all(clients: list[Client], path: str) -> tuple[str, ...]:
    return tuple(in_a_word(one.get(path).status_code) for one in clients)


def _scene() -> tuple[Zone, list[Client], dict[str, dict[str, str]], list[tuple[str, str]]]:
    """The zone; a client for each of `EVERYBODY`; what is read → whose → address; pairs of addresses nobody finds."""
    zone, other = (with_calendars(a_zone(code)) for code in ("TZ", "OZ"))
    put_into_tree(zone)
    for each in (zone, other):
        load_matter_defaults(actor=console(each))
    own, sibling = a_unit(zone), a_unit(zone, "另一园区")
    users = everybody(zone, own, other)
    mine, theirs, far = belonging(Rows(zone, own), users), Rows(zone, sibling), Rows(other, a_unit(other))
    clients = []
    for who in EVERYBODY:
        if who in WITHOUT_SESSION:
            clients.append(Client())
            continue
        actor: Any = actor_for(users[who.name], other if who is STRANGER else zone)
        clients.append(a_program(a_token(actor)))
    paths = {
        name: {
            "own": f"/api/v1/{name}/{mine[one.model].id}",
            "sibling": f"/api/v1/{name}/{theirs[one.model].id}",
            "list": f"/api/v1/{name}",
        }
        for name, one in COLLECTIONS.items()
    } | {name: {"list": f"/api/v1/{path}"} for name, path in _OTHERS.items()}
    hidden = [
        (f"/api/v1/{name}/{far[one.model].id}", f"/api/v1/{name}/{uuid4()}")
        for name, one in COLLECTIONS.items()
    ]
    return zone, clients, paths, hidden
