"""Errors as problem documents (RFC 9457): one form, a stable `code`, and every field at fault."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import DatabaseError, DataError, IntegrityError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guatu.core.errors import (
    Fault,
    FilesUnavailable,
    GuatuError,
    InvalidInput,
    NotAllowed,
    NotFound,
    Refused,
    StaleVersion,
)
from guatu.core.json import dumps
from guatu.core.request_ids import current_request_id
from guatu.core.room import is_out_of_room

CONTENT_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)

# In the source language, for the document; translated when they are told.
TITLES: Mapping[int, str] = {
    400: gettext_noop("The request cannot be read"),
    401: gettext_noop("No token, or one that opens nothing"),
    403: gettext_noop("Not allowed"),
    404: gettext_noop("There is no such thing, or none that you may see"),
    405: gettext_noop("Not with this method"),
    408: gettext_noop("The request did not arrive"),
    409: gettext_noop("A rule forbids it as things stand"),
    412: gettext_noop("Somebody else has changed it meanwhile"),
    413: gettext_noop("Too much at once"),
    415: gettext_noop("Not in this form"),
    422: gettext_noop("Some of what was sent cannot be used"),
    429: gettext_noop("Too often"),
    500: gettext_noop("A fault of the program"),
    503: gettext_noop("Something that this needs does not answer"),
}


class Problem(Exception):
    """What an endpoint raises when it knows the answer; `headers` go with it."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str = "",
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail
        self.faults, self.headers = faults, headers or {}

    def response(self) -> HttpResponse:
        document: dict[str, Any] = {
            "type": f"/api/v1/docs#{self.code}",
            "title": _(TITLES.get(self.status, TITLES[400])),
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if self.faults:
            document["errors"] = [
                {"field": fault.place, "message": str(fault.message), "code": fault.code}
                for fault in self.faults
            ]
        if identifier := current_request_id():
            document["request_id"] = identifier
        return HttpResponse(
            dumps(document), status=self.status, content_type=CONTENT_TYPE, headers=dict(self.headers)
        )


def problem_of(error: Exception) -> Problem:
    """The house's errors, and those of the database that input can cause; everything else is the machine's."""
    match error:
        case Problem():
            return error
        case InvalidInput():
            return Problem(422, error.code, _("See “errors”."), error.faults)
        case NotAllowed():
            return Problem(403, error.code, _("This takes the power “%s”.") % error.permission)
        case NotFound():
            return Problem(404, error.code)
        case StaleVersion():
            return Problem(412, error.code, str(error))
        case Refused():
            return Problem(409, error.code, str(error))
        case GuatuError():
            return Problem(422, error.code, str(error))
        case DataError():
            return Problem(422, "out_of_range", _("A value is longer or larger than can be kept."))
        case IntegrityError():
            _log.warning("The database refused a request: %s", error)
            return Problem(409, "conflict", _("This contradicts what is there already."))
    return _problem_of_machine(error)


def _problem_of_machine(error: Exception) -> Problem:
    """What is nobody's fault who asks; each is logged."""
    match error:
        case _ if is_out_of_room(error):
            _log.error("No room is left", exc_info=error)
            return Problem(503, "no_room", _("There is no room left on the server. Nothing was changed."))
        case DatabaseError():
            _log.error("The database failed a request", exc_info=error)
            return Problem(503, "database", _("Please try again in a moment."))
        case FilesUnavailable():
            _log.error("Files cannot be reached: %s", error)
            return Problem(
                503, "files", _("Files cannot be kept or opened at the moment. Nothing was changed.")
            )
    _log.error("A request failed", exc_info=error)
    return Problem(500, "internal", _("It has been written down. Nothing was changed."))


def problem_of_status(status: int) -> Problem:
    """For an answer that was not ours: the framework's pages for what never reached an endpoint."""
    codes = {
        400: "bad_request",
        403: "not_allowed",
        404: "not_found",
        405: "method",
        413: "too_large",
        503: "database",
    }
    return Problem(status, codes.get(status, "internal" if status >= 500 else "bad_request"))
