"""Wall-chart data for 200, 2,000 and 10,000 projects × 30 milestones, beside one raw query of the same columns.

The floor is one SQL join that fetches, for every milestone of every project, the columns the chart shows.
"""

from __future__ import annotations

from bench.floor import compare, peak_memory, show
from bench.zone import MILESTONES, YEAR, database, full_zone

RAW = """
SELECT p.id, p.name, p.code, u.name, p.total_cny, p.committed_start, p.committed_finish, p.forecast_start,
       p.forecast_finish, p.actual_start, p.actual_finish, y.annual_plan_cny, y.serial, l.colour, l.verdict,
       l.days_to_red, s.spent, lead.name, liaison.name,
       m.id, m.code, m.name, m.committed_finish, m.forecast_finish, m.actual_finish, m.critical
FROM projects_project p
JOIN organization_unit u ON (u.zone_id, u.id) = (p.zone_id, p.unit_id)
JOIN projects_projectyear y ON (y.zone_id, y.project_id) = (p.zone_id, p.id) AND y.year = %(year)s
JOIN projects_projectlight l ON (l.zone_id, l.project_id) = (p.zone_id, p.id)
JOIN (SELECT project_id, sum(total) AS spent FROM projects_investmententry
      WHERE zone_id = %(zone)s AND year = %(year)s AND ledger = 'dispatch' GROUP BY project_id) s
     ON s.project_id = p.id
JOIN projects_projectduty d1 ON (d1.zone_id, d1.project_id) = (p.zone_id, p.id) AND d1.role = 'lead_official'
JOIN organization_person lead ON (lead.zone_id, lead.id) = (p.zone_id, d1.person_id)
JOIN projects_projectduty d2 ON (d2.zone_id, d2.project_id) = (p.zone_id, p.id) AND d2.role = 'liaison'
JOIN organization_person liaison ON (liaison.zone_id, liaison.id) = (p.zone_id, d2.person_id)
JOIN projects_milestone m ON (m.zone_id, m.project_id) = (p.zone_id, p.id)
WHERE p.zone_id = %(zone)s
ORDER BY u.order, u.code, y.serial, m.order
"""


def main() -> bool:
    """Print one line a size; whether every aim is met."""
    from django.db import connection

    from guatu.core.models import Zone
    from guatu.organization.powers import system_actor
    from guatu.wallchart.filters import ChartFilters
    from guatu.wallchart.selectors import chart

    def whole(zone: Zone) -> int:
        shown, _total = chart(actor=system_actor("console", zone), zone=zone, filters=ChartFilters(year=YEAR))
        return sum(len(row.milestones) for row in shown.rows)

    def window(zone: Zone) -> int:
        filters = ChartFilters(year=YEAR)
        shown, _total = chart(
            actor=system_actor("console", zone), zone=zone, filters=filters, offset=0, limit=200
        )
        return len(shown.rows)

    def raw(zone: Zone) -> int:
        with connection.cursor() as cursor:
            cursor.execute(RAW, {"zone": zone.id, "year": YEAR})
            return len(cursor.fetchall())

    met = []
    for projects in (200, 2_000, 10_000):
        zone = full_zone(projects, code=f"Z{projects}")
        expected = projects * MILESTONES
        if (whole(zone), raw(zone)) != (expected, expected):
            raise AssertionError("the chart and the raw query do not show the same rows")
        rounds = 9 if projects <= 2_000 else 5
        comparison = compare(lambda z=zone: whole(z), lambda z=zone: raw(z), rounds=rounds)
        met.append(show(f"chart of {projects:,} × {MILESTONES}, all rows ÷ one raw query", comparison, aim=2))
        show(
            f"chart of {projects:,} × {MILESTONES}, one window of 200 ÷ the raw query of all",
            compare(lambda z=zone: window(z), lambda z=zone: raw(z), rounds=rounds),
        )
    ours, floor = peak_memory(lambda: whole(zone)), peak_memory(lambda: raw(zone))
    print(f"{'chart of 10,000 × 30, peak memory ÷ that of the raw rows':<58} {ours / floor:.2f}×")
    return all(met)


if __name__ == "__main__":
    with database():
        raise SystemExit(0 if main() else 1)
