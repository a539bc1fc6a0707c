"""The periods of a table, and where units stand today in the one that runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from guatu.core.periods import Period, PeriodType
from guatu.leagues.models import LeagueTable
from guatu.leagues.peers import group_label
from guatu.leagues.rules.scoring import Scored
from guatu.leagues.selectors.tables import places_before, rules_on
from guatu.leagues.snapshot import Standing
from guatu.leagues.wording import movement, plain_score
from guatu.leagues.working import work_out_period


def period_at(table: LeagueTable, day: date) -> Period:
    """The period of the table's cadence that `day` lies in."""
    year, month = day.year, day.month
    iso = day.isocalendar()
    text = {
        PeriodType.YEAR: f"{year}",
        PeriodType.HALF: f"{year}H{(month + 5) // 6}",
        PeriodType.QUARTER: f"{year}Q{(month + 2) // 3}",
        PeriodType.MONTH: f"{year}M{month:02}",
        PeriodType.WEEK: f"{iso.year}W{iso.week:02}",
    }[PeriodType(table.cadence)]
    return Period.parse(text)


def periods_to_rank(table: LeagueTable, day: date, count: int = 6) -> list[Period]:
    """The last periods of the table's cadence, the one that ended last first; the running one comes last."""
    running = period_at(table, day)
    periods, at = [], running
    for _number in range(count):
        at = period_at(table, at.first - timedelta(days=1))
        periods.append(at)
    return [*periods, running]


@dataclass(frozen=True, slots=True)
class RunningRow:
    """A unit as it stands today. `before`: its place in the last published period."""

    standing: Standing
    before: int | None

    @property
    def total(self) -> str:
        scored: Scored = self.standing.scored
        return "—" if self.standing.place is None else plain_score(scored.total)

    @property
    def move(self) -> tuple[str, str]:
        return movement(self.standing.place, self.before)


def running_places(table: LeagueTable, day: date) -> list[tuple[str, list[RunningRow]]]:
    """Group by group, on the figures of now; nothing is kept. Empty where no rules are in force."""
    rules = rules_on(table, day)
    if rules is None:
        return []
    period = period_at(table, day)
    outcome, _left_out, _book = work_out_period(table, rules, period, table.zone, with_fingerprints=False)
    before = places_before(table, period)
    groups: dict[str, list[RunningRow]] = {}
    for one in outcome.standings:
        groups.setdefault(one.peer.group, []).append(RunningRow(one, before.get(one.peer.unit_id)))
    return [(group_label(name), rows) for name, rows in groups.items()]
