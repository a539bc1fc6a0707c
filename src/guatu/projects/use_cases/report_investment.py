"""Report money spent in a month, in the dispatch ledger; or correct what was reported."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now, today
from guatu.core.errors import Fault, InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.money import in_unit, trimmed
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import Ledger
from guatu.projects.events.investment import InvestmentCorrected, InvestmentReported
from guatu.projects.models.progress import InvestmentEntry
from guatu.projects.models.project import Project
from guatu.projects.policies.progress import may_report_investment
from guatu.projects.rules.investment import Components, Span, TotalMismatch, TotalMissing, settle_total
from guatu.projects.selectors.ledgers import entries_of, month_deadline, span_of

FIRST_YEAR = 2000
MAX_YUAN = Decimal(10) ** 13
AMOUNTS = ("construction", "installation", "equipment", "other", "total")


@use_case(may=may_report_investment)
def report_investment(
    *,
    actor: Actor,
    project: Project,
    year: int,
    month: int,
    first_month: int | None = None,
    total: Decimal | None = None,
    components: Components = Components(),  # noqa: B008 - frozen
    late_reason: str = "",
    reason: str = "",
) -> InvestmentEntry:
    """Enter what was spent in `month` of `year` (from `first_month` on, where given), in yuan.

    With all four components the total may be left out. Where these months have an entry already it is
    corrected, which needs a `reason`; the record keeps the old figures. After the month's deadline a first
    entry needs a `late_reason`. Raises `InvalidInput` naming every field at fault, `Refused` (`withdrawn`)
    for a withdrawn project.
    """
    one_at_a_time("investment", project.id)
    if project.withdrawn_on is not None:
        raise Refused(_("This project was withdrawn; its ledger is closed."), code="withdrawn")
    span = Span(month if first_month is None else first_month, month)
    faults = faults_of_months(project, year, span) or faults_of_amounts(total, components)
    if faults:
        raise InvalidInput(faults)
    amounts = {**asdict(components), "total": _settled(components, total)}
    known = entries_of(project, Ledger.DISPATCH, year)
    same = next((e for e in known if span_of(e) == span), None)
    if same is not None:
        return correct_entry(actor, same, amounts, reason)
    overlapping = next((e for e in known if span_of(e).overlaps(span)), None)
    if overlapping is not None:
        raise InvalidInput({"month": _overlap(overlapping)})
    deadline = month_deadline(actor.zone_id, year, month)
    late = deadline.is_closed(today(project.zone))
    if late and not late_reason.strip():
        raise InvalidInput(
            [
                Fault(
                    "late_reason",
                    _(
                        "This month closed on %(day)s. Say why it is entered only now, or have the office open it."
                    )
                    % {"day": date_format(deadline.closes_on)},
                    "month_locked",
                )
            ]
        )
    entry = InvestmentEntry.objects.create(
        zone_id=actor.zone_id,
        project=project,
        ledger=Ledger.DISPATCH,
        year=year,
        first_month=span.first,
        last_month=span.last,
        late_reason=late_reason.strip()[:200] if late else "",
        entered_by=actor.name,
        **amounts,
    )
    record(
        InvestmentReported(
            zone_id=actor.zone_id,
            project_id=project.id,
            year=year,
            first_month=span.first,
            last_month=span.last,
            total_cny=entry.total,
            late=late,
        ),
        subject=entry,
        changes=first_amounts(entry),
        reason=entry.late_reason,
        about=(project.id,),
    )
    return entry


def first_amounts(entry: InvestmentEntry) -> dict[str, tuple[None, Decimal]]:
    """What a new entry begins with, for the record."""
    amounts = ((name, getattr(entry, name)) for name in AMOUNTS)
    return {name: (None, amount) for name, amount in amounts if amount is not None}


def correct_entry(
    actor: Actor,
    entry: InvestmentEntry,
    values: dict[str, Decimal | str | int | None],
    reason: str,
) -> InvestmentEntry:
    """Change an entry of either ledger from within a use case; nothing happens where nothing differs."""
    differing = {name: value for name, value in values.items() if getattr(entry, name) != value}
    if not differing:
        return entry
    if not reason.strip():
        raise InvalidInput(
            {
                "reason": _(
                    "These months have an entry already. Say why it is corrected; the old figures are kept."
                )
            }
        )
    written = change(entry, **differing, entered_by=actor.name, entered_at=now())
    changes = {name: pair for name, pair in written.items() if name in differing}
    record(
        InvestmentCorrected(
            zone_id=entry.zone_id,
            project_id=entry.project_id,
            ledger=entry.ledger,
            year=entry.year,
            first_month=entry.first_month,
            last_month=entry.last_month,
            total_cny=entry.total,
        ),
        subject=entry,
        changes=changes,
        reason=reason.strip(),
        about=(entry.project_id,),
    )
    return entry


def faults_of_months(project: Project, year: int, span: Span) -> list[Fault]:
    """What is wrong with the months: out of the year, the wrong way round, or still to come."""
    day = today(project.zone)
    if not FIRST_YEAR <= year <= day.year:
        message = _("A year from %(first)s to %(last)s.") % {"first": FIRST_YEAR, "last": day.year}
        return [Fault("year", message)]
    if not (1 <= span.first <= 12 and 1 <= span.last <= 12):
        return [Fault("month", _("A month from 1 to 12."))]
    if span.first > span.last:
        return [Fault("first_month", _("The first month comes before the last."))]
    if (year, span.last) > (day.year, day.month):
        return [Fault("month", _("This month is still to come; plans are not entered as money spent."))]
    return []


def faults_of_amounts(
    total: Decimal | None, components: Components, *, negative: bool = False
) -> list[Fault]:
    """Amounts that no entry can have: below nothing, or beyond all measure."""
    given = components.given() | ({"total": total} if total is not None else {})
    faults = []
    for name, amount in given.items():
        if amount < 0 and not negative:
            faults.append(Fault(name, _("Not below zero. To take something back, correct its own month.")))
        elif abs(amount) >= MAX_YUAN:
            faults.append(Fault(name, _("More than any project costs. The amount is in 万元.")))
    return faults


def _settled(components: Components, total: Decimal | None) -> Decimal:
    try:
        return settle_total(components, total)
    except TotalMissing as error:
        raise InvalidInput({"total": _("The total, or all four components.")}) from error
    except TotalMismatch as error:
        raise InvalidInput(
            {
                "total": _("The components make up %(computed)s 万元, the total says %(stated)s 万元.")
                % {"computed": wan(error.computed), "stated": wan(error.stated)}
            }
        ) from error


def wan(amount: Decimal) -> str:
    """Yuan as a plain number of 万元, exact to the fen."""
    return trimmed(in_unit(amount, "万元", 6))


def _overlap(entry: InvestmentEntry) -> str:
    if entry.first_month == entry.last_month:
        return _("Month %(month)s has an entry of its own; correct that one instead.") % {
            "month": entry.last_month
        }
    return _(
        "Months %(first)s to %(last)s stand in the ledger as one sum (%(total)s 万元), so none of them can be "
        "entered alone. Correct that sum, or report the months after it."
    ) % {"first": entry.first_month, "last": entry.last_month, "total": wan(entry.total)}
