"""Kinds that other parts of the program raise matters of by themselves: such a kind cannot be closed.

Each app above says so when it is loaded (`ready()`).
"""

from __future__ import annotations

from django.utils.functional import Promise

# Code of the kind → what raises it, in words.
_kept: dict[str, list[Promise | str]] = {}


def keep_kind(code: str, raised_by: Promise | str) -> None:
    """Called when an app is loaded. `raised_by` says what raises matters of that kind, such as “red lights”."""
    words = _kept.setdefault(code, [])
    if raised_by not in words:
        words.append(raised_by)


def what_raises(code: str) -> list[str]:
    """What raises matters of the kind by itself, in the reader's language; empty where nothing does."""
    return [str(words) for words in _kept.get(code, ())]
