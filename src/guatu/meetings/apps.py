from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.matters.kept_kinds import keep_kind
from guatu.ui.cards import add_card
from guatu.ui.navigation import Entry, add


class MeetingsConfig(AppConfig):
    name = "guatu.meetings"
    label = "meetings"

    def ready(self) -> None:
        keep_kind("resolution", _("resolutions of meetings"))
        keep_kind("problem", _("findings of site visits"))
        from guatu.meetings.cards import coming_card

        add_card(coming_card)
        add(
            Entry(
                "meetings:series-list",
                _("Meetings"),
                "presentation",
                "meetings.view_meeting",
                42,
                section="matters",
            ),
            Entry("meetings:visits", _("Site visits"), "eye", "meetings.view_visit", 44, section="matters"),
            Entry(
                "meetings:reviews",
                _("Weekly reviews"),
                "refresh",
                "meetings.view_visit",
                46,
                section="matters",
            ),
        )
