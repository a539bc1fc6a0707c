"""Take an uploaded workbook of deals in, and close it."""

from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.investment.choices import SheetStatus
from guatu.investment.events import DealsTakenIn
from guatu.investment.models.imports import DealWorkbook
from guatu.investment.policies import may_import_deals
from guatu.investment.sheets.read import ReadDeals
from guatu.investment.sheets.report import deals_report
from guatu.investment.use_cases.import_deals import import_deals


@use_case(may=may_import_deals)
def take_in_deals(
    *, actor: Actor, workbook: DealWorkbook, read: ReadDeals, partial: bool = False
) -> dict[str, Any]:
    """All or nothing: with faults in it `InvalidInput`, unless `partial` lets the good rows in alone. Returns the
    report."""
    if workbook.status != SheetStatus.UPLOADED:
        raise Refused(_("This workbook has been dealt with already."), code="import_closed")
    if read.errors and not partial:
        raise InvalidInput({f"{p.column}{p.row}": p.reason for p in read.errors})
    outcome = import_deals(actor=actor, deals=read.deals, file_name=workbook.name)
    report = deals_report(read, outcome, done=True)
    change(workbook, status=SheetStatus.COMMITTED, committed_at=now(), result=report)
    record(
        DealsTakenIn(
            zone_id=actor.zone_id,
            created=outcome.created,
            updated=outcome.updated,
            rejected=len(read.rejected_rows),
        ),
        subject=workbook,
    )
    return report
