"""The sheet as PDF: right pages, text that can be searched, fonts inside, the same bytes each time."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics

from guatu.wallchart.print.fonts import FontSet, fonts_for
from guatu.wallchart.print.layout import lay_out, texts_of
from guatu.wallchart.print.paper import Paper
from guatu.wallchart.print.pdf import to_pdf
from guatu.wallchart.rows import Chart
from tests.wallchart.charts import PRINTED, chart_of, chart_with, chinese_labels, invented_row
from tests.wallchart.strategies import charts

LABELS = chinese_labels()


def pdf_of(chart: Chart, paper: Paper = Paper.A3, fonts: FontSet | None = None) -> bytes:
    fonts = fonts or fonts_for(texts_of(chart, LABELS), folders=())
    return to_pdf(lay_out(chart, paper, LABELS, fonts=fonts, printed_at=PRINTED), fonts)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


@pytest.mark.parametrize("paper", Paper)
def test_pages_have_the_size_of_the_paper(built_fonts: FontSet, paper: Paper) -> None:
    reader = read(pdf_of(chart_of(54), paper, built_fonts))
    assert len(reader.pages) == 2
    for page in reader.pages:
        assert float(page.mediabox.width) == pytest.approx(paper.width_mm / 25.4 * 72, abs=0.01)
        assert float(page.mediabox.height) == pytest.approx(paper.height_mm / 25.4 * 72, abs=0.01)


def test_text_can_be_found(built_fonts: FontSet) -> None:
    chart = chart_of(54)
    first, second = read(pdf_of(chart, fonts=built_fonts)).pages
    text = first.extract_text()
    for expected in (chart.title, chart.zone, "今天 7月2日", "数据截至 2018年7月2日 09:00", "第1页 共2页"):
        assert expected in text
    for row in chart.rows:
        assert text.count(row.name) == 1
    reds = second.extract_text()
    assert "红灯清单" in reds
    for row in chart.rows:
        assert (row.name in reds) == (row.light == "red")


def test_fonts_are_embedded_parts(built_fonts: FontSet) -> None:
    pdf = pdf_of(chart_of(200), fonts=built_fonts)
    fonts = [
        font.get_object()
        for page in read(pdf).pages
        for font in page["/Resources"].get_object()["/Font"].get_object().values()  # type: ignore[attr-defined]
    ]
    used = [font for font in fonts if "NotoSansSC" in font["/BaseFont"]]
    assert used
    for font in used:
        assert "/FontFile2" in font["/FontDescriptor"].get_object()
        assert font["/BaseFont"][7] == "+"
    assert len(pdf) < 1_000_000


def test_the_document_describes_itself(built_fonts: FontSet) -> None:
    reader = read(pdf_of(chart_of(54), fonts=built_fonts))
    assert reader.metadata is not None
    assert reader.metadata.title == "2018年重大产业项目挂图"
    assert "丹阳经济开发区" in (reader.metadata.subject or "")
    assert reader.metadata.creation_date == PRINTED
    assert reader.trailer["/Root"]["/Lang"] == "zh-Hans"  # type: ignore[index]
    assert [item.title for item in reader.outline] == ["2018年重大产业项目挂图 (1/2)", "红灯清单 (2/2)"]  # type: ignore[union-attr]


def test_the_same_chart_gives_the_same_bytes(built_fonts: FontSet) -> None:
    assert pdf_of(chart_of(54), fonts=built_fonts) == pdf_of(chart_of(54), fonts=built_fonts)


def test_prints_at_the_same_time_do_not_mix(built_fonts: FontSet) -> None:
    counts = [12, 30, 54, 12, 30, 54]
    alone = {count: pdf_of(chart_of(count), fonts=built_fonts) for count in set(counts)}
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda count: pdf_of(chart_of(count), fonts=built_fonts), counts))
    assert together == [alone[count] for count in counts]


def test_rare_characters_of_names_are_in_the_font(built_fonts: FontSet) -> None:
    row = replace(invented_row(1, "甲园区", ""), name="镕㛃𠅤喆堃厂房", lead_official="㛃主任")
    chart = chart_with((row,))
    text = read(pdf_of(chart, fonts=built_fonts)).pages[0].extract_text()
    assert "镕㛃𠅤喆堃厂房" in text
    assert "〓" not in text


def test_characters_no_font_has_are_shown_as_geta() -> None:
    row = replace(invented_row(1, "甲园区", ""), name="王\ue000厂")
    text = read(pdf_of(chart_with((row,)))).pages[0].extract_text()
    assert "王〓厂" in text
    assert "U+E000" in text


def test_a_thousand_rows_take_several_sheets(built_fonts: FontSet) -> None:
    chart = chart_of(1000)
    reader = read(pdf_of(chart, fonts=built_fonts))
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) > 3
    assert f"第{len(texts)}页 共{len(texts)}页" in texts[-1]
    chart_texts = "\n".join(text for text in texts if "红灯清单" not in text)
    assert all(chart_texts.count(row.name) == 1 for row in chart.rows)


def test_an_empty_chart_prints(built_fonts: FontSet) -> None:
    (page,) = read(pdf_of(chart_with(()), fonts=built_fonts)).pages
    assert "没有符合筛选条件的项目。" in page.extract_text()


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(charts())
def test_any_chart_gives_a_readable_file(chart: Chart) -> None:
    known = set(pdfmetrics.getRegisteredFontNames())
    reader = read(pdf_of(chart))
    assert len(reader.pages) >= 1
    for page in reader.pages:
        page.extract_text()
    new = set(pdfmetrics.getRegisteredFontNames()) - known
    assert not any(name.startswith("System-") for name in new)
