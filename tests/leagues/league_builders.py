"""Builders for tests of league tables: a zone with parks, projects of which some have started, a quarterly table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.leagues.choices import Method
from guatu.leagues.models import LeagueRun, LeagueTable
from guatu.leagues.rules.book import Book, Criterion
from guatu.leagues.use_cases.define_rules import define_rules
from guatu.leagues.use_cases.define_table import TableTerms, define_table
from guatu.leagues.use_cases.publish_run import publish_run
from guatu.leagues.use_cases.try_run import try_run
from guatu.organization.models import Unit
from guatu.projects.choices import StartClass
from guatu.projects.models.project import Project, ProjectYear
from tests.builders import a_unit, a_zone, an_actor
from tests.projects.progress_builders import with_calendars

Q2 = "2018Q2"
BOOK = Book(
    (
        Criterion("c1", "projects.construction_start_rate", Decimal(60)),
        Criterion("c2", "projects.listed", Decimal(40), Method.RANK),
    ),
    types=("park",),
)


@dataclass
class Field:
    """Three parks with 2 of 4, 1 of 2 and 0 of 1 planned new starts begun, and who acts."""

    zone: Zone
    east: Unit
    west: Unit
    north: Unit
    office: Actor
    leader: Actor
    clerk: Actor


def a_new_start(unit: Unit, name: str, started: date | None = None) -> ProjectYear:
    project = Project.objects.create(
        zone=unit.zone, name=name, owner_name="甲公司", unit=unit, total_cny=1, actual_start=started
    )
    return ProjectYear.objects.create(
        zone=unit.zone, project=project, year=2018, start_class=StartClass.NEW_START, annual_plan_cny=1
    )


def a_field() -> Field:
    zone = with_calendars(a_zone())
    parks = [a_unit(zone, name) for name in ("东园", "西园", "北园")]
    for park, started, planned in zip(parks, (2, 1, 0), (4, 2, 1), strict=True):
        for number in range(planned):
            a_new_start(park, f"{park}{number}", date(2018, 5, 1) if number < started else None)
    return Field(
        zone,
        *parks,
        office=an_actor(zone, "office"),
        leader=an_actor(zone, "leader"),
        clerk=an_actor(zone, "clerk", unit=parks[1]),
    )


def a_table(field: Field, book: Book = BOOK, **values: Any) -> LeagueTable:
    terms = TableTerms(**({"name": "季度排名", "purpose": "比开工"} | values))
    table = define_table(actor=field.office, terms=terms)
    define_rules(actor=field.office, table=table, book=book, in_force_from=date(2018, 1, 1))
    return table


def published(field: Field, table: LeagueTable | None = None) -> LeagueRun:
    run = try_run(actor=field.office, table=table or a_table(field), period=Q2)
    return publish_run(actor=field.office, run=run)
