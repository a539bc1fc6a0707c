"""Keep an uploaded file of grids while it is looked through."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import InvalidInput
from guatu.core.ids import new_id
from guatu.core.use_case import record, use_case
from guatu.grids.boundary_words import feature_words
from guatu.grids.events import GridFileUploaded
from guatu.grids.models import GridImport
from guatu.grids.policies import may_manage_grids
from guatu.grids.rules.geojson import read_grids


@use_case(may=may_manage_grids)
def upload_grids(*, actor: Actor, name: str, content: bytes) -> GridImport:
    """Store the file for a look and, later, the import. Its features may have faults; that it is a collection of
    features in CGCS2000 of a size that can be handled is checked here.

    Raises `InvalidInput` for a file that cannot be read at all; then nothing is kept.
    """
    faults = [feature_words(fault) for fault in read_grids(content).faults if fault.index is None]
    if faults:
        raise InvalidInput(faults)
    identifier = new_id()
    stored = default_storage.save(f"grids/{actor.zone_id}/{now():%Y/%m}/{identifier}", ContentFile(content))
    upload = GridImport.objects.create(
        id=identifier,
        zone_id=actor.zone_id,
        name=name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        storage_name=stored,
        uploaded_by_id=actor.user_id,
        uploaded_by_name=actor.name,
    )
    record(GridFileUploaded(zone_id=actor.zone_id, sha256=upload.sha256), subject=upload)
    return upload
