"""A zone with a committed plan, and people who may see it or not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client

from guatu.core.actor import Actor
from guatu.core.models import Zone
from guatu.feeds.use_cases.subscribe_calendar import IssuedFeed, subscribe_calendar
from guatu.projects.models.plan import Milestone
from guatu.projects.models.project import Project
from tests.builders import a_unit, an_actor
from tests.projects.plan_builders import a_committed_plan
from tests.projects.progress_builders import a_duty


@dataclass
class Planned:
    """A zone with one committed project of a park, its clerk, who is its liaison, and a clerk of another park."""

    zone: Zone
    project: Project
    clerk: Actor
    stranger: Actor

    def subscribed(self, actor: Actor | None = None, content: str = "mine", **values: object) -> IssuedFeed:
        values = {"language": "en"} | values
        return subscribe_calendar(actor=actor or self.clerk, content=content, **values)  # type: ignore[arg-type]

    @property
    def milestones(self) -> list[Milestone]:
        return list(Milestone.objects.filter(project=self.project).order_by("committed_finish", "id"))


@pytest.fixture
def planned(db: None) -> Planned:
    plan = a_committed_plan()
    project = plan.project
    zone = project.zone
    clerk = an_actor(zone, "clerk", unit=project.unit, username="clerk")
    stranger = an_actor(zone, "clerk", unit=a_unit(zone, "滨江新城"), username="stranger")
    a_duty(project, clerk)
    return Planned(zone, project, clerk, stranger)


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})
