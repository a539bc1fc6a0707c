"""The page beside the OpenAPI document: what a program can do, drawn by the server, without code from elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guatu.api.openapi.document import openapi


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter or a field of a body: its name, its type in a word or two, whether it must be given."""

    name: str
    type: str
    required: bool
    about: str
    depth: int = 0

    @property
    def marks(self) -> range:
        """One for each step into the object."""
        return range(self.depth)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the page tells it."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    parameters: list[Line]
    fields: list[Line]
    answers: list[str]


@require_GET
def docs(request: HttpRequest, tag: str = "") -> HttpResponse:
    """Without a tag how to begin, and what there is; with one its operations."""
    by_tag = _by_tag()
    if tag and tag not in by_tag:
        raise Http404
    operations = [_operation(*one) for one in by_tag[tag]] if tag else []
    counts = [(name, len(found)) for name, found in by_tag.items()]
    base = f"{request.scheme}://{request.get_host()}"
    context = {"tag": tag, "tags": counts, "operations": operations, "base": base}
    return render(request, "api/docs.html", context)


def _by_tag() -> dict[str, list[tuple[str, str, dict[str, Any]]]]:
    found = defaultdict(list)
    for path, methods in openapi()["paths"].items():
        for method, operation in methods.items():
            found[operation["tags"][0]].append((path, method, operation))
    return dict(found)


def _operation(path: str, method: str, told: dict[str, Any]) -> Operation:
    content: dict[str, Any] = told.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] = next((one["schema"] for one in content.values()), {})
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        about=told.get("description", ""),
        parameters=[_parameter(one) for one in told.get("parameters", ())],
        fields=list(_fields(schema)),
        answers=sorted(told["responses"]),
    )


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """What a reference stands for."""
    if "$ref" not in schema:
        return schema
    found: Any = openapi()
    for part in schema["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    resolved: dict[str, Any] = found
    return resolved


def _parameter(given: dict[str, Any]) -> Line:
    one = _resolved(given)
    return Line(one["name"], type_of(one["schema"]), one.get("required", False), one.get("description", ""))


def _fields(schema: dict[str, Any], depth: int = 0) -> Iterator[Line]:
    """The fields of an object, those of objects within it below them (two steps deep)."""
    whole = _resolved(schema)
    for name, given in whole.get("properties", {}).items():
        one = _resolved(given)
        about = given.get("description") or one.get("description", "")
        yield Line(name, type_of(given), name in whole.get("required", ()), about.split("\n\n")[0], depth)
        if depth < 2:
            for inner in _within(given):
                yield from _fields(inner, depth + 1)


def _within(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The objects that a field is made of."""
    if "items" in schema:
        return _within(schema["items"])
    choices = schema.get("anyOf") or schema.get("oneOf") or [schema]
    return [one for one in choices if "properties" in _resolved(one)]


def type_of(schema: dict[str, Any]) -> str:
    """The type in a word or two: “uuid”, “list of text”, one of a few values."""
    schema = _resolved(schema)
    if "enum" in schema:
        return " | ".join(str(value) or "“”" for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        return " | ".join(dict.fromkeys(type_of(one) for one in choices))
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    kind = schema.get("type", "anything")
    words: str = schema.get("format") or {"string": "text"}.get(kind, kind)
    return words
