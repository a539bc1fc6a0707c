"""Which matters a list shows: filters as they stand in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from guatu.core.actor import Actor
from guatu.core.clock import local_now
from guatu.core.errors import InvalidInput
from guatu.core.models import Zone
from guatu.core.periods import Period
from guatu.matters.choices import ENDED, MatterStatus, SlipColour, Urgency
from guatu.matters.models.kinds import MatterKind
from guatu.matters.models.matter import Matter
from guatu.matters.rules.rates import AGES, Figure
from guatu.matters.selectors.fair_numbers import Scope, matters_in_figure, open_ages
from guatu.matters.selectors.matters import visible_matters
from guatu.organization.models import Unit
from guatu.organization.rules import subtree

OPEN, ENDED_GROUP, ALL = "open", "ended", "all"
OVERDUE, NEARLY_DUE, STOPPED = "overdue", "nearly_due", "stopped"
CLOCKS = (OVERDUE, NEARLY_DUE, STOPPED)
# How alike words have to be to be found without being the same.
ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class MatterFilters:
    """What narrows a list; empty values do not. `figure` or `age` with its scope: the rows behind a number."""

    group: str = OPEN
    status: str = ""
    kind: str = ""
    unit_id: UUID | None = None
    urgencies: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    clock: str = ""
    mine: bool = False
    words: str = ""
    subject_id: UUID | None = None
    figure: Figure | None = None
    age: int | None = None
    period: Period | None = None
    of_unit: UUID | None = None

    @property
    def active(self) -> bool:
        return self != MatterFilters(group=self.group)

    def scope(self, day: date) -> Scope:
        """The scope of the number whose rows are shown."""
        period = self.period or this_year(day)
        return Scope(period.first, period.last, self.of_unit, self.kind)


def this_year(day: date) -> Period:
    return Period.parse(f"{day.year}")


def read_filters(given: QueryDict) -> MatterFilters:
    """Raises `InvalidInput` for what cannot be a filter."""
    group = given.get("group", OPEN)
    faults = {}
    checked: tuple[tuple[str, str, Any], ...] = (
        ("group", group, (OPEN, ENDED_GROUP, ALL)),
        ("status", given.get("status", ""), ("", *MatterStatus.values)),
        ("clock", given.get("clock", ""), ("", *CLOCKS)),
        ("figure", given.get("figure", ""), ("", *Figure)),
        ("age", given.get("age", ""), ("", *map(str, range(len(AGES))))),
        *(("urgency", value, Urgency.values) for value in given.getlist("urgency")),
        *(("colour", value, SlipColour.values) for value in given.getlist("colour")),
    )
    for place, value, allowed in checked:
        if value not in allowed:
            faults[place] = _("Choose one of those offered.")
    ids = {place: _id(given, place, faults) for place in ("unit", "about", "of")}
    if faults:
        raise InvalidInput(faults)
    return MatterFilters(
        group=group,
        status=given.get("status", ""),
        kind=given.get("kind", "")[:20],
        unit_id=ids["unit"],
        urgencies=tuple(given.getlist("urgency")),
        colours=tuple(given.getlist("colour")),
        clock=given.get("clock", ""),
        mine=given.get("mine", "") == "1",
        words=given.get("q", "").strip()[:100],
        subject_id=ids["about"],
        figure=Figure(given.get("figure", "")) if given.get("figure") else None,
        age=int(given.get("age", "")) if given.get("age") else None,
        period=Period.parse(given.get("period", "")) if given.get("period") else None,
        of_unit=ids["of"],
    )


def _id(given: QueryDict, place: str, faults: dict[str, str]) -> UUID | None:
    text = given.get(place, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        faults[place] = _("Choose one of those offered.")
        return None


def filtered_matters(zone: Zone, filters: MatterFilters, *, actor: Actor) -> QuerySet[Matter]:
    """The matters that the actor may see, narrowed."""
    now = local_now(zone)
    found = visible_matters(actor=actor)
    if filters.figure is not None:
        ids = matters_in_figure(zone, filters.figure, filters.scope(now.date()), actor=actor)
        return found.filter(id__in=ids)
    if filters.age is not None:
        aged = open_ages(zone, filters.scope(now.date()), actor=actor)
        return found.filter(id__in=[matter_id for matter_id, place in aged if place == filters.age])
    if filters.group == OPEN:
        found = found.exclude(status__in=ENDED)
    elif filters.group == ENDED_GROUP:
        found = found.filter(status__in=ENDED)
    narrowing: Mapping[str, Any] = {
        "status": filters.status,
        "kind__code": filters.kind,
        "urgency__in": filters.urgencies,
        "standings__colour__in": filters.colours,
    }
    found = found.filter(**{name: value for name, value in narrowing.items() if value})
    if filters.unit_id is not None:
        parents = dict(Unit.objects.filter(zone_id=zone.id).values_list("id", "parent_id"))
        found = found.filter(lead_unit_id__in=subtree(parents, filters.unit_id))
    if filters.subject_id is not None:
        found = found.filter(Q(subject_id=filters.subject_id) | Q(parent_id=filters.subject_id))
    if filters.mine:
        found = found.filter(mine(actor))
    if filters.clock:
        found = found.filter(_shows(filters.clock, now))
    return with_words(found, filters.words) if filters.words else found


def mine(actor: Actor) -> Q:
    """Those the actor handles or raised."""
    if actor.person_id is None:
        return Q(pk__in=[])
    return Q(handler_id=actor.person_id) | Q(raiser_id=actor.person_id)


def with_words(found: QuerySet[Matter], words: str) -> QuerySet[Matter]:
    """Those whose number, title, text or subject holds the words, or whose title is much like them."""
    number = numbered(words)
    if number is not None:
        return found.filter(number)
    holds = Q(title__icontains=words) | Q(text__icontains=words) | Q(subject_label__icontains=words)
    return found.alias(alike=TrigramWordSimilarity(words, "title")).filter(holds | Q(alike__gte=ALIKE))


def numbered(words: str) -> Q | None:
    """The matter that a number such as SQ-2018-0012 names; None for what is no number."""
    parts = words.strip().upper().replace(" ", "").split("-")
    if len(parts) != 3 or not (parts[0].isalpha() and parts[0].isascii()):
        return None
    if not all(part.isascii() and part.isdigit() and len(part) < 8 for part in parts[1:]):
        return None
    return Q(kind__prefix=parts[0], year=int(parts[1]), sequence=int(parts[2]))


def _shows(clock: str, now: datetime) -> Q:
    running = Q(standings__ended_at__isnull=True, standings__is_open=True)
    if clock == STOPPED:
        return running & Q(standings__stopped_since__isnull=False)
    if clock == OVERDUE:
        return running & Q(standings__due_at__lt=now)
    return running & Q(standings__warn_at__lte=now, standings__due_at__gte=now)


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What the filters offer."""

    kinds: list[MatterKind]
    units: list[Unit]


def filter_choices(*, actor: Actor) -> FilterChoices:
    """Two queries."""
    leads = visible_matters(actor=actor).order_by().values("lead_unit_id")
    return FilterChoices(
        list(MatterKind.objects.filter(zone_id=actor.zone_id)),
        list(Unit.objects.filter(zone_id=actor.zone_id, id__in=leads).order_by("order", "name")),
    )
