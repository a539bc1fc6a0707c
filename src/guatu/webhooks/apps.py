from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from guatu.audit.listeners import add_listener
from guatu.ui.navigation import Entry, add


class WebhooksConfig(AppConfig):
    name = "guatu.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        # By name, because it reads models, which exist only from here on.
        add_listener(import_string("guatu.webhooks.listening.hear"))
        add(
            Entry(
                url_name="webhooks:webhooks",
                label=_("Webhooks"),
                icon="link",
                permission="webhooks.manage_webhooks",
                order=84,
                section="administration",
                whole_zone=True,
            )
        )
