"""The one door for change."""

from dataclasses import dataclass

import pytest
from django.db import IntegrityError, connection, transaction

from guatu.audit.models import Entry
from guatu.core.actor import Actor
from guatu.core.errors import NotAllowed, StaleVersion
from guatu.core.events import Event
from guatu.core.use_case import NothingRecorded, change, record, use_case
from guatu.organization.models import Post, Unit
from tests.builders import a_unit, a_zone, an_actor, console, the_root

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class UnitTouched(Event):
    name = "core.unit.touched"
    sentence = "touched the unit"


def anybody(actor: Actor) -> bool:
    return True


@use_case(may=lambda actor: actor.may("core.touch_unit"))
def touch_unit(*, actor: Actor, unit: Unit) -> None:
    changes = change(unit, short_name="新")
    record(UnitTouched(zone_id=unit.zone_id), subject=unit, changes=changes, reason="because")


@use_case(may=anybody)
def touch_silently(*, actor: Actor, unit: Unit) -> None:
    change(unit, short_name="静")


@use_case(may=anybody)
def touch_twice_and_fail(*, actor: Actor, unit: Unit) -> None:
    touch_unit(actor=actor, unit=unit)
    raise ValueError("after the fact")


def test_records_who_what_and_why() -> None:
    zone = a_zone()
    unit = the_root(zone)
    touch_unit(actor=console(zone), unit=unit)
    entry = Entry.objects.get(event="core.unit.touched")
    assert (entry.actor_name, entry.reason, entry.subject_id) == ("console", "because", unit.id)
    assert entry.changes == {"short_name": ["", "新"]}


def test_refuses_whom_the_policy_refuses() -> None:
    zone = a_zone()
    with pytest.raises(NotAllowed, match=r"core\.touch_unit"):
        touch_unit(actor=an_actor(zone, "office"), unit=the_root(zone))
    assert not Entry.objects.filter(event="core.unit.touched").exists()


def test_change_without_record_is_refused_and_undone() -> None:
    zone = a_zone()
    unit = the_root(zone)
    with pytest.raises(NothingRecorded):
        touch_silently(actor=console(zone), unit=unit)
    unit.refresh_from_db()
    assert unit.short_name == ""


def test_failure_after_a_nested_use_case_undoes_both() -> None:
    zone = a_zone()
    unit = the_root(zone)
    with pytest.raises(ValueError, match="after the fact"):
        touch_twice_and_fail(actor=console(zone), unit=unit)
    unit.refresh_from_db()
    assert unit.short_name == ""
    assert not Entry.objects.filter(event="core.unit.touched").exists()


def test_actor_is_keyword_only() -> None:
    with pytest.raises(TypeError, match="keyword-only"):

        @use_case(may=anybody)
        def wrong(actor: Actor) -> None: ...


def test_stale_version_is_refused() -> None:
    zone = a_zone()
    mine, theirs = the_root(zone), the_root(zone)
    touch_unit(actor=console(zone), unit=theirs)
    mine.name = "别名"
    with pytest.raises(StaleVersion):
        mine.save()


def test_database_refuses_a_reference_into_another_zone() -> None:
    here, there = a_zone("A"), a_zone("B")
    foreign = a_unit(there)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(zone=here, unit=foreign, title="x")


def test_joins_name_the_zone() -> None:
    sql = str(Post.objects.filter(unit__name="x").query)
    assert '"organization_unit"."zone_id"' in sql
    back = str(Unit.objects.filter(posts__title="x").query)
    assert '"organization_post"."zone_id"' in back


def test_update_names_the_zone() -> None:
    zone = a_zone()
    unit = the_root(zone)
    watcher = _Seen()
    with connection.execute_wrapper(watcher):
        unit.save()
    updates = [s for s in watcher.statements if s.startswith("UPDATE")]
    assert updates
    assert all("zone_id" in s.split("WHERE")[1] for s in updates)


class _Seen:
    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        self.statements.append(str(sql))
        return execute(sql, params, many, context)
