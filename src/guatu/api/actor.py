"""Who acts by a token: its person, with those of the token's powers that the person's posts carry today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from guatu.core.actor import NOWHERE, PersonActor, Reach


@dataclass(frozen=True, slots=True)
class Asked:
    """Which permissions somebody was asked about, and which of them they hold."""

    names: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)

    @property
    def rests_on_duty_alone(self) -> bool:
        """Permissions were asked for, and none was held: what allowed it was who the person is."""
        return bool(self.names) and not self.held


@dataclass(frozen=True, slots=True)
class TokenActor(PersonActor):
    """A person, cut to a token. What they are asked about can be listened to."""

    kind: str = "token"
    token_id: UUID | None = None
    asked: Asked = field(default_factory=Asked)

    def reach(self, permission: str) -> Reach:
        reach = self.powers.get(permission, NOWHERE)
        self.asked.names.add(permission)
        if reach:
            self.asked.held.add(permission)
        return reach

    def may(self, permission: str, unit_id: UUID | None = None) -> bool:
        reach = self.powers.get(permission, NOWHERE)
        allowed = bool(reach) if unit_id is None else reach.covers(unit_id)
        self.asked.names.add(permission)
        if allowed:
            self.asked.held.add(permission)
        return allowed

    def listened_to(self) -> TokenActor:
        """The same, asked about nothing yet."""
        return TokenActor(
            name=self.name,
            zone_id=self.zone_id,
            user_id=self.user_id,
            person_id=self.person_id,
            powers=self.powers,
            token_id=self.token_id,
        )


def cut(person: PersonActor, powers: Collection[str], *, token_id: UUID) -> TokenActor:
    """The person with no more than `powers`."""
    return TokenActor(
        name=person.name,
        zone_id=person.zone_id,
        user_id=person.user_id,
        person_id=person.person_id,
        powers={name: person.powers[name] for name in powers if name in person.powers},
        token_id=token_id,
    )
