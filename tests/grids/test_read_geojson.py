"""Grids as GeoJSON: what is read, what is refused and where, and that what is written is read back."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guatu.grids.boundary_words import feature_words
from guatu.grids.choices import GridType
from guatu.grids.rules import geojson
from guatu.grids.rules.geojson import read_grids, write_grids
from tests.grids.grid_builders import square


def feature(code: Any = "A1", geometry: Any = None, **properties: Any) -> dict[str, Any]:
    given = {"code": code, "name": "网格", "type": "社会", "unit": "测试新区"} | properties
    return {"type": "Feature", "properties": given, "geometry": geometry or square()}


def a_file(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def faults(content: bytes) -> list[tuple[str, str]]:
    return [(feature_words(fault).place, fault.code) for fault in read_grids(content).faults]


def test_reads_chinese_and_english_names() -> None:
    chinese = {
        "type": "Feature",
        "properties": {
            "网格编码": 12,
            "网格名称": " 一 ",
            "类型": "企业网格",
            "属地": "开发区",
            "户数": "35",
        },
        "geometry": square(),
    }
    read = read_grids(b"\xef\xbb\xbf" + a_file(feature(), chinese))
    assert not read.faults
    one, two = read.drafts
    assert (one.code, one.name, one.type, one.unit, one.households) == (
        "A1",
        "网格",
        GridType.SOCIAL,
        "测试新区",
        None,
    )
    assert (two.code, two.name, two.type, two.unit, two.households) == (
        "12",
        "一",
        GridType.ENTERPRISE,
        "开发区",
        35,
    )


def test_every_fault_is_named_at_its_feature() -> None:
    bow = {
        "type": "Polygon",
        "coordinates": [[[119.6, 32], [119.7, 32.1], [119.7, 32], [119.6, 32.1], [119.6, 32]]],
    }
    content = a_file(
        feature(),
        feature("A2", bow),
        feature("A3", type="街道", name="", households=-1),
        feature("A1"),
        {"type": "Point"},
        feature("A" * 40, {"type": "Point", "coordinates": [119.6, 32]}),
        feature("A7", datum="GCJ-02"),
        feature(None, unit=["x"]),
        feature("A9") | {"properties": None},
    )
    assert faults(content) == [
        ("features[1].geometry", "crossing"),
        ("features[2].properties.name", "missing"),
        ("features[2].properties.type", "unknown_type"),
        ("features[2].properties.households", "not_count"),
        ("features[3].properties.code", "doubled"),
        ("features[4].type", "not_feature"),
        ("features[5].properties.code", "too_long"),
        ("features[5].geometry", "type"),
        ("features[6].properties.datum", "datum"),
        ("features[7].properties.code", "missing"),
        ("features[7].properties.unit", "not_text"),
        ("features[8].properties.code", "missing"),
        ("features[8].properties.name", "missing"),
        ("features[8].properties.unit", "missing"),
        ("features[8].properties.type", "unknown_type"),
    ]
    words = [feature_words(fault).message for fault in read_grids(content).faults]
    assert "119.650000, 32.050000" in words[0]
    assert "features[0]" in words[4]
    assert all(words)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", "not_utf8"),
        (b"{", "not_json"),
        (b"[" * 200_000, "not_json"),
        (b'{"a": NaN}', "not_json"),
        (b"9" * 5000, "not_json"),
        (b"[]", "not_collection"),
        (b'{"type":"Feature"}', "not_collection"),
        (a_file(), "no_features"),
        (
            a_file(feature(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}}),
            "datum",
        ),
        (a_file(feature(), datum="BD-09"), "datum"),
        (a_file(feature(), crs="EPSG:4528"), "datum"),
    ],
)
def test_files_that_cannot_be_read(content: bytes, code: str) -> None:
    found = read_grids(content).faults
    assert [(fault.index, fault.code) for fault in found] == [(None, code)]
    assert feature_words(found[0]).message


@pytest.mark.parametrize(
    "hint", ["EPSG:4490", "urn:ogc:def:crs:EPSG::4490", "CGCS 2000", "2000国家大地坐标系"]
)
def test_the_right_datum_may_be_named(hint: str) -> None:
    assert not read_grids(a_file(feature(), crs={"type": "name", "properties": {"name": hint}})).faults
    assert not read_grids(a_file(feature(), 坐标系=hint)).faults


def test_too_big_and_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geojson, "MOST_FEATURES", 1)
    assert read_grids(a_file(feature(), feature("A2"))).faults[0].code == "too_many"
    monkeypatch.setattr(geojson, "MOST_BYTES", 10)
    assert read_grids(a_file(feature())).faults[0].code == "too_big"


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(
    lambda text: text == text.strip()
)


@given(
    st.lists(
        st.tuples(TEXTS, TEXTS, st.sampled_from(list(GridType)), TEXTS, st.none() | st.integers(0, 9999)),
        min_size=1,
        max_size=8,
        unique_by=lambda row: row[0],
    )
)
def test_what_is_written_is_read_back(rows: list[tuple[str, str, GridType, str, int | None]]) -> None:
    names = ("code", "name", "type", "unit", "households")
    grids = [dict(zip(names, row, strict=True)) | {"boundary": square(n)} for n, row in enumerate(rows)]
    read = read_grids(write_grids(grids).encode())
    assert not read.faults
    assert [{name: getattr(draft, name) for name in (*names, "boundary")} for draft in read.drafts] == grids
