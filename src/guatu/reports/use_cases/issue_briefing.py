"""Issue a briefing: from now on it is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import now, today
from guatu.core.errors import InvalidInput, Refused
from guatu.core.models import Zone
from guatu.core.use_case import change, record, use_case
from guatu.figures.asking import Wanted
from guatu.figures.fingerprints import fingerprints
from guatu.organization.selectors import unit_tree
from guatu.reports.choices import BriefingState
from guatu.reports.events import BriefingIssued
from guatu.reports.models import BoundFigure, Briefing
from guatu.reports.policies import may_issue_briefing
from guatu.reports.rules.blocks import to_json
from guatu.reports.selectors.briefings import compose_briefing
from guatu.reports.taking import take_briefing
from guatu.reports.writing.desk import Bound


@use_case(may=may_issue_briefing)
def issue_briefing(
    *, actor: Actor, briefing: Briefing, number: str = "", signature: str = "", day: date | None = None
) -> Briefing:
    """Freeze the text and every number with its value, formula, rows' fingerprint and moment.

    The numbers are read over what the issuer may see, as of this moment. Raises `Refused` where it is not in review,
    `InvalidInput` where the document number is taken or the text cannot be filled in.
    """
    briefing = take_briefing(briefing, actor=actor)
    if briefing.state != BriefingState.REVIEW:
        raise Refused(_("Only a briefing in review can be issued."))
    number = number.strip()
    taken = Briefing.objects.filter(zone_id=actor.zone_id, number=number).exclude(id=briefing.id)
    if number and taken.exists():
        raise InvalidInput({"number": _("another document has this number")})
    zone = Zone.objects.get(id=actor.zone_id)
    moment = now()
    composed = compose_briefing(briefing, actor=actor, zone=zone, as_of=moment)
    changes = change(
        briefing,
        state=BriefingState.ISSUED,
        number=number,
        signature=signature.strip() or zone.name,
        issued_by_id=actor.person_id,
        issued_by_name=actor.name,
        issued_on=day or today(zone),
        as_of=moment,
        content=to_json(composed.blocks),
    )
    marks = fingerprints(
        (one.reading.wanted for one in composed.bound),
        actor=actor,
        zone=zone,
        tree=unit_tree(zone.id),
        as_of=moment,
    )
    BoundFigure.objects.bulk_create(
        _frozen(briefing, place, one, marks) for place, one in enumerate(composed.bound)
    )
    event = BriefingIssued(
        zone_id=actor.zone_id, briefing_id=briefing.id, number=number, figures=len(composed.bound)
    )
    # The entry itself says who and when; the document is kept with the briefing.
    for told in ("content", "as_of", "issued_by", "issued_by_id", "issued_by_name"):
        changes.pop(told, None)
    record(event, subject=briefing, changes=changes)
    return briefing


def _frozen(briefing: Briefing, place: int, one: Bound, marks: Mapping[Wanted, str]) -> BoundFigure:
    reading = one.reading
    return BoundFigure(
        zone_id=briefing.zone_id,
        briefing=briefing,
        place=place,
        name=reading.figure.name,
        label=str(reading.figure.label)[:200],
        period=reading.wanted.period.text,
        unit_id=reading.wanted.unit_id,
        where=[[dimension, list(values)] for dimension, values in reading.wanted.where],
        value=reading.exact,
        printed=one.text,
        fraction=reading.fraction,
        formula=str(reading.figure.words)[:400],
        remarks=[str(remark) for remark in reading.remarks],
        row_count=reading.row_count,
        fingerprint=marks[reading.wanted],
    )
