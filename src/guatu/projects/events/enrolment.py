"""What happens on the way into the statistics library."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class EnrolmentRulesChosen(Event):
    name = "projects.enrolment_rules.chosen"
    sentence = _("chose the rules of enrolment")

    number: int


@dataclass(frozen=True, kw_only=True)
class EnrolmentPaperFiled(Event):
    name = "projects.enrolment_paper.filed"
    sentence = _("filed a paper for the statistics library")

    project_id: UUID
    material: str


@dataclass(frozen=True, kw_only=True)
class ProjectEnrolled(Event):
    name = "projects.project.enrolled"
    sentence = _("recorded the project's entry in the statistics library")

    project_id: UUID
    entered_on: date
