"""The counts and sums behind the figures of projects and matters, each as one SQL query grouped by unit."""

from __future__ import annotations

_YEARS = """
SELECT p.unit_id, {what} FROM projects_projectyear y
JOIN projects_project p ON (p.zone_id, p.id) = (y.zone_id, y.project_id)
WHERE y.zone_id = %(zone)s AND y.year = {year} AND (p.withdrawn_on IS NULL OR p.withdrawn_on > {day}) AND {holds}
GROUP BY p.unit_id
"""
_MONEY = """
SELECT p.unit_id, sum(e.total) FROM projects_investmententry e
JOIN projects_project p ON (p.zone_id, p.id) = (e.zone_id, e.project_id)
WHERE e.zone_id = %(zone)s AND e.year = {year} AND (p.withdrawn_on IS NULL OR p.withdrawn_on > {day}) AND {holds}
AND EXISTS (SELECT 1 FROM projects_projectyear y
            WHERE y.zone_id = e.zone_id AND y.project_id = e.project_id AND y.year = {year})
GROUP BY p.unit_id
"""
_WORKS = """
SELECT p.unit_id, count(*) FROM projects_workitem w
JOIN projects_project p ON (p.zone_id, p.id) = (w.zone_id, w.project_id)
WHERE w.zone_id = %(zone)s AND (p.withdrawn_on IS NULL OR p.withdrawn_on > %(day)s) AND w.kind = '{kind}'
GROUP BY p.unit_id
"""
_LIGHTS = """
SELECT p.unit_id, count(*) FROM projects_lightspell l
JOIN projects_project p ON (p.zone_id, p.id) = (l.zone_id, l.project_id)
WHERE l.zone_id = %(zone)s AND (p.withdrawn_on IS NULL OR p.withdrawn_on > %(day)s) AND l.colour = '{colour}'
AND l.since <= %(day)s AND (l.until IS NULL OR l.until > %(day)s)
GROUP BY p.unit_id
"""
_DUTY = (
    "EXISTS (SELECT 1 FROM projects_projectduty d WHERE d.zone_id = y.zone_id AND d.project_id = y.project_id"
    " AND d.role = '{role}' AND d.valid_from <= %(day)s AND (d.valid_to IS NULL OR d.valid_to >= %(day)s))"
)
_CLOCKS = """
SELECT c.held_by_id, count(DISTINCT c.matter_id) FROM matters_matterclock c
JOIN matters_matter m ON (m.zone_id, m.id) = (c.zone_id, c.matter_id)
WHERE c.zone_id = %(zone)s AND c.kind = '{kind}' AND c.due_at BETWEEN %(begins)s AND %(until)s
AND m.excluded_reason = '' AND (c.kept OR c.ended_at IS NULL OR c.ended_at > c.due_at) AND {holds}
GROUP BY c.held_by_id
"""
_MOVES = """
SELECT {unit}, count(DISTINCT v.matter_id) FROM matters_mattermove v
JOIN matters_matter m ON (m.zone_id, m.id) = (v.zone_id, v.matter_id)
{more}
WHERE v.zone_id = %(zone)s AND v.at BETWEEN %(begins)s AND %(until)s AND m.excluded_reason = '' AND {holds}
GROUP BY 1
"""
_HOLDER = """LEFT JOIN LATERAL (
    SELECT g.unit_id FROM matters_mattermove g WHERE g.zone_id = v.zone_id AND g.matter_id = v.matter_id
    AND g.place < v.place AND g.move IN ('dispatch', 'transfer') ORDER BY g.place DESC LIMIT 1) h ON true"""
_LATER = (
    "EXISTS (SELECT 1 FROM matters_mattermove l WHERE l.zone_id = v.zone_id AND l.matter_id = v.matter_id"
    " AND l.round = v.round AND l.place > v.place AND l.move IN ({moves}))"
)
_FIRST = (
    "v.move = 'dispatch' AND NOT EXISTS (SELECT 1 FROM matters_mattermove l WHERE l.zone_id = v.zone_id"
    " AND l.matter_id = v.matter_id AND l.round = v.round AND l.place < v.place AND l.move = 'dispatch')"
)
_CAME_BACK = _LATER.format(moves="'return'")
_LEFT = _LATER.format(moves="'return', 'transfer'")
_MATTERS = """
SELECT m.lead_unit_id, count(*) FROM matters_matter m
WHERE m.zone_id = %(zone)s AND m.excluded_reason = '' AND m.raised_at <= %(until)s AND {holds}
GROUP BY m.lead_unit_id
"""
_OPEN = "(m.status NOT IN ('closed', 'withdrawn') OR m.closed_at > %(until)s)"
_ASSIGNED = (
    "m.raised_at >= %(begins)s AND EXISTS (SELECT 1 FROM matters_matterkind k"
    " WHERE (k.zone_id, k.id) = (m.zone_id, m.kind_id) AND k.code IN ('assignment', 'resolution'))"
)
_RESPONSES = """
SELECT c.held_by_id, {what} FROM matters_matterclock c
JOIN matters_matter m ON (m.zone_id, m.id) = (c.zone_id, c.matter_id)
WHERE c.zone_id = %(zone)s AND c.kind = 'first_reply' AND c.round = 1 AND c.kept
AND c.ended_at BETWEEN %(begins)s AND %(until)s AND m.excluded_reason = ''
GROUP BY c.held_by_id
"""


