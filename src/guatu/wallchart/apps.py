from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from guatu.ui import navigation


class WallchartConfig(AppConfig):
    name = "guatu.wallchart"
    label = "wallchart"

    def ready(self) -> None:
        navigation.add(
            navigation.Entry(
                "wallchart:chart", _("Wall chart"), "timeline", "projects.view_project", order=10
            ),
        )
