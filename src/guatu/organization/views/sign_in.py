"""The page of the rules for signing in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guatu.core.clock import today
from guatu.organization.forms.sign_in import SignInRulesForm
from guatu.organization.models import SignInRulesVersion
from guatu.organization.policies import SIGN_IN_RULES, may_choose_sign_in_rules
from guatu.organization.requests import ZoneRequest
from guatu.organization.roles import role_names
from guatu.organization.sign_in_rules import holders_of_roles, rules_on
from guatu.organization.use_cases.choose_sign_in_rules import choose_sign_in_rules
from guatu.organization.views.pages import FormPage, address, form_page, posted, require


@require_http_methods(["GET", "POST"])
def choose_rules(request: ZoneRequest) -> HttpResponse:
    """What is in force stands in the form; below it, every version."""
    require(may_choose_sign_in_rules(request.actor), SIGN_IN_RULES)
    day = today(request.zone)
    rules = rules_on(request.zone.id, day)
    form = SignInRulesForm(posted(request), rules=rules, holders=holders_of_roles(request.zone), day=day)

    def act(values: dict[str, Any]) -> str:
        version = choose_sign_in_rules(actor=request.actor, **values)
        messages.success(request, _("Version %s of the rules is chosen.") % version.number)
        return address(request, "sign-in-rules")

    page = FormPage(
        _("Signing in"),
        _("Choose these rules"),
        back=address(request, "units"),
        lead=_("What the zone asks of everybody who signs in, beside user name and password."),
    )
    versions = SignInRulesVersion.objects.filter(zone_id=request.zone.id)
    return form_page(
        request,
        form,
        page,
        act,
        template="organization/sign_in_rules.html",
        versions=[(version, role_names(version.factor_roles)) for version in versions],
        in_force=rules,
    )
