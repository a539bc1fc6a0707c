"""Who is told of what happens to a league table, within the transaction in which it happens."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_noop

from guatu.core.clock import today
from guatu.core.use_case import acting_person
from guatu.leagues import notification_kinds as news
from guatu.leagues.events import (
    ObjectionAnswered,
    ObjectionRaised,
    RunCorrected,
    RunEvent,
    RunFinalized,
    RunPublished,
)
from guatu.leagues.models import LeagueLine, LeagueObjection, LeagueRun
from guatu.leagues.policies import ANSWER, OBJECT
from guatu.notifications.messages import Message
from guatu.notifications.use_cases.notify_people import notify_people
from guatu.organization.holders import holders_at
from guatu.organization.powers import system_actor
from guatu.organization.selectors import root_unit


def _run(event: RunEvent) -> LeagueRun:
    return LeagueRun.objects.select_related("table", "zone").get(zone_id=event.zone_id, id=event.run_id)


def _tell(run: LeagueRun, persons: Iterable[UUID | None], kind: str, text: str, **params: object) -> None:
    doer = acting_person()
    wanted = [person for person in dict.fromkeys(persons) if person is not None and person != doer]
    if wanted:
        notify_people(
            actor=system_actor("messenger", run.zone),
            receivers=wanted,
            kind=kind,
            text=Message(text, {"table": run.table.name, "period": run.period, **params}),
            about=run,
            url=reverse("leagues:run", args=[run.zone.code, run.id]),
        )


def tell_ranked_units(event: RunPublished | RunCorrected | RunFinalized) -> None:
    """Those who may object at a ranked unit: two queries, however many units there are."""
    run = _run(event)
    units = list(LeagueLine.objects.filter(zone_id=run.zone_id, run=run).values_list("unit_id", flat=True))
    texts = {
        RunPublished: gettext_noop("“%(table)s” of %(period)s is published; objections until %(until)s"),
        RunCorrected: gettext_noop("“%(table)s” of %(period)s was corrected; objections until %(until)s"),
        RunFinalized: gettext_noop("“%(table)s” of %(period)s is final"),
    }
    until = {"until": run.objections_until} if not isinstance(event, RunFinalized) else {}
    _tell(
        run,
        holders_at(run.zone_id, OBJECT, units, today(run.zone)),
        news.PUBLISHED,
        texts[type(event)],
        **until,
    )


def tell_officers(event: ObjectionRaised) -> None:
    run = _run(event)
    objection = LeagueObjection.objects.select_related("unit").get(
        zone_id=event.zone_id, id=event.objection_id
    )
    officers = holders_at(run.zone_id, ANSWER, [root_unit(run.zone_id).id], today(run.zone))
    text = gettext_noop("%(unit)s objects to a number in “%(table)s” of %(period)s")
    _tell(run, officers, news.OBJECTED, text, unit=objection.unit.name)


def tell_objector(event: ObjectionAnswered) -> None:
    run = _run(event)
    objection = LeagueObjection.objects.get(zone_id=event.zone_id, id=event.objection_id)
    accepted = gettext_noop("Your objection to “%(table)s” of %(period)s was accepted")
    refused = gettext_noop("Your objection to “%(table)s” of %(period)s was refused")
    _tell(run, [objection.raised_by_id], news.ANSWERED, accepted if event.accepted else refused)