def _years(holds: str, what: str = "count(*)", *, last_year: bool = False) -> str:
    year, day = ("%(last_year)s", "%(day_last_year)s") if last_year else ("%(year)s", "%(day)s")
    return _YEARS.format(what=what, holds=holds, year=year, day=day)


def _money(holds: str, *, last_year: bool = False) -> str:
    year, day = ("%(last_year)s", "%(day_last_year)s") if last_year else ("%(year)s", "%(day)s")
    return _MONEY.format(holds=holds, year=year, day=day)


def _until(ledger: str) -> str:
    return f"e.ledger = '{ledger}' AND e.last_month <= %(month)s"


def _aged(most: int | None, least: int | None) -> str:
    def raised(days: int) -> str:
        return (
            "m.raised_at {} (((%(until)s::timestamptz AT TIME ZONE 'Asia/Shanghai')::date"
            f" - {days})::timestamp AT TIME ZONE 'Asia/Shanghai')"
        )

    holds = _OPEN
    if most is not None:
        holds += f" AND {raised(most).format('>=')}"
    return holds + (f" AND {raised(least).format('<')}" if least is not None else "")


_CARRIED, _NEW = "y.start_class = 'carry_over'", "y.start_class = 'new_start'"
_STARTED = "p.actual_start <= %(day)s"
_BIG = f"p.total_cny >= 100000000 AND ({_CARRIED} OR {{}})"
_KEPT = "c.kept AND c.ended_at <= c.due_at"
_ENDS = "v.move IN ('close_out', 'close_unsolved')"
_RATES = "v.move = 'rate' AND v.reason IN ('satisfied', 'basically', 'dissatisfied')"

