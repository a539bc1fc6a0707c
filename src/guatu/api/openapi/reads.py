"""Operations that read."""

from __future__ import annotations

from typing import Any

from guatu.api.acts.table import Act
from guatu.api.collections.definition import Collection, Filter
from guatu.api.collections.fields import DAY, ID, TEXT, TRUTH, WHOLE, Schema, an_object, maybe
from guatu.api.openapi.parts import JSON, headers, page_of, problems, query, shared
from guatu.figures.definition import Adding, Kind
from guatu.figures.reading import Flag

_ANY_READ = (400, 401, 403, 422, 429, 503)
_HIDDEN_READ = (400, 401, 404, 422, 429, 503)


def schema_name(collection: Collection) -> str:
    return "".join(word.title() for word in collection.name.split("-"))


def item_schema(collection: Collection) -> Schema:
    """Of one object. With `fields` any of the others may be missing."""
    return {
        "type": "object",
        "description": collection.about,
        "properties": {one.name: one.schema for one in collection.members},
        "required": ["id"],
        "additionalProperties": False,
    }


def collection_paths(collection: Collection, acts: list[Act]) -> dict[str, Any]:
    """The list and the single object, with links to what can be done with one."""
    name, ref = collection.name, {"$ref": f"#/components/schemas/{schema_name(collection)}"}
    stem = name.replace("-", "_")
    fields = query(
        "fields",
        {"type": "string", "pattern": r"^[a-z_]+(,[a-z_]+)*$", "examples": ["name,version"]},
        f"Only these, separated by commas: {', '.join(collection.field_names)}.",
    )
    tag = {"headers": headers("ETag")} if collection.versioned else {}
    # What is not told to be there is not forbidden either.
    answers = _ANY_READ if collection.told_to is None else _HIDDEN_READ
    return {
        f"/api/v1/{name}": {
            "get": {
                "operationId": f"list_{stem}",
                "tags": ["reading"],
                "summary": collection.about,
                "description": f"In the order of their making. Takes the power `{collection.permission}`.",
                "parameters": [
                    *shared("limit", "cursor", "as_of"),
                    fields,
                    *(_parameter(one) for one in collection.filters),
                ],
                "responses": {
                    "200": {
                        "description": "A page.",
                        "content": {JSON: {"schema": page_of(ref)}},
                        "links": {
                            "next": {
                                "operationId": f"list_{stem}",
                                "parameters": {"query.cursor": "$response.body#/next"},
                            },
                            "object": {
                                "operationId": f"get_{stem}",
                                "parameters": {"path.id": "$response.body#/items/0/id"},
                            },
                        },
                    },
                    **problems(*answers),
                },
            }
        },
        f"/api/v1/{name}/{{id}}": {
            "get": {
                "operationId": f"get_{stem}",
                "tags": ["reading"],
                "summary": f"{collection.about} One of them.",
                "description": f"Takes the power `{collection.permission}`.",
                "parameters": [_id(), *shared("as_of"), fields],
                "responses": {
                    "200": {
                        "description": "The object.",
                        "content": {JSON: {"schema": ref}},
                        **tag,
                        "links": _links(collection, acts),
                    },
                    **problems(*{*answers, 404}),
                },
            }
        },
    }


def _id() -> dict[str, Any]:
    return {"name": "id", "in": "path", "required": True, "schema": ID}


def _links(collection: Collection, acts: list[Act]) -> dict[str, Any]:
    """What can be done with an object: the operations that take one of its kind first."""
    links = {}
    for act in acts:
        for parameter, shape in act.shapes.items():
            if shape.model is collection.model and not (act.files and act.required & act.files.keys()):
                links[act.operation_id] = {
                    "operationId": act.operation_id,
                    "requestBody": {parameter: "$response.body#/id"},
                }
                break
    return links


def _parameter(one: Filter) -> dict[str, Any]:
    schema: Schema = {"type": "array", "items": one.schema} if one.many else one.schema
    about = f"{one.about} Of today only." if one.now_only else one.about
    return query(one.name, schema, about)


