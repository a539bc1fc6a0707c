"""The one door for change.

Every change is a function in some app's `use_cases/`, decorated with `@use_case`. The decorator opens the zone of
whoever acts, checks the policy, opens the transaction, and closes it only when the change has been recorded: the record
is written in the same transaction, and a use case that wrote to the database and recorded nothing raises. Use cases may
call use cases; they then share the outermost one's transaction and record.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed
from guatu.core.events import Event
from guatu.core.former_rows import TABLE as FORMER_ROWS
from guatu.core.former_rows import History, current_history, is_historic
from guatu.core.walls import zone_open
from guatu.core.zoned import ZonedModel

P = ParamSpec("P")
R = TypeVar("R")

_WRITES = ("INSERT", "UPDATE", "DELETE", "MERGE")
_CHANGES = ("UPDATE", "DELETE", "MERGE")
_TABLE = re.compile(r'(?:INTO|UPDATE|FROM)\s+"?(\w+)"?')


class Subject(NamedTuple):
    """What an entry is about, for rows that were written without an instance. `type` as in `app.model`."""

    type: str
    id: UUID
    label: str


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with what the record keeps beside it. `about`: further objects in whose history it stands."""

    actor: Actor
    event: Event
    subject_type: str
    subject_id: UUID
    subject_label: str
    changes: Mapping[str, tuple[Any, Any]]
    reason: str
    about: tuple[UUID, ...]


@dataclass
class UnitOfWork:
    """What one outermost use case has done so far."""

    zone_id: UUID
    happenings: list[Happening] = field(default_factory=list)
    wrote: bool = False
    last: list[Callable[[], None]] = field(default_factory=list)


class NothingRecorded(RuntimeError):
    """A use case changed the database and recorded nothing: a fault of the program, never of its user."""


_current: ContextVar[UnitOfWork | None] = ContextVar("guatu_unit_of_work", default=None)
_acting: ContextVar[Actor | None] = ContextVar("guatu_acting", default=None)


def use_case(*, may: Callable[..., bool]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the only way to do one thing.

    `may` is the policy; of the use case's arguments it is given those it names, always `actor` first.
    Raises `NotAllowed` where it says no. The permission has the function's own name.
    """
    wanted = list(inspect.signature(may).parameters)

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        app = function.__module__.split(".")[1]
        permission = f"{app}.{function.__name__}"
        signature = inspect.signature(function)
        actor_parameter = signature.parameters.get("actor")
        if actor_parameter is None or actor_parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            raise TypeError(f"{permission}: a use case takes `actor` as a keyword-only argument")

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            actor: Actor = bound.arguments["actor"]
            with zone_open(actor.zone_id):
                if not may(**{name: bound.arguments[name] for name in wanted}):
                    raise NotAllowed(permission)
                with _unit_of_work(actor) as work:
                    before = len(work.happenings)
                    already_wrote, work.wrote = work.wrote, False
                    acting = _acting.set(actor)
                    try:
                        result = function(*args, **kwargs)
                    finally:
                        _acting.reset(acting)
                    if work.wrote and len(work.happenings) == before:
                        raise NothingRecorded(permission)
                    work.wrote = work.wrote or already_wrote
            return result

        call.permission = permission  # type: ignore[attr-defined]
        call.policy = may  # type: ignore[attr-defined]
        return call

    return decorate


@contextmanager
def _unit_of_work(actor: Actor) -> Iterator[UnitOfWork]:
    outer = _current.get()
    if outer is not None:
        if outer.zone_id != actor.zone_id:
            raise ValueError("one unit of work belongs to one zone")
        yield outer
        return
    work = UnitOfWork(zone_id=actor.zone_id)

    history = History()

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not str(sql).startswith(_WRITES):
            return execute(sql, params, many, context)
        table = _table_written(str(sql))
        if table not in _derived_tables():
            work.wrote = True
        result = execute(sql, params, many, context)
        if table in _historic_tables() and str(sql).startswith(_CHANGES):
            history.changed[table] += max(context["cursor"].rowcount, 0)
        return result

    token, kept = _current.set(work), current_history.set(history)
    try:
        with transaction.atomic(durable=True):
            with connection.execute_wrapper(watch):
                yield work
                _tell_subscribers(work)
                for act in work.last:
                    act()
            history.check()
            if work.happenings:
                import_string(settings.GUATU_RECORDER)(work.zone_id, work.happenings)
    finally:
        current_history.reset(kept)
        _current.reset(token)


def _table_written(sql: str) -> str:
    match = _TABLE.search(sql)
    return match.group(1) if match else ""


@lru_cache(maxsize=1)
def _derived_tables() -> frozenset[str]:
    """Tables whose being written is no change to record: what is reckoned, and what rows said before."""
    models = apps.get_models()
    derived = (m._meta.db_table for m in models if issubclass(m, ZonedModel) and m.derived)
    return frozenset((*derived, FORMER_ROWS))


@lru_cache(maxsize=1)
def _historic_tables() -> frozenset[str]:
    return frozenset(m._meta.db_table for m in apps.get_models() if is_historic(m))


def _tell_subscribers(work: UnitOfWork) -> None:
    """Run the handlers of each event inside the transaction: what follows from a change commits with it.

    A handler may itself call use cases, whose events are handled in turn.
    """
    handlers: Mapping[type[Event], tuple[Callable[[Event], None], ...]]
    handlers = import_string(settings.GUATU_SUBSCRIPTIONS)
    done = 0
    while done < len(work.happenings):
        event = work.happenings[done].event
        done += 1
        for handler in handlers.get(type(event), ()):
            handler(event)


def record(
    event: Event,
    *,
    subject: ZonedModel | Subject,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    reason: str = "",
    about: tuple[UUID, ...] = (),
) -> None:
    """Put down what happened, from within a use case: who, when, what and why, in the same transaction.

    `changes` maps field → (old, new). `about` names further objects whose history shows the entry,
    such as the project of a milestone.
    """
    work, actor = _current.get(), _acting.get()
    if work is None or actor is None:
        raise RuntimeError("record() is called from within a use case")
    if not isinstance(subject, Subject):
        subject = Subject(subject._meta.label_lower, subject.id, str(subject))
    work.happenings.append(
        Happening(
            actor=actor,
            event=event,
            subject_type=subject.type,
            subject_id=subject.id,
            subject_label=subject.label[:200],
            changes=dict(changes or {}),
            reason=reason,
            about=about,
        )
    )


def acting_person() -> UUID | None:
    """Whose act is being carried out, asked from a subscriber; None for jobs and outside of use cases."""
    work = _current.get()
    return work.happenings[0].actor.person_id if work is not None and work.happenings else None


def at_the_end(act: Callable[[], None]) -> None:
    """Called from within a use case: have `act` done in its transaction when everything that follows from the change
    has been done, and nothing is left but to record it."""
    work = _current.get()
    if work is None:
        raise RuntimeError("at_the_end() is called from within a use case")
    work.last.append(act)


def change(instance: ZonedModel, **values: Any) -> dict[str, tuple[Any, Any]]:
    """Set `values` on `instance`, save what differs, and return field → (old, new) for the record.

    Saves nothing, and returns an empty dict, where nothing differs.
    """
    changes: dict[str, tuple[Any, Any]] = {}
    for name, new in values.items():
        old = getattr(instance, name)
        if old != new:
            setattr(instance, name, new)
            changes[name] = (
                (str(old) if old is not None else None, str(new) if new is not None else None)
                if hasattr(new, "_meta") or hasattr(old, "_meta")
                else (old, new)
            )
    if changes:
        instance.save(update_fields=list(changes))
    return changes
