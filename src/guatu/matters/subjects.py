"""What matters can be about. The apps above register their objects, each in its module `matter_subjects`; nothing
here imports them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.zoned import ZonedModel


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """One kind of object that matters can be about.

    `name`: in words. `find(actor, id)`: the object, if the actor may see it. `unit_id(subject)`: its territorial unit,
    for the table of dispatch. `parent_id(subject)`: what it belongs to and in whose pages its matters stand.
    `url_name`: its page, taking the zone's code and the id. `search(actor, words)`: the
    few likeliest that the actor may see. `place(subject)`: degrees east and north, CGCS2000.
    """

    model: type[ZonedModel]
    name: Any
    find: Callable[[Actor, UUID], Any | None]
    unit_id: Callable[[Any], UUID | None]
    url_name: str
    parent_id: Callable[[Any], UUID | None] = lambda _subject: None
    search: Callable[[Actor, str], Iterable[Any]] = lambda _actor, _words: ()
    place: Callable[[Any], tuple[Decimal, Decimal] | None] = lambda _subject: None

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


_kinds: dict[str, SubjectKind] = {}


def add_subject(kind: SubjectKind) -> None:
    """Called at the top level of an app's `matter_subjects` module, which is imported when all apps are loaded."""
    _kinds[kind.label] = kind


def subject_kinds() -> tuple[SubjectKind, ...]:
    return tuple(_kinds.values())


def kind_of(subject: ZonedModel) -> SubjectKind:
    """The registered kind of an object. Raises `LookupError` where no matter can be about it."""
    return _kinds[subject._meta.label_lower]


def kind_by_label(label: str) -> SubjectKind | None:
    """The registered kind with that type label (`app.model`), or None."""
    return _kinds.get(label)
