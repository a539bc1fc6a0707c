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
            Entry("meetings:series-list", _("Meetings"), "presentation", "meetings.view_meeting", order=42),
            Entry("meetings:visits", _("Site visits"), "map-pin", "meetings.view_visit", order=44),
            Entry("meetings:reviews", _("Weekly reviews"), "report", "meetings.view_visit", order=46),
        )
