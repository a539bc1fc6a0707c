"""What imports do."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from guatu.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ProjectImported(Event):
    """A project was created from a row of a workbook."""

    name = "projects.project.imported"
    sentence = _("entered the project from a workbook")

    project_id: UUID
    row: int


@dataclass(frozen=True, kw_only=True)
class ProjectUpdatedByImport(Event):
    """A row of a workbook changed a known project."""

    name = "projects.project.updated_by_import"
    sentence = _("brought the project up to date from a workbook")

    project_id: UUID
    row: int


@dataclass(frozen=True, kw_only=True)
class ProjectsImported(Event):
    """A whole workbook went in. Handlers that look at many projects hear of this, not of each row."""

    name = "projects.projects.imported"
    sentence = _("imported a project list")

    file: str
    year: int
    created: int
    updated: int
    unchanged: int


@dataclass(frozen=True, kw_only=True)
class WorkbookUploaded(Event):
    name = "projects.workbook.uploaded"
    sentence = _("uploaded a workbook")

    sha256: str


@dataclass(frozen=True, kw_only=True)
class ColumnsMatched(Event):
    name = "projects.workbook_columns.matched"
    sentence = _("matched the columns of a workbook")


@dataclass(frozen=True, kw_only=True)
class WorkbookCommitted(Event):
    name = "projects.workbook.committed"
    sentence = _("took in a workbook")

    created: int
    updated: int
    rejected: int


@dataclass(frozen=True, kw_only=True)
class WorkbookDiscarded(Event):
    name = "projects.workbook.discarded"
    sentence = _("put a workbook aside")
