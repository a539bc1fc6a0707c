"""Enter what the statistics bureau states of a project's money at the end of a month."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.projects.choices import Ledger
from guatu.projects.events.investment import StatisticalInvestmentEntered
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project
from guatu.projects.policies.progress import may_enter_statistical_investment
from guatu.projects.rules.investment import Broken, Components, Span, Statement, broken_identities
from guatu.projects.selectors.ledgers import components_of, entries_of, since_start_before
from guatu.projects.use_cases.report_investment import (
    correct_entry,
    faults_of_amounts,
    faults_of_months,
    first_amounts,
    wan,
)


@use_case(may=may_enter_statistical_investment)
def enter_statistical_investment(
    *,
    actor: Actor,
    project: Project,
    year: int,
    month: int,
    statement: Statement,
    source: str,
    reason: str = "",
) -> InvestmentEntry:
    """Enter the bureau's year to date at the end of `month`, with its four components, in yuan.

    The ledger keeps the difference to the statement before it. A statement within an entry of several months
    divides that entry; statements of later months stay what they were. Stating a month again corrects it and
    needs a `reason`. Raises `InvalidInput` for a missing component or source and for every identity that does
    not hold, with both sides of it; `Refused` (`withdrawn`) for a withdrawn project.
    """
    one_at_a_time("investment", project.id)
    if project.withdrawn_on is not None:
        raise Refused(_("This project was withdrawn; its ledger is closed."), code="withdrawn")
    faults = faults_of_months(project, year, Span(1, month)) + _faults_of(statement, source)
    if faults:
        raise InvalidInput(faults)
    ledger = _Ledger(entries_of(project, Ledger.STATISTICAL, year))
    _check_identities(project, year, month, statement, ledger)
    return _Entering(actor, project, year, source.strip(), reason).enter(month, statement, ledger)


class _Ledger:
    """A year's statistical entries of one project, read as what was stated at the end of months."""

    def __init__(self, entries: list[InvestmentEntry]) -> None:
        self.entries = entries

    def before(self, month: int) -> tuple[int, Decimal, Components]:
        """The last statement before `month`: its month (0: none), year to date and components."""
        earlier = [e for e in self.entries if e.last_month < month]
        covered_to = max((e.last_month for e in earlier), default=0)
        if not earlier:
            return 0, Decimal(0), Components(Decimal(0), Decimal(0), Decimal(0), Decimal(0))
        return (
            covered_to,
            sum((e.total for e in earlier), Decimal(0)),
            Components.added(components_of(e) for e in earlier),
        )

    def ending(self, month: int) -> InvestmentEntry | None:
        return next((e for e in self.entries if e.last_month == month), None)

    def after(self, month: int) -> InvestmentEntry | None:
        """The entry that ends next after `month`: it begins there, or has to be divided there."""
        return min(
            (e for e in self.entries if e.last_month > month), key=lambda e: e.last_month, default=None
        )

    def stated_last_year(self, other_than: int) -> Decimal | None:
        """Last year's figure since the start, as this year's other statements imply it."""
        to_date = Decimal(0)
        for entry in self.entries:
            to_date += entry.total
            if entry.since_start is not None and entry.last_month != other_than:
                return entry.since_start - to_date
        return None


