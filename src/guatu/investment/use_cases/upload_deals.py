"""Keep an uploaded workbook of deals while its columns are matched and its rows are looked through."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.ids import new_id
from guatu.core.use_case import record, use_case
from guatu.investment.choices import DealSheet
from guatu.investment.events import DealsUploaded
from guatu.investment.models.imports import DealWorkbook
from guatu.investment.policies import may_import_deals
from guatu.sheets.open import open_workbook


@use_case(may=may_import_deals)
def upload_deals(*, actor: Actor, reads: DealSheet | str, name: str, content: bytes) -> DealWorkbook:
    """Store the file where it can be opened. Raises `SheetError` for one that cannot; then nothing is kept."""
    open_workbook(content, name)
    identifier = new_id()
    stored = default_storage.save(f"imports/{actor.zone_id}/{now():%Y/%m}/{identifier}", ContentFile(content))
    workbook = DealWorkbook.objects.create(
        id=identifier,
        zone_id=actor.zone_id,
        reads=DealSheet(reads),
        name=name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        storage_name=stored,
        uploaded_by_name=actor.name,
    )
    record(DealsUploaded(zone_id=actor.zone_id, sha256=workbook.sha256), subject=workbook)
    return workbook
