from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class OrganizationConfig(AppConfig):
    name = "guatu.organization"
    label = "organization"

    def ready(self) -> None:
        from guatu.accounts.sign_ins import add_listener
        from guatu.organization.sessions import keep_sessions_on_record

        add(
            Entry(
                url_name="organization:units",
                label=_("Organisation"),
                icon="sitemap",
                permission="organization.view_unit",
                order=70,
                section="administration",
            ),
            Entry(
                url_name="organization:accounts",
                label=_("Accounts"),
                icon="key",
                permission="accounts.manage_users",
                order=85,
                section="administration",
            ),
        )
        # What other apps offer here: people’s duties, what keeps a unit open, what a new zone begins with, who answers
        # at a place.
        add_listener(keep_sessions_on_record)
        autodiscover_modules("duties", "unit_blockers", "openers", "search", "places")
