"""Settle which column of an uploaded workbook is which; the zone remembers it for the next workbook."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.projects.events.imports import ColumnsMatched
from guatu.projects.models.imports import ColumnMemory, ImportStatus, WorkbookImport
from guatu.projects.policies.projects import may_import_projects
from guatu.projects.sheets.columns import parse_mapping


@use_case(may=may_import_projects)
def match_columns(
    *,
    actor: Actor,
    workbook: WorkbookImport,
    sheet: str,
    year: int | None,
    as_of: date | None,
    mapping: Mapping[str, str | None],
) -> None:
    """Store the choice of sheet, year, day and columns. `mapping` is header key → field ("" for not read)."""
    if workbook.status != ImportStatus.UPLOADED:
        raise Refused(_("This workbook has been dealt with already."), code="import_closed")
    checked = parse_mapping(mapping)
    changes = change(workbook, sheet=sheet, year=year, as_of=as_of, mapping=checked)
    known = {m.header: m for m in ColumnMemory.objects.filter(zone_id=actor.zone_id, header__in=checked)}
    for header, field in checked.items():
        if header not in known:
            ColumnMemory.objects.create(zone_id=actor.zone_id, header=header, field=field or "")
        elif known[header].field != (field or ""):
            change(known[header], field=field or "")
    record(ColumnsMatched(zone_id=actor.zone_id), subject=workbook, changes=changes)
