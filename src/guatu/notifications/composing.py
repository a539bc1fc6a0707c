"""Putting messages into words: an e-mail, a digest, a line for a group."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_noop, ngettext

from guatu.core.models import Zone
from guatu.notifications.messages import Message
from guatu.notifications.models import Delivery, Notification, Preference
from guatu.notifications.senders.robots import RobotMessage
from guatu.organization.models import Person

# So many lines a digest; the rest is counted.
_LINES = 50
# What a group is told of what not everybody in it may see: that there is something, not what.
DISCREET = gettext_noop("News for this group: %(kind)s. Open Guatu to read it.")


def address(path: str) -> str:
    """The whole address of a page; empty where nobody has said under which address Guatu is opened."""
    base: str = settings.GUATU_PUBLIC_URL
    return f"{base}{path}" if base and path else ""


def language_of(preference: Preference) -> str:
    """The language somebody has chosen for e-mail, else that of the installation."""
    chosen = preference.language
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def mail_about(
    notification: Notification, person: Person, preference: Preference, zone: Zone
) -> tuple[str, str]:
    """Subject and body of one e-mail, in its receiver's language."""
    with translation.override(language_of(preference)):
        words = notification.words
        context = {
            "person": person,
            "zone": zone,
            "notification": notification,
            "link": address(notification.url),
            "preferences": address(f"/z/{zone.code}/notifications/preferences/"),
        }
        return f"[{zone.name}] {words}", render_to_string("notifications/mail.txt", context)


def digest_mail(
    notifications: Sequence[Notification], person: Person, preference: Preference, zone: Zone
) -> tuple[str, str]:
    """Subject and body of a digest, newest first, in its receiver's language."""
    with translation.override(language_of(preference)):
        count = len(notifications)
        context = {
            "person": person,
            "zone": zone,
            "lines": [(n, address(n.url)) for n in notifications[:_LINES]],
            "more": max(0, count - _LINES),
            "link": address(f"/z/{zone.code}/notifications/"),
            "preferences": address(f"/z/{zone.code}/notifications/preferences/"),
        }
        subject = ngettext("%(count)d message unread", "%(count)d messages unread", count) % {"count": count}
        return f"[{zone.name}] {subject}", render_to_string("notifications/digest.txt", context)


def line_for_group(delivery: Delivery, mentioned: Sequence[Person]) -> RobotMessage:
    """What a robot says, in the language of the installation."""
    with translation.override(settings.LANGUAGE_CODE):
        return RobotMessage(
            text=str(
                Message.from_json(delivery.text)
                if delivery.text
                else Message(DISCREET, {"kind": str(delivery.news_label)})
            ),
            link=address(delivery.url),
            mobiles=[person.mobile for person in mentioned if person.mobile],
            names=[person.name for person in mentioned],
        )
