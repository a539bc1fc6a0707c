"""What can be done with a matter: each act a small form at an address of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from guatu.core.actor import Actor
from guatu.core.clock import local_now, today
from guatu.core.errors import NotAllowed
from guatu.matters.choices import Act
from guatu.matters.evidence import PhotoPlace, photo_places, photos_of_round, wants_placed_photo
from guatu.matters.forms import acts as forms
from guatu.matters.models.matter import Matter
from guatu.matters.routes import reasons, where_to
from guatu.matters.selectors.acts import acts_open, is_theirs
from guatu.matters.selectors.matter_page import circumstances
from guatu.matters.selectors.matters import get_matter
from guatu.matters.standing import book_of
from guatu.matters.use_cases.ask_clock_stop import ask_clock_stop
from guatu.matters.use_cases.ask_extension import ask_extension
from guatu.matters.use_cases.ask_help import ask_help
from guatu.matters.use_cases.ask_support import ask_support
from guatu.matters.use_cases.close_matter_unsolved import close_matter_unsolved
from guatu.matters.use_cases.close_out_matter import close_out_matter
from guatu.matters.use_cases.comment_on_matter import comment_on_matter
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.matters.use_cases.exclude_matter import exclude_matter
from guatu.matters.use_cases.name_matter_handler import name_matter_handler
from guatu.matters.use_cases.pass_and_close_matter import pass_and_close_matter
from guatu.matters.use_cases.rate_matter import rate_matter
from guatu.matters.use_cases.reopen_matter import reopen_matter
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.matters.use_cases.report_matter_done import report_matter_done
from guatu.matters.use_cases.resume_clock import resume_clock
from guatu.matters.use_cases.return_matter import return_matter
from guatu.matters.use_cases.send_matter_back import send_matter_back
from guatu.matters.use_cases.settle_help import settle_help
from guatu.matters.use_cases.sign_for_matter import sign_for_matter
from guatu.matters.use_cases.transfer_matter import transfer_matter
from guatu.matters.use_cases.verify_matter import verify_matter
from guatu.matters.use_cases.withdraw_matter import withdraw_matter
from guatu.matters.views.pages import FormPage, address, form_page, key_in
from guatu.organization.requests import ZoneRequest

_DONE = gettext_lazy("Done.")


@dataclass(frozen=True, slots=True)
class Way:
    """How an act is done: its form, what calls the use case, a line about it, and what is said afterwards."""

    form: type[forms.ActForm]
    do: Callable[[Actor, Matter, Any, UUID | None], object]
    lead: Any = ""
    said: Any = _DONE
    danger: bool = False


def _plain(use_case: Callable[..., object]) -> Callable[[Actor, Matter, Any, UUID | None], object]:
    """The form's values are what the use case takes."""
    return lambda actor, matter, form, _key: use_case(actor=actor, matter=matter, **form.cleaned_data)


def _from_field(use_case: Callable[..., object]) -> Callable[[Actor, Matter, Any, UUID | None], object]:
    """Words, files, and the key under which the device has kept them."""
    return lambda actor, matter, form, key: use_case(
        actor=actor, matter=matter, text=form.cleaned_data["text"], files=form.all_files(), client_key=key
    )


def _pass(actor: Actor, matter: Matter, form: Any, _key: UUID | None) -> object:
    data = form.cleaned_data
    return verify_matter(actor=actor, matter=matter, text=data["text"], files=data["photos"])


def _pass_and_close(actor: Actor, matter: Matter, form: Any, _key: UUID | None) -> object:
    data = dict(form.cleaned_data)
    return pass_and_close_matter(actor=actor, matter=matter, files=data.pop("photos"), **data)


def _close_out(actor: Actor, matter: Matter, form: Any, _key: UUID | None) -> object:
    data = form.cleaned_data
    confirmed = data.get("is_confirmed", False)
    return close_out_matter(actor=actor, matter=matter, text=data["text"], is_confirmed=confirmed)


