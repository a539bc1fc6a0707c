"""Cards on the desk: apps above the desk's own show there what waits for somebody; each registers when it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

# The template of the card and what it shows; None where there is nothing to show.
Card = Callable[[Any], tuple[str, dict[str, Any]] | None]

_cards: list[Card] = []


def add_card(card: Card) -> Card:
    """Called from an app's `ready()`."""
    if card not in _cards:
        _cards.append(card)
    return card


def cards(request: HttpRequest) -> list[str]:
    """The cards that have something to show, drawn, in the order in which they were added."""
    shown = [card(request) for card in _cards]
    return [render_to_string(found[0], found[1], request) for found in shown if found is not None]
