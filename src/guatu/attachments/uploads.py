"""From an uploaded file to what is kept of it: checked, re-encoded where it is a picture, and hashed."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import PurePosixPath
from typing import IO

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from guatu.attachments.file_kinds import FileKind, kind_of
from guatu.attachments.images import BadPicture, read_picture

MIB = 1024 * 1024
MAX_BYTES = 20 * MIB
MAX_NAME = 200
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?\"<>|]+")


class BadUpload(Exception):
    """The file is not taken in; the message, in the reader's language, names it and says what is expected."""

    def __init__(self, message: str, code: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class FileContent:
    """What is kept of an upload. `sha256` is of the kept bytes, `uploaded_sha256` of what came in."""

    name: str
    kind: FileKind
    file: File[bytes]
    size: int
    sha256: str
    uploaded_sha256: str
    thumbnail: bytes | None = None
    width: int | None = None
    height: int | None = None
    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def read_upload(upload: File[bytes], *, images_only: bool = False) -> FileContent:
    """Check and prepare one file without storing it. Raises `BadUpload`."""
    shown = clean_name(upload.name or "") or _("the file")
    size = upload.size or 0
    if size == 0:
        raise BadUpload(_("%(name)s is empty.") % {"name": shown}, "empty")
    if size > MAX_BYTES:
        message = _("%(name)s has %(size)s MB; a file may have up to %(limit)s MB.") % {
            "name": shown,
            "size": -(-size // MIB),
            "limit": MAX_BYTES // MIB,
        }
        raise BadUpload(message, "too_big")
    upload.open()
    stream: IO[bytes] = upload.file  # type: ignore[assignment]
    kind = kind_of(stream)
    if kind is None:
        message = _(
            "%(name)s is none of the files that are taken in: photos (JPEG, PNG, WebP), PDF, and Word or Excel "
            "files without macros (docx, xlsx)."
        ) % {"name": shown}
        raise BadUpload(message, "kind")
    if images_only and not kind.is_image:
        message = _("%(name)s is not a photo; only photos (JPEG, PNG, WebP) go here.") % {"name": shown}
        raise BadUpload(message, "kind")
    uploaded_sha256 = _sha256(upload)
    name = with_extension(shown, kind.extension)
    if not kind.is_image:
        return FileContent(name, kind, upload, size, uploaded_sha256, uploaded_sha256)
    try:
        picture = read_picture(stream, kind)
    except BadPicture as error:
        raise BadUpload(_picture_fault(error.code, shown), error.code) from error
    return FileContent(
        name=with_extension(shown, picture.kind.extension),
        kind=picture.kind,
        file=ContentFile(picture.data),
        size=len(picture.data),
        sha256=hashlib.sha256(picture.data).hexdigest(),
        uploaded_sha256=uploaded_sha256,
        thumbnail=picture.thumbnail,
        width=picture.width,
        height=picture.height,
        taken_at=picture.taken_at,
        latitude=picture.latitude,
        longitude=picture.longitude,
    )


def clean_name(name: str) -> str:
    """A file name fit to be shown and offered for saving: no folders, no control or turning characters."""
    last = re.split(r"[/\\]", name)[-1]
    return _UNSAFE.sub(" ", last).strip(" .")


def with_extension(name: str, extension: str) -> str:
    """`name` ending as its content asks, at most `MAX_NAME` characters with the ending kept."""
    path = PurePosixPath(name)
    endings = {"jpg": {".jpg", ".jpeg"}}.get(extension, {f".{extension}"})
    stem, ending = (path.stem, path.suffix) if path.suffix.lower() in endings else (name, f".{extension}")
    if stem == name and path.suffix.lower() in {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"}:
        stem = path.stem  # a picture that was re-encoded changes its ending, not its name
    return f"{stem[: MAX_NAME - len(ending)]}{ending}"


def _sha256(upload: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _picture_fault(code: str, name: str) -> str:
    match code:
        case "too_large":
            text = _("%(name)s has too many pixels. Take the photo at the camera's usual size.")
        case "no_decoder":
            text = _("%(name)s is a HEIC photo, which cannot be read here. Send it as JPEG.")
        case _:
            text = _("%(name)s is a damaged picture. Take the photo again, or send the original.")
    return text % {"name": name}
