"""Pages of the record: all of it, with filters, and as a table to take along."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guatu.audit.forms import RecordFilterForm
from guatu.audit.models import Entry
from guatu.audit.selectors import entries, record_page
from guatu.audit.words import line
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.walls import carried
from guatu.sheets.text import guard_formula

_BYTE_ORDER_MARK = "\ufeff"  # without it, Excel takes UTF-8 for the local code page


class Request(HttpRequest):
    """A request under `/z/<zone>/`."""

    zone: Zone
    actor: Actor


@require_GET
def show_record(request: Request) -> HttpResponse:
    """The record, newest first; `?before=` and `?after=` are cursors."""
    form = RecordFilterForm(request.GET)
    page = record_page(
        form.chosen(), actor=request.actor, before=_cursor(request, "before"), after=_cursor(request, "after")
    )
    return render(
        request,
        "audit/record.html",
        {"form": form, "page": page, "filtered": any(form.cleaned_data.values())},
        status=422 if form.errors else 200,
    )


def _cursor(request: Request, name: str) -> int | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise InvalidInput({name: _("“%s” is not a number of an entry.") % text})
    return int(text)


@require_GET
def download_record(request: Request) -> StreamingHttpResponse:
    """The filtered record as CSV for Excel, oldest first, streamed: memory does not grow with it."""
    form = RecordFilterForm(request.GET)
    chosen = form.chosen()
    if form.errors:
        raise InvalidInput(
            {str(form.fields[name].label or name): " ".join(map(str, e)) for name, e in form.errors.items()}
        )
    rows = chosen.narrow(entries(actor=request.actor), zone_id=request.zone.id).order_by("sequence")
    response = StreamingHttpResponse(
        _csv_lines(carried(rows.iterator(chunk_size=1000)), translation.get_language() or ""),
        content_type="text/csv; charset=utf-8",
    )
    name = f"record-{request.zone.code}-{today():%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Echo:
    """A file for `csv.writer` that hands each line back."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(rows: Iterator[Entry], language: str) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # The lines are made after the view has returned, when the language of the request is no longer in force.
    with translation.override(language):
        yield _BYTE_ORDER_MARK + writer.writerow(
            [
                _("No."),
                _("When"),
                _("Who"),
                _("What"),
                _("Kind"),
                _("About"),
                _("Changes"),
                _("Reason"),
                _("Event"),
                _("Hash"),
            ]
        )
    for entry in rows:
        with translation.override(language):
            cells = _cells(entry)
        yield writer.writerow([guard_formula(cell) for cell in cells])


def _cells(entry: Entry) -> list[str]:
    words = line(entry)
    return [
        str(entry.sequence),
        localtime(entry.at).isoformat(sep=" ", timespec="seconds"),
        words.who,
        words.sentence,
        words.kind,
        words.subject,
        "; ".join(f"{c.label}: {c.new if c.is_beginning else f'{c.old} → {c.new}'}" for c in words.changes),
        words.reason,
        entry.event,
        bytes(entry.hash).hex(),
    ]
