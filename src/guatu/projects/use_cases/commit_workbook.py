"""Take an uploaded workbook into the project list."""

from typing import Any

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import change, record, use_case
from guatu.projects.events.imports import WorkbookCommitted
from guatu.projects.models.imports import ImportStatus, WorkbookImport
from guatu.projects.policies.projects import may_import_projects
from guatu.projects.sheets.read import ReadSheet
from guatu.projects.sheets.report import import_report
from guatu.projects.use_cases.import_projects import import_projects


@use_case(may=may_import_projects)
def commit_workbook(
    *, actor: Actor, workbook: WorkbookImport, read: ReadSheet, partial: bool = False
) -> dict[str, Any]:
    """Import what was read from the workbook and close it; returns the report.

    All or nothing: with faults in it `InvalidInput`, unless `partial` lets the good rows in alone.
    """
    if workbook.status != ImportStatus.UPLOADED:
        raise Refused(_("This workbook has been dealt with already."), code="import_closed")
    if read.errors and not partial:
        raise InvalidInput({f"{p.column}{p.row}": p.reason for p in read.errors})
    outcome = import_projects(actor=actor, sheet=read.sheet, file_name=workbook.name)
    report = import_report(read, outcome, done=True)
    change(workbook, status=ImportStatus.COMMITTED, committed_at=now(), result=report)
    record(
        WorkbookCommitted(
            zone_id=actor.zone_id,
            created=outcome.created,
            updated=outcome.updated,
            rejected=len(read.rejected_rows),
        ),
        subject=workbook,
    )
    return report
