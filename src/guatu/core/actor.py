"""Who acts. Every change and every read of business data names an actor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a permission goes: the whole zone, or some units with all that is below them."""

    whole_zone: bool = False
    unit_ids: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return self.whole_zone or bool(self.unit_ids)

    def covers(self, unit_id: UUID | None) -> bool:
        """Whether an object that belongs to `unit_id` lies within. None belongs to the zone itself."""
        return self.whole_zone or (unit_id is not None and unit_id in self.unit_ids)

    def __or__(self, other: "Reach") -> "Reach":
        return Reach(self.whole_zone or other.whole_zone, self.unit_ids | other.unit_ids)


@dataclass(frozen=True, slots=True)
class Party:
    """In whose name somebody without a post acts: an object of the zone, with every name it bears or bore."""

    id: UUID
    names: frozenset[str]


NOWHERE = Reach()
EVERYWHERE = Reach(whole_zone=True)


class Actor(Protocol):
    """What use cases, policies and selectors need to know of whoever acts."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def zone_id(self) -> UUID: ...
    @property
    def user_id(self) -> UUID | None: ...
    @property
    def person_id(self) -> UUID | None: ...
    @property
    def speaks_for(self) -> Party | None: ...

    def reach(self, permission: str) -> Reach: ...

    def may(self, permission: str, unit_id: UUID | None = None) -> bool: ...


@dataclass(frozen=True, slots=True)
class PersonActor:
    """Somebody signed in, with the powers of the posts held today in one zone."""

    name: str
    zone_id: UUID
    user_id: UUID | None
    person_id: UUID | None
    powers: Mapping[str, Reach] = field(default_factory=dict)
    kind: str = "person"
    speaks_for: Party | None = None

    def reach(self, permission: str) -> Reach:
        return self.powers.get(permission, NOWHERE)

    def may(self, permission: str, unit_id: UUID | None = None) -> bool:
        """Whether the permission is held at all (`unit_id` None) or at that unit."""
        held = self.reach(permission)
        return bool(held) if unit_id is None else held.covers(unit_id)


@dataclass(frozen=True, slots=True)
class SystemActor:
    """A job or the console. It too holds only what `GUATU_ROLES` gives its name; nothing skips the check."""

    name: str
    zone_id: UUID
    permissions: frozenset[str]
    kind: str = "system"
    user_id: UUID | None = None
    person_id: UUID | None = None
    speaks_for: Party | None = None

    def reach(self, permission: str) -> Reach:
        return EVERYWHERE if "*" in self.permissions or permission in self.permissions else NOWHERE

    def may(self, permission: str, unit_id: UUID | None = None) -> bool:
        return bool(self.reach(permission))


@dataclass(frozen=True, slots=True)
class EnterpriseActor:
    """An enterprise that came by its link, without an account. It holds no post and acts in its own name alone:
    `permissions` are what it may begin; everything else follows from `speaks_for`."""

    name: str
    zone_id: UUID
    speaks_for: Party
    permissions: frozenset[str]
    kind: str = "enterprise"
    user_id: UUID | None = None
    person_id: UUID | None = None

    def reach(self, permission: str) -> Reach:
        return EVERYWHERE if permission in self.permissions else NOWHERE

    def may(self, permission: str, unit_id: UUID | None = None) -> bool:
        return bool(self.reach(permission))
