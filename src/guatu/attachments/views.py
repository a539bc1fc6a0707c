"""Handing out evidence files to whoever may see what they belong to."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_safe

from guatu.attachments.answers import file_answer, thumbnail_answer
from guatu.attachments.selectors import get_attachment
from guatu.organization.requests import ZoneRequest


@require_safe
def download(request: ZoneRequest, attachment_id: UUID) -> HttpResponse | FileResponse:
    """The file. Pictures are shown, everything else (and anything with `?save`) is offered for saving."""
    return file_answer(request, get_attachment(attachment_id, actor=request.actor))


@require_safe
def thumbnail(request: ZoneRequest, attachment_id: UUID) -> HttpResponse | FileResponse:
    """The small version of a picture."""
    return thumbnail_answer(request, get_attachment(attachment_id, actor=request.actor))
