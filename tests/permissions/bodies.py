"""The least that each operation of the API takes: what is required, naming given objects; plain values elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guatu.api.acts.finding import Found
from guatu.api.acts.table import Act
from guatu.matters.models.matter import Matter
from guatu.projects.models.progress import ProgressReport
from guatu.projects.models.project import Project
from tests.permissions.rows import NoRows, Rows

_BY_FORMAT = {"date": "2018-07-02", "date-time": "2018-07-02T10:00:00+08:00"}
# Texts that have to be of a form which their schema does not tell.
_BY_NAME = {
    "period": "2018M06",
    "week": "2018W23",
    "starts_at": "10:00:00",
    "content": "eA==",
    "subject_type": "projects.project",
}
# What may be about an object of any type is about a matter, but where that cannot be.
_ABOUT: Mapping[str, Any] = {"attachments.attach_file": ProgressReport}
# How a schema says of which kind an id is.
_KINDS = {f"Id: {model._meta.verbose_name_raw}.": model for model in Found}


def body_of(act: Act, rows: Rows | NoRows) -> dict[str, Any]:
    """The JSON; objects are the rows of their kind."""
    schema = act.body.model_json_schema()
    least = _Least(schema.get("$defs", {}), rows, _ABOUT.get(act.name, Matter))
    body = {}
    for name in sorted(act.required):
        shape = act.shapes[name]
        if shape.model is not None:
            body[name] = least.id_of(shape.model)
        elif not shape.files:
            body[name] = least.value(name, schema["properties"][name])
    return body


@dataclass(frozen=True)
class _Least:
    """The plainest values that fit a schema."""

    defs: Mapping[str, Any]
    rows: Any
    about: Any

    def id_of(self, model: Any) -> str:
        return str(self.rows[model].id)

    def value(self, name: str, schema: Mapping[str, Any]) -> Any:
        if "$ref" in schema:
            kind = schema["$ref"].rpartition("/")[2]
            if kind == "Reference":
                return {"type": self.about._meta.label_lower, "id": self.id_of(self.about)}
            return self.value(name, self.defs[kind])
        for several in ("anyOf", "oneOf", "allOf"):
            if several in schema:
                return self.value(name, schema[several][0])
        if schema.get("description") in _KINDS:
            return self.id_of(_KINDS[schema["description"]])
        if "const" in schema or "enum" in schema:
            return schema["const"] if "const" in schema else schema["enum"][0]
        return self._plain(name, schema)

    def _plain(self, name: str, schema: Mapping[str, Any]) -> Any:
        match schema.get("type"):
            case "object":
                properties = schema.get("properties", {})
                return {one: self.value(one, properties[one]) for one in schema.get("required", ())}
            case "array":
                return [self.value(name, schema["items"]) for _one in range(schema.get("minItems", 0))]
            case "integer" | "number":
                return schema.get("minimum", 1)
            case "boolean":
                return True
            case "string" if name == "subject_id":
                return self.id_of(Project)
            case "string":
                return _BY_NAME.get(name) or _BY_FORMAT.get(schema.get("format", ""), "1")
        return None
