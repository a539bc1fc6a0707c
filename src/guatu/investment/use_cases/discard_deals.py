"""Put an uploaded workbook of deals aside without taking it in."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.errors import Refused
from guatu.core.use_case import change, record, use_case
from guatu.investment.choices import SheetStatus
from guatu.investment.events import DealsDiscarded
from guatu.investment.models.imports import DealWorkbook
from guatu.investment.policies import may_import_deals


@use_case(may=may_import_deals)
def discard_deals(*, actor: Actor, workbook: DealWorkbook) -> None:
    """The stored file is deleted; that it was there stays in the record. Raises `Refused`."""
    if workbook.status != SheetStatus.UPLOADED:
        raise Refused(_("This workbook has been dealt with already."), code="import_closed")
    change(workbook, status=SheetStatus.DISCARDED)
    record(DealsDiscarded(zone_id=actor.zone_id), subject=workbook)
    transaction.on_commit(lambda: default_storage.delete(workbook.storage_name))
