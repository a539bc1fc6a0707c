from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from guatu.matters.kept_kinds import keep_kind
from guatu.matters.raising_rules import add_raising_rule
from guatu.ui.cards import add_card
from guatu.ui.navigation import Entry, add


class ProjectsConfig(AppConfig):
    name = "guatu.projects"
    label = "projects"

    def ready(self) -> None:
        keep_kind("problem", _("red lights"))
        add_raising_rule("projects.light", _("A red light of a project opens a problem"))
        from guatu.projects.cards import enrolment_card

        add_card(enrolment_card)
        autodiscover_modules("open_dates")
        add(
            Entry("projects:projects", _("Projects"), "list-details", "projects.view_project", order=20),
            Entry("projects:lists", _("Project lists"), "checklist", "projects.view_project", order=24),
            Entry(
                "projects:bundles", _("Four-part bundle"), "users-group", "projects.view_project", order=28
            ),
            Entry("projects:start-today", _("Start today"), "player-play", "projects.view_project", order=36),
            Entry(
                "projects:enrolments",
                _("Statistics library"),
                "report-analytics",
                "projects.view_project",
                38,
            ),
            Entry(
                "projects:plan-templates",
                _("Plan templates"),
                "list-tree",
                "projects.define_plan_template",
                74,
                section="rules",
            ),
            Entry(
                url_name="projects:progress-feed",
                label=_("Progress"),
                icon="camera",
                permission="projects.view_project",
                order=22,
            ),
        )
