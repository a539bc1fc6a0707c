"""What somebody says of a new token."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import TextChoices
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guatu.organization.power_texts import power_name
from guatu.ui.app_names import APP_NAMES
from guatu.ui.forms import Form


class Carries(TextChoices):
    """How much of one's powers a token carries."""

    READING = "reading", _("Reading only: what I may see")
    ALL = "all", _("Everything that I may do")
    CHOSEN = "chosen", _("Only the powers chosen below")


class TokenForm(Form):
    """What it is for, until when, and with which powers."""

    label = forms.CharField(
        label=_("What it is for"), max_length=60, help_text=_("The program or the person that will use it.")
    )
    expires_on = forms.DateField(
        label=_("Opens until"), help_text=_("At most a year. A new one is quickly made.")
    )
    carries = forms.ChoiceField(
        label=_("What it carries"), choices=Carries.choices, widget=forms.RadioSelect, initial=Carries.READING
    )
    powers = forms.MultipleChoiceField(label=_("Powers"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, held: Sequence[str], until: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"expires_on": until, "carries": Carries.READING}, **kwargs)
        self.held = held
        self.fields["powers"].choices = by_area(held)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The arguments of the use case."""
        data = self.cleaned_data
        match data["carries"]:
            case Carries.READING:
                powers: Sequence[str] = [name for name in self.held if name.split(".")[1].startswith("view_")]
            case Carries.ALL:
                powers = self.held
            case _:
                powers = data["powers"]
        return {"label": data["label"], "expires_on": data["expires_on"], "powers": powers}


def by_area(names: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Powers in words, under the name of what they are about; what is only looked at comes first."""
    by_app = groupby(sorted(names, key=_place), key=lambda name: name.split(".")[0])
    return [
        (capfirst(APP_NAMES.get(app, app)), [(name, _label(name)) for name in group])
        for app, group in by_app
        if app in apps.app_configs
    ]


def _place(name: str) -> tuple[str, bool, str]:
    app, _dot, act = name.partition(".")
    return app, not act.startswith("view_"), name


def _label(name: str) -> str:
    """The words, and the name by which a program knows the power."""
    return format_html("{} <code>{}</code>", capfirst(power_name(name)), name)
