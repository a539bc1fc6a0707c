"""Uploaded workbooks, and what stands in them."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import NotAllowed, NotFound, hidden
from guatu.core.models import Zone
from guatu.projects.models.imports import WorkbookImport
from guatu.projects.policies.projects import may_import_projects
from guatu.projects.sheets.columns import mapping_for
from guatu.projects.sheets.read import ReadSheet, read_projects
from guatu.sheets.open import open_workbook
from guatu.sheets.workbook import Workbook


def workbook_imports(*, actor: Actor) -> QuerySet[WorkbookImport]:
    """Uploads, newest first, for those who may import: the zone's for those who may everywhere, else their own."""
    if not may_import_projects(actor):
        raise NotAllowed("projects.import_projects")
    uploads = WorkbookImport.objects.filter(zone_id=actor.zone_id)
    everywhere = actor.reach("projects.import_projects").whole_zone
    return uploads if everywhere else uploads.filter(uploaded_by_id=actor.user_id)


def get_workbook_import(import_id: UUID, *, actor: Actor) -> WorkbookImport:
    with hidden("workbook"):
        found = workbook_imports(actor=actor).filter(id=import_id).first()
    if found is None:
        raise NotFound("workbook")
    return found


def open_import(workbook: WorkbookImport) -> Workbook:
    """The stored file, opened."""
    with default_storage.open(workbook.storage_name) as file:
        return open_workbook(file.read(), workbook.name)


def read_import(workbook: WorkbookImport, opened: Workbook, zone: Zone) -> ReadSheet:
    """The workbook read with the choices settled so far, over those remembered in the zone."""
    return read_projects(
        opened,
        sheet_name=workbook.sheet or None,
        year=workbook.year,
        as_of=workbook.as_of,
        mapping={**mapping_for(workbook.zone_id), **workbook.mapping},
        today=today(zone),
    )