# Figure → SQL; with “@” a number of last year that a growth needs.
SQL: dict[str, str] = {
    "projects.carry_overs": _years(_CARRIED),
    "projects.planned_new_starts": _years(_NEW),
    "projects.listed": _years("true"),
    "projects.continuing": _years(f"{_CARRIED} AND y.sub_class = 'continuing'"),
    "projects.installing": _years(f"{_CARRIED} AND y.sub_class = 'equipment'"),
    "projects.concentrated_starts": _years("y.concentrated_start"),
    "projects.carry_over_investment": _years(_CARRIED, "sum(p.total_cny)"),
    "projects.new_start_investment": _years(_NEW, "sum(p.total_cny)"),
    "projects.total_investment": _years("true", "sum(p.total_cny)"),
    "projects.carry_over_plan": _years(_CARRIED, "sum(y.annual_plan_cny)"),
    "projects.new_start_plan": _years(_NEW, "sum(y.annual_plan_cny)"),
    "projects.annual_plan": _years("true", "sum(y.annual_plan_cny)"),
    "projects.started_new_starts": _years(f"{_NEW} AND {_STARTED}"),
    "projects.overdue_starts": _years(
        f"{_NEW} AND p.committed_start < %(day)s AND NOT (p.actual_start IS NOT NULL AND {_STARTED})"
    ),
    "projects.over_100_million": _years(_BIG.format(_STARTED)),
    "projects.over_100_million@": _years(_BIG.format("p.actual_start <= %(day_last_year)s"), last_year=True),
    "projects.led": _years(_DUTY.format(role="lead_official")),
    "projects.accompanied": _years(_DUTY.format(role="liaison")),
    "projects.investment_to_date": _money(_until("dispatch")),
    "projects.investment_to_date@": _money(_until("dispatch"), last_year=True),
    "projects.statistical_investment_to_date": _money(_until("statistical")),
    "projects.investment_in_period": _money(f"{_until('dispatch')} AND e.first_month >= %(first_month)s"),
    "projects.buildings": _WORKS.format(kind="building"),
    "projects.lines": _WORKS.format(kind="line"),
    "projects.red_lights": _LIGHTS.format(colour="red"),
    "projects.yellow_lights": _LIGHTS.format(colour="yellow"),
    "matters.reply_due": _CLOCKS.format(kind="first_reply", holds="true"),
    "matters.replied": _CLOCKS.format(kind="first_reply", holds=_KEPT),
    "matters.due": _CLOCKS.format(kind="whole", holds="true"),
    "matters.on_time": _CLOCKS.format(kind="whole", holds=_KEPT),
    "matters.closed": _MOVES.format(unit="h.unit_id", more=_HOLDER, holds=_ENDS),
    "matters.solved": _MOVES.format(unit="h.unit_id", more=_HOLDER, holds="v.move = 'close_out'"),
    "matters.rated": _MOVES.format(unit="h.unit_id", more=_HOLDER, holds=_RATES),
    "matters.satisfied": _MOVES.format(
        unit="h.unit_id", more=_HOLDER, holds="v.move = 'rate' AND v.reason IN ('satisfied', 'basically')"
    ),
    "matters.dispatched": _MOVES.format(unit="v.unit_id", more="", holds=_FIRST),
    "matters.right": _MOVES.format(
        unit="v.unit_id", more="", holds=f"{_FIRST} AND NOT {_LEFT}"
    ),
    "matters.returned": _MOVES.format(
        unit="v.unit_id", more="", holds=f"{_FIRST} AND {_CAME_BACK}"
    ),
    "matters.raised": _MATTERS.format(holds="m.raised_at >= %(begins)s"),
    "matters.left_out": """
        SELECT m.lead_unit_id, count(*) FROM matters_matter m WHERE m.zone_id = %(zone)s
        AND m.excluded_reason <> '' AND m.raised_at BETWEEN %(begins)s AND %(until)s GROUP BY m.lead_unit_id
    """,
    "matters.open_matters": _MATTERS.format(holds=_OPEN),
    "matters.open_3_days": _MATTERS.format(holds=_aged(3, None)),
    "matters.open_7_days": _MATTERS.format(holds=_aged(7, 3)),
    "matters.open_15_days": _MATTERS.format(holds=_aged(15, 7)),
    "matters.open_30_days": _MATTERS.format(holds=_aged(30, 15)),
    "matters.open_longer": _MATTERS.format(holds=_aged(None, 30)),
    "matters.overdue": _MATTERS.format(
        holds=f"{_OPEN} AND EXISTS (SELECT 1 FROM matters_matterclock c WHERE c.zone_id = m.zone_id"
        " AND c.matter_id = m.id AND c.kind = 'whole' AND c.due_at < %(until)s"
        " AND (c.ended_at IS NULL OR c.ended_at > %(until)s))"
    ),
    "matters.coordinated": _MATTERS.format(
        holds="EXISTS (SELECT 1 FROM matters_mattermove v WHERE v.zone_id = m.zone_id AND v.matter_id = m.id"
        " AND v.move = 'ask_help' AND v.at BETWEEN %(begins)s AND %(until)s)"
    ),
    "matters.rungs_reached": """
        SELECT m.lead_unit_id, count(*) FROM matters_ladderstep s
        JOIN matters_matter m ON (m.zone_id, m.id) = (s.zone_id, s.matter_id)
        WHERE s.zone_id = %(zone)s AND s.reached_at BETWEEN %(begins)s AND %(until)s AND m.excluded_reason = ''
        GROUP BY m.lead_unit_id
    """,
    "matters.answered": _RESPONSES.format(what="count(*)"),
    "matters.response_hours": _RESPONSES.format(what="sum(extract(epoch FROM c.ended_at - c.started_at) / 3600)"),
    "matters.response_days": _RESPONSES.format(
        what="sum((c.ended_at AT TIME ZONE 'Asia/Shanghai')::date"
        " - (c.started_at AT TIME ZONE 'Asia/Shanghai')::date)"
    ),
    "matters.assignments": _MATTERS.format(holds=_ASSIGNED),
    "matters.assignments_answered": _MATTERS.format(
        holds=f"{_ASSIGNED} AND EXISTS (SELECT 1 FROM matters_matterclock c WHERE c.zone_id = m.zone_id"
        " AND c.matter_id = m.id AND c.kind = 'first_reply' AND c.round = 1 AND c.kept"
        " AND c.ended_at <= %(until)s)"
    ),
}  # fmt: skip
