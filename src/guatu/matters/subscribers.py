"""Who is told of what happens to a matter, within the transaction in which it happens.

Whoever did it themselves is not told. The texts name the matter and nothing of what it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_noop

from guatu.core.clock import today
from guatu.core.use_case import acting_person
from guatu.matters import notification_kinds as news
from guatu.matters import receivers
from guatu.matters.choices import Urgency
from guatu.matters.events import (
    ClockStopApproved,
    ClockStopAsked,
    ClockStopRefused,
    ExtensionAsked,
    ExtensionGranted,
    ExtensionRefused,
    HelpAsked,
    MatterClosedOut,
    MatterClosedUnsolved,
    MatterDispatched,
    MatterEscalated,
    MatterEvent,
    MatterReplied,
    MatterReportedDone,
    MatterReturned,
    MatterSentBack,
    MatterTransferred,
    MatterVerified,
    SupportAsked,
)
from guatu.matters.models.history import TimeRequest
from guatu.matters.models.matter import Matter
from guatu.notifications.messages import Message
from guatu.notifications.use_cases.notify_people import notify_people
from guatu.organization.holders import nearest_holders
from guatu.organization.powers import system_actor


def _matter(event: MatterEvent) -> Matter:
    return Matter.objects.select_related("kind", "zone", "lead_unit").get(
        zone_id=event.zone_id, id=event.matter_id
    )


def _tell(
    matter: Matter, persons: Iterable[UUID | None], kind: str, text: str, *, key: str = "", **params: object
) -> None:
    doer = acting_person()
    wanted = [person for person in persons if person is not None and person != doer]
    if wanted:
        notify_people(
            actor=system_actor("messenger", matter.zone),
            receivers=wanted,
            kind=kind,
            text=Message(text, {"number": matter.number, "title": matter.title, **params}),
            about=matter,
            url=reverse("matters:matter", args=[matter.zone.code, matter.id]),
            urgent=matter.urgency == Urgency.URGENT,
            dedup_key=f"{key}:{matter.id}" if key else "",
        )


def tell_lead_unit(event: MatterDispatched | MatterTransferred) -> None:
    matter = _matter(event)
    persons = [matter.handler_id] if matter.handler_id else receivers.at_unit(matter, today(matter.zone))
    _tell(matter, persons, news.DISPATCHED, gettext_noop("%(number)s is for your unit: %(title)s"))


def tell_dispatchers(event: MatterReturned) -> None:
    matter = _matter(event)
    persons = receivers.dispatchers(matter, today(matter.zone))
    _tell(matter, persons, news.RETURNED, gettext_noop("%(number)s was returned: %(title)s"))


def tell_deciders(event: ExtensionAsked | ClockStopAsked | HelpAsked) -> None:
    matter = _matter(event)
    texts = {
        ExtensionAsked: gettext_noop("More time is asked for %(number)s: %(title)s"),
        ClockStopAsked: gettext_noop("To stop the clock is asked for %(number)s: %(title)s"),
        HelpAsked: gettext_noop("%(number)s is to come before a coordination meeting: %(title)s"),
    }
    _tell(matter, receivers.deciders(matter, today(matter.zone)), news.ASKED, texts[type(event)])


def tell_supporters(event: SupportAsked) -> None:
    matter = _matter(event)
    persons = nearest_holders(matter.zone_id, "matters.handle_matter", event.unit_id, today(matter.zone))
    _tell(matter, persons, news.ASKED, gettext_noop("Your unit's support is asked for %(number)s: %(title)s"))


def tell_asker(event: ExtensionGranted | ExtensionRefused | ClockStopApproved | ClockStopRefused) -> None:
    matter = _matter(event)
    request = (
        TimeRequest.objects.filter(zone_id=matter.zone_id, matter=matter, decided_at__isnull=False)
        .order_by("-decided_at")
        .first()
    )
    granted = isinstance(event, (ExtensionGranted, ClockStopApproved))
    yes = gettext_noop("What you asked for %(number)s was granted: %(title)s")
    no = gettext_noop("What you asked for %(number)s was refused: %(title)s")
    _tell(matter, [request.asker_id if request else None], news.DECIDED, yes if granted else no)


def tell_verifiers(event: MatterReportedDone | MatterVerified) -> None:
    matter = _matter(event)
    done = gettext_noop("%(number)s is reported done and to be verified: %(title)s")
    passed = gettext_noop("%(number)s is verified and to be struck off: %(title)s")
    text = done if isinstance(event, MatterReportedDone) else passed
    _tell(matter, receivers.verifiers(matter, today(matter.zone)), news.TO_VERIFY, text)


def tell_holders(event: MatterSentBack) -> None:
    matter = _matter(event)
    persons = [matter.handler_id] if matter.handler_id else receivers.at_unit(matter, today(matter.zone))
    _tell(matter, persons, news.SENT_BACK, gettext_noop("%(number)s was sent back: %(title)s"))


def tell_raiser(event: MatterReplied | MatterClosedOut | MatterClosedUnsolved) -> None:
    matter = _matter(event)
    texts = {
        MatterReplied: (news.ANSWERED, gettext_noop("There is an answer to %(number)s: %(title)s")),
        MatterClosedOut: (news.ENDED, gettext_noop("%(number)s is done and struck off: %(title)s")),
        MatterClosedUnsolved: (
            news.ENDED,
            gettext_noop("%(number)s was closed without being solved: %(title)s"),
        ),
    }
    kind, text = texts[type(event)]
    _tell(matter, [matter.raiser_id], kind, text)


def tell_of_rung(event: MatterEscalated) -> None:
    """Each rung and each repetition is told once, whoever runs the clock and how often."""
    if not event.receivers:
        return
    matter = _matter(event)
    near = gettext_noop("%(number)s is nearly due: %(title)s")
    late = gettext_noop("%(number)s is late, see to it: %(title)s")
    key = f"matters.rung:{matter.round}:{event.rung}:{event.repetition}:{today(matter.zone)}"
    persons = receivers.persons_of(event.receivers, matter)
    _tell(matter, persons, news.RUNG, near if event.colour == "blue" else late, key=key)
