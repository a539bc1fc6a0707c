"""Raise a matter: a demand, a problem, an assignment, a resolution, a hazard, a tip, a suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db.models import Max
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import today
from guatu.core.errors import InvalidInput
from guatu.core.locks import one_at_a_time
from guatu.core.models import Zone
from guatu.core.use_case import use_case
from guatu.core.zoned import ZonedModel
from guatu.matters.choices import ENDED, MatterStatus, Move, Source, Urgency
from guatu.matters.events import MatterCommented, MatterRaised
from guatu.matters.models.kinds import MatterCategory, MatterKind
from guatu.matters.models.matter import Matter
from guatu.matters.moving import attach, make_move, moment_of, sent_before, take, words
from guatu.matters.policies import may_raise_matter
from guatu.matters.routes import dispatch_by_table
from guatu.matters.selectors.rules import rules_in_force
from guatu.matters.standing import refresh_standing
from guatu.matters.subjects import kind_of
from guatu.matters.use_cases.dispatch_matter import dispatch_matter
from guatu.organization.models import Person, Unit
from guatu.organization.places import unit_at

MAX_TITLE = 120


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is: in words, and as a point in CGCS2000 (degrees east and north)."""

    address: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Raiser:
    """Who raises it, where that is not the actor: an enterprise, a resident, a rule."""

    name: str
    contact: str = ""
    unit: Unit | None = None
    person: Person | None = None


@use_case(may=may_raise_matter)
def raise_matter(
    *,
    actor: Actor,
    kind: MatterKind,
    title: str,
    text: str = "",
    category: MatterCategory | None = None,
    subject: ZonedModel | None = None,
    place: Place | None = None,
    urgency: str = "",
    source: str = Source.DESK,
    is_confidential: bool = False,
    raiser: Raiser | None = None,
    lead_unit: Unit | None = None,
    due_on: date | None = None,
    rule: str = "",
    files: Sequence[File[Any]] = (),
    client_key: UUID | None = None,
) -> Matter:
    """Raise a matter of `kind` about `subject` (any object registered in `matters.subjects`, or none).

    With `lead_unit` it is dispatched there at once, which takes the power to dispatch; otherwise the table of
    dispatch is asked, and where no line decides it waits for a dispatcher. `due_on` sets the whole time by hand. A
    matter raised by a `rule` exists once while it is open: the open one is returned, and one that somebody raised about
    the same subject is joined. The same `client_key` gives back
    what was raised first. Raises `InvalidInput` with every fault at its field.
    """
    before = sent_before(actor, client_key)
    if before is not None:
        return before.matter
    zone = Zone.objects.get(id=actor.zone_id)
    if rule and subject is not None:
        one_at_a_time("matters.rule", zone.id, subject.id, rule)
        standing = _joined(actor, kind, subject, rule, title)
        if standing is not None:
            return standing
    place = place or Place()
    _check(zone, kind, title, category, place, urgency, source, due_on)
    one_at_a_time("matters.number", zone.id, kind.id, today(zone).year)
    matter = _new(zone, actor, kind, raiser)
    matter.title, matter.text = title.strip(), words(text, "text")
    matter.category, matter.due_on, matter.rule = category, due_on, rule
    matter.urgency, matter.source = urgency or kind.default_urgency, source
    matter.is_confidential = is_confidential
    matter.address = place.address.strip()[:200]
    matter.longitude, matter.latitude = place.longitude, place.latitude
    if subject is not None:
        about = kind_of(subject)
        matter.subject_type, matter.subject_id = about.label, subject.id
        matter.subject_label, matter.parent_id = str(subject)[:200], about.parent_id(subject)
    _stand_in_grid(matter)
    matter.recurrence_of = _earlier(matter, kind.recurrence_days)
    matter.save(force_insert=True)
    made = make_move(
        matter,
        Move.RAISE,
        MatterRaised,
        actor=actor,
        text=matter.text,
        is_public=True,
        client_key=client_key,
        reckon=False,
    )
    attach(made, files, actor=actor)
    if lead_unit is not None:
        dispatch_matter(actor=actor, matter=matter, unit=lead_unit)
    elif not dispatch_by_table(matter):
        refresh_standing(zone.id, [matter.id], made.at)
    return Matter.objects.select_related("kind", "category", "lead_unit").get(zone_id=zone.id, id=matter.id)


