"""Pieces of the organisation's pages: `{% load organization %}`."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guatu.organization.policies import ACCOUNTS, POSTS, VIEW

register = template.Library()

_TABS = (
    ("units", _("Units and posts"), VIEW),
    ("people", _("People"), VIEW),
    ("task-forces", _("Task forces"), VIEW),
    ("on-date", _("On that date"), VIEW),
    ("stranded", _("Hand-over"), POSTS),
    ("accounts", _("Accounts"), ACCOUNTS),
)


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
