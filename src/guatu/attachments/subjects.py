"""What files can belong to. The apps above register their objects, each in its module `attachment_subjects`;
nothing here imports them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.zoned import ZonedModel


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """One kind of object that carries files.

    `may_see(actor, subject_id)`: whether somebody may read its files; `may_attach(actor, subject)`: whether they
    may add one; `about(subject)`: further objects in whose history the new files stand.
    """

    model: type[ZonedModel]
    may_see: Callable[[Actor, UUID], bool]
    may_attach: Callable[[Actor, Any], bool]
    about: Callable[[Any], tuple[UUID, ...]]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


_kinds: dict[str, SubjectKind] = {}


def add_subject(kind: SubjectKind) -> None:
    """Called at the top level of an app's `attachment_subjects` module, which is imported when all apps are loaded."""
    _kinds[kind.label] = kind


def subject_kind(subject: ZonedModel) -> SubjectKind:
    """The registered kind of an object. Raises `LookupError` where files cannot belong to it."""
    return _kinds[subject._meta.label_lower]


def kind_by_label(label: str) -> SubjectKind | None:
    """The registered kind with that type label (`app.model`), or None."""
    return _kinds.get(label)
