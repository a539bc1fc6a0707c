"""What was signed, by industry group; and stated totals beside their own parts and beside the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from guatu.core.actor import Actor
from guatu.investment.choices import Stage
from guatu.investment.models.agreements import Agreement
from guatu.investment.models.statements import Statement
from guatu.investment.rules.amounts import Sum
from guatu.investment.rules.closing import Closing, Part, closing_of
from guatu.investment.selectors.agreements import signed_between
from guatu.investment.selectors.prospects import in_stage
from guatu.investment.selectors.sums import total_of


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One industry group; “” are the unclassified."""

    group: str
    count: int
    total: Sum


def signed_by_group(first: date, last: date, *, actor: Actor, as_of: date | None = None) -> list[GroupLine]:
    """Agreements of a period by the industry group of their prospect, the unclassified last: the lines always add up
    to all agreements."""
    groups: dict[str, list[Agreement]] = {}
    for agreement in signed_between(first, last, actor=actor, as_of=as_of):
        groups.setdefault(agreement.prospect.industry_group, []).append(agreement)
    return [
        GroupLine(group, len(groups[group]), total_of(groups[group]))
        for group in sorted(groups, key=lambda g: (g == "", g))
    ]


@dataclass(frozen=True, slots=True)
class StatementChecked:
    """A stated total: whether its parts add up to it, and what the records say."""

    statement: Statement
    parts: list[Part]
    counts: Closing
    money: Closing
    recorded_count: int
    recorded_total: Sum

    @property
    def is_clean(self) -> bool:
        return False not in (self.counts.holds, self.money.holds)

    @property
    def parts_in_words(self) -> str:
        """“5 + 5 + 3 + 2”."""
        return " + ".join("—" if part.count is None else str(part.count) for part in self.parts)

    @property
    def record_gap(self) -> int:
        """Records less the stated number; 0 where no number is stated."""
        return 0 if self.statement.count is None else self.recorded_count - self.statement.count


def statements(*, actor: Actor) -> QuerySet[Statement]:
    """Those who see the whole zone's prospects see what is stated of them."""
    from_zone = Statement.objects.filter(zone_id=actor.zone_id).prefetch_related("parts")
    return from_zone if actor.reach("investment.view_prospect").whole_zone else from_zone.none()


def checked_statements(*, actor: Actor) -> list[StatementChecked]:
    """Every stated total with its closing check, the latest first."""
    return [_checked(statement, actor) for statement in statements(actor=actor)]


def _checked(statement: Statement, actor: Actor) -> StatementChecked:
    parts = [Part(p.label, p.count, p.amount_cny) for p in statement.parts.all()]
    counts, money = closing_of(statement.count, statement.amount_cny, parts, at_least=statement.at_least)
    rows = recorded_rows(statement, actor=actor)
    return StatementChecked(statement, parts, counts, money, len(rows), total_of(rows))


def recorded_rows(statement: Statement, *, actor: Actor) -> list[Agreement]:
    """The records that the statement is about."""
    if statement.stage == Stage.SIGNED:
        return list(signed_between(statement.first_day, statement.last_day, actor=actor))
    rows = in_stage(statement.stage, statement.last_day, actor=actor)
    return list(rows)
