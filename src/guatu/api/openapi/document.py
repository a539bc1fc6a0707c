"""The whole document, as JSON types: the same on every machine, in English."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.utils import translation
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from guatu.api.acts.table import Act, act_names, find_act
from guatu.api.collections.table import COLLECTIONS
from guatu.api.openapi.parts import HEADERS, PARAMETERS, RESPONSES, SCHEMAS
from guatu.api.openapi.reads import (
    FIGURE,
    FIGURE_DEFINITION,
    collection_paths,
    item_schema,
    other_paths,
    schema_name,
)
from guatu.api.openapi.writes import act_path
from guatu.api.openapi.zones import ZONE_SCHEMAS, zone_paths

ABOUT = """\
Everything that a page of Guatu can do. A token stands for a person, in one zone, with some of that person's powers; it
is issued under “API tokens” in the person's own menu. Amounts are decimal numbers as text; money is in yuan unless a
name says otherwise, rates run from 0 to 1; days are days of the zone, moments carry their offset.
"""


@lru_cache(maxsize=1)
def openapi() -> dict[str, Any]:
    """OpenAPI 3.1."""
    with translation.override("en"):
        acts = [act for act in map(find_act, act_names()) if act is not None]
        bodies, definitions = _bodies(acts)
        paths: dict[str, Any] = {}
        for collection in COLLECTIONS.values():
            paths |= collection_paths(collection, acts)
        paths |= other_paths()
        paths |= zone_paths()
        for act in acts:
            paths[f"/api/v1/{act.path}"] = act_path(act, bodies[act.name])
        return {
            "openapi": "3.1.0",
            "info": {"title": "Guatu 挂图", "version": "1", "description": ABOUT},
            "servers": [{"url": "/"}],
            "security": [{"token": []}],
            "paths": paths,
            "components": {
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
                "headers": HEADERS,
                "parameters": PARAMETERS,
                "responses": RESPONSES,
                "schemas": {
                    **SCHEMAS,
                    "Figure": FIGURE,
                    "FigureDefinition": FIGURE_DEFINITION,
                    **ZONE_SCHEMAS,
                    **{schema_name(one): item_schema(one) for one in COLLECTIONS.values()},
                    **definitions,
                },
            },
        }


def as_text() -> str:
    """The document as JSON, one operation or schema a line, so that a change of it can be read."""
    document = openapi()
    parts = [f"{_json(name)}: {_lines(value, 1)}" for name, value in document.items()]
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def _lines(value: Any, depth: int) -> str:
    """An object of the upper two steps on a line for each of its members; what is within on one line."""
    if not isinstance(value, dict) or depth > 2 or not any(isinstance(one, dict) for one in value.values()):
        return _json(value)
    indent = " " * (depth + 1)
    parts = [f"{_json(name)}: {_lines(one, depth + 1)}" for name, one in value.items()]
    return "{\n" + indent + f",\n{indent}".join(parts) + f"\n{indent[1:]}}}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


class _WithoutTitles(GenerateJsonSchema):
    """Titles that only repeat the names of fields make the document twice as long."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _bodies(acts: list[Act]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of each act's body by the act's name, and the definitions that they refer to."""
    models = [(act.body, "validation") for act in acts]
    by_model, rest = models_json_schema(
        models,  # type: ignore[arg-type]
        ref_template="#/components/schemas/{model}",
        schema_generator=_WithoutTitles,
    )
    return {act.name: by_model[act.body, "validation"] for act in acts}, rest.get("$defs", {})
