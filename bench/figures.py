"""Every figure of projects and matters for a half-year briefing, of the zone and of every unit, on 10,000 projects and
200,000 matters, beside the raw aggregates: one SQL query by hand for each count and sum, grouped by unit.

The floor asks for each number by itself, as a page would that has no definitions. What is divided, compared or ranked
costs neither side a query. Printed besides: how many round trips each side takes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bench.figures_by_hand import SQL
from bench.floor import compare, seconds, show
from bench.zone import database, full_zone

if TYPE_CHECKING:
    from guatu.core.models import Zone

PROJECTS, MATTERS = 10_000, 200_000
AIM = 1.5


def main() -> bool:
    """Print the ratios; whether the aims are met."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench.year_of_matters import fill_year
    from guatu.core.periods import Period
    from guatu.figures.asking import Wanted
    from guatu.figures.evaluating import evaluate
    from guatu.figures.registry import defined_figures
    from guatu.organization.powers import system_actor
    from guatu.organization.selectors import unit_tree

    zone = full_zone(PROJECTS, code="F10")
    fill_year(zone, total=MATTERS)
    period = Period.parse("2018H1")
    actor, tree = system_actor("console", zone), unit_tree(zone.id)
    names = [
        f.name for f in defined_figures() if f.app in ("projects", "matters") and period.type in f.periods
    ]
    terms = _terms(zone, period)

    def ours(only: Callable[[str], bool] = lambda name: True) -> dict[Any, Any]:
        wanted = [
            Wanted(name, period, unit) for name in names if only(name) for unit in (None, *tree.parents)
        ]
        return evaluate(wanted, actor=actor, zone=zone, tree=tree)

    def raw(only: Callable[[str], bool] = lambda name: True) -> dict[str, Any]:
        found = {}
        with connection.cursor() as cursor:
            for name, sql in SQL.items():
                if only(name):
                    cursor.execute(sql, terms)
                    found[name] = cursor.fetchall()
        return found

    _check(ours(), raw(), period)
    trips = []
    for act in (ours, raw):
        with CaptureQueriesContext(connection) as seen:
            act()
        trips.append(len(seen))
    met = show(
        f"{len(names)} figures × {len(tree.parents)} units ÷ raw aggregates",
        compare(ours, raw, rounds=5),
        aim=AIM,
    )
    for app in ("projects", "matters"):

        def of_app(name: str, app: str = app) -> bool:
            return name.startswith(app)

        show(f"  of which {app}", compare(lambda: ours(of_app), lambda: raw(of_app), rounds=3))
    print(f"{'round trips, figures : raw aggregates':<58} {trips[0]} : {trips[1]}")
    print(f"{'the same as of a past moment ÷ as of now':<58} {_past(ours, zone, names, period):.2f}×")
    return met and trips[0] < trips[1]


def _terms(zone: Zone, period: Any) -> dict[str, Any]:
    from guatu.core.clock import local_now
    from guatu.figures.asking import Ask

    ask = Ask((zone.id,), period, local_now(zone))
    return {
        "zone": zone.id, "year": ask.year, "day": ask.day, "month": ask.last.month, "first_month": ask.first.month,
        "begins": ask.begins, "until": ask.until, "last_year": ask.year - 1,
        "day_last_year": period.a_year_before().last,
    }  # fmt: skip


def _check(ours: dict[Any, Any], raw: dict[str, Any], period: Any) -> None:
    """Both sides say the same of every park, or comparing them says nothing. (The zone may be less than the sum of its
    parks: a matter that two of them had counts once.)"""
    from guatu.figures.asking import Wanted

    for name, rows in raw.items():
        by_hand = {unit: amount or 0 for unit, amount in rows}
        for one, reading in ours.items():
            if one.name == name and one.unit_id in by_hand and reading.value != by_hand[one.unit_id]:
                raise AssertionError(f"{Wanted(name, period, one.unit_id)}: {reading.value}")


def _past(ours: Callable[[], Any], zone: Zone, names: list[str], period: Any) -> float:
    from guatu.core.clock import now
    from guatu.figures.asking import Wanted
    from guatu.figures.evaluating import evaluate
    from guatu.organization.powers import system_actor
    from guatu.organization.selectors import unit_tree

    tree = unit_tree(zone.id)
    wanted = [Wanted(name, period, unit) for name in names for unit in (None, *tree.parents)]
    moment = now()
    past = seconds(
        lambda: evaluate(wanted, actor=system_actor("console", zone), zone=zone, tree=tree, as_of=moment)
    )
    return past / seconds(ours)


if __name__ == "__main__":
    with database():
        raise SystemExit(0 if main() else 1)
