"""The record in templates: `{% load record %}`, `{% for line in entries|in_words:object.id %}`."""

from collections.abc import Iterable
from uuid import UUID

from django import template

from guatu.audit import words
from guatu.audit.models import Entry

register = template.Library()


@register.filter
def in_words(entries: Iterable[Entry], of: UUID | str | None = None) -> list[words.Line]:
    """The entries in words; `of` is the object whose page shows them (empty: none)."""
    return words.in_words(entries, of if isinstance(of, UUID) else None)


@register.filter
def called(name: str) -> str:
    """A name that was kept with an act: the person's, or what the job is called."""
    return str(words.SYSTEM_NAMES.get(name, name))
