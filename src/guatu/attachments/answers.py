"""A stored file as the answer to a request, for whoever has asked who may see it."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.translation import gettext as _

from guatu.attachments.models import Attachment
from guatu.attachments.storage import thumbnail_place
from guatu.core.errors import NotFound

# A file opened by itself may not run, load or frame anything.
_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"


def file_answer(request: HttpRequest, attachment: Attachment) -> HttpResponse | FileResponse:
    """The file. Pictures are shown, everything else (and anything with `?save`) is offered for saving."""
    inline = attachment.is_image and "save" not in request.GET
    return _answer(
        request, attachment.storage_name, attachment.name, attachment.content_type, attachment.sha256, inline
    )


def thumbnail_answer(request: HttpRequest, attachment: Attachment) -> HttpResponse | FileResponse:
    """The small version of a picture. Raises `NotFound` for what is no picture."""
    if not attachment.is_image:
        raise NotFound(_("Only pictures have a small version."))
    return _answer(
        request,
        thumbnail_place(attachment.storage_name),
        "thumbnail.jpg",
        "image/jpeg",
        f"{attachment.sha256}-small",
        True,
    )


def _answer(
    request: HttpRequest, storage_name: str, name: str, content_type: str, tag: str, inline: bool
) -> HttpResponse | FileResponse:
    etag = f'"{tag}"'
    response: HttpResponse | FileResponse
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        try:
            file = default_storage.open(storage_name)
        except FileNotFoundError as error:
            message = _("The file is registered, but missing from the storage. Tell the administrator.")
            raise NotFound(message) from error
        response = FileResponse(file, as_attachment=not inline, filename=name, content_type=content_type)
        response["Content-Security-Policy"] = _POLICY
        response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = etag
    # The browser may keep it, a shared cache may not: who may see it is asked for each person.
    response["Cache-Control"] = "private, max-age=3600"
    return response
