"""Pieces of the organisation's pages: `{% load organization %}`."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from guatu.core.masks import masked_phone
from guatu.organization.models import Person
from guatu.organization.policies import ACCOUNTS, POSTS, VIEW, may_view_mobile

register = template.Library()

_TABS = (
    ("units", _("Units and posts"), VIEW),
    ("people", _("People"), VIEW),
    ("task-forces", _("Task forces"), VIEW),
    ("on-date", _("On that date"), VIEW),
    ("stranded", _("Hand-over"), POSTS),
    ("accounts", _("Accounts"), ACCOUNTS),
)


@register.simple_tag(takes_context=True)
def mobile_of(context: dict[str, Any], person: Person) -> str:
    """The telephone number, a link to call it; masked and no link for whoever need not know it."""
    if not person.mobile:
        return ""
    if not may_view_mobile(context["actor"], person):
        return masked_phone(person.mobile)
    return format_html('<a href="tel:{0}">{0}</a>', person.mobile)


@register.inclusion_tag("organization/_tabs.html", takes_context=True)
def organization_tabs(context: dict[str, Any], current: str) -> dict[str, Any]:
    """The tabs that the actor may open; `current` is the URL name of the one shown."""
    actor, zone = context["actor"], context["zone"]
    return {
        "tabs": [
            {
                "url": reverse(f"organization:{name}", args=[zone.code]),
                "label": label,
                "current": name == current,
            }
            for name, label, permission in _TABS
            if actor.may(permission)
        ]
    }