class _Entering:
    """One statement on its way into the ledger."""

    def __init__(self, actor: Actor, project: Project, year: int, source: str, reason: str) -> None:
        self.actor, self.project, self.year = actor, project, year
        self.source, self.reason = source, reason

    def enter(self, month: int, statement: Statement, ledger: _Ledger) -> InvestmentEntry:
        covered_to, to_date, components = ledger.before(month)
        amounts = {
            **asdict(statement.components.minus(components)),
            "total": statement.year_to_date - to_date,
            "since_start": statement.since_start,
            "source": self.source,
        }
        same, following = ledger.ending(month), ledger.after(month)
        if same is not None:
            old_total, old_components = same.total, components_of(same)
            correct_entry(self.actor, same, amounts, self.reason)
            if following is not None:
                self._keep_later(following, same.total - old_total, components_of(same).minus(old_components))
            return same
        if following is not None and following.first_month <= month:
            # Shrink the later entry first: months of one ledger never overlap.
            self._divide(following, month, amounts)
        return self._create(covered_to + 1, month, amounts)

    def _keep_later(self, following: InvestmentEntry, total: Decimal, components: Components) -> None:
        """What was stated at the end of later months stays: the next entry takes the difference."""
        values: dict[str, Decimal | str | int | None] = {
            **asdict(components_of(following).minus(components)),
            "total": following.total - total,
        }
        correct_entry(self.actor, following, values, self.reason)

    def _divide(
        self, following: InvestmentEntry, month: int, amounts: dict[str, Decimal | str | None]
    ) -> None:
        first_part = Components(**{k: amounts[k] for k in asdict(Components())})  # type: ignore[arg-type]
        values: dict[str, Decimal | str | int | None] = {
            **asdict(components_of(following).minus(first_part)),
            "total": following.total - Decimal(str(amounts["total"])),
            "first_month": month + 1,
        }
        message = _("Divided at the end of month %(month)s.") % {"month": month}
        correct_entry(self.actor, following, values, self.reason or message)

    def _create(self, first: int, month: int, amounts: dict[str, Decimal | str | None]) -> InvestmentEntry:
        entry = InvestmentEntry.objects.create(
            zone_id=self.actor.zone_id,
            project=self.project,
            ledger=Ledger.STATISTICAL,
            year=self.year,
            first_month=first,
            last_month=month,
            entered_by=self.actor.name,
            **amounts,
        )
        record(
            StatisticalInvestmentEntered(
                zone_id=self.actor.zone_id,
                project_id=self.project.id,
                year=self.year,
                month=month,
                total_cny=entry.total,
                source=self.source,
            ),
            subject=entry,
            changes=first_amounts(entry),
            about=(self.project.id,),
        )
        return entry


def _faults_of(statement: Statement, source: str) -> list[Fault]:
    faults = [
        Fault(name, _("The bureau's form has all four components; enter 0 where there is nothing."))
        for name, value in asdict(statement.components).items()
        if value is None
    ]
    faults += faults_of_amounts(None, statement.components)
    for name in ("year_to_date", "month", "since_start"):
        amount = getattr(statement, name)
        if amount is not None:
            place = "month_total" if name == "month" else name
            faults += [
                Fault(place, f.message)
                for f in faults_of_amounts(amount, Components(), negative=name == "month")
            ]
    if not source.strip():
        faults.append(Fault("source", _("Where the figure comes from, such as “form 206-1, June 2018”.")))
    elif len(source.strip()) > 200:
        faults.append(Fault("source", _("Up to 200 characters.")))
    return faults


def _check_identities(project: Project, year: int, month: int, statement: Statement, ledger: _Ledger) -> None:
    covered_to, to_date, _components = ledger.before(month)
    if statement.month is not None and covered_to != month - 1:
        raise InvalidInput(
            {
                "month_total": _(
                    "The statements up to month %(month)s are missing, so this month's amount cannot be checked. "
                    "Leave it empty (one entry then covers the months), or enter the earlier statements first."
                )
                % {"month": month - 1}
            }
        )
    last_year = since_start_before(project, year)
    if last_year is None:
        last_year = ledger.stated_last_year(other_than=month)
    broken = broken_identities(statement, before=to_date, last_year_since_start=last_year)
    if broken:
        raise InvalidInput([Fault(_PLACES[b.code], _broken(b), b.code) for b in broken])


_PLACES = {"month": "month_total", "components": "year_to_date", "since_start": "since_start"}


def _broken(broken: Broken) -> str:
    match broken.code:
        case "month":
            text = _(
                "Last month's year to date and this month make %(computed)s 万元, the year to date says %(stated)s."
            )
        case "components":
            text = _("The four components make %(computed)s 万元, the year to date says %(stated)s.")
        case _:
            text = _(
                "Last year's figure since the start and the year to date make %(computed)s 万元, the figure since "
                "the start says %(stated)s."
            )
    return text % {"computed": wan(broken.computed), "stated": wan(broken.stated)}