_REMARK = an_object(flag={"type": "string", "enum": [flag.value for flag in Flag]}, text=TEXT)
_ROW = an_object(figure=TEXT, id=ID, label=TEXT, detail=TEXT, amount=maybe(TEXT))
FIGURE_DEFINITION = an_object(
    name=TEXT,
    label=TEXT,
    unit=TEXT,
    kind={"type": "string", "enum": [kind.value for kind in Kind]},
    formula=TEXT,
    adding={"type": "string", "enum": [one.value for one in Adding]},
    periods={"type": "array", "items": TEXT},
    needs={"type": "array", "items": TEXT},
    dimensions={"type": "array", "items": TEXT},
)
FIGURE: Schema = {
    "type": "object",
    "description": "What a figure says: exact, as it is printed, and in which words it is defined.",
    "properties": {
        "name": TEXT,
        "label": TEXT,
        "value": maybe(TEXT),
        "unit": TEXT,
        "period": TEXT,
        "scope": an_object(
            zone=TEXT,
            unit=maybe(TEXT),
            where={"type": "object", "additionalProperties": {"type": "array", "items": TEXT}},
        ),
        "formula": TEXT,
        "row_count": maybe(WHOLE),
        "as_of": {"type": "string", "format": "date-time"},
        "number": TEXT,
        "shown": TEXT,
        "fraction": maybe(TEXT),
        "remarks": {"type": "array", "items": _REMARK},
        "rows": {"type": "array", "items": _ROW},
    },
    "required": ["name", "label", "value", "unit", "period", "scope", "formula", "row_count", "as_of"],
    "additionalProperties": False,
}


def other_paths() -> dict[str, Any]:
    """Figures, events, and the token itself."""
    return {
        "/api/v1/figures": {
            "get": {
                "operationId": "list_figures",
                "tags": ["reading"],
                "summary": "Which figures there are.",
                "description": "By name. Takes the power `reports.view_figure`.",
                "parameters": [*shared("limit", "cursor"), query("q", TEXT, "Words of name or label.")],
                "responses": {
                    "200": {
                        "description": "A page.",
                        "content": {
                            JSON: {"schema": page_of({"$ref": "#/components/schemas/FigureDefinition"})}
                        },
                        "links": {
                            "figure": {
                                "operationId": "get_figure",
                                "parameters": {"path.name": "$response.body#/items/0/name"},
                            }
                        },
                    },
                    **problems(*_ANY_READ),
                },
            }
        },
        "/api/v1/figures/{name}": {
            "get": {
                "operationId": "get_figure",
                "tags": ["reading"],
                "summary": "What a figure says.",
                "description": "Over what the token may see. Takes the power `reports.view_figure`.",
                "parameters": [
                    {
                        "name": "name",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string", "pattern": r"^[a-z_]+\.[a-z0-9_]+$"},
                        "examples": {"rate": {"value": "projects.construction_start_rate"}},
                    },
                    query(
                        "period",
                        {"type": "string", "examples": ["2018H1"]},
                        "2018, 2018H1, 2018Q2, 2018M06, 2018W23, or 2018M01-M05.",
                        required=True,
                    ),
                    query("unit", TEXT, "Id or code of a unit, with all below it."),
                    query(
                        "where",
                        {"type": "array", "items": TEXT},
                        "Only a slice, such as `class=new_start`; repeatable.",
                    ),
                    query("rows", TRUTH, "Add the rows behind the number."),
                    *shared("as_of"),
                ],
                "responses": {
                    "200": {
                        "description": "The figure.",
                        "content": {JSON: {"schema": {"$ref": "#/components/schemas/Figure"}}},
                    },
                    **problems(*_ANY_READ, 404),
                },
            }
        },
        "/api/v1/events": {
            "get": {
                "operationId": "list_events",
                "tags": ["reading"],
                "summary": "What happened since a cursor.",
                "description": (
                    "Of the objects that the token may see, oldest first. `next` is always given: keep it, and ask "
                    "again from there later. A page may hold fewer events than were asked for and still go on."
                ),
                "parameters": shared("limit", "cursor"),
                "responses": {
                    "200": {
                        "description": "A page.",
                        "content": {JSON: {"schema": page_of({"$ref": "#/components/schemas/Event"})}},
                        "links": {
                            "next": {
                                "operationId": "list_events",
                                "parameters": {"query.cursor": "$response.body#/next"},
                            }
                        },
                    },
                    **problems(*(status for status in _ANY_READ if status != 403)),
                },
            }
        },
        "/api/v1/token": {
            "get": {
                "operationId": "get_token",
                "tags": ["reading"],
                "summary": "Whose token this is, and what it can do today.",
                "responses": {
                    "200": {
                        "description": "The token.",
                        "content": {
                            JSON: {
                                "schema": an_object(
                                    zone=an_object(code=TEXT, name=TEXT),
                                    person=an_object(id=ID, name=TEXT),
                                    label=TEXT,
                                    powers={"type": "array", "items": TEXT},
                                    expires_on=DAY,
                                )
                            }
                        },
                    },
                    **problems(400, 401, 429, 503),
                },
            }
        },
    }
