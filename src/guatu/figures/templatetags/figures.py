"""Every number is a link: a reading drawn with the address where it opens.

{% load figures %}{% figure_link reading %}
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from guatu.core.periods import Period
from guatu.figures.addresses import figure_address
from guatu.figures.asking import Wanted, where_of
from guatu.figures.definition import Figure
from guatu.figures.reading import Reading, Row

register = template.Library()

_MILLIONTH = Decimal("0.000001")
# Units that are written in hundreds of millions or ten thousands are kept in single ones.
_BASE_UNITS = {
    **dict.fromkeys(["wan_yuan", "yi_yuan"], _("yuan")),
    **dict.fromkeys(["wan_usd", "yi_usd"], _("US dollars")),
}


@register.simple_tag(takes_context=True)
def figure_link(
    context: dict[str, Any], reading: Reading, as_of: datetime | None = None, bare: bool = False
) -> SafeString:
    """The value with its unit (`bare`: without), the exact value on hover, as a link to the figure's page.

    A mark stands after a number with a remark that the reader should know of; the page says which.
    """
    return format_html(
        '<a class="figure-link" href="{}" title="{}">{}</a>',
        figure_address(context["zone"].code, reading.wanted, as_of),
        title_of(reading),
        reading.number if bare else with_unit(reading),
    )


@register.simple_tag(takes_context=True)
def figure_url(context: dict[str, Any], reading: Reading, as_of: datetime | None = None) -> str:
    """The address alone."""
    return figure_address(context["zone"].code, reading.wanted, as_of)


@register.simple_tag(takes_context=True)
def figure_at(context: dict[str, Any], name: str, period: Any, **where: str) -> str:
    """The address of a figure of the whole zone, for pages that show a number of another making: `list=…` slices it."""
    wanted = Wanted(name, Period.parse(str(period)), None, where_of({k: [v] for k, v in where.items()}))
    return figure_address(context["zone"].code, wanted)


@register.filter
def with_unit(reading: Reading) -> SafeString | str:
    """The number with its unit set smaller."""
    symbol = str(reading.figure.unit.symbol)
    if reading.text or reading.value is None or not symbol:
        return reading.number
    space = "" if symbol == "%" else " "
    return format_html('{}<span class="unit">{}{}</span>', reading.number, space, symbol)


@register.filter
def title_of(reading: Reading) -> str:
    """Label, exact value and remarks, for the hover."""
    said = [f"{reading.figure.label}: {reading.fraction or exact_of(reading)}"]
    said += [str(remark) for remark in reading.remarks]
    return "\n".join(said)


@register.filter
def exact_of(reading: Reading) -> str:
    """The value in full, rates to the millionth, in the unit that it is kept in; “—” where there is none."""
    return reading.number if reading.value is None else exact_in(reading.value, reading.figure)


@register.simple_tag(takes_context=True)
def row_url(context: dict[str, Any], row: Row) -> str:
    """The page where a row opens; empty where it has none."""
    if not row.route:
        return ""
    return reverse(row.route, kwargs={"zone_code": context["zone"].code, **row.route_args})


@register.simple_tag
def amount(figure: Figure, value: Decimal | None, signed: bool = False) -> str:
    """An amount or a change as the figure writes its values; changes of rates are percentage points."""
    if value is None:
        return "—"
    text = figure.unit.number(value, places=figure.places)
    return f"+{text}" if signed and value > 0 else text


@register.filter
def exact_in(value: Decimal, figure: Figure) -> str:
    """An amount of a figure's rows in full, in the unit that it is kept in."""
    unit = figure.unit
    if unit.scale < 1:
        rate = (value / unit.scale).quantize(_MILLIONTH).normalize()
        return f"{rate:,f}{'' if unit.symbol == '%' else ' '}{unit.symbol}"
    return f"{value.normalize():,f} {_BASE_UNITS.get(unit.code, unit.symbol)}".strip()


@register.filter
def plain(value: Decimal) -> str:
    """For scripts: digits and a point."""
    return f"{value:f}"
