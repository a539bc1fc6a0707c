"""Where the bytes lie: Django's default storage, by zone, year and month."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from guatu.attachments.uploads import FileContent
from guatu.core.clock import CHINA

_THUMBNAIL = ".thumb.jpg"
_log = logging.getLogger(__name__)


def place(zone_code: str, attachment_id: UUID, extension: str, at: datetime) -> str:
    """`<zone>/<yyyy>/<mm>/<id>.<extension>`; the id is new, so no file is ever written over."""
    return f"{zone_code}/{at.astimezone(CHINA):%Y/%m}/{attachment_id}.{extension}"


def thumbnail_place(storage_name: str) -> str:
    """Where the thumbnail of a picture lies: beside it."""
    return storage_name.rsplit(".", 1)[0] + _THUMBNAIL


def save(name: str, content: FileContent) -> str:
    """Store a file, and its thumbnail beside it; returns the name that the storage gave it. Where that fails half way,
    as on a full disk, what has been written is taken away again."""
    content.file.seek(0)
    stored = name
    try:
        stored = default_storage.save(name, content.file)
        if content.thumbnail is not None:
            default_storage.save(thumbnail_place(stored), ContentFile(content.thumbnail))
    except BaseException:
        discard(stored)
        raise
    return stored


def discard(storage_name: str) -> None:
    """Take a file and its thumbnail away again: only for files whose row was never committed. What the storage does
    not give up stays as litter, which no row speaks of, and the log says so."""
    for name in (storage_name, thumbnail_place(storage_name)):
        try:
            default_storage.delete(name)
        except OSError as error:
            _log.warning("A file that no row speaks of could not be taken away: %s (%s)", name, error)


def where() -> str:
    """The storage, as administrators are told of it."""
    place: str = getattr(default_storage, "where", "") or default_storage.path("")
    return place
