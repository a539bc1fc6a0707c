"""Operations that read figures of the zones below a city or a province."""

from __future__ import annotations

from typing import Any

from guatu.api.collections.fields import (
    DAY,
    ID,
    MOMENT,
    TEXT,
    TRUTH,
    WHOLE,
    Schema,
    an_object,
    list_of,
    maybe,
)
from guatu.api.collections.zones import CODED, STOOD
from guatu.api.openapi.parts import JSON, page_of, problems, query, shared
from guatu.figures.reading import Flag
from guatu.reports.rules.chosen import AREAS

# Whoever is not above the zones is told of none of it, so that nothing here is forbidden: it is not there.
_ANSWERS = (400, 401, 404, 422, 429, 503)
_POWER = (
    "Takes the power `zones.view_zone` by a post over a whole city or province; for others it is not there."
)
_REMARK = an_object(flag={"type": "string", "enum": [flag.value for flag in Flag]}, text=TEXT)
_TOLD: dict[str, Schema] = {
    "value": maybe(TEXT),
    "number": TEXT,
    "shown": TEXT,
    "fraction": maybe(TEXT),
    "row_count": maybe(WHOLE),
    "remarks": {"type": "array", "items": _REMARK},
}
_OF_PERIOD = an_object(period=TEXT, **_TOLD)
_TERM = an_object(figure=TEXT, period=TEXT, **_TOLD)
_ZONE: dict[str, Schema] = {"code": TEXT, "name": TEXT, "city": maybe(CODED), "clock": maybe(DAY)}
_VALUES = list_of(figure=TEXT, **_TOLD, earlier=maybe(TEXT), change=maybe(TEXT))
_FIGURE: dict[str, Schema] = {
    "name": TEXT,
    "label": TEXT,
    "unit": TEXT,
    "period": TEXT,
    "formula": TEXT,
    "as_of": MOMENT,
    **_TOLD,
    "terms": {"type": "array", "items": _TERM},
    "history": {"type": "array", "items": _OF_PERIOD},
}

_OF_ZONE = an_object(
    **_FIGURE,
    scope=an_object(zone=TEXT, unit=maybe(ID)),
    earlier=maybe(_OF_PERIOD),
    last_year=maybe(_OF_PERIOD),
    units=list_of(
        unit=maybe(ID), name=TEXT, value=maybe(TEXT), number=TEXT, share=maybe(TEXT), place=maybe(WHOLE)
    ),
)

ZONE_SCHEMAS: dict[str, Schema] = {
    "Zone": an_object(**_ZONE),
    "ZoneTable": an_object(
        period=TEXT,
        earlier_period=TEXT,
        as_of=maybe(MOMENT),
        figures=list_of(name=TEXT, label=TEXT, unit=TEXT, formula=TEXT),
        zones=list_of(**_ZONE, values=_VALUES),
        cities=list_of(code=TEXT, name=TEXT, values=_VALUES),
        together=_VALUES,
    ),
    "FigureOverZones": an_object(
        **_FIGURE,
        scope=an_object(zone=TEXT, within=maybe(TEXT)),
        earlier=_OF_PERIOD,
        last_year=_OF_PERIOD,
        zones=list_of(**_ZONE, **_TOLD, share=maybe(TEXT), place=maybe(WHOLE)),
    ),
    "FigureOfZone": {
        **_OF_ZONE,
        "properties": {
            **_OF_ZONE["properties"],
            "rows": list_of(figure=TEXT, period=TEXT, label=TEXT, detail=TEXT, amount=maybe(TEXT)),
            "unnamed": {**WHOLE, "description": "Rows that are counted, and confidential in their zone."},
        },
    },
    "ZoneStanding": an_object(
        period=TEXT,
        lines=list_of(
            zone=CODED,
            city=maybe(CODED),
            place=maybe(WHOLE),
            **STOOD,
        ),
    ),
    "ZonePlace": an_object(
        ranking=ID,
        above=CODED,
        title=TEXT,
        period=TEXT,
        published_on=DAY,
        published_by=TEXT,
        as_of=MOMENT,
        place=maybe(WHOLE),
        of=WHOLE,
        **STOOD,
    ),
}

