"""The scene that is crossed: two parks of one zone with objects of their own, another zone with objects, and ids of
nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.test import override_settings

from guatu.accounts.models import User
from guatu.core.clock import frozen_at
from guatu.core.models import Zone, ZoneKind
from guatu.core.tokens import new_token, token_hash
from guatu.enterprises.models.links import AccessLink
from guatu.feeds.models import CalendarFeed
from guatu.grids.models import ChainHelper
from guatu.matters.use_cases.load_matter_defaults import load_matter_defaults
from guatu.organization.selectors import live_scope
from tests.builders import a_unit, a_zone, console
from tests.permissions.addresses import Address, pages
from tests.permissions.asking import ALLOWED, NOT_ALLOWED, NOT_THERE, SIGN_IN, Asker, Noted, asking, in_a_word
from tests.permissions.people import EVERYBODY, LINK, OVER_ZONE, Who, everybody
from tests.permissions.rows import NOW, WITH_OWN_ROWS, NoRows, Rows, belonging, secret
from tests.projects.progress_builders import with_calendars

# What a zone sees that has others above it and none below.
_FROM_BENEATH = {"zones:place"}
OWN, SIBLING, SECRET, FAR, UNKNOWN = "own", "sibling", "secret", "far", "unknown"
Answer = tuple[int, str]
# The first person of whom a method is asked; whoever may most learns which methods there are.
_FIRST = next(who for who in OVER_ZONE if who.name == "office_head")


@dataclass
class Scene:
    """`rows` by whose they are. `secret` are the sibling's as well, and confidential where a kind can be."""

    zone: Zone
    users: Mapping[str, User]
    rows: Mapping[str, Rows | NoRows]
    tokens: Mapping[str, str]
    asker: Asker
    in_full: bool
    methods: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def cross(self, address: Address) -> dict[tuple[str, str], tuple[str, ...]]:
        """(Method, whose) → the answer to each of `EVERYBODY`; a method that the address does not take is left out."""
        if address.name in _FROM_BENEATH:
            with from_beneath(self.zone):
                return self._crossed(address)
        return self._crossed(address)

    def _crossed(self, address: Address) -> dict[tuple[str, str], tuple[str, ...]]:
        if address.is_stream:
            return {("WATCH", OWN): tuple(self._watch(who, address.words["subject"]) for who in EVERYBODY)}
        return {
            (method, whose): tuple(in_a_word(status) for status, _ in self._all(method, address, whose))
            for whose in _whose(address)
            for method in self.methods_of(address)
        }

    def given_away(self, address: Address) -> list[str]:
        """By what somebody could tell another zone's row from none, or reach a row through one that is not its own."""
        found = []
        for method in self.methods_of(address) if address.rows else ():
            pairs = zip(*(self._all(method, address, whose) for whose in (FAR, UNKNOWN)), strict=True)
            found += [
                f"{method} {address.name} {who.name}: far {far}, unknown {unknown}"
                for who, (far, unknown) in zip(EVERYBODY, pairs, strict=True)
                if far != unknown or in_a_word(far[0]) not in (NOT_THERE, SIGN_IN)
            ]
            # Any unit fills in any set.
            if len(address.rows) > 1 and address.rows != ["set_id", "unit_id"]:
                crossed = self._ask(self._first(address), method, address, OWN, last=SIBLING)
                if in_a_word(crossed[0]) != NOT_THERE:
                    found.append(f"{method} {address.name}: the sibling's row through the own one: {crossed}")
        return found

    def _all(self, method: str, address: Address, whose: str) -> list[Answer]:
        """The answer to each of `EVERYBODY`. Of whom a view would learn what it learnt of somebody before, it is not
        asked again, unless `in_full`."""
        learnt: list[tuple[Noted, Who, Answer]] = []
        answers = []
        for who in EVERYBODY:
            answer = next((was for noted, like, was in learnt if self._is_like(who, noted, like)), None)
            if answer is None:
                answer = self._ask(who, method, address, whose)
                if self.asker.noted is not None and not self.in_full:
                    learnt.append((self.asker.noted, who, answer))
            answers.append(answer)
        return answers

    def _is_like(self, who: Who, noted: Noted, other: Who) -> bool:
        user = self.users.get(who.name)
        actor = self.asker.actor_of(user, self.zone) if user is not None else None
        if actor is None or (noted.was_named and {who.name, other.name} & WITH_OWN_ROWS):
            return False
        return noted.says_of(actor)

    def _watch(self, who: Who, subject: str) -> str:
        """Whether the stream tells them of it. Whoever has no session is told to sign in (`tests/server`)."""
        user = self.users.get(who.name)
        scope = live_scope(user.pk, self.zone.code) if user is not None else None
        if scope is None:
            return SIGN_IN if user is None else NOT_THERE
        object_id = str(scope.actor.person_id) if subject == "notifications.person" else str(UUID(int=1))
        return ALLOWED if scope.may_see(subject, object_id) else NOT_ALLOWED

    def methods_of(self, address: Address) -> tuple[str, ...]:
        if address.name not in self.methods:
            asked = ((m, self._ask(self._first(address), m, address, OWN)[0]) for m in ("GET", "POST"))
            self.methods[address.name] = tuple(method for method, status in asked if status != 405)
        return self.methods[address.name]

    def _ask(self, who: Who, method: str, address: Address, whose: str, *, last: str = "") -> Answer:
        token = self.tokens[address.section] if who is LINK and address.is_by_link else "TZ." + "0" * 43
        path = address.path(self.rows[whose], self.rows[last or whose], zone_code="TZ", token=token)
        return self.asker.ask(self.users.get(who.name), method, path, address.body)

    def _first(self, address: Address) -> Who:
        return LINK if address.is_by_link else _FIRST


