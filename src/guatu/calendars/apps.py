from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.ui.navigation import Entry, add


class CalendarsConfig(AppConfig):
    name = "guatu.calendars"
    label = "calendars"

    def ready(self) -> None:
        add(
            Entry(
                url_name="calendars:year",
                label=_("Calendar"),
                icon="calendar",
                permission="calendars.view_calendar",
                order=80,
                section="rules",
            )
        )
