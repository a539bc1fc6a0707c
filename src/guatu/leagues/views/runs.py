"""Pages of runs: the table as published, one unit with every score written out, objections, files."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.core.clock import today
from guatu.core.periods import Period
from guatu.leagues.bulletin import award_letter, bulletin
from guatu.leagues.choices import Decision, RunStatus
from guatu.leagues.forms.table import AnswerForm, ObjectionForm
from guatu.leagues.models import Award, LeagueRun
from guatu.leagues.policies import (
    ANSWER,
    OBJECT,
    may_answer_objection,
    may_give_awards,
    may_manage_leagues,
    may_publish_run,
    may_raise_objection,
    raised,
)
from guatu.leagues.presenting import columns_of, groups_of, row_of, total_of
from guatu.leagues.selectors.tables import (
    get_award,
    get_line,
    get_objection,
    get_run,
    history_of_unit,
    objections_to,
)
from guatu.leagues.use_cases.answer_objection import answer_objection
from guatu.leagues.use_cases.discard_run import discard_run
from guatu.leagues.use_cases.finalize_run import finalize_run
from guatu.leagues.use_cases.give_awards import give_awards
from guatu.leagues.use_cases.publish_run import publish_run
from guatu.leagues.use_cases.raise_objection import raise_objection
from guatu.leagues.views.pages import address, do, form_page, require
from guatu.leagues.wording import movement
from guatu.leagues.workbook import write_run
from guatu.organization.requests import ZoneRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def show(request: ZoneRequest, run_id: UUID) -> HttpResponse:
    """The table as it was worked out, in one of its versions."""
    run = get_run(run_id, actor=request.actor)
    awards = Award.objects.filter(zone_id=run.zone_id, run=run)
    waiting = sum(1 for one in objections_to(run) if one.decision == Decision.ASKED)
    context = {
        "run": run,
        "table": run.table,
        "period": Period.parse(run.period),
        "columns": columns_of(run.rules, run.formulas),
        "groups": groups_of(run, request.zone),
        "awards": awards,
        "waiting": waiting,
        "successor": LeagueRun.objects.filter(zone_id=run.zone_id, corrects=run).first(),
        "may_publish": may_publish_run(request.actor, run),
        "may_manage": may_manage_leagues(request.actor),
        "may_finish": run.objections_until is not None and today(request.zone) > run.objections_until,
        "may_award": may_give_awards(request.actor, run)
        and run.status == RunStatus.FINAL
        and run.table.awards > 0
        and not awards,
    }
    return render(request, "leagues/run.html", context)


@require_safe
def line(request: ZoneRequest, run_id: UUID, unit_id: UUID) -> HttpResponse:
    """One unit: every score with its arithmetic, and its places over time."""
    run = get_run(run_id, actor=request.actor)
    found = get_line(run, unit_id)
    history = [
        (
            Period.parse(one.run.period),
            one,
            total_of(one, one.run.rules.book.places),
            *movement(one.place, one.previous),
        )
        for one in history_of_unit(run.table, unit_id)
    ]
    context = {
        "run": run,
        "table": run.table,
        "period": Period.parse(run.period),
        "row": row_of(run, found, request.zone),
        "history": history,
        "objections": [one for one in objections_to(run) if one.unit_id == unit_id],
        "labels": {column.key: column.label for column in columns_of(run.rules, run.formulas)},
        "may_object": _may_object(request, run, unit_id),
    }
    return render(request, "leagues/line.html", context)


def _may_object(request: ZoneRequest, run: LeagueRun, unit_id: UUID) -> bool:
    until = run.objections_until
    in_time = until is not None and today(request.zone) <= until
    return run.status == RunStatus.PUBLISHED and in_time and request.actor.may(OBJECT, unit_id)


@require_http_methods(["GET", "POST"])
def object_(request: ZoneRequest, run_id: UUID, unit_id: UUID) -> HttpResponse:
    """Object to one of the unit's numbers."""
    run = get_run(run_id, actor=request.actor)
    unit = get_line(run, unit_id).unit
    require(may_raise_objection(request.actor, run, unit), OBJECT)
    choices = [(column.key, column.label) for column in columns_of(run.rules, run.formulas)]
    form = ObjectionForm(
        request.POST or None, choices=choices, initial={"criterion": request.GET.get("criterion")}
    )
    back = address(request, "line", run.id, unit_id)

    def act() -> str:
        raise_objection(actor=request.actor, run=run, unit=unit, **form.cleaned_data)
        messages.success(request, _("Your objection is on its way; it is answered here."))
        return back

    lead = f"{run.table.name} · {Period.parse(run.period).label} · {unit.name}"
    return form_page(request, form, act, title=_("Object to a number"), lead=lead, back=back)


