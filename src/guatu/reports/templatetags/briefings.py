"""Drawing a document whose numbers are links."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from guatu.documents.numerals import numbered
from guatu.figures.addresses import figure_address
from guatu.reports.rules.blocks import Block, Spans
from guatu.reports.selectors.briefings import Document

register = template.Library()


@register.simple_tag(takes_context=True)
def document_spans(
    context: dict[str, Any], document: Document, spans: Spans, frozen: bool = False
) -> SafeString:
    """Text in which every bound number opens to its figure, as it stood where the document is frozen, and every
    typed number is marked."""
    return format_html_join("", "{}", ((_span(context, document, span, frozen),) for span in spans))


def _span(context: dict[str, Any], document: Document, span: Any, frozen: bool) -> SafeString | str:
    if span.typed:
        return format_html(
            '<mark class="typed-number" title="{}">{}</mark>',
            _("typed by hand: matches no figure"),
            span.text,
        )
    if span.figure is None:
        return str(span.text)
    number = document.numbers[span.figure]
    address = figure_address(context["zone"].code, number.wanted, number.as_of if frozen else None)
    told = " · ".join([number.label, number.formula, *number.remarks])
    css = "bound-number bound-number-remarked" if number.remarks else "bound-number"
    return format_html('<a class="{}" href="{}" title="{}">{}</a>', css, address, told, span.text)


@register.filter
def heading_number(block: Block) -> str:
    """一、 （一） 1. （1）"""
    return numbered(block.level, block.number)


@register.simple_tag(takes_context=True)
def figure_href(context: dict[str, Any], wanted: Any, as_of: Any = None) -> str:
    return figure_address(context["zone"].code, wanted, as_of)
