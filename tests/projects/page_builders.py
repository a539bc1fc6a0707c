"""Walking the pages of projects: signing in, addresses, sending a form back."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from guatu.accounts.models import User
from guatu.core.actor import Actor
from guatu.core.models import Zone


def signed_in(actor: Actor, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def url(name: str, zone: Zone, *args: object, query: str = "") -> str:
    return reverse(f"projects:{name}", args=[zone.code, *args]) + query


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def sent(answer: Any) -> dict[str, Any]:
    """The form on a page as it would be sent back unchanged."""
    form = answer.context["form"]
    values: dict[str, Any] = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        widget = bound.field.widget
        if hasattr(widget, "decompress"):
            for number, part in enumerate(widget.decompress(bound.value())):
                values[f"{bound.html_name}_{number}"] = part if part is not None else ""
        elif value not in (None, False):
            values[bound.html_name] = value.isoformat() if isinstance(value, date) else value
    return values
