"""What the wall between zones costs: the same page and the same list, asked by a role that PostgreSQL's row-level
security binds and by one that it does not, over tables in which another zone has as many rows."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from bench.floor import compare, show
from bench.zone import YEAR, database, full_zone

if TYPE_CHECKING:
    from uuid import UUID

    from guatu.core.models import Zone

PROJECTS, MATTERS, MATTERS_DUE, ENTRIES = 500, 5_000, 100, 20_000
AIM = 1.05


def main() -> bool:
    """Print the ratios; whether every aim is met."""
    from django.db import connection

    from bench.matter_filling import fill
    from guatu.audit.selectors import history_of
    from guatu.core.walls import closed, zone_open
    from guatu.matters.selectors.filters import MatterFilters
    from guatu.matters.selectors.table import matter_table
    from guatu.organization.powers import system_actor
    from guatu.projects.models.project import Project
    from guatu.wallchart.filters import ChartFilters
    from guatu.wallchart.selectors import chart

    full, _beside = (full_zone(PROJECTS, code=code) for code in ("W1", "W2"))
    lively, _beside = (fill(code, total=MATTERS, due=MATTERS_DUE) for code in ("W3", "W4"))

    def by(role: str, zone: Zone, ask: Callable[[], object]) -> Callable[[], object]:
        def run() -> object:
            with closed(), zone_open(zone.id), connection.cursor() as cursor:
                cursor.execute(f"SET ROLE {role}")
                try:
                    return ask()
                finally:
                    cursor.execute("SET ROLE NONE")

        return run

    def line(name: str, zone: Zone, ask: Callable[[], object], *, rounds: int = 15) -> bool:
        walled, bare = by("guatu_app", zone, ask), by("guatu_owner", zone, ask)
        if walled() != bare():
            raise AssertionError(f"{name}: the wall hides something of the zone itself")
        return show(
            f"{name}, behind the wall ÷ without", compare(walled, bare, rounds=rounds, warm_up=3), aim=AIM
        )

    def table(words: str) -> Callable[[], object]:
        filters = MatterFilters(words=words)
        return lambda: [row.matter.id for row in matter_table(lively, filters, actor=actors[lively]).rows]

    actors = {zone: system_actor("console", zone) for zone in (full, lively)}
    page = project_page(full)
    one = Project.objects.filter(zone=full).order_by("id")[0]
    write_record(full, one.id)

    def whole_chart() -> int:
        shown, _total = chart(actor=actors[full], zone=full, filters=ChartFilters(year=YEAR))
        return len(shown.rows)

    def history() -> list[int]:
        return [entry.sequence for entry in history_of(one.id, zone_id=full.id)[:50]]

    return all(
        [
            line(f"page of {PROJECTS:,} projects", full, lambda: page("")),
            line(f"page of {PROJECTS:,} projects, searched", full, lambda: page("?q=0001")),
            line(f"list of {MATTERS:,} matters", lively, table("")),
            line(f"list of {MATTERS:,} matters, searched", lively, table("不在")),
            line(f"chart of {PROJECTS:,} × 30", full, whole_chart, rounds=9),
            line(f"history of one project in a record of {ENTRIES:,}", full, history),
        ]
    )


def write_record(zone: Zone, object_id: UUID) -> None:
    """A long record, past the one door: a hundred entries about one object, the others about as many different ones."""
    from django.db import connection

    from guatu.audit.models import Entry
    from guatu.core.bulk import copy_values, new_row
    from guatu.core.clock import now
    from guatu.core.ids import new_id

    last = Entry.objects.filter(zone=zone).latest("sequence").sequence
    plain = {"zone_id": zone.id, "at": now(), "actor_kind": "system", "actor_name": "bench", "event": "bench"}
    plain |= {
        "subject_type": "bench",
        "subject_label": "bench",
        "previous_hash": bytes(32),
        "hash": bytes(32),
    }
    every = ENTRIES // 100
    rows = []
    for number in range(1, ENTRIES + 1):
        about = object_id if number % every == 0 else new_id()
        rows.append(new_row(Entry, **plain, sequence=last + number, subject_id=about, about=[about]))
    copy_values(Entry, rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def project_page(zone: Zone) -> Callable[[str], int]:
    """The whole page of projects, from the request to the last byte, for somebody signed in."""
    from datetime import date

    from django.test import Client

    from guatu.accounts.models import User
    from guatu.organization.powers import system_actor
    from guatu.organization.selectors import root_unit
    from guatu.organization.use_cases.appoint_person import appoint_person
    from guatu.organization.use_cases.create_post import create_post
    from guatu.organization.use_cases.register_person import register_person

    console, user = (
        system_actor("console", zone),
        User.objects.create_user("office", "a long enough password"),
    )
    person = register_person(actor=console, name="主任", user=user)
    post = create_post(actor=console, unit=root_unit(zone.id), title="主任", roles=["office_head"])
    appoint_person(actor=console, person=person, post=post, valid_from=date(2010, 1, 1))
    client = Client()
    client.force_login(user)

    def page(query: str) -> int:
        answer = client.get(f"/z/{zone.code}/projects/{query}")
        if answer.status_code != 200:
            raise AssertionError(answer.status_code)
        return len(answer.content)

    return page


if __name__ == "__main__":
    os.environ.setdefault("GUATU_ALLOWED_HOSTS", "testserver")
    with database(as_owner=True):
        raise SystemExit(0 if main() else 1)
