"""Components for every template: lights, money, dates, rates."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guatu.core.money import WAN, YI, in_unit, trimmed

register = template.Library()


@register.simple_tag
def light(colour: str, label: str = "") -> SafeString:
    """A light: shape, colour and text, so that colour is never the only sign."""
    names = {"red": _("red"), "yellow": _("yellow"), "green": _("green"), "grey": _("not judged")}
    return format_html(
        '<span class="light light-{}"><span class="light-text">{}</span></span>',
        colour,
        label or names.get(colour, ""),
    )


@register.filter
def yi(amount: Decimal | None) -> SafeString | str:
    """Yuan as officials read them, the exact value on hover: 亿元 from one 亿 up, else 万元."""
    if amount is None:
        return "—"
    chinese = (get_language() or "").startswith("zh")
    if abs(amount) >= YI / 10:
        text = trimmed(in_unit(amount, "亿元", 2)) + ("亿元" if chinese else " ×10⁸ CNY")
    else:
        text = trimmed(in_unit(amount, "万元", 2)) + ("万元" if chinese else " ×10⁴ CNY")
    return format_html('<span class="money" title="{} {}">{}</span>', f"{amount:,.2f}", _("yuan"), text)


@register.filter
def in_yi(amount: Decimal | None) -> str:
    """The bare number of 亿元, for table columns whose head names the unit."""
    return "—" if amount is None else trimmed(in_unit(amount, "亿元", 4))


@register.filter
def in_wan(amount: Decimal | None) -> str:
    """The bare number of 万元, for table columns and form fields whose label names the unit."""
    return "—" if amount is None else trimmed((amount / WAN).quantize(Decimal("0.0001")))


@register.filter
def exact_yuan(amount: Decimal | None) -> str:
    """To the fen, for the hover over a rounded number; empty where there is no amount."""
    return "" if amount is None else f"{amount:,.2f} {_('yuan')}"


@register.filter
def percent(rate: Decimal | Fraction | float | None, places: int = 1) -> str:
    """A rate 0–1 as a percentage."""
    return "—" if rate is None else f"{float(rate) * 100:.{places}f}%"


@register.filter(expects_localtime=True)
def day(value: date | datetime | None) -> str:
    """A date in the reader's language; of a moment, the day that it is in China."""
    return "—" if value is None else formats.date_format(value, "DATE_FORMAT")


@register.filter
def month(value: date | None) -> str:
    """Year and month in the reader's language."""
    return "—" if value is None else formats.date_format(value, "YEAR_MONTH_FORMAT")


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> str:
    """The page's own query string with some parameters set (or, with None, taken out)."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            parameters.pop(name, None)
        else:
            parameters[name] = value
    encoded = parameters.urlencode()
    return f"?{encoded}" if encoded else "?"


@register.filter
def get_item(mapping: dict[Any, Any], key: Any) -> Any:
    """`mapping[key]`, or None."""
    return mapping.get(key)


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """An icon of the sprite, hidden from screen readers: the text beside it speaks. Drawn once a process: a page has
    dozens, and neither a reader nor a language changes it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("built/icons.svg"), name
    )
