"""Giving an enterprise its link, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.enterprises.forms.enterprise import LinkForm, RemoveForm
from guatu.enterprises.policies import LINKS, may_manage_access_links
from guatu.enterprises.selectors.enterprises import get_enterprise
from guatu.enterprises.selectors.links import get_link
from guatu.enterprises.use_cases.issue_access_link import issue_access_link
from guatu.enterprises.use_cases.revoke_access_link import revoke_access_link
from guatu.enterprises.views.pages import FormPage, address, form_page, require
from guatu.organization.requests import ZoneRequest

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_methods
def issue(request: ZoneRequest, enterprise_id: UUID) -> HttpResponse:
    """The form; once sent, the page that shows the whole address, this one time."""
    enterprise = get_enterprise(enterprise_id, actor=request.actor)
    require(may_manage_access_links(request.actor, enterprise), LINKS)
    form = LinkForm(request.POST or None, day=today(request.zone))
    back = address(request, "enterprise", enterprise.id)
    if request.method == "POST" and form.is_valid():
        try:
            issued = issue_access_link(actor=request.actor, enterprise=enterprise, **form.cleaned_data)
        except InvalidInput as error:
            form.add_faults(error)
        else:
            url = request.build_absolute_uri(reverse("link:demands", args=[issued.token]))
            context = {"enterprise": enterprise, "link": issued.link, "url": url}
            return render(request, "enterprises/link_issued.html", context)
    page = FormPage(
        _("Link for %s") % enterprise.name,
        _("Issue the link"),
        back,
        _(
            "Whoever has the link raises demands in the enterprise's name, follows and rates them, without an account. "
            "It is shown once."
        ),
    )
    context = {"form": form, "page": page}
    return render(request, "enterprises/form.html", context, status=422 if form.errors else 200)


@form_methods
def revoke(request: ZoneRequest, enterprise_id: UUID, link_id: UUID) -> HttpResponse:
    enterprise = get_enterprise(enterprise_id, actor=request.actor)
    require(may_manage_access_links(request.actor, enterprise), LINKS)
    link = get_link(enterprise, link_id)
    back = address(request, "enterprise", enterprise.id)
    form = RemoveForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        revoke_access_link(actor=request.actor, link=link)
        messages.success(request, _("The link opens nothing any more."))
        return back

    page = FormPage(
        _("Revoke the link given to %s?") % link.given_to,
        _("Revoke"),
        back,
        _("From now on it opens nothing. What was raised by it stays."),
        danger=True,
    )
    return form_page(request, form, page, act)
