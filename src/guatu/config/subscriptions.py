"""Which handler hears of which event: the one table. Handlers run inside the event's transaction."""

from collections.abc import Callable, Mapping
from typing import Any

from guatu.projects import subscribers as projects
from guatu.projects.events.imports import ProjectsImported

SUBSCRIPTIONS: Mapping[type, tuple[Callable[[Any], None], ...]] = {
    ProjectsImported: (projects.refresh_all_lights,),
}
