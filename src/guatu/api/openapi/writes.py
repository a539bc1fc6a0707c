"""Operations that change something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from django.db.models import Model

from guatu.api.acts.bodies import FORM, PART
from guatu.api.acts.table import Act
from guatu.api.collections.fields import TEXT, WHOLE, Schema, an_object
from guatu.api.openapi.parts import JSON, headers, problems, shared
from guatu.core.zoned import VersionedModel

_OUTCOME: Schema = {"$ref": "#/components/schemas/Outcome"}
_FILE: Schema = {"type": "string", "format": "binary"}


def act_path(act: Act, body: Schema) -> dict[str, Any]:
    """The operation; `body` is the schema of its JSON."""
    parameters = shared("Idempotency-Key", *(["If-Match"] if act.subject is not None else []))
    app = act.name.split(".")[0]
    versioned = _is_versioned(act.result)
    return {
        "post": {
            "operationId": act.operation_id,
            "tags": [app],
            "summary": act.headline,
            "description": act.about,
            "parameters": parameters,
            "requestBody": {"required": True, "content": _content(act, body)},
            "responses": {
                "200": {
                    "description": "Done, and in the record.",
                    "headers": headers("Idempotent-Replayed", *(["ETag"] if versioned else [])),
                    "content": {JSON: {"schema": an_object(result=result_schema(act.result))}},
                },
                **problems(
                    400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 503, *([412] if act.subject else [409])
                ),
            },
        }
    }


def _content(act: Act, body: Schema) -> dict[str, Any]:
    """JSON alone, and with files a form with the JSON in one part."""
    content: dict[str, Any] = {}
    if not act.required & act.files.keys():
        content[JSON] = {"schema": body}
    if act.files:
        parts: dict[str, Schema] = {PART: body}
        for name, shape in act.files.items():
            parts[name] = _FILE if shape.files == "one" else {"type": "array", "items": _FILE}
        content[FORM] = {
            "schema": {
                "type": "object",
                "properties": parts,
                "required": [PART, *sorted(act.required & act.files.keys())],
                "additionalProperties": False,
            },
            "encoding": {PART: {"contentType": JSON}},
        }
    return content


def result_schema(kind: Any) -> Schema:
    """Of what a use case gives back, as `telling.outcome` tells it."""
    origin, members = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        schemas: list[Schema] = []
        for member in members:
            schema = result_schema(member)
            if schema not in schemas:
                schemas.append(schema)
        return {"anyOf": schemas} if len(schemas) > 1 else schemas[0]
    if origin in (list, tuple, Sequence):
        return {"type": "array", "items": result_schema(members[0])}
    if kind in (None, NoneType):
        return {"type": "null"}
    if kind is str:
        return TEXT
    if kind is int:
        return WHOLE
    if isinstance(kind, type) and issubclass(kind, Model):
        return _OUTCOME
    return {"type": "object"} if is_dataclass(kind) or origin is dict else {}


def _is_versioned(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, VersionedModel)
