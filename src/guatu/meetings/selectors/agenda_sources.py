"""What belongs on an agenda now: promises, lights, matters at their limit, requests to coordinate."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Prefetch, Q

from guatu.core.actor import Actor
from guatu.core.clock import CHINA
from guatu.matters.choices import ENDED, MatterStatus, Move, Receiver
from guatu.matters.models.clocks import MatterStanding
from guatu.matters.models.history import MatterMove
from guatu.matters.models.matter import Matter
from guatu.matters.rules.ladder import receivers_of
from guatu.matters.selectors.matters import visible_matters
from guatu.matters.standing import rules_of
from guatu.meetings.choices import ItemKind
from guatu.meetings.models.meeting import Meeting, Resolution
from guatu.meetings.rules.agenda import Candidate, lateness
from guatu.meetings.selectors.meetings import MATTER, PROJECT, meeting_before
from guatu.projects.choices import LightColour
from guatu.projects.models.lights import ProjectLight
from guatu.projects.selectors.projects import visible_projects


def candidates(meeting: Meeting, *, actor: Actor, now: datetime) -> list[Candidate]:
    """Everything that the actor may see and that belongs on the agenda at `now` (six queries); in no order.

    Confidential matters are left out: an agenda is read by everybody who attends.
    """
    before = meeting_before(meeting)
    found = _promises(meeting, actor, now)
    found += _lights(actor, before.day if before else None, now.date())
    return found + _matters(actor, now)


def _promises(meeting: Meeting, actor: Actor, now: datetime) -> list[Candidate]:
    """The resolutions of the meetings before that are not struck off."""
    open_ones = Resolution.objects.filter(
        zone_id=meeting.zone_id,
        meeting__series_id=meeting.series_id,
        meeting__number__lt=meeting.number or 0,
        matter__in=visible_matters(actor=actor).exclude(status__in=ENDED),
    ).select_related("matter", "meeting")
    return [
        Candidate(
            ItemKind.PROMISE,
            (MATTER, passed.matter_id),
            passed.matter.title,
            lateness(passed.due_on, now.date()),
            {
                "code": "promise",
                "passed": passed.meeting.day.isoformat(),
                "due": passed.due_on.isoformat(),
                "late": max((now.date() - passed.due_on).days, 0),
            },
        )
        for passed in open_ones
    ]


def _lights(actor: Actor, since: date | None, today: date) -> list[Candidate]:
    """Red projects, those that turned red on the day `since` or later first, and yellow ones, nearest to red first."""
    projects = visible_projects(actor=actor).filter(withdrawn_on__isnull=True)
    lights = ProjectLight.objects.filter(
        zone_id=actor.zone_id,
        project_id__in=projects.values("id"),
        colour__in=(LightColour.RED, LightColour.YELLOW),
    ).select_related("project")
    return [_light(light, since, today) for light in lights]


def _light(light: ProjectLight, since: date | None, today: date) -> Candidate:
    findings = light.verdict.get("findings", [])
    finding = findings[0] if findings else None
    subject, name = (PROJECT, light.project_id), light.project.name
    if light.colour == LightColour.RED:
        is_new = since is None or light.since >= since
        return Candidate(
            ItemKind.RED,
            subject,
            name,
            (not is_new, (light.since - today).days),
            {"code": "red", "since": light.since.isoformat(), "is_new": is_new, "finding": finding},
        )
    days = light.days_to_red if light.days_to_red is not None else 10**6
    return Candidate(
        ItemKind.YELLOW,
        subject,
        name,
        (days,),
        {"code": "yellow", "days_to_red": light.days_to_red, "finding": finding},
    )


def _matters(actor: Actor, now: datetime) -> list[Candidate]:
    """Matters over their limit, those whose ladder has come to the meeting, and requests to coordinate."""
    late = Q(standings__due_at__lt=now, standings__ended_at__isnull=True)
    matters = (
        visible_matters(actor=actor)
        .exclude(status__in=ENDED)
        .filter(is_confidential=False)
        .filter(late | Q(standings__rung__isnull=False) | Q(status=MatterStatus.COORDINATING))
        .select_related("kind", "rule_set")
        .prefetch_related(Prefetch("standings", queryset=MatterStanding.objects.all(), to_attr="standing"))
    )
    rows = list(matters)
    asked = _asked(actor, [m for m in rows if m.status == MatterStatus.COORDINATING])
    found = [_matter(matter, now, asked.get(matter.id, "")) for matter in rows]
    return [candidate for candidate in found if candidate is not None]


def _matter(matter: Matter, now: datetime, asked: str) -> Candidate | None:
    standing: MatterStanding | None = next(iter(matter.standing), None)  # type: ignore[attr-defined]
    due_at = standing.due_at if standing and standing.ended_at is None else None
    due = due_at.astimezone(CHINA).date() if due_at else None
    subject, pressing = (MATTER, matter.id), lateness(due, now.date())
    if matter.status == MatterStatus.COORDINATING:
        return Candidate(ItemKind.HELP, subject, matter.title, pressing, {"code": "help", "text": asked})
    if due_at is not None and due is not None and due_at < now:
        why = {"code": "overdue", "due": due.isoformat(), "days": (now.date() - due).days}
        return Candidate(ItemKind.MATTER, subject, matter.title, pressing, why)
    rung = _rung_of_meeting(matter, standing)
    if rung:
        return Candidate(ItemKind.MATTER, subject, matter.title, pressing, {"code": "ladder", "rung": rung})
    return None


def _rung_of_meeting(matter: Matter, standing: MatterStanding | None) -> str:
    """The name of the rung that the matter has reached, where that tells the meeting."""
    if standing is None or standing.rung is None:
        return ""
    rules = rules_of(matter.rule_set)
    ladder = rules.ladder_for(matter.kind.code)
    if standing.rung >= len(ladder):
        return ""
    told = receivers_of(ladder, standing.rung, rules.start_rung.get(matter.urgency, 0))
    return ladder[standing.rung].name if Receiver.MEETING in told else ""


def _asked(actor: Actor, matters: list[Matter]) -> dict[object, str]:
    """What was asked of the meeting, by matter."""
    moves = MatterMove.objects.filter(
        zone_id=actor.zone_id, matter_id__in=[m.id for m in matters], move=Move.ASK_HELP
    )
    newest = moves.order_by("matter_id", "-place").distinct("matter_id")
    return dict(newest.values_list("matter_id", "text"))
