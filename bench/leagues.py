"""A league table over 3,000 units from one evaluation, beside the raw aggregate query of the same columns.

The floor is one SQL query that counts and adds up every project of the year by unit.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bench.floor import compare, show
from bench.zone import YEAR, database, full_zone

if TYPE_CHECKING:
    from guatu.core.models import Zone

UNITS = 3_000
RAW = """
SELECT p.unit_id, count(*), count(*) FILTER (WHERE y.start_class = 'new_start'),
       count(*) FILTER (WHERE y.start_class = 'new_start' AND p.actual_start <= %(last)s), sum(y.annual_plan_cny)
FROM projects_projectyear y JOIN projects_project p ON (p.zone_id, p.id) = (y.zone_id, y.project_id)
WHERE y.zone_id = %(zone)s AND y.year = %(year)s AND (p.withdrawn_on IS NULL OR p.withdrawn_on > %(last)s)
GROUP BY p.unit_id
"""


def main() -> bool:
    """Print one line for each step; whether every aim is met."""
    from django.db import connection

    from guatu.core.periods import Period
    from guatu.leagues.choices import Method
    from guatu.leagues.measuring import measure
    from guatu.leagues.peers import Peer
    from guatu.leagues.rules.book import Book, Criterion
    from guatu.leagues.snapshot import work_out
    from guatu.organization.powers import system_actor
    from guatu.organization.selectors import unit_tree

    zone, period = full_zone(6_000, code="LT"), Period.parse(f"{YEAR}H1")
    units = _spread(zone)
    book = Book(
        (
            Criterion("c1", "projects.construction_start_rate", Decimal(50)),
            Criterion("c2", "projects.listed", Decimal(30), Method.RANK),
            Criterion("c3", "projects.annual_plan", Decimal(20)),
        ),
        types=("village",),
    )
    peers = {unit_id: Peer(unit_id, str(unit_id), "village") for unit_id in units}
    actor, tree = system_actor("console", zone), unit_tree(zone.id)

    def whole() -> int:
        cells = measure(book, period, units, actor=actor, zone=zone, tree=tree)
        return len(work_out(book, peers, cells).standings)

    def raw() -> int:
        with connection.cursor() as cursor:
            cursor.execute(RAW, {"zone": zone.id, "year": YEAR, "last": period.last})
            return len(cursor.fetchall())

    if (whole(), raw()) != (UNITS, UNITS):
        raise AssertionError("not every unit is ranked")
    show(f"table of {UNITS:,} units × 3 criteria ÷ one raw aggregate", compare(whole, raw, rounds=5))
    cells = measure(book, period, units, actor=actor, zone=zone, tree=tree)
    show(
        f"scoring and placing {UNITS:,} units ÷ one raw aggregate",
        compare(lambda: work_out(book, peers, cells), raw, rounds=5),
    )
    return True


def _spread(zone: Zone) -> list[object]:
    """Give every second project a unit of its own with its neighbour."""
    from guatu.organization.models import Unit
    from guatu.organization.selectors import root_unit
    from guatu.projects.models.project import Project

    root = root_unit(zone.id)
    made = Unit.objects.bulk_create(
        Unit(zone=zone, name=f"unit {n}", code=f"U{n}", type="village", parent=root) for n in range(UNITS)
    )
    projects = list(Project.objects.filter(zone=zone).order_by("id"))
    for place, project in enumerate(projects):
        project.unit = made[place % UNITS]
    Project.objects.bulk_update(projects, ["unit"], batch_size=1_000)
    return [unit.id for unit in made]


if __name__ == "__main__":
    with database():
        raise SystemExit(0 if main() else 1)
