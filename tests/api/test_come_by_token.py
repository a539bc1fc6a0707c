"""Tokens: given to oneself, with some of one's powers, until a day; and what a stranger is told."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from guatu.accounts.models import User
from guatu.api.models import ApiToken
from guatu.api.rate_limit import WRONG
from guatu.api.use_cases.issue_api_token import MOST, issue_api_token
from guatu.api.use_cases.withdraw_api_token import withdraw_api_token
from guatu.audit.models import Entry
from guatu.core.clock import frozen_at, now, today
from guatu.core.errors import InvalidInput, NotAllowed, Refused
from guatu.core.models import Zone
from guatu.organization.models import Appointment, Person
from guatu.organization.use_cases.end_appointment import end_appointment
from guatu.organization.use_cases.lock_account import lock_account
from tests.api.clients import a_program, a_token, problem
from tests.builders import a_zone, an_actor, console

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone() -> Zone:
    return a_zone()


def test_says_whose_it_is_and_what_it_can_do(zone: Zone) -> None:
    actor = an_actor(zone, "office")
    program = a_program(a_token(actor, ["projects.view_project", "matters.raise_matter"]))
    document = program.get("/api/v1/token").json()
    assert document["person"] == {"id": str(actor.person_id), "name": "office"}
    assert document["zone"]["code"] == zone.code
    assert document["powers"] == ["matters.raise_matter", "projects.view_project"]


def test_the_secret_is_kept_nowhere(zone: Zone) -> None:
    secret = a_token(an_actor(zone, "office"))
    token = ApiToken.objects.get()
    assert secret not in str(vars(token))
    assert all(secret not in str(vars(entry)) for entry in Entry.objects.all())
    assert Entry.objects.get(event="api.token.issued").data["powers"] == token.powers


def test_every_field_at_fault_is_named(zone: Zone) -> None:
    actor = an_actor(zone, "leader")
    with pytest.raises(InvalidInput) as caught:
        issue_api_token(
            actor=actor,
            label=" ",
            powers=["accounts.manage_users"],
            expires_on=today() + timedelta(days=400),
        )
    assert {fault.place for fault in caught.value.faults} == {"label", "powers", "expires_on"}
    with pytest.raises(InvalidInput):
        issue_api_token(actor=actor, label="x", powers=[], expires_on=today() - timedelta(days=1))


def test_only_so_many_are_open_at_once(zone: Zone) -> None:
    actor = an_actor(zone, "leader")
    for _ in range(MOST):
        a_token(actor, [])
    with pytest.raises(Refused) as caught:
        a_token(actor, [])
    assert caught.value.code == "too_many"
    first = ApiToken.objects.first()
    assert first is not None
    withdraw_api_token(actor=actor, token=first)
    a_token(actor, [])


def test_jobs_and_tokens_have_no_tokens(zone: Zone) -> None:
    with pytest.raises(NotAllowed):
        issue_api_token(actor=console(zone), label="x", powers=[], expires_on=today())
    stranger = an_actor(zone, "leader")
    a_token(an_actor(zone, "office"))
    with pytest.raises(NotAllowed):
        withdraw_api_token(actor=stranger, token=ApiToken.objects.get())


def test_withdrawn_and_expired_tokens_open_nothing(zone: Zone) -> None:
    actor = an_actor(zone, "office")
    program = a_program(a_token(actor, until=today()))
    assert program.get("/api/v1/token").status_code == 200
    with frozen_at(now() + timedelta(days=1)):
        problem(program.get("/api/v1/token"), 401, "bad_token")
    withdraw_api_token(actor=actor, token=ApiToken.objects.get())
    problem(program.get("/api/v1/token"), 401, "bad_token")


def test_with_the_post_goes_what_its_tokens_can_do(zone: Zone) -> None:
    program = a_program(a_token(an_actor(zone, "office")))
    appointment = Appointment.objects.get()
    end_appointment(actor=console(zone), appointment=appointment, valid_to=date(2018, 1, 1))
    problem(program.get("/api/v1/projects"), 401, "bad_token")


def test_a_locked_account_has_no_working_tokens(zone: Zone) -> None:
    program = a_program(a_token(an_actor(zone, "office")))
    lock_account(actor=console(zone), person=Person.objects.get())
    problem(program.get("/api/v1/projects"), 401, "bad_token")


def test_strangers_are_told_how_to_come(zone: Zone) -> None:
    answer = Client().get("/api/v1/projects")
    problem(answer, 401, "no_token")
    assert answer["WWW-Authenticate"] == "Bearer"
    for wrong in ("nonsense", f"{zone.code}.{'x' * 43}"):
        problem(a_program(wrong).get("/api/v1/projects"), 401, "bad_token")


def test_a_session_opens_nothing_here(zone: Zone) -> None:
    an_actor(zone, "office")
    client = Client()
    client.force_login(User.objects.get())
    problem(client.get("/api/v1/projects"), 401, "no_token")


def test_who_guesses_waits_and_nobody_else(zone: Zone) -> None:
    cache.clear()
    with frozen_at(now()):
        for _ in range(WRONG):
            a_program("guess").get("/api/v1/token")
        answer = a_program("guess").get("/api/v1/token")
        problem(answer, 429, "too_often")
        assert answer["Retry-After"] == "60"
        assert a_program(a_token(an_actor(zone, "office"))).get("/api/v1/token").status_code == 200


@pytest.mark.parametrize("path", ["", "nothing", "nothing/at/all", "projects/x", "projects/"])
def test_what_there_is_not_is_a_problem_document(zone: Zone, path: str) -> None:
    program = a_program(a_token(an_actor(zone, "office")))
    problem(program.get(f"/api/v1/{path}"), 404, "not_found")


def test_other_methods_and_other_hosts_are_problem_documents_too(zone: Zone, settings: Any) -> None:
    program = a_program(a_token(an_actor(zone, "office")))
    answer = program.put("/api/v1/projects")
    problem(answer, 405, "method")
    assert answer["Allow"] == "GET, HEAD"
    problem(Client(headers={"Host": "elsewhere.example"}).get("/api/v1/projects"), 400, "bad_request")
    problem(Client().get("/api/v2/projects"), 404, "not_found")
