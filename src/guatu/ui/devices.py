"""Saying in words with which browser, on which system, somebody came."""

from django.utils.translation import gettext as _


def device_in_words(name: str) -> str:
    """“Chrome, Linux”, as it is kept, in the language in force; what names one of the two alone stays as it is."""
    browser, comma, system = name.partition(", ")
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system} if comma else name
