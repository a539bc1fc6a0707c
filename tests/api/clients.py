"""Programs that call the API in tests."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.test import Client

from guatu.api.use_cases.issue_api_token import issue_api_token
from guatu.core.actor import Actor, PersonActor
from guatu.core.clock import today


def a_token(actor: Actor, powers: Collection[str] | None = None, *, until: date | None = None) -> str:
    """The secret of a token with these powers of the actor, or with all of them."""
    assert isinstance(actor, PersonActor)
    issued = issue_api_token(
        actor=actor,
        label="a program",
        powers=actor.powers.keys() if powers is None else powers,
        expires_on=until or today() + timedelta(days=30),
    )
    return issued.secret


def a_program(secret: str) -> Client:
    """A client that sends the token."""
    return Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The problem document, which it must be."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = answer.json()
    assert (document["status"], document["code"]) == (status, code), document
    return document
