"""Rules that may raise matters by themselves, where the zone lets them: each app above says so when it is loaded."""

from __future__ import annotations

from django.utils.functional import Promise

# As in `raised_by` of the rules of clocks → what it does, in words.
_rules: dict[str, Promise | str] = {}


def add_raising_rule(code: str, label: Promise | str) -> None:
    """Called when an app is loaded; `code` is what stands in `Matter.rule`."""
    _rules[code] = label


def raising_rules() -> list[tuple[str, str]]:
    """Every such rule with what it does, in the reader's language."""
    return [(code, str(label)) for code, label in _rules.items()]
