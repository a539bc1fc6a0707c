"""File a paper by which a project enters the statistics library."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from guatu.attachments.selectors import attachments_of
from guatu.attachments.use_cases.attach_file import attach_files
from guatu.core.actor import Actor
from guatu.core.clock import now, today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.use_case import record, use_case
from guatu.projects.choices import EnrolmentPaper
from guatu.projects.events.enrolment import EnrolmentPaperFiled
from guatu.projects.models.enrolment import EnrolmentFile
from guatu.projects.models.project import Project
from guatu.projects.policies.enrolment import may_file_enrolment_paper


@use_case(may=may_file_enrolment_paper)
def file_enrolment_paper(
    *,
    actor: Actor,
    project: Project,
    material: EnrolmentPaper | str,
    files: Sequence[File[Any]] = (),
    owner_on_paper: str = "",
    project_on_paper: str = "",
    dated: date | None = None,
    note: str = "",
) -> EnrolmentFile:
    """One paper of the checklist, with its files; a second time, more files and what it says now. Names that do not
    match are kept as they are and shown. Raises `InvalidInput`, `Refused` (`withdrawn`)."""
    if project.withdrawn_on is not None:
        raise Refused(_("This project was withdrawn."), code="withdrawn")
    known = EnrolmentFile.objects.filter(zone_id=project.zone_id, project=project, material=material).first()
    faults = {}
    if material not in EnrolmentPaper.values:
        faults["material"] = _("Choose which paper it is.")
    has_files = known is not None and attachments_of([known.id], zone_id=project.zone_id)[known.id]
    if not files and not has_files:
        faults["files"] = _("Add the paper itself: a scan or a photo.")
    if dated is not None and dated > today(project.zone):
        faults["dated"] = _("This day has not come yet.")
    if faults:
        raise InvalidInput(faults)
    paper, _created = EnrolmentFile.objects.update_or_create(
        zone_id=project.zone_id,
        project=project,
        material=EnrolmentPaper(material),
        defaults={
            "owner_on_paper": owner_on_paper.strip()[:150],
            "project_on_paper": project_on_paper.strip()[:150],
            "dated": dated,
            "note": note.strip()[:300],
            "filed_by": actor.name,
            "filed_at": now(),
        },
    )
    record(
        EnrolmentPaperFiled(zone_id=project.zone_id, project_id=project.id, material=str(paper.material)),
        subject=paper,
        about=(project.id,),
    )
    attach_files(actor=actor, subject=paper, uploads={"files": files})
    return paper
