"""Put an uploaded workbook aside without taking it in."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.projects.events.imports import WorkbookDiscarded
from guatu.projects.models.imports import ImportStatus, WorkbookImport
from guatu.projects.policies.projects import may_import_projects


@use_case(may=may_import_projects)
def discard_workbook(*, actor: Actor, workbook: WorkbookImport) -> None:
    """Close the import and, once that is certain, delete the file. A committed workbook is kept."""
    if workbook.status != ImportStatus.UPLOADED:
        raise Refused(_("This workbook has been dealt with already."), code="import_closed")
    change(workbook, status=ImportStatus.DISCARDED)
    record(WorkbookDiscarded(zone_id=actor.zone_id), subject=workbook)
    transaction.on_commit(lambda: default_storage.delete(workbook.storage_name))
