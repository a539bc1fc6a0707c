"""The tables of projects, one module for each aggregate; import from the modules."""

from guatu.projects.models import enrolment, imports, lights, lists, plan, plan_templates, progress, project  # noqa: F401
