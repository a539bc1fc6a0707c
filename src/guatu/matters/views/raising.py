"""Raising a matter: the form, and what it says while it is being filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guatu.core.clock import local_now
from guatu.core.errors import InvalidInput, Refused
from guatu.core.zoned import ZonedModel
from guatu.matters.forms.raising import HintForm, RaiseForm, find_subject
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.policies import ASSIGN, RAISE
from guatu.matters.routes import reasons, where_to
from guatu.matters.selectors.duplicates import Likeness, Wanted, possible_duplicates
from guatu.matters.selectors.rules import kinds_to_raise
from guatu.matters.subjects import kind_of, subject_kinds
from guatu.matters.use_cases.raise_matter import raise_matter
from guatu.matters.views.pages import address, key_in, require
from guatu.organization.models import Unit
from guatu.organization.requests import ZoneRequest

# So much of what was typed fits into an address.
_CARRIED = 500


@dataclass(frozen=True, slots=True)
class Hints:
    """Where it would go and why (`line`: by which line of the table); what it may be the same as."""

    unit: Unit | None
    why: list[Any]
    line: int | None
    likely: list[Likeness]
    # What was typed already, for whoever follows another matter instead.
    typed: str = ""

    @property
    def seen(self) -> str:
        return ",".join(str(one.matter.id) for one in self.likely)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ZoneRequest) -> HttpResponse:
    """`?kind=`, `?subject=projects.project:<id>` and `?raiser_name=` fill in what is known. Matters that may be the
    same are shown once before another is raised."""
    require(request.actor.may(RAISE) or request.actor.may(ASSIGN), RAISE)
    posted = request.method == "POST"
    form = RaiseForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={
            name: request.GET[name] for name in ("kind", "subject", "raiser_name") if name in request.GET
        },
        actor=request.actor,
        kinds=kinds_to_raise(actor=request.actor),
    )
    hints, status = None, 200
    if posted:
        status = 422
        if form.is_valid():
            hints = hints_for(request)
            if _sent_before(request) or {str(one.matter.id) for one in hints.likely} <= set(_seen(request)):
                done = _raise(request, form)
                if done is not None:
                    return done
            else:
                status = 409
    hints = hints or hints_for(request)
    context = {"form": form, "hints": hints, "ask": status == 409, "has_subjects": bool(subject_kinds())}
    return render(request, "matters/raise.html", context, status=status)


def _raise(request: ZoneRequest, form: RaiseForm) -> HttpResponse | None:
    try:
        matter = raise_matter(actor=request.actor, client_key=key_in(request), **form.values())
    except InvalidInput as error:
        form.add_faults(error)
        return None
    except Refused as error:
        form.add_error(None, str(error))
        return None
    words = _("Raised as %(number)s.") % {"number": matter.number}
    if matter.lead_unit is not None:
        words = _("Raised as %(number)s and dispatched to %(unit)s.") % {
            "number": matter.number,
            "unit": matter.lead_unit.name,
        }
    messages.success(request, words)
    return redirect(address(request, "matter", matter.id))


def _sent_before(request: ZoneRequest) -> bool:
    """Whether this very form has arrived already: then it is its own duplicate."""
    key = key_in(request)
    return key is not None and MatterMove.objects.filter(zone_id=request.zone.id, client_key=key).exists()


def _seen(request: ZoneRequest) -> list[str]:
    return [part for text in request.POST.getlist("seen") for part in text.split(",")]


@require_POST
def hints(request: ZoneRequest) -> HttpResponse:
    """The fragment beside the form."""
    require(request.actor.may(RAISE) or request.actor.may(ASSIGN), RAISE)
    return render(request, "matters/_hints.html", {"hints": hints_for(request)})


@require_POST
def categories(request: ZoneRequest) -> HttpResponse:
    """The field of the categories of the kind that was chosen."""
    require(request.actor.may(RAISE) or request.actor.may(ASSIGN), RAISE)
    form = RaiseForm(request.POST, actor=request.actor, kinds=kinds_to_raise(actor=request.actor))
    form.errors.clear()
    return render(request, "matters/_category.html", {"form": form})


@require_safe
def subjects(request: ZoneRequest) -> HttpResponse:
    """The objects that `?subject_words=` finds, to choose from."""
    require(request.actor.may(RAISE) or request.actor.may(ASSIGN), RAISE)
    words = request.GET.get("subject_words", "").strip()
    found = [
        (kind, subject)
        for kind in subject_kinds()
        for subject in (kind.search(request.actor, words) if words else ())
    ]
    return render(request, "matters/_subjects.html", {"found": found, "words": words})


def hints_for(request: ZoneRequest) -> Hints:
    """What can be said of what stands in the form now."""
    form = HintForm(request.POST if request.method == "POST" else request.GET)
    known = form.known()
    kinds = {kind.code: kind for kind in kinds_to_raise(actor=request.actor)}
    kind = kinds.get(known["kind"] or "")
    if kind is None:
        return Hints(None, [], None, [])
    category = next((c for c in kind.open_categories if c.code == known["category"]), None)  # type: ignore[attr-defined]
    subject = find_subject(known["subject"] or "", actor=request.actor)
    now = local_now(request.zone)
    matter = Matter(
        zone=request.zone,
        kind=kind,
        category=category,
        title=known["title"] or "",
        text=known["text"] or "",
        longitude=known["longitude"],
        latitude=known["latitude"],
        raised_at=now,
        **_about(subject),
    )
    answer = where_to(matter)
    unit = _unit(request, answer.unit_id) if answer is not None else None
    wanted = Wanted(
        kind_id=kind.id,
        category_id=category.id if category else None,
        title=matter.title,
        subject_id=matter.subject_id,
        unit_id=unit.id if unit is not None else None,
        longitude=matter.longitude,
        latitude=matter.latitude,
    )
    return Hints(
        unit=unit,
        why=reasons(",".join(answer.matched)) if answer is not None else [],
        line=answer.line.order if answer is not None and answer.line is not None else None,
        likely=possible_duplicates(wanted, actor=request.actor, now=now),
        typed="\n".join(part for part in (matter.title, matter.text) if part.strip())[:_CARRIED],
    )


def _about(subject: ZonedModel | None) -> dict[str, Any]:
    if subject is None:
        return {}
    return {
        "subject_type": kind_of(subject).label,
        "subject_id": subject.id,
        "subject_label": str(subject)[:200],
    }


def _unit(request: ZoneRequest, unit_id: UUID) -> Unit | None:
    return Unit.objects.filter(zone_id=request.zone.id, id=unit_id).first()
