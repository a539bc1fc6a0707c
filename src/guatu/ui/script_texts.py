"""Texts of the scripts. Written by tools/collect_script_texts.py from frontend/texts.json; do not edit."""

from django.utils.translation import gettext_noop as _

TEXTS = [
    _("Close"),
]
