"""The form of the rules for signing in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from guatu.accounts.demands import Demands
from guatu.organization.models import SignInRulesVersion
from guatu.organization.roles import ROLE_TEXTS
from guatu.organization.sign_in_rules import RoleHolders
from guatu.ui.forms import Form


class SignInRulesForm(Form):
    """A whole version; what is in force stands in it to begin with."""

    factor_roles = forms.MultipleChoiceField(
        label=_("Roles that need a second factor"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "An authenticator app or a security key, beside the password. Whoever has none is led to add one at the "
            "next page and can do nothing else until then."
        ),
    )
    idle_minutes = forms.IntegerField(
        label=_("Signed out after so many minutes without use"),
        help_text=_(
            "From 5 to 240. A page that refreshes by itself counts as no use; the big screen stays awake."
        ),
    )
    session_hours = forms.IntegerField(
        label=_("Signed out after so many hours at the latest"), help_text=_("From 1 to 12.")
    )
    password_length = forms.IntegerField(
        label=_("Characters of a password, at least"), help_text=_("From 10 to 64.")
    )
    password_classes = forms.IntegerField(
        label=_("Kinds of characters, at least"),
        help_text=_("Of small letters, capital letters, digits and others: from 1 to 4."),
    )
    password_days = forms.IntegerField(
        label=_("Days after which a password must be changed"), help_text=_("From 30 to 365; 0: never.")
    )
    in_force_from = forms.DateField(label=_("In force from"))
    reason = forms.CharField(label=_("Reason or document"), max_length=300)

    def __init__(
        self,
        *args: Any,
        rules: SignInRulesVersion | None,
        holders: Iterable[RoleHolders],
        day: date,
        **kwargs: Any,
    ) -> None:
        now = rules or Demands()
        names = ("idle_minutes", "session_hours", "password_length", "password_classes", "password_days")
        initial = {name: getattr(now, name) for name in names}
        initial |= {"factor_roles": rules.factor_roles if rules else [], "in_force_from": day}
        super().__init__(*args, initial=initial, **kwargs)
        field = self.fields["factor_roles"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 – declared above
        field.choices = [
            (one.role, format_html('{} <span class="soft">{}</span>', _name(one.role), _who(one)))
            for one in holders
        ]


def _name(role: str) -> Any:
    return ROLE_TEXTS[role][0] if role in ROLE_TEXTS else role


def _who(one: RoleHolders) -> str:
    """“12 accounts, 3 of them without a second factor”."""
    accounts = ngettext("%s account", "%s accounts", one.people) % one.people
    if not one.without:
        return accounts
    return (
        accounts
        + pgettext("between items of a list", ", ")
        + ngettext("%s without a second factor", "%s without a second factor", one.without) % (one.without)
    )
