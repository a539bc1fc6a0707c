"""Printing the chart: PDF for the plotter, SVG for whoever wants to go on drawing."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guatu.core.clock import local_now
from guatu.core.errors import InvalidInput
from guatu.organization.requests import ZoneRequest
from guatu.wallchart.print.job import print_pdf, print_svg
from guatu.wallchart.print.paper import Paper
from guatu.wallchart.views import require_chart, whole_chart


@require_safe
def print_chart(request: ZoneRequest, form: str) -> HttpResponse:
    """The chart, as filtered, as a file. `paper` is A0 to A4; SVG holds one `page` (1 where none is named)."""
    if form not in {"pdf", "svg"}:
        raise Http404
    require_chart(request)
    paper = Paper.named(request.GET.get("paper", "A3"))
    chart, _filters = whole_chart(request)
    language, printed_at = get_language() or "zh-hans", local_now(request.zone)
    if form == "pdf":
        body: bytes = print_pdf(chart, paper, language=language, printed_at=printed_at)
        kind = "application/pdf"
    else:
        try:
            drawing, _pages = print_svg(
                chart, paper, language=language, printed_at=printed_at, page=int(request.GET.get("page", "1"))
            )
        except ValueError as error:
            raise InvalidInput({"page": _("there is no such page")}) from error
        body, kind = drawing.encode(), "image/svg+xml"
    response = HttpResponse(body, content_type=kind)
    name = quote(f"{chart.zone}-{chart.title}-{chart.today.isoformat()}.{form}")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
