"""Every operation of the API that changes something × every role × objects of the own unit and of a sibling unit.

Everybody comes with a token of all their powers and sends the least that the operation takes. Who may is asked before
anything is done, so nothing is done here: whoever is let through to the use case is told so by a fault in its place.
What is expected stands in `matrix/api_acts.txt`. What is another zone's answers as what is not there at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import wraps
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from guatu.api.acts import views
from guatu.api.acts.bodies import PART
from guatu.api.acts.table import Act, act_names, find_act
from guatu.api.selectors import Caller, caller_of
from guatu.core.clock import frozen_at
from guatu.core.errors import Refused
from guatu.core.walls import closed, zone_open
from guatu.matters.use_cases.load_matter_defaults import load_matter_defaults
from guatu.organization.powers import actor_for
from tests.api.clients import a_token
from tests.builders import a_unit, a_zone, console
from tests.permissions import table
from tests.permissions.asking import in_a_word
from tests.permissions.bodies import body_of
from tests.permissions.people import EVERYBODY, STRANGER, WITHOUT_SESSION, Who, everybody
from tests.permissions.rows import NOW, NoRows, Rows, belonging
from tests.permissions.table import Line
from tests.projects.progress_builders import with_calendars

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_storage")]

REQUESTS = RequestFactory()
ACTS = [act for act in (find_act(name) for name in act_names()) if act is not None]

# They read the workbook, which holds nothing here, before they ask who may take it in; whoever may not cannot name it.
READS_FIRST = {"api:investment/take-in-deals", "api:projects/commit-workbook"}

# Names an object of any type, which it looks for itself, among what the actor sees, once it is known who may.
FINDS_ITSELF = {"api:grids/place-object"}


class Scene:
    """Who calls, for each of `EVERYBODY`; rows of the own unit, of a sibling unit, of another zone, and of nothing."""

    def __init__(self) -> None:
        self.zone, other = (with_calendars(a_zone(code)) for code in ("TZ", "OZ"))
        for each in (self.zone, other):
            load_matter_defaults(actor=console(each))
        own, sibling = a_unit(self.zone), a_unit(self.zone, "另一园区")
        users = everybody(self.zone, own, other)
        self.rows = {"own": belonging(Rows(self.zone, own), users), "sibling": Rows(self.zone, sibling)}
        self.far, self.nothing = Rows(other, a_unit(other)), NoRows()
        self.callers = [
            None
            if who in WITHOUT_SESSION
            else self._caller(users[who.name], other if who is STRANGER else self.zone)
            for who in EVERYBODY
        ]

    def most_powerful(self) -> Iterator[tuple[Who, Caller | None]]:
        """Those who can do the most, of whom each is refused the least."""
        for who, caller in zip(EVERYBODY, self.callers, strict=True):
            if who.name in ("clerk", "office", "office_head", "leader", "system_administrator"):
                yield who, caller

    def _caller(self, user: Any, zone: Any) -> Caller | None:
        actor: Any = actor_for(user, zone)
        with closed():
            return caller_of(a_token(actor))


def test_who_does_what(request: pytest.FixtureRequest) -> None:
    with frozen_at(NOW):
        scene = Scene()
        answers = {
            Line(f"api:{act.path}", "POST", whose): [ask(caller, act, body) for caller in scene.callers]
            for act in ACTS
            for whose, body in _bodies(scene, act)
        }
    unfit = {
        line.name: answer.content.decode()
        for line, every in answers.items()
        for answer in every
        if answer.status_code not in (401, 403, 404, 409)
    }
    assert unfit.keys() == READS_FIRST, f"what is sent has to come as far as the question who may: {unfit}"
    answered = {
        line: tuple(in_a_word(answer.status_code) for answer in every) for line, every in answers.items()
    }
    if request.config.getoption("--renew-matrix"):
        table.write("api_acts", answered)
        return
    expected = table.read("api_acts")
    assert {line: answers for line, answers in answered.items() if answers != expected.get(line)} == {}
    assert answered.keys() == expected.keys()


def test_what_is_another_zones_is_not_there() -> None:
    with frozen_at(NOW):
        scene = Scene()
        told_apart = []
        for act in ACTS:
            far, nothing = body_of(act, scene.far), body_of(act, scene.nothing)
            if far == nothing or f"api:{act.path}" in READS_FIRST | FINDS_ITSELF:
                continue
            for who, caller in scene.most_powerful():
                said = [ask(caller, act, body).status_code for body in (far, nothing)]
                if said not in ([403, 403], [404, 404]):
                    told_apart.append(f"{act.path} {who.name}: {said}")
    assert told_apart == []


def _bodies(scene: Scene, act: Act) -> list[tuple[str, dict[str, Any]]]:
    """Whose objects it is about, and what is sent: what names no object is about the zone of the token."""
    own, sibling = (body_of(act, rows) for rows in scene.rows.values())
    if own != sibling:
        return [("own", own), ("sibling", sibling)]
    return [("none" if own == body_of(act, scene.nothing) else "own", own)]


def ask(caller: Caller | None, act: Act, body: dict[str, Any]) -> Any:
    """The answer of the operation itself, past the middlewares, which `test_cross_the_api` passes through."""
    path, sent = f"/api/v1/{act.path}", json.dumps(body)
    if act.files:
        files = {name: SimpleUploadedFile("x.txt", b"x") for name in act.files}
        request = REQUESTS.post(path, {PART: sent} | files)
    else:
        request = REQUESTS.post(path, sent, content_type="application/json")
    app, name = act.path.split("/")
    with closed():
        if caller is None:
            return views.carry_out(request, app, name)
        with zone_open(caller.zone.id), patch.object(views, "caller", lambda _request: caller):
            return views.carry_out(request, app, name)


@pytest.fixture(autouse=True)
def nothing_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Operations end where their use case would begin."""
    monkeypatch.setattr(views, "find_act", lambda name: _LET_THROUGH.get(name))


def _let_through(act: Act) -> Act:
    @wraps(act.function)
    def stop(**_given: Any) -> None:
        raise Refused("let through")

    return replace(act, function=stop)


_LET_THROUGH = {act.name: _let_through(act) for act in ACTS}
