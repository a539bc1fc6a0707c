"""Settle the sheet, the day and the columns of an uploaded workbook of deals."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.investment.choices import DealSheet, SheetStatus
from guatu.investment.events import DealColumnsMatched
from guatu.investment.models.imports import DealWorkbook
from guatu.investment.policies import may_import_deals
from guatu.investment.sheets.columns import parse_deal_mapping


@use_case(may=may_import_deals)
def match_deal_columns(
    *,
    actor: Actor,
    workbook: DealWorkbook,
    sheet: str,
    as_of: date | None,
    mapping: Mapping[str, str | None],
) -> None:
    """`mapping` is header key → field ("" for not read). Raises `Refused`, `InvalidInput`."""
    if workbook.status != SheetStatus.UPLOADED:
        raise Refused(_("This workbook has been dealt with already."), code="import_closed")
    checked = parse_deal_mapping(mapping, DealSheet(workbook.reads))
    changes = change(workbook, sheet=sheet, as_of=as_of, mapping=checked)
    if changes:
        record(DealColumnsMatched(zone_id=actor.zone_id), subject=workbook, changes=changes)
