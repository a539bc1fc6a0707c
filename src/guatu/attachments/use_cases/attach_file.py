"""Add evidence files to an object."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.attachments import storage
from guatu.attachments.events import FilesAttached
from guatu.attachments.models import Attachment
from guatu.attachments.policies import may_attach
from guatu.attachments.stated import Stated, stated_of
from guatu.attachments.subjects import subject_kind
from guatu.attachments.uploads import BadUpload, FileContent, read_upload
from guatu.core.actor import Actor
from guatu.core.clock import now
from guatu.core.errors import Fault, InvalidInput
from guatu.core.ids import new_id
from guatu.core.models import Zone
from guatu.core.use_case import record, use_case
from guatu.core.zoned import ZonedModel

MAX_FILES = 12


@use_case(may=may_attach)
def attach_file(*, actor: Actor, subject: ZonedModel, upload: File[Any], place: str = "file") -> Attachment:
    """Keep one uploaded file as evidence of `subject`; see `attach_files`."""
    return _attach(actor, subject, {place: [upload]}, ())[0]


@use_case(may=may_attach)
def attach_files(
    *,
    actor: Actor,
    subject: ZonedModel,
    uploads: Mapping[str, Sequence[File[Any]]],
    images_only: Collection[str] = (),
) -> list[Attachment]:
    """Keep uploaded files as evidence of `subject`, all or none, in the order given.

    `uploads` has the files by the place (form field) they came in by; the places of `images_only` take
    pictures alone. The kind is decided by the content. Photos are re-encoded without the camera's metadata;
    when and where they were taken is kept in the row, and beside it what the phone stated (`attachments.stated`).
    A file that the object has already is not kept twice.
    Raises `InvalidInput` naming every bad file at its place.
    """
    return _attach(actor, subject, uploads, images_only)


def _attach(
    actor: Actor,
    subject: ZonedModel,
    uploads: Mapping[str, Sequence[File[Any]]],
    images_only: Collection[str],
) -> list[Attachment]:
    contents = _read(uploads, images_only)
    known = {
        a.sha256: a
        for a in Attachment.objects.filter(
            zone_id=actor.zone_id,
            subject_id=subject.id,
            subject_type=subject._meta.label_lower,
            sha256__in=[c.sha256 for c in contents],
        )
    }
    kept: dict[str, tuple[Attachment, FileContent]] = {}
    code = Zone.objects.values_list("code", flat=True).get(id=actor.zone_id)
    stated = [stated_of(upload) for files in uploads.values() for upload in files]
    try:
        for content, said in zip(contents, stated, strict=True):
            if content.sha256 not in known and content.sha256 not in kept:
                kept[content.sha256] = _keep(actor, subject, code, content, said), content
    except Exception:
        for attachment, _content in kept.values():
            storage.discard(attachment.storage_name)
        raise
    if kept:
        pairs = list(kept.values())
        record(
            FilesAttached(
                zone_id=actor.zone_id,
                subject_type=subject._meta.label_lower,
                subject_id=subject.id,
                attachment_ids=tuple(a.id for a, _c in pairs),
                names=tuple(a.name for a, _c in pairs),
                sha256=tuple(c.uploaded_sha256 for _a, c in pairs),
            ),
            subject=subject,
            about=subject_kind(subject).about(subject),
        )
    return [kept[c.sha256][0] if c.sha256 in kept else known[c.sha256] for c in contents]


def _read(uploads: Mapping[str, Sequence[File[Any]]], images_only: Collection[str]) -> list[FileContent]:
    contents, faults = [], []
    for place, files in uploads.items():
        if len(files) > MAX_FILES:
            message = _("Up to %(limit)s files at once, please; there are %(count)s.")
            faults.append(Fault(place, message % {"limit": MAX_FILES, "count": len(files)}, "too_many"))
            continue
        for upload in files:
            try:
                contents.append(read_upload(upload, images_only=place in images_only))
            except BadUpload as error:
                faults.append(Fault(place, str(error), error.code))
    if faults:
        raise InvalidInput(faults)
    return contents


def _keep(
    actor: Actor, subject: ZonedModel, zone_code: str, content: FileContent, stated: Stated | None
) -> Attachment:
    """Store the bytes first: a file without a row is litter, a row without its file would be a lie."""
    attachment_id, at = new_id(), now()
    stored = storage.save(storage.place(zone_code, attachment_id, content.kind.extension, at), content)
    try:
        return Attachment.objects.create(
            id=attachment_id,
            zone_id=actor.zone_id,
            subject_type=subject._meta.label_lower,
            subject_id=subject.id,
            name=content.name,
            content_type=content.kind.content_type,
            size=content.size,
            sha256=content.sha256,
            storage_name=stored,
            is_image=content.kind.is_image,
            width=content.width,
            height=content.height,
            taken_at=content.taken_at,
            latitude=content.latitude,
            longitude=content.longitude,
            **_as_stated(stated),
            attached_by_id=actor.person_id or actor.user_id,
            attached_by_name=actor.name,
            attached_at=at,
        )
    except Exception:
        storage.discard(stored)
        raise


def _as_stated(stated: Stated | None) -> dict[str, Any]:
    if stated is None:
        return {}
    return {
        "stated_at": stated.at,
        "stated_latitude": stated.latitude,
        "stated_longitude": stated.longitude,
        "stated_accuracy": stated.accuracy,
    }
