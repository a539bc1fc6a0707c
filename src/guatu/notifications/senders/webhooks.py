"""Posting to a group robot over HTTPS: a known host, no redirects, a short wait, a short answer."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from typing import Any

from django.conf import settings

from guatu.core.clock import now
from guatu.notifications.choices import ChannelKind, SendFault
from guatu.notifications.models import Channel
from guatu.notifications.senders import NotSent
from guatu.notifications.senders.robots import RobotMessage, check_answer, is_known, key_in, request_of

_TIMEOUT = 10.0  # seconds
_LONGEST_ANSWER = 64 * 1024
_TOO_MANY = 429


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A robot never sends elsewhere; who does would lead the server to a host of their choice."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect)


def address_is_known(kind: ChannelKind, webhook: str) -> bool:
    """Whether a robot may have that address: one of the known hosts, or one that the settings name."""
    return is_known(kind, webhook, settings.GUATU_ROBOT_HOSTS)


def send_to_group(channel: Channel, message: RobotMessage) -> None:
    """Post one text to the group. Raises `NotSent`; what it says holds neither the key nor the signing secret."""
    kind = ChannelKind(channel.kind)
    if not address_is_known(kind, channel.webhook):
        raise NotSent(SendFault.BAD_ADDRESS)
    address, body = request_of(kind, channel.webhook, channel.secret, message, now())
    try:
        check_answer(kind, _post(address, body))
    except NotSent as error:
        detail = error.detail
        for secret in (channel.secret, key_in(kind, channel.webhook)):
            detail = detail.replace(secret, "····") if secret else detail
        # Neither the cause nor its text: both may hold the address.
        raise NotSent(error.fault, detail) from None


def _post(address: str, body: Any) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310 – the address is known
        address,
        data=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8", "User-Agent": "Guatu"},
        method="POST",
    )
    try:
        with _opener.open(request, timeout=_TIMEOUT) as response:
            answer = json.loads(response.read(_LONGEST_ANSWER))
    except urllib.error.HTTPError as error:
        error.close()
        fault = SendFault.RATE_LIMIT if error.code == _TOO_MANY else SendFault.REFUSED
        raise NotSent(fault, f"HTTP {error.code}") from None
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise NotSent(SendFault.UNREACHABLE, type(reason).__name__) from None
    except ValueError:
        raise NotSent(SendFault.REFUSED, "the answer is no JSON") from None
    if not isinstance(answer, dict):
        raise NotSent(SendFault.REFUSED, "the answer is no object")
    return answer
