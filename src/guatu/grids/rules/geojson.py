"""Grids as GeoJSON, read and written. Pure: texts in, drafts and faults out.

A FeatureCollection, one feature a grid, with the properties code, name, type and unit under English or Chinese names.
What is written is read back the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from guatu.grids.choices import GridType
from guatu.grids.rules.boundaries import BoundaryFault, checked_boundary

MOST_BYTES = 20 * 1024 * 1024
MOST_FEATURES = 10_000
LONGEST = {"code": 32, "name": 100, "unit": 100}

# The names that a property may have, the one written first.
PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "编码", "网格编码", "网格编号", "编号"),
    "name": ("name", "名称", "网格名称"),
    "type": ("type", "类型", "网格类型"),
    "unit": ("unit", "属地", "所属单位", "单位", "所属属地"),
    "households": ("households", "户数"),
}
TYPES: Mapping[str, GridType] = {
    **{kind.value: kind for kind in GridType},
    **dict.fromkeys(("社会", "社会网格"), GridType.SOCIAL),
    **dict.fromkeys(("企业", "企业网格"), GridType.ENTERPRISE),
    **dict.fromkeys(("项目", "项目网格"), GridType.PROJECT),
}
# Where a file may say in which datum it is, and what it may say there. Nothing said is taken as CGCS2000.
_HINTS = ("datum", "坐标系", "坐标系统", "坐标基准", "srs", "epsg")
_RIGHT = ("4490", "CGCS2000", "2000国家大地坐标系", "国家2000")


@dataclass(frozen=True, slots=True)
class GridDraft:
    """What one feature says. `unit` is a name or code as written; `index` its place in the file, from 0."""

    index: int
    code: str
    name: str
    type: GridType
    unit: str
    households: int | None
    boundary: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FeatureFault:
    """What is wrong. `index` is the feature's place in the file, from 0, or None where the file itself is wrong.

    `place` is a property, `geometry` or `datum`; `code` the rule; `detail` what was found.
    """

    index: int | None
    place: str
    code: str
    detail: str = ""


@dataclass(slots=True)
class ReadGrids:
    """What a file says: either drafts for all of its features, or faults."""

    drafts: list[GridDraft] = field(default_factory=list)
    faults: list[FeatureFault] = field(default_factory=list)


class _Unreadable(ValueError):
    """The file itself is wrong, so that none of its features can be looked at."""

    def __init__(self, code: str, detail: str = "", place: str = "file") -> None:
        self.fault = FeatureFault(None, place, code, detail)
        super().__init__(code)


def read_grids(content: bytes) -> ReadGrids:
    """Read a file. Every fault is found, not only the first; where there is one nothing may be imported."""
    read = ReadGrids()
    try:
        features = _features(content)
    except _Unreadable as error:
        read.faults.append(error.fault)
        return read
    codes: dict[str, int] = {}
    for index, feature in enumerate(features):
        draft = _draft(index, feature, read)
        if draft is None:
            continue
        if draft.code in codes:
            read.faults.append(FeatureFault(index, "code", "doubled", f"{draft.code} {codes[draft.code]}"))
        codes.setdefault(draft.code, index)
        read.drafts.append(draft)
    return read


def _features(content: bytes) -> list[Any]:
    """The features of the file. Raises `_Unreadable`."""
    if len(content) > MOST_BYTES:
        raise _Unreadable("too_big")
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise _Unreadable("not_utf8") from error
    except (ValueError, RecursionError) as error:
        raise _Unreadable("not_json", str(error)[:120]) from error
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise _Unreadable("not_collection")
    wrong = _wrong_datum(document)
    if wrong:
        raise _Unreadable("datum", wrong, "datum")
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise _Unreadable("no_features")
    if len(features) > MOST_FEATURES:
        raise _Unreadable("too_many", str(len(features)))
    return features


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _draft(index: int, feature: Any, read: ReadGrids) -> GridDraft | None:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        read.faults.append(FeatureFault(index, "type", "not_feature"))
        return None
    properties = feature.get("properties")
    faults: list[FeatureFault] = []
    if not isinstance(properties, dict):
        properties = {}
    wrong = _wrong_datum({**properties, "crs": feature.get("crs")})
    if wrong:
        faults.append(FeatureFault(index, "datum", "datum", wrong))
    texts = {name: _text(index, name, properties, faults) for name in LONGEST}
    said = _property(properties, "type")
    type_ = TYPES.get(str(said or "").strip().lower())
    if type_ is None:
        faults.append(FeatureFault(index, "type", "unknown_type", str(said or "")[:40]))
    households = _households(index, properties, faults)
    boundary = None
    try:
        boundary = checked_boundary(feature.get("geometry"))
    except BoundaryFault as fault:
        faults.append(FeatureFault(index, "geometry", fault.code, fault.detail))
    read.faults += faults
    if faults or type_ is None or boundary is None:
        return None
    return GridDraft(index, texts["code"], texts["name"], type_, texts["unit"], households, boundary)


def _property(properties: Mapping[str, Any], name: str) -> Any:
    return next((properties[key] for key in PROPERTIES[name] if key in properties), None)


def _text(index: int, name: str, properties: Mapping[str, Any], faults: list[FeatureFault]) -> str:
    value = _property(properties, name)
    if isinstance(value, bool) or not isinstance(value, str | int | None):
        faults.append(FeatureFault(index, name, "not_text", str(value)[:40]))
        return ""
    text = "" if value is None else str(value).strip()
    if not text:
        faults.append(FeatureFault(index, name, "missing"))
    elif len(text) > LONGEST[name]:
        faults.append(FeatureFault(index, name, "too_long", str(len(text))))
    elif "\x00" in text:
        faults.append(FeatureFault(index, name, "not_text"))
    return text


def _households(index: int, properties: Mapping[str, Any], faults: list[FeatureFault]) -> int | None:
    value = _property(properties, "households")
    if value is None or value == "":
        return None
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdigit() and len(text) <= 6):
        faults.append(FeatureFault(index, "households", "not_count", text[:40]))
        return None
    return int(text)


def _wrong_datum(holder: Mapping[str, Any]) -> str:
    """What a file or feature says of its datum, where that is not CGCS2000; empty where it is or nothing is said."""
    crs = holder.get("crs")
    said = [str(holder[key]) for key in _HINTS if holder.get(key) not in (None, "")]
    if isinstance(crs, dict):
        properties = crs.get("properties")
        said.append(str(properties.get("name", "")) if isinstance(properties, dict) else str(crs))
    elif crs is not None:
        said.append(str(crs))
    for hint in said:
        folded = hint.upper().replace(" ", "")
        if not any(right in folded for right in _RIGHT):
            return hint[:60]
    return ""


def write_grids(grids: Iterable[Mapping[str, Any]]) -> str:
    """Grids (code, name, type, unit, households, boundary) as a FeatureCollection that says its datum."""
    features = [
        {
            "type": "Feature",
            "properties": {name: grid[name] for name in PROPERTIES},
            "geometry": grid["boundary"],
        }
        for grid in grids
    ]
    document = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}},
        "features": features,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
