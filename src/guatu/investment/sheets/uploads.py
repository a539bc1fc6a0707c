"""Uploaded workbooks of deals, and what stands in them."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import NotAllowed, NotFound, hidden
from guatu.core.models import Zone
from guatu.investment.choices import DealSheet
from guatu.investment.models.imports import DealWorkbook
from guatu.investment.policies import IMPORT, may_import_deals
from guatu.investment.sheets.read import ReadDeals, read_deals
from guatu.sheets.open import open_workbook
from guatu.sheets.workbook import Workbook


def deal_workbooks(*, actor: Actor) -> QuerySet[DealWorkbook]:
    """Uploads of the zone, newest first, for those who may import."""
    if not may_import_deals(actor):
        raise NotAllowed(IMPORT)
    return DealWorkbook.objects.filter(zone_id=actor.zone_id)


def get_deal_workbook(workbook_id: UUID, *, actor: Actor) -> DealWorkbook:
    with hidden("workbook"):
        found = deal_workbooks(actor=actor).filter(id=workbook_id).first()
    if found is None:
        raise NotFound("workbook")
    return found


def open_deals(workbook: DealWorkbook) -> Workbook:
    """The stored file, opened."""
    with default_storage.open(workbook.storage_name) as file:
        return open_workbook(file.read(), workbook.name)


def read_stored_deals(workbook: DealWorkbook, opened: Workbook, zone: Zone) -> ReadDeals:
    """The workbook read with the choices settled so far."""
    return read_deals(
        opened,
        DealSheet(workbook.reads),
        sheet_name=workbook.sheet or None,
        as_of=workbook.as_of,
        mapping=workbook.mapping,
        today=today(zone),
    )
