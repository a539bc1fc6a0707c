"""Keep an uploaded workbook of enterprises while it is looked through."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.ids import new_id
from guatu.core.use_case import record, use_case
from guatu.enterprises.events import EnterpriseWorkbookUploaded
from guatu.enterprises.models.imports import EnterpriseImport
from guatu.enterprises.policies import may_import_enterprises
from guatu.enterprises.sheets.look import read_workbook


@use_case(may=may_import_enterprises)
def upload_enterprises(*, actor: Actor, name: str, content: bytes) -> EnterpriseImport:
    """Store the file for a look and, later, the import. Its rows may have faults; that it has a table of enterprises is
    checked here. Raises `SheetError` for a file without one; then nothing is kept."""
    read_workbook(content, name)
    identifier = new_id()
    stored = default_storage.save(
        f"enterprises/{actor.zone_id}/{now():%Y/%m}/{identifier}", ContentFile(content)
    )
    upload = EnterpriseImport.objects.create(
        id=identifier,
        zone_id=actor.zone_id,
        name=name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        storage_name=stored,
        uploaded_by_id=actor.user_id,
        uploaded_by_name=actor.name,
    )
    record(EnterpriseWorkbookUploaded(zone_id=actor.zone_id, sha256=upload.sha256), subject=upload)
    return upload
