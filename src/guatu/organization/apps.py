from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class OrganizationConfig(AppConfig):
    name = "guatu.organization"
    label = "organization"

    def ready(self) -> None:
        from guatu.accounts.demands import answer_demands
        from guatu.accounts.sign_ins import add_listener
        from guatu.organization.sessions import keep_sessions_on_record
        from guatu.organization.sign_in_rules import demands_on

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
            Entry(
                url_name="organization:sign-in-rules",
                label=_("Signing in"),
                icon="shield-check",
                permission="organization.choose_sign_in_rules",
                order=86,
                section="administration",
                whole_zone=True,
            ),
        )
        # What other apps offer here: people’s duties, what keeps a unit open, what a new zone begins with, who answers
        # at a place.
        add_listener(keep_sessions_on_record)
        answer_demands(demands_on)
        autodiscover_modules("duties", "unit_blockers", "openers", "search", "places")