WAYS: Mapping[Act, Way] = {
    Act.DISPATCH: Way(forms.DispatchForm, _plain(dispatch_matter), said=gettext_lazy("Dispatched.")),
    Act.SIGN_FOR: Way(forms.SignForForm, _plain(sign_for_matter), said=gettext_lazy("Signed for.")),
    Act.REPORT_DONE: Way(
        forms.ReportDoneForm,
        _from_field(report_matter_done),
        said=gettext_lazy("Reported. Somebody else verifies it."),
    ),
    Act.PASS_AND_CLOSE: Way(
        forms.PassAndCloseForm, _pass_and_close, said=gettext_lazy("Verified and struck off.")
    ),
    Act.CLOSE_OUT: Way(forms.CloseOutForm, _close_out, said=gettext_lazy("Struck off.")),
    Act.SETTLE_HELP: Way(forms.DecisionForm, _plain(settle_help)),
    Act.REPLY: Way(forms.ReplyForm, _from_field(reply_on_matter), said=gettext_lazy("The reply is sent.")),
    Act.RATE: Way(forms.RateForm, _plain(rate_matter), said=gettext_lazy("Thank you.")),
    Act.PASS: Way(forms.PassForm, _pass, gettext_lazy("It still has to be struck off afterwards.")),
    Act.SEND_BACK: Way(
        forms.SendBackForm,
        _plain(send_matter_back),
        gettext_lazy("The whole time has been running all along."),
    ),
    Act.NAME_HANDLER: Way(forms.HandlerForm, _plain(name_matter_handler)),
    Act.ASK_SUPPORT: Way(
        forms.SupportForm, _plain(ask_support), gettext_lazy("The unit gets a clock of its own.")
    ),
    Act.ASK_HELP: Way(
        forms.HelpForm,
        _plain(ask_help),
        gettext_lazy("It stands on the agenda of the next meeting; the clock runs on and the unit keeps it."),
    ),
    Act.ASK_EXTENSION: Way(
        forms.ReasonedDaysForm,
        _plain(ask_extension),
        gettext_lazy("Somebody else decides. The days are added after the due date."),
    ),
    Act.ASK_STOP: Way(
        forms.ReasonedDaysForm,
        _plain(ask_clock_stop),
        gettext_lazy(
            "While something is waited for that the unit cannot hasten. Granted, it counts from now."
        ),
    ),
    Act.RESUME: Way(forms.NoteForm, _plain(resume_clock)),
    Act.RETURN: Way(
        forms.ReturnForm, _plain(return_matter), said=gettext_lazy("Returned to the dispatcher.")
    ),
    Act.TRANSFER: Way(forms.TransferForm, _plain(transfer_matter), gettext_lazy("The whole time goes on.")),
    Act.CLOSE_UNSOLVED: Way(
        forms.UnsolvedForm,
        _plain(close_matter_unsolved),
        gettext_lazy("It never counts as solved."),
        danger=True,
    ),
    Act.REOPEN: Way(
        forms.WhyForm,
        _plain(reopen_matter),
        gettext_lazy("It goes back to the unit that had it; its clocks begin anew."),
    ),
    Act.WITHDRAW: Way(forms.WhyForm, _plain(withdraw_matter), danger=True),
    Act.COMMENT: Way(forms.CommentForm, _from_field(comment_on_matter)),
    Act.EXCLUDE: Way(
        forms.ExcludeForm,
        _plain(exclude_matter),
        gettext_lazy("Only where counting it would be unfair, such as a matter raised by mistake."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ZoneRequest, matter_id: UUID, name: str) -> HttpResponse:
    """One act. What is not the actor's is 403; what is no longer possible is said on the matter's page."""
    if name not in Act.values:
        raise Http404
    matter, which = get_matter(matter_id, actor=request.actor), Act(name)
    way, key = WAYS[which], key_in(request)
    if not is_theirs(which, request.actor, matter):
        raise NotAllowed(f"matters.{name}")
    here = address(request, "matter", matter.id)
    # Sent again with its key, it was done already: the use case knows.
    if key is None and not _is_open(which, matter, request.actor):
        words = _("“%(act)s” is not possible now: the matter is “%(status)s”.")
        messages.warning(request, words % {"act": which.label, "status": matter.get_status_display()})
        return redirect(here)
    form = way.form(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial=_initial(which, matter),
        actor=request.actor,
        matter=matter,
        day=today(request.zone),
    )

    def do() -> str:
        way.do(request.actor, matter, form, key)
        messages.success(request, way.said)
        return here

    page = FormPage(str(which.label), str(which.label), here, way.lead, way.danger)
    template = "matters/act_field.html" if form.for_the_field else "matters/act.html"
    context = {
        "why": _why(which, matter),
        "wants_place": wants_placed_photo(matter),
        "far": _far(request.actor, matter) if which in (Act.PASS, Act.PASS_AND_CLOSE, Act.CLOSE_OUT) else [],
    }
    return form_page(request, form, page, do, template=template, matter=matter, **context)


def _far(actor: Actor, matter: Matter) -> list[PhotoPlace]:
    """Photos that whoever verifies should look at twice."""
    return [one for one in photo_places(matter, photos_of_round(matter), actor=actor) if one.is_far]


def _is_open(which: Act, matter: Matter, actor: Actor) -> bool:
    book = book_of(matter)
    return which in acts_open(actor, matter, circumstances(book, local_now(matter.zone)))


def _initial(which: Act, matter: Matter) -> dict[str, Any]:
    """What the table of dispatch proposes; the unit that was named when the matter was returned comes first."""
    if which is not Act.DISPATCH:
        return {}
    named = matter.moves.filter(zone_id=matter.zone_id, move="return").order_by("-place").first()
    if named is not None and named.unit_id is not None and matter.returns:
        return {"unit": named.unit_id}
    answer = where_to(matter)
    return {"unit": answer.unit_id} if answer is not None else {}


def _why(which: Act, matter: Matter) -> list[Any]:
    if which is not Act.DISPATCH:
        return []
    answer = where_to(matter)
    return reasons(",".join(answer.matched)) if answer is not None else []
