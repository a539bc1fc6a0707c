"""Numbers over zones as links.

{% load zones %}{% across_link reading zone.code city.code as_of %}{% below_link reading below_zone.code as_of %}
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from guatu.figures.asking import Wanted
from guatu.figures.reading import Flag, Reading
from guatu.figures.templatetags.figures import title_of, with_unit
from guatu.zones.addresses import across_address, zone_figure_address

register = template.Library()


@register.simple_tag(takes_context=True)
def across_link(
    context: dict[str, Any],
    reading: Reading,
    city_code: str = "",
    as_of: datetime | None = None,
    bare: bool = False,
) -> SafeString:
    """The number of all zones, or of a city's, opening to its page."""
    return _link(reading, across_address(context["zone"].code, reading.wanted, city_code, as_of), bare)


@register.simple_tag(takes_context=True)
def below_link(
    context: dict[str, Any],
    reading: Reading,
    below_code: str,
    as_of: datetime | None = None,
    bare: bool = False,
) -> SafeString:
    """The number of one zone in a table of zones, opening to that zone's page of it."""
    wanted = Wanted(reading.wanted.name, reading.wanted.period, None, reading.wanted.where)
    return _link(reading, zone_figure_address(context["zone"].code, below_code, wanted, as_of), bare)


@register.simple_tag(takes_context=True)
def inside_link(
    context: dict[str, Any],
    reading: Reading,
    below_code: str,
    as_of: datetime | None = None,
    bare: bool = False,
) -> SafeString:
    """A number of a unit, a period or a step within one zone."""
    return _link(reading, zone_figure_address(context["zone"].code, below_code, reading.wanted, as_of), bare)


def _link(reading: Reading, address: str, bare: bool) -> SafeString:
    if Flag.NOTHING_ENTERED in reading.flags:
        return format_html('<a class="figure-link soft" href="{}">{}</a>', address, _("nothing is known"))
    shown = reading.number if bare else with_unit(reading)
    return format_html(
        '<a class="figure-link" href="{}" title="{}">{}</a>', address, title_of(reading), shown
    )
