"""The page of an informant who came by a link: no sign-in, a form for a tip, and their own tips below it."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from guatu.core.errors import InvalidInput, NotFound, Refused
from guatu.grids.forms.chain import TipForm
from guatu.grids.selectors.chain import helper_by_token, tips_of
from guatu.grids.use_cases.raise_tip import raise_tip
from guatu.grids.views.chain import tip_categories
from guatu.organization.powers import system_actor
from guatu.ui.private import kept_private


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Sent twice with the same key, a tip is raised once."""
    try:
        helper = helper_by_token(token)
    except NotFound:
        return kept_private(render(request, "grids/tip/gone.html", status=404))
    posted = request.method == "POST"
    form = TipForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        categories=tip_categories(helper.zone_id),
        initial={"idempotency_key": uuid4()},
    )
    status = 200
    if posted:
        status = 422
        if form.is_valid():
            try:
                raise_tip(actor=system_actor("tips", helper.zone), helper=helper, **form.values())
                return kept_private(redirect(f"{request.path}#tips"))
            except InvalidInput as error:
                form.add_faults(error)
            except Refused as error:
                form.add_error(None, str(error))
                status = 409
    context = {
        "helper": helper,
        "zone_name": helper.zone.name,
        "form": form,
        "tips": tips_of(helper)[:50],
    }
    return kept_private(render(request, "grids/tip/tips.html", context, status=status))
