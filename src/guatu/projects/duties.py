"""What people answer for in projects, for the hand-over when they leave a post."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from guatu.core.actor import Actor
from guatu.core.errors import NotFound
from guatu.organization.duties import Duty, register
from guatu.organization.models import Person
from guatu.projects.choices import DutyRole
from guatu.projects.models.project import ProjectDuty
from guatu.projects.policies.duties import HAND_OVER
from guatu.projects.selectors.projects import visible_projects
from guatu.projects.use_cases.hand_over_project_duty import hand_over_project_duty


class ProjectDuties:
    """Lead officials and liaisons of projects that have not been withdrawn."""

    name = "projects"

    def open_duties(self, *, actor: Actor, person_ids: Collection[UUID] | None) -> Iterator[Duty]:
        visible = visible_projects(actor=actor).filter(withdrawn_on__isnull=True)
        rows = ProjectDuty.objects.filter(
            zone_id=actor.zone_id, valid_to__isnull=True, project_id__in=visible.values("id")
        ).select_related("project")
        if person_ids is not None:
            rows = rows.filter(person_id__in=list(person_ids))
        for row in rows:
            yield Duty(
                provider=self.name,
                id=row.id,
                person_id=row.person_id,
                what=DutyRole(row.role).label,
                subject=row.project.name,
                subject_id=row.project_id,
                url_name="projects:project",
                since=row.valid_from,
                may_hand_over=actor.may(HAND_OVER, row.project.unit_id),
            )

    def hand_over(self, duty_id: UUID, *, actor: Actor, to: Person, on: date, reason: str) -> None:
        duty = (
            ProjectDuty.objects.filter(
                zone_id=actor.zone_id,
                id=duty_id,
                valid_to__isnull=True,
                project_id__in=visible_projects(actor=actor).values("id"),
            )
            .select_related("project", "person")
            .first()
        )
        if duty is None:
            raise NotFound("duty")
        hand_over_project_duty(actor=actor, duty=duty, to=to, on=on, reason=reason)


register(ProjectDuties())
