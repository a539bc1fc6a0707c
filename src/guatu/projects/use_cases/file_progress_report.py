"""File a progress report: what stands on the site, with photos, and what comes next week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guatu.attachments.use_cases.attach_file import attach_files
from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.locks import one_at_a_time
from guatu.core.use_case import change, record, use_case
from guatu.projects.choices import WorkKind, WorkStage
from guatu.projects.events.progress import ProgressReportFiled, WorkReported
from guatu.projects.models.progress import ProgressItem, ProgressReport, WorkItem
from guatu.projects.models.project import Project
from guatu.projects.policies.progress import may_file_progress_report
from guatu.projects.rules.progress import WorkState, faults_of_state, goes_back, goes_on, stage_note

MAX_TEXT = 4000


@dataclass(frozen=True, slots=True)
class WorkTold:
    """What a report says of one building or line: its stage, the floor reached, the share done (0–1)."""

    work_id: UUID
    stage: WorkStage | str
    floor: int | None = None
    share: Decimal | None = None


@dataclass(slots=True)
class _Draft:
    """What is to be filed, checked piece by piece; faults by field."""

    project: Project
    day: date
    share: Decimal | None
    faults: dict[str, Any] = field(default_factory=dict)
    states: list[tuple[WorkItem, WorkState]] = field(default_factory=list)
    # Names of what is told to have gone back.
    back: list[str] = field(default_factory=list)


@use_case(may=may_file_progress_report)
def file_progress_report(
    *,
    actor: Actor,
    project: Project,
    text: str,
    next_plan: str = "",
    difficulty: str = "",
    share: Decimal | None = None,
    day: date | None = None,
    works: Sequence[WorkTold] = (),
    photos: Sequence[File[Any]] = (),
    regress_reason: str = "",
    client_key: UUID | None = None,
) -> ProgressReport:
    """File what is told of `project` as of `day` (the zone's today where none is given).

    `share` is of the whole project, 0–1. Buildings and lines take over what is told of them, unless something
    newer is known already; a step back needs `regress_reason`, which joins the text. The project's note and
    day of last report follow the newest report. The same `client_key` with the same report gives back the
    report that was filed first and changes nothing; with another report it is refused.

    Raises `InvalidInput` naming every field at fault, `Refused` for a project that was withdrawn (`withdrawn`)
    and for a key used before (`key_used`).
    """
    one_at_a_time("file_progress_report", project.id)
    if client_key is not None:
        one_at_a_time("file_progress_report", actor.zone_id, client_key)
    project = Project.objects.select_related("zone").get(zone_id=actor.zone_id, id=project.id)
    told = {"text": text.strip(), "next_plan": next_plan.strip(), "difficulty": difficulty.strip()}
    reason = regress_reason.strip()
    filed = _filed_before(project, client_key, told, reason, share)
    if filed is not None:
        return filed
    if project.withdrawn_on is not None:
        raise Refused(_("This project was withdrawn; nothing is reported on it any more."), code="withdrawn")
    draft = _Draft(project, day or today(project.zone), share)
    _check_words(draft, told)
    _check_works(draft, works)
    _check_steps_back(draft, reason)
    if draft.faults:
        raise InvalidInput(draft.faults)
    if draft.back:
        told["text"] += f"\n\n{reason}"
    report = ProgressReport.objects.create(
        zone_id=actor.zone_id,
        project=project,
        day=draft.day,
        share=share,
        reporter_id=actor.person_id,
        reporter_name=actor.name,
        client_key=client_key,
        **told,
    )
    record(
        ProgressReportFiled(zone_id=actor.zone_id, project_id=project.id, report_id=report.id, day=draft.day),
        subject=project,
        changes=_update_project(draft, told["text"]),
        reason=reason if draft.back else "",
        about=(report.id,),
    )
    _update_works(draft, report)
    if photos:
        attach_files(actor=actor, subject=report, uploads={"photos": photos}, images_only={"photos"})
    return report


def _filed_before(
    project: Project, key: UUID | None, told: Mapping[str, str], reason: str, share: Decimal | None
) -> ProgressReport | None:
    if key is None:
        return None
    report = ProgressReport.objects.filter(zone_id=project.zone_id, client_key=key).first()
    if report is None:
        return None
    same = (
        report.project_id == project.id
        and report.text in {told["text"], f"{told['text']}\n\n{reason}"}
        and report.next_plan == told["next_plan"]
        and report.difficulty == told["difficulty"]
        and report.share == share
    )
    if not same:
        raise Refused(
            _(
                "Another report was filed with this key. Open the form again and send the new report from there."
            ),
            code="key_used",
        )
    return report


def _check_words(draft: _Draft, told: Mapping[str, str]) -> None:
    if not told["text"]:
        draft.faults["text"] = _("Say in a sentence what stands on the site today.")
    for name, text in told.items():
        if len(text) > MAX_TEXT:
            draft.faults[name] = _("Up to %(limit)s characters, please; there are %(count)s.") % {
                "limit": MAX_TEXT,
                "count": len(text),
            }
    if draft.day > today(draft.project.zone):
        draft.faults["day"] = _("A report tells of today or of a day before, not of a day to come.")
    if draft.share is not None and not 0 <= draft.share <= 1:
        draft.faults["share"] = _("Between 0 and 100 %.")


def _check_works(draft: _Draft, works: Sequence[WorkTold]) -> None:
    known = {w.id: w for w in WorkItem.objects.filter(zone_id=draft.project.zone_id, project=draft.project)}
    seen = set[UUID]()
    for told in works:
        place = f"work-{told.work_id}"
        work = known.get(told.work_id)
        if work is None or told.work_id in seen:
            draft.faults[place] = _("Not a building or line of this project, or told twice.")
            continue
        seen.add(told.work_id)
        if told.stage not in WorkStage.values:
            draft.faults[place] = _("“%(stage)s” is not a stage.") % {"stage": told.stage}
            continue
        state = WorkState(WorkStage(told.stage), told.floor, told.share)
        faults = faults_of_state(WorkKind(work.kind), state)
        if faults:
            draft.faults[place] = " ".join(_state_fault(code, work, state) for code in faults)
            continue
        draft.states.append((work, state))


def _state_fault(code: str, work: WorkItem, state: WorkState) -> str:
    match code:
        case "stage":
            text = _("%(name)s: “%(stage)s” is not a stage of a %(kind)s.")
        case "floor":
            text = _("%(name)s: a floor is told only while a building grows.")
        case "share_done":
            text = _("%(name)s: what is at “%(stage)s” is 100 %% done.")
        case "share_none":
            text = _("%(name)s: what has not started is 0 %% done.")
        case _:
            text = _("%(name)s: between 0 and 100 %%.")
    return text % {"name": work.name, "stage": state.stage.label, "kind": work.get_kind_display()}


def _check_steps_back(draft: _Draft, reason: str) -> None:
    """A step back against what is known as of the same day or earlier is allowed, but never in silence."""
    for work, state in draft.states:
        if _is_news(work, draft.day) and goes_back(WorkKind(work.kind), _state_of(work), state):
            draft.back.append(work.name)
    before = (
        ProgressReport.objects.filter(
            zone_id=draft.project.zone_id, project=draft.project, day__lte=draft.day, share__isnull=False
        )
        .order_by("-day", "-filed_at")
        .values_list("share", flat=True)
        .first()
    )
    if draft.share is not None and before is not None and draft.share < before:
        draft.back.append(_("the whole project"))
    if draft.back and not reason:
        draft.faults["regress_reason"] = _("Less than was reported before: %(names)s. Say why.") % {
            "names": pgettext("between names", ", ").join(draft.back)
        }


def _state_of(work: WorkItem) -> WorkState:
    return WorkState(WorkStage(work.stage), work.floor, work.share)


def _is_news(work: WorkItem, day: date) -> bool:
    """Whether what is told as of `day` is at least as new as what is known."""
    return work.as_of is None or work.as_of <= day


def _update_works(draft: _Draft, report: ProgressReport) -> None:
    """Keep what the report tells, and bring each building and line up to date where it is news."""
    ProgressItem.objects.bulk_create(
        ProgressItem(
            zone_id=report.zone_id,
            report=report,
            work=work,
            stage=state.stage,
            floor=state.floor,
            share=state.share,
        )
        for work, state in draft.states
    )
    for work, told in draft.states:
        if not _is_news(work, draft.day):
            continue
        state = goes_on(WorkKind(work.kind), _state_of(work), told)
        changes = change(work, stage=state.stage, floor=state.floor, share=state.share, as_of=draft.day)
        if changes:
            record(
                WorkReported(
                    zone_id=work.zone_id, project_id=draft.project.id, work_id=work.id, report_id=report.id
                ),
                subject=work,
                changes=changes,
                about=(draft.project.id, report.id),
            )


def _update_project(draft: _Draft, text: str) -> dict[str, tuple[Any, Any]]:
    project = draft.project
    if project.last_reported_on is not None and project.last_reported_on > draft.day:
        return {}
    return change(project, stage_note=stage_note(text), last_reported_on=draft.day)
