"""Invented league tables in the demo zone: a table of the second quarter with an answered objection, and a race with
its award for the first quarter.

Everything is done by the demo's people through the product's own use cases; the figures are those of the zone.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from guatu.core.clock import CHINA, frozen_at
from guatu.core.models import Zone
from guatu.demo.danyang_life import acting
from guatu.leagues.choices import Method, Missing, Tie
from guatu.leagues.models import LeagueTable
from guatu.leagues.rules.book import Book, Criterion, Step
from guatu.leagues.use_cases.answer_objection import answer_objection
from guatu.leagues.use_cases.define_rules import define_rules
from guatu.leagues.use_cases.define_table import TableTerms, define_table
from guatu.leagues.use_cases.finalize_run import finalize_run
from guatu.leagues.use_cases.give_awards import give_awards
from guatu.leagues.use_cases.publish_run import publish_run
from guatu.leagues.use_cases.raise_objection import raise_objection
from guatu.leagues.use_cases.try_run import try_run
from guatu.organization.models import Unit

PARK = "生命科学产业园"
TYPES = ("park", "town")
YEAR = date(2018, 1, 1)
# Half of the score from 50 % on, all of it where every project has its lead official.
_STEPS = (Step(Decimal("0.5"), Decimal("0.5")), Step(Decimal(1), Decimal(1)))


def rank(zone: Zone) -> None:
    """Rank the parks and towns of the zone."""
    _quarter(zone)
    _race(zone)


def _table(zone: Zone, terms: TableTerms, book: Book) -> LeagueTable:
    office = acting(zone, "office")
    table = define_table(actor=office, terms=terms)
    define_rules(actor=office, table=table, book=book, in_force_from=YEAR)
    return table


def _quarter(zone: Zone) -> None:
    """Start rate, overdue starts and money; the park objects and is answered."""
    table = _table(
        zone,
        TableTerms("重大项目季度排名（演示）", "比开工、比进度、比投入，促进项目早开工早建成。（演示）"),
        Book(
            (
                Criterion("c1", "projects.construction_start_rate", Decimal(40), missing=Missing.LEFT_OUT),
                Criterion("c2", "projects.annual_plan", Decimal(30), Method.RANK),
                Criterion("c3", "projects.lead_coverage", Decimal(30), Method.STEPS, steps=_STEPS),
                Criterion(
                    "c4", "projects.overdue_starts", Decimal(5), Method.PENALTY, False, base=Decimal(1)
                ),
            ),
            types=TYPES,
            tie=Tie.CRITERION,
            tie_key="c2",
        ),
    )
    office = acting(zone, "office")
    run = publish_run(actor=office, run=try_run(actor=office, table=table, period="2018Q2"))
    objection = raise_objection(
        actor=acting(zone, "park"),
        run=run,
        unit=Unit.objects.get(zone=zone, name=PARK),
        criterion="c1",
        text="我园一个新开工项目6月下旬已进场，请核实是否计入开工。（演示）",
    )
    answer_objection(
        actor=office,
        objection=objection,
        accepted=False,
        answer="进场不等于开工：开工以桩基或基础施工并经核实的佐证为准，该项目尚未提交佐证。（演示）",
    )


def _race(zone: Zone) -> None:
    """The first quarter is final and awarded, the running one is shown day by day."""
    table = _table(
        zone,
        TableTerms(
            "一季一赛马（演示）",
            "每季度比项目建设，前列单位授予流动红旗。（演示）",
            awards=1,
            award_title="项目建设流动红旗（演示）",
        ),
        Book(
            (
                Criterion("c1", "projects.construction_start_rate", Decimal(60)),
                Criterion("c2", "projects.listed", Decimal(40)),
            ),
            types=TYPES,
        ),
    )
    office = acting(zone, "office")
    with frozen_at(_at(date(2018, 4, 9))):
        run = publish_run(actor=office, run=try_run(actor=office, table=table, period="2018Q1"))
    with frozen_at(_at(date(2018, 4, 20))):
        finalize_run(actor=office, run=run)
        give_awards(actor=acting(zone, "leader"), run=run)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), CHINA)