def _joined(actor: Actor, kind: MatterKind, subject: ZonedModel, rule: str, title: str) -> Matter | None:
    """The open matter that the rule raised; or one of the kind that somebody raised about the same subject: then the
    rule joins it, with a note."""
    about = Matter.objects.filter(zone_id=actor.zone_id, subject_id=subject.id).exclude(status__in=ENDED)
    by_rule = about.filter(rule=rule).first()
    if by_rule is not None:
        return by_rule
    by_hand = about.filter(kind=kind, rule="").order_by("raised_at").first()
    if by_hand is None:
        return None
    matter = take(by_hand, Move.COMMENT, actor=actor)
    make_move(matter, Move.COMMENT, MatterCommented, actor=actor, text=title, values={"rule": rule})
    return matter


def _check(
    zone: Zone,
    kind: MatterKind,
    title: str,
    category: MatterCategory | None,
    place: Place,
    urgency: str,
    source: str,
    due_on: date | None,
) -> None:
    faults: dict[str, str] = {}
    if kind.closed_on is not None:
        faults["kind"] = _("This kind is no longer used.")
    if not title.strip():
        faults["title"] = _("Say in a line what it is about.")
    elif len(title.strip()) > MAX_TITLE:
        faults["title"] = _("Up to %(limit)s characters, please; there are %(count)s.") % {
            "limit": MAX_TITLE,
            "count": len(title.strip()),
        }
    if category is not None and (category.kind_id != kind.id or category.closed_on is not None):
        faults["category"] = _("Not a category of this kind.")
    if urgency and urgency not in Urgency.values:
        faults["urgency"] = _("Expected normal, important or urgent.")
    if source not in Source.values:
        faults["source"] = _("Not a known source.")
    if due_on is not None and due_on < today(zone):
        faults["due_on"] = _("A day that has passed cannot be a due date.")
    if (place.longitude is None) != (place.latitude is None):
        faults["place"] = _("A point has both a longitude and a latitude.")
    elif place.longitude is not None and not _in_china(place):
        faults["place"] = _("Longitude 73–136 and latitude 3–54, in degrees, please.")
    if faults:
        raise InvalidInput(faults)


def _in_china(place: Place) -> bool:
    longitude, latitude = place.longitude or 0, place.latitude or 0
    return 73 <= longitude <= 136 and 3 <= latitude <= 54


def _new(zone: Zone, actor: Actor, kind: MatterKind, raiser: Raiser | None) -> Matter:
    day = today(zone)
    numbered = Matter.objects.filter(zone_id=zone.id, kind=kind, year=day.year)
    last: int | None = numbered.aggregate(last=Max("sequence"))["last"]
    person_id = raiser.person.id if raiser and raiser.person else (None if raiser else actor.person_id)
    return Matter(
        zone=zone,
        kind=kind,
        year=day.year,
        sequence=(last or 0) + 1,
        status=MatterStatus.RAISED,
        raiser_id=person_id,
        raiser_name=(raiser.name if raiser else actor.name)[:150],
        raiser_unit=raiser.unit if raiser else _unit_of(person_id, zone, day),
        raiser_contact=(raiser.contact if raiser else "")[:60],
        raised_at=moment_of(zone),
        rule_set=rules_in_force(zone.id, day),
    )


def _unit_of(person_id: UUID | None, zone: Zone, day: date) -> Unit | None:
    """The unit of the first post that the person holds today."""
    if person_id is None:
        return None
    held = Unit.objects.filter(
        zone=zone, posts__appointments__person_id=person_id, posts__appointments__valid_from__lte=day
    ).exclude(posts__appointments__valid_to__lt=day)
    return held.order_by("order", "id").first()


def _stand_in_grid(matter: Matter) -> None:
    if matter.longitude is None or matter.latitude is None:
        return
    point = float(matter.longitude), float(matter.latitude)
    answer = unit_at(matter.zone_id, *point, matter.raised_at.date())
    if answer is not None:
        matter.grid_id, matter.grid_label = answer.grid_id, answer.grid_label[:100]


def _earlier(matter: Matter, days: int) -> Matter | None:
    """A closed matter on the same subject and category within the days in which it counts as a recurrence."""
    if matter.subject_id is None or not days or matter.rule:
        return None
    return (
        Matter.objects.filter(
            zone_id=matter.zone_id,
            kind_id=matter.kind_id,
            category_id=matter.category_id,
            subject_id=matter.subject_id,
            closed_at__gte=matter.raised_at - timedelta(days=days),
        )
        .order_by("-closed_at")
        .first()
    )
