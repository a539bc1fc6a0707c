"""What people are told of, and what it can be about. The apps above register both, each in its module
`notification_kinds`; nothing here imports them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.zoned import ZonedModel
from guatu.notifications.choices import MailTime


@dataclass(frozen=True, slots=True)
class NotificationKind:
    """One kind of news, named `<app>.<what happened>`, such as `matters.assigned`.

    `label` is what people read where they choose which kinds they want by e-mail; `mail` is what holds for whoever
    has chosen nothing. `for_groups`: said by robots alone, so that there is nothing to choose.
    """

    name: str
    label: Any
    mail: MailTime = MailTime.DIGEST
    for_groups: bool = False


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """One kind of object that notifications are about. `may_see(actor, subject_id)`: whether somebody may see it."""

    model: type[ZonedModel]
    may_see: Callable[[Actor, UUID], bool]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


_kinds: dict[str, NotificationKind] = {}
_subjects: dict[str, SubjectKind] = {}


def add_kind(*kinds: NotificationKind) -> None:
    """Called at the top level of an app's `notification_kinds` module, which is imported when all apps are loaded."""
    _kinds.update((kind.name, kind) for kind in kinds)


def add_subject(*kinds: SubjectKind) -> None:
    """Like `add_kind`, for what notifications are about."""
    _subjects.update((kind.label, kind) for kind in kinds)


def kind_named(name: str) -> NotificationKind:
    """Raises `LookupError` where no app has registered it."""
    return _kinds[name]


def kind_label(name: str) -> Any:
    """What people read; the bare name where the app that registered it is no more."""
    kind = _kinds.get(name)
    return kind.label if kind else name


def kinds() -> tuple[NotificationKind, ...]:
    """Every registered kind that people are told of, by name: those of one app stand together."""
    return tuple(_kinds[name] for name in sorted(_kinds) if not _kinds[name].for_groups)


def require_subject(subject: ZonedModel) -> None:
    """Raises `LookupError` where no app says who may see such an object."""
    _subjects[subject._meta.label_lower]


def may_see_subject(actor: Actor, subject_type: str, subject_id: UUID | None) -> bool:
    """Whether `actor` may see what a message is about. What is about nothing may be seen; what nobody vouches for
    may not."""
    if not subject_type or subject_id is None:
        return True
    kind = _subjects.get(subject_type)
    return kind is not None and kind.may_see(actor, subject_id)