def _whose(address: Address) -> tuple[str, ...]:
    if not address.rows:
        return (OWN,)
    return (OWN, SIBLING, SECRET) if address.can_be_secret else (OWN, SIBLING)


def put_into_tree(zone: Zone) -> None:
    """A city with a zone below it, so that the addresses about the zones below are there."""
    zone.kind = ZoneKind.CITY
    zone.save(update_fields=["kind"])
    below, above = a_zone("BZ"), a_zone("AZ")
    Zone.objects.filter(id=below.id).update(parent=zone)
    Zone.objects.filter(id=above.id).update(kind=ZoneKind.PROVINCE)


@contextmanager
def from_beneath(zone: Zone) -> Iterator[None]:
    """Meanwhile the zone is none above others, but one below a province."""
    place = Zone.objects.filter(id=zone.id)
    place.update(kind=ZoneKind.ZONE, parent=Zone.objects.get(code="AZ"))
    yield
    place.update(kind=zone.kind, parent=None)


@contextmanager
def scene(folder: Any, *, in_full: bool) -> Iterator[Scene]:
    """Within a transaction that is taken back in the end; files lie in `folder`."""
    undone: Any = transaction.atomic()
    undone._from_testcase = True
    backend = "django.core.files.storage.FileSystemStorage"
    files = {"default": {"BACKEND": backend, "OPTIONS": {"location": folder, "base_url": None}}}
    with (
        override_settings(
            STORAGES={**settings.STORAGES, **files}, PASSWORD_HASHERS=["tests.passwords.QuickArgon2"]
        ),
        undone,
        frozen_at(NOW),
        _quiet(),
    ):
        zone, other = (with_calendars(a_zone(code)) for code in ("TZ", "OZ"))
        put_into_tree(zone)
        for each in (zone, other):
            load_matter_defaults(actor=console(each))
        own, sibling = a_unit(zone), a_unit(zone, "另一园区")
        users = everybody(zone, own, other)
        rows = {
            OWN: belonging(Rows(zone, own), users),
            SIBLING: Rows(zone, sibling),
            SECRET: secret(Rows(zone, sibling)),
            FAR: Rows(other, a_unit(other)),
            UNKNOWN: NoRows(),
        }
        for each in rows.values():
            for address in pages():
                address.path(each, each, zone_code="", token="")  # makes the rows
        with asking() as asker:
            yield Scene(zone, users, rows, _tokens(rows[OWN]), asker, in_full)
        transaction.set_rollback(True)


@contextmanager
def _quiet() -> Iterator[None]:
    """Thousands of refusals are no news."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _tokens(rows: Rows) -> dict[str, str]:
    """Section → the link of the enterprise, of the household at the end of the chain of tips, of a calendar."""
    enterprise, helper = new_token(rows.zone.code), new_token(rows.zone.code)
    AccessLink.objects.filter(id=rows[AccessLink].id).update(token_hash=token_hash(enterprise))
    ChainHelper.objects.filter(id=rows[ChainHelper].id).update(token_hash=token_hash(helper))
    calendar = new_token(rows.zone.code)
    CalendarFeed.objects.filter(id=rows[CalendarFeed].id).update(token_hash=token_hash(calendar))
    return {"link": enterprise, "tip": helper, "site": calendar}
