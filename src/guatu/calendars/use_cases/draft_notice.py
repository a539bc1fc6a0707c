"""Put an official notice down as a draft, so that its effect can be seen before it counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guatu.calendars.choices import DayKind, NoticeStatus
from guatu.calendars.days import DayRule
from guatu.calendars.events import NoticeDrafted
from guatu.calendars.models import Notice, NoticeDay
from guatu.calendars.policies import may_draft_notice
from guatu.calendars.rules import YEAR_END
from guatu.calendars.selectors import days_of
from guatu.core.actor import Actor
from guatu.core.errors import Fault, InvalidInput, Refused
from guatu.core.use_case import change, record, use_case

FIRST_YEAR, LAST_YEAR = 1950, 2150


@use_case(may=may_draft_notice)
def draft_notice(
    *,
    actor: Actor,
    year: int,
    title: str,
    published_on: date,
    days: Mapping[date, DayRule],
    document_number: str = "",
    source_url: str = "",
    notice: Notice | None = None,
) -> Notice:
    """A new draft, or the draft `notice` revised. `days` are the dates it names, days off and make-up days.

    Raises `InvalidInput` naming every date that does not belong to the year (the end of the year before does,
    at New Year), a day off that is named without one, and a document number that is there already; `Refused`
    for a notice that has been applied.
    """
    if notice is not None and notice.status != NoticeStatus.DRAFT:
        raise Refused(_("An applied notice is not changed; add the notice that amends it."))
    faults = _faults(year, title, days)
    if faults:
        raise InvalidInput(faults)
    values: dict[str, Any] = {
        "year": year,
        "document_number": document_number.strip(),
        "title": title.strip(),
        "published_on": published_on,
        "source_url": source_url.strip(),
    }
    try:
        with transaction.atomic():
            if notice is None:
                notice = Notice.objects.create(zone_id=actor.zone_id, **values)
                changes: dict[str, tuple[Any, Any]] = {name: (None, value) for name, value in values.items()}
            else:
                changes = change(notice, **values)
    except IntegrityError:
        raise InvalidInput({"document_number": _("A notice with this number is there already.")}) from None
    named = _replace_days(notice, days)
    if named and not changes:
        notice.save(update_fields=["title"])  # the days are part of what the version counts
    changes |= named
    if not changes:
        return notice
    record(
        NoticeDrafted(
            zone_id=notice.zone_id,
            notice_id=notice.id,
            year=notice.year,
            document_number=notice.document_number,
            days_off=_of_kind(days, DayKind.OFF),
            days_worked=_of_kind(days, DayKind.WORKING),
            half_days=_of_kind(days, DayKind.HALF),
        ),
        subject=notice,
        changes=changes,
    )
    return notice


def _faults(year: int, title: str, days: Mapping[date, DayRule]) -> list[Fault]:
    faults = []
    if not FIRST_YEAR <= year <= LAST_YEAR:
        faults.append(
            Fault(
                "year",
                _("Expected a year from %(first)s to %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR},
            )
        )
        return faults
    if not title.strip():
        faults.append(Fault("title", _("Give the notice's title.")))
    if not any(rule.kind == DayKind.OFF for rule in days.values()):
        faults.append(Fault("days", _("Name at least one day off.")))
    longest = NoticeDay._meta.get_field("name").max_length
    faults += [
        Fault("days", _("“%(name)s” is too long for the name of a holiday.") % {"name": name[:40] + "…"})
        for name in sorted({rule.name for rule in days.values()})
        if longest is not None and len(name) > longest
    ]
    first, last = date(year - 1, *YEAR_END), date(year, 12, 31)
    faults += [
        Fault(
            "days",
            _("%(day)s does not belong to the notice for %(year)s.") % {"day": day.isoformat(), "year": year},
        )
        for day in sorted(days)
        if not first <= day <= last
    ]
    return faults


def _replace_days(notice: Notice, days: Mapping[date, DayRule]) -> dict[str, tuple[Any, Any]]:
    old = days_of(notice)
    if old == dict(days):
        return {}
    NoticeDay.objects.filter(zone_id=notice.zone_id, notice=notice).delete()
    NoticeDay.objects.bulk_create(
        NoticeDay(zone_id=notice.zone_id, notice=notice, date=day, kind=rule.kind, name=rule.name)
        for day, rule in sorted(days.items())
    )
    return {"days": (_lines(old), _lines(days))}


def _lines(days: Mapping[date, DayRule]) -> list[str]:
    return [f"{day.isoformat()} {rule.kind} {rule.name}".strip() for day, rule in sorted(days.items())]


def _of_kind(days: Mapping[date, DayRule], kind: DayKind) -> tuple[date, ...]:
    return tuple(day for day, rule in sorted(days.items()) if rule.kind == kind)
