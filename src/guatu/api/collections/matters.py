"""Matters, their kinds, and meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict

from guatu.api.collections.common import chosen, days, of
from guatu.api.collections.definition import Collection, Filter
from guatu.api.collections.fields import (
    DAY,
    ID,
    MOMENT,
    NAMED,
    TEXT,
    WHOLE,
    Extra,
    Field,
    an_object,
    columns,
    list_of,
    maybe,
    named,
)
from guatu.core.actor import Actor
from guatu.core.json import to_json
from guatu.core.models import Zone
from guatu.matters.choices import MatterStatus, SlipColour, Urgency
from guatu.matters.models.clocks import MatterStanding
from guatu.matters.models.kinds import MatterCategory, MatterKind
from guatu.matters.models.matter import Matter, SupportingUnit
from guatu.matters.policies import VIEW as VIEW_MATTER
from guatu.matters.selectors.filters import ALL, CLOCKS, ENDED_GROUP, OPEN, filtered_matters, read_filters
from guatu.matters.selectors.matters import visible_matters
from guatu.meetings.choices import MeetingStatus
from guatu.meetings.models.meeting import Meeting, Resolution
from guatu.meetings.models.series import MeetingSeries, SeriesMember
from guatu.meetings.policies import VIEW as VIEW_MEETING
from guatu.meetings.selectors.meetings import visible_meetings
from guatu.meetings.selectors.series import visible_series


def _narrow(query: QueryDict, actor: Actor, zone: Zone) -> QuerySet[Matter]:
    """As the list of matters reads its address; but without a group, closed ones are shown too."""
    given = query.copy()
    given.setdefault("group", ALL)
    return filtered_matters(zone, read_filters(given), actor=actor)


def _standings(matters: Sequence[Matter], actor: Actor) -> Mapping[UUID, Any]:
    rows = MatterStanding.objects.filter(zone_id=actor.zone_id, matter_id__in=[one.id for one in matters])
    return {
        row.matter_id: {
            "due_at": to_json(row.due_at),
            "stopped_since": to_json(row.stopped_since),
            "colour": row.colour,
        }
        for row in rows
    }


def _supporting(matters: Sequence[Matter], actor: Actor) -> Mapping[UUID, Any]:
    found = defaultdict(list)
    rows = SupportingUnit.objects.filter(zone_id=actor.zone_id, matter_id__in=[one.id for one in matters])
    for row in rows.select_related("unit").order_by("id"):
        found[row.matter_id].append(
            {
                "id": str(row.id),
                "unit": named(row.unit),
                "request": row.request,
                "replied_at": to_json(row.replied_at),
            }
        )
    return found


MATTERS = Collection(
    name="matters",
    about="Demands, problems, assignments, resolutions, hazards, tips and suggestions.",
    model=Matter,
    permission=VIEW_MATTER,
    rows=lambda actor: visible_matters(actor=actor),
    narrow=_narrow,
    fields=(
        *columns(Matter, "id version"),
        Field("number", TEXT, lambda one: one.number),
        *columns(
            Matter,
            "kind category title text status outcome urgency source is_confidential subject_type subject_id "
            "subject_label address longitude latitude grid_label raiser_name raiser_unit raised_at lead_unit "
            "handler due_on round returns closed_at rating",
        ),
    ),
    extras=(
        Extra(
            "standing",
            maybe(an_object(due_at=maybe(MOMENT), stopped_since=maybe(MOMENT), colour=TEXT)),
            _standings,
            models=None,
        ),
        Extra(
            "supporting",
            list_of(id=ID, unit=NAMED, request=TEXT, replied_at=maybe(MOMENT)),
            _supporting,
            (SupportingUnit,),
            empty=[],
        ),
    ),
    filters=(
        Filter("group", {"type": "string", "enum": [OPEN, ENDED_GROUP, ALL]}, "Open, ended, or all."),
        Filter("status", {"type": "string", "enum": list(MatterStatus.values)}, "Where it stands."),
        Filter("kind", TEXT, "Code of the kind."),
        Filter("unit", ID, "The lead unit, with all below it."),
        Filter(
            "urgency", {"type": "string", "enum": list(Urgency.values)}, "How urgent; repeatable.", many=True
        ),
        Filter(
            "colour",
            {"type": "string", "enum": list(SlipColour.values)},
            "Colour of the slip; repeatable.",
            many=True,
            now_only=True,
        ),
        Filter(
            "clock",
            {"type": "string", "enum": list(CLOCKS)},
            "Overdue, nearly due or stopped.",
            now_only=True,
        ),
        Filter("mine", {"type": "string", "enum": ["1"]}, "Those one handles or raised."),
        Filter("about", ID, "About that object, or about what belongs to it."),
        Filter("q", TEXT, "Number, or words of title, text or subject."),
    ),
    past=(Matter, SupportingUnit),
)

KINDS = Collection(
    name="matter-kinds",
    about="Kinds of matters.",
    model=MatterKind,
    permission=VIEW_MATTER,
    rows=lambda actor: MatterKind.objects.filter(zone_id=actor.zone_id),
    fields=columns(MatterKind, "id version code name prefix"),
    past=(MatterKind,),
)

CATEGORIES = Collection(
    name="matter-categories",
    about="Categories of matters, by kind.",
    model=MatterCategory,
    permission=VIEW_MATTER,
    rows=lambda actor: MatterCategory.objects.filter(zone_id=actor.zone_id),
    fields=columns(MatterCategory, "id version kind code name order"),
    filters=(of("kind", "Of one kind."),),
    past=(MatterCategory,),
)


def _resolutions(meetings: Sequence[Meeting], actor: Actor) -> Mapping[UUID, Any]:
    """Those whose matter the actor may see."""
    found = defaultdict(list)
    rows = Resolution.objects.filter(
        zone_id=actor.zone_id,
        meeting_id__in=[one.id for one in meetings],
        matter_id__in=visible_matters(actor=actor).values("id"),
    )
    for row in rows.select_related("lead_unit").order_by("place"):
        found[row.meeting_id].append(
            {
                "id": str(row.id),
                "place": row.place,
                "text": row.text,
                "lead_unit": named(row.lead_unit),
                "due_on": row.due_on.isoformat(),
                "matter": str(row.matter_id),
            }
        )
    return found


MEETINGS = Collection(
    name="meetings",
    about="Meetings of a series, with what was resolved.",
    model=Meeting,
    permission=VIEW_MEETING,
    rows=lambda actor: visible_meetings(actor=actor),
    fields=columns(
        Meeting,
        "id version series name number day starts_at venue branch_venues status chaired_by notes started_at "
        "closed_at cancelled_because",
    ),
    extras=(
        Extra(
            "resolutions",
            list_of(id=ID, place=WHOLE, text=TEXT, lead_unit=NAMED, due_on=DAY, matter=ID),
            _resolutions,
            (Resolution, Matter, SupportingUnit),
            empty=[],
        ),
    ),
    filters=(
        of("series", "Of one series."),
        chosen("status", MeetingStatus, "How far it has come."),
        *days("day"),
    ),
    past=(Meeting, MeetingSeries, SeriesMember),
)

SERIES = Collection(
    name="meeting-series",
    about="Series of meetings.",
    model=MeetingSeries,
    permission=VIEW_MEETING,
    rows=lambda actor: visible_series(actor=actor),
    fields=columns(
        MeetingSeries, "id version name kind cadence weekday month_day starts_at starts_on ends_on unit venue"
    ),
    filters=(
        Filter(
            "q",
            TEXT,
            "Words of the name.",
            lambda rows, value, _zone: rows.filter(Q(name__icontains=value)),
        ),
    ),
    past=(MeetingSeries, SeriesMember),
)
