"""The pages of an enterprise that came by its link: no sign-in, nothing but its own demands."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from guatu.attachments.answers import file_answer, thumbnail_answer
from guatu.core.errors import InvalidInput, NotAllowed, NotFound, Refused, StaleVersion
from guatu.enterprises.demands import DEMAND
from guatu.enterprises.forms.link import ConfirmForm, DemandForm, NoteForm, RatingForm, WithdrawForm
from guatu.enterprises.link_words import MOVES, SHORT, standing_in_words, tone
from guatu.enterprises.rate_limit import is_too_often, note_wrong
from guatu.enterprises.selectors.links import (
    Guest,
    get_own_matter,
    get_public_file,
    guest_by_token,
    own_matters,
    public_history,
)
from guatu.enterprises.use_cases.record_visit import place_of
from guatu.matters.choices import MatterStatus, Move, Source
from guatu.matters.models.kinds import MatterCategory
from guatu.matters.models.matter import Matter
from guatu.matters.rules.moves import is_allowed
from guatu.matters.selectors.matters import with_standing
from guatu.matters.selectors.rules import kind_coded
from guatu.matters.use_cases.close_out_matter import close_out_matter
from guatu.matters.use_cases.comment_on_matter import comment_on_matter
from guatu.matters.use_cases.raise_matter import Raiser, raise_matter
from guatu.matters.use_cases.rate_matter import rate_matter
from guatu.matters.use_cases.withdraw_matter import withdraw_matter
from guatu.ui.forms import Form
from guatu.ui.private import kept_private

LinkView = Callable[..., HttpResponse]


class LinkRequest(HttpRequest):
    """A request under `/e/<token>/`, once the token has opened."""

    guest: Guest
    token: str


def by_link(view: LinkView) -> LinkView:
    """Find who comes, and keep the page out of caches, search engines and other people's referrers.

    A token that opens nothing, somebody else's demand and what a link may not do are all 404.
    """

    @wraps(view)
    def call(request: LinkRequest, token: str, **kwargs: Any) -> HttpResponse:
        return kept_private(_answer(view, request, token, kwargs))

    return call


def _answer(view: LinkView, request: LinkRequest, token: str, kwargs: dict[str, Any]) -> HttpResponse:
    if is_too_often(request):
        return render(request, "enterprises/link/too_often.html", status=429)
    try:
        request.guest, request.token = guest_by_token(token), token
    except NotFound:
        note_wrong(request)
        return render(request, "enterprises/link/gone.html", status=404)
    try:
        return view(request, **kwargs)
    except (NotFound, NotAllowed):
        return _page(request, "enterprises/link/not_found.html", status=404)
    except (Refused, StaleVersion) as error:
        return _page(request, "enterprises/link/refused.html", status=409, reason=error.message)


def _page(request: LinkRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    guest = request.guest
    frame = {"token": request.token, "zone_name": guest.zone.name, "enterprise": guest.enterprise}
    return render(request, template, {**frame, **context}, status=status)


def _address(request: LinkRequest, name: str, *args: Any) -> str:
    return reverse(f"link:{name}", args=[request.token, *args])


@require_safe
@by_link
def demands(request: LinkRequest) -> HttpResponse:
    """Every demand of the enterprise, newest first."""
    found = with_standing(own_matters(actor=request.guest.actor))[:200]
    rows = [(matter, SHORT[matter.status], tone(matter)) for matter in found]
    waiting = [m for m, _short, _tone in rows if m.status == MatterStatus.VERIFIED]
    unrated = [m for m, _short, _tone in rows if _may_rate(m)]
    return _page(
        request, "enterprises/link/demands.html", rows=rows, waiting=len(waiting), unrated=len(unrated)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def raise_demand(request: LinkRequest) -> HttpResponse:
    """Sent twice with the same key, it is raised once and answered the same."""
    guest = request.guest
    kind = kind_coded(DEMAND, guest.zone.id)
    categories = list(MatterCategory.objects.filter(zone_id=guest.zone.id, kind=kind, closed_on__isnull=True))
    posted = request.method == "POST"
    form = DemandForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        categories=categories,
        initial={"idempotency_key": uuid4()},
    )
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            matter = raise_matter(
                actor=guest.actor,
                kind=kind,
                title=data["title"],
                text=data["text"],
                raiser=Raiser(guest.enterprise.name, contact=data["contact"], unit=guest.enterprise.unit),
                category=form.chosen_category(),
                subject=guest.enterprise,
                place=place_of(guest.enterprise),
                source=Source.LINK,
                files=data["files"],
                client_key=data["idempotency_key"],
            )
        except InvalidInput as error:
            form.add_faults(error)
        else:
            return redirect(_address(request, "demand", matter.id))
    return _page(request, "enterprises/link/raise.html", form=form, status=422 if form.errors else 200)


@require_safe
@by_link
def demand(request: LinkRequest, matter_id: UUID) -> HttpResponse:
    """One demand: where it stands, what has happened, and what the enterprise can do now."""
    return _demand(request, get_own_matter(matter_id, actor=request.guest.actor))


@require_http_methods(["POST"])
@by_link
def note(request: LinkRequest, matter_id: UUID) -> HttpResponse:
    matter = get_own_matter(matter_id, actor=request.guest.actor)
    form = NoteForm(request.POST, request.FILES, auto_id="note_%s")

    def act(data: dict[str, Any]) -> None:
        comment_on_matter(
            actor=request.guest.actor,
            matter=matter,
            text=data["text"],
            files=data["files"],
            client_key=data["idempotency_key"],
        )

    return _sent(request, matter, form, act, "note_form")


@require_http_methods(["POST"])
@by_link
def confirm(request: LinkRequest, matter_id: UUID) -> HttpResponse:
    """The enterprise confirms that it is done; the demand is struck off."""
    matter = get_own_matter(matter_id, actor=request.guest.actor)

    def act(data: dict[str, Any]) -> None:
        close_out_matter(actor=request.guest.actor, matter=matter, text=data["text"])

    return _sent(request, matter, ConfirmForm(request.POST, auto_id="confirm_%s"), act, "confirm_form")


@require_http_methods(["POST"])
@by_link
def rate(request: LinkRequest, matter_id: UUID) -> HttpResponse:
    matter = get_own_matter(matter_id, actor=request.guest.actor)

    def act(data: dict[str, Any]) -> None:
        rate_matter(actor=request.guest.actor, matter=matter, rating=data["rating"], text=data["text"])

    return _sent(request, matter, RatingForm(request.POST, auto_id="rating_%s"), act, "rating_form")


@require_http_methods(["POST"])
@by_link
def withdraw(request: LinkRequest, matter_id: UUID) -> HttpResponse:
    """The enterprise takes its demand back, and says why."""
    matter = get_own_matter(matter_id, actor=request.guest.actor)

    def act(data: dict[str, Any]) -> None:
        withdraw_matter(actor=request.guest.actor, matter=matter, text=data["text"])

    return _sent(request, matter, WithdrawForm(request.POST, auto_id="withdraw_%s"), act, "withdraw_form")


@require_safe
@by_link
def file(request: LinkRequest, matter_id: UUID, file_id: UUID) -> HttpResponse:
    matter = get_own_matter(matter_id, actor=request.guest.actor)
    return file_answer(request, get_public_file(matter, file_id))  # type: ignore[return-value]


@require_safe
@by_link
def thumbnail(request: LinkRequest, matter_id: UUID, file_id: UUID) -> HttpResponse:
    matter = get_own_matter(matter_id, actor=request.guest.actor)
    return thumbnail_answer(request, get_public_file(matter, file_id))  # type: ignore[return-value]


def _sent(
    request: LinkRequest, matter: Matter, form: Form, act: Callable[[dict[str, Any]], None], name: str
) -> HttpResponse:
    """Act, and back to the demand; the form again, in its place, where something is wrong with it."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except InvalidInput as error:
            form.add_faults(error)
        else:
            return redirect(_address(request, "demand", matter.id))
    return _demand(request, matter, **{name: form})


def _demand(request: LinkRequest, matter: Matter, **forms: Form) -> HttpResponse:
    may_note = is_allowed(Move.COMMENT, matter.status)
    context: dict[str, Any] = {
        "matter": matter,
        "short": SHORT[matter.status],
        "tone": tone(matter),
        "sentence": standing_in_words(matter),
        "moves": [
            (move, MOVES.get(move.move, move.get_move_display()), files)
            for move, files in public_history(matter)
        ],
        "note_form": NoteForm(initial={"idempotency_key": uuid4()}, auto_id="note_%s") if may_note else None,
        "confirm_form": ConfirmForm(auto_id="confirm_%s") if matter.status == MatterStatus.VERIFIED else None,
        "withdraw_form": WithdrawForm(auto_id="withdraw_%s")
        if is_allowed(Move.WITHDRAW, matter.status)
        else None,
        "rating_form": RatingForm(auto_id="rating_%s") if _may_rate(matter) else None,
    }
    return _page(request, "enterprises/link/demand.html", status=422 if forms else 200, **(context | forms))


def _may_rate(matter: Matter) -> bool:
    return matter.kind.is_rated and not matter.rating and is_allowed(Move.RATE, matter.status)
