from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class MattersConfig(AppConfig):
    name = "guatu.matters"
    label = "matters"

    def ready(self) -> None:
        add(
            Entry("matters:desk", _("My matters"), "clipboard-check", "matters.raise_matter", order=12),
            Entry("matters:matters", _("Matters"), "clipboard-list", "matters.view_matter", order=14),
            Entry(
                "matters:fair-numbers", _("Fair numbers"), "report-analytics", "matters.view_matter", order=42
            ),
            Entry(
                "matters:dispatch-table",
                _("Table of dispatch"),
                "route",
                "matters.dispatch_matter",
                76,
                section="administration",
            ),
            Entry(
                "matters:kinds",
                _("Kinds of matters"),
                "list-check",
                "matters.manage_matter_rules",
                77,
                section="administration",
                whole_zone=True,
            ),
            Entry(
                "matters:rules",
                _("Clocks and ladder"),
                "clock",
                "matters.manage_matter_rules",
                78,
                section="administration",
                whole_zone=True,
            ),
        )
        # What matters can be about: each app above says so in its module `matter_subjects`.
        autodiscover_modules("matter_subjects")
