"""Duties: what somebody answers for by name, and what must be handed over when they leave a post.

The apps above register what can be answered for, each in its module `duties`; nothing here imports them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from guatu.core.actor import Actor
from guatu.organization.models import Person


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that one person answers for today.

    `what` says in which way (“lead official”), `subject` of what; `url_name` is the page of the subject, taking
    the zone's code and `subject_id`. `may_hand_over`: whether the asking actor may give it to somebody else.
    """

    provider: str
    id: UUID
    person_id: UUID
    what: Any
    subject: str
    subject_id: UUID
    url_name: str
    since: date
    may_hand_over: bool

    @property
    def key(self) -> str:
        """`provider:id`, which a form sends back."""
        return f"{self.provider}:{self.id}"


class DutyProvider(Protocol):
    """What an app whose objects have somebody answering for them offers. `name` is the app's label."""

    name: str

    def open_duties(self, *, actor: Actor, person_ids: Collection[UUID] | None) -> Iterable[Duty]:
        """The duties open today that the actor may see: those of some people, or (None) everybody's."""
        ...

    def hand_over(self, duty_id: UUID, *, actor: Actor, to: Person, on: date, reason: str) -> None:
        """Give the duty to `to` from `on` on, through the app's own use case, which records it.

        Raises `NotFound` for a duty that is not open or not visible.
        """
        ...


_providers: dict[str, DutyProvider] = {}


def register(provider: DutyProvider) -> None:
    """Called at the top level of an app's `duties` module, which is imported when all apps are loaded."""
    _providers[provider.name] = provider


def unregister(name: str) -> None:
    _providers.pop(name, None)


def provider_named(name: str) -> DutyProvider | None:
    return _providers.get(name)


def open_duties(*, actor: Actor, person_ids: Collection[UUID] | None) -> list[Duty]:
    """Every open duty the actor may see of these people (None: of everybody), by subject."""
    found = [
        duty
        for name in sorted(_providers)
        for duty in _providers[name].open_duties(actor=actor, person_ids=person_ids)
    ]
    return sorted(found, key=lambda duty: (duty.subject, str(duty.what)))
