"""Hand-over: what somebody answers for, and to whom it goes."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from guatu.core.clock import today
from guatu.organization.duties import open_duties
from guatu.organization.forms.people import HandOverForm
from guatu.organization.policies import POSTS, may_hand_over_duties
from guatu.organization.requests import ZoneRequest
from guatu.organization.selectors import get_person, people, with_posts_on
from guatu.organization.use_cases.hand_over_duties import hand_over_duties
from guatu.organization.views.pages import FormPage, address, form_page, posted, require


@require_GET
def list_stranded(request: ZoneRequest) -> HttpResponse:
    """People who hold no post today and still answer for something."""
    require(request.actor.may(POSTS), POSTS)
    duties = sorted(open_duties(actor=request.actor, person_ids=None), key=lambda d: str(d.person_id))
    by_person = {person_id: list(group) for person_id, group in groupby(duties, key=lambda d: d.person_id)}
    holders = with_posts_on(people(actor=request.actor).filter(id__in=by_person), today(request.zone))
    stranded = [(p, by_person[p.id]) for p in holders if not p.current]  # type: ignore[attr-defined]
    return render(request, "organization/stranded.html", {"stranded": stranded})


@require_http_methods(["GET", "POST"])
def hand_over(request: ZoneRequest, person_id: UUID) -> HttpResponse:
    """Choose duties of one person and who takes them; `?to=` proposes somebody."""
    person = get_person(person_id, actor=request.actor)
    require(may_hand_over_duties(request.actor, person), POSTS)
    duties = open_duties(actor=request.actor, person_ids=[person.id])
    keys = [duty.key for duty in duties if duty.may_hand_over]
    form = HandOverForm(
        posted(request),
        actor=request.actor,
        person=person,
        day=today(request.zone),
        keys=keys,
        initial={"to": request.GET.get("to"), "duties": keys},
    )

    def act(values: dict[str, Any]) -> str:
        values["keys"] = values.pop("duties")
        handed = hand_over_duties(actor=request.actor, person=person, **values)
        messages.success(
            request,
            ngettext(
                "%(count)d duty handed over to %(to)s.",
                "%(count)d duties handed over to %(to)s.",
                len(handed),
            )
            % {"count": len(handed), "to": values["to"].name},
        )
        left = len(keys) > len(handed)
        return address(request, "duties-hand-over" if left else "person", person.id)

    page = FormPage(
        _("Hand over what %s answers for") % person.name,
        _("Hand over"),
        back=address(request, "person", person.id),
    )
    return form_page(
        request,
        form,
        page,
        act,
        template="organization/hand_over.html",
        person=person,
        duties=duties,
        chosen=set(form["duties"].value() or ()),
        keys=keys,
    )
