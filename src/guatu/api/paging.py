"""Pages by cursor: the next page begins after a row, so that what is written meanwhile shifts nothing."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from guatu.core.clock import CHINA
from guatu.core.errors import Fault, InvalidInput

LIMIT, MOST = 50, 200


def page_size(query: QueryDict) -> int:
    """Raises `InvalidInput`."""
    text = query.get("limit", str(LIMIT))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
        raise InvalidInput({"limit": _("expected a whole number from 1 to %s") % MOST})
    return int(text)


def write_cursor(place: UUID | int | str) -> str:
    """The place after which the next page begins, as text that means nothing to its reader."""
    return base64.urlsafe_b64encode(str(place).encode()).decode().rstrip("=")


def read_cursor(query: QueryDict) -> str | None:
    """The place, or None for the first page. Raises `InvalidInput`."""
    text = query.get("cursor")
    if text is None:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        place = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True).decode("ascii")
    except (ValueError, binascii.Error) as error:
        raise bad_cursor() from error
    if not place or write_cursor(place) != text:
        raise bad_cursor()
    return place


def bad_cursor() -> InvalidInput:
    return InvalidInput({"cursor": _("expected what an earlier page gave as “next”")})


def read_id(place: str | None) -> UUID | None:
    try:
        return UUID(place) if place is not None else None
    except ValueError as error:
        raise bad_cursor() from error


def chosen_fields(query: QueryDict, known: Collection[str]) -> frozenset[str]:
    """What `fields` names, the id always among it; everything where it says nothing. Raises `InvalidInput`."""
    if "fields" not in query:
        return frozenset(known)
    named = {name.strip() for name in query.get("fields", "").split(",")}
    unknown = sorted(named - set(known))
    if unknown:
        message = _("there is no field %(names)s; fields are: %(known)s")
        told = {"names": ", ".join(f"“{name}”" for name in unknown), "known": ", ".join(known)}
        raise InvalidInput({"fields": message % told})
    return frozenset(named | {"id"})


def read_moment(query: QueryDict) -> datetime | None:
    """`as_of`: a moment; without a zone, China's time. Raises `InvalidInput`."""
    text = query.get("as_of")
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
        if not 1990 <= aware.year <= 2200:
            raise ValueError(text)
    except ValueError as error:
        raise InvalidInput({"as_of": _("expected a moment such as 2018-07-01T12:00+08:00")}) from error
    return aware


def read_flag(query: QueryDict, name: str) -> bool:
    """A parameter that is true or false, false where it is not given. Raises `InvalidInput`."""
    text = query.get(name, "false")
    if text not in ("true", "false"):
        raise InvalidInput({name: _("expected one of: %s") % "true, false"})
    return text == "true"


def check_parameters(query: QueryDict, known: Collection[str], *, many: Collection[str] = ()) -> None:
    """Raises `InvalidInput` naming each parameter that there is not, comes twice, or holds what no text holds."""
    faults = []
    for name in query:
        values = query.getlist(name)
        if name not in known:
            faults.append(Fault(name, _("there is no such parameter"), "unknown"))
        elif len(values) > 1 and name not in many:
            faults.append(Fault(name, _("once only, please"), "repeated"))
        elif any(is_no_text(value) for value in values):
            faults.append(Fault(name, _("holds characters that no text can hold"), "no_text"))
    if faults:
        raise InvalidInput(faults)


def is_no_text(value: str) -> bool:
    """Whether it holds what the database cannot keep: NUL, or half of a surrogate pair."""
    return "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value)
