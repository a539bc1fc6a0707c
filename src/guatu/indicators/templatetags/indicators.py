"""Pieces of the pages of indicators: `{% load indicators %}`."""

from decimal import Decimal

from django import template

from guatu.core.periods import Period
from guatu.indicators.choices import Qualifier
from guatu.indicators.models.indicator import Indicator
from guatu.indicators.models.reading import Reading

register = template.Library()


@register.filter
def number(value: Decimal | None, indicator: Indicator) -> str:
    """A value in the indicator's decimals, grouped in thousands."""
    return "—" if value is None else f"{value:,.{indicator.decimals}f}"


@register.filter
def period_label(text: str) -> str:
    """A kept period as it is said: 2018年1～5月 of 2018M01-M05."""
    return str(Period.parse(text).label)


@register.filter
def stated(reading: Reading | None, indicator: Indicator) -> str:
    """The value as it was stated: 约179.74, 超15, 前列."""
    if reading is None:
        return "—"
    if reading.qualifier == Qualifier.TEXT:
        return reading.text
    said = number(reading.value, indicator)
    if reading.qualifier == Qualifier.EXACT:
        return said
    return f"{Qualifier(reading.qualifier).label} {said}"


@register.filter
def signed_percent(rate: Decimal | None) -> str:
    """A growth with its sign: +4.5%."""
    return "—" if rate is None else f"{rate * 100:+.1f}%"


@register.filter
def points(rate: Decimal | None) -> str:
    """A difference of two rates in percentage points."""
    return "—" if rate is None else f"{rate * 100:+.1f}"


@register.filter
def stated_as(qualifier: str) -> str:
    """The label of a qualifier."""
    return str(Qualifier(qualifier).label) if qualifier else "—"


@register.filter
def short(value: Decimal | None) -> str:
    """A number with up to two decimals, without needless zeros."""
    if value is None:
        return "—"
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


@register.filter
def signed(value: Decimal | None) -> str:
    """A difference with its sign; a dot where there is none."""
    if value is None:
        return "—"
    return f"{'+' if value > 0 else '−'}{short(abs(value))}" if value else "·"
