"""Projects on their way into the statistics library; prose in docs/rules/enrolment.md."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from guatu.figures import units
from guatu.figures.asking import Ask
from guatu.figures.definition import Kind
from guatu.figures.registry import figure
from guatu.figures.source import Source
from guatu.projects.figures.sources import PROJECTS
from guatu.projects.models.enrolment import EnrolmentRuleSet, StatisticalEnrolment
from guatu.projects.selectors.enrolment import enrolment_thresholds_on


def _rows(ask: Ask) -> QuerySet[Any]:
    """Projects with the day on which the bureau had taken them in by the day judged on (`stat_entry_date`)."""
    entries = StatisticalEnrolment.objects.filter(
        zone_id__in=ask.zone_ids,
        zone_id=OuterRef("zone_id"),
        project_id=OuterRef("id"),
        entered_on__lte=ask.day,
    ).order_by("-id")
    found: QuerySet[Any] = PROJECTS.rows(ask).annotate(
        stat_entry_date=Subquery(entries.values("entered_on")[:1])
    )
    return found


ENROLMENTS = Source(
    name="enrolments",
    label=_("projects, with their entry in the statistics library"),
    rows=_rows,
    visible=PROJECTS.visible,
    models=(*PROJECTS.models, StatisticalEnrolment, EnrolmentRuleSet),
    describe=PROJECTS.describe,
    once="id",
    dimensions=PROJECTS.dimensions,
)


def _expected(ask: Ask) -> Q:
    """Started, and big enough by the rules of the day judged on."""
    started, big = Q(actual_start__lte=ask.day), Q()
    for zone_id, threshold in enrolment_thresholds_on(ask.zone_ids, ask.day).items():
        big |= Q(zone_id=zone_id, total_cny__gte=threshold)
    return started & big


@figure(
    Kind.COUNT,
    ENROLMENTS,
    label=_("projects in the statistics library"),
    unit=units.ITEM,
    words=_("projects that the statistics bureau had taken in by the end of the period"),
    ledger="statistical",
    mechanisms=("M13",),
)
def enrolled(ask: Ask) -> Q:
    return Q(stat_entry_date__isnull=False)


@figure(
    Kind.COUNT,
    ENROLMENTS,
    label=_("projects that entered the statistics library within the period"),
    unit=units.ITEM,
    words=_("projects whose day of entry, as the bureau states it, lies within the period"),
    ledger="statistical",
    mechanisms=("M13",),
)
def newly_enrolled(ask: Ask) -> Q:
    return Q(stat_entry_date__gte=ask.first)


@figure(
    Kind.COUNT,
    ENROLMENTS,
    label=_("started, not enrolled"),
    unit=units.ITEM,
    words=_("projects that started, reach the threshold of enrolment and are not in the statistics library"),
    mechanisms=("M13",),
)
def to_be_enrolled(ask: Ask) -> Q:
    return _expected(ask) & Q(stat_entry_date__isnull=True)
