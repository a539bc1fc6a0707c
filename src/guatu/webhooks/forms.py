"""Forms of webhooks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guatu.core.errors import InvalidInput
from guatu.ui.app_names import APP_NAMES
from guatu.ui.forms import Form
from guatu.webhooks.models import Webhook
from guatu.webhooks.selectors import events_offered


class WebhookForm(Form):
    """A webhook: where to, and of what it hears."""

    name = forms.CharField(
        label=pgettext_lazy("of a webhook", "Name"),
        max_length=60,
        help_text=_("Such as that of the program that hears."),
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("https; a host in the open network, or one that the installation's settings allow."),
    )
    apps = forms.MultipleChoiceField(
        label=_("Everything that happens to"), widget=forms.CheckboxSelectMultiple, required=False
    )
    single = forms.CharField(
        label=_("Single events"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("One a line, such as projects.plan.approved."),
    )

    def __init__(self, *args: Any, webhook: Webhook | None = None, **kwargs: Any) -> None:
        if webhook is not None:
            kwargs["initial"] = self.initial_of(webhook)
        super().__init__(*args, **kwargs)
        choices = [(app, APP_NAMES.get(app, app)) for app in events_offered()]
        self.fields["apps"].choices = choices  # type: ignore[attr-defined]
        self.fields["url"].widget.attrs["autocomplete"] = "off"

    @staticmethod
    def initial_of(webhook: Webhook) -> dict[str, Any]:
        return {
            "name": webhook.name,
            "url": webhook.url,
            "apps": [kind for kind in webhook.events if "." not in kind],
            "single": "\n".join(kind for kind in webhook.events if "." in kind),
            "enabled": webhook.enabled,
            "version": webhook.version,
        }

    def clean(self) -> dict[str, Any]:
        """Both kinds of choice as `events`."""
        data: dict[str, Any] = super().clean() or {}
        data["events"] = [*data.pop("apps", []), *data.pop("single", "").split()]
        return data

    def add_faults(self, error: InvalidInput) -> None:
        """What is wrong with the events stands at the single ones."""
        for fault in error.faults:
            place = "single" if fault.place == "events" else fault.place
            self.add_error(place if place in self.fields else None, str(fault.message))


class WebhookEditForm(WebhookForm):
    """One that is there. Its secret is not shown."""

    enabled = forms.BooleanField(label=_("Switched on"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class RemoveWebhookForm(Form):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