_PERIOD = query(
    "period",
    {"type": "string", "examples": ["2018H1"]},
    "2018, 2018H1, 2018Q2, 2018M06, 2018W23, or 2018M01-M05; from 1990 to 2200.",
    required=True,
)
_WITHIN = query("within", TEXT, "The code of a city below: its zones alone.")
_NAME = {
    "name": "name",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": r"^[a-z_]+\.[a-z0-9_]+$"},
    "examples": {"rate": {"value": "projects.construction_start_rate"}},
}
_CODE = {
    "name": "code",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": r"^[A-Z0-9]{1,16}$"},
}


def zone_paths() -> dict[str, Any]:
    """The zones, the table, one figure over all and in one of them, a ranking before it is published, the own place."""
    return {
        "/api/v1/zones": _get(
            "list_zones",
            "The zones below a city or a province.",
            f"By code. {_POWER}",
            [*shared("limit", "cursor"), _WITHIN],
            page_of(_ref("Zone")),
        ),
        "/api/v1/zones/table": _get(
            "get_zone_table",
            "Chosen figures of every zone below, with the sums of cities and of all.",
            _POWER,
            [
                _PERIOD,
                query(
                    "figure",
                    {"type": "array", "items": TEXT, "maxItems": 12},
                    "Names of figures; repeatable, twelve at most.",
                ),
                query("area", {"type": "string", "enum": list(AREAS)}, "The figures of a part of the work."),
                _WITHIN,
                *shared("as_of"),
            ],
            _ref("ZoneTable"),
        ),
        "/api/v1/zones/figures/{name}": _get(
            "get_figure_over_zones",
            "A figure over all zones below: the whole, zone by zone, over time.",
            _POWER,
            [_NAME, _PERIOD, _WITHIN, *shared("as_of")],
            _ref("FigureOverZones"),
        ),
        "/api/v1/zones/{code}/figures/{name}": _get(
            "get_figure_of_zone",
            "A figure of one zone below, as that zone itself has it.",
            f"Rows that are confidential in their zone are counted, and not named. {_POWER}",
            [
                _CODE,
                _NAME,
                _PERIOD,
                query("unit", ID, "Id of a unit of that zone, with all below it."),
                query("rows", TRUTH, "Add the rows behind the number."),
                *shared("as_of"),
            ],
            _ref("FigureOfZone"),
        ),
        "/api/v1/zones/standing": _get(
            "get_zone_standing",
            "Who would stand where, were a ranking by these rules published now.",
            f"{_POWER} Takes `zones.publish_ranking` besides.",
            [
                _PERIOD,
                query(
                    "criterion",
                    {"type": "array", "items": TEXT, "examples": [["projects.listed:40"]]},
                    "A figure and its weight, such as `projects.listed:40`; repeatable. A single one needs no weight.",
                    required=True,
                ),
                query("less", {"type": "array", "items": TEXT}, "A criterion of which less is better."),
                query("method", {"type": "string", "enum": ["rank", "best"]}, "How it is scored."),
                query("minimum", {"type": "integer", "minimum": 0, "maximum": 999999}, "Rows for a place."),
            ],
            _ref("ZoneStanding"),
            (*_ANSWERS, 403),
        ),
        "/api/v1/zones/places": _get(
            "list_zone_places",
            "Where the token's own zone stands in what was published above it.",
            "The newest first; those withdrawn beside them. Takes the power `zones.view_zone` by a post over the "
            "whole of a zone below a city or a province; for others it is not there.",
            [],
            an_object(
                items={"type": "array", "items": _ref("ZonePlace")},
                withdrawn=list_of(
                    ranking=ID, above=CODED, title=TEXT, period=TEXT, withdrawn_on=DAY, reason=TEXT
                ),
            ),
        ),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _get(
    operation: str,
    summary: str,
    about: str,
    parameters: list[dict[str, Any]],
    schema: Schema,
    answers: tuple[int, ...] = _ANSWERS,
) -> dict[str, Any]:
    return {
        "get": {
            "operationId": operation,
            "tags": ["reading"],
            "summary": summary,
            "description": about,
            "parameters": parameters,
            "responses": {
                "200": {"description": summary, "content": {JSON: {"schema": schema}}},
                **problems(*answers),
            },
        }
    }
