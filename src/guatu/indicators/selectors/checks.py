"""Checks in force, and what they say of a unit's entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from guatu.core.periods import Period
from guatu.indicators.choices import EntryStatus
from guatu.indicators.models.entry import EntryValue, Submission, ValidationRule
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.reading import Reading
from guatu.indicators.rules.checks import Check, Finding, judge_all
from guatu.indicators.rules.expressions import At, Ref
from guatu.indicators.rules.periods import before, of_days, year_before
from guatu.indicators.selectors.windows import units_of
from guatu.organization.models import Unit
from guatu.organization.rules import subtree


def rules_in_force(zone_id: UUID) -> list[ValidationRule]:
    """The newest version of each check that has not ended, by code (one query)."""
    rows = ValidationRule.objects.filter(zone_id=zone_id).order_by("code", "-number").distinct("code")
    return [row for row in rows if not row.ended]


def checks_in_force(zone_id: UUID) -> list[Check]:
    return [
        Check.read(
            code=row.code,
            number=row.number,
            kind=row.kind,
            left=row.left,
            operator=row.operator,
            right=row.right,
            limit=row.limit,
            severity=row.severity,
            instruction=row.words,
        )
        for row in rules_in_force(zone_id)
    ]


@dataclass
class Numbers:
    """The values that the checks of one submission ask for, read once."""

    submission: Submission
    here: Mapping[str, Decimal | None]
    indicators: Mapping[str, Indicator]

    def __post_init__(self) -> None:
        self.period = of_days(self.submission.first_day, self.submission.last_day)
        self.last: dict[str, Decimal | None] = {}
        self.last_year: dict[str, Decimal | None] = {}
        last_year = year_before(self.period)
        rows = Reading.objects.filter(
            zone_id=self.submission.zone_id,
            unit_id=self.submission.unit_id,
            indicator__in=list(self.indicators.values()),
            last_day__gte=before(self.period).first.replace(year=last_year.first.year, month=1, day=1),
            last_day__lt=self.period.last,
        ).order_by("last_day", "number")
        codes = {i.id: i.code for i in self.indicators.values()}
        for row in rows:
            code = codes[row.indicator_id]
            if (row.first_day, row.last_day) == (last_year.first, last_year.last):
                self.last_year[code] = row.value
            if self._is_previous(self.indicators[code], row):
                self.last[code] = row.value
        self.below = self._units_below()

    def _is_previous(self, indicator: Indicator, row: Reading) -> bool:
        """Of values from January on, the statement before in the same year; else the period right before."""
        if indicator.to_date and self.period.first.month == 1:
            return row.first_day == self.period.first
        wanted: Period = before(self.period)
        return (row.first_day, row.last_day) == (wanted.first, wanted.last)

    def _units_below(self) -> dict[str, Decimal | None]:
        """The sums of what the units below have submitted; None while one of them has not."""
        s = self.submission
        parents = dict(Unit.objects.filter(zone_id=s.zone_id).values_list("id", "parent_id"))
        inside = subtree(parents, s.unit_id) - {s.unit_id}
        wanted = {u.id for u in units_of(s.entry_set, s.last_day) if u.id in inside}
        if not wanted:
            return {}
        values = EntryValue.objects.filter(
            zone_id=s.zone_id,
            submission__entry_set=s.entry_set_id,
            submission__unit__in=wanted,
            submission__first_day=s.first_day,
            submission__last_day=s.last_day,
            submission__status__in=[EntryStatus.SUBMITTED, EntryStatus.REVIEWED, EntryStatus.APPROVED],
        ).values_list("indicator__code", "submission__unit_id", "value")
        sums: dict[str, Decimal | None] = {}
        told: dict[str, set[UUID]] = {}
        for code, unit_id, value in values:
            if value is not None:
                sums[code] = (sums.get(code) or Decimal(0)) + value
                told.setdefault(code, set()).add(unit_id)
        return {code: total if told[code] == wanted else None for code, total in sums.items()}

    def __call__(self, ref: Ref) -> Decimal | None:
        match ref.at:
            case At.HERE:
                return self.here.get(ref.code)
            case At.PREVIOUS:
                return self.last.get(ref.code)
            case At.LAST_YEAR:
                return self.last_year.get(ref.code)
        return self.below.get(ref.code)


def findings_for(
    submission: Submission, here: Mapping[str, Decimal | None], indicators: Sequence[Indicator]
) -> list[Finding]:
    """What does not hold, of the checks that speak of the set's indicators (five queries)."""
    known = {i.code: i for i in indicators}
    checks = [c for c in checks_in_force(submission.zone_id) if c.codes and c.codes <= known.keys()]
    if not checks:
        return []
    places = min((i.decimals for i in indicators), default=0)
    return judge_all(checks, Numbers(submission, here, known), tolerance=Decimal("0.5").scaleb(-places))
