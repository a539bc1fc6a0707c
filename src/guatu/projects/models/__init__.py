"""The tables of projects, one module for each aggregate; import from the modules."""

from guatu.projects.models import (  # noqa: F401
    enrolment,
    imports,
    lights,
    lists,
    plan,
    plan_templates,
    progress,
    project,
    publication,
)
