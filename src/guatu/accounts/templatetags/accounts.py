"""Fields of allauth's forms with the house's looks: `{% load accounts %}`."""

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from guatu.accounts.devices import device_name
from guatu.ui.devices import device_in_words

register = template.Library()

_PROVIDERS = {"wecom": _("WeCom"), "dingtalk": _("DingTalk"), "feishu": _("Feishu")}


@register.filter
def device(user_agent: str) -> str:
    """What a browser says of itself, in a few words; empty where nothing is known of it."""
    return device_in_words(device_name(user_agent))


@register.filter
def provider_name(provider: Any) -> str:
    """What people call a provider of identities; an OpenID Connect server has the name that the settings give it."""
    return str(_PROVIDERS.get(provider.id, provider.name))


@register.filter
def linked_to(accounts: dict[str, list[Any]], provider: Any) -> list[Any]:
    """Of somebody's identities by provider, those of this one."""
    return accounts.get(provider.sub_id, [])


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's widget with Tabler's class, marked where it is at fault, its label not said twice."""
    css = "form-check-input" if isinstance(field.field.widget, forms.CheckboxInput) else "form-control"
    return field.as_widget(attrs={"class": f"{css} is-invalid" if field.errors else css, "placeholder": ""})
