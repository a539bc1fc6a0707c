"""The texts that scripts say, translated for the page."""

from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guatu.ui.script_texts import TEXTS


def script_texts() -> dict[str, str]:
    """English source text → text in the page's language."""
    return dict(_translated(get_language() or ""))


@lru_cache(maxsize=8)
def _translated(language: str) -> tuple[tuple[str, str], ...]:
    return tuple((text, _(text)) for text in TEXTS)
