"""From a chart to a file in the reader's language; the words around the data; paper by name."""

import io
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal
from string import Formatter

import pytest
from pypdf import PdfReader

from guatu.core.errors import InvalidInput
from guatu.wallchart.print.job import prepare_sheet, print_pdf, print_svg
from guatu.wallchart.print.labels import labels_in
from guatu.wallchart.print.paper import Paper
from guatu.wallchart.rows import ChartMatters
from tests.wallchart.charts import PRINTED, SHANGHAI, chart_of, chinese_labels


def test_english_pdf() -> None:
    pdf = print_pdf(chart_of(54), Paper.A3, language="en", printed_at=PRINTED)
    reader = PdfReader(io.BytesIO(pdf))
    text = reader.pages[0].extract_text()
    for expected in (
        "As of 2 Jul 2018, 09:00",
        "Today 2 Jul",
        "54 projects",
        "Page 1 of 2",
        "Later than committed",
    ):
        assert expected in text
    assert "Red list" in reader.pages[1].extract_text()
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]


def test_english_svg_page_by_page() -> None:
    first, pages = print_svg(chart_of(54), Paper.A3, language="en", printed_at=PRINTED)
    second, _ = print_svg(chart_of(54), Paper.A3, language="en", printed_at=PRINTED, page=2)
    assert pages == 2
    assert "Lead official" in first
    assert "Days late" in second


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_patterns_use_the_fields_they_are_given(language: str) -> None:
    labels = labels_in(language)
    known = {"year", "month_name", "day", "date", "hour", "minute", "quarter", "count", "moment"}
    known |= {"name", "label", "page", "pages", "characters", "late"}
    for text in labels.texts():
        assert {name for _, name, _, _ in Formatter().parse(text) if name is not None} <= known
    assert len(labels.month_names) == 12
    assert all(getattr(labels, field.name) for field in fields(labels))


def test_chinese_labels_name_the_language() -> None:
    assert labels_in("zh-hans").language == "zh-Hans"


def test_dates_and_moments() -> None:
    english, chinese = labels_in("en"), chinese_labels()
    assert english.day(date(2018, 6, 30)) == "30 Jun 2018"
    assert chinese.day(date(2018, 6, 30)) == "2018年6月30日"
    assert chinese.day(None) == "–"
    assert english.moment(datetime(2018, 6, 30, 7, 5, tzinfo=SHANGHAI)) == "30 Jun 2018, 07:05"


def test_money_and_rates_round_half_up() -> None:
    labels = labels_in("en")
    assert labels.money(Decimal("615500000")) == "6.16"
    assert labels.money(Decimal("33170000000")) == "331.70"
    assert labels.money(Decimal("1234567890123")) == "12,345.68"
    assert labels.money(None) == "–"
    assert labels.rate(Decimal(8125), Decimal(10000)) == "81.3%"
    assert labels.rate(Decimal(1), Decimal(0)) == "–"
    assert labels.rate(Decimal(1), Decimal(-100000)) == "0.0%"
    assert labels.rate(None, Decimal(1)) == "–"


def test_one_project_and_many() -> None:
    assert [labels_in("en").count_of_projects(n) for n in (0, 1, 2)] == [
        "0 projects",
        "1 project",
        "2 projects",
    ]


def test_paper_by_name() -> None:
    assert Paper.named(" a0 ") is Paper.A0
    with pytest.raises(InvalidInput, match="“B5” is no paper size; expected A0, A1, A2, A3, A4"):
        Paper.named("B5")


def test_open_matters_have_a_column_with_shape_and_words() -> None:
    quiet = chart_of(12)
    marks = (ChartMatters(3, 1, 1, "red"), ChartMatters(1, 0, 0, ""), None)
    rows = tuple(replace(row, matters=marks[place % 3]) for place, row in enumerate(quiet.rows))
    pdf = print_pdf(replace(quiet, rows=rows), Paper.A3, language="en", printed_at=PRINTED)
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert text.count("3, 1 late") == 4
    assert "Matters" in text
    assert "near its date" in text
    sheet, _fonts = prepare_sheet(replace(quiet, rows=rows), Paper.A3, language="en", printed_at=PRINTED)
    tags = [mark.tag for page in sheet.pages for mark in page.marks if mark.tag.startswith("slip:")]
    # Four in rows, and one of each kind in the legend.
    assert (tags.count("slip:red"), tags.count("slip:none"), tags.count("slip:blue")) == (5, 5, 1)


def test_without_open_matters_there_is_no_such_column() -> None:
    text = PdfReader(io.BytesIO(print_pdf(chart_of(12), Paper.A3, language="en", printed_at=PRINTED)))
    assert "Matters" not in text.pages[0].extract_text()
