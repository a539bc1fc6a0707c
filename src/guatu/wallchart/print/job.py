"""One call from a chart to a printable file, for views and commands."""

from datetime import datetime

from guatu.wallchart.print.fonts import FontSet, fonts_for
from guatu.wallchart.print.labels import labels_in
from guatu.wallchart.print.layout import lay_out, texts_of
from guatu.wallchart.print.marks import Sheet
from guatu.wallchart.print.paper import Paper
from guatu.wallchart.print.pdf import to_pdf
from guatu.wallchart.print.svg import to_svg
from guatu.wallchart.rows import Chart


def prepare_sheet(
    chart: Chart, paper: Paper, *, language: str, printed_at: datetime
) -> tuple[Sheet, FontSet]:
    """The laid-out sheet and the fonts to write it with. ``language`` is a Django language code."""
    labels = labels_in(language)
    fonts = fonts_for(texts_of(chart, labels))
    return lay_out(chart, paper, labels, fonts=fonts, printed_at=printed_at), fonts


def print_pdf(chart: Chart, paper: Paper, *, language: str, printed_at: datetime) -> bytes:
    """All pages as one PDF. ``printed_at`` is aware, in the zone's time."""
    sheet, fonts = prepare_sheet(chart, paper, language=language, printed_at=printed_at)
    return to_pdf(sheet, fonts)


def print_svg(
    chart: Chart, paper: Paper, *, language: str, printed_at: datetime, page: int = 1
) -> tuple[str, int]:
    """One page as SVG, and how many pages there are. Raises ValueError if there is no such page."""
    sheet, _ = prepare_sheet(chart, paper, language=language, printed_at=printed_at)
    return to_svg(sheet, page), len(sheet.pages)
