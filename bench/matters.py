"""200,000 matters: a page of the list and the counts of the desk beside one raw query of the same, and the clock that
ticks over 200,000 open matters of which 1% have something coming, beside the same tick over 2,000 all of which have.

The floor of the list is the SQL that fetches the same fifty rows and the same count. The floor of the tick is the tick
itself where nothing else lies about: time has to follow what changes, not how much is open.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bench.floor import compare, seconds, show, show_ratio
from bench.zone import database

if TYPE_CHECKING:
    from guatu.core.models import Zone

TOTAL, DUE = 200_000, 2_000
ROWS = """
SELECT m.id, m.title, m.status, m.year, m.sequence, m.urgency, m.subject_label, k.name, k.prefix, c.name, u.name,
       p.name, s.due_at, s.warn_at, s.stopped_since, s.colour, s.rung
FROM matters_matter m
JOIN matters_matterkind k ON (k.zone_id, k.id) = (m.zone_id, m.kind_id)
LEFT JOIN matters_mattercategory c ON (c.zone_id, c.id) = (m.zone_id, m.category_id)
LEFT JOIN organization_unit u ON (u.zone_id, u.id) = (m.zone_id, m.lead_unit_id)
LEFT JOIN organization_person p ON (p.zone_id, p.id) = (m.zone_id, m.handler_id)
LEFT JOIN matters_matterstanding s ON (s.zone_id, s.matter_id) = (m.zone_id, m.id)
WHERE m.zone_id = %(zone)s AND m.status NOT IN ('closed', 'withdrawn')
ORDER BY s.due_at ASC NULLS LAST, m.raised_at DESC, m.id LIMIT 50
"""
COUNT = (
    "SELECT count(*) FROM matters_matter WHERE zone_id = %(zone)s AND status NOT IN ('closed', 'withdrawn')"
)


def main() -> bool:
    """Print the ratios; whether every aim is met."""
    from django.db import connection

    from guatu.core.clock import local_now
    from guatu.matters.selectors.filters import MatterFilters
    from guatu.matters.selectors.table import matter_table
    from guatu.organization.powers import system_actor

    zone, few = filled("M200", TOTAL), filled("M2", DUE)
    actor = system_actor("console", zone)

    def page() -> int:
        return len(matter_table(zone, MatterFilters(), actor=actor).rows)

    def raw() -> int:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, {"zone": zone.id})
            cursor.execute(ROWS, {"zone": zone.id})
            return len(cursor.fetchall())

    if (page(), raw()) != (50, 50):
        raise AssertionError("the page and the raw query do not show the same rows")
    met = [show(f"list of {TOTAL:,}, first page ÷ one raw query", compare(page, raw), aim=3)]
    later = local_now(zone) + timedelta(days=1)
    ratio = seconds(lambda: tick(zone, later)) / seconds(lambda: tick(few, later))
    met.append(
        show_ratio(f"tick over {TOTAL:,} open, {DUE:,} of them due ÷ over {DUE:,} alone", [ratio], aim=1.5)
    )
    ratio = seconds(lambda: tick(zone, later)) / seconds(raw)
    show_ratio(f"tick over {TOTAL:,} open, none of them due ÷ one raw query of the list", [ratio])
    return all(met)


def tick(zone: Zone, now: Any) -> int:
    from guatu.matters.use_cases.escalate_matters import escalate_matters
    from guatu.organization.powers import system_actor

    seen = 0
    while count := escalate_matters(actor=system_actor("tick", zone), now=now):
        seen += count
    return seen


def filled(code: str, total: int) -> Zone:
    """A zone with `total` open matters of which `DUE` ring within a day: one of each sort is made by the use cases,
    and copied with its moves, clocks and standing."""
    from bench.matter_filling import fill

    return fill(code, total=total, due=DUE)


if __name__ == "__main__":
    with database():
        raise SystemExit(0 if main() else 1)
