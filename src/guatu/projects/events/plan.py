"""What happens to plan templates, plans and milestones."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class PlanTemplateDefined(Event):
    name = "projects.plan_template.defined"
    sentence = _("defined a version of the plan template")

    template_id: UUID
    code: str
    number: int


@dataclass(frozen=True, kw_only=True)
class PlanTemplatesLoaded(Event):
    """The templates that come with the program; each has its own entry too."""

    name = "projects.plan_templates.loaded"
    sentence = _("loaded the plan templates that come with the program")

    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanInstantiated(Event):
    name = "projects.plan.instantiated"
    sentence = _("drafted a plan from a template")

    project_id: UUID
    plan_id: UUID
    number: int
    template: str


@dataclass(frozen=True, kw_only=True)
class PlanRevised(Event):
    name = "projects.plan.revised"
    sentence = _("began to plan the project anew")

    project_id: UUID
    plan_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class PlanTuned(Event):
    """One milestone of a draft was changed, added or dropped, or (without a code) the target of the draft."""

    name = "projects.plan.tuned"
    sentence = _("tuned the draft of the plan")

    project_id: UUID
    plan_id: UUID
    act: str
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanImported(Event):
    """The draft was brought to what a file says; each milestone that changed has its own entry too."""

    name = "projects.plan.imported"
    sentence = _("took the plan over from a file")

    project_id: UUID
    plan_id: UUID
    file: str
    edits: int


@dataclass(frozen=True, kw_only=True)
class PlanSubmitted(Event):
    name = "projects.plan.submitted"
    sentence = _("submitted the plan for approval")

    project_id: UUID
    plan_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class PlanApproved(Event):
    """The plan is a baseline from now on, and its dates are what the project has committed itself to."""

    name = "projects.plan.approved"
    sentence = _("approved the plan")

    project_id: UUID
    plan_id: UUID
    number: int
    meeting: str
    submitted_by: str
    dropped: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlanReturned(Event):
    name = "projects.plan.returned"
    sentence = _("returned the plan")

    project_id: UUID
    plan_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class PlanDiscarded(Event):
    name = "projects.plan.discarded"
    sentence = _("discarded the draft of the plan")

    project_id: UUID
    plan_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class MilestoneAchieved(Event):
    """A milestone has started or finished, or an actual date was corrected. The two last dates are the
    project's forecast finish before and after."""

    name = "projects.milestone.achieved"
    sentence = _("entered actual dates of a milestone")

    project_id: UUID
    milestone_id: UUID
    milestone: str
    actual_start: date | None
    actual_finish: date | None
    finish_before: date | None
    finish_after: date | None


@dataclass(frozen=True, kw_only=True)
class MilestoneForecast(Event):
    """Somebody answers for another finish of a milestone, or (None) takes that back."""

    name = "projects.milestone.forecast"
    sentence = _("gave a forecast for a milestone")

    project_id: UUID
    milestone_id: UUID
    milestone: str
    expected_finish: date | None
    finish_before: date | None
    finish_after: date | None


@dataclass(frozen=True, kw_only=True)
class ProjectForecastChanged(Event):
    """Time has passed, or a fact came from elsewhere: the project's forecast passes its commitment, or comes
    back to it."""

    name = "projects.project_forecast.changed"
    sentence = _("brought the forecast up to date")

    project_id: UUID
    passes_commitment: bool


@dataclass(frozen=True, kw_only=True)
class ForecastsRefreshed(Event):
    """Forecasts were brought up to date; what passes its commitment has its own entry."""

    name = "projects.forecasts.refreshed"
    sentence = _("brought the forecasts up to date")

    projects: int
    milestones: int
