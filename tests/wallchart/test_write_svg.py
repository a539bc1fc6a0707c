"""The sheet as SVG: well-formed whatever the names, complete, without script or outside reference."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from guatu.wallchart.print.fonts import FontSet
from guatu.wallchart.print.layout import lay_out
from guatu.wallchart.print.marks import Sheet, Text
from guatu.wallchart.print.paper import Paper
from guatu.wallchart.print.svg import number, to_svg
from guatu.wallchart.rows import Chart
from tests.wallchart.charts import PRINTED, chart_of, chart_with, chinese_labels, invented_row
from tests.wallchart.strategies import charts

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"'&]]>&#0;\x00\x1b\u202e项目"


def sheet_of(chart: Chart, fonts: FontSet, paper: Paper = Paper.A3) -> Sheet:
    return lay_out(chart, paper, chinese_labels(), fonts=fonts, printed_at=PRINTED)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own output


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(charts())
def test_any_chart_is_well_formed_and_complete(ruled_fonts: FontSet, chart: Chart) -> None:
    sheet = sheet_of(chart, ruled_fonts)
    for place, page in enumerate(sheet.pages, 1):
        root = parsed(to_svg(sheet, place))
        assert [e.text for e in root.iter(f"{SVG}text")] == [
            m.text for m in page.marks if isinstance(m, Text)
        ]


def test_hostile_names_stay_text(ruled_fonts: FontSet) -> None:
    row = replace(
        invented_row(1, HOSTILE, ""), name=HOSTILE, lead_official=HOSTILE, light="red", reason=HOSTILE
    )
    sheet = sheet_of(replace(chart_with((row,)), title=HOSTILE, zone=HOSTILE), ruled_fonts)
    for place in range(1, len(sheet.pages) + 1):
        svg = to_svg(sheet, place)
        assert "<script" not in svg
        root = parsed(svg)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            *("svg", "title", "desc", "rect", "line", "polygon", "circle", "text")
        }
        assert not any(name.startswith("on") or "href" in name for e in root.iter() for name in e.attrib)
    assert any("<script>alert(1)" in (e.text or "") for e in parsed(to_svg(sheet)).iter(f"{SVG}text"))


def test_sizes_are_real_millimetres(ruled_fonts: FontSet) -> None:
    root = parsed(to_svg(sheet_of(chart_of(54), ruled_fonts, Paper.A0)))
    assert (root.get("width"), root.get("height")) == ("1189mm", "841mm")
    assert root.get("viewBox") == "0 0 1189 841"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"
    assert (root.findtext(f"{SVG}title") or "").startswith("2018年重大产业项目挂图")


def test_numbers_are_plain(ruled_fonts: FontSet) -> None:
    assert [number(x) for x in (0.0, -0.0001, 1.0, 2.34567, 1e-9, 1189.0)] == [
        "0",
        "0",
        "1",
        "2.346",
        "0",
        "1189",
    ]
    assert not re.search(r'="[^"]*(nan|inf|e-\d)', to_svg(sheet_of(chart_of(54), ruled_fonts)))


def test_a_page_that_is_not_there_is_refused(ruled_fonts: FontSet) -> None:
    sheet = sheet_of(chart_of(54), ruled_fonts)
    for page in (0, 3, -1):
        with pytest.raises(ValueError, match=f"page {page}: the sheet has pages 1 to 2"):
            to_svg(sheet, page)
