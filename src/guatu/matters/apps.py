from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class MattersConfig(AppConfig):
    name = "guatu.matters"
    label = "matters"

    def ready(self) -> None:
        add(
            Entry(
                "matters:desk",
                _("My matters"),
                "clipboard-check",
                "matters.raise_matter",
                12,
                section="matters",
            ),
            Entry(
                "matters:matters",
                _("Matters"),
                "clipboard-list",
                "matters.view_matter",
                14,
                section="matters",
            ),
            Entry(
                "matters:fair-numbers",
                _("Fair numbers"),
                "star",
                "matters.view_matter",
                48,
                section="matters",
            ),
            Entry(
                "matters:dispatch-table",
                _("Table of dispatch"),
                "arrows-split",
                "matters.dispatch_matter",
                76,
                section="rules",
            ),
            Entry(
                "matters:kinds",
                _("Kinds of matters"),
                "list-check",
                "matters.manage_matter_rules",
                77,
                section="rules",
                whole_zone=True,
            ),
            Entry(
                "matters:rules",
                _("Clocks and ladder"),
                "clock",
                "matters.manage_matter_rules",
                78,
                section="rules",
                whole_zone=True,
            ),
        )
        # What matters can be about: each app above says so in its module `matter_subjects`.
        autodiscover_modules("matter_subjects")
