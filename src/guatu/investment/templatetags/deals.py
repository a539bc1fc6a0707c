"""Amounts of deals in templates: each in its own currency, “over” where it was stated so, exact on hover."""

from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guatu.core.money import YI, in_unit, trimmed
from guatu.investment.rules.amounts import Measure, Sum

register = template.Library()

_SUFFIX = {"CNY": "元", "USD": "美元"}


def amount_in_words(amount: Decimal, currency: str, *, at_least: bool = False) -> SafeString:
    """亿 from one up, else 万."""
    scale, power = ("亿", "10⁸") if abs(amount) >= YI else ("万", "10⁴")
    number = trimmed(in_unit(amount, scale + _SUFFIX.get(currency, "元"), 4))
    chinese = (get_language() or "").startswith("zh")
    suffix = _SUFFIX.get(currency, currency)
    text = f"{number}{scale}{suffix}" if chinese else f"{number} ×{power} {currency}"
    if at_least:
        text = _("over %s") % text
    exact = f"{amount:,.2f}{suffix}" if chinese else f"{amount:,.2f} {currency}"
    return format_html('<span class="money" title="{}">{}</span>', exact, text)


@register.filter
def measure(value: Measure) -> SafeString | str:
    """One amount; — where it is not known."""
    if value.amount is None:
        return "—"
    return amount_in_words(value.amount, value.currency, at_least=value.at_least)


@register.filter
def added(value: Sum) -> SafeString | str:
    """A sum: currencies beside each other, never added; — where there is nothing to add."""
    if not value.by_currency:
        return "—"
    parts = [
        (amount_in_words(amount, currency, at_least=value.at_least),)
        for currency, amount in sorted(value.by_currency.items())
    ]
    return format_html_join(" + ", "{}", parts)
