"""What meeting mode shows of each item: light and why, dates, the last promise and what came of it, a recent photo."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from guatu.attachments.models import Attachment
from guatu.core.actor import Actor
from guatu.matters.choices import Move
from guatu.matters.models.clocks import MatterStanding
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.selectors.matters import visible_matters, with_standing
from guatu.meetings.models.meeting import AgendaItem, Meeting, Resolution
from guatu.meetings.rules.why import why_sentence
from guatu.meetings.selectors.meetings import MATTER, PROJECT, agenda_of
from guatu.projects.models.lights import ProjectLight
from guatu.projects.models.plan import Milestone
from guatu.projects.models.progress import ProgressReport
from guatu.projects.models.project import Project
from guatu.projects.rules.light_sentences import reason
from guatu.projects.selectors.projects import visible_projects

# What somebody told about a matter, newest first: shown as what came of it.
_TOLD = (Move.REPLY, Move.REPORT_DONE, Move.PASS, Move.SEND_BACK, Move.ASK_HELP, Move.CLOSE_OUT)


@dataclass(slots=True)
class Slide:
    """One item, full screen. `told`: the newest word on its matter; `promises`: what was resolved on it before."""

    item: AgendaItem
    why: str
    project: Project | None = None
    light: ProjectLight | None = None
    reason: str = ""
    milestone: Milestone | None = None
    report: ProgressReport | None = None
    photo: Attachment | None = None
    matter: Matter | None = None
    standing: MatterStanding | None = None
    told: MatterMove | None = None
    promises: Sequence[Resolution] = field(default_factory=list)

    @property
    def unit_id(self) -> UUID | None:
        """Who has it now: offered as lead unit of a resolution."""
        if self.project is not None:
            return self.project.unit_id
        return self.matter.lead_unit_id if self.matter is not None else None


def slides(meeting: Meeting, *, actor: Actor) -> list[Slide]:
    """The agenda of a meeting that the caller may see, as slides (a fixed number of queries)."""
    items = [i for i in agenda_of(meeting, actor=actor) if i.moved_to_id is None]
    found = [Slide(item, why_sentence(item.why)) for item in items]
    by_project = {s.item.subject_id: s for s in found if s.item.subject_type == PROJECT}
    by_matter = {s.item.subject_id: s for s in found if s.item.subject_type == MATTER}
    _fill_projects(by_project, actor)
    _fill_matters(by_matter, actor)
    _fill_promises(found, meeting)
    return found


def _fill_projects(slides: dict[UUID | None, Slide], actor: Actor) -> None:
    """Six queries."""
    ids: Collection[UUID | None] = slides.keys()
    zone = actor.zone_id
    for project in visible_projects(actor=actor).filter(id__in=ids).select_related("unit"):
        slides[project.id].project = project
    for light in ProjectLight.objects.filter(zone_id=zone, project_id__in=ids):
        slides[light.project_id].light = light
        slides[light.project_id].reason = reason(light.verdict)
    milestones = Milestone.objects.filter(
        zone_id=zone,
        project_id__in=ids,
        committed_finish__isnull=False,
        actual_finish__isnull=True,
        dropped_on__isnull=True,
    )
    for milestone in milestones.order_by("project_id", "committed_finish", "order").distinct("project_id"):
        slides[milestone.project_id].milestone = milestone
    reports = ProgressReport.objects.filter(zone_id=zone, project_id__in=ids)
    newest = {r.id: r for r in reports.order_by("project_id", "-day", "-filed_at").distinct("project_id")}
    for report in newest.values():
        slides[report.project_id].report = report
    photos = Attachment.objects.filter(zone_id=zone, subject_id__in=newest.keys(), is_image=True)
    for photo in photos.order_by("subject_id", "-attached_at").distinct("subject_id"):
        slides[newest[photo.subject_id].project_id].photo = photo


def _fill_matters(slides: dict[UUID | None, Slide], actor: Actor) -> None:
    """Three queries."""
    matters = with_standing(visible_matters(actor=actor).filter(id__in=slides.keys()))
    for matter in matters:
        slides[matter.id].matter = matter
        slides[matter.id].standing = next(iter(matter.standing), None)  # type: ignore[attr-defined]
    told = MatterMove.objects.filter(
        zone_id=actor.zone_id, matter_id__in=slides.keys(), move__in=_TOLD
    ).exclude(text="")
    for move in told.order_by("matter_id", "-place").distinct("matter_id"):
        slides[move.matter_id].told = move


def _fill_promises(slides: Sequence[Slide], meeting: Meeting) -> None:
    """What earlier meetings resolved on the same project or matter, newest first, three at most (one query)."""
    by_subject = {s.item.subject_id: s for s in slides if s.item.subject_id is not None}
    passed = Resolution.objects.filter(
        zone_id=meeting.zone_id,
        item__subject_id__in=by_subject.keys(),
        meeting__number__lt=meeting.number or 0,
        meeting__series_id=meeting.series_id,
    ).select_related("meeting", "matter__kind", "lead_unit", "item")
    found: dict[UUID | None, list[Resolution]] = {}
    for resolution in passed.order_by("-meeting__number", "place"):
        found.setdefault(resolution.item.subject_id, []).append(resolution)
    for subject_id, slide in by_subject.items():
        slide.promises = found.get(subject_id, [])[:3]
