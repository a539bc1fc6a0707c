"""Matters in templates: when something is due, which slip it has got."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import pgettext

from guatu.audit.words import SYSTEM_NAMES
from guatu.core.money import trimmed
from guatu.matters.choices import ClockState, Receiver, SlipColour
from guatu.matters.words import length, until

register = template.Library()

_TAGS = {
    ClockState.OVERDUE: "tag-red",
    ClockState.MISSED: "tag-red",
    ClockState.NEARLY_DUE: "tag-yellow",
    ClockState.MET: "tag-green",
}


@register.simple_tag
def due(moment: datetime | None, now: datetime, late: bool = False) -> SafeString | str:
    """“in 2 days”, the exact moment on hover."""
    if moment is None:
        return "—"
    return format_html(
        '<time class="{}" datetime="{}" title="{}">{}</time>',
        "due late" if late else "due",
        moment.isoformat(),
        exact(moment),
        until(moment, now),
    )


@register.filter
def exact(moment: datetime | None) -> str:
    """To the minute, by the clock of China."""
    return "—" if moment is None else formats.date_format(localtime(moment), "DATETIME_FORMAT")


@register.filter
def spell(span: timedelta) -> str:
    """A length of time in words."""
    return length(span)


@register.filter
def count(amount: Decimal | int) -> str:
    """A number without zeros at its end, with two places at most."""
    return trimmed(Decimal(amount).quantize(Decimal("0.01")))


@register.simple_tag
def slip(colour: Any) -> SafeString | str:
    """A slip: a shape with a word, so that colour is never the only sign; nothing where there is none."""
    if not colour:
        return ""
    return format_html('<span class="slip slip-{}">{}</span>', colour, SlipColour(colour).label)


@register.simple_tag
def clock_state(state: Any) -> SafeString | str:
    """What a clock shows, as a tag."""
    if not state:
        return ""
    return format_html('<span class="tag {}">{}</span>', _TAGS.get(state, ""), ClockState(state).label)


@register.filter
def receivers(names: Iterable[str]) -> str:
    """Who hears of a rung, in words."""
    known = [str(Receiver(name).label) for name in names if name in Receiver.values]
    return pgettext("between items of a list", ", ").join(known)


@register.filter
def system_name(name: str) -> str:
    """What a job is called; people keep their names."""
    return str(SYSTEM_NAMES.get(name, name))
