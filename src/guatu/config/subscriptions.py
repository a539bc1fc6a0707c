"""Which handler hears of which event: the one table. Handlers run inside the event's transaction."""

from collections.abc import Callable, Mapping
from typing import Any

from guatu.projects import subscribers as projects
from guatu.projects.events.imports import ProjectsImported
from guatu.projects.events.investment import InvestmentCorrected, InvestmentReported
from guatu.projects.events.progress import StartProofVerified

SUBSCRIPTIONS: Mapping[type, tuple[Callable[[Any], None], ...]] = {
    ProjectsImported: (projects.refresh_all_lights,),
    InvestmentReported: (projects.refresh_project_light,),
    InvestmentCorrected: (projects.refresh_project_light,),
    StartProofVerified: (projects.refresh_project_light,),
}