@require_safe
def objections(request: ZoneRequest, run_id: UUID) -> HttpResponse:
    """Every objection to the period, with its answer."""
    run = get_run(run_id, actor=request.actor)
    rows = [
        (one, may_answer_objection(request.actor, one) and not raised(request.actor, one))
        for one in objections_to(run)
    ]
    context = {
        "run": run,
        "table": run.table,
        "period": Period.parse(run.period),
        "rows": rows,
        "labels": {column.key: column.label for column in columns_of(run.rules, run.formulas)},
    }
    return render(request, "leagues/objections.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: ZoneRequest, objection_id: UUID) -> HttpResponse:
    """Accept or refuse an objection."""
    objection = get_objection(objection_id, actor=request.actor)
    require(may_answer_objection(request.actor, objection), ANSWER)
    form = AnswerForm(request.POST or None)

    def act() -> str:
        told = form.cleaned_data
        done = answer_objection(
            actor=request.actor,
            objection=objection,
            accepted=told["accepted"] == "yes",
            answer=told["answer"],
        )
        return address(request, "objections", done.led_to_id or objection.run_id)

    lead = f"{objection.unit.name}: {objection.text}"
    back = address(request, "objections", objection.run_id)
    return form_page(request, form, act, title=_("Answer the objection"), lead=lead, back=back)


@require_POST
def publish(request: ZoneRequest, run_id: UUID) -> HttpResponse:
    run = get_run(run_id, actor=request.actor)
    said = _("Published; the ranked units are told.")
    return do(
        request,
        lambda: publish_run(actor=request.actor, run=run),
        said,
        address(request, "run", run.id),
    )


@require_POST
def discard(request: ZoneRequest, run_id: UUID) -> HttpResponse:
    run = get_run(run_id, actor=request.actor)
    said = _("The dry run is thrown away.")
    return do(
        request,
        lambda: discard_run(actor=request.actor, run=run),
        said,
        address(request, "table", run.table_id),
    )


@require_POST
def finalize(request: ZoneRequest, run_id: UUID) -> HttpResponse:
    run = get_run(run_id, actor=request.actor)
    said = _("The result is final.")
    return do(
        request,
        lambda: finalize_run(actor=request.actor, run=run),
        said,
        address(request, "run", run.id),
    )


@require_POST
def award(request: ZoneRequest, run_id: UUID) -> HttpResponse:
    run = get_run(run_id, actor=request.actor)
    said = _("The awards are given; each has its letter.")
    return do(
        request,
        lambda: give_awards(actor=request.actor, run=run),
        said,
        address(request, "run", run.id),
    )


@require_safe
def workbook(request: ZoneRequest, run_id: UUID) -> HttpResponse:
    """The table as a workbook."""
    run = get_run(run_id, actor=request.actor)
    target = BytesIO()
    write_run(run, request.zone, target)
    return _file(target.getvalue(), XLSX, f"{run.table.name}{run.period}.xlsx")


@require_safe
def download_bulletin(request: ZoneRequest, run_id: UUID) -> HttpResponse:
    """The bulletin 通报 as a Word document."""
    run = get_run(run_id, actor=request.actor)
    return _file(bulletin(run, request.zone), DOCX, f"{run.table.name}{run.period}通报.docx")


@require_safe
def letter(request: ZoneRequest, award_id: UUID) -> HttpResponse:
    """The letter of an award."""
    given = get_award(award_id, actor=request.actor)
    return _file(award_letter(given, request.zone), DOCX, f"{given.title}{given.unit_name}.docx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
