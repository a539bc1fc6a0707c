"""Record that the bureau has taken a project into the statistics library."""

from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import record, use_case
from guatu.projects.events.enrolment import ProjectEnrolled
from guatu.projects.models.enrolment import StatisticalEnrolment
from guatu.projects.models.project import Project
from guatu.projects.policies.enrolment import may_enrol_project


@use_case(may=may_enrol_project)
def enrol_project(
    *, actor: Actor, project: Project, entered_on: date, source: str, reason: str = ""
) -> StatisticalEnrolment:
    """As the bureau states it in `source`. What is recorded is never changed: a later statement of the bureau is a
    further entry and says what was put right. Raises `InvalidInput`."""
    one_at_a_time("projects.enrolment", project.id)
    earlier = StatisticalEnrolment.objects.filter(zone_id=project.zone_id, project=project).last()
    faults = {}
    if entered_on > today(project.zone):
        faults["entered_on"] = _("This day has not come yet.")
    if not source.strip():
        faults["source"] = _("Where does the bureau state it?")
    if earlier is not None and not reason.strip():
        faults["reason"] = _("The entry is recorded already; say what the bureau put right.")
    if faults:
        raise InvalidInput(faults)
    enrolment = StatisticalEnrolment.objects.create(
        zone_id=project.zone_id,
        project=project,
        entered_on=entered_on,
        source=source.strip()[:200],
        reason=reason.strip()[:300],
        recorded_by=actor.name,
    )
    record(
        ProjectEnrolled(zone_id=project.zone_id, project_id=project.id, entered_on=entered_on),
        subject=enrolment,
        changes={"entered_on": (earlier.entered_on if earlier else None, entered_on)},
        reason=reason.strip() or source.strip(),
        about=(project.id,),
    )
    return enrolment
