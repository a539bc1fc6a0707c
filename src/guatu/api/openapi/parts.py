"""What many operations share: problem documents, answers, parameters."""

from __future__ import annotations

from typing import Any

from guatu.api.collections.fields import ID, MOMENT, TEXT, WHOLE, Schema, an_object, maybe
from guatu.api.paging import LIMIT, MOST
from guatu.api.problems import CONTENT_TYPE, TITLES

JSON = "application/json"
CURSOR: Schema = {"type": "string", "minLength": 1, "maxLength": 200}

SCHEMAS: dict[str, Schema] = {
    "Problem": {
        "type": "object",
        "description": "An error, as RFC 9457 has it. `code` is stable; `detail` is for people.",
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": TEXT,
            "status": WHOLE,
            "code": TEXT,
            "detail": TEXT,
            "errors": {"type": "array", "items": an_object(field=TEXT, message=TEXT, code=TEXT)},
            "request_id": TEXT,
        },
        "required": ["type", "title", "status", "code", "detail"],
        "additionalProperties": False,
    },
    "Outcome": {
        "type": "object",
        "description": "What an operation was about.",
        "properties": {
            "type": TEXT,
            "id": TEXT,
            "label": TEXT,
            "version": WHOLE,
            "href": {"type": "string", "format": "uri-reference"},
        },
        "required": ["type", "id", "label"],
        "additionalProperties": False,
    },
    "Event": an_object(
        id=ID,
        sequence=WHOLE,
        at=MOMENT,
        event=TEXT,
        actor=TEXT,
        by=TEXT,
        subject=an_object(type=TEXT, id=ID, label=TEXT, collection=maybe(TEXT)),
        about={"type": "array", "items": ID},
        changed={"type": "array", "items": TEXT},
    ),
}

_HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": {"schema": TEXT, "required": True}},
    415: {"Accept": {"schema": TEXT}},
    429: {"Retry-After": {"schema": {"type": "string", "pattern": r"^\d+$"}, "required": True}},
}
RESPONSES: dict[str, Any] = {
    f"Problem{status}": {
        "description": title,
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        **({"headers": _HEADERS[status]} if status in _HEADERS else {}),
    }
    for status, title in TITLES.items()
    if status not in (405, 500)
}


def problems(*statuses: int) -> dict[str, Any]:
    """The answers of an operation that are problems."""
    return {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(statuses)}


def page_of(items: Schema) -> Schema:
    return an_object(items={"type": "array", "items": items}, next=maybe(CURSOR))


def query(name: str, schema: Schema, about: str, *, required: bool = False) -> dict[str, Any]:
    """A parameter in the address."""
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": about,
        "schema": schema,
    }


PARAMETERS: dict[str, Any] = {
    "limit": query(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT},
        "How many on a page at most.",
    ),
    "cursor": query("cursor", CURSOR, "Where the page begins: `next` of the page before."),
    "as_of": query(
        "as_of",
        {"type": "string", "format": "date-time"},
        "As it stood at that moment; rights are those of today.",
    ),
    "Idempotency-Key": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "Sent again with the same key within seven days, the request gets the same answer and has no "
        "further effect.",
        "schema": {"type": "string", "pattern": r"^[!-~]{1,200}$"},
    },
    "If-Match": {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "description": "The `ETag` of the object as it was read; where it has changed since, nothing is done.",
        "schema": {"type": "string", "pattern": r'^(\*|"[0-9]{1,9}")$'},
    },
}


def shared(*names: str) -> list[dict[str, Any]]:
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


HEADERS: dict[str, Any] = {
    "ETag": {
        "description": "The version of the object, for `If-Match`.",
        "schema": {"type": "string", "pattern": r'^"\d+"$'},
    },
    "Idempotent-Replayed": {
        "description": "Told where an earlier answer is repeated.",
        "schema": {"type": "string", "enum": ["true"]},
    },
}


def headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
